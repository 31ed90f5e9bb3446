r"""TeX's text mode as it turns up in abstracts: accents, symbols, quotes, dashes, `\emph{x}`.

Separate from the rendering so that the grammar is one table. Only what is listed is read;
whatever else looks like a command stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from reading_list.texts.math_symbols import find_symbol
from reading_list.texts.tex_units import QUANTITY, find_quantity

if TYPE_CHECKING:
    from collections.abc import Callable

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
    "b": "\u0331",
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
    "textbullet": "•",
    "textperiodcentered": "·",
    "textonehalf": "½",
    "textsection": "§",
    "textparagraph": "¶",
    "textdagger": "†",
    "textasteriskcentered": "*",
    "textminus": "−",
    "texttimes": "×",
    "textpm": "±",
    "textmu": "µ",
    "textquotesingle": "'",
    "textquotedbl": '"',
    "guillemotleft": "«",
    "guillemotright": "»",
    "BibTeX": "BibTeX",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "quad": " ",
    "qquad": " ",
}
_ESCAPES = {
    "\\": " ",
    " ": " ",
    ",": "\u2009",
    ";": "\u2009",
    ":": "\u2009",
    ">": "\u2009",
    "/": "",
    "-": "",
    "!": "",
    "@": "",
}
_SIGNS = {"``": "“", "''": "”", "--": "–", "---": "—", "~": "\u00a0"}
_BREAKS = frozenset("par newline linebreak smallskip medskip bigskip item".split())
_UNSEEN = """noindent par newline linebreak smallskip medskip bigskip hfill centering xspace protect
    relax small large Large footnotesize normalsize scriptsize tiny em it sl bf tt sc rm sf
    bfseries mdseries itshape slshape upshape scshape ttfamily rmfamily sffamily normalfont
    boldmath selectfont maketitle""".split()

STYLES: Final = {
    "emph": "em",
    "em": "em",
    "textit": "em",
    "it": "em",
    "itshape": "em",
    "textsl": "em",
    "sl": "em",
    "textbf": "strong",
    "bf": "strong",
    "bfseries": "strong",
    "texttt": "code",
    "tt": "code",
    "ttfamily": "code",
    "textsuperscript": "sup",
    "textsubscript": "sub",
    "footnote": "note",
    "thanks": "note",
}
"""Command, or declaration in a group -> the element it becomes; those not named become none."""

_STYLED = """emph textit textsl textbf texttt textsc textrm textsf textmd textup textnormal text
    textsuperscript textsubscript mbox hbox fbox underline uline enquote footnote thanks
    mathrm mathbf mathit mathsf mathtt mathcal MakeUppercase uppercase""".split()
_DECLARED = """em it sl bf tt sc rm sf bfseries mdseries itshape slshape upshape scshape ttfamily
    rmfamily sffamily normalfont small large footnotesize normalsize scriptsize tiny
    boldmath""".split()
_LISTS = "itemize enumerate description abstract quote quotation center flushleft".split()


def _any(names: list[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_LETTER = r"\\[ij](?![A-Za-z])|[A-Za-z]"
_ACCENT = rf"""\\(?:(?P<mark>["'`^~=.])(?:\{{(?P<m1>{_LETTER})\}}|(?P<m2>{_LETTER}))
    |(?P<command>[uvHrdckb])(?:\{{(?P<c1>{_LETTER})\}}|[ ](?P<c2>{_LETTER})))"""
_GROUP = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_COLOUR = r"(?:\[[^\[\]]{1,20}\])?\{[^{}]{1,40}\}[ ]?"

TOKEN: Final = re.compile(
    rf"""
      (?P<url>(?:https?://|(?<![\w./@-])www\.(?=\w))(?:[^\s<>"{{}}^`|\\“”‘’«»—。，、；：！？（）【】《》「」…]|\\[%_\#&~])+)
    | \\(?:url|nolinkurl|path)[ ]?\{{(?P<address>[^{{}}\s]{{1,2000}})\}}
    | \\href[ ]?\{{(?P<target>[^{{}}]{{1,2000}})\}}[ ]?\{{
    | \\(?P<style>{_any(_STYLED)})[ ]?\{{
    | \{{\\(?P<declared>{_any(_DECLARED)})(?![A-Za-z])[ ]?
    | (?P<coloured>\{{\\color{_COLOUR}|\\(?:textcolor|colorbox){_COLOUR}\{{)
    | (?P<colour>\\color{_COLOUR})
    | \\[Cc]ite(?:alp|alt|author|year|yearpar|p|t)?\*?(?:\[(?P<place>[^\[\]]{{0,80}})\])?
        (?:\[[^\[\]]{{0,80}}\])?\{{(?P<cited>[^{{}}]{{1,400}})\}}
    | \\ensuremath(?P<formula>{_GROUP})
    | {QUANTITY}
    | \\verb\*?(?P<fence>[^\sA-Za-z*])(?P<verb>.{{0,400}}?)(?P=fence)
    | (?P<accent>(?P<braced>\{{)?{_ACCENT}(?(braced)\}}))
    | (?P<list>\\(?:begin|end)\{{(?:{_any(_LISTS)})\}}(?:\[[^\[\]]{{0,40}}\])?)
    | (?P<letter>\\(?P<bare>{_any([*_LETTERS])})(?![A-Za-z])(?:\{{\}}|[ ](?=[a-z]))?
        |\{{\\(?P<inner>{_any([*_LETTERS])})[ ]?\}})
    | (?P<symbol>(?P<enclosed>\{{)?\\(?P<name>[A-Za-z]+)(?![A-Za-z])
        (?(enclosed)[ ]?\}}|(?:\{{\}})?))
    | (?P<doubled>\\\\(?=[%&_\#$]))
    | \\(?P<escape>[%&_\#${{}}\\ ,;:>/!@-])
    | (?P<sign>``|''|(?<!-)---(?!-)|(?<=\s)--(?=\s)|(?<=[\w)\]}}$%'"”’])--(?![\s:;,.!?)\]-])
        |(?<=[^\s(~])(?<!\d)~(?=[^\s~])|(?<=\d)~(?=[^\s~\d]))
    | (?P<brace>[{{}}])
    """,
    re.VERBOSE,
)
"""Everything that is not a letter like any other."""

_START = re.compile(r"[\\{}`'~-]")
_START_OR_ADDRESS = re.compile(rf"{_START.pattern}|http|www\.")


def find_token(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the next token; the places where one may begin are found first, at C speed."""
    # A lone set is searched ten times as fast as a choice.
    mark = _START_OR_ADDRESS if "http" in text or "www." in text else _START
    while (place := mark.search(text, start, end)) is not None:
        found = TOKEN.match(text, place.start(), end)
        if found is not None:
            return found
        start = place.start() + 1
    return None


def decode(found: re.Match[str]) -> str:
    """Return the characters that an accent, symbol, escape or sign stands for."""
    for group, read in _READERS.items():
        if found[group]:
            return read(found)
    return ""


def _sign(found: re.Match[str]) -> str:
    is_last = found["sign"] == "--" and found.end() == len(found.string)
    return "--" if is_last else _SIGNS[found["sign"]]


def _cited(found: re.Match[str]) -> str:
    keys = ", ".join(key.strip() for key in found["cited"].split(","))
    return f"[{keys}, {found['place']}]" if found["place"] else f"[{keys}]"


def _named(found: re.Match[str]) -> str:
    """A symbol of text or of mathematics; what is neither stays as it is."""
    name = found["name"]
    if name in _UNSEEN and not found["enclosed"]:
        return " " if name in _BREAKS else ""
    if name == "item":
        return " • "
    return _SYMBOLS.get(name) or find_symbol(name) or found[0]


def _accented(found: re.Match[str]) -> str:
    letter = next(found[name] for name in ("m1", "m2", "c1", "c2") if found[name])
    accent = _ACCENTS[found["mark"] or found["command"]]
    composed = unicodedata.normalize("NFC", letter.removeprefix("\\") + accent)
    if len(composed) == 1:
        return composed
    # An apostrophe that a program has escaped (`don\'t`).
    return f"'{letter}" if found[0] == f"\\'{letter}" else found[0]


_READERS: Final[dict[str, Callable[[re.Match[str]], str]]] = {
    "accent": _accented,
    "letter": lambda found: _LETTERS[found["bare"] or found["inner"]],
    "quantity": find_quantity,
    "symbol": _named,
    "escape": lambda found: _ESCAPES.get(found["escape"], found["escape"]),
    "sign": _sign,
    "cited": _cited,
    "verb": lambda found: found["verb"],
    "list": lambda _: " ",
}
"""Group of the token -> the characters that it stands for."""
