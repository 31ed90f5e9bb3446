"""Values of BibTeX fields: braces, quotes, numbers, `@string` names and `#` between them.

Separate because both the splitter's blocks and the entries it gives up on need it.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTH_MACROS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Every BibTeX style defines these; they stand for themselves here."""

_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_EVERY_BRACE = re.compile(r"[{}]")
_QUOTE = re.compile(r'\\.|[{}"]', re.DOTALL)
_BARE = re.compile(r"[^\s#{}\"=,()]+")
_START = re.compile(r"@\s*([\w-]*)\s*([{(])")
_KEY = re.compile(r"\s*([^,={}\"]*?)\s*(?:,|(?=[})]))")
_NAME = re.compile(r"[\s,]*([^\s=,{}\"#]+)\s*=\s*")
_JOINT = re.compile(r"\s*#\s*")
_END = re.compile(r"[\s,]*[})]")

_ENTRY_LINE = re.compile(r"^[ \t]*@\w+[ \t]*[{(]", re.MULTILINE)
_MOST_ENTRY_LINES = 6
"""Lines like `@misc{` in one value, after which it counts as not closed."""


@dataclass(frozen=True, slots=True)
class Field:
    """`name = value` of an entry."""

    name: str
    value: str
    line: int


def evaluate(value: str, strings: Mapping[str, str]) -> tuple[str, str, str]:
    """`acm # " Press"` -> its text; what follows without a `#`; the last name nobody defined.

    An unknown name stands for itself.
    """
    if value.startswith("{") and value.endswith("}") and value.count("{") == 1:
        return value[1:-1], "", ""
    pieces = []
    unknown = ""
    position = 0
    while position < len(value):
        piece, end, is_bare = _read_term(value, position)
        if is_bare and not piece.isdigit() and piece.lower() not in MONTH_MACROS:
            unknown = "" if piece.lower() in strings else piece
            piece = strings.get(piece.lower(), piece)
        pieces.append(piece.lower() if is_bare and piece.lower() in MONTH_MACROS else piece)
        rest = value[end:].lstrip()
        if not rest.startswith("#"):
            return "".join(pieces), rest, unknown
        position = len(value) - len(rest[1:].lstrip())
    return "".join(pieces), "", unknown


def scan_entry(text: str, start: int) -> tuple[str, str, list[tuple[str, str, int]], int] | None:
    r"""Read the entry at `start`, counting every brace: `{C:\dir\}` is closed.

    Returns its type, key, fields (name, raw value, line) and end; None where it never ends.
    """
    opening = _START.match(text, start)
    key = _KEY.match(text, opening.end()) if opening else None
    if opening is None:
        return None
    position = key.end() if key else opening.end()
    line = text.count("\n", 0, start) + 1
    counted = start
    entry_lines = _ENTRY_LINE.finditer(text, opening.end())
    beyond = next(itertools.islice(entry_lines, _MOST_ENTRY_LINES, None), None)
    stop = beyond.start() if beyond else len(text)
    fields = []
    while name := _NAME.match(text, position):
        line += text.count("\n", counted, name.start(1))
        counted = name.start(1)
        end = _find_value_end(text, name.end(), stop)
        if end is None:
            return None
        fields.append((name[1], text[name.end() : end], line))
        position = end
    end_match = _END.match(text, position)
    return (opening[1], key[1] if key else "", fields, end_match.end()) if end_match else None


def _find_value_end(text: str, start: int, stop: int) -> int | None:
    """Where a value with its `#` ends; None where a brace or quote is not closed."""
    position = start
    while True:
        if text.startswith("{", position):
            end = _find_brace(text, position, stop, _EVERY_BRACE)
        elif text.startswith('"', position):
            end = _find_quote(text, position, stop)
        else:
            bare = _BARE.match(text, position)
            end = bare.end() if bare else position
        if end is None:
            return None
        joined = _JOINT.match(text, end)
        if not joined:
            return end
        position = joined.end()


def _read_term(value: str, start: int) -> tuple[str, int, bool]:
    """One braced, quoted or bare piece, and where it ends."""
    if value[start] == "{":
        stop = len(value)
        end = _find_brace(value, start, stop, _BRACE)
        end = end or _find_brace(value, start, stop, _EVERY_BRACE)
    elif value[start] == '"':
        end = _find_quote(value, start, len(value))
    else:
        bare = _BARE.match(value, start)
        end = bare.end() if bare else len(value)
        return value[start:end], end, True
    return (value[start + 1 : end - 1], end, False) if end else (value[start:], len(value), False)


def _find_brace(text: str, start: int, stop: int, marks: re.Pattern[str]) -> int | None:
    depth = 0
    for match in marks.finditer(text, start, stop):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth:
            return match.end()
    return None


def _find_quote(text: str, start: int, stop: int) -> int | None:
    depth = 0
    for match in _QUOTE.finditer(text, start + 1, stop):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if match[0] == '"' and depth <= 0:
            return match.end()
    return None
