"""BibTeX text -> entries whose values are evaluated but still LaTeX, and every fault on the way.

Separate from their meaning because splitting has its own oddities. bibtexparser finds the
blocks; values, strings and what it gives up on are ours (Patashnik, BibTeXing, 1988, section 2.3).
"""

from __future__ import annotations

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
    Preamble,
    String,
)

from reading_list.diagnostics import Diagnostic, error, warning
from reading_list.formats.bibtex.raw_entries import NO_WORKS, EntryMaker, RawEntry
from reading_list.formats.bibtex.rescue import ENTRY_LINE, find_nested, scan_entry
from reading_list.formats.bibtex.values import PATIENCE, evaluate, find_value_end
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PIECE = 1 << 18
"""Characters that are split at once, so that memory does not hold a whole file twice."""
_PIECE_START = re.compile(r"^[ \t]*@\w+[ \t]*[{(]", re.MULTILINE)
"""Here the splitter begins a new block whatever stands before it."""
_ENTRY_START = re.compile(r"(?<![\w.\\])@[ \t]*[\w-]*\s*[{(]")
_NO_ENTRY = re.compile(r"@\s*(comment|preamble|string)\b", re.IGNORECASE)
_OPENING = re.compile(r"\s*(?=\{)")
_BEGUN = re.compile(r"@\w*[ \t]*\Z")
"""A block that failed may end with the mark of the one that follows."""
_LOST_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w-]*)\s*=\s*[{\"\d]")
_LONGEST_START = 200
"""Characters from the beginning of an entry to its first brace."""
_JABREF = "jabref-meta:"
_NO_FIELDS = "it has no fields"

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Blocks:
    """What one file holds, in its order."""

    entries: tuple[RawEntry, ...]
    strings: Mapping[str, str]
    """Every `@string`, those of earlier files included."""
    faults: tuple[Diagnostic, ...]
    metadata: tuple[str, ...] = ()
    """Comments that JabRef keeps its settings in."""


def read_blocks(text: str, uri: str, strings: Mapping[str, str] | None = None) -> Blocks:
    """Split a file; `strings` are those of the files before it."""
    reader = _Reader(text, uri, dict(strings or {}))
    for start, piece in _cut(text):
        reader.begin(start)
        for block in parse_string(piece, parse_stack=[]).blocks:
            reader.read_block(block)
    faults = tuple(reader.faults)
    return Blocks(tuple(reader.entries), reader.strings, faults, tuple(reader.metadata))


def _cut(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of a file with their offset, cut where a line begins an entry."""
    start = 0
    while start < len(text):
        following = _PIECE_START.search(text, start + _PIECE)
        end = following.start() if following else len(text)
        yield start, text[start:end]
        start = end


class _Lines:
    """The line of an offset, counted on from the last one that was asked for.

    The splitter counts lines too, but not those that end in a backslash.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.offset = self.line = 0

    def find(self, offset: int) -> int:
        """Count from 0."""
        if offset >= self.offset:
            self.line += self.text.count("\n", self.offset, offset)
        else:
            self.line -= self.text.count("\n", offset, self.offset)
        self.offset = offset
        return self.line


class _Reader:
    """Reads one file block by block."""

    def __init__(self, text: str, uri: str, strings: dict[str, str]) -> None:
        self.text = text
        self.uri = uri
        self.strings = strings
        self.faults: list[Diagnostic] = []
        self.maker = EntryMaker(uri, strings, self.faults)
        self.entries: list[RawEntry] = []
        self.metadata: list[str] = []
        self._lines = _Lines(text)
        self._cursor = 0
        """The blocks so far end here."""
        self._read_until = 0
        """A rescued entry reaches up to here, past blocks that are none."""
        self._patience = PATIENCE * len(text)

    def begin(self, start: int) -> None:
        """Go on with another piece of the text."""
        self._cursor = start

    def read_block(self, block: object) -> None:
        """Read the next block."""
        block = _unwrap(block)
        raw: str = getattr(block, "raw", None) or ""
        start = max(self.text.find(raw[:80], self._cursor), self._cursor)
        begun = _BEGUN.search(raw, 1) if isinstance(block, ParsingFailedBlock) else None
        self._cursor = start + (begun.start() if begun else len(raw))
        if start < self._read_until:
            self._rescue_inside(self._read_until, start + len(raw))
        elif isinstance(block, Entry):
            self._read_entry(block, start)
        elif isinstance(block, (ExplicitComment, Preamble, String)) and not _NO_ENTRY.match(raw):
            self._rescue(start, _NO_FIELDS)  # such as `@comments`
        elif isinstance(block, String):
            self.strings[block.key.lower()], _, _ = evaluate(block.value, self.strings)
        elif isinstance(block, ParsingFailedBlock):
            self._rescue(start, getattr(block.error, "abort_reason", ""))
            self._rescue_inside(max(start + 1, self._read_until), start + len(raw))
        elif isinstance(block, ImplicitComment):
            self._read_text(start, block.comment)
        elif isinstance(block, ExplicitComment) and block.comment.startswith(_JABREF):
            self.metadata.append(block.comment.removeprefix(_JABREF))

    def _read_entry(self, block: Entry, start: int) -> None:
        if block.fields:
            line = self._lines.find(start)
            first = line - (block.start_line or 0)
            fields = ((one.key, one.value, first + one.start_line) for one in block.fields)
            self._add(block.entry_type, block.key, fields, line)
            for code, offset, message in find_nested(self.text, start + 1, self._cursor):
                self.faults.append(warning(code, self._locate(offset), message))
        elif block.entry_type in NO_WORKS:
            self.entries.append(RawEntry(block.entry_type, block.key, {}, (), self._locate(start)))
        elif self._is_line_start(start):
            self._rescue(start, _NO_FIELDS)

    def _read_text(self, start: int, comment: str) -> None:
        """Look for entries and fields in what the splitter takes for a comment."""
        lost = _LOST_FIELD.match(comment)
        if lost and self.entries:
            message = f"The field '{lost[1]}' stands outside of an entry and is left out."
            hint = "Look for a closing brace too many before it."
            location = self._locate(start + lost.start(1))
            self.faults.append(warning("stray-text", location, message, hint))
        self._rescue_inside(start, start + len(comment), _ENTRY_START)

    def _rescue_inside(self, begin: int, end: int, starts: re.Pattern[str] = ENTRY_LINE) -> None:
        """Rescue the entries that begin in a stretch."""
        for match in starts.finditer(self.text, begin, end + _LONGEST_START):
            start = self.text.index("@", match.start())
            if start >= end:
                break
            if start >= self._read_until:
                self._rescue(start, "it begins in an unusual way")

    def _rescue(self, start: int, reason: str) -> None:
        """Read what the splitter gave up on."""
        special = _NO_ENTRY.match(self.text, start)
        if special:
            self._pass_over(special)
            return
        found = scan_entry(self.text, start) if self._patience > 0 else None
        if found is None or not found.fields:
            self._patience -= len(self.text) - start
            if self._is_line_start(start):
                self._add_unreadable(start, reason)
            return
        self._read_until = found.end
        for code, offset, message in found.faults:
            make = error if code == "unclosed-entry" else warning
            self.faults.append(make(code, self._locate(offset), message))
        fields = [(name, value, self._lines.find(offset)) for name, value, offset in found.fields]
        self._add(found.type.lower(), found.key, fields, self._lines.find(start))

    def _pass_over(self, special: re.Match[str]) -> None:
        """A comment may hold entries, and only its last brace ends it; others may hold none."""
        opening = _OPENING.match(self.text, special.end()) if self._patience > 0 else None
        end = find_value_end(self.text, opening.end(), len(self.text)) if opening else None
        self._patience -= 0 if end else len(self.text) - special.start()
        is_comment = special[1].lower() == "comment"
        if end and (is_comment or not ENTRY_LINE.search(self.text, special.end(), end)):
            self._read_until = end
        elif not is_comment:
            self._add_unreadable(special.start(), f"'{special[0]}' is not closed")

    def _add(self, kind: str, key: str, fields: Iterable[tuple[str, str, int]], line: int) -> None:
        entry = self.maker.make(kind, key, fields, line)
        if entry is not None:
            self.entries.append(entry)
        else:
            self.faults.append(_fault_unreadable(Location(self.uri, line + 1), _NO_FIELDS))

    def _add_unreadable(self, start: int, reason: str) -> None:
        self.faults.append(_fault_unreadable(self._locate(start), reason))

    def _locate(self, offset: int) -> Location:
        return Location(self.uri, self._lines.find(offset) + 1)

    def _is_line_start(self, offset: int) -> bool:
        return not self.text[self.text.rfind("\n", 0, offset) + 1 : offset].strip()


def _unwrap(block: object) -> object:
    """What only an equal key or name makes a failure is none."""
    inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else None
    return block if inner is None else inner


def _fault_unreadable(location: Location, reason: str) -> Diagnostic:
    said = " ".join(reason.replace("`", "'").split()).rstrip(". ")
    hint = "" if reason == _NO_FIELDS else "Look for a brace or quote that is not closed."
    return error("unreadable-entry", location, f"The entry cannot be read: {said}.", hint)
