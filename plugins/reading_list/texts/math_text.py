r"""Texts within formulas: `\text{if $x > 0$}`, `\mbox{…}`, `\tag{1}`.

Separate because inside them another grammar holds, that of prose.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reading_list.texts import math_elements as mathml
from reading_list.texts.tex_prose import read_prose

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from reading_list.texts.math_parser import Command, Parser

_VARIANTS: Final = {
    **dict.fromkeys(
        """text textrm textnormal textmd textup textsc mbox hbox intertext shortintertext
        textsuperscript textsubscript""".split(),
        "",
    ),
    "textbf": "bold",
    "textit": "italic",
    "textsl": "italic",
    "emph": "italic",
    "texttt": "monospace",
    "textsf": "sans-serif",
}
_COMMAND: Final = re.compile(r"\\[A-Za-z]+")
_STYLES: Final = {"strong": "bold", "em": "italic", "code": "monospace"}
_SHIFTS: Final = {r"\textsuperscript": "msup", r"\textsubscript": "msub"}


def _text(parser: Parser, name: str) -> list[Element]:
    made = read_text(parser, parser.tokens.take_text(name), _VARIANTS[name[1:]])
    shift = _SHIFTS.get(name)
    return [mathml.make(shift, mathml.make("mrow"), mathml.row(made))] if shift else made


def _tag(parser: Parser, name: str) -> list[Element]:
    is_bare = parser.tokens.skip("*")
    words = parser.tokens.take_text(name)
    made = read_text(parser, words if is_bare else f"({words})")
    return [mathml.space("2em"), *made]


def read_text(parser: Parser, source: str, variant: str = "") -> list[Element]:
    """Read prose with formulas in it; braces that only group are not seen."""
    made: list[Element] = []
    words = ""
    for piece in read_prose(source):
        if piece.kind in {"inline", "display"}:
            if words:
                made.append(mathml.text(words, variant))
            words = ""
            made += parser.inner(piece.text)
        elif piece.kind in {"text", "link"}:
            words += "" if piece.text in {"{", "}"} else piece.text
            parser.undefined += _COMMAND.findall(piece.text)
        else:
            variant = variant or _STYLES.get(piece.element, "")
    if words:
        made.append(mathml.text(words, variant))
    return made


TEXTS: Final[dict[str, Command]] = {
    **{f"\\{name}": _text for name in _VARIANTS},
    r"\tag": _tag,
}
"""Command -> what it makes."""
