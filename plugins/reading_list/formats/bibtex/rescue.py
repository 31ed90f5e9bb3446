r"""Entries that the splitter gives up on, read by counting every brace as BibTeX does.

Separate because the splitter is right for nearly all: here are backslashes before braces, keys
and commas left out, comments between fields, and entries that are not closed.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reading_list.diagnostics import shorten
from reading_list.formats.bibtex.values import find_value_end

if TYPE_CHECKING:
    from collections.abc import Iterator

_START = re.compile(r"@\s*([\w-]*)\s*([{(])")
_BLANKS = r"(?!\s*\n[ \t]*@[ \t]*[\w-]+\s*[{(])(?:\s|%[^\n]*\n)*"
"""Before a key; a line that begins an entry holds none."""
_KEY = re.compile(rf"{_BLANKS}(?:\{{([^{{}},]*)\}}|([^,={{}}\n]*?))\s*(?:,|(?=[)}}]))")
_KEY_WITHOUT_COMMA = re.compile(rf"{_BLANKS}([^\s,={{}}]+)\s+(?=[\w.:+-]+\s*=)")
_GAP = re.compile(r"(?:[\s,]|%[^\n]*(?:\n|$))*+")
_NAME = re.compile(r"([^\s=,{}()\"#@]+)\s*=\s*")
_STRAY = re.compile(r"([^={}@]*?)(?<![\w.:+-])(?=[\w.:+-]+\s*=\s*[{\"\w])")
ENTRY_LINE = re.compile(r"^[ \t]*@[ \t]*[\w-]+\s*[{(]", re.MULTILINE)
"""A line that begins an entry, however oddly."""
_MOST_ENTRY_LINES = 2
"""Lines like `@misc{` in one value, after which it counts as not closed."""


@dataclass(slots=True)
class Scanned:
    """An entry with raw values, and what was odd about it."""

    type: str
    key: str
    fields: list[tuple[str, str, int]] = field(default_factory=list)
    """Name, raw value and offset of each field."""
    end: int = 0
    faults: list[tuple[str, int, str]] = field(default_factory=list)
    """Code, offset and message; `unclosed-entry` is an error, the others are warnings."""


def scan_entry(text: str, start: int) -> Scanned | None:
    r"""Read the entry at `start`: `{C:\dir\}` is closed.

    None where it never ends and has no title before the value that is open.
    """
    opening = _START.match(text, start)
    if opening is None:
        return None
    scanned = Scanned(opening[1], "")
    position = _scan_key(text, opening.end(), scanned)
    lines = ENTRY_LINE.finditer(text, opening.end())
    beyond = next(itertools.islice(lines, _MOST_ENTRY_LINES, None), None)
    stop = beyond.start() if beyond else len(text)
    while True:
        gap = _GAP.match(text, position)
        position = gap.end() if gap else position
        name = _NAME.match(text, position)
        if name is None:
            stray = _find_stray(text, position)
            if stray is None:
                return _end(text, position, scanned)
            message = f"'{shorten(stray[1])}' is no field and is left out."
            scanned.faults.append(("stray-text", position, message))
            position = stray.end()
            continue
        end = find_value_end(text, name.end(), stop)
        if end is None or end == name.end():
            return _give_up(text, name, scanned)
        scanned.faults.extend(find_nested(text, name.end(), end))
        scanned.fields.append((name[1], text[name.end() : end], name.start()))
        position = end


def find_nested(text: str, start: int, end: int) -> Iterator[tuple[str, int, str]]:
    """Say which lines of a stretch look like entries and are part of a value."""
    if text.find("@", start, end) < 0:
        return
    for line in ENTRY_LINE.finditer(text, start, end):
        message = f"'{shorten(line[0])}' stands inside a field and is no entry."
        yield "nested-entry", text.index("@", line.start()), message


def _scan_key(text: str, start: int, scanned: Scanned) -> int:
    """Note the key, and return where the fields begin."""
    key = _KEY.match(text, start)
    if key is not None:
        scanned.key = (key[1] or key[2] or "").strip()
        return key.end()
    key = _KEY_WITHOUT_COMMA.match(text, start)
    if key is None:
        return start
    scanned.key = key[1]
    message = f"A comma is missing after '{shorten(key[1])}'."
    scanned.faults.append(("missing-comma", key.start(1), message))
    return key.end()


def _find_stray(text: str, position: int) -> re.Match[str] | None:
    """Text between two fields that is none."""
    if text[position : position + 1] in {"", "}", ")", "@"}:
        return None
    found = _STRAY.match(text, position)
    return found if found and found.end() > position else None


def _end(text: str, position: int, scanned: Scanned) -> Scanned | None:
    """Close the entry: at its brace, or where the next one begins or the file ends."""
    if text[position : position + 1] in {"}", ")"}:
        scanned.end = position + 1
        return scanned
    if scanned.fields and text[position : position + 1] in {"", "@"}:
        message = f"'{shorten(scanned.key)}' is not closed; all of its fields are read."
        scanned.faults.append(("unclosed-entry", position, message))
        scanned.end = position
        return scanned
    return None


def _give_up(text: str, name: re.Match[str], scanned: Scanned) -> Scanned | None:
    """Keep what stands before a value that is not closed, if that is enough for a work."""
    if not any(one.lower() == "title" for one, _, _ in scanned.fields):
        return None
    message = f"'{shorten(name[1])}' of '{shorten(scanned.key)}' is not closed and is left out."
    scanned.faults.append(("unclosed-entry", name.start(), message))
    following = ENTRY_LINE.search(text, name.end())
    scanned.end = following.start() if following else len(text)
    return scanned
