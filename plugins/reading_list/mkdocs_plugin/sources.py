"""The beginning of a build: configuration and texts in, addresses of all pages out."""

from __future__ import annotations

import posixpath
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files as package_files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.structure.files import File, InclusionLevel, set_exclusions
from mkdocs.utils import nest_paths

from reading_list import disk
from reading_list.diagnostics import error
from reading_list.feeds.options import FeedOptions
from reading_list.loading import load_library
from reading_list.loading.library import TAGS
from reading_list.mkdocs_plugin.cached import open_cache
from reading_list.mkdocs_plugin.navigation import name_site, write_plain
from reading_list.mkdocs_plugin.published import compare_published
from reading_list.mkdocs_plugin.unreadable import drop_unreadable, refuse_loops
from reading_list.rendering.site_files import CATALOGUE
from reading_list.rendering.templates import INDEX
from reading_list.site import Settings
from reading_list.staging.writing import write_plainly, writing
from reading_list.texts.addresses import make_ascii
from reading_list.texts.citations import CitationContext, CitationExtension, CitedWorks
from reading_list.texts.inline_signs import SignsExtension
from reading_list.texts.math_markdown import MathExtension
from reading_list.views.site import SiteViews, build_views
from reading_list.works import index_identifiers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as NavigationPage

    from reading_list.cache import Cache, Held
    from reading_list.cache_file import CacheFile
    from reading_list.diagnostics import Diagnostic
    from reading_list.loading.library import Loaded
    from reading_list.mkdocs_plugin.options import Options
    from reading_list.model import Library, Order, Page, Post
    from reading_list.rendering.exports import Put
    from reading_list.rendering.frame import Frame
    from reading_list.site import Site
    from reading_list.staging.standing import Standing

_RIVALS = ("pymdownx.arithmatex", "mdx_math")
ASSETS = "assets/reading-list/"
STYLES = "reading-list.css"
SCRIPT = "reading-list.js"
SCRIPT_PARTS = ("frame.js", "theme.js", "previews.js", "reading-list-progress.js")
"""On every page: one file, for each request costs a reader more than these few kilobytes."""
SUBSCRIBE, TIMELINE = "subscribe.js", "timeline.js"
LIBRARY = tuple(f"reading-list-{one}.js" for one in ("library", "facets", "search", "export"))
"""Only on the pages that need them, which name them themselves."""
SECTIONS = (
    ("Reading orders", "reading/index.md"),
    ("Library", "papers/index.md"),
    ("Tags", "tags/index.md"),
    ("Timeline", "timeline/index.md"),
    ("Blog", "blog/index.md"),
    ("Subscribe", "subscribe/index.md"),
)
"""The navigation where the author gives none."""


@dataclass(slots=True)
class Build:
    """What one build has learnt so far; made anew each time."""

    loaded: Loaded
    views: SiteViews
    settings: Settings
    faults: list[Diagnostic]
    citations: CitationContext
    """Shared with the Markdown extension; knows the page that is being rendered."""
    cache: Cache
    cache_file: CacheFile | None
    """Closed at the end of the build."""
    last_site: Path
    """Where the last build went; this one writes elsewhere."""
    papers_path: str
    """The folder of the papers, as seen from the docs folder."""
    docs_name: str
    pages_by_uri: Mapping[str, Post | Order | Page]
    """Every page of the author's that could be read and may be shown, by `src_uri`."""
    taken: set[str] = field(default_factory=set)
    """Addresses of pages that the author wrote."""
    outputs: dict[str, str] = field(default_factory=dict)
    """Files that the engine writes -> their sources, as the engine names them."""
    authored: list[tuple[str, str]] = field(default_factory=list)
    """Address and last change of the author's pages that a sitemap may name."""
    changes: dict[str, str] = field(default_factory=dict)
    """Address of a view that stands in a page of the author's -> its last change."""
    rendered: dict[str, str] = field(default_factory=dict)
    """What MkDocs has made of posts and orders, by `src_uri`."""
    loops: tuple[str, ...] = ()
    """Links among the docs that lead to a folder above them."""
    formulas: tuple[str, ...] = ()
    """Those of the page that is being framed, as MathML."""
    nav: Navigation | None = None
    sections: dict[str, NavigationPage] = field(default_factory=dict)
    """Folder -> the page in the navigation that stands for it."""
    site: Site | None = None
    frame: Frame | None = None
    """What pages leave to our script: known with the first of them."""
    listed: list[tuple[str, str]] = field(default_factory=list)
    """Address and last change of generated pages that a sitemap may name."""
    are_faults_logged: bool = False
    standing: Standing | None = None
    """What a preview serves, where there is one."""
    write_later: Put | None = None
    """Takes files that are written while others are made."""
    check: Callable[[], None] | None = None
    """Asked before each file: raises where the rest of a build is not wanted any more."""

    def write(self, folder: Path, path: str, content: bytes) -> None:
        """Write a file of the site, unless a preview serves the same already.

        Raises:
            OSError: the folder cannot be made or written to; where it is written later, at a
                later file or at the end of `writing`.
        """
        if self.check is not None:
            self.check()
        standing = self.standing
        if standing is not None and standing.folder == folder and standing.is_there(path, content):
            return
        if self.write_later is not None:
            self.write_later(path, content)
        else:
            write_plainly(folder, path, content)

    @contextmanager
    def writing(self, folder: Path) -> Iterator[None]:
        """Let files of the folder be written while others are made; at the end all of them are.

        Raises:
            OSError: one cannot be written.
        """
        try:
            with writing(folder) as self.write_later:
                yield
        finally:
            self.write_later = None

    def close(self) -> None:
        """Leave the finished pieces to the next build."""
        if self.cache_file is not None:
            self.cache_file.close()

    def find_authored(self, src_uri: str) -> Post | Order | Page | None:
        """What we have read of one of the author's pages."""
        return self.pages_by_uri.get(src_uri)


