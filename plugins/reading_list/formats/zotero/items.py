"""One item of Zotero, from whichever of its exports -> a work.

Separate because Zotero RDF and Better BibTeX JSON hold the same items in other clothes. Item
types and fields are those of Zotero's schema (https://api.zotero.org/schema).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.latex_encoding import encode_latex
from reading_list.formats.cleaning import find_arxiv, find_doi, read_address, read_line, unite
from reading_list.formats.imported import ImportedEntry
from reading_list.formats.zotero.dates import read_typed
from reading_list.formats.zotero.extra import read_extra
from reading_list.formats.zotero.names import read_creators, write_others
from reading_list.formats.zotero.schema import BASE_FIELDS, EXTRA_NAMES, ITEM_TYPES, LEFT_OUT
from reading_list.model import Location, Paper, PaperId, Slug
from reading_list.texts.characters import fold_space
from reading_list.texts.html_to_markdown import to_markdown
from reading_list.texts.markup import to_paragraphs
from reading_list.texts.math_alphabets import subscript, superscript

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.formats.zotero.extra import Extra
    from reading_list.formats.zotero.names import Creator
    from reading_list.model import PartialDate

_RAISED = re.compile(r"<(sub|sup)>([^<>]{0,200})</\1>")
_RICH = re.compile(
    r"""</?(?:i|b|em|strong|sub|sup|sc|span)>
    |<span\s(?:class="nocase"|style="font-variant:\s?small-caps;?")>""",
    re.VERBOSE,
)
"""The mark-up that Zotero itself reads in a title; anything else in it is text."""
_ENTITY = re.compile("&(?:amp|lt|gt|quot|apos|#39);")
_PREPRINT_PLACE = re.compile(r"(?:arxiv\b|corr$)", re.IGNORECASE)
_LINKS = ("code", "data", "project", "slides", "poster", "video", "blog", "demo")
_USED = frozenset(
    """title abstractNote date publicationTitle journalAbbreviation volume issue pages publisher
    edition shortTitle DOI ISBN url extra citationKey cslType""".split()
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or an address that belongs to an item."""

    url: str
    kind: str
    """The media type."""
    title: str


@dataclass(slots=True)
class ZoteroItem:
    """One item; `fields` bear Zotero's names and are clean."""

    type: str
    fields: dict[str, str] = field(default_factory=dict)
    creators: list[Creator] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    """Also the collections that hold the item."""
    notes: list[str] = field(default_factory=list)
    """HTML."""
    attachments: list[Attachment] = field(default_factory=list)
    added: PartialDate | None = None
    line: int = 1


def to_entry(item: ZoteroItem, uri: str) -> ImportedEntry:
    """Read an item; the title is empty where the item has none."""
    fields = _unify(item.fields)
    extra = read_extra(fields.get("extra", ""), frozenset(fields))
    fields = {**extra.fields, **fields}
    key = fields.get("citationKey") or extra.key
    arxiv, arxiv_class = _read_arxiv(fields, extra)
    venue = _read_venue(item.type, fields)
    authors, editors, is_cut = read_creators(item.type, item.creators)
    issued = read_typed(fields.get("date", ""))
    doi = find_doi(fields.get("DOI", "")) or find_doi(fields.get("url", ""))
    publisher = fields.get("publisher", "")
    paper = Paper(
        id=PaperId(key),
        slug=Slug(key),
        location=Location(uri, item.line),
        title=_read_title(fields.get("title", "")),
        short_title=_read_title(fields.get("shortTitle", "")),
        authors=authors,
        authors_incomplete=is_cut,
        editors=editors,
        issued=issued.date,
        added=item.added,
        type=_read_type(item.type, fields, venue, has_arxiv=bool(arxiv)),
        venue=venue,
        venue_short=fields.get("journalAbbreviation", ""),
        volume=fields.get("volume", ""),
        issue=fields.get("issue", ""),
        pages=re.sub("\\s*[-\u2013]+\\s*", "-", fields.get("pages", "")),
        publisher="" if arxiv and publisher.lower() == "arxiv" else publisher,
        edition=fields.get("edition", ""),
        arxiv=(arxiv,) if arxiv else (),
        arxiv_class=arxiv_class,
        doi=(doi,) if doi else (),
        isbn=tuple(re.split(r"[\s,;]+", fields["ISBN"])) if fields.get("ISBN") else (),
        url=read_address(fields.get("url", "")),
        ids=extra.ids,
        links=_read_links(item, fields.get("url", "")),
        abstract=to_paragraphs(fields.get("abstractNote", "")),
        tags=unite(item.tags),
        body="\n\n".join(filter(None, map(to_markdown, item.notes))),
        extra={
            **_read_rest(fields, extra, is_whole=issued.is_whole, has_doi=bool(doi), venue=venue),
            **write_others(item.type, item.creators),
        },
    )
    return ImportedEntry(key, paper)


