"""A text of JSON -> its items, each with its line, and where it is broken.

Separate because the standard library decodes a text whole or not at all, and names no lines.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from json import JSONDecodeError
from typing import NamedTuple

_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_ITEM_START = re.compile(r',\s*(\{\s*")')
_MOST_ATTEMPTS = 200
_WRAPPERS = {"message": "[{", "items": "[", "references": "["}
"""Names of what holds the list or the item -> how that begins: in an agency's answer, in
exports with other things beside the list, in pandoc's metadata."""


class Item(NamedTuple):
    """One element of the list."""

    value: object
    """Texts, lists, mappings, truth values and None: numbers stay as they were written."""
    line: int
    repeated: tuple[str, ...] = ()
    """Names that stand twice in one mapping; the last counts."""


class Break(NamedTuple):
    """A place where the text is no JSON."""

    reason: str
    line: int
    is_final: bool
    """Nothing behind it was read."""


def scan(text: str) -> tuple[tuple[Item, ...], tuple[Break, ...]]:
    """Read a list of items, one item, or an object around either; never raises."""
    items, breaks, _ = scan_wrapped(text)
    return items, breaks


def scan_wrapped(text: str) -> tuple[tuple[Item, ...], tuple[Break, ...], dict[str, object]]:
    """Read the same, and what else stands in an object around the items."""
    scanner = _Scanner(text)
    try:
        scanner.read()
    except JSONDecodeError as problem:
        scanner.breaks.append(Break(problem.msg, problem.lineno, is_final=True))
    except RecursionError:
        scanner.breaks.append(Break("Nested too deep", scanner.line, is_final=True))
    return tuple(scanner.items), tuple(scanner.breaks), scanner.around


class _Scanner:
    """A place in a text; each step reads one thing and stands behind it."""

    def __init__(self, text: str) -> None:
        self.items: list[Item] = []
        self.breaks: list[Break] = []
        self.around: dict[str, object] = {}
        self.line = 1
        self._text = text
        self._place = 0
        self._repeated: list[str] = []
        self._decoder = json.JSONDecoder(
            strict=False,  # line breaks in texts
            parse_int=str,
            parse_float=str,
            parse_constant=str,
            object_pairs_hook=self._to_mapping,
        )

    def read(self) -> None:
        """Read everything that the text holds."""
        self._read_any()
        if self._peek():
            raise self._fault("Something stands behind the end")

    def _read_any(self) -> None:
        sign = self._peek()
        if sign == "[":
            self._read_list()
        elif sign == "{":
            self._read_object()
        else:
            raise self._fault("Neither a list nor an item")

    def _read_list(self) -> None:
        self._step()
        while self._peek() != "]":
            try:
                line = self.line
                self._add(self._decode(), line)
            except JSONDecodeError as problem:
                if not self._resume(problem.pos):
                    raise
                self.breaks.append(Break(problem.msg, problem.lineno, is_final=False))
                continue
            self._expect_end("]")
        self._step()

    def _read_object(self) -> None:
        """Read a wrapper, or the one item that the text holds."""
        line = self.line
        self._step()
        pairs: list[tuple[str, object]] = []
        is_wrapper = False
        while self._peek() != "}":
            name = self._decode()
            if not isinstance(name, str) or self._peek() != ":":
                raise self._fault("Expecting a name and ':'")
            self._step()
            if (sign := self._peek()) and sign in _WRAPPERS.get(name, ""):
                is_wrapper = True
                self._read_any()
            else:
                pairs.append((name, self._decode()))
            self._expect_end("}")
        self._step()
        if is_wrapper:
            self.around |= self._to_mapping(pairs)
        else:
            self._add(self._to_mapping(pairs), line)

    def _add(self, value: object, line: int) -> None:
        self.items.append(Item(value, line, tuple(dict.fromkeys(self._repeated))))
        self._repeated.clear()

    def _resume(self, place: int) -> bool:
        """Go to the next item that is whole: behind a break it begins where its kind begins."""
        self._repeated.clear()
        for found in itertools.islice(_ITEM_START.finditer(self._text, place), _MOST_ATTEMPTS):
            try:
                value, _ = self._decoder.raw_decode(self._text, found.start(1))
            except JSONDecodeError:
                continue
            finally:
                self._repeated.clear()
            if isinstance(value, dict) and "title" in value:
                self._go(found.start(1))
                return True
        return False

    def _expect_end(self, closing: str) -> None:
        """Stand before the next element or before the end; a comma too many is no fault."""
        sign = self._peek()
        if sign == ",":
            self._step()
        elif sign != closing:
            raise self._fault(f"Expecting ',' or '{closing}'")

    def _decode(self) -> object:
        self._peek()
        value, end = self._decoder.raw_decode(self._text, self._place)
        self._go(end)
        return value

    def _peek(self) -> str:
        """Skip white space; the character behind it, or nothing at the end."""
        found = _SPACE.match(self._text, self._place)
        self._go(found.end() if found else self._place)
        return self._text[self._place : self._place + 1]

    def _step(self) -> None:
        self._go(self._place + 1)

    def _go(self, place: int) -> None:
        self.line += self._text.count("\n", self._place, place)
        self._place = place

    def _fault(self, reason: str) -> JSONDecodeError:
        return JSONDecodeError(reason, self._text, min(self._place, len(self._text)))

    def _to_mapping(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) != len(pairs):
            counts = Counter(name for name, _ in pairs)
            self._repeated.extend(name for name, count in counts.items() if count > 1)
        return made
