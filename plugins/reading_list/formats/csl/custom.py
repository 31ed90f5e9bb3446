"""What a paper says beyond CSL's variables <-> CSL's `custom`, under a name of our own.

Separate because it is ours alone: other programs pass it on or drop it, and an edit of theirs
wins over it.
Source: CSL 1.0.2, `custom`: "additional information that does not have a designated field".
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from reading_list.formats.csl.encoding import IDENTIFIERS, encode_item, is_alike
from reading_list.formats.csl.values import as_code, as_flag, as_list
from reading_list.identifiers import parse_arxiv, parse_doi
from reading_list.model import STATUSES, Author, Paper, PartialDate, parse_partial_date
from reading_list.texts.characters import drop_controls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OURS = "reading-list"
"""The key in `custom`."""
_LINES = """title short_title type venue venue_short volume issue pages article_number publisher
    edition arxiv_class url feed_id""".split()
_TEXTS = "abstract why body".split()
_LISTS = "isbn tags prerequisites related not_duplicate_of aliases".split()
_IDENTIFIERS = {"arxiv": parse_arxiv, "doi": parse_doi}
_DATES = "issued added started finished".split()
_NUMBERS = {"rating": 5, "minutes": 100_000, "arxiv_version": 999}
_FLAGS = "authors_incomplete editors_incomplete draft private unlisted".split()
_PEOPLE = ("authors", "editors")
_MAPPINGS = ("links", "bibtex", "extra")
_NAME_PARTS = tuple(one.name for one in fields(Author))


def write_public(paper: Paper) -> dict[str, object]:
    """Everything about the work that no variable and no note holds."""
    made: dict[str, object] = {}
    if len(paper.doi) > 1:
        made["doi"] = list(paper.doi)
    if paper.ids and not _fits_variables(paper.ids):
        made["ids"] = _to_json(paper.ids)
    if paper.links:
        made["links"] = dict(paper.links)
    return made


def write_rest(paper: Paper, read: Paper) -> dict[str, object]:
    """Everything in which a paper differs from what was read back of its item."""
    return {
        name: _to_json(getattr(paper, name))
        for name in _READERS
        if getattr(paper, name) != getattr(read, name)
    }


def apply(paper: Paper, item: Mapping[str, object]) -> Paper:
    """Set what `custom` says, as far as it agrees with the variables beside it."""
    custom = item.get("custom")
    told = custom.get(OURS) if isinstance(custom, dict) else None
    if not isinstance(told, dict):
        return paper
    changes: dict[str, Any] = {
        name: _READERS[name](value) for name, value in told.items() if name in _READERS
    }
    whole = replace(paper, **changes)
    if _agrees(whole, paper, item):
        return whole
    for name, value in changes.items():
        candidate = replace(paper, **{name: value})
        if _agrees(candidate, paper, item):
            paper = candidate
    return paper


def _agrees(candidate: Paper, paper: Paper, item: Mapping[str, object]) -> bool:
    """Whether each variable that it would change stands in the item like that."""
    ours, read = encode_item(candidate), encode_item(paper)
    return all(
        ours.get(name) == read.get(name)
        or name == "note"
        or is_alike(name, item.get(name), ours.get(name))
        for name in ours | read
    )


def _fits_variables(ids: Mapping[str, tuple[str, ...]]) -> bool:
    return all(scheme in IDENTIFIERS.values() and len(found) <= 1 for scheme, found in ids.items())


def _to_json(value: object) -> object:
    """Dates and people as mappings and texts; of people the parts that they have."""
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, Author):
        parts = {name: getattr(value, name) for name in _NAME_PARTS}
        return {name: part for name, part in parts.items() if part}
    if isinstance(value, tuple | list):
        return [_to_json(one) for one in value]
    if hasattr(value, "items"):
        return {str(key): _to_json(one) for key, one in value.items()}
    return "" if value is None else value


def _read_text(value: object) -> str:
    return drop_controls(value) if isinstance(value, str) else as_code(value)


def _read_list(value: object) -> tuple[str, ...]:
    return tuple(filter(None, map(as_code, as_list(value))))


def _read_identifiers(parse: Callable[[str], str | None]) -> Callable[[object], object]:
    return lambda value: tuple(filter(None, map(parse, _read_list(value))))


def _read_date(value: object) -> PartialDate | None:
    return parse_partial_date(as_code(value))


def _read_people(value: object) -> tuple[Author, ...]:
    parts = [one for one in as_list(value) if isinstance(one, dict)]
    people = (
        Author(**{name: as_code(one[name]) for name in _NAME_PARTS if name in one}) for one in parts
    )
    return tuple(one for one in people if one.name)


def _read_mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _read_ids(value: object) -> dict[str, tuple[str, ...]]:
    return {scheme: _read_list(one) for scheme, one in _read_mapping(value).items()}


def _read_links(value: object) -> dict[str, str]:
    return {label: as_code(one) for label, one in _read_mapping(value).items()}


def _read_status(value: object) -> str | None:
    return next((one for one in STATUSES if one == value), None)


def _read_number(highest: int) -> Callable[[object], int | None]:
    def read(value: object) -> int | None:
        text = as_code(value)
        is_number = text.isdecimal() and len(text) <= len(str(highest))
        return int(text) if is_number and 1 <= int(text) <= highest else None

    return read


_READERS: dict[str, Callable[[object], object]] = {
    **dict.fromkeys(_LINES, as_code),
    **dict.fromkeys(_TEXTS, _read_text),
    **dict.fromkeys(_LISTS, _read_list),
    **dict.fromkeys(_DATES, _read_date),
    **dict.fromkeys(_FLAGS, as_flag),
    **dict.fromkeys(_PEOPLE, _read_people),
    **dict.fromkeys(_MAPPINGS, _read_mapping),
    **{name: _read_identifiers(parse) for name, parse in _IDENTIFIERS.items()},
    **{name: _read_number(highest) for name, highest in _NUMBERS.items()},
    "ids": _read_ids,
    "links": _read_links,
    "status": _read_status,
}
"""Fields of a paper -> how their value is read; the others are its key, its address, and `csl`."""
