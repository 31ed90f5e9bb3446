"""A paper -> RIS, which EndNote, Mendeley, Zotero and library catalogues read.

Separate because it is a format of lines and tags. Lines end in CR LF, as the specification says.
Source: RIS format specifications, Thomson Reuters, 2012 (tags by type), and its form of 2001.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.texts import abstracts
from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.model import Author, Paper, PartialDate

_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry": "ENCYC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "graphic": "ART",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "UNPB",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""CSL's type -> RIS's; any other work is `GEN`."""
_PERIODICALS = frozenset({"JOUR", "MGZN", "NEWS"})
_RANGE = re.compile(r"(\w+)\s*(?:--?|[\u2013\u2014])\s*(\w+)")
_END = "\r\n"


def write_ris(papers: Iterable[Paper]) -> str:
    """Write a library: one record after the other, an empty line between them."""
    return join_ris(map(encode_ris, papers))


def join_ris(encoded: Iterable[str]) -> str:
    """Records -> a file of them."""
    return _END.join(encoded)


def encode_ris(paper: Paper) -> str:
    """One record: `TY` first, `ER` last, every value on one line."""
    lines = [f"{tag}  - {value}" for tag, value in _find_lines(paper) if value]
    return _END.join([*lines, "ER  - ", ""])


def _find_lines(paper: Paper) -> Iterator[tuple[str, str]]:
    kind = _TYPES.get(paper.type, "GEN")
    yield "TY", kind
    yield from _names("AU", paper.authors, incomplete=paper.authors_incomplete)
    yield "TI", to_text(paper.title)
    yield "ST", to_text(paper.short_title)
    yield from _names("A2", paper.editors, incomplete=paper.editors_incomplete)
    venue = to_text(paper.venue)
    yield "T2", venue
    yield "JO", venue if kind in _PERIODICALS else ""
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
    yield from (("SN", _plain(one)) for one in paper.isbn)
    yield from (("DO", _plain(one)) for one in paper.doi)
    # In a periodical M1 is read as the issue, so the preprint's number is a note there.
    number = "N1" if kind in _PERIODICALS else "M1"
    yield from ((number, f"arXiv:{one}") for one in paper.arxiv)
    yield "UR", _plain(paper.url)
    yield "AB", abstracts.to_text(paper.abstract)
    yield from (("KW", to_text(tag)) for tag in paper.tags)
    yield "ID", _plain(paper.citekey) or paper.id


def format_ris_date(date: PartialDate) -> str:
    """`2017/06/12/`; unknown parts stay empty, and what has no part is told in words."""
    month = f"{date.month:02d}" if date.month is not None else ""
    day = f"{date.day:02d}" if date.day is not None else ""
    has_more = date.season is not None or date.approximate or date.end is not None
    return f"{date.year:04d}/{month}/{day}/{str(date) if has_more else ''}"


def _names(tag: str, authors: tuple[Author, ...], *, incomplete: bool) -> Iterator[tuple[str, str]]:
    yield from ((tag, _format_name(author)) for author in authors)
    if incomplete and authors:
        yield tag, "others"


@lru_cache(maxsize=1 << 14)  # people write more than one paper
def _format_name(author: Author) -> str:
    """`van Beethoven, Ludwig`, `Smith, John, Jr.`: RIS has the suffix last."""
    if author.literal:
        return _plain(author.literal)
    given = " ".join(part for part in (author.given, author.dropping_particle) if part)
    parts = (author.short, given, author.suffix)
    return _plain(", ".join(parts if author.suffix else parts[:2]).rstrip(", "))


def _split_pages(pages: str) -> tuple[str, str]:
    """`5998-6008` -> first and last page; whatever is no plain range stays whole."""
    found = _RANGE.fullmatch(pages)
    return (found[1], found[2]) if found else (pages, "")


def _plain(text: str) -> str:
    """Names and identifiers, in which a dollar is a dollar."""
    return fold_space(drop_controls(text))
