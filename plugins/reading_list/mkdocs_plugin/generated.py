"""Pages that we make: one of each kind goes through the theme, the rest are stamped."""

from __future__ import annotations

import posixpath
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from mkdocs.commands.build import get_context
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from reading_list.mkdocs_plugin.authored import DATED, find_views, shows_view
from reading_list.mkdocs_plugin.cached import describe_world
from reading_list.mkdocs_plugin.last_pages import LastPages
from reading_list.mkdocs_plugin.output import is_free
from reading_list.mkdocs_plugin.sources import ASSETS, SCRIPT, SECTIONS, directory_url
from reading_list.model import Order, Post
from reading_list.model import Page as PageText
from reading_list.rendering.compiled import reuse_compiled
from reading_list.rendering.feed_links import link_everything, link_feeds, link_own_feed
from reading_list.rendering.frame import find_frame
from reading_list.rendering.metadata import (
    drop_description,
    drop_open_graph,
    has_open_graph,
    share_description,
    write_description,
)
from reading_list.rendering.shell import (
    CONTENT,
    Shell,
    Stamp,
    compact,
    insert_head,
    split_shell,
    token,
)
from reading_list.rendering.templates import BASE, INDEX
from reading_list.site import Stores, begin_site
from reading_list.texts.notes import NoteConverter
from reading_list.views.changes import newest_date

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from reading_list.feeds.list import Feed
    from reading_list.mkdocs_plugin.sources import Build
    from reading_list.rendering.site_page import PlannedPage, SitePage


def write_pages(
    env: jinja2.Environment,
    config: MkDocsConfig,
    files: Files,
    build: Build,
    asked: Collection[str] | None = None,
) -> Callable[[], None] | None:
    """Build the site, stamp its pages one at a time and write them.

    With `asked`, only the works that have these addresses; the function that writes all.
    """
    folder = Path(config.site_dir)
    build.outputs = {
        one.dest_uri: f"{build.docs_name}/{one.src_uri}"
        for one in files
        if not one.inclusion.is_excluded()
    }

    def put(path: str, content: bytes) -> None:
        if is_free(path, build):
            build.write(folder, path, content)

    notes = make_converter(config, files, build)
    stores = Stores(build.cache, put)
    build.site = site = begin_site(build.views, build.settings, notes, build.rendered, stores)
    build.faults += site.diagnostics
    if asked is None:
        with build.writing(folder):
            site.write_files()
    build.sections = _find_sections(files)
    reuse_compiled(env)
    shells = Shells(env, config, files, build)
    pages = site.pages
    _date_authored(files, build)
    if asked is None:
        _write_all(pages.plan(), folder, shells, build)
        _survey_authored(files, build)
        _fill_script(files, build, shells)
        return None
    for paper in build.views.library.papers:
        if paper.url_path in asked and paper.url_path not in build.taken:
            build.write(folder, paper.url_path + INDEX, _encode(shells.stamp(pages.paper(paper))))
    _fill_script(files, build, shells)

    def write_rest() -> None:
        with build.writing(folder):
            site.write_files()
        _write_all(pages.plan(), folder, shells, build)
        _survey_authored(files, build)

    return write_rest


def _write_all(pages: Iterable[PlannedPage], folder: Path, shells: Shells, build: Build) -> None:
    last = LastPages(build.last_site, build.cache)
    with build.writing(folder):
        for one in pages:
            if one.url in build.taken:
                build.changes[one.url] = one.make().changed
                continue
            found = last.recall(one, shells.describe(one), lambda page: _encode(shells.stamp(page)))
            build.write(folder, one.url + INDEX, found.content)
            if one.is_listed:
                build.listed.append((one.url, found.changed))


def _fill_script(files: Files, build: Build, shells: Shells) -> None:
    """Hand to our script what the pages leave to it; a preview may have made none so far."""
    if build.frame is None and build.site is not None:
        shells.stamp(next(build.site.pages.all()))
    file = files.get_file_from_path(ASSETS + SCRIPT)
    if file is not None and build.frame is not None:
        file.content_string = build.frame.fill(file.content_string)


def _encode(html: str) -> bytes:
    return html.encode("utf-8", errors="xmlcharrefreplace")


def _find_sections(files: Files) -> dict[str, Page]:
    """`papers` -> the page in the navigation that stands for the whole section."""
    found = {}
    for _, src_uri in SECTIONS:
        file = files.get_file_from_path(src_uri)
        if file is not None and file.page is not None:
            found[src_uri.partition("/")[0]] = file.page
    return found


