r"""What the commands of TeX stand for that need no argument: `\alpha`, `\le`, `\log`, `\quad`.

Separate because they are tables. The names of some four thousand signs come from latex2mathml,
which has them from the LaTeX package unicode-math; here stand only those it lacks or mistakes.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from latex2mathml.symbols_parser import convert_symbol

FUNCTIONS: Final = frozenset(
    """arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan
    tanh tg ctg sh ch th cosec csch sech arctg arcctg""".split()
)
"""Names set upright, with room around them."""

LIMITS: Final = {name: name for name in "det gcd inf lim max min sup Pr plim lcm".split()} | {
    "limsup": "lim\u2009sup",
    "liminf": "lim\u2009inf",
    "injlim": "inj\u2009lim",
    "projlim": "proj\u2009lim",
    "varlimsup": "lim\u2009sup",
    "varliminf": "lim\u2009inf",
    "varinjlim": "inj\u2009lim",
    "varprojlim": "proj\u2009lim",
    "argmax": "arg\u2009max",
    "argmin": "arg\u2009min",
}
"""The same, but in displays their scripts stand above and below."""

LARGE: Final = frozenset("∑∏∐⋂⋃⨀⨁⨂⨃⨄⨅⨆⋀⋁")
"""Operators whose scripts stand above and below in displays."""
INTEGRALS: Final = frozenset("∫∬∭⨌∮∯∰∱∲∳")

SPACES: Final = {
    " ": "0.333em",
    "\n": "0.333em",
    "\t": "0.333em",
    "~": "0.333em",
    ",": "0.167em",
    ":": "0.222em",
    ">": "0.222em",
    ";": "0.278em",
    "!": "-0.167em",
    "thinspace": "0.167em",
    "medspace": "0.222em",
    "thickspace": "0.278em",
    "negthinspace": "-0.167em",
    "negmedspace": "-0.222em",
    "negthickspace": "-0.278em",
    "enspace": "0.5em",
    "enskip": "0.5em",
    "quad": "1em",
    "qquad": "2em",
    "space": "0.333em",
    "nobreakspace": "0.333em",
}
"""Name of the command -> width."""

_CHARACTERS: Final = {
    "sim": "\u223c",
    "colon": ":",
    "vcentcolon": ":",
    "colonequals": "\u2254",
    "coloneq": "\u2254",
    "eqcolon": "\u2255",
    "lbrace": "{",
    "rbrace": "}",
    "{": "{",
    "}": "}",
    "|": "\u2016",
    "lVert": "\u2016",
    "rVert": "\u2016",
    "lvert": "|",
    "rvert": "|",
    "vert": "|",
    "textbar": "|",
    "backslash": "\\",
    "textbackslash": "\\",
    "setminus": "\u2216",
    "slash": "/",
    "%": "%",
    "#": "#",
    "&": "&",
    "$": "$",
    "_": "_",
    "textunderscore": "_",
    "S": "§",
    "P": "¶",
    "dag": "†",
    "ddag": "‡",
    "AA": "Å",
    "aa": "å",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "i": "ı",
    "j": "ȷ",
    "copyright": "©",
    "textregistered": "®",
    "texttrademark": "™",
    "dots": "…",
    "ldots": "…",
    "hdots": "…",
    "mathellipsis": "…",
    "textellipsis": "…",
    "cdots": "⋯",
    "degree": "°",
    "textdegree": "°",
    "celsius": "℃",
    "textmu": "µ",
    "micro": "µ",
    "permil": "‰",
    "textperthousand": "‰",
    "ohm": "Ω",
    "textohm": "Ω",
    "angstrom": "Å",
    "arcsec": "″",
    "arcmin": "′",
    "micron": "µm",
    "sun": "☉",
    "textless": "<",
    "textgreater": ">",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textquotesingle": "'",
    "textendash": "–",
    "textemdash": "—",
    "qedsymbol": "∎",
    "qed": "∎",
    "implies": "⟹",
    "impliedby": "⟸",
    "idotsint": "∫⋯∫",
    "smallint": "∫",
    "intop": "∫",
    "ointop": "∮",
    "nsubseteqq": "⊈",
    "dprime": "″",
    "trprime": "‴",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "Bbbk": "𝕜",
    "blacksquare": "■",
    "square": "□",
    "Box": "□",
}
_CAPITALS: Final = dict(
    zip(
        """Alpha Beta Epsilon Zeta Eta Iota Kappa Mu Nu Omicron Rho Tau Chi""".split(),
        "ΑΒΕΖΗΙΚΜΝΟΡΤΧ",
        strict=True,
    )
)
"""Those that look like Latin letters, so that LaTeX has no command for them."""
_ORDINARY: Final = frozenset('∞∅∀∃∄∁⊤⊥∠∡∢′″‴ℵ†‡¬⋮⋱…⋯□■◻◼◇◊△▽▿∎√%#&$_§¶©®°@"`')
"""Signs that are nouns, though Unicode counts some of them among operators."""
_OPERATOR_RANGES: Final = (
    ("\u2190", "\u22ff"),
    ("\u25b2", "\u25c3"),
    ("\u27c0", "\u27e5"),
    ("\u27f0", "\u27ff"),
    ("\u2900", "\u2982"),
    ("\u2999", "\u2aff"),
    ("\u2b00", "\u2b4f"),
)
_OPERATORS: Final = frozenset("+-*/=<>()[]{}|,;:!?.·×÷±∓‖⟨⟩⌈⌉⌊⌋⟦⟧⟮⟯⌜⌝⌞⌟⎰⎱•–—⁄\\⌢⌣")
FENCES: Final = frozenset("()[]{}|‖⟨⟩⌈⌉⌊⌋⟦⟧⟮⟯⌜⌝⌞⌟⎰⎱/\\↑↓↕⇑⇓⇕∣∥")
"""What may stand after `\\left`, and grows by itself unless it is told not to."""


@cache
def find_symbol(name: str) -> str:
    r"""Return the character that a command stands for (`alpha` -> `α`), or nothing."""
    found = _CHARACTERS.get(name) or _CAPITALS.get(name)
    if found:
        return found
    code = convert_symbol(f"\\{name}")
    char = chr(int(code, 16)) if code else ""
    return "" if unicodedata.combining(char or " ") else char  # a mark needs a base


@cache
def is_operator(char: str) -> bool:
    """Tell whether a sign stands between things, opens or closes; else it is a thing."""
    if char in _ORDINARY:
        return False
    if char in _OPERATORS or unicodedata.category(char) == "Sm":
        return True
    return any(first <= char <= last for first, last in _OPERATOR_RANGES)
