"""One BibTeX entry -> a paper: which field means what.

Separate because the exporter asks it too: a verbatim field is written only while reading it
still yields what the paper says.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reading_list.formats.bibtex.dates import read_added, read_issued
from reading_list.formats.bibtex.identifiers import (
    KNOWN_IDS,
    find_arxiv,
    has_address,
    read_arxiv,
    read_arxiv_version,
    read_doi,
    read_ids,
    read_isbn,
    read_link,
    read_url,
)
from reading_list.formats.bibtex.journals import JOURNAL_MACROS
from reading_list.formats.bibtex.latex import MATH, decode_latex
from reading_list.formats.bibtex.names import read_names
from reading_list.formats.bibtex.notes import read_notes
from reading_list.formats.bibtex.tags import read_tags
from reading_list.model import Paper, PaperId, Slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.model import Location

READ_FROM_BIBTEX = """title short_title authors authors_incomplete editors editors_incomplete issued
    added type venue venue_short volume issue pages article_number publisher edition arxiv
    arxiv_version arxiv_class doi isbn url ids links abstract tags""".split()
"""What `read_paper` may set, apart from id, slug, location and the notes."""

LINK_FIELDS = ("pdf", "code", "data", "project", "slides", "poster", "video", "blog", "demo")
_LINK_FIELDS = frozenset(LINK_FIELDS)
ORGANISATIONS = ("publisher", "school", "institution", "organization")
HAVE_A_HOME = frozenset(
    """author editor title subtitle shorttitle year month day date added date-added creationdate
    timestamp journal booktitle shortjournal howpublished volume number issue pages eid publisher
    school institution edition eprint archiveprefix primaryclass doi isbn url abstract keywords
    groups mendeley-tags""".split()
) | {*KNOWN_IDS}
"""Fields, after renaming, that a paper's own keys are read from."""

OWN = "reading-list-"
"""Begins the names of fields that only we write: `reading-list-why`."""

WHOLE = frozenset(
    """book mvbook collection mvcollection proceedings mvproceedings reference mvreference
    periodical""".split()
)
"""Types of what has parts, and is no part itself."""

_TYPES = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book": "book",
    "bookinbook": "chapter",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "report",
    "mastersthesis": "thesis",
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "review": "review",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "suppperiodical": "article-journal",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "www": "webpage",
}
_NUMBERED_SERIES = frozenset({"techreport", "report", "patent", "standard"})
"""Their `number` is no issue of anything."""
_ARXIV_JOURNAL = re.compile(r"(?:arxiv\b|corr$)", re.IGNORECASE)
_ESCAPED_BRACE = re.compile(r"\\([{}])")
_MATH_OR_ESCAPED_BRACE = re.compile(rf"(?P<math>{MATH.pattern})|\\[{{}}]")
PREPRINT_PLACE = re.compile(r"preprint|openreview|arxiv|ssrn", re.IGNORECASE)
_BLOG = re.compile(r"\bblog\b", re.IGNORECASE)
_DASH = re.compile("\\s*[-\u2010-\u2015\u2212]+\\s*")
_NUMBERED = re.compile(r"([a-z0-9]+?)[2-9]\d*")
_NOTHING: Mapping[str, Any] = MappingProxyType({})
"""Most mappings of most papers, once: in large files empty ones take as much as titles."""
_MACRO = re.compile(r"\\([A-Za-z]+)\s*")


def read_paper(  # noqa: PLR0913, PLR0917 - the last two are filled once the paper is known
    entry_type: str,
    key: str,
    fields: Mapping[str, str],
    location: Location,
    overlay: Mapping[str, str] = _NOTHING,
    extra: Mapping[str, str] = _NOTHING,
) -> Paper:
    """Read what the model knows of an entry; the title is empty where the entry has none."""
    authors, authors_incomplete = read_names(fields.get("author", ""))
    editors, editors_incomplete = read_names(fields.get("editor", ""))
    arxiv = read_arxiv(fields)
    venue = _read_venue(entry_type, fields)
    return Paper(
        id=PaperId(key),
        slug=Slug(key),
        location=location,
        title=_read_title(fields),
        short_title=_read_plain(fields, "shorttitle"),
        authors=authors,
        authors_incomplete=authors_incomplete,
        editors=editors,
        editors_incomplete=editors_incomplete,
        issued=read_issued(fields),
        added=read_added(fields),
        type=_read_type(entry_type, fields, venue, has_arxiv=bool(arxiv)),
        venue=venue,
        venue_short=_read_plain(fields, "shortjournal"),
        volume="" if find_arxiv(fields.get("volume", "")) else _read_plain(fields, "volume"),
        issue=_read_issue(entry_type, fields),
        pages=_read_pages(fields),
        article_number=_read_plain(fields, "eid"),
        publisher=_read_publisher(fields),
        edition=_read_plain(fields, "edition"),
        arxiv=arxiv,
        arxiv_version=read_arxiv_version(fields) if arxiv else None,
        arxiv_class=fields.get("primaryclass", "") if arxiv else "",
        doi=read_doi(fields),
        isbn=read_isbn(fields),
        url=read_url(fields),
        ids=read_ids(fields) or _NOTHING,
        links=_read_links(fields),
        abstract=_read_plain(fields, "abstract"),
        tags=read_tags(fields),
        body=read_notes(fields),
        bibtex=overlay,
        extra=extra,
        csl=_NOTHING,
        lines=_NOTHING,
    )


