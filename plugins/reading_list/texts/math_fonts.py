r"""Fonts, names of operators, spaces, and commands that change nothing that a reader sees.

Separate because these are the commands that decide how something looks, not what it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reading_list.texts import math_elements as mathml
from reading_list.texts.math_tokens import UnreadableError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from reading_list.texts.math_parser import Command, Declaration, Parser

FONTS: Final = {
    r"\mathrm": "normal",
    r"\mathup": "normal",
    r"\mathnormal": "",
    r"\mathbf": "bold",
    r"\mathbfup": "bold",
    r"\mathit": "italic",
    r"\mathbfit": "bold-italic",
    r"\boldsymbol": "bold-italic",
    r"\bm": "bold-italic",
    r"\pmb": "bold-italic",
    r"\bold": "bold",
    r"\mathcal": "script",
    r"\mathscr": "script",
    r"\mathbb": "double-struck",
    r"\mathbbm": "double-struck",
    r"\mathds": "double-struck",
    r"\Bbb": "double-struck",
    r"\mathfrak": "fraktur",
    r"\mathsf": "sans-serif",
    r"\mathtt": "monospace",
}
_SWITCHES: Final = {
    r"\rm": "normal",
    r"\bf": "bold",
    r"\it": "italic",
    r"\sf": "sans-serif",
    r"\tt": "monospace",
    r"\cal": "script",
    r"\frak": "fraktur",
    r"\bfseries": "bold",
    r"\itshape": "italic",
    r"\mit": "",
}
_STYLES: Final = {
    r"\displaystyle": ("true", "0"),
    r"\textstyle": ("false", "0"),
    r"\scriptstyle": ("false", "1"),
    r"\scriptscriptstyle": ("false", "2"),
}
_AS_IT_IS: Final = """mathord mathopen mathclose mathpunct mathinner mathbin mathrel smash vcenter
    mathclap mathllap mathrlap clap llap rlap mathstrut""".split()
_UNSEEN: Final = """nonumber notag allowbreak nobreak noindent protect relax xspace
    ensuremath displaylimits mathstrut strut null / - hline hdashline toprule midrule bottomrule
    centering scriptsize small footnotesize normalsize large Large LARGE huge Huge tiny
    boldmath unboldmath""".split()
_UNSEEN_WITH_TEXT: Final = ("label", "vspace", "raisebox", "color", "pagecolor", "cline")
_NAMES_OF_TEXT: Final = re.compile(r"\\(?:mathrm|text|rm|textrm|mathop|mathsf)(?![A-Za-z])|[{}]")
_NAMES_OF_SPACE: Final = re.compile(r"\\[,;:! ]|\\(?:thinspace|quad)(?![A-Za-z])|~|\s+")
_DISTANCE: Final = re.compile(r"\s*[-+]?[\d.]+\s*[a-z]{2}\s*")
_DEFINITIONS: Final = """def gdef edef let newcommand renewcommand providecommand newenvironment
    DeclareMathOperator""".split()
_VERBATIM: Final = """href url ref eqref autoref cref cite citep citet footnote includegraphics ce
    SI si qty unit num verb unicode style class""".split()
_MOST_ARGUMENTS: Final = 3


def _font(parser: Parser, name: str) -> list[Element]:
    return [parser.styled(name, FONTS[name])]


def _switch(parser: Parser, name: str, found: list[Element], _: frozenset[str]) -> list[Element]:
    parser.font = _SWITCHES[name]
    return found


def _style(parser: Parser, name: str, found: list[Element], ends: frozenset[str]) -> list[Element]:
    displaystyle, level = _STYLES[name]
    rest = parser.row(ends)
    return [*found, mathml.make("mstyle", *rest, displaystyle=displaystyle, scriptlevel=level)]


def _name(parser: Parser, name: str) -> list[Element]:
    limits = parser.tokens.skip("*") or name == r"\operatornamewithlimits"
    source = parser.tokens.take_text(name)
    words = _NAMES_OF_SPACE.sub("\u2009", _NAMES_OF_TEXT.sub("", source)).strip()
    if words and not re.search(r"[\\_^$&#%]", words):
        return [mathml.name(words, limits=limits)]
    before, parser.font = parser.font, "normal"
    made = parser.inner(source)
    parser.font = before
    return made


def _operator(parser: Parser, name: str) -> list[Element]:
    made = parser.argument(name)
    words = "".join(made.itertext())
    if words and all(one.tag in {"mi", "mo", "mn", "mtext", "mrow"} for one in made.iter()):
        return [mathml.name(words, limits=True)]
    made.set("movablelimits", "false")
    return [made]


def _modulo(parser: Parser, name: str) -> list[Element]:
    if name == r"\bmod":
        return [mathml.token("mo", "mod", lspace="0.222em", rspace="0.222em")]
    made = [mathml.space("0.667em")]
    inside = parser.argument(name)
    if name != r"\pod":
        inside = mathml.make("mrow", mathml.text("mod"), mathml.space("0.333em"), inside)
    if name == r"\mod":
        return [*made, inside]
    return [*made, mathml.make("mrow", mathml.symbol("("), inside, mathml.symbol(")"))]


def _as_it_is(parser: Parser, name: str) -> list[Element]:
    parser.tokens.take_option()
    return [parser.argument(name)]


def _unseen(_: Parser, __: str) -> list[Element]:
    return []


def _unseen_text(parser: Parser, name: str) -> list[Element]:
    parser.tokens.skip("*")
    if name == r"\color":
        parser.tokens.take_option()
    parser.tokens.take_text(name)
    return []


def _coloured(parser: Parser, name: str) -> list[Element]:
    parser.tokens.take_option()
    for _ in range(2 if name == r"\fcolorbox" else 1):
        parser.tokens.take_text(name)
    return [parser.argument(name)]


def _space(parser: Parser, name: str) -> list[Element]:
    parser.tokens.skip("*")
    if parser.tokens.peek() == "{":
        return [mathml.space(mathml.read_length(parser.tokens.take_text(name)))]
    return [mathml.space(mathml.read_length(parser.tokens.take_length()))]


def _shifted(parser: Parser, _: str) -> list[Element]:
    parser.tokens.take_length()
    return []


def _new_line(parser: Parser, _: str) -> list[Element]:
    parser.tokens.take_option_like(_DISTANCE)
    return [mathml.space("1em")]


def _choice(parser: Parser, name: str) -> list[Element]:
    choices = [parser.argument(name) for _ in range(4)]
    return [choices[0 if parser.display else 1]]


def _refused(_: Parser, name: str) -> list[Element]:
    raise UnreadableError(f"'{name}' defines a command; write what the command stands for.")


def _verbatim(parser: Parser, name: str) -> list[Element]:
    """Show what makes no formula as it is written."""
    parser.undefined.append(name)
    shown = name
    for _ in range(_MOST_ARGUMENTS):
        if parser.tokens.peek() != "{":
            break
        shown += f"{{{parser.tokens.take_text(name)}}}"
    return [mathml.text(" ".join(shown.split()))]


LOOKS: Final[dict[str, Command]] = {
    **dict.fromkeys(FONTS, _font),
    r"\operatorname": _name,
    r"\operatornamewithlimits": _name,
    r"\mathop": _operator,
    **dict.fromkeys((r"\bmod", r"\pmod", r"\mod", r"\pod"), _modulo),
    **{f"\\{name}": _as_it_is for name in _AS_IT_IS},
    **{f"\\{name}": _unseen for name in _UNSEEN},
    **{f"\\{name}": _unseen_text for name in _UNSEEN_WITH_TEXT},
    **dict.fromkeys((r"\textcolor", r"\colorbox", r"\fcolorbox"), _coloured),
    **dict.fromkeys((r"\hspace", r"\mspace", r"\hskip", r"\mskip", r"\kern", r"\mkern"), _space),
    **dict.fromkeys((r"\raise", r"\lower"), _shifted),
    **dict.fromkeys(("\\\\", r"\newline", r"\cr", r"\hfill", r"\hfil"), _new_line),
    r"\colon": lambda _parser, _name: [mathml.colon()],
    r"\mathchoice": _choice,
    **{f"\\{name}": _refused for name in _DEFINITIONS},
    **{f"\\{name}": _verbatim for name in _VERBATIM},
}
"""Command -> what it makes."""

SWITCHES: Final[dict[str, Declaration]] = {
    **dict.fromkeys(_SWITCHES, _switch),
    **dict.fromkeys(_STYLES, _style),
}
"""Command -> what it makes of the row before it and the rest of its group."""
