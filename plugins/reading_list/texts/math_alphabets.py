"""Mathematical alphabets, superscripts and subscripts of Unicode.

Separate because they are tables. Browsers honour no `mathvariant` but `normal`
(https://www.w3.org/TR/mathml-core/#the-mathvariant-attribute), so styles become characters.
"""

from __future__ import annotations

import unicodedata
from functools import cache

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
