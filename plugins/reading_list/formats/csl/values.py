"""Values of JSON in whatever shape an agency or program gives them -> lists and lines.

Separate because texts stand where lists are due and the other way round, in every variable.
"""

from __future__ import annotations

import json

from reading_list.texts.characters import clean_line, drop_controls
from reading_list.texts.markup import to_line

_DEEPEST = 14
"""Front matter holds what is nested less deep than 20."""


def to_front_matter(value: object, depth: int = 0) -> object:
    """Make of any value what front matter gives back: texts, and lists and mappings of them.

    What is nested too deep becomes the text of its JSON; null is an empty text.
    """
    if isinstance(value, dict | list) and depth > _DEEPEST:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return {drop_controls(key): to_front_matter(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [to_front_matter(one, depth + 1) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    return drop_controls(str(value)) if value is not None else ""


def as_list(value: object) -> list[object]:
    """One thing counts as a list of one, null as nothing."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def as_line(value: object) -> str:
    """One line without mark-up, of a text, a number or the first of a list; else nothing."""
    first = next(iter(value), "") if isinstance(value, list) else value
    if isinstance(first, str):
        is_plain = "<" not in first and "&" not in first  # nearly every text is
        return clean_line(first if is_plain else to_line(first)) if first else ""
    return str(first) if isinstance(first, int) else ""


def as_code(value: object) -> str:
    """One line of an identifier or address, in which nothing is mark-up."""
    first = next(iter(as_list(value)), "")
    return clean_line(first) if isinstance(first, str) else as_line(first)


def as_flag(value: object) -> bool:
    """Whether it says yes: true, a number but zero, or a text that does not say no."""
    return value is True or as_line(value).lower() not in {"", "0", "false"}
