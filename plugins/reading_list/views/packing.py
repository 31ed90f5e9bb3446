"""Ascending numbers as a short text, for data that a script reads.

Separate because facets and search share it, and because the script must read it the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""A character stands for five bits; those of its upper half say that more follow."""
_BASE = 32


def _write(gap: int) -> str:
    text = ""
    while gap >= _BASE:
        text += ALPHABET[_BASE + gap % _BASE]
        gap //= _BASE
    return text + ALPHABET[gap]


_COMMON = tuple(map(_write, range(1024)))


def pack(numbers: Iterable[int]) -> str:
    """Write each number as its distance from the one before, lowest five bits first.

    The numbers are distinct, ascending and not negative: `[0, 1, 40]` is `AAmB`.
    """
    parts: list[str] = []
    previous = -1
    for number in numbers:
        gap = number - previous - 1
        parts.append(_COMMON[gap] if gap < len(_COMMON) else _write(gap))
        previous = number
    return "".join(parts)


def unpack(text: str) -> list[int]:
    """Read what `pack` has written."""
    numbers: list[int] = []
    number, gap, unit = -1, 0, 1
    for char in text:
        digit = ALPHABET.index(char)
        gap += digit % _BASE * unit
        unit *= _BASE
        if digit < _BASE:
            number += gap + 1
            numbers.append(number)
            gap, unit = 0, 1
    return numbers
