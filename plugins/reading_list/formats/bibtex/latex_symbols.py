"""What LaTeX's text commands stand for.

Separate because decoder and encoder must agree, and because tables are read, not run. Commands
that are too rare for a line here are looked up in the table of pylatexenc.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from pylatexenc.latex2text import get_default_latex_context_db

ACCENTS: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "h": "\u0309",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
}
"""Accent -> the combining character that follows its letter."""

LETTERS: Final = {
    "AA": "\u00c5",
    "AE": "\u00c6",
    "DH": "\u00d0",
    "O": "\u00d8",
    "TH": "\u00de",
    "ss": "\u00df",
    "aa": "\u00e5",
    "ae": "\u00e6",
    "dh": "\u00f0",
    "o": "\u00f8",
    "th": "\u00fe",
    "DJ": "\u0110",
    "dj": "\u0111",
    "i": "\u0131",
    "L": "\u0141",
    "l": "\u0142",
    "NG": "\u014a",
    "ng": "\u014b",
    "OE": "\u0152",
    "oe": "\u0153",
    "j": "\u0237",
    "SS": "\u1e9e",
}
"""Letters that are no letter with an accent."""

SYMBOLS: Final = {
    "S": "\u00a7",
    "P": "\u00b6",
    "copyright": "\u00a9",
    "pounds": "\u00a3",
    "texteuro": "\u20ac",
    "textcent": "\u00a2",
    "textyen": "\u00a5",
    "textdegree": "\u00b0",
    "textmu": "\u00b5",
    "texttimes": "\u00d7",
    "textpm": "\u00b1",
    "textonehalf": "\u00bd",
    "textregistered": "\u00ae",
    "texttrademark": "\u2122",
    "textordfeminine": "\u00aa",
    "textordmasculine": "\u00ba",
    "textexclamdown": "\u00a1",
    "textquestiondown": "\u00bf",
    "guillemotleft": "\u00ab",
    "guillemotright": "\u00bb",
    "guilsinglleft": "\u2039",
    "guilsinglright": "\u203a",
    "textquoteleft": "\u2018",
    "textquoteright": "\u2019",
    "quotesinglbase": "\u201a",
    "quotedblbase": "\u201e",
    "textellipsis": "\u2026",
    "textbullet": "\u2022",
    "textdagger": "\u2020",
    "textdaggerdbl": "\u2021",
    "textperthousand": "\u2030",
    "textperiodcentered": "\u00b7",
    "textminus": "\u2212",
}
"""Characters that the encoder writes as these commands when it may not write Unicode."""

MORE_SYMBOLS: Final = {
    **{name: name for name in ("LaTeX", "TeX", "BibTeX", "LaTeXe", "XeTeX", "LuaTeX", "pdfTeX")},
    "textless": "<",
    "textgreater": ">",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textunderscore": "_",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "lbrace": "{",
    "rbrace": "}",
    "textdollar": "\\$",
    "textendash": "\u2013",
    "textemdash": "\u2014",
    "textquotedblleft": "\u201c",
    "textquotedblright": "\u201d",
    "textquotedbl": '"',
    "textquotesingle": "'",
    "dots": "\u2026",
    "ldots": "\u2026",
    "degree": "\u00b0",
    "euro": "\u20ac",
    "textsection": "\u00a7",
    "textcopyright": "\u00a9",
    "textsterling": "\u00a3",
    "glqq": "\u201e",
    "grqq": "\u201c",
    "glq": "\u201a",
    "grq": "\u2018",
    "flqq": "\u00ab",
    "frqq": "\u00bb",
    "lq": "\u2018",
    "rq": "\u2019",
    "slash": "/",
    "hyphen": "-",
    "psq": " sq.",
    "psqq": " sqq.",
    "newblock": " ",
    "quad": " ",
    "qquad": " ",
    "enspace": " ",
    "thinspace": " ",
    "space": " ",
    "par": " ",
    "newline": " ",
    "linebreak": " ",
    "item": " ",
    "and": " and ",
}
"""Commands that are read and never written."""

SWITCHES: Final = frozenset(
    """em it bf rm sc sf sl tt itshape slshape scshape upshape bfseries mdseries rmfamily sffamily
    ttfamily normalfont normalsize small footnotesize scriptsize tiny large Large LARGE huge Huge
    boldmath unboldmath relax protect nobreak allowbreak noindent centering emph textbf textit
    textmd textnormal textrm textsc textsf textsl texttt textup text mbox hbox underline ul so
    mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr operatorname ensuremath
    cite citet citep textcite citeauthor singleletter path limits nolimits left right displaystyle
    textstyle scriptstyle selectfont""".split()
)
"""Commands that only change how what follows looks."""


@cache
def look_up(name: str) -> str | None:
    """Return the text of any command without an argument; None where nobody knows it."""
    known = LETTERS.get(name) or SYMBOLS.get(name) or MORE_SYMBOLS.get(name)
    if known is not None or name in SWITCHES:
        return known or ""
    spec = _rare().get_macro_spec(name)
    text = spec.simplify_repl if spec is not None else None
    is_plain = isinstance(text, str) and "%" not in text and (len(text) == 1 or text == name)
    return text if is_plain else None


@cache
def _rare() -> Any:  # noqa: ANN401 - pylatexenc is untyped
    return get_default_latex_context_db()