def has_home(name: str, paper: Paper) -> bool:
    """Say whether a field is one that the paper's own keys were read from."""
    if name in HAVE_A_HOME:
        return True
    if name in LINK_FIELDS:
        return name in paper.links
    numbered = _NUMBERED.fullmatch(name)
    return numbered is not None and numbered[1] in {"doi", "eprint", *KNOWN_IDS}


def name_untitled(paper: Paper, fields: Mapping[str, str]) -> Paper:
    """Give a work without a title one: that of the whole, or a description in brackets."""
    whole = _read_plain(fields, "booktitle") or _read_plain(fields, "maintitle")
    if whole and not paper.venue:
        return replace(paper, title=whole)
    numbers = ", ".join(text for text in (paper.volume, paper.pages) if text)
    people = paper.authors or paper.editors
    who = people[0].short if people else ""
    year = str(paper.issued.year) if paper.issued else ""
    known = (paper.venue, numbers) if paper.venue else (who, year) if who else (paper.id,)
    return replace(paper, title=f"[{' '.join(text for text in known if text) or 'Untitled'}]")


def has_escaped_braces(title: str) -> bool:
    r"""Say whether somebody wrote `\{CAPS\}` to protect capitals."""
    return "\\" in title and _ESCAPED_BRACE.search(MATH.sub("", title)) is not None


def _read_plain(fields: Mapping[str, str], name: str) -> str:
    text = fields.get(name)
    return decode_latex(text) if text else ""


def _read_publisher(fields: Mapping[str, str]) -> str:
    name = next((name for name in ORGANISATIONS if fields.get(name)), "")
    return _read_plain(fields, name)


def _read_links(fields: Mapping[str, str]) -> Mapping[str, str]:
    if _LINK_FIELDS.isdisjoint(fields):
        return _NOTHING
    return {name: url for name in LINK_FIELDS if (url := read_link(fields.get(name, "")))}


def _read_title(fields: Mapping[str, str]) -> str:
    title = fields.get("title", "")
    if has_escaped_braces(title):
        title = _MATH_OR_ESCAPED_BRACE.sub(lambda match: match["math"] or "", title)
    title, subtitle = decode_latex(title), _read_plain(fields, "subtitle")
    return f"{title}: {subtitle}" if title and subtitle else title or subtitle


def _read_venue(entry_type: str, fields: Mapping[str, str]) -> str:
    journal = fields.get("journal", "")
    macro = _MACRO.fullmatch(journal)
    journal = JOURNAL_MACROS.get(macro[1], macro[1]) if macro else _read_plain(fields, "journal")
    if journal and not _ARXIV_JOURNAL.match(journal):
        return journal
    if fields.get("booktitle") and entry_type not in WHOLE:
        return _read_plain(fields, "booktitle")
    published = fields.get("howpublished", "")
    return "" if has_address(published) else decode_latex(published)


def _read_type(entry_type: str, fields: Mapping[str, str], venue: str, *, has_arxiv: bool) -> str:
    """CSL's type; BibTeX's `misc` and an article without a journal are told by their fields."""
    if entry_type in _TYPES and (entry_type != "article" or venue):
        return _TYPES[entry_type]
    published = fields.get("howpublished", "")
    if published and _BLOG.search(published):
        return "post-weblog"
    if entry_type == "article" or (has_arxiv and not venue) or PREPRINT_PLACE.search(published):
        return "article"
    return "webpage" if fields.get("url") or has_address(published) else "document"


def _read_issue(entry_type: str, fields: Mapping[str, str]) -> str:
    number = fields.get("number") or fields.get("issue")
    if not number or entry_type in _NUMBERED_SERIES or find_arxiv(number):
        return ""
    return decode_latex(number)


def _read_pages(fields: Mapping[str, str]) -> str:
    pages = _read_plain(fields, "pages")
    return pages if pages.isalnum() else _DASH.sub("-", pages)
