"""One text as YAML, in any style, safe from every reader.

Separate because quoting is a craft of its own: ids must not become numbers, nor `no` false,
whichever version of YAML a tool speaks (YAML 1.2.2, section 7.3).
"""

from __future__ import annotations

import re
import textwrap

WIDEST = 96
"""Characters of a line that we break ourselves."""

_RESERVED = re.compile(r"y|n|yes|no|on|off|true|false|null|none", re.IGNORECASE)
_NUMBER_OR_DATE = re.compile(r"0|[1-9]\d{0,8}|\d{4}-\d{2}(?:-\d{2})?[~?]?|[1-9]\d*-[1-9]\d*")
_LETTER_FIRST = re.compile(r"[^\W\d_]")
_AMBIGUOUS = re.compile(r":(?:\s|$)|\s#|\s$")
_FLOW_MARK = re.compile(r"[,\[\]{}:?]")


def write_text(text: str, *, is_flow: bool = False) -> str:
    """On one line, plain where no reader could take it for something else."""
    if _NUMBER_OR_DATE.fullmatch(text):
        return text
    is_plain = (
        _LETTER_FIRST.match(text)
        and text.isprintable()
        and not _RESERVED.fullmatch(text)
        and not _AMBIGUOUS.search(text)
        and not (is_flow and _FLOW_MARK.search(text))
    )
    return text if is_plain else quote(text)


def write_like(text: str, style: str, *, is_flow: bool = False) -> str:
    """On one line, in the quotes of another text where they can hold this one.

    `style` is YAML's mark: `'`, `"`, or nothing for a plain text.
    """
    if style == '"':
        return _quote_double(text)
    if style == "'" and text.isprintable():
        return _quote_single(text)
    return write_text(text, is_flow=is_flow)


def write_block(text: str, style: str, indent: str) -> list[str] | None:
    """Lines of a block without its header; None where the style cannot hold the text.

    `style` is `|`, or `>`, which breaks lines at blanks.
    """
    lines = text.split("\n")
    if not _fits_block(lines) or (style == ">" and "  " in text):
        return None
    if style == "|":
        return [f"{indent}{line}" if line else "" for line in lines]
    # A break of the text is an empty line here, for single ones fold (section 8.1.3).
    made: list[str] = []
    for number, line in enumerate(lines):
        made.extend([""] if number else [])
        made.extend(wrap(line, indent, indent))
    return made


def can_fold(text: str) -> bool:
    """Say whether a text without lines can be broken at its blanks."""
    return " " in text and "  " not in text and _fits_block([text])


def wrap(text: str, first: str, indent: str) -> list[str]:
    """Break at single blanks; `first` stands before the first line, `indent` before others."""
    return textwrap.wrap(
        text, WIDEST - len(indent), break_long_words=False, break_on_hyphens=False,
        initial_indent=first, subsequent_indent=indent,
    )  # fmt: skip


def quote(text: str) -> str:
    """In double quotes, or in single ones where those would need escapes."""
    if text.isprintable() and ("\\" in text or '"' in text):
        return _quote_single(text)
    return _quote_double(text)


def _fits_block(lines: list[str]) -> bool:
    """Blocks know no escapes, and guess their indentation from their first line."""
    is_even = bool(lines[0]) and bool(lines[-1]) and all(line == line.strip() for line in lines)
    return is_even and all(line.isprintable() for line in lines)


def _quote_single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quote_double(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(char if char.isprintable() else _escape(char) for char in escaped)}"'


def _escape(char: str) -> str:
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return short.get(char) or (f"\\u{ord(char):04x}" if char <= "\uffff" else f"\\U{ord(char):08x}")
