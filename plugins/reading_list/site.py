"""The whole pipeline: a library and what the theme made of its posts -> every page and file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from reading_list.cache import NO_CACHE, Cache
from reading_list.diagnostics import Diagnostic, shorten, warning
from reading_list.feeds.announced import find_announced
from reading_list.feeds.documents import Cached, write_documents
from reading_list.feeds.list import find_feeds
from reading_list.feeds.months import find_digest_feed
from reading_list.feeds.options import DEFAULTS, FeedOptions, FeedSite
from reading_list.redirects import find_owners, find_redirects, separate
from reading_list.rendering.discussions import find_discussions
from reading_list.rendering.exports import name_exports
from reading_list.rendering.feed_items import FeedItems
from reading_list.rendering.metadata import Metadata
from reading_list.rendering.pages import Pages
from reading_list.rendering.planned import digest_common
from reading_list.rendering.site_files import SiteFiles
from reading_list.rendering.subscribe import describe_feeds
from reading_list.rendering.templates import BASE, INDEX, Pieces, Templates
from reading_list.texts.citation_syntax import find_paper_key
from reading_list.texts.links import Links
from reading_list.texts.notes import NoteConverter, Quoting, inline
from reading_list.views.linked_data import SiteFacts

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from reading_list.feeds.announced import Announced
    from reading_list.feeds.documents import Document
    from reading_list.feeds.list import Feed
    from reading_list.model import Library, Location, PaperId
    from reading_list.redirects import Redirect
    from reading_list.rendering.exports import Put
    from reading_list.texts.passages import Named
    from reading_list.views.site import SiteViews


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
    """Pages, made one at a time, and what else is known of the site."""

    pages: Pages
    files: SiteFiles
    redirects: tuple[Redirect, ...]
    """Other addresses of pages, distinct from one another and from those of the author's pages."""
    diagnostics: tuple[Diagnostic, ...]
    feeds: tuple[Feed, ...]
    feeds_by_page: Mapping[str, Feed]
    feed_site: FeedSite
    announced: Sequence[Announced]
    citations: dict[PaperId, str]
    """Those of the pages, which make their own until all are known."""

    def write_files(self) -> None:
        """Hand over every file that is no page and no feed; to be called once."""
        self.citations.update(self.files.write(self.feeds, self.announced, self.feed_site))

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


def _drop(_path: str, _content: bytes) -> None:
    """Keep nothing of a file."""


@dataclass(frozen=True, slots=True)
class Stores:
    """Where finished things come from and go to."""

    cache: Cache = NO_CACHE
    """Pieces of earlier builds."""
    put: Put = _drop
    """Is handed each file that is no page as soon as it is made: together they are large."""


NO_STORES = Stores()
"""Nothing is taken over, and of files only the names are kept."""


def build_site(
    views: SiteViews,
    settings: Settings,
    notes: NoteConverter,
    rendered: Mapping[str, str],
    stores: Stores = NO_STORES,
) -> Site:
    """Convert the author's texts once, then make pages, feeds and exports of the views.

    `rendered` holds what the engine made of posts and orders, by `src_uri`.
    """
    site = begin_site(views, settings, notes, rendered, stores)
    site.write_files()
    return site


def begin_site(
    views: SiteViews,
    settings: Settings,
    notes: NoteConverter,
    rendered: Mapping[str, str],
    stores: Stores,
) -> Site:
    """The same without its files: what is asked of them is made when it is asked for."""
    cache = stores.cache
    pieces, faults = convert_pieces(views.library, notes, settings.ending)
    passages = find_discussions(views, pieces, rendered, settings.ending, cache)
    citations: dict[PaperId, str] = {}
    downloads = name_exports(views)
    pieces = replace(pieces, citations=citations, downloads=downloads, passages=passages, named={})
    templates = Templates(views.library, pieces, use_directory_urls=settings.use_directory_urls)
    templates.cache = cache
    metadata = Metadata(settings.facts, views.library, settings.own_authors)
    files = SiteFiles(views, pieces, templates, cache, stores.put)
    pages = Pages(views, templates, pieces, metadata, rendered)
    pages.cache, pages.common = cache, digest_common(views, pieces, cache)
    pages.papers.use(cache)
    pages.files = files
    site = settings.feed_site
    announced = find_announced(views.library, site.authority, site.options.until)
    feeds = find_feeds(announced, views.library, views.connections, site.name, site.options)
    feeds += find_digest_feed(announced, views.library, site)
    pages.feeds = describe_feeds(feeds, site)
    pages.feed_pages = frozenset(feed.page for feed in feeds)
    by_page = {feed.page: feed for feed in feeds}
    others = _redirects(views)
    return Site(pages, files, others, faults, feeds, by_page, site, announced, citations)


def _redirects(views: SiteViews) -> tuple[Redirect, ...]:
    """Loading has reported those that clash."""
    tags = [view.tag for view in views.tags]
    found = find_redirects(views.library, tags)
    return separate(found, find_owners(views.library, tags))[0]


def convert_pieces(
    library: Library, notes: NoteConverter, ending: str = ""
) -> tuple[Pieces, tuple[Diagnostic, ...]]:
    """Notes and reasons -> HTML, and what they say of works. May return `unknown-link`.

    `ending` is what addresses of pages end in.
    """
    faults: list[Diagnostic] = []
    works = {paper.url_path: paper.id for paper in library.papers}
    named: defaultdict[PaperId, list[Named]] = defaultdict(list)
    whys: dict[PaperId, str] = {}
    bodies: dict[PaperId, str] = {}
    for paper in library.papers:
        # To MkDocs a paper is a page at the root of the docs folder.
        src_uri = f"papers/{paper.id}.md"
        links = Links(paper.url_path + ending, BASE, works)
        if paper.why:
            made = notes.convert(paper.why, src_uri, Quoting(links, "rl-why"), with_html=False)
            named[paper.id].append(made.passages)
            whys[paper.id] = inline(made.html)
            at = replace(paper.location, line=paper.lines.get("why", 1))
            faults += _unknown_links(at, _not_papers(made.unresolved, src_uri), paper.why)
        if paper.body:
            made = notes.convert(paper.body, src_uri, Quoting(links, "rl-notes"))
            bodies[paper.id] = made.html
            named[paper.id].append(made.passages)
            at = replace(paper.location, line=paper.body_line)
            faults += _unknown_links(at, _not_papers(made.unresolved, src_uri), paper.body)
    # A step without a reason of its own shows that of its paper.
    step_whys = {paper.why: whys[paper.id] for paper in library.papers if paper.why}
    for order in library.orders:
        for step in order.steps:
            made = notes.convert(step.why, order.src_uri, with_html=False)
            step_whys[step.why] = inline(made.html)
            faults += _unknown_links(step.location, made.unresolved)
    return Pieces(whys, bodies, step_whys, named=named), tuple(faults)


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


def write_sitemap(locations: Iterable[tuple[str, str]]) -> str:
    """(absolute address, date of the last change or nothing) -> `sitemap.xml`.

    Source: https://www.sitemaps.org/protocol.html
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for address, changed in sorted(locations):
        last = f"<lastmod>{escape(changed, quote=False)}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{escape(address, quote=False)}</loc>{last}</url>")
    return "\n".join((*lines, "</urlset>", ""))
