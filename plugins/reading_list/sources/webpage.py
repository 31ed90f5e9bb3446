"""A page's own metadata -> a work: Highwire tags, JSON-LD, Open Graph, its title.

Source: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing (`citation_*`),
https://schema.org/ScholarlyArticle, https://ogp.me/. In this order of trust.
"""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree, html

from reading_list.errors import MalformedAnswerError, StatusError, WorkNotFoundError
from reading_list.formats.dates import build_date
from reading_list.identifiers import parse_arxiv, parse_doi
from reading_list.sources.found import Found, make_paper, read_line, read_person
from reading_list.texts.markup import to_line, to_paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reading_list.model import Author, PartialDate
    from reading_list.sources.http import Fetcher
    from reading_list.sources.response import Response

_VENUES = {
    "citation_journal_title": "article-journal",
    "citation_conference_title": "paper-conference",
    "citation_inbook_title": "chapter",
    "citation_book_title": "chapter",
    "citation_dissertation_institution": "thesis",
    "citation_technical_report_institution": "report",
}
_TYPES = {
    "ScholarlyArticle": "article",
    "BlogPosting": "post-weblog",
    "NewsArticle": "article-newspaper",
    "TechArticle": "webpage",
    "Article": "webpage",
}
_DATE = re.compile(r"(?<!\d)(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")
_ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_PAGES = frozenset({"text/html", "application/xhtml+xml", ""})


def fetch(url: str, fetcher: Fetcher) -> Found:
    """Ask for a page and read what it says of itself.

    Raises:
        FetchError: there is no usable answer.
    """
    return fetcher.ask(url, _ACCEPT, lambda response: _read_response(response, url))


def _read_response(response: Response, url: str) -> Found:
    if response.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        raise WorkNotFoundError(f"There is no such page ({response.status}).")
    if response.status != HTTPStatus.OK:
        raise StatusError(f"The page answers with status {response.status}.", response.status)
    if response.content_type not in _PAGES:
        kind = read_line(response.content_type)
        raise MalformedAnswerError(f"The address leads to {kind}, not to a page.")
    return parse_page(response.decode(), url, response.url)


def parse_page(text: str, url: str, base: str = "") -> Found:
    """Read a page; `url` is what the author pasted, `base` where it was found.

    Raises:
        MalformedAnswerError: the page is empty or has no title.
    """
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", ""))
    except (etree.ParserError, ValueError) as problem:
        raise MalformedAnswerError("The page is empty.") from problem
    page = _Page(_read_tags(root), _read_linked(root))
    titles = (
        page.tag("citation_title", "dc.title", "bepress_citation_title"),
        page.linked("headline") or page.linked("name"),
        page.tag("og:title", "twitter:title"),
        read_line(root.findtext(".//title")),
    )
    title = next(filter(None, map(to_line, titles)), "")
    if not title:
        raise MalformedAnswerError("The page has no title.")
    kind, venue = page.read_venue()
    arxiv, doi = page.read_arxiv(), page.read_doi()
    pdf = page.read_pdf(base or url)
    return Found(
        paper=make_paper(
            title,
            authors=page.read_authors(),
            issued=page.read_issued(),
            type=kind,
            venue=venue,
            volume=page.tag("citation_volume"),
            issue=page.tag("citation_issue"),
            pages=page.read_pages(),
            publisher=page.tag("citation_publisher"),
            arxiv=(arxiv,) if arxiv else (),
            doi=(doi,) if doi else (),
            url=url,
            links={"pdf": pdf} if pdf else {},
            abstract=page.read_abstract(),
        )
    )


