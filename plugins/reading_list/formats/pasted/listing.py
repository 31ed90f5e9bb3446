"""Lines as they were pasted -> their texts, without quotation marks, bullets and numbers.

Separate because what a line says is read with no regard to how it was listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reading_list.formats.pasted.line import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

QUOTE = re.compile(r"\A(?:[ \t]{0,3}>[ \t]?)+")
_MARKER = re.compile(
    r"(?P<indent>[ \t]*)(?:[-*+\u2022\u2013\u2014\u00b7\u25e6\u25aa]|\(?\d{1,3}[.)]|\[\d{1,3}\])\s+"
    r"(?:\[[ xX]\]\s+)?(?=\S)"
)
_SILENT = re.compile(r"([-*_=])(?:\s*\1){2,}|<!--.*?-->|`{3,}\w*|~{3,}\w*")
_ROW = re.compile(r"\|(.*)\|")
_RULE_OF_TABLE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?")
_TAB = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line without quotation marks and bullet."""

    text: str
    indent: int
    is_marked: bool
    """It has a bullet or a number."""
    number: int

    @property
    def is_blank(self) -> bool:
        """It says nothing."""
        return not self.text


def read_lines(raw: Sequence[str]) -> list[Line]:
    """Lines of nothing but marks, and the heads of tables, count as blank."""
    lines = [_read_line(line, number) for number, line in enumerate(raw, start=1)]
    for index, line in enumerate(raw):
        if index and len(line) <= LONGEST and _RULE_OF_TABLE.fullmatch(line.strip()):
            lines[index - 1] = replace(lines[index - 1], text="", is_marked=False)
    return lines


def _read_line(raw: str, number: int) -> Line:
    if len(raw) > LONGEST:
        return Line(raw.strip(), 0, is_marked=False, number=number)
    plain = QUOTE.sub("", raw.rstrip("\r"))
    bare = plain.strip()
    if _SILENT.fullmatch(bare) or _RULE_OF_TABLE.fullmatch(bare):
        return Line("", 0, is_marked=False, number=number)
    row = _ROW.fullmatch(bare)
    if row:
        return Line(row[1].strip(), 0, is_marked=True, number=number)
    marker = _MARKER.match(plain)
    start = plain[:200].expandtabs(_TAB)
    return Line(
        text=plain[marker.end() if marker else 0 :].strip(),
        indent=len(start) - len(start.lstrip(" ")),
        is_marked=marker is not None,
        number=number,
    )
