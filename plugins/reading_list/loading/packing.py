"""Entries and faults as plain data, and back, for the cache: the same value in every field.

Separate because it knows nothing of what the fields mean, only which types they have.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from reading_list.diagnostics import Diagnostic, Severity
from reading_list.model import Author, Location, Mention, Paper, PartialDate, Post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Entry = TypeVar("Entry", Paper, Post)
Row = dict[str, Any]
"""Field -> what JSON makes of its value; fields that hold their default are missing."""
Known = dict[tuple[Any, ...], Any]
"""Values that were read before: people have written more than one work, days saw more than one."""

_AUTHOR = tuple(one.name for one in fields(Author))


def _write_author(author: Author) -> list[str]:
    """What is missing at the end of the list is empty."""
    parts = [getattr(author, name) for name in _AUTHOR]
    while parts and not parts[-1]:
        del parts[-1]
    return parts


def _write_authors(authors: tuple[Author, ...]) -> list[list[str]]:
    return [_write_author(one) for one in authors]


def _read_authors(rows: list[list[str]], known: Known) -> tuple[Author, ...]:
    found = []
    for row in rows:
        parts = tuple(row)
        author = known.get(parts)
        if author is None:
            author = known[parts] = Author(**dict(zip(_AUTHOR, parts, strict=False)))
        found.append(author)
    return tuple(found)


def _write_date(one: PartialDate | None) -> list[Any] | None:
    if one is None:
        return None
    end = _write_date(one.end)
    return [one.text, one.year, one.month, one.day, one.season, one.approximate, end]


def _read_date(row: list[Any] | None, known: Known) -> PartialDate | None:
    if row is None:
        return None
    text, year, month, day, season, approximate, end = row
    if end is not None:
        second = _read_date(end, known)
        return PartialDate(text, year, month, day, season, approximate, second)
    key = (text, year, month, day, season, approximate)
    date: PartialDate | None = known.get(key)
    if date is None:
        date = known[key] = PartialDate(*key)
    return date


def _write_location(one: Location) -> list[str | int]:
    return [one.uri, one.line]


def _read_location(row: tuple[str, int], _known: Known) -> Location:
    return Location(*row)


def _write_mentions(mentions: tuple[Mention, ...]) -> list[list[str | int]]:
    return [[one.key, one.line, one.kind] for one in mentions]


def _read_mentions(rows: list[list[Any]], _known: Known) -> tuple[Mention, ...]:
    return tuple(Mention(*row) for row in rows)


def _write_as_it_is(value: object) -> object:
    return value


def _read_tuple(values: list[str], _known: Known) -> tuple[str, ...]:
    return tuple(values)


def _read_ids(ids: Mapping[str, list[str]], _known: Known) -> dict[str, tuple[str, ...]]:
    return {scheme: tuple(found) for scheme, found in ids.items()}


class _Change(NamedTuple):
    """How a value is written that JSON has no word for, and read again."""

    write: Callable[[Any], Any]
    read: Callable[[Any, Known], Any]


_PLAIN = """str bool int PaperId Slug PostKind int|None Status|None Mapping[str,str]
    Mapping[str,int] Mapping[str,object]""".split()
_CHANGES = {
    "tuple[str,...]": _Change(_write_as_it_is, _read_tuple),
    "tuple[PaperId,...]": _Change(_write_as_it_is, _read_tuple),
    "tuple[Author,...]": _Change(_write_authors, _read_authors),
    "tuple[Mention,...]": _Change(_write_mentions, _read_mentions),
    "Mapping[str,tuple[str,...]]": _Change(_write_as_it_is, _read_ids),
    "PartialDate": _Change(_write_date, _read_date),
    "PartialDate|None": _Change(_write_date, _read_date),
    "Location": _Change(_write_location, _read_location),
}
"""By the type of a field, as `model` has it."""


@dataclass(frozen=True, slots=True)
class Form(Generic[Entry]):
    """How one kind of entry is written and read."""

    kind: type[Entry]
    defaults: Mapping[str, object]
    """Of every field; what has none is always written."""
    changes: Mapping[str, _Change]
    """Field -> how, unless it is written as it is."""

    def pack(self, entry: Entry) -> Row:
        """Texts, numbers, flags, lists and mappings of them."""
        row = {
            name: value
            for name, default in self.defaults.items()
            if (value := getattr(entry, name)) != default
        }
        for name, change in self.changes.items():
            if name in row:
                row[name] = change.write(row[name])
        return row

    def unpack(self, row: Row, known: Known) -> Entry:
        """Read what `pack` wrote and JSON kept; the row is used up."""
        for name, change in self.changes.items():
            if name in row:
                row[name] = change.read(row[name], known)
        return self.kind(**row)


def _describe(kind: type[Entry]) -> Form[Entry]:
    """Look at the fields.

    Raises:
        KeyError: one has a type of which nobody has said how it is written.
    """
    defaults: dict[str, object] = {}
    changes: dict[str, _Change] = {}
    for one in fields(kind):
        factory = one.default_factory
        defaults[one.name] = one.default if factory is MISSING else factory()
        written = str(one.type).replace(" ", "")
        if written not in _PLAIN:
            changes[one.name] = _CHANGES[written]
    return Form(kind, defaults, changes)


PAPER, POST = _describe(Paper), _describe(Post)


def pack_faults(faults: Iterable[Diagnostic]) -> list[list[str | int]]:
    """One list for each."""
    return [
        [one.severity.value, one.code, one.location.uri, one.location.line, one.message, one.hint]
        for one in faults
    ]


def unpack_faults(rows: Iterable[list[Any]]) -> tuple[Diagnostic, ...]:
    """Read what `pack_faults` wrote."""
    return tuple(
        Diagnostic(Severity(severity), code, Location(uri, line), message, hint)
        for severity, code, uri, line, message, hint in rows
    )
