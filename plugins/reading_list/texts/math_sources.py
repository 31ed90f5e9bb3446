"""Formulas in the author's sources: which cannot be read, and what they say in Unicode.

Separate because loading asks for them long before a page is made. The signs are those of the
Markdown extension.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from reading_list.texts.math import find_problem, to_unicode
from reading_list.texts.prose import blank_blocks
from reading_list.texts.segments import (
    MARKDOWN_MARK,
    SOURCE_MARK,
    find_displays,
    find_math,
    read_entities,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.texts.segments import Segment

_QUOTE: Final = re.compile(r"\n[ \t]*>[ \t]?")
_NEW_BLOCK: Final = re.compile(r"\n[ \t>]*(?:[-*+#>][ \t]|#|\||\d+[.)][ \t])")


@dataclass(frozen=True, slots=True)
class UnreadableFormula:
    """A formula that is shown as its source, wholly or in part."""

    tex: str
    line: int
    """Counts from 1 within the text."""
    problem: str
    """A sentence."""


def find_unreadable(text: str) -> tuple[UnreadableFormula, ...]:
    """Look at the formulas of a title or an abstract."""
    return _judge(text, find_math(text))


def find_unreadable_in_markdown(source: str) -> tuple[UnreadableFormula, ...]:
    """Look at the formulas of a Markdown text; code holds none."""
    return _judge(source, find_formulas(source))


def may_hold_formulas(text: str) -> bool:
    """Tell quickly that most texts hold none."""
    return "$" in text or "\\" in text


@lru_cache(maxsize=4)  # a text is asked for its mentions, and then for its faults
def find_formulas(source: str) -> tuple[Segment, ...]:
    """Find the formulas of a Markdown text from its beginning to its end."""
    return tuple(_find_formulas(source)) if may_hold_formulas(source) else ()


def _find_formulas(source: str) -> Iterator[Segment]:
    prose = blank_blocks(source)
    start = 0
    for formula in find_displays(prose, SOURCE_MARK):
        yield from _find_inline(prose, start, formula.start)
        yield formula
        start = formula.end
    yield from _find_inline(prose, start, len(prose))


def write_unicode(source: str) -> str:
    """Write the formulas of a Markdown text in Unicode, and leave the rest of it as it is."""
    if not may_hold_formulas(source):
        return source
    parts: list[str] = []
    start = 0
    for formula in find_formulas(source):
        words = to_unicode(read_entities(formula.content), display=formula.kind == "display")
        parts += (source[start : formula.start], words)
        start = formula.end
    return "".join((*parts, source[start:]))


def _find_inline(prose: str, start: int, end: int) -> Iterator[Segment]:
    for found in find_math(prose[start:end], MARKDOWN_MARK):
        if found.kind == "display" or not _NEW_BLOCK.search(found.content):
            yield type(found)(found.kind, found.content, found.start + start, found.end + start)


def _judge(text: str, formulas: Iterable[Segment]) -> tuple[UnreadableFormula, ...]:
    problems: list[tuple[int, str, str]] = []
    for formula in formulas:
        tex = formula.content
        if "\n" in tex:
            tex = _QUOTE.sub("\n", tex)
        tex = read_entities(tex)
        problem = find_problem(tex, display=formula.kind == "display")
        if problem:
            problems.append((formula.start, tex.strip(), problem))
    if not problems:
        return ()
    line_ends = [found.start() for found in re.finditer("\n", text)]
    return tuple(
        UnreadableFormula(tex, bisect_right(line_ends, start) + 1, problem)
        for start, tex, problem in problems
    )
