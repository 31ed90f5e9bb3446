"""Paragraphs of words, formulas, links and plain emphasis, read at one go, as most of them can be.

Separate from `runs`, into which anything can be read, tag by tag: what comes of it is the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from html import escape, unescape
from typing import TYPE_CHECKING, NamedTuple

from reading_list.texts.runs import FORMULA, formula_width, link_mark, plain_mark, write_math

if TYPE_CHECKING:
    from reading_list.texts.links import Links
    from reading_list.texts.runs import Mark

_LINK = r'a(?: class="rl-ref")? href="([^"<>&\s]+)"(?: id="([A-Za-z0-9_.:-]+)")?>([^<>&]+)</a>'
_MATH = r'math alttext="[^"<>]*">(?:[^<>]+|<(?!/?(?i:math)\b)[^<>]*>)*+</math>'
"""As we write it, with none within it."""
_MARKED = re.compile(
    rf'<(?:(span class="rl-cite">([^<>&]*)<)?{_LINK}(?(1)([^<>&]*)</span>)'
    rf"|({_MATH})"
    r'|sup id="[^"<>]*"><a class="footnote-ref" href="[^"<>]*">[^<>&]*</a></sup>'
    rf"|(em|strong|code)>(?:([^<>&]+)|<({_MATH}))</\8>)"
)
"""What may stand among the words of a paragraph, in it a citation, a note's number, a formula."""
_WIDTH = _MARKED.groups + 1
STOPS = re.compile("[.!?\u2026\u3002\uff01\uff1f]")
"""What might end a sentence."""
_BREAKS = re.compile(r"[\t\n\r\f]")
_SPACE = re.compile(r"[ \t\n\r\f]+")


class Mention(NamedTuple):
    """Where a run links to a work."""

    work: str
    start: int
    end: int
    anchor: str


def fold_blanks(text: str) -> str:
    """White space as a page shows it."""
    is_folded = "  " not in text and (text.isprintable() or not _BREAKS.search(text))
    return text if is_folded else _SPACE.sub(" ", text)


def mask_stops(text: str) -> str:
    """Text in which no sentence ends."""
    return STOPS.sub("_", text)


class PlainRun:
    """What stands in a paragraph: words, and elements that are all of one level."""

    def __init__(self) -> None:
        self.plain = ""
        """The whole, as it is searched for sentences."""
        self.mentions: list[Mention] = []
        self._length = 0
        self._starts: list[int] = []
        self._pieces: list[tuple[str, Mark | None, str]] = []
        """Text, the element around it, and a formula that is shown in its place."""

    def add(self, text: str, mark: Mark | None = None) -> None:
        """Append text."""
        if text:
            self._starts.append(self._length)
            self._pieces.append((text, mark, ""))
            self._length += len(text)

    def add_link(self, text: str, mark: Mark, anchor: str) -> None:
        """Append a link, and remember which work it leads to."""
        if mark.work:
            start = self._length
            self.mentions.append(Mention(mark.work, start, start + len(text), anchor))
        self.add(text, mark)

    def add_formula(self, html: str, width: int, mark: Mark | None) -> None:
        """Append a formula, which is so many characters wide."""
        self._starts.append(self._length)
        self._pieces.append(("", mark, html))
        self._length += width

    def write(self, start: int, end: int, work: str) -> str:
        """Write a stretch as HTML; a formula belongs to it if it begins there."""
        written: list[str] = []
        starts = self._starts
        first = max(bisect_right(starts, start) - 1, 0)
        for number in range(first, bisect_left(starts, end)):
            text, mark, math = self._pieces[number]
            begin = starts[number]
            if math:
                part = write_math(math) if begin >= start else ""
            else:
                part = escape(text[max(start - begin, 0) : end - begin])
            if mark is not None and part:
                opening, closing = mark.format(work)
                part = f"{opening}{part}{closing}"
            written.append(part)
        return "".join(written)


def read_paragraph(html: str, links: Links, place: str) -> PlainRun | None:
    """Read what stands in a paragraph; None if it cannot be read at one go.

    `place` is the anchor of links that have none.
    """
    parts = _MARKED.split(html)
    words = parts[::_WIDTH]
    whole = "_".join(words)
    if "<" in whole:
        return None
    if "&" in whole:
        words = [*map(unescape, words)]
    if not whole.isprintable() or "  " in whole:
        words = [*map(fold_blanks, words)]
    run = PlainRun()
    text = words[0]
    plains = [text]
    for number, following in enumerate(words[1:]):
        first = number * _WIDTH + 1
        cite, before, href, anchor, shown, after, *others = parts[first : first + _WIDTH - 1]
        if href:
            run.add(text + before if cite else text)
            run.add_link(shown, link_mark(*links.resolve(href)), anchor or place)
            text = after + following if cite else following
            plain = mask_stops(before + shown + after if cite else shown)
        elif any(others):
            run.add(text)
            text = following
            plain = _add_element(run, *others)
            if not plain:
                return None
        else:  # a note's number, which is not shown
            text += following
            plain = ""
        plains += (plain, following)
    run.add(text)
    run.plain = "".join(plains)
    return run if _is_folded(run.plain) else None


def _add_element(run: PlainRun, math: str, tag: str, inner: str, inner_math: str) -> str:
    """Add emphasis, code or a formula; returns how it is searched, or nothing if it cannot be."""
    mark = plain_mark(tag) if tag else None
    if inner:
        masked = mask_stops(inner)
        run.add(inner, mark)
        return masked if masked == inner or tag == "code" else ""
    html = math or inner_math
    width = formula_width(unescape(html.split('"', 2)[1]))
    run.add_formula(f"<{html}", width, mark)
    return FORMULA * width


def _is_folded(plain: str) -> bool:
    """Whether blanks stand alone, and none at the beginning."""
    is_printable = plain.isprintable() or not _BREAKS.search(plain)
    return is_printable and "  " not in plain and not plain.startswith(" ")
