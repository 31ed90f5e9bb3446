r"""Environments and lines: `\begin{pmatrix} … \end{pmatrix}`, `\substack{…}`, `a \\ b`.

Separate because cells and rows are read alike in all of them, and in nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reading_list.texts import math_elements as mathml
from reading_list.texts.math_tokens import UnreadableError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from reading_list.texts.math_parser import Command, Parser


@dataclass(frozen=True, slots=True)
class _Environment:
    columns: str = ""
    """How columns are aligned, over and over."""
    fences: tuple[str, str] = ("", "")
    is_display: bool = False
    is_small: bool = False
    is_plain: bool = False
    """Holds a formula, and lines only where it breaks."""
    argument: bool = False
    """Begins with a group that says how columns are aligned or how many there are."""


_ALIGNED: Final = _Environment("rl", is_display=True)
_GATHERED: Final = _Environment("c", is_display=True)
_PLAIN: Final = _Environment("c", is_display=True, is_plain=True)
_ENVIRONMENTS: Final = {
    **dict.fromkeys(("align", "aligned", "split", "flalign"), _ALIGNED),
    **dict.fromkeys(("alignat", "alignedat"), _Environment("rl", is_display=True, argument=True)),
    "eqnarray": _Environment("rcl", is_display=True),
    **dict.fromkeys(("gather", "gathered", "multline", "multlined"), _GATHERED),
    **dict.fromkeys(("equation", "displaymath", "math", "subequations", "dmath"), _PLAIN),
    "matrix": _Environment(),
    "pmatrix": _Environment(fences=("(", ")")),
    "bmatrix": _Environment(fences=("[", "]")),
    "Bmatrix": _Environment(fences=("{", "}")),
    "vmatrix": _Environment(fences=("|", "|")),
    "Vmatrix": _Environment(fences=("\u2016", "\u2016")),
    "smallmatrix": _Environment(is_small=True),
    "psmallmatrix": _Environment(fences=("(", ")"), is_small=True),
    "bsmallmatrix": _Environment(fences=("[", "]"), is_small=True),
    "cases": _Environment("l", ("{", "")),
    "dcases": _Environment("l", ("{", ""), is_display=True),
    "rcases": _Environment("l", ("", "}")),
    "drcases": _Environment("l", ("", "}"), is_display=True),
    "array": _Environment(argument=True),
    "subarray": _Environment(is_small=True, argument=True),
}
_CELL: Final = frozenset({"&", "\\\\", r"\cr", r"\tabularnewline", r"\end"})
_LINE: Final = frozenset({"\\\\", r"\cr", r"\tabularnewline", r"\newline"})
_GROUP_CELL: Final = frozenset({*_LINE, "&", "}"})
_TOP_CELL: Final = frozenset({*_LINE, "&"})
_LENGTH: Final = re.compile(r"\s*[-+]?[\d.]+\s*[a-z]{2}\s*")
_PLACE: Final = re.compile(r"\s*[tcblr]+\s*")
_SIDES: Final = re.compile(r"[lcr]")
_PARAGRAPH: Final = re.compile(r"[pmb]\s*\{[^{}]*\}")
_BETWEEN: Final = re.compile(r"[@!><]\s*\{[^{}]*\}")


def read_lines(parser: Parser) -> list[Element]:
    """Read a whole formula that breaks into lines outside of any environment."""
    rows = _rows(parser, _TOP_CELL)
    columns = "rl" if any(len(cells) > 1 for cells in rows) else "c"
    return [mathml.table(rows, columns, displaystyle="true")]


def _begin(parser: Parser, command: str) -> list[Element]:
    written = parser.tokens.take_text(command).strip()
    kind = _ENVIRONMENTS.get(written.removesuffix("*"))
    if kind is None:
        raise UnreadableError(f"The environment '{written}' is not known.")
    parser.tokens.take_option_like(_PLACE)
    columns = _columns(parser.tokens.take_text(command)) if kind.argument else ""
    font, parser.font = parser.font, ""
    rows = _rows(parser, _CELL)
    parser.font = font
    _end(parser, written)
    if kind.is_plain and len(rows) <= 1 and all(len(cells) <= 1 for cells in rows):
        return rows[0][0] if rows else []
    attributes = {"displaystyle": "true"} if kind.is_display else {}
    if kind.is_plain:
        columns = "rl" if any(len(cells) > 1 for cells in rows) else "c"
    made = mathml.table(rows, columns or kind.columns, **attributes)
    if kind.is_small:
        made = mathml.make("mstyle", made, scriptlevel="1")
    left, right = kind.fences
    if not left and not right:
        return [made]
    return [
        mathml.make("mrow", *mathml.fence(left, "prefix"), made, *mathml.fence(right, "postfix"))
    ]


def _end(parser: Parser, name: str) -> None:
    if not parser.tokens.skip(r"\end") or parser.tokens.take_text(r"\end").strip() != name:
        raise UnreadableError(rf"'\begin{{{name}}}' has no '\end{{{name}}}'.")


def _columns(written: str) -> str:
    """`{@{}l|cr}` -> `lcr`; a number of columns says nothing of how they are aligned."""
    if written.strip().isdecimal():
        return "rl"
    return "".join(_SIDES.findall(_PARAGRAPH.sub("l", _BETWEEN.sub("", written)))) or "c"


def _rows(parser: Parser, ends: frozenset[str]) -> list[list[list[Element]]]:
    rows: list[list[list[Element]]] = [[]]
    while True:
        rows[-1].append(parser.row(ends))
        sign = parser.tokens.peek()
        if sign == "&":
            parser.tokens.take()
        elif sign in _LINE:
            parser.tokens.take()
            _skip_distance(parser)
            rows.append([])
        else:
            break
    if rows[-1] in ([], [[]]):
        rows.pop()
    return rows


def _skip_distance(parser: Parser) -> None:
    parser.tokens.skip("*")
    parser.tokens.take_option_like(_LENGTH)


def _stacked(parser: Parser, command: str) -> list[Element]:
    if not parser.tokens.skip("{"):
        raise UnreadableError(f"'{command}' lacks its argument.")
    rows = _rows(parser, _GROUP_CELL)
    if not parser.tokens.skip("}"):
        raise UnreadableError("A brace is not closed.")
    return [mathml.make("mstyle", mathml.table(rows, ""), scriptlevel="1")]


TABLES: Final[dict[str, Command]] = {
    r"\begin": _begin,
    **dict.fromkeys((r"\substack", r"\shortstack"), _stacked),
}
"""Command -> what it makes."""
