"""Runs of text, emphasis and links -> one paragraph of Markdown, escaped.

Separate because Markdown wants marks right beside words, where HTML has them anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reading_list.texts.characters import fold_space

_SPECIAL = re.compile(
    r"[\\`*\[\]{}<]|&(?=#?\w)|(?<![^\W_])_|_(?![^\W_])|(?<![^\W_])(?<![@/.&#%])@(?=[\w{])"
)
"""What Markdown would read; of `@` only those that would cite a work."""
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_START = re.compile(
    r"""(?m)^(?: (?P<escaped> [#]{1,6}(?=\s|$) | [-+](?=\s|$) | > | !!! | -{3,}(?=\s*$) )
      | (?P<number> \d{1,9})(?=[.)](?:\s|$)) | (?P<entity> [~]{3} | =+\s*$ | [:|%^/?] ) )""",
    re.VERBOSE,
)
_BEFORE_NAME = re.compile(r"<(?=[A-Za-z/!?])")
_MATH = re.compile(r"\s*\$\$?[^$]+\$\$?\s*")
_UNFIT_IN_MATH = re.compile(r"`|\]\s*[(\[]|\[\s*[@^!]")


def escape(text: str) -> str:
    """Make a text mean itself in the middle of a paragraph."""
    return _SPECIAL.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), text)


def escape_start(text: str) -> str:
    """Keep the beginning of a line from making a heading, a list or code of it."""
    return _START.sub(_escape_mark, text)


def is_plain_math(text: str) -> bool:
    """Tell whether it is a formula in dollars with nothing in it that Markdown could follow."""
    return _MATH.fullmatch(text) is not None and _UNFIT_IN_MATH.search(text) is None


def write_math(text: str) -> str:
    """Write a formula as it is, on one line; a blank keeps a relation from opening a tag."""
    return _BEFORE_NAME.sub("< ", fold_space(text))


def _escape_mark(found: re.Match[str]) -> str:
    if found["escaped"]:
        return f"\\{found[0]}"
    if found["number"]:
        return f"{found[0]}\\"
    return f"&#{ord(found[0][0])};{found[0][1:]}"


@dataclass(slots=True)
class _Mark:
    """Emphasis or a link that is open."""

    name: str
    opening: str
    closing: str
    is_written: bool = False


@dataclass(slots=True)
class Line:
    """One paragraph that grows from left to right."""

    _written: list[str] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    """What was said since the last mark, not yet escaped."""
    _marks: list[_Mark] = field(default_factory=list)
    _has_space: bool = False
    _has_break: bool = False

    def add_text(self, text: str) -> None:
        """Add words that mean themselves."""
        self._texts.append(text)

    def add_raw(self, text: str) -> None:
        """Add Markdown."""
        self._say()
        self._put(text)

    def add_code(self, text: str) -> None:
        """Add a code span, in as many backticks as it needs."""
        inner = fold_space(text)
        if inner:
            runs = [len(run) for run in re.findall("`+", inner)]
            fence = "`" * (max(runs, default=0) + 1)
            pad = " " if runs else ""
            self.add_raw(f"{fence}{pad}{inner}{pad}{fence}")

    def add_break(self) -> None:
        """End the line, not the paragraph."""
        self._say()
        self._has_break = bool(self._written)

    def open(self, name: str, opening: str, closing: str) -> None:
        """Begin emphasis or a link; a second one of a name counts for nothing."""
        self._say()
        is_repeated = any(one.name == name for one in self._marks)
        self._marks.append(_Mark(name, *(("", "") if is_repeated else (opening, closing))))

    def close(self, name: str) -> None:
        """End the last mark of this name, and what was opened inside it."""
        self._say()
        if not any(one.name == name for one in self._marks):
            return
        while self._marks:
            mark = self._marks.pop()
            if mark.is_written:
                self._written.append(mark.closing)
            if mark.name == name:
                break

    def take(self) -> str:
        """Return the paragraph and begin the next, in which open marks go on."""
        self._say()
        closings = [mark.closing for mark in reversed(self._marks) if mark.is_written]
        text = "".join([*self._written, *closings])
        self._written.clear()
        self._has_space = self._has_break = False
        for mark in self._marks:
            mark.is_written = False
        return text

    def _say(self) -> None:
        text = "".join(self._texts)
        self._texts.clear()
        words = fold_space(text)
        if not words:
            self._has_space = self._has_space or bool(text)
            return
        self._has_space = self._has_space or text[0].isspace()
        self._put(escape(words))
        self._has_space = text[-1].isspace()

    def _put(self, text: str) -> None:
        if self._has_break:
            self._written.append("  \n")
        elif self._has_space and self._written:
            self._written.append(" ")
        self._has_space = self._has_break = False
        for mark in self._marks:
            if not mark.is_written:
                mark.is_written = True
                self._written.append(mark.opening)
        if text[0] == "`" and self._written and self._written[-1].endswith("`"):
            self._written.append(" ")  # two code spans side by side would become one
        self._written.append(text)
