"""A paper -> the variables of its CSL item, as far as CSL has one.

Separate from the text of the item because the importer compares with it: only what this
encoding would change is kept verbatim in a paper's front matter.
Source: CSL-JSON 1.0.2, https://github.com/citation-style-language/schema (csl-data.json).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.formats.csl.dates import to_csl_date
from reading_list.formats.csl.names import to_csl_names
from reading_list.formats.csl.notes import write_note
from reading_list.formats.csl.values import as_line, as_list
from reading_list.texts import abstracts
from reading_list.texts.characters import clean_line
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from reading_list.model import Paper

_ARXIV_DOI = ("10.48550/arxiv.", "10.48550/arXiv.")
_DASHES = re.compile("\\s*[-\u2013]+\\s*")
IDENTIFIERS = {"PMID": "pmid", "PMCID": "pmcid"}
"""CSL's variables for identifiers -> our schemes."""


def encode_item(paper: Paper, *, with_fields: bool = False) -> dict[str, object]:
    """Encode the variables that have a value; the overlay has no part in it but its note.

    `with_fields` writes `extra` into the note, as Better BibTeX does.
    """
    item: dict[str, object] = {
        "id": clean_line(paper.citekey) or paper.id,
        "type": paper.type,
        "title": to_text(paper.title),
        "title-short": to_text(paper.short_title),
        "author": to_csl_names(paper.authors, incomplete=paper.authors_incomplete),
        "editor": to_csl_names(paper.editors, incomplete=paper.editors_incomplete),
        "issued": to_csl_date(paper.issued) if paper.issued else None,
        "container-title": to_text(paper.venue),
        "container-title-short": to_text(paper.venue_short),
        "volume": to_text(paper.volume),
        "issue": to_text(paper.issue),
        "page": to_text(paper.pages),
        "publisher": to_text(paper.publisher),
        "edition": to_text(paper.edition),
        **_to_numbers(paper),
        "DOI": clean_line(paper.doi[0]).replace(*_ARXIV_DOI) if paper.doi else "",
        "ISBN": clean_line(" ".join(paper.isbn)),
        **(_to_identifiers(paper) if paper.ids else {}),
        "URL": clean_line(paper.url),
        "abstract": abstracts.to_text(paper.abstract),
        "keyword": _join_keywords([to_text(tag) for tag in paper.tags]),
        "note": write_note(paper, with_fields=with_fields),
    }
    return {name: value for name, value in item.items() if value}


def split_keywords(text: str) -> tuple[str, ...]:
    """`a, b` -> two; where a semicolon stands, commas belong to the words."""
    items = map(clean_line, text.split(";" if ";" in text else ","))
    return tuple(dict.fromkeys(item for item in items if item))


def is_alike(name: str, raw: object, ours: object) -> bool:
    """Say whether two values of a variable are read alike by everybody.

    Spelling does not count: numbers as texts, white space, dashes between pages, blanks after
    the commas of keywords, particles of names that stand in one part or in two.
    """
    if ours is None or raw is None:
        return not ours and not raw
    if name in {"author", "editor"}:
        return _sort_names(raw) == _sort_names(ours)
    if isinstance(ours, dict):
        return _to_texts(raw) == _to_texts(ours)
    if isinstance(raw, dict) or len(as_list(raw)) != 1:
        return False
    one, other = str(as_list(raw)[0]), str(ours)
    if name == "page":
        one, other = _DASHES.sub("-", one), _DASHES.sub("-", other)
    elif name == "keyword":
        return split_keywords(one) == split_keywords(other)
    return one.split() == other.split()


def _to_numbers(paper: Paper) -> dict[str, str]:
    """An article's number, else that of the preprint, which has an archive as well."""
    if not paper.arxiv:
        return {"number": to_text(paper.article_number)}
    one = paper.arxiv[0]
    number = to_text(paper.article_number) or f"arXiv:{one}"
    version = {"version": str(paper.arxiv_version)} if paper.arxiv_version else {}
    return {"number": number, "archive": "arXiv", "archive_location": one, **version}


def _to_identifiers(paper: Paper) -> dict[str, str]:
    """Each variable takes one; others and other schemes are left to `custom`."""
    found = {name: paper.ids.get(scheme, ()) for name, scheme in IDENTIFIERS.items()}
    return {name: clean_line(ids[0]) for name, ids in found.items() if ids}


def _join_keywords(words: list[str]) -> str:
    joined = ", ".join(words)
    if joined.count(",") < max(len(words), 1) and ";" not in joined:
        return joined
    return "; ".join(words) if len(words) > 1 else f"{joined};"


def _sort_names(value: object) -> list[list[str]]:
    """The words of each name in no order, and whether it says more than words."""
    names = []
    for one in as_list(value):
        parts = one if isinstance(one, dict) else {"": one}
        is_literal = bool(parts.get("literal"))
        names.append([str(is_literal), *sorted(" ".join(map(as_line, parts.values())).split())])
    return names


def _to_texts(value: object) -> object:
    """A value whose leaves are texts without leading zeros, as dates have them."""
    if isinstance(value, dict):
        return {key: _to_texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_to_texts(one) for one in value]
    text = str(value).lower()
    return text.lstrip("0") or text if text.isdecimal() else text
