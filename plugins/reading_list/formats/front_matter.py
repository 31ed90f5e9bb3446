"""Front matter as a person would write it, safe from every YAML reader.

Separate from the fields because quoting is a craft of its own: ids must not become numbers, nor
`no` false, whichever version of YAML a tool speaks (YAML 1.2.2, section 7.3).
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_ALWAYS_QUOTED = frozenset({"title"})
_ONE_PER_LINE = frozenset({"authors", "editors"})
_WIDEST = 96
_LONGEST_LINE = 100
"""Characters of a text from which it becomes a block."""
_RESERVED = re.compile(r"y|n|yes|no|on|off|true|false|null|none", re.IGNORECASE)
_NUMBER_OR_DATE = re.compile(r"0|[1-9]\d{0,8}|\d{4}-\d{2}(?:-\d{2})?[~?]?|[1-9]\d*-[1-9]\d*")
_LETTER_FIRST = re.compile(r"[^\W\d_]")
_AMBIGUOUS = re.compile(r":(?:\s|$)|\s#|\s$")
_FLOW_MARK = re.compile(r"[,\[\]{}:?]")


def write_front_matter(fields: Mapping[str, object], body: str = "") -> str:
    """`---`, the fields in their order, `---`, and the notes after an empty line."""
    lines = ["---", *_write_mapping(fields, ""), "---"]
    return "\n".join([*lines, "", body.strip("\n")] if body.strip() else lines) + "\n"


def _write_mapping(fields: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in fields.items():
        yield from _write_field(key, value, indent)


def _write_field(key: str, value: object, indent: str) -> Iterator[str]:
    start = f"{indent}{_write_text(key)}:"
    if isinstance(value, dict) and value:
        yield start
        yield from _write_mapping(value, f"{indent}  ")
    elif isinstance(value, list | tuple) and value:
        yield from _write_list(start, key, value, indent)
    elif isinstance(value, str):
        yield from _write_long(start, key, value, indent)
    else:
        yield f"{start} {_write_simple(value)}"


def _write_list(start: str, key: str, items: Sequence[object], indent: str) -> Iterator[str]:
    inline = f"{start} [{', '.join(_write_simple(item, is_flow=True) for item in items)}]"
    is_flat = all(isinstance(item, str | int) for item in items)
    if is_flat and key not in _ONE_PER_LINE and len(inline) <= _WIDEST:
        yield inline
        return
    yield start
    for item in items:
        if isinstance(item, dict) and item:
            first, *rest = _write_mapping(item, f"{indent}    ")
            yield f"{indent}  - {first.lstrip()}"
            yield from rest
        else:
            yield f"{indent}  - {_write_simple(item)}"


def _write_long(start: str, key: str, text: str, indent: str) -> Iterator[str]:
    """A text on its own line, as a block where it is long or has lines."""
    deeper = f"{indent}  "
    if key in _ALWAYS_QUOTED:
        yield f"{start} {_quote(text)}"
    elif "\n" in text and _fits_block(text.split("\n")):
        yield f"{start} |-"
        yield from (f"{deeper}{line}" if line else "" for line in text.split("\n"))
    elif len(text) > _LONGEST_LINE and _can_fold(text):
        yield f"{start} >-"
        yield from textwrap.wrap(
            text, _WIDEST - len(deeper), break_long_words=False, break_on_hyphens=False,
            initial_indent=deeper, subsequent_indent=deeper,
        )  # fmt: skip
    else:
        yield f"{start} {_write_text(text)}"


def _can_fold(text: str) -> bool:
    return " " in text and "  " not in text and _fits_block([text])


def _fits_block(lines: list[str]) -> bool:
    """Blocks know no escapes, and guess their indentation from their first line."""
    is_even = bool(lines[0]) and bool(lines[-1]) and all(line == line.strip() for line in lines)
    return is_even and all(line.isprintable() for line in lines)


def _write_simple(value: object, *, is_flow: bool = False) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(_write_pair(key, one) for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_write_simple(one, is_flow=True) for one in value) + "]"
    if isinstance(value, str):
        return _write_text(value, is_flow=is_flow)
    return str(value)


def _write_pair(key: str, value: object) -> str:
    return f"{_write_text(key, is_flow=True)}: {_write_simple(value, is_flow=True)}"


def _write_text(text: str, *, is_flow: bool = False) -> str:
    if _NUMBER_OR_DATE.fullmatch(text):
        return text
    is_plain = (
        _LETTER_FIRST.match(text)
        and text.isprintable()
        and not _RESERVED.fullmatch(text)
        and not _AMBIGUOUS.search(text)
        and not (is_flow and _FLOW_MARK.search(text))
    )
    return text if is_plain else _quote(text)


def _quote(text: str) -> str:
    """In double quotes, or in single ones where those would need escapes."""
    if text.isprintable() and ("\\" in text or '"' in text):
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(char if char.isprintable() else _escape(char) for char in escaped)}"'


def _escape(char: str) -> str:
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return short.get(char) or (f"\\u{ord(char):04x}" if char <= "\uffff" else f"\\U{ord(char):08x}")
