"""The whole pipeline: a library and what the theme made of its posts -> every page and file."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reading_list.cache import NO_CACHE, Cache
from reading_list.diagnostics import Diagnostic, shorten, warning
from reading_list.feeds.announced import find_announced
from reading_list.feeds.documents import Cached, write_documents
from reading_list.feeds.list import find_feeds
from reading_list.feeds.months import find_digest_feed
from reading_list.feeds.opml import OPML, write_opml
from reading_list.feeds.options import DEFAULTS, FeedOptions, FeedSite
from reading_list.formats.bibtex.export import join_entries
from reading_list.formats.csl.export import join_csl
from reading_list.formats.publication import Published, encode_published
from reading_list.formats.ris.export import join_ris
from reading_list.redirects import find_owners, find_redirects, separate
from reading_list.rendering.discussions import find_discussions
from reading_list.rendering.feed_items import FeedItems
from reading_list.rendering.library_data import write_library_data
from reading_list.rendering.metadata import Metadata
from reading_list.rendering.order_files import write_order_files
from reading_list.rendering.pages import Pages
from reading_list.rendering.subscribe import describe_feeds
from reading_list.rendering.templates import INDEX, Pieces, Templates
from reading_list.texts.citation_syntax import find_paper_key
from reading_list.texts.notes import NoteConverter, inline
from reading_list.views.catalogue import build_catalogue
from reading_list.views.linked_data import SiteFacts
from reading_list.views.search import collect_texts

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from reading_list.feeds.documents import Document
    from reading_list.feeds.list import Feed
    from reading_list.model import Library, Location, Paper, PaperId
    from reading_list.redirects import Redirect
    from reading_list.views.search import PaperTexts
    from reading_list.views.site import SiteViews

CATALOGUE = "reading-list.json"
LIBRARY_FILES = ("library.bib", "library.json", "library.ris")
"""The whole library, as others may take it away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the site says of itself, from the engine's configuration."""

    name: str
    url: str
    """Absolute, with a slash at its end; empty where it is not known."""
    description: str = ""
    language: str = "en"
    authority: str = ""
    """Who mints the ids of feed items."""
    feeds: FeedOptions = DEFAULTS
    use_directory_urls: bool = True
    author: str = ""
    """Who answers for the site, where somebody is named."""
    own_authors: tuple[str, ...] = ()
    """Names or ORCIDs of people whose works are the site's own."""

    @property
    def facts(self) -> SiteFacts:
        """What every page says of the site."""
        return SiteFacts(
            name=self.name,
            url=self.url,
            language=self.language,
            author=self.author,
            ending=self.ending,
            description=self.description,
        )

    @property
    def absolute_url(self) -> str:
        """For feeds, which need one: a site that does not know its address is a preview."""
        return self.url or "http://127.0.0.1:8000/"

    @property
    def feed_site(self) -> FeedSite:
        """The same, as feeds need it."""
        return FeedSite(
            name=self.name,
            url=self.absolute_url,
            ending=self.ending,
            description=self.description,
            language=self.language,
            authority=self.authority,
            options=self.feeds,
        )

    @property
    def ending(self) -> str:
        """What the addresses of pages end in."""
        return "" if self.use_directory_urls else INDEX


@dataclass(frozen=True, slots=True)
class Site:
    """Pages, made one at a time, and finished files."""

    pages: Pages
    files: Mapping[str, bytes]
    """Path below the site's root -> bytes."""
    redirects: tuple[Redirect, ...]
    """Other addresses of pages, distinct from one another and from those of the author's pages."""
    diagnostics: tuple[Diagnostic, ...]
    feeds: tuple[Feed, ...]
    feeds_by_page: Mapping[str, Feed]
    feed_site: FeedSite
    texts: Mapping[PaperId, PaperTexts]
    """What can be searched of the listed works."""

    def write_feeds(self, taken: Container[str] = ()) -> Iterator[Document]:
        """Every feed in every format, one at a time, for there may be thousands.

        Feed readers follow no page that leads on; so where a page has other addresses its feeds
        are there too, byte for byte, and name the one address that is theirs. Not in the place
        of files that are `taken`.
        """
        items = FeedItems(self.pages, self.feed_site)
        others: defaultdict[str, list[str]] = defaultdict(list)
        for one in self.redirects:
            if one.address.endswith("/"):
                others[one.target].append(one.address)
        cached = Cached(self.pages.cache, items.describe)
        for document in write_documents(self.feeds, items.make, self.feed_site, cached):
            yield document
            folder, slash, name = document.path.rpartition("/")
            for address in others.get(folder + slash, ()):
                if address + name not in taken:
                    yield replace(document, path=address + name, summaries=0)


