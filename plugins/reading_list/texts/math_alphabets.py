"""Mathematical alphabets, superscripts and subscripts of Unicode.

Separate because they are tables. Browsers honour no `mathvariant` but `normal`
(https://www.w3.org/TR/mathml-core/#the-mathvariant-attribute), so styles become characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

_STYLES = {
    "bold": "MATHEMATICAL BOLD",
    "italic": "MATHEMATICAL ITALIC",
    "bold-italic": "MATHEMATICAL BOLD ITALIC",
    "script": "MATHEMATICAL SCRIPT",
    "double-struck": "MATHEMATICAL DOUBLE-STRUCK",
    "fraktur": "MATHEMATICAL FRAKTUR",
    "sans-serif": "MATHEMATICAL SANS-SERIF",
    "monospace": "MATHEMATICAL MONOSPACE",
}
_OLDER = {"script": "SCRIPT", "double-struck": "DOUBLE-STRUCK", "fraktur": "BLACK-LETTER"}
_PLANCK = "\u210e"  # the italic h has no other place

_SUPERSCRIPTS = dict(
    zip(
        "0123456789+-\u2212=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW\u03b2\u03b3\u03b4\u03b8\u03c6\u03c7",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
        strict=True,
    )
) | {"\u2218": "°", "°": "°"}
_RAISED_ALREADY = "*\u2217\u2032\u2033\u2034\u2057†‡"
_SUBSCRIPTS = dict(
    zip(
        "0123456789+-\u2212=()aehijklmnoprstuvx\u03b2\u03b3\u03c1\u03c6\u03c7",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)


OVER: Final = {
    "^": "\u0302",
    "~": "\u0303",
    "\u00af": "\u0304",
    "\u203e": "\u0305",
    "\u0332": "\u0305",
    "\u2192": "\u20d7",
    "\u2190": "\u20d6",
    "\u2194": "\u20e1",
    "\u20db": "\u20db",
    "\u20dc": "\u20dc",
    "\u02d9": "\u0307",
    "\u00a8": "\u0308",
    "\u02c7": "\u030c",
    "\u02d8": "\u0306",
    "\u00b4": "\u0301",
    "\u0060": "\u0300",
    "\u02da": "\u030a",
}
"""Sign over something -> the mark that goes onto its characters."""
UNDER: Final = {
    "_": "\u0332",
    "\u0332": "\u0332",
    "\u203e": "\u0332",
    "~": "\u0330",
    "\u2192": "\u20ef",
    "\u2190": "\u20ee",
}
"""The same for signs under something."""
_CHARACTER = re.compile("[^\\s\u0300-\u036f\u20d0-\u20ff][\u0300-\u036f\u20d0-\u20ff]*")


def style_letters(text: str, style: str) -> str:
    """Put letters and digits into a MathML style; what has no such form stays."""
    return "".join(_styled(char, style) for char in text) if style in _STYLES else text


def plain_letters(text: str) -> str:
    """Undo every style but double-struck, which is a name of its own."""
    return "".join(_plain(char) for char in text)


def superscript(text: str) -> str | None:
    """Raise a text, or None where one of its characters has no raised form."""
    raised = [char if char in _RAISED_ALREADY else _SUPERSCRIPTS.get(char) for char in text]
    return _joined(raised)


def subscript(text: str) -> str | None:
    """Lower a text, or None where one of its characters has no lowered form."""
    return _joined([_SUBSCRIPTS.get(char) for char in text])


def put_mark(text: str, mark: str) -> str:
    """Put a combining mark on each character, after the marks that it has."""
    return _CHARACTER.sub(rf"\g<0>{mark}", unicodedata.normalize("NFD", text))


def _joined(chars: list[str | None]) -> str | None:
    found = [char for char in chars if char is not None]
    return "".join(found) if len(found) == len(chars) else None


@cache
def _styled(char: str, style: str) -> str:
    name = unicodedata.name(char, "")
    kind = name.replace("LATIN ", "").replace("GREEK ", "").replace(" LETTER", "")
    for prefix in (_STYLES[style], _OLDER.get(style, "")):
        try:
            return unicodedata.lookup(f"{prefix} {kind}")
        except KeyError:
            continue
    return _PLANCK if (char, style) == ("h", "italic") else char


@cache
def _plain(char: str) -> str:
    name = unicodedata.name(char, "")
    is_styled = name.startswith(("MATHEMATICAL ", "SCRIPT CAPITAL", "SCRIPT SMALL"))
    if char == _PLANCK:
        return "h"
    if char == "\u2113" or not is_styled or "DOUBLE-STRUCK" in name:  # \ell is a letter of its own
        return char
    return unicodedata.normalize("NFKC", char)
