"""The text of one block of HTML as a line whose stretches can be written as HTML again.

Separate so that sentences are looked for in plain text, where a formula is but a wide sign, and
come out with their mark-up whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

import lxml.html

from reading_list.texts.characters import fold_space
from reading_list.texts.cleaning import MATH_ATTRIBUTES, MATH_TAGS
from reading_list.texts.math_unicode import linearise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_FORMULA = "\ufffc"
"""Stands for a formula in the plain text (object replacement character)."""
_WIDEST_FORMULA = 40


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """An element around text; two equal ones are still two."""

    tag: str
    href: str = ""
    work: str = ""
    """The work that a link leads to."""

    def format(self, work: str) -> tuple[str, str]:
        """Its opening and its closing where the text is quoted for `work`."""
        if self.tag == "a":
            if self.work == work and work:
                return '<mark class="rl-mention">', "</mark>"
            return (f'<a href="{escape(self.href)}">', "</a>") if self.href else ("", "")
        return f"<{self.tag}>", f"</{self.tag}>"


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    text: str
    marks: tuple[Mark, ...]
    math: HtmlElement | None = None
    """A formula, which is shown in place of the text."""


@dataclass(slots=True)
class Run:
    """What stands in a block up to the next one."""

    length: int = 0
    ends_blank: bool = True
    """Whether a blank would add nothing: at the beginning, and after another one."""
    _pieces: list[_Piece] = field(default_factory=list)
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
        self._pieces.append(_Piece(self.length, text, marks))
        self._plain.append(plain)
        self.length += len(text)

    def add_math(self, math: HtmlElement, marks: tuple[Mark, ...]) -> None:
        """Append a formula: as wide as it looks, and nothing that a cut could split."""
        self.ends_blank = False
        width = max(1, min(len(math.get("alttext") or "") // 2, _WIDEST_FORMULA))
        self._pieces.append(_Piece(self.length, "", marks, math))
        self._plain.append(_FORMULA * width)
        self.length += width

    def to_text(self) -> str:
        """What a reader sees, on one line."""
        texts = (
            piece.text if piece.math is None else linearise(piece.math) for piece in self._pieces
        )
        return fold_space("".join(texts))

    def write(self, start: int, end: int, work: str) -> str:
        """Write a stretch as HTML; a formula belongs to it if it begins there."""
        written: list[str] = []
        opened: tuple[Mark, ...] = ()
        first = max(bisect_right(self._pieces, start, key=_start) - 1, 0)
        for piece in self._pieces[first : bisect_left(self._pieces, end, key=_start)]:
            part = _write_piece(piece, start, end)
            if part:
                written += (*_switch(opened, piece.marks, work), part)
                opened = piece.marks
        return "".join((*written, *_switch(opened, (), work)))


def _start(piece: _Piece) -> int:
    return piece.start


def _write_piece(piece: _Piece, start: int, end: int) -> str:
    if piece.math is not None:
        return _write_math(piece.math) if piece.start >= start else ""
    return escape(piece.text[max(start - piece.start, 0) : end - piece.start])


def _switch(old: tuple[Mark, ...], new: tuple[Mark, ...], work: str) -> Iterator[str]:
    """Close what ends and open what begins between two pieces."""
    same = 0
    while same < min(len(old), len(new)) and old[same] is new[same]:
        same += 1
    yield from (mark.format(work)[1] for mark in reversed(old[same:]))
    yield from (mark.format(work)[0] for mark in new[same:])


def _write_math(math: HtmlElement) -> str:
    """Write a formula without what is not MathML; where anything else is in it, as text."""
    for element in math.iter():
        if element.tag not in MATH_TAGS:
            return escape(linearise(math))
        for name in set(element.attrib) - MATH_ATTRIBUTES:
            del element.attrib[name]
    return str(lxml.html.tostring(math, encoding="unicode", with_tail=False))
