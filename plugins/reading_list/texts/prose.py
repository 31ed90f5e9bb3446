"""Markdown with everything blanked that is not prose: code, comments, raw blocks.

Separate so that whoever searches the author's text need not know what a fence is. Every
character keeps its place; blanked ones become blanks, and line ends stay.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FENCE = re.compile(r"(?P<margin>[ \t>]*)(?P<fence>`{3,}|~{3,})(?P<rest>[^\n]*)")
_CONTAINER = re.compile(r"(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\n]{1,80}\]:|:|!!!|\?\?\?\+?|===[!+]?)[ \t]")
_NOT_LINE_END = re.compile(r"[^\n\r]")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_TAB = 4
_SIGNS_OF_BLOCKS = ("```", "~~~", "\t", " " * _TAB)
"""Without one of these there is neither a fence nor an indentation."""

_INLINE = re.compile(r"\\[\\`]|`+|<!--|<(?:pre|script|style|code|textarea)(?=[\s>])", re.IGNORECASE)
_QUOTED = re.compile(r"<(?:a|button|kbd|math|samp|svg)(?=[\s>])", re.IGNORECASE)
_TAG = re.compile(
    r"(?m)(?P<start>^ {0,3})?<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*+)(?P<rest>[^<>]*)>"
)
_MARKDOWN_WITHIN = re.compile(r"\bmarkdown\b")
_BLOCKS = frozenset(
    """address article aside blockquote body canvas center colgroup dd details div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html iframe legend li main map
    menu nav noscript object ol option output p progress section summary table tbody td tfoot th
    thead tr ul video""".split()
)
"""Elements that Markdown leaves as they are where a line begins with them."""


def blank_code(markdown: str) -> str:
    """Blank fenced, indented and inline code, HTML comments and raw `<pre>`, `<script>`.

    Linear in the length of the text.
    """
    return _blank_spans(blank_blocks(markdown), _INLINE)


def blank_html(prose: str) -> str:
    """Blank raw HTML blocks, and raw elements that are no prose, such as `<a>` and `<kbd>`.

    Expects code and comments blanked. Blocks with the attribute `markdown` stay.
    """
    if "<" not in prose:
        return prose
    return _blank_spans(_blank_html_blocks(prose), _QUOTED)


def _blank_html_blocks(text: str) -> str:
    parts: list[str] = []
    kept_from = begin = depth = 0
    name = ""
    for tag in _TAG.finditer(text):
        step = -1 if tag["end"] else int(not tag["rest"].endswith("/"))
        if depth and tag["name"].lower() == name:
            depth += step
        elif not depth and _opens_raw_block(tag) and step > 0:
            name, begin, depth = tag["name"].lower(), tag.start(), 1
        else:
            continue
        if depth == 0:
            parts += (text[kept_from:begin], _blanked(text[begin : tag.end()]))
            kept_from = tag.end()
    if depth:
        # Markdown, too, takes an unclosed block to reach to the end.
        parts += (text[kept_from:begin], _blanked(text[begin:]))
        kept_from = len(text)
    return "".join((*parts, text[kept_from:]))


def _opens_raw_block(tag: re.Match[str]) -> bool:
    is_block = tag["start"] is not None and tag["name"].lower() in _BLOCKS
    return is_block and _MARKDOWN_WITHIN.search(tag["rest"]) is None


def _blanked(text: str) -> str:
    return _NOT_LINE_END.sub(" ", text)


@lru_cache(maxsize=4)  # a text is asked for its code, and then for its formulas
def blank_blocks(markdown: str) -> str:
    """Blank fenced and indented code only."""
    if not any(sign in markdown for sign in _SIGNS_OF_BLOCKS):
        return markdown
    lines = markdown.splitlines(keepends=True)
    state = _Blocks(lines)
    return "".join(
        _blanked(line) if state.is_code(number) else line for number, line in enumerate(lines)
    )


@dataclass(slots=True)
class _Blocks:
    """What the lines above say about the next one."""

    lines: Sequence[str]
    fenced_to: int = -1
    """The last line of the fenced code that was found last."""
    unfenced_to: int = -1
    """Up to there no fence opens, as one does that is never closed."""
    is_in_comment: bool = False
    after_blank: bool = True
    contents: list[int] = field(default_factory=list)
    """Columns at which the contents of the open lists, notes and admonitions begin."""

    def is_code(self, number: int) -> bool:
        line = self.lines[number]
        if self.is_in_comment:
            self.is_in_comment = "-->" not in line
            return False
        if number <= self.fenced_to:
            self.after_blank = number == self.fenced_to
            return True
        if line[0].isalpha() and not self.contents:  # as most lines are
            self.after_blank = False
            return False
        text = line.strip()
        if not text:
            self.after_blank = True
            return False
        is_indented = self._is_indented(line.expandtabs(_TAB))
        if is_indented:
            return True
        self.after_blank = False
        return self._opens_fence(number) or self._opens_comment(text)

    def _opens_fence(self, number: int) -> bool:
        """To the engine a fence that nothing closes is no fence."""
        found = _FENCE.match(self.lines[number]) if number > self.unfenced_to else None
        if found is None or (found["fence"][0] == "`" and "`" in found["rest"]):
            return False
        end, is_closed = self._follow_fence(number + 1, found["margin"], found["fence"])
        if is_closed:
            self.fenced_to = end
        else:
            self.unfenced_to = end
        return is_closed

    def _follow_fence(self, start: int, margin: str, fence: str) -> tuple[int, bool]:
        """The line that closes a fence, or else the first one that cannot be within it.

        All lines stand as far in as the fence and in as many quotations, as in superfences.
        """
        width, quotes = len(margin.expandtabs(_TAB)), margin.count(">")
        after_blank = False
        for number in range(start, len(self.lines)):
            line = self.lines[number].expandtabs(_TAB).rstrip()
            before = line[: min(width, len(line) - len(line.lstrip(" >")))]
            level = before.count(">")
            if level > quotes or (after_blank and level < quotes):
                return number, False
            content = line[len(before) :]
            if content and len(before) < width:
                return number, False
            if content == fence:
                return number, True
            after_blank = after_blank or not content
        return len(self.lines), False

    def _opens_comment(self, text: str) -> bool:
        self.is_in_comment = text.startswith("<!--") and "-->" not in text
        return False

    def _is_indented(self, line: str) -> bool:
        """Tell whether the line is indented code; remember what it opens if it is not."""
        text = line.lstrip(" ")
        indent = len(line) - len(text)
        while self.after_blank and self.contents and indent < self.contents[-1]:
            self.contents.pop()
        column = self.contents[-1] if self.contents else 0
        if self.after_blank and indent >= column + _TAB:
            return True
        if _CONTAINER.match(text):
            while self.contents and indent < self.contents[-1]:
                self.contents.pop()
            self.contents.append((indent // _TAB + 1) * _TAB)
        return False


def _blank_spans(text: str, pattern: re.Pattern[str]) -> str:
    if "`" not in text and "<" not in text:
        return text
    marks = list(pattern.finditer(text))
    closings = _Closings(text, marks)
    parts: list[str] = []
    kept_from = 0
    for mark in marks:
        if mark.start() < kept_from:
            continue
        end = closings.find(mark)
        if end is not None:
            parts += (text[kept_from : mark.start()], _blanked(text[mark.start() : end]))
            kept_from = end
    return "".join((*parts, text[kept_from:]))


class _Closings:
    """Where code spans, comments and raw elements end; asked from left to right."""

    def __init__(self, text: str, marks: list[re.Match[str]]) -> None:
        self._text = text
        self._absent: set[str] = set()
        self._runs: dict[int, list[int]] = defaultdict(list)
        for mark in marks:
            if mark[0][0] == "`":
                self._runs[len(mark[0])].append(mark.start())
        self._lengths = sorted(self._runs, reverse=True)
        ends = _BLANK_LINE.finditer(text) if self._runs else ()
        self._paragraphs = [found.start() for found in ends]

    def find(self, mark: re.Match[str]) -> int | None:
        if mark[0][0] == "\\":
            return None
        if mark[0][0] == "`":
            return self._end_of_code(mark)
        return self._end_of(mark, "-->" if mark[0] == "<!--" else f"</{mark[0][1:].lower()}")

    def _end_of_code(self, mark: re.Match[str]) -> int | None:
        """The next run of as many backticks, else of fewer, if it is in the same paragraph."""
        breaks = bisect_right(self._paragraphs, mark.start())
        last = self._paragraphs[breaks] if breaks < len(self._paragraphs) else len(self._text)
        for length in self._lengths:
            runs = self._runs[length] if length <= len(mark[0]) else ()
            index = bisect_right(runs, mark.start())
            if index < len(runs) and runs[index] < last:
                return runs[index] + length
        return None

    def _end_of(self, mark: re.Match[str], closing: str) -> int | None:
        if closing in self._absent:
            return None
        # `</abbr` does not close `<a`.
        end = r"\b" if closing[-1].isalnum() else ""
        found = re.compile(closing + end, re.IGNORECASE).search(self._text, mark.end())
        if found is None:
            self._absent.add(closing)
            return None
        return found.end()
