"""A paper -> the tags and values of its RIS record.

Separate from the text of the record because a line that came in is given back in place of ours
where both say the same.
Source: RIS format specifications, Thomson Reuters, 2012 (tags by type), and its form of 2001.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.latex import decode_latex
from reading_list.formats.ris.dates import format_ris_date
from reading_list.formats.ris.fields import BIBTEX
from reading_list.formats.ris.names import write_names
from reading_list.formats.ris.types import PERIODICALS, write_type
from reading_list.texts import abstracts
from reading_list.texts.characters import clean_line
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.model import Paper

_RANGE = re.compile(r"(\w+)\s*(?:--?|[\u2013\u2014])\s*(\w+)")


def encode_fields(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every tag and value that says something of the work, in order; values may be empty."""
    kind, told = write_type(paper.type)
    yield "TY", kind
    yield "M3", told
    for name in write_names(paper.authors, incomplete=paper.authors_incomplete):
        yield "AU", name
    yield "TI", to_text(paper.title)
    yield "ST", to_text(paper.short_title)
    if paper.editors:
        for name in write_names(paper.editors, incomplete=paper.editors_incomplete):
            yield "A2", name
    venue = to_text(paper.venue)
    yield "T2", venue
    yield "JO", venue if kind in PERIODICALS else ""
    yield "J2", to_text(paper.venue_short)
    if paper.issued is not None:
        yield "PY", f"{paper.issued.year:04d}"
        yield "DA", format_ris_date(paper.issued)
    yield "VL", to_text(paper.volume)
    yield "IS", to_text(paper.issue)
    start, end = _split_pages(to_text(paper.pages))
    yield "SP", start
    yield "EP", end
    yield "C7", to_text(paper.article_number)
    yield "ET", to_text(paper.edition)
    yield "PB", to_text(paper.publisher)
    yield from _encode_identifiers(paper, kind)
    yield "UR", clean_line(paper.url)
    if paper.ids or paper.links or paper.extra:
        yield from _encode_mappings(paper)
    yield "AB", abstracts.to_text(paper.abstract)
    for tag in paper.tags:
        yield "KW", to_text(tag)


def _encode_identifiers(paper: Paper, kind: str) -> Iterator[tuple[str, str]]:
    """Every one of each kind: readers that know only one take the first."""
    for one in paper.isbn:
        yield "SN", clean_line(one)
    for one in paper.doi:
        yield "DO", clean_line(one)
    # In a periodical M1 is read as the issue, so the preprint's number is a note there.
    number = "N1" if kind in PERIODICALS else "M1"
    for place, one in enumerate(paper.arxiv):
        version = f"v{paper.arxiv_version}" if paper.arxiv_version and not place else ""
        arxiv_class = f" [{paper.arxiv_class}]" if paper.arxiv_class and not place else ""
        yield number, f"arXiv:{one}{version}{arxiv_class}"


def _encode_mappings(paper: Paper) -> Iterator[tuple[str, str]]:
    """Identifiers of every scheme, links, and what BibTeX calls its own.

    A PDF has a tag; whatever else has a label is told in a note.
    """
    for scheme, found in paper.ids.items():
        for one in found:
            yield "AN", clean_line(f"{scheme}:{one}")
    yield "L1", clean_line(paper.links.get("pdf", ""))
    for label, url in paper.links.items():
        yield "N1", clean_line(f"{label}: {url}") if label != "pdf" else ""
    for tag, name in (("SN", "issn"), *BIBTEX.items()):
        raw = paper.extra.get(name)
        yield tag, clean_line(decode_latex(raw)) if isinstance(raw, str) else ""


def _split_pages(pages: str) -> tuple[str, str]:
    """`5998-6008` -> first and last page; whatever is no plain range stays whole."""
    found = _RANGE.fullmatch(pages)
    return (found[1], found[2]) if found else (pages, "")