def start_build(
    config: MkDocsConfig,
    options: Options,
    last_site: str,
    *,
    is_preview: bool,
    held: Held | None = None,
) -> Build:
    """Read everything, and tell MkDocs what it must know before it looks for files.

    `last_site` is where the last build went, `held` what a preview has in memory of its last one.
    """
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    docs = Path(config.docs_dir)
    papers = root / options.papers_dir
    texts, faults = disk.read_texts(root, docs, papers)
    settings = make_settings(config, options)
    told = (settings, options.mathematics)
    cache_file, cache = open_cache(root, texts, told, is_wanted=options.cache, held=held)
    loaded = load_library(texts, is_preview=is_preview, cache=cache)
    library = loaded.library
    views = build_views(library, options.posts_per_page)
    works = CitedWorks(library.papers_by_id, index_identifiers(library.papers), loaded.hidden)
    build = Build(
        loaded=loaded,
        views=views,
        settings=settings,
        faults=[*faults, *loaded.diagnostics],
        citations=CitationContext(works=works),
        cache=cache,
        cache_file=cache_file,
        last_site=Path(last_site),
        papers_path=disk.relate(papers, docs),
        docs_name=disk.relate(docs, root),
        pages_by_uri=_pages_by_uri(library),
        loops=refuse_loops(docs),
    )
    build.faults += name_site(config)
    last = root / options.published if options.published else Path(last_site) / CATALOGUE
    if options.authority or not is_preview:  # else the ids of a preview name this machine
        build.faults += compare_published(config, last, library, build.settings)
    config.markdown_extensions.append(CitationExtension(build.citations))  # type: ignore[arg-type]
    if options.mathematics:
        _read_mathematics(config)
    config.markdown_extensions.append(SignsExtension())  # type: ignore[arg-type] # last
    config.extra_css.insert(0, ASSETS + STYLES)
    config.extra_javascript.insert(0, ASSETS + SCRIPT)
    config.watch.append(str(papers))
    return build


def _read_mathematics(config: MkDocsConfig) -> None:
    """Take formulas over from extensions that leave them to a script."""
    for rival in _RIVALS:
        if rival in config.markdown_extensions:
            config.markdown_extensions.remove(rival)
    config.markdown_extensions.append(MathExtension())  # type: ignore[arg-type]


def _pages_by_uri(library: Library) -> dict[str, Post | Order | Page]:
    found: dict[str, Post | Order | Page] = {page.src_uri: page for page in library.pages}
    found |= {order.src_uri: order for order in library.orders}
    return found | {post.src_uri: post for post in library.posts}


def make_settings(config: MkDocsConfig, options: Options) -> Settings:
    """What the pipeline needs to know of the configuration."""
    url = config.site_url or ""
    language = str(config.theme.get("language") or config.theme.get("locale") or "en")
    return Settings(
        name=write_plain(config.site_name),
        url=url if url.endswith("/") or not url else f"{url}/",
        description=write_plain(config.site_description or ""),
        # Locales are written `pt_BR`, languages `pt-BR` (RFC 5646).
        language=language.replace("_", "-"),
        authority=options.authority.lower() or urlsplit(url).hostname or "localhost",
        feeds=FeedOptions(
            limit=options.feed_items,
            max_bytes=options.feed_bytes,
            tag_minimum=options.feed_tag_minimum,
            is_excerpt=options.feed_content == "excerpt",
            has_mathml=options.feed_math == "mathml",
            hub=make_ascii(options.feed_hub),
            has_archives=options.feed_archives,
            until=options.feed_until,
        ),
        use_directory_urls=config.use_directory_urls,
        author=config.site_author or "",
        own_authors=tuple(options.own_authors),
    )


