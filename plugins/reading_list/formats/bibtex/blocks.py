"""BibTeX text -> entries whose values are evaluated but still LaTeX, and every fault on the way.

Separate from their meaning because splitting has its own oddities. bibtexparser finds the
blocks; values, strings and what it gives up on are ours (Patashnik, BibTeXing, 1988, section 2.3).
"""

from __future__ import annotations

import itertools
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Entry,
    ExplicitComment,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from reading_list.diagnostics import Diagnostic, error, shorten, warning
from reading_list.formats.bibtex.rescue import scan_entry
from reading_list.formats.bibtex.values import evaluate, find_value_end, is_braced
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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

_PIECE = 1 << 18
"""Characters that are split at once, so that memory does not hold a whole file twice."""
_PIECE_START = re.compile(r"^[ \t]*@\w+[ \t]*[{(]", re.MULTILINE)
"""Here the splitter begins a new block whatever stands before it."""
_ENTRY_START = re.compile(r"(?<![\w.\\])@[ \t]*[\w-]*\s*[{(]")
_NO_ENTRY = re.compile(r"@\s*(comment|preamble|string)\b", re.IGNORECASE)
_STRING = re.compile(r"@\s*string\s*[{(]\s*([^\s={}\",]+)\s*=\s*", re.IGNORECASE)
_MISSING_COMMA = re.compile(r"([A-Za-z][\w:.+-]*)\s*=\s*")
_LOST_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w-]*)\s*=\s*[{\"]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_WITH_PARAGRAPHS = frozenset({"annotation", "annote"})
_MAY_BE_BARE = frozenset({"month", "year", "day"})
_JABREF = "jabref-meta:"
_NO_FIELDS = "it has no fields"

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


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


@dataclass(frozen=True, slots=True)
class Blocks:
    """What one file holds, in its order."""

    entries: tuple[RawEntry, ...]
    strings: Mapping[str, str]
    """Every `@string`, those of earlier files included."""
    faults: tuple[Diagnostic, ...]
    metadata: tuple[str, ...] = ()
    """Comments that JabRef keeps its settings in."""


def find_strings(texts: Iterable[str]) -> dict[str, str]:
    """Every `@string` of all files, so that none must stand before its use; the first counts."""
    strings: dict[str, str] = {}
    for text in texts:
        for match in _STRING.finditer(text):
            end = find_value_end(text, match.end(), len(text))
            if end is not None and match[1].lower() not in strings:
                value, _, _ = evaluate(text[match.end() : end], strings)
                strings[match[1].lower()] = value
    return strings


def read_blocks(text: str, uri: str, strings: Mapping[str, str] | None = None) -> Blocks:
    """Split a file; `strings` are those of the files before it."""
    reader = _Reader(text, uri, dict(strings or {}))
    for start, line, piece in _cut(text):
        reader.begin(start, line)
        for block in parse_string(piece, parse_stack=[]).blocks:
            reader.read_block(block)
    faults = tuple(reader.faults)
    return Blocks(tuple(reader.entries), reader.strings, faults, tuple(reader.metadata))


def _cut(text: str) -> Iterator[tuple[int, int, str]]:
    """Pieces of a file with their offset and line, cut where a line begins an entry."""
    start = line = 0
    while start < len(text):
        following = _PIECE_START.search(text, start + _PIECE)
        end = following.start() if following else len(text)
        yield start, line, text[start:end]
        line += text.count("\n", start, end)
        start = end


class _Reader:
    def __init__(self, text: str, uri: str, strings: dict[str, str]) -> None:
        self.text = text
        self.uri = uri
        self.strings = strings
        self.entries: list[RawEntry] = []
        self.faults: list[Diagnostic] = []
        self.metadata: list[str] = []
        self._first_line = 0
        self._cursor = 0
        """The blocks so far end here."""
        self._read_until = 0
        """A rescued entry reaches up to here, past blocks that are none."""
        self._unknown: set[str] = set()
        self._patience = 8 * len(text)
        """Characters that may be read in vain, so that no file takes quadratic time."""

    def begin(self, start: int, line: int) -> None:
        """Go on with another piece of the text."""
        self._cursor = start
        self._first_line = line

    def read_block(self, block: object) -> None:
        if isinstance(block, ParsingFailedBlock) and block.ignore_error_block is not None:
            block = block.ignore_error_block
        raw: str = getattr(block, "raw", None) or ""
        start = max(self.text.find(raw[:80], self._cursor), self._cursor)
        self._cursor = start + (len(raw) if isinstance(block, Entry) else 1)
        if start < self._read_until:
            return
        line = self._first_line + (getattr(block, "start_line", 0) or 0)
        if isinstance(block, Entry):
            self._read_entry(block, start, line)
        elif isinstance(block, String):
            self.strings[block.key.lower()], _, _ = evaluate(block.value, self.strings)
        elif isinstance(block, ParsingFailedBlock):
            self._rescue(start, line, getattr(block.error, "abort_reason", ""))
        elif isinstance(block, ImplicitComment):
            self._read_text(start, line, block.comment)
        elif isinstance(block, ExplicitComment) and block.comment.startswith(_JABREF):
            self.metadata.append(block.comment.removeprefix(_JABREF))

    def _read_entry(self, block: Entry, start: int, line: int) -> None:
        if block.fields:
            first = self._first_line
            fields = ((one.key, one.value, first + one.start_line) for one in block.fields)
            self._add_entry(block.entry_type, block.key, fields, line)
        elif self._is_line_start(start):
            self._rescue(start, line, _NO_FIELDS)

    def _read_text(self, start: int, line: int, comment: str) -> None:
        """Look for entries and fields in what the splitter takes for a comment."""
        lost = _LOST_FIELD.match(comment)
        if lost and self.entries:
            message = f"The field '{lost[1]}' stands outside of an entry and is left out."
            hint = "Look for a closing brace too many before it."
            self._warn("stray-text", line + comment.count("\n", 0, lost.start(1)), message, hint)
        for match in _ENTRY_START.finditer(self.text, start, start + len(comment)):
            if match.start() >= self._read_until:
                at = line + self.text.count("\n", start, match.start())
                self._rescue(match.start(), at, "it begins in an unusual way")

    def _is_line_start(self, offset: int) -> bool:
        return not self.text[self.text.rfind("\n", 0, offset) + 1 : offset].strip()

    def _rescue(self, start: int, line: int, reason: str) -> None:
        """Read what the splitter gave up on."""
        special = _NO_ENTRY.match(self.text, start)
        if special:
            self._pass_over(special, line)
            return
        found = scan_entry(self.text, start) if self._patience > 0 else None
        if found is None or not found.fields:
            self._patience -= len(self.text) - start
            if self._is_line_start(start):
                self._fault_unreadable(line, " ".join(reason.replace("`", "'").split()))
            return
        self._read_until = found.end
        counted = (start, line)
        at = {}
        offsets = [offset for _, _, offset in found.fields] + [one[1] for one in found.faults]
        for offset in sorted(offsets):
            at[offset] = counted[1] + self.text.count("\n", counted[0], offset)
            counted = (offset, at[offset])
        for code, offset, message in found.faults:
            location = Location(self.uri, at[offset] + 1)
            make = error if code == "unclosed-entry" else warning
            self.faults.append(make(code, location, message))
        fields = ((name, value, at[offset]) for name, value, offset in found.fields)
        self._add_entry(found.type.lower(), found.key, fields, line)

    def _pass_over(self, special: re.Match[str], line: int) -> None:
        """A comment may hold entries; only its last brace ends it."""
        opening = re.compile(r"\s*(?=\{)").match(self.text, special.end())
        end = find_value_end(self.text, opening.end(), len(self.text)) if opening else None
        if end is not None:
            self._read_until = end
        elif special[1].lower() != "comment":
            self._fault_unreadable(line, f"'{special[0]}' is not closed")

    def _fault_unreadable(self, line: int, reason: str) -> None:
        message = f"The entry cannot be read: {reason.rstrip('. ')}."
        hint = "" if reason == _NO_FIELDS else "Look for a brace or quote that is not closed."
        self.faults.append(error("unreadable-entry", Location(self.uri, line + 1), message, hint))

    def _add_entry(
        self, entry_type: str, key: str, fields: Iterable[tuple[str, str, int]], line: int
    ) -> None:
        read: list[tuple[str, str, int]] = []
        for name, value, field_line in fields:
            name = name.rpartition("\n")[2].strip().lower()  # noqa: PLW2901 - comments before it
            if name in _WITH_PARAGRAPHS or not is_braced(value):
                read.extend(
                    (one, text, field_line)
                    for one, text in self._read_field(name, value, field_line)
                )
            elif name and not name.startswith("%"):
                read.append((name, " ".join(value[1:-1].split()), field_line))
        if not read:
            self._fault_unreadable(line, _NO_FIELDS)
            return
        values = {RENAMED.get(name, name): text for name, text, _ in read}
        if len(values) < len(read):
            values = self._number(read, key)
        lines = tuple(field_line - line for _, _, field_line in read)
        key = key.rpartition("\n")[2].strip()
        location = Location(self.uri, line + 1)
        self.entries.append(RawEntry(entry_type, key, values, lines, location))

    def _number(self, fields: Iterable[tuple[str, str, int]], key: str) -> dict[str, str]:
        """Name fields apart: a second `note` is `note2`, so nothing is lost, no style reads it."""
        names = [name for name, _, _ in fields]
        values: dict[str, str] = {}
        for name, text, line in fields:
            chosen = RENAMED.get(name, name)
            if chosen in values and chosen != name and name not in values:
                chosen = name
            elif chosen in values:
                message = f"'{shorten(key)}' has two fields '{name}'; the first one counts."
                self._warn("duplicate-field", line, message)
                numbered = (f"{chosen}{count}" for count in itertools.count(2))
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
        if rest:
            text = f"{text} {rest}"
            message = f"The value of '{name}' is not in braces: '{shorten(text)}'."
            self._warn("unquoted-value", line, message)
        elif unknown and name not in _MAY_BE_BARE and unknown.lower() not in self._unknown:
            self._unknown.add(unknown.lower())
            self._warn("unknown-string", line, f"'{shorten(unknown)}' is not a known @string.")
        yield from _tidy(name, text)

    def _warn(self, code: str, line: int, message: str, hint: str = "") -> None:
        self.faults.append(warning(code, Location(self.uri, line + 1), message, hint))


def _tidy(name: str, text: str) -> Iterator[tuple[str, str]]:
    """White space folded; without fields that a percent sign comments out, for biber and us."""
    if name and not name.startswith("%"):
        if name in _WITH_PARAGRAPHS:
            parts = (" ".join(part.split()) for part in _PARAGRAPH.split(text))
            yield name, "\n\n".join(part for part in parts if part)
        else:
            yield name, " ".join(text.split())