def build_site(
    views: SiteViews,
    settings: Settings,
    notes: NoteConverter,
    rendered: Mapping[str, str],
    cache: Cache = NO_CACHE,
) -> Site:
    """Convert the author's texts once, then make pages, feeds and exports of the views.

    `rendered` holds what the engine made of posts and orders, by `src_uri`.
    """
    pieces, faults = convert_pieces(views.library, notes)
    published = {paper.id: _publish(paper, cache) for paper in views.library.papers}
    exports = write_exports(views, published, settings)
    pieces = replace(
        pieces,
        citations={one: each.citation for one, each in published.items()},
        downloads=frozenset(exports),
        passages=find_discussions(views, pieces, rendered, settings.ending, cache),
    )
    del published  # its texts are in the exports now, and thousands of pages are still to come
    templates = Templates(views.library, pieces, use_directory_urls=settings.use_directory_urls)
    metadata = Metadata(settings.facts, views.library, settings.own_authors)
    pages = Pages(views, templates, pieces, metadata, rendered)
    pages.cache = templates.cache = cache
    pages.papers.use(cache)
    site = settings.feed_site
    announced = find_announced(views.library, site.authority, site.options.until)
    feeds = find_feeds(announced, views.library, views.connections, site.name, site.options)
    feeds += find_digest_feed(announced, views.library, site)
    pages.feeds = describe_feeds(feeds, site)
    pages.feed_pages = frozenset(feed.page for feed in feeds)
    ids = {one.subject.location.uri: one.id for one in announced}
    catalogue = build_catalogue(views.library, views.connections, views.tags, views.timeline, ids)
    texts = collect_texts(views.library, pieces.whys, pieces.notes, cache)
    pages.library_data = write_library_data(views, templates, texts)
    files = {
        CATALOGUE: _to_json(catalogue),
        OPML: write_opml(feeds, site),
        **exports,
        **pages.library_data.files,
    }
    by_page = {feed.page: feed for feed in feeds}
    return Site(pages, files, _redirects(views), faults, feeds, by_page, site, texts)


def _publish(paper: Paper, cache: Cache) -> Published:
    found = cache.recall(
        "published",
        (paper,),
        lambda: [*astuple(encode_published(paper))],
    )
    return Published(*map(str, found))


def _redirects(views: SiteViews) -> tuple[Redirect, ...]:
    """Loading has reported those that clash."""
    tags = [view.tag for view in views.tags]
    found = find_redirects(views.library, tags)
    return separate(found, find_owners(views.library, tags))[0]


def convert_pieces(library: Library, notes: NoteConverter) -> tuple[Pieces, tuple[Diagnostic, ...]]:
    """Notes and reasons -> HTML. May return `unknown-link`."""
    faults: list[Diagnostic] = []
    whys: dict[PaperId, str] = {}
    bodies: dict[PaperId, str] = {}
    for paper in library.papers:
        # To MkDocs a paper is a page at the root of the docs folder.
        src_uri = f"papers/{paper.id}.md"
        if paper.why:
            made = notes.convert(paper.why, src_uri, with_html=False)
            whys[paper.id] = inline(made.html)
            at = replace(paper.location, line=paper.lines.get("why", 1))
            faults += _unknown_links(at, _not_papers(made.unresolved, src_uri), paper.why)
        if paper.body:
            made = notes.convert(paper.body, src_uri)
            bodies[paper.id] = made.html
            at = replace(paper.location, line=paper.body_line)
            faults += _unknown_links(at, _not_papers(made.unresolved, src_uri), paper.body)
    # A step without a reason of its own shows that of its paper.
    step_whys = {paper.why: whys[paper.id] for paper in library.papers if paper.why}
    for order in library.orders:
        for step in order.steps:
            made = notes.convert(step.why, order.src_uri, with_html=False)
            step_whys[step.why] = inline(made.html)
            faults += _unknown_links(step.location, made.unresolved)
    return Pieces(whys, bodies, step_whys), tuple(faults)


def _not_papers(hrefs: Iterable[str], src_uri: str) -> Iterable[str]:
    """Links to papers have been judged when the library was loaded."""
    return (href for href in hrefs if not find_paper_key(href, src_uri))


def _unknown_links(at: Location, hrefs: Iterable[str], text: str = "") -> Iterable[Diagnostic]:
    """`at` is where `text` begins."""
    for href in hrefs:
        line = at.line + text.count("\n", 0, max(text.find(href), 0))
        yield warning(
            "unknown-link",
            replace(at, line=line),
            f"'{shorten(href)}' leads to no file.",
            "Links to works look like `bert.md`, links to posts like `../blog/posts/first.md`.",
        )


def write_exports(
    views: SiteViews, published: Mapping[PaperId, Published], settings: Settings
) -> dict[str, bytes]:
    """Everything that others may take away: the library, each tag, each order, each work.

    Only listed entries. Abstracts stand in the files of the whole library and nowhere else.
    """
    listed = [paper for paper in views.library.papers if paper.is_listed]
    all_of_them = [published[paper.id] for paper in listed]
    # Bytes at once: as texts and as bytes together they would be most of a build's memory.
    files = {
        name: _encode(text)
        for name, text in zip(LIBRARY_FILES, _write_library(all_of_them), strict=True)
    }
    for tag in views.tags:
        entries = [published[paper.id].citation for paper in tag.papers if paper.is_listed]
        if entries:
            files[f"{tag.tag.url_path}library.bib"] = _encode(join_entries(entries))
    for view in views.orders:
        if view.order.is_listed:
            made = write_order_files(view, published, settings.absolute_url, settings.ending)
            files |= {name: _encode(text) for name, text in made.items()}
    for paper, one in zip(listed, all_of_them, strict=True):
        files[f"{paper.url_path}cite.bib"] = _encode(one.citation)
    return files


def _write_library(works: Sequence[Published]) -> Iterator[str]:
    """The library in each format, one at a time."""
    yield join_entries(one.bibtex for one in works)
    yield join_csl(one.csl for one in works)
    yield join_ris(one.ris for one in works)


def _encode(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")


def _to_json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode("utf-8", errors="replace")


def write_sitemap(locations: Iterable[tuple[str, str]]) -> str:
    """(absolute address, date of the last change or nothing) -> `sitemap.xml`.

    Source: https://www.sitemaps.org/protocol.html
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for address, changed in sorted(locations):
        last = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{escape(address)}</loc>{last}</url>")
    return "\n".join((*lines, "</urlset>", ""))