def make_converter(config: MkDocsConfig, files: Files, build: Build) -> NoteConverter:
    """Notes are converted with the site's own extensions; their links lead to its files."""
    extensions = list(config.markdown_extensions)
    on_disk = f"{posixpath.basename(build.docs_name)}/"

    def find_address(target: str) -> str | None:
        file = files.get_file_from_path(target)
        if file is None and target.startswith(on_disk):
            # As the link reads in the repository, where the papers lie beside the docs.
            file = files.get_file_from_path(target.removeprefix(on_disk))
        if file is None or file.inclusion.is_excluded():
            return None
        return file.url.removeprefix("./")

    converter = NoteConverter(extensions, config.mdx_configs, find_address, BASE, build.citations)
    loaded = build.loaded
    if build.cache_file is not None:
        world = describe_world(config, files, loaded.library, loaded.hidden)
        if world:
            converter.use(build.cache, world)
    return converter


def make_stamp(page: SitePage, head: str, build: Build) -> Stamp:
    """What the page puts into the shell's slots."""
    ending = "" if build.settings.use_directory_urls else INDEX
    return Stamp(
        title=page.title,
        description=page.description,
        canonical=f"{build.settings.url}{page.url}{ending}" if build.settings.url else "",
        content=page.content,
        source=page.edit,
        head=head,
        feeds=link_own_feed(_find_feeds(build), page.url, _find_root(page.url)),
    )


class _Frame(NamedTuple):
    """What is put around all pages of one kind."""

    shell: Shell
    fit: Callable[[str], str]
    """What becomes in it of what we have to say in the head of a page."""
    digest: str
    """Of all of it; empty where nothing is kept."""


def _keep(head: str) -> str:
    return head


class Shells:
    """One shell for each section, depth and kind of source, made when first needed."""

    def __init__(
        self, env: jinja2.Environment, config: MkDocsConfig, files: Files, build: Build
    ) -> None:
        self._env = env
        self._config = config
        self._files = files
        self._build = build
        self._shells: dict[tuple[str, int, bool], _Frame] = {}

    def stamp(self, page: SitePage) -> str:
        """The finished page, in a shell like that of every page of its kind."""
        shell, fit, _ = self._find(page)
        return shell.stamp(make_stamp(page, fit(page.head), self._build))

    def describe(self, page: PlannedPage) -> str:
        """Stands for all that is put around a page; empty where nothing is kept."""
        digest = self._find(page).digest
        own = link_own_feed(_find_feeds(self._build), page.url, "") if digest else ""
        return f"{digest} {own}"

    def _find(self, page: SitePage | PlannedPage) -> _Frame:
        key = (page.section, page.url.count("/"), bool(page.edit))
        found = self._shells.get(key)
        if found is None:
            shell, fit = self._make(page)
            digest = self._build.cache.digest((shell, fit.__name__))
            found = self._shells[key] = _Frame(shell, fit, digest)
        return found

    def _make(self, page: SitePage | PlannedPage) -> tuple[Shell, Callable[[str], str]]:
        html = self._render(page)
        feeds = link_everything(_find_feeds(self._build), _find_root(page.url))
        head = f"{token('head')}{feeds}{token('feeds')}"
        html = compact(html)
        if self._build.frame is None:
            self._build.frame = find_frame(_mend(html, self._build))
        framed = _mend(html, self._build)
        if has_open_graph(html):
            return split_shell(insert_head(framed, head)), drop_open_graph
        shared, rest = share_description(framed, write_description(token("description")))
        return split_shell(insert_head(shared, head)), _keep if rest else drop_description

    def _render(self, page: SitePage | PlannedPage) -> str:
        """Render the theme's page with a token in each slot, its section marked as active."""
        active = self._build.sections.get(page.section.partition("/")[0])
        sample = self._sample(page)
        if active is not None:
            active.active = True
        try:
            nav = self._build.nav
            context = get_context(nav, self._files, self._config, sample)  # type: ignore[arg-type]
            return self._env.get_template("main.html").render(context)
        finally:
            if active is not None:
                active.active = False

    def _sample(self, page: SitePage | PlannedPage) -> Page:
        file = File(
            f"{page.url}index.md",
            src_dir=None,
            dest_dir=self._config.site_dir,
            use_directory_urls=self._config.use_directory_urls,
            dest_uri=page.url + INDEX,
        )
        file.edit_uri = (
            posixpath.normpath(f"{self._build.papers_path}/{token('source')}.md")
            if page.edit
            else None
        )
        title = "" if page.url == "" else token("title")
        sample = Page(title, file, self._config)
        sample.meta = {"description": token("description"), "hide": ["navigation", "toc"]}
        if self._build.settings.url:
            sample.canonical_url = token("canonical")
        sample.content = CONTENT
        # The theme's link to skip the navigation leads to the first heading.
        sample.toc = TableOfContents([AnchorLink(token("title"), "rl-top", 1)])
        return sample


