r"""Commands that put things together: fractions, roots, delimiters.

Separate from the grammar because each stands for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reading_list.texts import math_elements as mathml
from reading_list.texts.math_symbols import FENCES, find_symbol
from reading_list.texts.math_tokens import UnreadableError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from reading_list.texts.math_parser import Command, Declaration, Parser

_BIG: Final = {"big": "1.2em", "Big": "1.62em", "bigg": "2.05em", "Bigg": "2.47em"}
_ENCLOSURES: Final = {
    "boxed": "box",
    "fbox": "box",
    "cancel": "updiagonalstrike",
    "bcancel": "downdiagonalstrike",
    "xcancel": "updiagonalstrike downdiagonalstrike",
    "sout": "horizontalstrike",
}
_BESIDE: Final = {r"\choose": ("(", ")"), r"\brack": ("[", "]"), r"\brace": ("{", "}")}
_WITHIN: Final = frozenset({r"\middle", r"\right"})


def _fraction(parser: Parser, name: str) -> list[Element]:
    made = mathml.make("mfrac", parser.argument(name), parser.argument(name))
    if name in {r"\dfrac", r"\cfrac"}:
        return [mathml.make("mstyle", made, displaystyle="true", scriptlevel="0")]
    if name == r"\tfrac":
        return [mathml.make("mstyle", made, displaystyle="false", scriptlevel="0")]
    return [made]


def _slanted(parser: Parser, name: str) -> list[Element]:
    above, below = parser.argument(name), parser.argument(name)
    return [mathml.make("mrow", above, mathml.symbol("/"), below)]


def _binomial(parser: Parser, name: str) -> list[Element]:
    return [_stacked(parser.argument(name), parser.argument(name), "(", ")")]


def _stacked(above: Element, below: Element, left: str, right: str) -> Element:
    made = mathml.make("mfrac", above, below, linethickness="0")
    return mathml.make("mrow", *mathml.fence(left, "prefix"), made, *mathml.fence(right, "postfix"))


def _general_fraction(parser: Parser, name: str) -> list[Element]:
    left, right = (parser.tokens.take_text(name).strip() for _ in range(2))
    thickness, _style = (parser.tokens.take_text(name) for _ in range(2))
    made = mathml.make("mfrac", parser.argument(name), parser.argument(name))
    if thickness.strip().startswith("0"):
        made.set("linethickness", "0")
    left, right = (_delimit(one, name) if one else "" for one in (left, right))
    return [
        mathml.make("mrow", *mathml.fence(left, "prefix"), made, *mathml.fence(right, "postfix"))
    ]


def _root(parser: Parser, name: str) -> list[Element]:
    if name == r"\root":
        degree = mathml.row(parser.row(frozenset({r"\of"})))
        if not parser.tokens.skip(r"\of"):
            raise UnreadableError(r"'\root' lacks its '\of'.")
        return [mathml.make("mroot", parser.argument(name), degree)]
    option = parser.tokens.take_option()
    inside = parser.argument(name)
    if option is None or not option.strip():
        return [mathml.make("msqrt", inside)]
    return [mathml.make("mroot", inside, mathml.row(parser.inner(option)))]


def _infix(parser: Parser, name: str, found: list[Element], ends: frozenset[str]) -> list[Element]:
    r"""`a \over b`: all of the row before it, and all of the row after it."""
    rest = parser.row(ends)
    if not found or not rest:
        raise UnreadableError(f"'{name}' lacks one of its sides.")
    above, below = mathml.row(mathml.finish(found)), mathml.row(rest)
    if name == r"\over":
        return [mathml.make("mfrac", above, below)]
    left, right = _BESIDE.get(name, ("", ""))
    return [_stacked(above, below, left, right)]


def _delimit(sign: str, command: str) -> str:
    """Return the character of a delimiter; a dot is none."""
    if sign == ".":
        return ""
    char = {"<": "⟨", ">": "⟩", r"\lt": "⟨", r"\gt": "⟩"}.get(sign) or (
        find_symbol(sign[1:]) if sign.startswith("\\") else sign
    )
    if char not in FENCES:
        raise UnreadableError(f"'{command}' lacks a delimiter.")
    return char


def _left(parser: Parser, name: str) -> list[Element]:
    made = mathml.fence(_delimit(parser.tokens.take(), name), "prefix")
    made += parser.row(_WITHIN)
    while parser.tokens.skip(r"\middle"):
        made += mathml.fence(_delimit(parser.tokens.take(), r"\middle"), "infix")
        made += parser.row(_WITHIN)
    if not parser.tokens.skip(r"\right"):
        raise UnreadableError(r"'\left' has no '\right'.")
    made += mathml.fence(_delimit(parser.tokens.take(), r"\right"), "postfix")
    return [mathml.make("mrow", *made)]


def _big(parser: Parser, name: str) -> list[Element]:
    size = _BIG[name[1:].rstrip("lrm")]
    form = {"l": "prefix", "r": "postfix"}.get(name[-1], "infix")
    made = mathml.fence(_delimit(parser.tokens.take(), name), form)
    for one in made:
        one.attrib.update(minsize=size, maxsize=size)
        if form == "infix":
            del one.attrib["form"]
    return made


def _bracket(parser: Parser, name: str) -> list[Element]:
    r"""`\ket{x}`, `\bra{x}`, `\braket{x|y}`, `\braket{x}{y}`, `\ketbra{x}{y}`."""
    inside = parser.argument(name)
    kind = name[1:].lower()
    bar, left, right = (mathml.symbol(char) for char in "|⟨⟩")
    if kind == "ket":
        return [mathml.make("mrow", bar, inside, right)]
    if kind == "bra":
        return [mathml.make("mrow", left, inside, bar)]
    if kind == "ketbra":
        other = parser.argument(name) if parser.tokens.peek() == "{" else inside
        again = mathml.symbol("|")
        return [mathml.make("mrow", bar, inside, right, left, other, again)]
    if parser.tokens.peek() == "{":
        return [mathml.make("mrow", left, inside, bar, parser.argument(name), right)]
    return [mathml.make("mrow", left, inside, right)]


def _not(parser: Parser, name: str) -> list[Element]:
    return [mathml.negate(parser.argument(name))]


def _phantom(parser: Parser, name: str) -> list[Element]:
    made = mathml.make("mphantom", parser.argument(name))
    if name == r"\phantom":
        return [made]
    flat = {"width": "0"} if name == r"\vphantom" else {"height": "0", "depth": "0"}
    return [mathml.make("mpadded", made, **flat)]


def _enclosed(parser: Parser, name: str) -> list[Element]:
    return [mathml.make("menclose", parser.argument(name), notation=_ENCLOSURES[name[1:]])]


def _side_set(parser: Parser, name: str) -> list[Element]:
    left, right = parser.tokens.take_text(name), parser.tokens.take_text(name)
    base = parser.argument(name)
    if base.tag == "mo":
        base.set("movablelimits", "false")
    made = [*parser.inner(f"{{}}{left}"), base]
    return [mathml.make("mrow", *made, *parser.inner(f"{{}}{right}"))]


def _prescript(parser: Parser, name: str) -> list[Element]:
    above, below, base = (parser.argument(name) for _ in range(3))
    return [mathml.make("msubsup", mathml.make("mrow"), below, above), base]


STRUCTURES: Final[dict[str, Command]] = {
    **dict.fromkeys((r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"), _fraction),
    **dict.fromkeys((r"\nicefrac", r"\sfrac", r"\flatfrac"), _slanted),
    **dict.fromkeys((r"\binom", r"\dbinom", r"\tbinom"), _binomial),
    r"\genfrac": _general_fraction,
    r"\sqrt": _root,
    r"\root": _root,
    r"\left": _left,
    **{f"\\{name}{side}": _big for name in _BIG for side in ("", "l", "r", "m")},
    **dict.fromkeys((r"\ket", r"\bra", r"\braket", r"\ketbra"), _bracket),
    **dict.fromkeys((r"\Ket", r"\Bra", r"\Braket", r"\Ketbra"), _bracket),
    r"\not": _not,
    r"\slashed": _not,
    **dict.fromkeys((r"\phantom", r"\hphantom", r"\vphantom"), _phantom),
    **{f"\\{name}": _enclosed for name in _ENCLOSURES},
    r"\sideset": _side_set,
    r"\prescript": _prescript,
}
"""Command -> what it makes."""

INFIXES: Final[dict[str, Declaration]] = dict.fromkeys(
    (r"\over", r"\choose", r"\atop", r"\brack", r"\brace"), _infix
)
"""Command -> what it makes of the row before it and the rest of its group."""
