"""The text of one block of HTML as a line whose stretches can be written as HTML again.

Separate so that sentences are looked for in plain text, where a formula is but a wide sign, and
come out with their mark-up whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import NamedTuple

from reading_list.texts.characters import fold_space
from reading_list.texts.cleaning import MATH_ATTRIBUTES, MATH_TAGS
from reading_list.texts.html_tree import elements, format_fragment, parse_fragment
from reading_list.texts.math_unicode import linearise

FORMULA = "\ufffc"
"""Stands for a formula in the plain text (object replacement character)."""
_WIDEST_FORMULA = 40
_LONG = 500
"""Characters of a piece to which nothing is joined, lest joining becomes what costs."""


@dataclass(slots=True, eq=False)
class Mark:
    """An element around text; two equal ones are still two."""

    opening: str
    closing: str
    work: str = ""
    """The work that a link leads to."""

    def format(self, work: str) -> tuple[str, str]:
        """Its opening and its closing where the text is quoted for `work`."""
        if work and self.work == work:
            return '<mark class="rl-mention">', "</mark>"
        return self.opening, self.closing


def plain_mark(tag: str) -> Mark:
    """An element without attributes."""
    return Mark(f"<{tag}>", f"</{tag}>")


def link_mark(href: str, work: str) -> Mark:
    """A link; one that leads nowhere is no element."""
    return Mark(f'<a href="{escape(href)}">', "</a>", work) if href else Mark("", "", work)


class _Piece(NamedTuple):
    start: int
    text: str
    marks: tuple[Mark, ...]
    math: str = ""
    """A formula, which is shown in place of the text."""


@dataclass(slots=True)
class Run:
    """What stands in a block up to the next one."""

    length: int = 0
    ends_blank: bool = True
    """Whether a blank would add nothing: at the beginning, and after another one."""
    _pieces: list[_Piece] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _plain: list[str] = field(default_factory=list)

    @property
    def plain(self) -> str:
        """The whole, as it was given to be searched."""
        return "".join(self._plain)

    def add(self, text: str, plain: str, marks: tuple[Mark, ...] = ()) -> None:
        """Append text; `plain` is as long, and is what searches see. Blanks do not pile up."""
        if self.ends_blank and text.startswith(" "):
            text, plain = text[1:], plain[1:]
        if not text:
            return
        self.ends_blank = text.endswith(" ")
        self._plain.append(plain)
        last = self._pieces[-1] if self._pieces else None
        if last is not None and last.marks is marks and 0 < len(last.text) < _LONG:
            self._pieces[-1] = _Piece(last.start, last.text + text, marks)
        else:
            self._pieces.append(_Piece(self.length, text, marks))
            self._starts.append(self.length)
        self.length += len(text)

    def add_math(self, html: str, tex: str, marks: tuple[Mark, ...]) -> None:
        """Append a formula: about as wide as it looks, and nothing that a cut could split."""
        self.ends_blank = False
        width = formula_width(tex)
        self._pieces.append(_Piece(self.length, "", marks, html))
        self._starts.append(self.length)
        self._plain.append(FORMULA * width)
        self.length += width

    def to_text(self) -> str:
        """What a reader sees, on one line."""
        if not self._pieces:
            return ""
        texts = (_math_text(piece.math) if piece.math else piece.text for piece in self._pieces)
        return fold_space("".join(texts))

    def write(self, start: int, end: int, work: str) -> str:
        """Write a stretch as HTML; a formula belongs to it if it begins there."""
        written: list[str] = []
        opened: tuple[Mark, ...] = ()
        first = max(bisect_right(self._starts, start) - 1, 0)
        for piece in self._pieces[first : bisect_left(self._starts, end)]:
            part = _write_piece(piece, start, end)
            if part:
                if opened is not piece.marks:
                    written.append(_switch(opened, piece.marks, work))
                    opened = piece.marks
                written.append(part)
        if opened:
            written.append(_switch(opened, (), work))
        return "".join(written)


def formula_width(tex: str) -> int:
    """Characters that a formula counts for, about as many as it looks wide."""
    return max(1, min(len(tex) // 2, _WIDEST_FORMULA))


def _write_piece(piece: _Piece, start: int, end: int) -> str:
    if piece.math:
        return write_math(piece.math) if piece.start >= start else ""
    first = start - piece.start
    text = piece.text[max(0, first) : end - piece.start]
    return escape(text)


def _switch(old: tuple[Mark, ...], new: tuple[Mark, ...], work: str) -> str:
    """Close what ends and open what begins between two pieces."""
    same = 0
    most = min(len(old), len(new))
    while same < most and old[same] is new[same]:
        same += 1
    closed = [mark.format(work)[1] for mark in reversed(old[same:])]
    return "".join([*closed, *[mark.format(work)[0] for mark in new[same:]]])


@lru_cache(maxsize=4096)
def write_math(html: str) -> str:
    """Write a formula without what is not MathML; where anything else is in it, as text."""
    root = parse_fragment(html)
    for element in elements(root):
        if element.tag not in MATH_TAGS:
            return escape(linearise(root))
        for name in set(element.attrib) - MATH_ATTRIBUTES:
            del element.attrib[name]
    return format_fragment(root)


@lru_cache(maxsize=4096)
def _math_text(html: str) -> str:
    return linearise(parse_fragment(html))