def _unify(fields: Mapping[str, str]) -> dict[str, str]:
    """Fields under the names that all item types share; the first one counts."""
    unified: dict[str, str] = {}
    for name, value in fields.items():
        text = value.strip() if name in {"extra", "abstractNote"} else read_line(value)
        if text and name not in LEFT_OUT:
            unified.setdefault(BASE_FIELDS.get(name, name), text)
    return unified


def _read_title(text: str) -> str:
    """Zotero's mark-up goes; so do entities, which agencies leave in their data."""
    plain = _RICH.sub("", _RAISED.sub(_raise, text)) if "<" in text else text
    return fold_space(_ENTITY.sub(lambda found: unescape(found[0]), plain))


def _raise(found: re.Match[str]) -> str:
    moved = subscript(found[2]) if found[1] == "sub" else superscript(found[2])
    return moved or found[2]


def _read_type(item_type: str, fields: Mapping[str, str], venue: str, *, has_arxiv: bool) -> str:
    """CSL's type; a line in Extra overrules, and an arXiv work without a journal is an article."""
    told = fields.get("cslType", "").lower()
    if told in ITEM_TYPES.values():
        return told
    if item_type == "journalArticle" and has_arxiv and not venue:
        return "article"
    return ITEM_TYPES.get(item_type, "document")


def _read_venue(item_type: str, fields: Mapping[str, str]) -> str:
    title = _read_title(fields.get("publicationTitle", ""))
    if title:
        return "" if _PREPRINT_PLACE.match(title) else title
    return fields.get("conferenceName", "") if item_type == "conferencePaper" else ""


def _read_arxiv(fields: Mapping[str, str], extra: Extra) -> tuple[str, str]:
    if extra.arxiv:
        return extra.arxiv, extra.arxiv_class
    for name in ("number", "publicationTitle", "DOI", "url"):
        arxiv, kind = find_arxiv(fields.get(name, ""))
        if arxiv:
            return arxiv, kind or extra.arxiv_class
    return "", ""


def _read_links(item: ZoteroItem, url: str) -> dict[str, str]:
    """Addresses only: `pdf`, and those whose title is a label of ours; snapshots are copies."""
    links: dict[str, str] = {}
    for one in item.attachments:
        address = read_address(one.url)
        if not address or address == url:
            continue
        path = address.partition("?")[0].lower()
        is_pdf = one.kind == "application/pdf" or path.endswith(".pdf") or "/pdf/" in path
        words = frozenset(re.findall(r"[a-z]+", one.title.lower()))
        label = "pdf" if is_pdf else next((name for name in _LINKS if name in words), "")
        if label:
            links.setdefault(label, address)
    return links


def _read_rest(
    fields: Mapping[str, str], extra: Extra, *, is_whole: bool, has_doi: bool, venue: str
) -> dict[str, str]:
    """What has no key of its own, under BibTeX's name where it has one, and then as it wants it."""
    rest: dict[str, str] = {}
    for name, value in fields.items():
        is_known = name in _USED or (name == "conferenceName" and value == venue)
        if is_known or (name == "number" and find_arxiv(value)[0]):
            continue
        text = value[:10] if name == "accessDate" else value
        named = EXTRA_NAMES.get(name)
        rest[named or name] = encode_latex(text) if named else text
    unread = [
        "" if is_whole else f"Date: {fields['date']}",
        f"DOI: {fields['DOI']}" if fields.get("DOI") and not has_doi else "",
        extra.rest,
    ]
    if any(unread):
        rest["zotero_extra"] = "\n".join(filter(None, unread))
    return rest
