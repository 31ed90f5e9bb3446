"""A paper -> CSL-JSON, which Zotero, pandoc and citeproc read.

Separate because CSL wants plain Unicode and dates in parts, where BibTeX wants LaTeX.
Source: CSL-JSON 1.0.2, https://github.com/citation-style-language/schema (csl-data.json).
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.texts import abstracts
from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.model import Author, Paper, PartialDate

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_FIRST_SEASON = 21
"""EDTF counts the seasons from 21, CSL from 1."""
_TRUNCATED = {"literal": "others"}
"""What pandoc writes and reads for a list of names that is cut."""
_ARXIV_DOI = ("10.48550/arxiv.", "10.48550/arXiv.")


def write_csl_json(papers: Iterable[Paper]) -> str:
    """Write a library: a list with one work on each line."""
    return join_csl(encode_csl(paper) for paper in papers)


def encode_csl(paper: Paper) -> str:
    """One work as one line of JSON."""
    text = _ENCODER.encode(to_csl(paper))
    return text if text.isascii() else text.encode("utf-8", errors="replace").decode()


def join_csl(encoded: Iterable[str]) -> str:
    """Works that are JSON already -> the list of them."""
    inner = ",\n".join(encoded)
    return f"[\n{inner}\n]\n" if inner else "[]\n"


def to_csl(paper: Paper) -> dict[str, object]:
    """Make one item, without empty variables; the `csl` overlay fills what our keys leave open."""
    item: dict[str, object] = {
        "id": _plain(paper.citekey) or paper.id,
        "type": paper.type,
        "title": to_text(paper.title),
        "title-short": to_text(paper.short_title),
        "author": _to_names(paper.authors, incomplete=paper.authors_incomplete),
        "editor": _to_names(paper.editors, incomplete=paper.editors_incomplete),
        "issued": to_csl_date(paper.issued) if paper.issued else None,
        "container-title": to_text(paper.venue),
        "container-title-short": to_text(paper.venue_short),
        "volume": to_text(paper.volume),
        "issue": to_text(paper.issue),
        "page": to_text(paper.pages),
        "publisher": to_text(paper.publisher),
        "edition": to_text(paper.edition),
        **_to_numbers(paper),
        "DOI": _plain(paper.doi[0]).replace(*_ARXIV_DOI) if paper.doi else "",
        "ISBN": _plain(" ".join(paper.isbn)),
        "PMID": _first(paper, "pmid"),
        "PMCID": _first(paper, "pmcid"),
        "URL": _plain(paper.url),
        "abstract": abstracts.to_text(paper.abstract),
        "keyword": ", ".join(map(to_text, paper.tags)),
    }
    return {**paper.csl, **{name: value for name, value in item.items() if value}}


def to_csl_date(date: PartialDate) -> dict[str, object]:
    """`2017-06` -> `{"date-parts": [[2017, 6]]}`; what was not written has no part.

    Seasons are 1 to 4. CSL has one season for a whole date, so an interval of seasons is told
    in words as well.
    """
    made: dict[str, object] = {
        "date-parts": [_to_parts(part) for part in (date, date.end) if part is not None]
    }
    if date.season is not None and date.end is None:
        made["season"] = date.season - _FIRST_SEASON + 1
    elif date.season is not None or (date.end is not None and date.end.season is not None):
        made["literal"] = str(date)
    if date.approximate or (date.end is not None and date.end.approximate):
        made["circa"] = True
    return made


def _to_parts(date: PartialDate) -> list[int]:
    parts = (date.year, date.month, date.day)
    return [part for part in parts if part is not None]


def _to_numbers(paper: Paper) -> dict[str, str]:
    """An article's number, else that of the preprint, which has an archive as well."""
    if not paper.arxiv:
        return {"number": to_text(paper.article_number)}
    one = paper.arxiv[0]
    number = to_text(paper.article_number) or f"arXiv:{one}"
    return {"number": number, "archive": "arXiv", "archive_location": one}


def _to_names(authors: tuple[Author, ...], *, incomplete: bool) -> list[dict[str, str]]:
    names = [dict(name) for author in authors if (name := _to_name(author))]
    return [*names, dict(_TRUNCATED)] if incomplete and names else names


@lru_cache(maxsize=1 << 14)  # people write more than one paper
def _to_name(author: Author) -> dict[str, str]:
    parts = (
        {
            "literal": author.literal,
        }
        if author.literal
        else {
            "family": author.family,
            "given": author.given,
            "suffix": author.suffix,
            "dropping-particle": author.dropping_particle,
            "non-dropping-particle": author.non_dropping_particle,
        }
    )
    return {key: plain for key, part in parts.items() if (plain := _plain(part))}


def _first(paper: Paper, scheme: str) -> str:
    found = paper.ids.get(scheme, ())
    return _plain(found[0]) if found else ""


def _plain(text: str) -> str:
    """Names and identifiers, in which a dollar is a dollar."""
    return fold_space(drop_controls(text))
