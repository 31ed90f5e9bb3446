"""The fields of one BibTeX entry: values evaluated, names told apart.

Separate from the splitting because entries come from the splitter and from the rescue alike.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING

from reading_list.diagnostics import shorten, warning
from reading_list.formats.bibtex.values import evaluate, is_braced
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from reading_list.diagnostics import Diagnostic

NO_WORKS = frozenset({"xdata", "set", "control", "ieeetranbstctl", "bibnote"})
"""Types of entries that only serve others, or a style."""
RENAMED = {
    "annote": "annotation",
    "articleno": "eid",
    "eprintclass": "primaryclass",
    "eprinttype": "archiveprefix",
    "journaltitle": "journal",
    "keyword": "keywords",
    "location": "address",
}
"""Names of biblatex and of publishers -> those that plain BibTeX's styles know."""

_MISSING_COMMA = re.compile(r"([A-Za-z][\w:.+-]*)\s*=\s*")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_WITH_PARAGRAPHS = frozenset({"annotation", "annote"})
_MAY_BE_BARE = frozenset({"month", "year", "day"})


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry; field names are in lower case, values without their delimiters."""

    type: str
    key: str
    fields: Mapping[str, str]
    """In their order, under plain BibTeX's names; of two with one name the second is `note2`."""
    lines: tuple[int, ...]
    """Of each field, counted from the entry's own."""
    location: Location

    def locate(self, name: str) -> Location:
        """Where a field stands."""
        line = self.lines[list(self.fields).index(name)]
        return Location(self.location.uri, self.location.line + line)


class EntryMaker:
    """Makes the entries of one file; `strings` and `faults` grow while it is read."""

    def __init__(self, uri: str, strings: Mapping[str, str], faults: list[Diagnostic]) -> None:
        self.uri = uri
        self.strings = strings
        self.faults = faults
        self._unknown: set[str] = set()

    def make(
        self, entry_type: str, key: str, fields: Iterable[tuple[str, str, int]], line: int
    ) -> RawEntry | None:
        """Evaluate the fields, given as (name, raw value, line); None where there is none.

        Lines count from 0, in the file.
        """
        read: list[tuple[str, str, int]] = []
        for name, value, field_line in fields:
            name = intern(name.rpartition("\n")[2].strip().lower())  # noqa: PLW2901
            if name in _WITH_PARAGRAPHS or not is_braced(value):
                read.extend(
                    (one, text, field_line)
                    for one, text in self._read_field(name, value, field_line)
                )
            elif name and not name.startswith("%"):
                read.append((name, " ".join(value[1:-1].split()), field_line))
        if not read:
            return None
        values = {RENAMED.get(name, name): text for name, text, _ in read}
        if len(values) < len(read):
            values = self._number(read, key)
        lines = tuple(field_line - line for _, _, field_line in read)
        key = key.rpartition("\n")[2].strip()
        location = Location(self.uri, line + 1)
        return RawEntry(intern(entry_type), key, values, lines, location)

    def _number(self, fields: Collection[tuple[str, str, int]], key: str) -> dict[str, str]:
        """Name fields apart: a second `note` is `note2`, so nothing is lost, no style reads it."""
        names = {name for name, _, _ in fields}
        counts = {name: itertools.count(2) for name in names}
        values: dict[str, str] = {}
        for name, text, line in fields:
            chosen = RENAMED.get(name, name)
            if chosen in values and chosen != name and name not in values:
                chosen = name
            elif chosen in values:
                message = f"'{shorten(key)}' has two fields '{name}'; the first one counts."
                self._warn("duplicate-field", line, message)
                numbered = (f"{chosen}{count}" for count in counts[name])
                chosen = next(one for one in numbered if one not in values and one not in names)
            values[chosen] = text
        return values

    def _read_field(self, name: str, value: str, line: int) -> Iterator[tuple[str, str]]:
        """A field that is not one pair of braces, or several without a comma between them."""
        text, rest, unknown = evaluate(value, self.strings)
        while rest and (found := _MISSING_COMMA.match(rest)):
            self._warn("missing-comma", line, f"A comma is missing before '{found[1]}'.")
            yield from _tidy(name, text)
            name = found[1].lower()
            text, rest, unknown = evaluate(rest[found.end() :], self.strings)
        if rest.endswith('"') and value.startswith('"'):
            text, rest = value[1:-1], ""  # quotation marks inside of quotation marks
        if rest:
            text = f"{text} {rest}"
            message = f"The value of '{name}' is not in braces: '{shorten(text)}'."
            self._warn("unquoted-value", line, message)
        elif unknown and name not in _MAY_BE_BARE and unknown.lower() not in self._unknown:
            self._unknown.add(unknown.lower())
            self._warn("unknown-string", line, f"'{shorten(unknown)}' is not a known @string.")
        yield from _tidy(name, text)

    def _warn(self, code: str, line: int, message: str) -> None:
        self.faults.append(warning(code, Location(self.uri, line + 1), message))


def _tidy(name: str, text: str) -> Iterator[tuple[str, str]]:
    """White space folded; without fields that a percent sign comments out, for biber and us."""
    if name and not name.startswith("%"):
        if name in _WITH_PARAGRAPHS:
            parts = (" ".join(part.split()) for part in _PARAGRAPH.split(text))
            yield name, "\n\n".join(part for part in parts if part)
        else:
            yield name, " ".join(text.split())
