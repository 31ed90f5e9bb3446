"""BibTeX text -> entries whose values are evaluated but still LaTeX, and every fault on the way.

Separate from their meaning because splitting has its own oddities. bibtexparser finds the
blocks; values, strings and what it gives up on are ours (Patashnik, BibTeXing, 1988, section 2.3).
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry, ImplicitComment, ParsingFailedBlock, String

from reading_list.diagnostics import Diagnostic, error, shorten, warning
from reading_list.formats.bibtex.values import Field, evaluate, scan_entry
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ENTRY_START = re.compile(r"^[ \t]*@[ \t]*[\w-]*\s*[{(]", re.MULTILINE)
_AT_LINE_START = re.compile(r"\s*@")
_NO_ENTRY = re.compile(r"@\s*(?:comment|preamble|string)\b", re.IGNORECASE)
_MISSING_COMMA = re.compile(r"([A-Za-z][\w:.+-]*)\s*=\s*")

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry; field names are in lower case, values without their delimiters."""

    type: str
    key: str
    fields: tuple[Field, ...]
    location: Location

    def get(self, name: str) -> str:
        """The value of a field, or nothing; of two equal names the first counts, as in BibTeX."""
        return next((field.value for field in self.fields if field.name == name), "")


@dataclass(frozen=True, slots=True)
class Blocks:
    """What one file holds, in its order."""

    entries: tuple[RawEntry, ...]
    strings: Mapping[str, str]
    """Every `@string`, those of earlier files included."""
    faults: tuple[Diagnostic, ...]


def read_blocks(text: str, uri: str, strings: Mapping[str, str] | None = None) -> Blocks:
    """Split a file; `strings` are those of the files before it."""
    reader = _Reader(text, uri, dict(strings or {}))
    for block in parse_string(text, parse_stack=[]).blocks:
        reader.read_block(block)
    return Blocks(tuple(reader.entries), reader.strings, tuple(reader.faults))


class _Reader:
    def __init__(self, text: str, uri: str, strings: dict[str, str]) -> None:
        self.text = text
        self.uri = uri
        self.strings = strings
        self.entries: list[RawEntry] = []
        self.faults: list[Diagnostic] = []
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._read_until = -1
        """0-based line up to which a rescued entry reaches."""

    def read_block(self, block: object) -> None:
        if isinstance(block, ParsingFailedBlock) and block.ignore_error_block is not None:
            block = block.ignore_error_block
        line = getattr(block, "start_line", 0)
        if line < self._read_until:
            return
        if isinstance(block, String):
            text, _, _ = evaluate(block.value, self.strings)
            self.strings[block.key.lower()] = text
        elif isinstance(block, Entry):
            fields = ((one.key, one.value, one.start_line + 1) for one in block.fields)
            self._add_entry(block.entry_type, block.key, fields, line)
        elif isinstance(block, ParsingFailedBlock):
            reason = getattr(block.error, "abort_reason", "")
            self._rescue(self._offset_of(block.raw, line), reason)
        elif isinstance(block, ImplicitComment):
            start = self._offset_of(block.raw, line)
            for match in _ENTRY_START.finditer(self.text, start, start + len(block.comment)):
                self._rescue(self.text.index("@", match.start()), "it begins in an unusual way")

    def _offset_of(self, raw: str | None, line: int) -> int:
        return self.text.index((raw or "").partition("\n")[0], self._line_starts[line])

    def _line_of(self, offset: int) -> int:
        return bisect_right(self._line_starts, offset) - 1

    def _rescue(self, start: int, reason: str) -> None:
        """Read what the splitter gave up on, by counting every brace as BibTeX does."""
        line = self._line_of(start)
        if line < self._read_until or _NO_ENTRY.match(self.text, start):
            return
        found = scan_entry(self.text, start)
        if found is None:
            self._fault_unreadable(line, " ".join(reason.replace("`", "'").split()))
            return
        entry_type, key, fields, end = found
        self._read_until = self._line_of(end)
        self._add_entry(entry_type.lower(), key, fields, line)

    def _fault_unreadable(self, line: int, reason: str) -> None:
        message = f"The entry cannot be read: {reason.rstrip('. ')}."
        hint = "Look for a brace or quote that is not closed."
        self.faults.append(error("unreadable-entry", Location(self.uri, line + 1), message, hint))

    def _add_entry(
        self, entry_type: str, key: str, fields: Iterable[tuple[str, str, int]], line: int
    ) -> None:
        location = Location(self.uri, line + 1)
        read: list[Field] = []
        for name, value, field_line in fields:
            self._add_field(read, name, value, field_line)
        if read:
            if len({field.name for field in read}) < len(read):
                self._report_duplicates(key, read)
                read = list(_number_duplicates(read))
            self.entries.append(RawEntry(entry_type, key, tuple(read), location))
        elif _AT_LINE_START.match(self.text, self._line_starts[line]):
            message = f"The entry '{shorten(key)}' has no fields."
            self.faults.append(error("unreadable-entry", location, message))

    def _add_field(self, read: list[Field], name: str, value: str, line: int) -> None:
        name = name.rpartition("\n")[2].strip().lower()
        text, rest, unknown = evaluate(value, self.strings)
        while rest and (found := _MISSING_COMMA.match(rest)):
            self._warn("missing-comma", line, f"A comma is missing before '{found[1]}'.")
            self._keep(read, name, text, line)
            name = found[1].lower()
            text, rest, unknown = evaluate(rest[found.end() :], self.strings)
        if rest:
            text = f"{text} {rest}"
            message = f"The value of '{name}' is not in braces: '{shorten(text)}'."
            self._warn("unquoted-value", line, message)
        elif unknown and name not in {"month", "year", "day"}:
            self._warn("unknown-string", line, f"'{shorten(unknown)}' is not a known @string.")
        self._keep(read, name, text, line)

    def _keep(self, read: list[Field], name: str, text: str, line: int) -> None:
        # A percent sign comments a field out, for biber and for people.
        if name and not name.startswith("%"):
            read.append(Field(name, " ".join(text.split()), line))

    def _warn(self, code: str, line: int, message: str) -> None:
        self.faults.append(warning(code, Location(self.uri, line), message))

    def _report_duplicates(self, key: str, fields: list[Field]) -> None:
        seen: set[str] = set()
        for field in fields:
            if field.name in seen:
                message = f"'{shorten(key)}' has two fields '{field.name}'; the first one counts."
                self._warn("duplicate-field", field.line, message)
            seen.add(field.name)


def _number_duplicates(fields: list[Field]) -> Iterable[Field]:
    """A second `note` becomes `note2`, so that nothing is lost and styles still ignore it."""
    taken = {field.name for field in fields}
    seen: dict[str, int] = {}
    for field in fields:
        count = seen[field.name] = seen.get(field.name, 0) + 1
        name = field.name
        while count > 1 and name in taken:
            name = f"{field.name}{count}"
            count += 1
        taken.add(name)
        yield Field(name, field.value, field.line)
