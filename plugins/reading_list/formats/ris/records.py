"""A text of RIS -> its records: tags and values, each with its line.

Separate because every program bends the format in its own way, and we must name lines.
Source: RIS format specifications, Thomson Reuters, 2012: "TY  - " opens, "ER  - " closes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reading_list.formats.decoding import unify_lines
from reading_list.texts.characters import drop_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXACT = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*)|)")
_LOOSE = re.compile("([A-Za-z][A-Za-z0-9])[ \t]{1,3}[-\u2013][ \t]*(.*)")
_KIND = re.compile(r"[A-Za-z]{2,8}\s*$")
INDENT = " " * len("TY  - ")
"""What our own writer puts before the further lines of a value."""
_TAGS = frozenset(
    """A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CR CT CY DA DB DI DO DP ED EP
    ER ET FD H1 H2 ID IP IS J1 J2 JA JF JO K1 KW L1 L2 L3 L4 LA LB LK LL M1 M2 M3 N1 N2 NO NV OL OP
    PA PB PM PP PT PY RD RI RN RP RT SE SF SL SN SP SR ST SV T1 T2 T3 TA TI TT TY U1 U2 U3 U4 U5 U6
    UR VL VO WP WT WV Y1 Y2 YR""".split()
)
"""Tags that count in whatever spelling; any other must be spelt as the format says."""
_ONE_EACH = frozenset({"KW", "UR", "LK", "L1", "L2", "L3", "L4"})
"""Tags whose further lines are values of their own."""


class Line(NamedTuple):
    """One tag and its value; further lines stand behind line feeds, the first may be empty."""

    tag: str
    value: str


@dataclass(slots=True)
class Record:
    """One record, in its order; `kind` is what stands behind `TY`, in upper case."""

    line: int
    kind: str = ""
    lines: list[Line] = field(default_factory=list)


def split_records(text: str) -> tuple[Record, ...]:
    """Split a file; what stands outside of records and is no tag is left out."""
    reader = _Reader()
    for number, line in enumerate(unify_lines(drop_controls(text)).split("\n"), start=1):
        reader.read(line, number)
    reader.close()
    return tuple(reader.records)


class _Reader:
    """Takes a file line by line: which record is open, and which value of it."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self._open: Record | None = None
        self._is_lower = False
        self._tag = ""
        self._value: list[str] = []

    def read(self, line: str, number: int) -> None:
        found = self._find_tag(line)
        if found is None:
            if self._tag:
                self._value.append(line)
            return
        tag, value = found
        if tag == "TY":
            self.close()
            self._open = Record(number, value.strip().upper())
            self._is_lower = line[:2] == "ty"
        elif tag == "ER":
            self.close()
        else:
            self._end_value()
            self._open = self._open or Record(number)
            self._tag, self._value = tag, [value]

    def close(self) -> None:
        """End the open record, whether its end was told or not."""
        self._end_value()
        if self._open is not None:
            self.records.append(self._open)
        self._open, self._is_lower = None, False

    def _end_value(self) -> None:
        if self._open is not None and self._tag:
            self._open.lines.extend(_make_lines(self._tag, self._value))
        self._tag = ""

    def _find_tag(self, line: str) -> tuple[str, str] | None:
        exact = _EXACT.fullmatch(line)
        if exact:
            return exact[1], exact[2] or ""
        loose = _LOOSE.fullmatch(line)
        if loose is None or loose[1].upper() not in _TAGS:
            return None
        tag, value = loose[1].upper(), loose[2]
        if tag != loose[1] and not self._is_lower and tag != "TY":
            return None  # a word in the middle of a text
        is_prose = (tag == "ER" and value.strip()) or (tag == "TY" and not _KIND.match(value))
        return None if is_prose else (tag, value)


def _make_lines(tag: str, value: list[str]) -> Iterator[Line]:
    """Blanks at the end of a line stay: in notes they break it."""
    if tag in _ONE_EACH:
        yield from (Line(tag, one.strip()) for one in value if one.strip())
        return
    first, *rest = (line if line.strip() else "" for line in value)
    if all(line.startswith(INDENT) for line in rest if line):
        rest = [line.removeprefix(INDENT) for line in rest]
    whole = "\n".join([first.lstrip(), *rest]).rstrip()
    if whole:
        yield Line(tag, whole)
