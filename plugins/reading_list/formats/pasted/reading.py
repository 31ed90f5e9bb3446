"""A list of works that somebody pasted, plain or in Markdown -> sections of items.

Separate because what a line is depends on the lines around it: a heading, an item, or more of
the reason for the item above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, shorten, warning
from reading_list.formats.pasted.item import are_rivals
from reading_list.formats.pasted.line import LONGEST, add_reason, read_item
from reading_list.formats.pasted.listing import QUOTE, read_lines
from reading_list.model import Location
from reading_list.texts.characters import drop_controls, fold_space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reading_list.formats.pasted.item import PastedItem
    from reading_list.formats.pasted.listing import Line

    TellApart = Callable[[PastedItem, PastedItem], bool]

_HEADING = re.compile(r" {0,3}#{1,6}\s+(.+?)\s*#*\s*")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_BOLD = re.compile(r"(\*\*|__)(.+?)\1:?")
_BONUS = re.compile(r"\b(?:bonus|extras?|optional|appendix|further)\b", re.IGNORECASE)
_LONGEST_HEADING = 90
_MOST_WORDS = 25
"""Words of a title without a citation; more are prose."""


@dataclass(slots=True)
class PastedSection:
    """A heading and the items below it."""

    title: str = ""
    items: list[PastedItem] = field(default_factory=list)

    @property
    def is_bonus(self) -> bool:
        """Called bonus, extra or optional."""
        return _BONUS.search(self.title) is not None


@dataclass(frozen=True, slots=True)
class PastedList:
    """A whole list."""

    title: str
    sections: tuple[PastedSection, ...]

    @property
    def items(self) -> tuple[PastedItem, ...]:
        """All items of all sections, in order."""
        return tuple(item for section in self.sections for item in section.items)


def read_pasted_list(
    text: str, uri: str, tell_apart: TellApart = lambda _item, _address: False
) -> tuple[PastedList, tuple[Diagnostic, ...]]:
    """Read a list; every line is a heading, an item, part of one, or named as unreadable.

    `tell_apart` is asked whether an item and the bare address below it are two works.
    """
    reader = _Reader(drop_controls(text.removeprefix("\ufeff")).split("\n"), uri, tell_apart)
    for index in range(len(reader.lines)):
        reader.read_line(index)
    return reader.finish(), tuple(reader.faults)


class _Reader:
    def __init__(self, lines: Sequence[str], uri: str, tell_apart: TellApart) -> None:
        self.lines = read_lines(lines)
        self.faults: list[Diagnostic] = []
        self._uri = uri
        self._tell_apart = tell_apart
        self._raw = lines
        self._sections = [PastedSection()]
        self._current: tuple[PastedItem, Line] | None = None
        self._parsed: dict[int, PastedItem] = {}
        self._has_marks = any(line.is_marked for line in self.lines)
        self._next = self._find_next()

    def finish(self) -> PastedList:
        """A first heading without items, above others, is the title of the list."""
        sections = [one for one in self._sections if one.items]
        named = [one for one in self._sections if one.title or one.items]
        is_title = len(named) > 1 and not named[0].items
        return PastedList(named[0].title if is_title else "", tuple(sections))

    def read_line(self, index: int) -> None:
        line = self.lines[index]
        if line.is_blank:
            return
        if len(line.text) > LONGEST:
            self._report(line, f"The line has more than {LONGEST:,} characters.")
            return
        heading = self._read_heading(index)
        if heading:
            self._sections.append(PastedSection(heading))
            self._current = None
        else:
            self._read_item(index)

    def _read_item(self, index: int) -> None:
        line = self.lines[index]
        item = self._parse(line)
        above = self._current if self._goes_on(index, item) else None
        if above is not None and not self._is_other(item, line):
            add_reason(above[0], line.text)
        elif item.title or item.has_address:
            is_prose = not line.is_marked and not item.is_cited and self._is_prose(line)
            if is_prose:
                self._report(line, f"'{shorten(line.text)}' names no work.")
                self._current = None
            else:
                self._sections[-1].items.append(item)
                self._current = item, above[1] if above is not None else line
        else:
            self._report(line, f"'{shorten(line.text)}' has no title.")

    def _parse(self, line: Line) -> PastedItem:
        """Read a line as an item, once: headings are judged by the items below them."""
        if line.number not in self._parsed:
            self._parsed[line.number] = read_item(line.text, line.number)
        return self._parsed[line.number]

    def _goes_on(self, index: int, item: PastedItem) -> bool:
        """A line below an item is part of it if it is indented, or stands right below it."""
        above = self._current
        if above is None:
            return False
        line = self.lines[index]
        is_deeper = line.indent > above[1].indent
        if line.is_marked:
            is_named = item.is_cited and bool(item.title)
            return is_deeper and not is_named and above[1].is_marked
        is_named = bool(item.authors or item.year) and bool(item.title)
        is_close = index > 0 and not self.lines[index - 1].is_blank
        return above[1].is_marked and not is_named and (is_deeper or is_close)

    def _is_other(self, item: PastedItem, line: Line) -> bool:
        """Whether the address below an item is another work; an indented page is part of it."""
        if self._current is None or not item.is_bare:
            return False
        above, top = self._current
        is_part = line.indent > top.indent and not (item.arxiv or item.doi)
        return are_rivals(above, item) or (not is_part and self._tell_apart(above, item))

    def _read_heading(self, index: int) -> str:
        line = self.lines[index]
        raw = QUOTE.sub("", self._raw[index].rstrip())
        marked = _HEADING.fullmatch(raw)
        if marked:
            return _clean_heading(marked[1])
        if len(line.text) > _LONGEST_HEADING:
            return ""
        below = self._raw[index + 1] if index + 1 < len(self.lines) else ""
        is_underlined = _UNDERLINE.fullmatch(QUOTE.sub("", below.rstrip("\r"), count=1)) is not None
        if is_underlined and not line.is_marked and not self._parse(line).is_cited:
            return _clean_heading(line.text)
        return self._read_plain_heading(index)

    def _read_plain_heading(self, index: int) -> str:
        """A line without a citation that stands above items can be meant as a heading."""
        line = self.lines[index]
        after = self._next[index]
        if after is None or len(after.text) > LONGEST or self._parse(line).is_cited:
            return ""
        is_first = index == 0 or self.lines[index - 1].is_blank
        if line.is_marked:
            inner = self._parse(after)
            is_above = after.is_marked and after.indent > line.indent and inner.is_cited
            return _clean_heading(line.text) if is_above and bool(inner.title) else ""
        if self._current is not None and line.indent > self._current[1].indent:
            return ""
        bold = _BOLD.fullmatch(line.text)
        letters = [char for char in line.text if char.isalpha()]
        is_loud = len(letters) > 2 and all(char.isupper() for char in letters)  # noqa: PLR2004
        is_above_marks = after.is_marked and is_first and line.text[-1] not in ".!?"
        if (
            line.text.endswith(":")
            or (bold and (after.is_marked or is_first))
            or (is_loud and is_first and (self._has_marks or " " in line.text))
            or is_above_marks
        ):
            return _clean_heading(line.text)
        return ""

    def _is_prose(self, line: Line) -> bool:
        is_sentence = line.text[-1] in ".!:" and len(line.text.split()) > 8  # noqa: PLR2004
        return self._has_marks or is_sentence or len(line.text.split()) > _MOST_WORDS

    def _find_next(self) -> list[Line | None]:
        """For each line the next that is not blank."""
        after: list[Line | None] = []
        following: Line | None = None
        for line in reversed(self.lines):
            after.append(following)
            following = following if line.is_blank else line
        return after[::-1]

    def _report(self, line: Line, message: str) -> None:
        hint = "Write `Title (Author et al., 2017)`, an address or an identifier."
        self.faults.append(
            warning("unreadable-line", Location(self._uri, line.number), message, hint)
        )


def _clean_heading(text: str) -> str:
    bold = _BOLD.fullmatch(text)
    return fold_space((bold[2] if bold else text).strip().rstrip(":").strip("*_ "))