_SEARCH_DIALOG = 'data-md-component="search" role="dialog"'
_SCRIPTS = re.compile(
    r'(<script src="[^"]*"></script>(?:\s*<script src="[^"]*"></script>)*)(\s*)'
    rf'(<script src="[^"]*{re.escape(ASSETS + SCRIPT)}"></script>)'
)
"""The theme's own scripts, and ours, which the engine puts after them. It begins with a text, for
which a page is searched thirty times faster than for what may or may not stand there."""


def finish(html: str, url: str, build: Build) -> str:
    """Name the feeds in the head of the page at `url`."""
    return insert_head(_mend(html, build), _feed_links(url, _find_root(url), build))


def finish_error_page(html: str, build: Build) -> str:
    """Name the main feed on a page that may answer at any depth."""
    root = urlsplit(build.settings.url).path or "/"
    ending = "" if build.settings.use_directory_urls else INDEX
    ways = ", ".join(
        f'<a href="{escape(root + src_uri.removesuffix("index.md") + ending)}">{title}</a>'
        for title, src_uri in SECTIONS
    )
    said = f"<h1>This page is not here</h1>\n<p>Try the search, or one of these: {ways}.</p>"
    html = html.replace("<h1>404 - Not found</h1>", said, 1)
    return insert_head(_mend(html, build), _feed_links("", root, build))


def _mend(html: str, build: Build) -> str:
    """Give the theme's search dialog the name that it lacks (WAI-ARIA 1.2, `dialog`).

    And let our script run before the theme's, of which it keeps some things off: both stand at the
    end of the page, where neither holds up what is shown. Some things it puts in itself.
    """
    html = html.replace(_SEARCH_DIALOG, f'{_SEARCH_DIALOG} aria-label="Search"', 1)
    html, is_ours_first = _SCRIPTS.subn(r"\3\2\1", html, count=1)
    return build.frame.lighten(html) if is_ours_first and build.frame is not None else html


def _feed_links(url: str, root: str, build: Build) -> str:
    return link_feeds(_find_feeds(build), url, root)


def _find_feeds(build: Build) -> Mapping[str, Feed]:
    return {} if build.site is None else build.site.feeds_by_page


def _find_root(url: str) -> str:
    """From a page to the site's root."""
    return "../" * url.count("/")


def _date_authored(files: Files, build: Build) -> None:
    """Take the clock out of the author's pages.

    MkDocs dates every page by the time of the build; ours are as old as the newest entry.
    """
    library = build.views.library
    dates = [post.date.earliest for post in library.posts]
    dates += [paper.added.earliest for paper in library.papers if paper.added]
    year, month, day = max(dates, default=(2000, 1, 1))
    year = min(max(year, 1970), 2099)  # MkDocs dies of seconds that a gzip file cannot hold
    for file in files.documentation_pages():
        if file.page is not None:
            file.page.update_date = f"{year:04d}-{month:02d}-{day:02d}"


def _survey_authored(files: Files, build: Build) -> None:
    """List the author's pages for the sitemap."""
    for file in files.documentation_pages():
        if file.page is None:
            continue
        found = build.find_authored(file.src_uri)
        if not getattr(found, "unlisted", False):
            changed = _find_change(found, directory_url(file), build)
            build.authored.append((file.page.canonical_url or file.page.url, changed))


def _find_change(found: Post | Order | PageText | None, url: str, build: Build) -> str:
    """The last day of which we know that a page of the author's changed."""
    if found is None:
        return ""
    own = newest_date((found,))
    if isinstance(found, Post) or not shows_view(found, url):
        return own
    library = build.views.library
    shown = (
        "" if DATED.isdisjoint(find_views(found)) else newest_date(library.papers, library.posts)
    )
    return max(own, build.changes.get(url) or shown)
