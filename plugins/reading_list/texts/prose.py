"""Markdown with everything blanked that is not prose: code, comments, raw blocks.

Separate so that whoever searches the author's text need not know what a fence is. Every
character keeps its place; blanked ones become blanks, and line ends stay.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})([^\n]*)")
_CONTAINER = re.compile(r"(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\n]{1,80}\]:|:|!!!|\?\?\?\+?|===[!+]?)[ \t]")
_NOT_LINE_END = re.compile(r"[^\n\r]")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_TAB = 4

_INLINE = re.compile(r"\\[\\`]|`+|<!--|<(?:pre|script|style|code|textarea)(?=[\s>])", re.IGNORECASE)


def blank_code(markdown: str) -> str:
    """Blank fenced, indented and inline code, HTML comments and raw `<pre>`, `<script>`.

    Linear in the length of the text.
    """
    return _blank_spans(blank_blocks(markdown))


def _blanked(text: str) -> str:
    return _NOT_LINE_END.sub(" ", text)


def blank_blocks(markdown: str) -> str:
    """Blank fenced and indented code only."""
    state = _Blocks()
    return "".join(
        _blanked(line) if state.is_code(line) else line
        for line in markdown.splitlines(keepends=True)
    )


@dataclass(slots=True)
class _Blocks:
    """What the lines above say about the next one."""

    fence: str = ""
    is_in_comment: bool = False
    after_blank: bool = True
    contents: list[int] = field(default_factory=list)
    """Columns at which the contents of the open lists, notes and admonitions begin."""

    def is_code(self, line: str) -> bool:
        if self.is_in_comment:
            self.is_in_comment = "-->" not in line
            return False
        if self.fence:
            return self._is_in_fence(line)
        text = line.strip()
        if not text:
            self.after_blank = True
            return False
        is_indented = self._is_indented(line.expandtabs(_TAB))
        if is_indented:
            return True
        self.after_blank = False
        return self._opens_fence(line) or self._opens_comment(text)

    def _is_in_fence(self, line: str) -> bool:
        found = _FENCE.match(line)
        if found and found[1].startswith(self.fence) and not found[2].strip():
            self.fence = ""
            self.after_blank = True
        return True

    def _opens_fence(self, line: str) -> bool:
        found = _FENCE.match(line)
        if found is None or (found[1][0] == "`" and "`" in found[2]):
            return False
        self.fence = found[1]
        return True

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


def _blank_spans(text: str) -> str:
    marks = list(_INLINE.finditer(text))
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
        self._lower = text.lower()
        self._paragraphs = [found.start() for found in _BLANK_LINE.finditer(text)]
        self._absent: set[str] = set()
        self._runs: dict[int, list[int]] = defaultdict(list)
        for mark in marks:
            if mark[0][0] == "`":
                self._runs[len(mark[0])].append(mark.start())

    def find(self, mark: re.Match[str]) -> int | None:
        if mark[0][0] == "\\":
            return None
        if mark[0][0] == "`":
            return self._end_of_code(mark)
        return self._end_of(mark, "-->" if mark[0] == "<!--" else f"</{mark[0][1:].lower()}")

    def _end_of_code(self, mark: re.Match[str]) -> int | None:
        """The next run of as many backticks, if it is in the same paragraph."""
        runs = self._runs[len(mark[0])]
        index = bisect_right(runs, mark.start())
        if index == len(runs):
            return None
        breaks = bisect_right(self._paragraphs, mark.start())
        is_apart = breaks < len(self._paragraphs) and self._paragraphs[breaks] < runs[index]
        return None if is_apart else runs[index] + len(mark[0])

    def _end_of(self, mark: re.Match[str], closing: str) -> int | None:
        if closing in self._absent:
            return None
        end = self._lower.find(closing, mark.end())
        if end < 0:
            self._absent.add(closing)
            return None
        return end + len(closing)
