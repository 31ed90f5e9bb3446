"""What stands over and under things: accents, lines, braces, arrows with words on them.

Separate because all of it is one construct of MathML with many names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reading_list.texts import math_elements as mathml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from reading_list.texts.math_parser import Command, Parser

_LINE: Final = "\u0332"
"""The line that grows in the fonts of most systems, above as well as below."""
_OVER: Final = {
    "hat": ("^", ""),
    "widehat": ("^", "true"),
    "tilde": ("~", ""),
    "widetilde": ("~", "true"),
    "bar": ("\u00af", ""),
    "overline": (_LINE, "true"),
    "vec": ("\u2192", ""),
    "overrightarrow": ("\u2192", "true"),
    "overleftarrow": ("\u2190", "true"),
    "overleftrightarrow": ("\u2194", "true"),
    "dot": ("\u02d9", ""),
    "ddot": ("\u00a8", ""),
    "dddot": ("\u20db", ""),
    "ddddot": ("\u20dc", ""),
    "check": ("\u02c7", ""),
    "widecheck": ("\u02c7", "true"),
    "breve": ("\u02d8", ""),
    "acute": ("\u00b4", ""),
    "grave": ("\u0060", ""),
    "mathring": ("\u02da", ""),
    "overbrace": ("\u23de", "true"),
    "overbracket": ("\u23b4", "true"),
    "overparen": ("\u23dc", "true"),
}
_UNDER: Final = {
    "underline": _LINE,
    "underbar": _LINE,
    "underbrace": "\u23df",
    "underbracket": "\u23b5",
    "underparen": "\u23dd",
    "underrightarrow": "\u2192",
    "underleftarrow": "\u2190",
    "underleftrightarrow": "\u2194",
    "utilde": "~",
}
_ARROWS: Final = {
    "xleftarrow": "←",
    "xrightarrow": "→",
    "xleftrightarrow": "↔",
    "xLeftarrow": "⇐",
    "xRightarrow": "⇒",
    "xLeftrightarrow": "⇔",
    "xmapsto": "↦",
    "xhookrightarrow": "↪",
    "xhookleftarrow": "↩",
    "xrightharpoonup": "⇀",
    "xrightharpoondown": "⇁",
    "xleftharpoonup": "↼",
    "xleftharpoondown": "↽",
    "xrightleftharpoons": "⇌",
    "xleftrightharpoons": "⇋",
    "xtwoheadrightarrow": "↠",
    "xtwoheadleftarrow": "↞",
    "xlongequal": "=",
    "xtofrom": "⇄",
}


def _over(parser: Parser, name: str) -> list[Element]:
    char, stretchy = _OVER[name[1:]]
    mark = mathml.token("mo", char, stretchy=stretchy or "false")
    return [mathml.make("mover", parser.argument(name), mark, accent="true")]


def _under(parser: Parser, name: str) -> list[Element]:
    mark = mathml.token("mo", _UNDER[name[1:]], stretchy="true")
    return [mathml.make("munder", parser.argument(name), mark)]


def _set_over(parser: Parser, name: str) -> list[Element]:
    above, base = parser.argument(name), parser.argument(name)
    return [mathml.make("mover", base, above)]


def _set_under(parser: Parser, name: str) -> list[Element]:
    below, base = parser.argument(name), parser.argument(name)
    return [mathml.make("munder", base, below)]


def _set_both(parser: Parser, name: str) -> list[Element]:
    above, below, base = (parser.argument(name) for _ in range(3))
    return [mathml.make("munderover", base, below, above)]


def _arrow(parser: Parser, name: str) -> list[Element]:
    option = parser.tokens.take_option()
    above = _padded(parser.argument(name))
    arrow = mathml.token("mo", _ARROWS[name[1:]], stretchy="true", minsize="1.75em")
    if option is None or not option.strip():
        return [mathml.make("mover", arrow, above)]
    below = _padded(mathml.row(parser.inner(option)))
    return [mathml.make("munderover", arrow, below, above)]


def _padded(element: Element) -> Element:
    if element.tag == "mrow" and not len(element):
        return element
    return mathml.make("mrow", mathml.space("0.4em"), element, mathml.space("0.4em"))


MARKS: Final[dict[str, Command]] = {
    **{f"\\{name}": _over for name in _OVER},
    **{f"\\{name}": _under for name in _UNDER},
    r"\overset": _set_over,
    r"\stackrel": _set_over,
    r"\underset": _set_under,
    r"\overunderset": _set_both,
    **{f"\\{name}": _arrow for name in _ARROWS},
}
"""Command -> what it makes."""
