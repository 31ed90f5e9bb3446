"""A paper -> COinS: an OpenURL in a page, from which Zotero and others take works.

Separate because it says less than the other formats, and says it on every row of every list.
Source: ANSI/NISO Z39.88-2004, the KEV formats `journal`, `book`, `dissertation` and `dc`; what
Zotero reads of them, `parseContextObject` in https://github.com/zotero/utilities (openurl.js).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.model import Author, Paper, PartialDate

_KEV = "info:ofi/fmt:kev:mtx:"
_JOURNAL = {"article", "article-journal", "article-magazine", "article-newspaper", "review"}
_BOOK = {
    "book": "book",
    "chapter": "bookitem",
    "paper-conference": "proceeding",
    "report": "report",
    "standard": "report",
}
"""CSL's type -> genre of the format `book`."""
_PARTS = frozenset({"chapter", "paper-conference"})
"""What stands in a book and has a title of its own."""
_DUBLIN_CORE = {
    "dataset": "dataset",
    "motion_picture": "videoRecording",
    "post-weblog": "blogPost",
    "software": "computerProgram",
    "speech": "presentation",
    "manuscript": "manuscript",
}
"""CSL's type -> the type as Zotero names it; any other work is a page of the web."""
_SAFE = ",:;/()~*!@"
"""What needs no escape, in an address and in an attribute."""
_PLAIN = re.compile(rf"[\w.{_SAFE} -]*", re.ASCII)
_DASH = re.compile(r"\s*[\u2013\u2014]\s*|(?<=\w)\s*--?\s*(?=\w)")


def encode_openurl(paper: Paper) -> str:
    """The context object of a work: `rft.atitle=...&rft.au=...`, fit for an attribute as it is."""
    pairs = (f"{key}={_quote(value)}" for key, value in _find_pairs(paper) if value)
    return "ctx_ver=Z39.88-2004&" + "&".join(pairs)


def _quote(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value.replace(" ", "+")  # most are, and the library looks at every character
    return quote_plus(value, safe=_SAFE, errors="replace")


def _find_pairs(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.type in _JOURNAL:
        yield from _journal(paper)
    elif paper.type in _BOOK:
        yield from _book(paper)
    elif paper.type == "thesis":
        yield "rft_val_fmt", f"{_KEV}dissertation"
        yield "rft.title", to_text(paper.title)
        yield "rft.inst", to_text(paper.publisher)
    else:
        yield "rft_val_fmt", f"{_KEV}dc"
        yield "rft.type", _DUBLIN_CORE.get(paper.type, "webpage")
        yield "rft.title", to_text(paper.title)
        yield "rft.source", to_text(paper.venue)
        yield "rft.publisher", to_text(paper.publisher)
    yield from (_name(author) for author in paper.authors)
    yield "rft.date", format_iso_date(paper.issued) if paper.issued else ""
    yield from _identifiers(paper)


def _journal(paper: Paper) -> Iterator[tuple[str, str]]:
    is_preprint = not paper.venue and paper.arxiv
    yield "rft_val_fmt", f"{_KEV}journal"
    yield "rft.genre", "preprint" if is_preprint else "article"
    yield "rft.atitle", to_text(paper.title)
    yield "rft.jtitle", to_text(paper.venue)
    yield "rft.stitle", to_text(paper.venue_short)
    yield "rft.volume", to_text(paper.volume)
    yield "rft.issue", to_text(paper.issue)
    yield "rft.pages", _pages(paper)
    yield "rft.artnum", to_text(paper.article_number)


def _book(paper: Paper) -> Iterator[tuple[str, str]]:
    has_host = paper.type in _PARTS
    yield "rft_val_fmt", f"{_KEV}book"
    yield "rft.genre", _BOOK[paper.type]
    yield "rft.atitle" if has_host else "rft.btitle", to_text(paper.title)
    yield "rft.btitle", to_text(paper.venue) if has_host else ""
    yield "rft.pub", to_text(paper.publisher)
    yield "rft.edition", to_text(paper.edition)
    yield "rft.pages", _pages(paper)
    yield "rft.isbn", _plain(paper.isbn[0]) if paper.isbn else ""


def _identifiers(paper: Paper) -> Iterator[tuple[str, str]]:
    """The first of each kind; Zotero takes the DOI and, not knowing arXiv's ids, the address."""
    yield "rft_id", f"info:doi/{paper.doi[0]}" if paper.doi else ""
    if paper.arxiv:
        yield "rft_id", f"info:arxiv/{paper.arxiv[0]}"
        yield "rft_id", f"https://arxiv.org/abs/{paper.arxiv[0]}"
    else:
        yield "rft_id", _plain(paper.url)


def _pages(paper: Paper) -> str:
    return _DASH.sub("-", to_text(paper.pages))


@lru_cache(maxsize=1 << 14)  # people write more than one paper
def _name(author: Author) -> tuple[str, str]:
    """`van Beethoven, Ludwig`; of a name in one part every word belongs to it."""
    last = _plain(author.short)
    given = _plain(f"{author.given} {author.dropping_particle} {author.suffix}")
    if given:
        return "rft.au", f"{last}, {given}" if last else given
    return "rft.aucorp" if " " in last else "rft.au", last


def format_iso_date(date: PartialDate) -> str:
    """`2017-06-12`, `2017-06` or `2017`: as far as it is known, of an interval the beginning."""
    parts = [f"{date.year:04d}", *(f"{part:02d}" for part in (date.month, date.day) if part)]
    return "-".join(parts)


def _plain(text: str) -> str:
    """Names and identifiers, in which a dollar is a dollar."""
    return fold_space(drop_controls(text))
