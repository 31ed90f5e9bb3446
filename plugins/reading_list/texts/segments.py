r"""Where mathematics begins and ends in a text: `$…$`, `\(…\)`, and in prose `$$…$$`, `\[…\]`.

Separate because titles and abstracts must agree on which dollars are money.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = re.compile(r"\\[\\$()\[\]]|\$")
_CLOSING = {r"\(": r"\)", r"\[": r"\]"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch `[start, end)` of a text; of a formula `content` is the TeX without its signs."""

    kind: Literal["text", "inline", "display"]
    content: str
    start: int
    end: int


def split_math(text: str, *, display: bool = False) -> tuple[Segment, ...]:
    r"""Split a text into prose and formulas; `$$…$$` and `\[…\]` count under `display` only.

    A dollar opens a formula if no blank follows it, and the next one closes it if no blank
    precedes it and no digit follows it; others are money.
    Source: Pandoc's manual, extension `tex_math_dollars`.
    """
    segments: list[Segment] = []
    start = 0
    for formula in _Finder(text, display=display).find():
        if start < formula.start:
            segments.append(Segment("text", text[start : formula.start], start, formula.start))
        segments.append(formula)
        start = formula.end
    if start < len(text):
        segments.append(Segment("text", text[start:], start, len(text)))
    return tuple(segments)


class _Finder:
    """One pass over the marks; each search that fails is not repeated, so time is linear."""

    def __init__(self, text: str, *, display: bool) -> None:
        self._text = text
        self._display = display
        self._marks = [(found.start(), found[0]) for found in _MARK.finditer(text)]
        self._absent: set[str] = set()

    def find(self) -> Iterator[Segment]:
        index = 0
        literal = -2
        while index < len(self._marks):
            start, mark = self._marks[index]
            found = None if mark == "$" and literal == start - 1 else self._formula(index)
            if found is None:
                literal = start if mark == "$" else literal
                index += 1
                continue
            yield found[0]
            index = found[1]

    def _formula(self, index: int) -> tuple[Segment, int] | None:
        """Return the formula that this mark opens, and the index of the mark after it."""
        start, mark = self._marks[index]
        if mark == "$":
            return self._in_dollars(index)
        if mark not in _CLOSING or (mark == r"\[" and not self._display):
            return None
        last = self._next(index + 1, _CLOSING[mark])
        return None if last is None else self._segment(start, last, len(mark))

    def _in_dollars(self, index: int) -> tuple[Segment, int] | None:
        start = self._marks[index][0]
        after = self._text[start + 1 : start + 2]
        if self._display and after == "$":
            last = self._next_pair(index + 2)
            return None if last is None else self._segment(start, last, 2)
        if after.isspace() or after == "$":
            return None
        last = self._next(index + 1, "$")
        if last is None:
            return None
        end = self._marks[last][0]
        is_money = self._text[end - 1].isspace() or self._text[end + 1 : end + 2].isdigit()
        return None if is_money else self._segment(start, last, 1)

    def _next(self, index: int, mark: str) -> int | None:
        if mark in self._absent:
            return None
        for later in range(index, len(self._marks)):
            if self._marks[later][1] == mark:
                return later
        self._absent.add(mark)
        return None

    def _next_pair(self, index: int) -> int | None:
        for later in range(index, len(self._marks) - 1):
            (start, mark), (follower, second) = self._marks[later : later + 2]
            if mark == second == "$" and follower == start + 1:
                return later
        return None

    def _segment(self, start: int, last: int, width: int) -> tuple[Segment, int] | None:
        """Cut out a formula that ends at the mark `last`; None where nothing stands in it."""
        end = self._marks[last][0]
        content = self._text[start + width : end]
        if not content.strip():
            return None
        is_display = self._text[start : start + 2] in {"$$", r"\["}
        step = 2 if self._text[end : end + 2] == "$$" and width == len("$$") else 1
        segment = Segment("display" if is_display else "inline", content, start, end + width)
        return segment, last + step
