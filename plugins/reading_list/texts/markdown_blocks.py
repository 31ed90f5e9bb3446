"""Paragraphs, lists, quotations, code and tables -> Markdown, block by block.

Separate because what stands before a line depends on all that is open around it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEEPEST = 12
"""Lists and quotations inside each other that are kept apart; deeper ones are flattened."""


@dataclass(slots=True)
class _Container:
    """A list, one of its items, or a quotation that is open."""

    kind: Literal["list", "item", "quote", "flat"]
    number: int | None = None
    """What the next item of a numbered list is called."""
    marker: str = ""
    """What an item begins with, until it has been written."""


@dataclass(slots=True)
class Blocks:
    """Markdown that grows downwards."""

    _written: list[str] = field(default_factory=list)
    _open: list[_Container] = field(default_factory=list)
    _was_item: bool = False
    """The last block began an item, so the next item needs no empty line before it."""

    def __str__(self) -> str:
        """What was written so far."""
        return "".join(self._written).strip("\n")

    @property
    def begins_item(self) -> bool:
        """The next block is the first of an item."""
        return bool(self._open) and self._open[-1].marker != ""

    def open_list(self, start: int | None) -> None:
        """Begin a list, numbered if there is a number to start from."""
        self._push(_Container("list", number=start))

    def open_item(self) -> None:
        """Begin an item of the innermost list."""
        parent = self._open[-1] if self._open else None
        marker = "- "
        if parent is not None and parent.number is not None:
            marker = f"{parent.number}. "
            parent.number += 1
        self._push(_Container("item", marker=marker))

    def open_quote(self) -> None:
        """Begin a quotation."""
        self._push(_Container("quote"))

    def close(self) -> None:
        """End what was begun last."""
        if self._open:
            kind = self._open.pop().kind
            self._was_item = self._was_item and kind in {"item", "list"}

    def write(self, lines: Sequence[str]) -> None:
        """Write one block; only two blanks that break a line stay at its end."""
        is_item = self.begins_item
        first, rest = self._prefixes()
        if self._written:
            self._written.append("\n" if is_item and self._was_item else "\n\n")
        prefixed = [
            f"{rest if number else first}{line}" if line else (rest if number else first).rstrip()
            for number, line in enumerate(lines)
        ]
        self._written.append("\n".join(prefixed))
        self._was_item = is_item

    def write_code(self, lines: Sequence[str]) -> None:
        """Write indented code, which every Markdown knows wherever it stands."""
        if any(line.strip() for line in lines):
            self.write([f"    {line}" if line.strip() else "" for line in lines])

    def write_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Write a table; its first row is the head."""
        filled = [row for row in rows if any(row)]
        if not filled:
            return
        width = max(map(len, filled))
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in filled]
        self.write([lines[0], "|" + " --- |" * width, *lines[1:]])

    def _push(self, container: _Container) -> None:
        is_too_deep = len(self._open) >= _DEEPEST
        self._open.append(_Container("flat") if is_too_deep else container)

    def _prefixes(self) -> tuple[str, str]:
        """What stands before the first line of a block, and before its others."""
        first = rest = ""
        for one in self._open:
            if one.kind == "quote":
                first, rest = f"{first}> ", f"{rest}> "
            elif one.kind == "item":
                is_last = one is self._open[-1]
                first += one.marker if is_last and one.marker else one.marker.ljust(4)
                rest += "    "
                one.marker = ""
        return first, rest
