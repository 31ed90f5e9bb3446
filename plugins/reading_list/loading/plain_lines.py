"""Front matter of plain lines, such as nearly all files have, without a parser.

Separate because it is a short cut: what it reads, `front_matter` reads to the same nodes, and it
leaves to it whatever it does not know for certain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.loading.nodes import Entries, Items, Scalar

if TYPE_CHECKING:
    from reading_list.loading.nodes import Node

    Row = tuple[str, str, str, str]
    """Blanks, a `-` or nothing, a key or nothing, a value or nothing."""

_LONGEST = 50_000
"""Characters; what is longer is counted and limited by the other reader."""
_ODD = re.compile(
    "[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters, tabs, breaks that are no `\\n`, marks of order, and what is no character."""
_ROW = re.compile(
    r"""(?m)^(\ *)
    (?: (-)\ + | ([A-Za-z_][A-Za-z0-9_-]{0,60}):(?:\ +|(?=\n)) )
    ( '[^'\n]*(?:''[^'\n]*)*' | "[^"\\\n]*" | \[[^\[\]\n]*\] | [^\W_](?:[^\n]*[^\n\ :])? )?\n""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_](?:[\w .+/-]*\w)?")
"""What may stand in `[one, two]` without quotation marks."""


def read_plain_lines(text: str, first_line: int) -> Entries | None:
    """Read lines of `key: value` and `key: [one, two]`, and `key:` above a list or a mapping.

    A value is a text on one line, bare or between quotation marks, without escapes. None where
    anything else stands: comments, longer texts, what is nested deeper, faults of any kind.
    """
    if len(text) > _LONGEST or _ODD.search(text):
        return None
    rows: list[Row] = _ROW.findall(text)
    if not rows or len(rows) < text.count("\n") or text[-1] != "\n":
        return None
    nodes: dict[str, Node] = {}
    lines: dict[str, int] = {}
    place = 0
    while place < len(rows):
        blanks, dash, key, value = rows[place]
        if blanks or dash or key in nodes:
            return None
        line = first_line + place
        place += 1
        block = [] if value else _find_block(rows, place)
        node = _read_value(value, line) if value else _read_block(block, line + 1)
        if node is None and (value or block):
            return None
        nodes[key], lines[key] = node, line
        place += len(block)
    return Entries(nodes, lines, first_line)


def _find_block(rows: list[Row], place: int) -> list[Row]:
    """The rows from here on that have the form of the first, and stand below it."""
    form = rows[place][:2] if place < len(rows) else ("", "")
    if form == ("", ""):
        return []
    end = place
    while end < len(rows) and rows[end][:2] == form:
        end += 1
    return rows[place:end]


def _read_block(block: list[Row], first_line: int) -> Items | Entries | None:
    if not block:
        return None
    return _read_items(block, first_line) if block[0][1] else _read_entries(block, first_line)


def _read_items(block: list[Row], first_line: int) -> Items | None:
    nodes = []
    for line, row in enumerate(block, start=first_line):
        node = _read_scalar(row[3], line)
        if node is None:
            return None
        nodes.append(node)
    return Items(tuple(nodes), first_line)


def _read_entries(block: list[Row], first_line: int) -> Entries | None:
    nodes: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for line, (_, _, key, value) in enumerate(block, start=first_line):
        node = _read_value(value, line)
        if node is None or key in nodes:
            return None
        nodes[key], lines[key] = node, line
    return Entries(nodes, lines, first_line)


def _read_value(text: str, line: int) -> Scalar | Items | None:
    if text[:1] != "[":
        return _read_scalar(text, line)
    words = [one.strip(" ") for one in text[1:-1].split(",")]
    if not all(map(_WORD.fullmatch, words)):
        return None
    return Items(tuple(Scalar(one, line) for one in words), line)


def _read_scalar(text: str, line: int) -> Scalar | None:
    match text[:1]:
        case "'":
            return Scalar(text[1:-1].replace("''", "'"), line)
        case '"':
            return Scalar(text[1:-1], line)
        case "" | "[":
            return None
    return None if ": " in text or " #" in text else Scalar(text, line)
