"""The parts of a formula on one line, and the blanks between them.

Separate because where a blank stands is a matter of typesetting, not of MathML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGE: Final = frozenset("∑∏∐∫∬∭∮")
"""Operators that stand before their operand, with a blank between."""
_SEPARATORS = frozenset(",;")
_OPENING = frozenset("([{⟨⌈⌊⟦,")
_CLOSING = frozenset(")]}⟩⌉⌋!")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line and how it stands to its neighbours."""

    text: str
    is_operator: bool = False
    is_name: bool = False
    """Of several letters, so that a blank must tell it from a letter that follows."""
    is_function: bool = False
    """Such as `log`: a blank must tell it from a letter before it, too."""


def join_pieces(pieces: Iterable[Piece]) -> str:
    """Set blanks as a reader expects: around operators that have two operands, between names."""
    line, waiting = "", ""
    before = Piece("")
    for piece in pieces:
        has_left = before.text and not before.is_operator and before.text not in _SEPARATORS
        if piece.is_operator and has_left and not waiting:
            waiting = piece.text
        elif waiting:
            line, waiting = f"{line} {waiting} {piece.text}", ""
        else:
            line += " " * _needs_blank(before, piece) + piece.text
        opens = piece.text[-1] in _OPENING
        before = Piece("") if opens and piece.text != "," else piece
    return line + waiting


def _needs_blank(before: Piece, piece: Piece) -> bool:
    if not before.text:
        return False
    if before.text in _SEPARATORS:
        return not piece.text[0].isdigit()
    meet = before.text[-1].isalnum() or before.text[-1] in _CLOSING or before.text in LARGE
    return (
        (before.is_name or piece.is_function)
        and meet
        and (piece.text[0].isalnum() or piece.text[0] in "\\√")
    )
