"""One record -> a paper: which tag means what, and which lines say more than the paper.

Separate because a tag means one thing in a journal's article and another in a book.
Source: RIS format specifications, Thomson Reuters, 2012 (tags by type), and its form of 2001.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.latex_encoding import encode_latex
from reading_list.formats.ris.dates import read_issued
from reading_list.formats.ris.identifiers import (
    find_arxiv,
    is_html,
    read_address,
    read_arxiv,
    read_dois,
    read_ids,
    read_isbns,
    read_issn,
    read_links,
    read_own_lines,
)
from reading_list.formats.ris.lines import Lines
from reading_list.formats.ris.names import read_names
from reading_list.formats.ris.types import EDITED, PERIODICALS, is_ours, read_type
from reading_list.identifiers import parse_arxiv
from reading_list.model import Author, Paper, PaperId, Slug
from reading_list.texts.characters import clean_line
from reading_list.texts.html_to_markdown import to_markdown
from reading_list.texts.markup import to_line, to_paragraphs

if TYPE_CHECKING:
    from reading_list.formats.ris.records import Line, Record
    from reading_list.model import Location

BIBTEX = {"CY": "address", "LA": "language", "T3": "series"}
"""Tags -> the fields of BibTeX that say the same, kept under `extra`."""

_LATEX = re.compile(r"[\\{}$&%#_^~]")
_DASHES = re.compile("\\s*[-\u2013\u2014]+\\s*")
_NUMBER = re.compile(r"\d+")
_EMPTY_LINE = re.compile(r"\n\s*\n")
_People = tuple[tuple[Author, ...], bool]


def read_paper(record: Record, location: Location) -> tuple[str, Paper, list[Line]]:
    """Return the key, the paper and the lines that it does not hold.

    The title is empty where the record has none.
    """
    lines = Lines(tuple(record.lines))
    told = lines.first(lambda value: value if is_ours(record.kind, value) else None, "M3") or ""
    key = lines.first(_read_key, "ID") or ""
    authors, editors = _read_people(record.kind, lines)
    venue, venue_short = _read_venue(lines)
    doi = read_dois(lines)
    arxiv, arxiv_version, arxiv_class = read_arxiv(lines)
    links = read_links(lines)
    url = lines.first(read_address, "UR", "LK") or ""
    arxiv = arxiv or tuple(filter(None, map(parse_arxiv, (*doi, url))))[:1]
    is_periodical = record.kind in PERIODICALS
    paper = Paper(
        id=PaperId(key),
        slug=Slug(key),
        location=location,
        title=lines.text("TI", "T1", "CT", "BT", "ST"),
        short_title=lines.text("ST"),
        authors=authors[0],
        authors_incomplete=authors[1],
        editors=editors[0],
        editors_incomplete=editors[1],
        issued=read_issued(lines),
        type=read_type(record.kind, told),
        venue=venue,
        venue_short=venue_short,
        volume=lines.text("VL"),
        issue=_read_issue(lines, is_periodical=is_periodical),
        pages=_read_pages(lines),
        article_number=lines.text("C7"),
        publisher=lines.text("PB"),
        edition=lines.text("ET"),
        arxiv=arxiv,
        arxiv_version=arxiv_version,
        arxiv_class=arxiv_class,
        doi=doi,
        isbn=read_isbns(lines),
        url=url,
        ids=read_ids(lines),
        links=links,
        abstract=_read_abstract(lines),
        tags=_read_tags(lines),
        extra=_read_extra(lines, is_periodical=is_periodical),
        body="\n\n".join(lines.all(_read_note, "N1")),
        **read_own_lines(lines),
    )
    lines.drop(paper.title, "TI", "T1", "BT")
    return key, paper, lines.rest()


def _read_key(value: str) -> str:
    """A number is the place in somebody's database, and no key."""
    line = clean_line(value)
    return "" if _NUMBER.fullmatch(line) else line


def _read_people(kind: str, lines: Lines) -> tuple[_People, _People]:
    first, others = (lines.all(str.strip, tag) for tag in ("A1", "AU"))
    authors = read_names(first if first == others else [*first, *others])
    if kind == EDITED and authors[0]:
        return ((), False), authors
    editors = lines.all(str.strip, "A2", "ED") or lines.all(str.strip, "A3")
    return authors, read_names(editors)


def _read_venue(lines: Lines) -> tuple[str, str]:
    """The full name; of two that differ the other is short. Some have the short one alone."""
    has_title = any(lines.see("TI", "T1", "CT"))
    venue = lines.text("T2", "JF", *(("BT",) if has_title else ()), "JO") or lines.text("JA")
    lines.drop(venue, "T2", "JF", "BT", "JO", "JA")
    short = lines.text("J2", "JA", "JO")
    lines.drop(short, "J2", "JA", "JO")
    return venue, short


def _read_issue(lines: Lines, *, is_periodical: bool) -> str:
    """EndNote writes the issue of a periodical as `M1`."""
    issue = lines.text("IS")
    if issue or not is_periodical:
        return issue
    return lines.first(lambda value: "" if find_arxiv(value) else clean_line(value), "M1") or ""


def _read_pages(lines: Lines) -> str:
    """First and last page, together or apart, and maybe both ways."""
    start = _DASHES.sub("-", lines.text("SP"))
    end = lines.text("EP")
    is_told = not end or end == start or start.endswith(f"-{end}")
    pages = start if is_told else f"{start}-{end}".removeprefix("-")
    for tag, page in zip(("SP", "EP"), pages.split("-"), strict=False):
        lines.drop(page, tag)
    return pages


def _read_abstract(lines: Lines) -> str:
    """Lines are one paragraph until an empty one."""
    for tag in ("AB", "N2"):
        raw = next(lines.see(tag), "")
        if text := to_paragraphs(raw):
            folded = filter(None, map(clean_line, _EMPTY_LINE.split(raw)))
            if text == "\n\n".join(folded):
                lines.first(bool, tag)
            return text
    return ""


def _read_tags(lines: Lines) -> tuple[str, ...]:
    """One under each tag; of a lone one semicolons separate several."""
    raw = set(lines.see("KW"))
    words = lines.all(lambda value: clean_line(to_line(value)), "KW")
    if len(raw) == 1:
        words = [one for one in map(clean_line, words[0].split(";")) if one] if words else []
    return tuple(dict.fromkeys(words))


def _read_extra(lines: Lines, *, is_periodical: bool) -> dict[str, object]:
    """What BibTeX has a field for, spelt as in its entries."""
    found = {"issn": read_issn(lines, is_periodical=is_periodical)}
    found |= {name: lines.text(tag) for tag, name in BIBTEX.items()}
    return {
        name: encode_latex(text) if _LATEX.search(text) else text
        for name, text in found.items()
        if text
    }


def _read_note(value: str) -> str:
    """Notes are Markdown, or HTML as Zotero's; the line of a preprint's version is none."""
    if find_arxiv(value):
        return ""
    return to_markdown(value) if is_html(value) else value.strip("\n")
