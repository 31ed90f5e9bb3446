"""The lines of one record, each taken once by whoever knows what it means.

Separate because what nobody takes must be told apart, so that it can be given back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from reading_list.texts.characters import clean_line
from reading_list.texts.markup import to_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reading_list.formats.ris.records import Line

Value = TypeVar("Value")


@dataclass(slots=True)
class Lines:
    """What was taken is all in the paper; a value that cannot be read is left."""

    lines: tuple[Line, ...]
    _taken: set[int] = field(default_factory=set)

    def see(self, *tags: str) -> Iterator[str]:
        """Look at every value of these tags that is left, and take none."""
        return (self.lines[place].value for place in self._find(*tags))

    def first(self, read: Callable[[str], Value | None], *tags: str) -> Value | None:
        """Take the first line that can be read, in the order of the tags."""
        for tag in tags:
            for place in self._find(tag):
                value = read(self.lines[place].value)
                if value:
                    self._taken.add(place)
                    return value
        return None

    def all(self, read: Callable[[str], Value | None], *tags: str) -> list[Value]:
        """Take every line that can be read, in the order of the record."""
        found = []
        for place in self._find(*tags):
            value = read(self.lines[place].value)
            if value:
                self._taken.add(place)
                found.append(value)
        return found

    def text(self, *tags: str) -> str:
        """Take a line without its mark-up; one that had some is left, because it says more."""
        for tag in tags:
            for place in self._find(tag):
                raw = self.lines[place].value
                if value := clean_line(to_line(raw)):
                    if value == clean_line(raw):
                        self._taken.add(place)
                    return value
        return ""

    def drop(self, known: str, *tags: str) -> None:
        """Take lines that say the same once more."""
        self.all(lambda value: clean_line(value) == known, *tags)

    def rest(self) -> list[Line]:
        """Return the lines that nobody took, but for those that say the same once more."""
        known = {self.lines[place] for place in self._taken}
        left = [line for place, line in enumerate(self.lines) if place not in self._taken]
        return [line for line in dict.fromkeys(left) if line not in known]

    def _find(self, *tags: str) -> list[int]:
        return [
            place
            for place, line in enumerate(self.lines)
            if line.tag in tags and place not in self._taken
        ]
