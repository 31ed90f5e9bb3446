"""Small pieces of MathML, made in one way.

Separate because the grammar should say what a formula is, and not how MathML spells it. What
browsers honour is MathML Core (https://www.w3.org/TR/mathml-core/), so nothing else is made.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from reading_list.texts.math_alphabets import style_letters
from reading_list.texts.math_symbols import FENCES, LARGE, is_operator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SCRIPTED: Final = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})
_SIGNS: Final = frozenset("+\u2212±∓")
_CLOSING: Final = frozenset(")]}⟩⌉⌋⟧!|‖∣")
_OPENING: Final = frozenset("([{⟨⌈⌊⟦|‖∣")
_NAME_SPACE = "0.167em"
_TIGHT: Final = frozenset("/.\\|\u2016")
_NO_SPACE: Final = {"lspace": "0", "rspace": "0"}
_CAPITALS: Final = frozenset("ΓΔΘΛΞΠΣΥΦΨΩ")
_LENGTH = re.compile(r"\s*([+-]?\s*(?:\d*[.,])?\d+)\s*(em|ex|mu|pt|px|pc|cm|mm|in|sp|bp)?")
_UNITS: Final = {
    "em": 1.0,
    "ex": 0.45,
    "mu": 1 / 18,
    "pt": 0.1,
    "px": 0.0625,
    "pc": 1.2,
    "cm": 2.8,
    "mm": 0.28,
    "in": 7.2,
    "bp": 0.1,
}
_WIDEST = 4.0


def make(tag: str, *children: Element, **attributes: str) -> Element:
    """Make an element with these children."""
    element = Element(tag, attributes)
    element.extend(children)
    return element


def token(tag: str, text: str, **attributes: str) -> Element:
    """Make an element that holds a text."""
    element = Element(tag, attributes)
    element.text = text
    return element


def row(elements: Sequence[Element]) -> Element:
    """Make one element of several; one alone stays what it is."""
    return elements[0] if len(elements) == 1 else make("mrow", *elements)


def space(width: str) -> Element:
    """Make a space of a width in em."""
    return Element("mspace", {"width": width})


def read_length(text: str) -> str:
    """Turn a length of TeX into one in em that cannot push the page apart."""
    found = _LENGTH.match(text)
    if found is None:
        return "0"
    number = float(found[1].replace(" ", "").replace(",", "."))
    width = max(-_WIDEST, min(number * _UNITS.get(found[2] or "em", 0.0), _WIDEST))
    return f"{round(width, 3):g}em"


def letters(text: str, style: str) -> Element:
    """Make an identifier of one or more letters."""
    if style == "normal" or (not style and text in _CAPITALS):
        return token("mi", text, mathvariant="normal")
    if style == "italic" and len(text) == 1:
        return token("mi", text)
    return token("mi", style_letters(text, style))


def number(text: str, style: str) -> Element:
    """Make a number."""
    return token("mn", style_letters(text, style))


def symbol(text: str, style: str = "") -> Element:
    """Make what a single sign is: an operator, a fence, or a thing."""
    if len(text) == 1 and is_operator(text):
        return _operator({"-": "\u2212"}.get(text, text))
    if len(text) == 1 and text.isalpha():
        return letters(text, style)
    return token("mi", text, mathvariant="normal")


def _operator(char: str) -> Element:
    if char in _TIGHT:
        return token("mo", char, stretchy="false", **_NO_SPACE)
    if char in FENCES:
        return token("mo", char, stretchy="false")
    return token("mo", char)


def colon() -> Element:
    r"""Make the colon of `f\colon X \to Y`, which is punctuation."""
    return token("mo", ":", lspace="0", rspace="0.278em")


def name(text: str, *, limits: bool = False) -> Element:
    """Make the name of a function: an operator, since an identifier has no room around it."""
    more = {"movablelimits": "true"} if limits else {}
    return token("mo", text, form="prefix", lspace=_NAME_SPACE, rspace=_NAME_SPACE, **more)


def fence(char: str, form: str) -> list[Element]:
    r"""Make a delimiter that grows; a dot is none."""
    return [token("mo", char, form=form, fence="true", stretchy="true")] if char else []


def text(words: str, variant: str = "") -> Element:
    """Make a piece of prose; blanks at its ends are kept."""
    more = {"mathvariant": variant} if variant else {}
    return token("mtext", words.replace(" ", "\u00a0"), **more)


def negate(element: Element) -> Element:
    """Strike an operator through."""
    words = element.text or ""
    if len(element) or not words:
        return make("mrow", token("mo", "\u29f8"), element)
    element.text = unicodedata.normalize("NFC", f"{words[0]}\u0338{words[1:]}")
    return element


def core(element: Element) -> Element:
    """Go to what scripts are attached to."""
    while element.tag in _SCRIPTED:
        element = element[0]
    return element


def takes_limits(element: Element) -> bool:
    """Tell whether scripts belong above and below, as those of sums, limits and braces do."""
    if element.text in LARGE or element.get("movablelimits") is not None:
        return True
    return element.tag in {"munder", "mover"} and element[1].text in {"⏞", "⏟", "⎴", "⎵"}


def finish(elements: list[Element]) -> list[Element]:
    """Tell signs from operations, and set names close to the brackets that follow."""
    before: Element | None = None
    for place, element in enumerate(elements):
        this = core(element)
        if this.tag == "mo":
            rest = (one for one in elements[place + 1 :] if one.tag != "mspace")
            _space_operator(this, before, next(rest, None))
        if this.tag != "mspace":
            before = this
    return elements


def _space_operator(this: Element, before: Element | None, after: Element | None) -> None:
    starts = before is None or (before.tag == "mo" and before.text not in _CLOSING)
    if this.text in _SIGNS and starts:
        this.set("form", "prefix")
    if this.get("form") == "prefix" and this.get("rspace") == _NAME_SPACE:
        if starts:
            this.set("lspace", "0")
        if after is None or _opens(after):
            this.set("rspace", "0")


def _opens(element: Element) -> bool:
    """Tell whether something begins with a bracket."""
    while element.tag in _SCRIPTED or (element.tag == "mrow" and len(element)):
        element = element[0]
    return element.tag == "mo" and element.text in _OPENING


def tighten(element: Element) -> Element:
    """Take the room from an operator that braces have made a thing: `1{,}000`."""
    if element.tag == "mo":
        element.attrib.update(_NO_SPACE)
    return element


def table(rows: Iterable[Sequence[Sequence[Element]]], columns: str, **attributes: str) -> Element:
    """Make a table; `columns` says how they are aligned, over and over: `l`, `c`, `r`."""
    sides = {"l": "left", "r": "right"}
    made = make("mtable", **attributes)
    for cells in rows:
        line = make("mtr")
        for place, cell in enumerate(cells):
            side = sides.get(columns[place % len(columns)]) if columns else None
            line.append(make("mtd", *cell, **({"columnalign": side} if side else {})))
        made.append(line)
    return made
