"""Front matter of plain lines, such as nearly all files have, without a parser.

Separate because it is a short cut: what it reads, `front_matter` reads to the same nodes, and it
leaves to it whatever it does not know for certain. A library's files are read five times as fast.
"""

from __future__ import annotations

import re

from reading_list.loading.nodes import Entries, Items, Node, Scalar

_LONGEST = 50_000
"""Characters; what is longer is counted and limited by the other reader."""
_ODD = re.compile(
    "[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters, tabs, breaks that are no `\\n`, marks of order, and what is no character."""
_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_-]{0,60}):(?: +(?=[^ ])|$)")
_ITEM = re.compile(r"( *)- +(?=[^ ])")
_WORD = re.compile(r"[^\W_](?:[\w .+/-]*\w)?")
"""What may stand in `[one, two]` without quotation marks."""


def read_plain_lines(text: str, first_line: int) -> Entries | None:
    """Read lines of `key: value`, `key:` above lines of `- value`, and `key: [one, two]`.

    A value is a text on one line, bare or between quotation marks, without escapes. None where
    anything else stands: comments, longer texts, mappings within, faults of any kind.
    """
    if not text or len(text) > _LONGEST or _ODD.search(text):
        return None
    rows = text.removesuffix("\n").split("\n")
    nodes: dict[str, Node] = {}
    lines: dict[str, int] = {}
    place = 0
    while place < len(rows):
        found = _KEY.match(rows[place])
        if found is None or found[1] in nodes:
            return None
        key, line, value = found[1], first_line + place, rows[place][found.end() :]
        lines[key] = line
        place += 1
        if value:
            nodes[key] = node = _read_value(value, line)
            if node is None:
                return None
            continue
        items = _find_items(rows, place)
        scalars = [_read_scalar(one, line + 1 + number) for number, one in enumerate(items)]
        read = tuple(one for one in scalars if one is not None)
        if len(read) < len(items):
            return None
        nodes[key] = Items(read, line + 1) if items else None
        place += len(items)
    return Entries(nodes, lines, first_line)


def _find_items(rows: list[str], place: int) -> list[str]:
    """The values of the `-` from here on that stand below one another."""
    first = _ITEM.match(rows[place]) if place < len(rows) else None
    if first is None:
        return []
    items = []
    for row in rows[place:]:
        found = _ITEM.match(row)
        if found is None or found[1] != first[1]:
            break
        items.append(row[found.end() :])
    return items


def _read_value(text: str, line: int) -> Scalar | Items | None:
    if text[0] != "[":
        return _read_scalar(text, line)
    words = [one.strip(" ") for one in text[1:-1].split(",")]
    if text[-1] != "]" or not all(map(_WORD.fullmatch, words)):
        return None
    return Items(tuple(Scalar(one, line) for one in words), line)


def _read_scalar(text: str, line: int) -> Scalar | None:
    sign, last = text[0], text[-1]
    if sign in "'\"":
        inner = text[1:-1].replace("''", "") if sign == "'" else text[1:-1]
        if last != sign or len(text) == 1 or sign in inner or (sign == '"' and "\\" in inner):
            return None
        return Scalar(text[1:-1].replace("''", "'") if sign == "'" else inner, line)
    if not sign.isalnum() or last in ": " or ": " in text or " #" in text:
        return None
    return Scalar(text, line)
