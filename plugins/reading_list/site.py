"""The whole pipeline: a library and what the theme made of its posts -> every page and file."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reading_list.diagnostics import Diagnostic, shorten, warning
from reading_list.feeds.entries import Entry, Shown, build_entry, find_announced
from reading_list.feeds.rss import Channel, write_rss
from reading_list.formats.bibtex.export import add_field, join_entries
from reading_list.formats.csl_json import join_csl
from reading_list.formats.publication import encode_published
from reading_list.formats.ris import join_ris
from reading_list.model import Paper, parse_partial_date
from reading_list.rendering.discussions import find_discussions
from reading_list.rendering.metadata import Metadata
from reading_list.rendering.pages import FeedLine, Pages
from reading_list.rendering.templates import INDEX, Pieces, Templates
from reading_list.texts.notes import NoteConverter, inline
from reading_list.views.catalogue import build_catalogue
from reading_list.views.linked_data import SiteFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.formats.publication import Published
    from reading_list.model import Library, Location, PaperId
    from reading_list.views.order import OrderView
    from reading_list.views.site import SiteViews

FEED_URL = "feed.xml"


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
    feed_items: int = 30
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
        )

    @property
    def absolute_url(self) -> str:
        """For feeds, which need one: a site that does not know its address is a preview."""
        return self.url or "http://127.0.0.1:8000/"

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
    diagnostics: tuple[Diagnostic, ...]


def build_site(
    views: SiteViews, settings: Settings, notes: NoteConverter, rendered: Mapping[str, str]
) -> Site:
    """Convert the author's texts once, then make pages, feeds and exports of the views.

    `rendered` holds what the engine made of posts and orders, by `src_uri`.
    """
    pieces, faults = convert_pieces(views.library, notes)
    published = {paper.id: encode_published(paper) for paper in views.library.papers}
    exports = write_exports(views, published)
    pieces = replace(
        pieces,
        citations={one: each.citation for one, each in published.items()},
        downloads=frozenset(exports),
        passages=find_discussions(views, pieces, rendered, settings.ending),
    )
    templates = Templates(views.library, pieces, use_directory_urls=settings.use_directory_urls)
    metadata = Metadata(settings.facts, views.library, settings.own_authors)
    pages = Pages(views, templates, pieces, metadata, rendered)
    entries = _entries(pages, views.library, settings)
    channel = Channel(
        title=settings.name,
        description=settings.description,
        url=settings.absolute_url,
        feed_url=settings.absolute_url + FEED_URL,
        language=settings.language,
    )
    pages.feeds = (_feed_line(channel, entries),)
    catalogue = build_catalogue(views.library, views.connections, views.tags, views.timeline)
    files = {
        FEED_URL: write_rss(channel, entries),
        "reading-list.json": _to_json(catalogue),
        **exports,
    }
    return Site(pages, files, faults)


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
            faults += _unknown_links(at, made.unresolved, paper.why)
        if paper.body:
            made = notes.convert(paper.body, src_uri)
            bodies[paper.id] = made.html
            at = replace(paper.location, line=paper.body_line)
            faults += _unknown_links(at, made.unresolved, paper.body)
    # A step without a reason of its own shows that of its paper.
    step_whys = {paper.why: whys[paper.id] for paper in library.papers if paper.why}
    for order in library.orders:
        for step in order.steps:
            made = notes.convert(step.why, order.src_uri, with_html=False)
            step_whys[step.why] = inline(made.html)
            faults += _unknown_links(step.location, made.unresolved)
    return Pieces(whys, bodies, step_whys), tuple(faults)


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


def write_exports(views: SiteViews, published: Mapping[PaperId, Published]) -> dict[str, bytes]:
    """Everything that others may take away: the library, each tag, each order, each work.

    Only listed entries. Abstracts stand in the files of the whole library and nowhere else.
    """
    listed = [paper for paper in views.library.papers if paper.is_listed]
    all_of_them = [published[paper.id] for paper in listed]
    texts = {
        "library.bib": join_entries(one.bibtex for one in all_of_them),
        "library.json": join_csl(one.csl for one in all_of_them),
        "library.ris": join_ris(one.ris for one in all_of_them),
    }
    for tag in views.tags:
        entries = [published[paper.id].citation for paper in tag.papers if paper.is_listed]
        if entries:
            texts[f"{tag.tag.url_path}library.bib"] = join_entries(entries)
    for view in views.orders:
        if view.order.is_listed:
            texts[f"{view.order.url_path}order.bib"] = _write_order(view, published)
    for paper, one in zip(listed, all_of_them, strict=True):
        texts[f"{paper.url_path}cite.bib"] = one.citation
    return {url: text.encode("utf-8", errors="replace") for url, text in texts.items()}


def _write_order(view: OrderView, published: Mapping[PaperId, Published]) -> str:
    """Each work once, where it comes first; biblatex sorts by `sortkey`, others as they stand."""
    steps = (step.paper for section in view.sections for step in section.steps)
    ids = tuple(dict.fromkeys(paper.id for paper in steps if paper and paper.is_listed))
    width = len(str(len(ids)))
    return join_entries(
        add_field(published[one].citation, "sortkey", f"{place:0{width}d}")
        for place, one in enumerate(ids, start=1)
    )


def _entries(pages: Pages, library: Library, settings: Settings) -> tuple[Entry, ...]:
    """The newest items; chosen first, so that only they are made."""
    names = {author.id: author.name for author in library.post_authors}
    entries = []
    for one in find_announced(library, settings.authority)[: settings.feed_items]:
        if isinstance(one.subject, Paper):
            shown = Shown(
                pages.feed_paper(one.subject),
                tuple(author.name for author in one.subject.authors),
                pages.summary(one.subject),
            )
        else:
            shown = Shown(
                pages.posts_html.get(one.subject.src_uri, ""),
                tuple(names.get(author, author) for author in one.subject.authors),
                escape(one.subject.description),
            )
        entries.append(build_entry(one, shown, library, settings.absolute_url))
    return tuple(entries)


def _feed_line(channel: Channel, entries: tuple[Entry, ...]) -> FeedLine:
    newest = parse_partial_date(entries[0].published.date().isoformat()) if entries else None
    return FeedLine(
        title="Everything",
        url=FEED_URL,
        address=channel.feed_url,
        count=len(entries),
        newest=str(newest or ""),
    )


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
