r"""TeX's text mode as it turns up in abstracts: accents, symbols, quotes, dashes, `\emph{x}`.

Separate from the rendering so that the grammar is one table. Only what is listed is read;
whatever else looks like a command stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    '"': "\u0308",
    "u": "\u0306",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
}
_LETTERS = {
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
    "j": "ȷ",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "dj": "đ",
    "DJ": "Đ",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
}
_SYMBOLS = {
    "textless": "<",
    "textgreater": ">",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textunderscore": "_",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textendash": "–",
    "textemdash": "—",
    "textellipsis": "…",
    "ldots": "…",
    "dots": "…",
    "textdegree": "°",
    "textregistered": "®",
    "texttrademark": "™",
    "copyright": "©",
    "pounds": "£",
    "texteuro": "€",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
}
_ESCAPES = {"\\": " ", " ": " ", ",": "\u2009", "/": "", "-": ""}
_SIGNS = {"``": "“", "''": "”", "--": "–", "---": "—", "~": "\u00a0"}

STYLES: Final = {
    "emph": "em",
    "em": "em",
    "textit": "em",
    "it": "em",
    "textsl": "em",
    "sl": "em",
    "textbf": "strong",
    "bf": "strong",
    "texttt": "code",
    "tt": "code",
    "textsc": "",
    "sc": "",
    "textrm": "",
    "rm": "",
    "textsf": "",
    "sf": "",
    "text": "",
    "mbox": "",
    "underline": "",
    "url": "",
}
"""Command, or declaration in a group -> the element it becomes; empty for none."""

_LETTER = r"\\[ij](?![A-Za-z])|[A-Za-z]"
_ACCENT = rf"""\\(?:(?P<mark>["'`^~=.])(?:\{{(?P<m1>{_LETTER})\}}|(?P<m2>{_LETTER}))
    |(?P<command>[uvHrdck])(?:\{{(?P<c1>{_LETTER})\}}|[ ](?P<c2>{_LETTER})))"""
_NAMES = "|".join(sorted((*_LETTERS, *_SYMBOLS), key=len, reverse=True))

TOKEN: Final = re.compile(
    rf"""
      (?P<url>https?://(?:[^\s<>"{{}}^`|\\]|\\[%_\#&~])+)
    | \\(?P<style>emph|text(?:it|sl|bf|tt|sc|rm|sf)?|mbox|underline|url)[ ]?\{{
    | \{{\\(?P<declared>em|it|sl|bf|tt|sc|rm|sf)(?![A-Za-z])[ ]?
    | (?P<coloured>\{{\\color\{{[^{{}}]{{1,40}}\}}[ ]?|\\textcolor\{{[^{{}}]{{1,40}}\}}[ ]?\{{)
    | (?P<accent>(?P<braced>\{{)?{_ACCENT}(?(braced)\}}))
    | (?P<symbol>(?P<enclosed>\{{)?\\(?P<name>{_NAMES})(?![A-Za-z])
        (?(enclosed)[ ]?\}}|(?:\{{\}})?))
    | \\(?P<escape>[%&_\#${{}}\\ ,/-])
    | (?P<sign>``|''|(?<!-)-{{2,3}}(?!-)|(?<=[^\s(~])(?<!\d)~(?=[^\s~])|(?<=\d)~(?=[^\s~\d]))
    | (?P<brace>[{{}}])
    """,
    re.VERBOSE,
)
"""Everything that is not a letter like any other."""

_START = re.compile(r"[\\{}`'~-]|http")


def find_token(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the next token; the places where one may begin are found first, at C speed."""
    while (place := _START.search(text, start, end)) is not None:
        found = TOKEN.match(text, place.start(), end)
        if found is not None:
            return found
        start = place.start() + 1
    return None


def decode(found: re.Match[str]) -> str:
    """Return the characters that an accent, symbol, escape or sign stands for."""
    if found["accent"]:
        return _accented(found)
    if found["symbol"]:
        name = found["name"]
        return _SYMBOLS.get(name) or _LETTERS[name]
    if found["escape"]:
        return _ESCAPES.get(found["escape"], found["escape"])
    return _SIGNS[found["sign"]]


def _accented(found: re.Match[str]) -> str:
    letter = next(found[name] for name in ("m1", "m2", "c1", "c2") if found[name])
    accent = _ACCENTS[found["mark"] or found["command"]]
    composed = unicodedata.normalize("NFC", letter.removeprefix("\\") + accent)
    return composed if len(composed) == 1 else found[0]
