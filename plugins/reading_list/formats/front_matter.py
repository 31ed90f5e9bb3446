"""Front matter as a person would write it.

Separate from the fields because layout is a craft of its own: what stands on one line, what is
a block, what has a line for each item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.formats.yaml_text.writing import WIDEST, can_fold, quote, write_block, write_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ALWAYS_QUOTED = frozenset({"title"})
_ONE_PER_LINE = frozenset({"authors", "editors", "author", "editor"})
_LONGEST_LINE = 100
"""Characters of a text from which it becomes a block."""


def write_front_matter(fields: Mapping[str, object], body: str = "") -> str:
    """`---`, the fields in their order, `---`, and the notes after an empty line."""
    lines = ["---", *_write_mapping(fields, ""), "---"]
    return "\n".join([*lines, "", body.strip("\n")] if body.strip() else lines) + "\n"


def write_field(key: str, value: object, indent: str) -> list[str]:
    """Lines of one key with its value, which may be a text, list or mapping."""
    head, *rest = write_value(key, value, indent)
    return [f"{indent}{write_text(key)}:{head}", *rest]


def write_value(key: str, value: object, indent: str) -> list[str]:
    """Write what stands behind the colon of a key, then the lines below it.

    `indent` stands before the key, which also decides on the layout.
    """
    if isinstance(value, dict) and value:
        return ["", *_write_mapping(value, f"{indent}  ")]
    if isinstance(value, list | tuple) and value:
        return _write_list(key, value, indent)
    if isinstance(value, str):
        return _write_long(key, value, indent)
    return [f" {write_inline(value)}"]


def write_item(value: object, indent: str) -> list[str]:
    """Lines of one item of a list; `indent` stands before its hyphen."""
    if isinstance(value, dict) and value:
        first, *rest = _write_mapping(value, f"{indent}  ")
        return [f"{indent}- {first.lstrip()}", *rest]
    return [f"{indent}- {write_inline(value)}"]


def write_inline(value: object, *, is_flow: bool = False) -> str:
    """Write any value on one line; `is_flow` where brackets or braces are around it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(write_pair(key, one) for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(write_inline(one, is_flow=True) for one in value) + "]"
    if isinstance(value, str):
        return write_text(value, is_flow=is_flow)
    return str(value)


def write_pair(key: str, value: object) -> str:
    """One key and its value as they stand in braces."""
    return f"{write_text(key, is_flow=True)}: {write_inline(value, is_flow=True)}"


def _write_mapping(fields: Mapping[str, object], indent: str) -> list[str]:
    return [line for key, value in fields.items() for line in write_field(key, value, indent)]


def _write_list(key: str, items: Sequence[object], indent: str) -> list[str]:
    inline = f" {write_inline(items)}"
    is_flat = all(isinstance(item, str | int) for item in items)
    width = len(f"{indent}{write_text(key)}:{inline}")
    if is_flat and key not in _ONE_PER_LINE and width <= WIDEST:
        return [inline]
    return ["", *(line for item in items for line in write_item(item, f"{indent}  "))]


def _write_long(key: str, text: str, indent: str) -> list[str]:
    """A text on its own line, as a block where it is long or has lines."""
    if key in _ALWAYS_QUOTED:
        return [f" {quote(text)}"]
    if "\n" in text and (lines := write_block(text, "|", f"{indent}  ")):
        return [" |-", *lines]
    if len(text) > _LONGEST_LINE and can_fold(text):
        return [" >-", *(write_block(text, ">", f"{indent}  ") or ())]
    return [f" {write_text(text)}"]