class _Page:
    """What the head of a page says, by name."""

    def __init__(self, tags: Mapping[str, Sequence[str]], item: Mapping[str, object]) -> None:
        self._tags = tags
        self._item = item

    def tag(self, *names: str) -> str:
        return next((self._tags[name][0] for name in names if name in self._tags), "")

    def linked(self, name: str) -> str:
        return next(iter(_names(self._item.get(name))), "")

    def read_authors(self) -> tuple[Author, ...]:
        names = self._tags.get("citation_author") or self._tags.get("dc.creator") or ()
        if len(names) == 1 and ";" in names[0]:
            names = names[0].split(";")
        if not names:
            names = list(_names(self._item.get("author")))
        if not names:
            names = [one for one in self._tags.get("author", ()) if "://" not in one]
        return tuple(filter(None, map(read_person, names)))

    def read_issued(self) -> PartialDate | None:
        texts = (
            self.tag("citation_publication_date", "citation_date", "citation_online_date"),
            self.tag("dc.date", "citation_year"),
            self.linked("datePublished"),
            self.tag("article:published_time"),
        )
        return next(filter(None, map(_read_date, texts)), None)

    def read_venue(self) -> tuple[str, str]:
        for name, kind in _VENUES.items():
            if name in self._tags:
                return kind, to_line(self.tag(name))
        kind = next((_TYPES[one] for one in _types(self._item) if one in _TYPES), "webpage")
        part = self.linked("isPartOf") if kind == "article" else ""
        if part:
            return "article-journal", part
        return kind, "" if kind == "article" else self.tag("og:site_name")

    def read_pages(self) -> str:
        first, last = self.tag("citation_firstpage"), self.tag("citation_lastpage")
        return f"{first}-{last}" if first and last and first != last else first

    def read_abstract(self) -> str:
        text = self.tag("citation_abstract", "dcterms.abstract")
        return to_paragraphs(text or self.linked("abstract"))

    def read_pdf(self, base: str) -> str:
        """Address of the text, or nothing where it is none of the web."""
        try:
            address = urljoin(base, self.tag("citation_pdf_url"))
        except ValueError:
            return ""
        is_known = bool(self.tag("citation_pdf_url")) and _ADDRESS.fullmatch(address)
        return address if is_known else ""

    def read_arxiv(self) -> str | None:
        return parse_arxiv(self.tag("citation_arxiv_id")) or self._find(parse_arxiv)

    def read_doi(self) -> str | None:
        names = ("citation_doi", "prism.doi", "bepress_citation_doi")
        return parse_doi(self.tag(*names)) or self._find(parse_doi)

    def _find(self, parse: Callable[[str], str | None]) -> str | None:
        tags = ("dc.identifier", "dc.identifier.doi", "dc.source")
        texts = [text for name in tags for text in self._tags.get(name, ())]
        for key in ("identifier", "sameAs", "@id"):
            texts.extend(_names(self._item.get(key)))
        return next(filter(None, map(parse, texts)), None)


def _read_tags(root: html.HtmlElement) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = read_line(element.get("content") or "")
        if name and content:
            tags.setdefault(name, []).append(content)
    return tags


def _read_linked(root: html.HtmlElement) -> Mapping[str, object]:
    """Return the first item of JSON-LD that is an article; broken JSON is passed over."""
    for element in root.iter("script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            item = json.loads(element.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for one in _items(item):
            if not _TYPES.keys().isdisjoint(_types(one)):
                return one
    return {}


def _items(value: object) -> Iterator[Mapping[str, object]]:
    """Look at the top, in lists, in `@graph` and at `mainEntity`; no deeper."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one
            for key in ("@graph", "mainEntity"):
                inner = one.get(key)
                found = inner if isinstance(inner, list) else [inner]
                yield from (item for item in found if isinstance(item, dict))


def _types(item: Mapping[str, object]) -> list[str]:
    value = item.get("@type")
    return [str(one) for one in (value if isinstance(value, list) else [value])]


def _names(value: object) -> Iterator[str]:
    """Texts, or what mappings call `name` or `value`."""
    for one in value if isinstance(value, list) else [value]:
        text = (one.get("name") or one.get("value")) if isinstance(one, dict) else one
        if isinstance(text, str) and read_line(text):
            yield read_line(text)


def _read_date(text: str) -> PartialDate | None:
    found = _DATE.search(text)
    return build_date(*(int(part) if part else None for part in found.groups())) if found else None
