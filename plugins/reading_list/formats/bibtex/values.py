"""Values of BibTeX fields: braces, quotes, numbers, `@string` names and `#` between them.

Separate because the splitter's blocks, the entries it gives up on and `@string`s need it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PATIENCE = 8
"""How often a file may be read over in vain: so none takes quadratic time."""
MONTH_MACROS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Every BibTeX style defines these; they stand for themselves here."""

_STRING = re.compile(r"@\s*string\s*[{(]\s*([^\s={}\",]+)\s*=\s*", re.IGNORECASE)
_LONGEST_STRING = 1 << 16
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_EVERY_BRACE = re.compile(r"[{}]")
_QUOTE = re.compile(r'\\.|[{}"]', re.DOTALL)
_BARE = re.compile(r"[^\s#{}\"=,()]+")
_JOINT = re.compile(r"\s*#\s*")
_BLANKS = re.compile(r"\s*+(?:%[^\n]*(?:\n\s*|$))*+")
_INNER = r"[^{}\\]*+"
for _ in range(3):
    _INNER = rf"[^{{}}\\]*+(?:(?:\\[^{{}}]|\{{{_INNER}\}})[^{{}}\\]*+)*+"
_BRACED = re.compile(rf"\{{{_INNER}\}}")
"""What most values are: one pair of braces around text that is at most three deep."""


def is_braced(value: str) -> bool:
    """Say whether a value is one pair of braces, plainly; most are."""
    return value.startswith("{") and _BRACED.fullmatch(value) is not None


def evaluate(value: str, strings: Mapping[str, str]) -> tuple[str, str, str]:
    """`acm # " Press"` -> its text; what follows without a `#`; the last name nobody defined.

    An unknown name stands for itself.
    """
    if is_braced(value):
        return value[1:-1], "", ""
    pieces = []
    unknown = ""
    position = 0
    while position < len(value):
        piece, end, is_bare = _read_term(value, position)
        if is_bare:
            piece, is_known = _look_up(piece, strings)
            unknown = unknown if is_known else piece
        pieces.append(piece)
        position = _skip_blanks(value, end)
        if not value.startswith("#", position):
            return "".join(pieces), value[position:], unknown
        position = _skip_blanks(value, position + 1)
    return "".join(pieces), "", unknown


def find_value_end(text: str, start: int, stop: int) -> int | None:
    """Where a value with its `#` ends; None where a brace or quote is not closed.

    Every brace counts, as for BibTeX: no backslash hides it.
    """
    position = start
    while True:
        if text.startswith("{", position):
            end = _find_brace(text, position, stop, _EVERY_BRACE)
        elif text.startswith('"', position):
            end = _find_quote(text, position, stop)
        else:
            bare = _BARE.match(text, position, stop)
            end = bare.end() if bare else position
        if end is None:
            return None
        joined = _JOINT.match(text, end)
        if not joined:
            return end
        position = joined.end()


def find_strings(texts: Iterable[str]) -> dict[str, str]:
    """Every `@string` of all files, so that none must stand before its use; the first counts."""
    strings: dict[str, str] = {}
    for text in texts:
        patience = PATIENCE * len(text)
        for match in _STRING.finditer(text):
            end = find_value_end(text, match.end(), match.end() + _LONGEST_STRING)
            patience -= 0 if end else _LONGEST_STRING
            if patience < 0:
                break  # those that follow count from where they stand
            if end is not None and match[1].lower() not in strings:
                value, _, _ = evaluate(text[match.end() : end], strings)
                strings[match[1].lower()] = value
    return strings


def _skip_blanks(text: str, start: int) -> int:
    """Where white space and comments end."""
    blanks = _BLANKS.match(text, start)
    return blanks.end() if blanks else start


def _look_up(name: str, strings: Mapping[str, str]) -> tuple[str, bool]:
    folded = name.lower()
    if name.isdigit():
        return name, True
    if folded in MONTH_MACROS:
        return folded, True
    return strings.get(folded, name), folded in strings


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