class StampedFile(File):
    """A page that MkDocs can link to and that we write: nothing to render, nothing to copy."""

    def is_documentation_page(self) -> bool:
        """Keep MkDocs from rendering it."""
        return False

    def is_media_file(self) -> bool:
        """Keep other plugins from taking it for an image."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' own
        """Leave it alone."""


def place_files(files: Files, config: MkDocsConfig, build: Build) -> None:
    """Settle which pages are published and where, and add those that we make."""
    build.faults += drop_unreadable(files, build.docs_name, build.loops)
    for file in tuple(files):
        if file.src_uri == TAGS:
            file.inclusion = InclusionLevel.EXCLUDED
        elif not file.is_documentation_page():
            continue
        elif file.src_uri.startswith(f"{build.papers_path}/"):
            files.remove(file)  # the papers lie among the docs; their pages are ours
        else:
            _place_page(file, build)
    set_exclusions(files, config)
    build.taken = {
        directory_url(file)
        for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        if not file.inclusion.is_excluded()
    }
    build.faults += _find_clashes(build)
    for url, src_uri, edit_uri in _generated(build):
        if url not in build.taken and src_uri not in files.src_uris:
            files.append(_stamped_file(config, url, src_uri, edit_uri))
    _add_assets(files, config)
    if config.nav is None:
        config.nav = _default_navigation(files)


def _add_assets(files: Files, config: MkDocsConfig) -> None:
    assets = package_files("reading_list") / "assets"
    contents = {name: (assets / name).read_bytes() for name in (STYLES, SUBSCRIBE, TIMELINE)}
    contents |= {name: (assets / name).read_bytes() for name in LIBRARY}
    contents[SCRIPT] = b"\n".join((assets / name).read_bytes() for name in SCRIPT_PARTS)
    for name, content in contents.items():
        files.append(File.generated(config, ASSETS + name, content=content))


def _find_clashes(build: Build) -> Iterator[Diagnostic]:
    for paper in build.views.library.papers:
        if paper.url_path in build.taken:
            message = f"The address '{paper.url_path}' is also that of a page in the docs."
            hint = "Move one of the two, or give the paper a `slug`."
            yield error("duplicate-address", paper.location, message, hint)


def _place_page(file: File, build: Build) -> None:
    """Posts and orders live at their own addresses; what is broken or hidden is left out."""
    found = build.find_authored(file.src_uri)
    if found is None:
        file.inclusion = InclusionLevel.EXCLUDED
        return
    address = getattr(found, "url_path", "")
    if address:
        file.inclusion = InclusionLevel.NOT_IN_NAV
        file.dest_uri = address + INDEX
        for cached in ("url", "abs_dest_path"):
            file.__dict__.pop(cached, None)


def directory_url(file: File) -> str:
    """The address below the site's root, the same whatever `use_directory_urls` says."""
    return file.dest_uri.removesuffix(INDEX)


def _generated(build: Build) -> Iterator[tuple[str, str, str | None]]:
    """Address, virtual source and edited file of each page that we make."""
    papers = build.views.library.papers
    for paper in papers:
        path = posixpath.normpath(f"{build.papers_path}/{paper.id}.md")
        yield paper.url_path, f"papers/{paper.id}.md", path
    own = {paper.url_path for paper in papers}
    for url in build.views.addresses():
        if url not in own:
            yield url, _virtual_source(url), None


def _virtual_source(url: str) -> str:
    """`tags/` -> `tags/index.md`, `tags/agents/` -> `tags/agents.md`: what an author links to."""
    if url.count("/") <= 1:
        return f"{url}index.md"
    return f"{url.rstrip('/')}.md"


def _stamped_file(
    config: MkDocsConfig, url: str, src_uri: str, edit_uri: str | None
) -> StampedFile:
    file = StampedFile(
        src_uri,
        src_dir=None,
        dest_dir=config.site_dir,
        use_directory_urls=config.use_directory_urls,
        dest_uri=url + INDEX,
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.generated_by = "reading-list"
    file.content_string = ""
    file.edit_uri = edit_uri
    return file


def _default_navigation(files: Files) -> list[object]:
    """Home, our sections, then whatever else the author wrote."""
    known = {"index.md", *(src_uri for _, src_uri in SECTIONS)}
    others = (
        file.src_uri
        for file in files.documentation_pages()
        if file.inclusion.is_in_nav() and file.src_uri not in known
    )
    sections = ({title: src_uri} for title, src_uri in (("Home", "index.md"), *SECTIONS))
    return [*sections, *nest_paths(others)]
