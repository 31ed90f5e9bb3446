r"""LaTeX -> Unicode for titles and names; never for addresses, identifiers or keys.

Separate because every exchange format that LaTeX users write passes through it. One pass over
the text: a title is not a document, so what is unknown or broken loses its mark-up and keeps
its words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.latex_symbols import ACCENTS, LETTERS, SWITCHES, look_up

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_LIGATURES = {
    "---": "\u2014",
    "--": "\u2013",
    "``": "\u201c",
    "''": "\u201d",
    "?`": "\u00bf",
    "!`": "\u00a1",
    "~": " ",
    "{": "",
    "}": "",
}
_SPACES = frozenset(" ,;:>")
"""After a backslash these are a blank; `\\!`, `\\-`, `\\/` ... are nothing."""
_NOTHING = frozenset("!-/@+|()[]<*")
_SPECIAL = re.compile(r"[\\{}$~`'^_\u00ad-]")
_MOST_QUOTATIONS = 3
"""Quotations inside of quotations that are read."""
_LONG = 200
"""Texts that are no names, journals or titles are not worth remembering."""

_BRACED = r"[^{}$]*+"
_GROUP = r"[^{}]*+"
for _ in range(4):
    _BRACED = rf"[^{{}}$]*+(?:\{{{_BRACED}\}}[^{{}}$]*+)*+"
    _GROUP = rf"[^{{}}]*+(?:\{{{_GROUP}\}}[^{{}}]*+)*+"
_GROUP = rf"\{{{_GROUP}\}}"
MATH = re.compile(rf"(?<!\\)\$(?=[^\s$]){_BRACED}(?<![\s\\])\$(?!\d)")
"""Mathematics between dollars, balanced in its braces and at most four levels deep."""

_FORMULA = re.compile(rf"{MATH.pattern}|(?<!\\)\$(?=[^$]*[\\^_])[^$]++(?<!\\)\$")
"""Also what TeX would take for mathematics, and we would not but for its commands."""
_OTHER_MATH = re.compile(
    rf"\\\((?P<round>.{{1,{_LONG}}}?)\\\)|\$\$(?P<display>[^$]+)\$\$|\\ensuremath\s*(?P<ensured>{_GROUP})",
    re.DOTALL,
)
_EITHER_MODE = re.compile(
    r"\\ifmmode.{0,99}?\\else(?![A-Za-z])\s*(.{0,99}?)\\fi(?![A-Za-z])\s*", re.DOTALL
)
"""Publishers write an accent twice: for mathematics and for text."""
_QUOTED = re.compile(rf"\\(?:enquote|mkbibquote|textquote)\*?\s*({_GROUP})")
_FIRST_ARGUMENT = re.compile(
    rf"""\\(?:href|texorpdfstring|textcolor|foreignlanguage|raisebox|scalebox|colorbox)
    (?![A-Za-z])\s*(?:\[[^\]]*\]\s*)?{_GROUP}\s*""",
    re.VERBOSE,
)
_STRUCTURED = re.compile(
    r"\\(?:ifmmode|enq|mkbibq|textq|href|texor|textcol|foreign|raiseb|sc|color)"
)
"""What is undone before mathematics is told from text, for it may stand inside."""

_ACCENT = r"""(?:[`'^"~=.](?:\s?\{\s?){0,4}+|[Hbcdhkruvt](?![A-Za-z])[\s{]{0,4}+)"""
_LETTER = r"\\(?:AE|OE|ae|oe|aa|AA|[oOlLij])(?![A-Za-z])|[^\W\d_]"
_LENGTH = r"\s*-?[\d.]+\s*(?:(?:pt|em|ex|mm|cm|in|mu|pc|sp)\s?)?"
_TOKEN = re.compile(
    rf"""(?=[\\^_?!`'~{{}}-])(?:
      (?P<accents>(?:\\{_ACCENT}){{1,3}}+)(?P<letter>{_LETTER})
    | \\verb\*?(?P<bar>[^\sA-Za-z*{{])(?P<verb>.{{0,{_LONG}}}?)(?P=bar)
    | \\(?:url|path|nolinkurl)\s*\{{(?P<address>[^{{}}]*)\}}
    | (?P<invisible>\\(?:noopsort|vspace|label|index|thanks|footnote|color|begin|end|hypertarget
        |selectlanguage|fontsize|phantom|vphantom)(?![A-Za-z])\*?\s*(?:\[[^\]]*\]\s*)?{_GROUP}
        |\\(?:kern|raise|lower|vskip){_LENGTH})
    | (?P<gap>\\hspace\*?\s*{_GROUP}|\\\\(?:\*|\[[^\]]*\])?
        |\\hskip{_LENGTH}(?:\s*(?:plus|minus){_LENGTH})*)
    | (?:\\(?:textsuperscript|sp)\s*|\^)\{{(?P<above>[^{{}}$\\]*)\}}
    | (?P<below>(?:\\(?:textsubscript|sb)\s*|_)\{{(?P<lowered>[^{{}}$\\]*)\}})
    | \\(?P<name>[A-Za-z]+)\*?\s*
    | \\(?P<sign>.)
    | (?P<ligature>---?|``|''|[?!]`|[~{{}}])
    | (?P<backslash>\\)
    )""",
    re.VERBOSE | re.DOTALL,
)
_MARK = r"""\\(?:[`'^"~=.]\s?|[Hbcdhkruv](?:\s+|(?=[{\\])))"""
_ONE_LETTER = rf"(?:{_LETTER}|\{{(?:{_LETTER})\s*\}})"
_LETTER_COMMAND = re.compile(
    rf"""\{{{_MARK}(?:{_ONE_LETTER}|\{{{_MARK}{_ONE_LETTER}\}})\s*\}}
    |\{{\\(?:{"|".join(LETTERS)})\s*\}}
    |\\[`'^"~=.](?:[A-Za-z]|\{{(?:{_LETTER})\s*\}}|\\[ij](?![A-Za-z]))
    |\\[Hbcdhkruv](?:\{{(?:{_LETTER})\s*\}}|\s+[A-Za-z])""",
    re.VERBOSE,
)


def decode_latex(text: str) -> str:
    r"""Turn LaTeX into Unicode on one line, NFC; `$...$` stays, case-protecting braces go.

    Unknown commands keep their argument. Literal dollars that would read as mathematics stay
    `\$`.
    """
    return _decode_known(text) if len(text) < _LONG else _decode(text)


def has_letter_commands(raw: str) -> bool:
    """Say whether letters are written as commands here."""
    return "\\" in raw and unify_letters(raw) != raw


def unify_letters(raw: str) -> str:
    r"""Replace commands for single letters, so that `{\"o}`, `\"{o}` and `ö` compare equal."""
    return _LETTER_COMMAND.sub(_to_letter, raw) if "\\" in raw else raw


@lru_cache(maxsize=1 << 14)
def _decode_known(text: str) -> str:
    return _decode(text)


def _decode(text: str) -> str:
    if _SPECIAL.search(text):
        text = _decode_mixed(text).replace("\u00ad", "")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def _decode_mixed(text: str) -> str:
    """Decode all but the mathematics."""
    if _STRUCTURED.search(text):
        text = _FIRST_ARGUMENT.sub("", _EITHER_MODE.sub(r"\1", text))
        for _ in range(_MOST_QUOTATIONS):
            text = _QUOTED.sub(r"``\1''", text)
    if "$" not in text and "\\(" not in text and "\\ensuremath" not in text:
        return _TOKEN.sub(_decode_token, text)
    text = _OTHER_MATH.sub(_to_math, text)
    pieces = []
    done = 0
    for formula in _FORMULA.finditer(text):
        pieces += [_TOKEN.sub(_decode_token, text[done : formula.start()]), _tidy(formula[0])]
        done = formula.end()
    pieces.append(_TOKEN.sub(_decode_token, text[done:]))
    return _free_dollars("".join(pieces))


def _free_dollars(text: str) -> str:
    r"""Write `\$` as `$` where it is money all the same."""
    plain = text.replace("\\$", "$")
    return plain if MATH.findall(plain) == MATH.findall(text) else text


def _to_math(match: re.Match[str]) -> str:
    content = match["round"] or match["display"] or match["ensured"][1:-1]
    return f"${content.strip()}$" if "$" not in content else content


def _tidy(formula: str) -> str:
    """No blanks inside the dollars: with them it would not be mathematics on the site."""
    return f"${formula[1:-1].strip()}$"


def _decode_token(match: re.Match[str]) -> str:
    return _DECODERS[match.lastgroup or ""](match)


def _decode_accents(match: re.Match[str]) -> str:
    return _compose(match["accents"], match["letter"])


@lru_cache(maxsize=1 << 10)
def _compose(accents: str, letter: str) -> str:
    if letter[0] == "\\":
        letter = letter[1:] if letter in {"\\i", "\\j"} else LETTERS[letter[1:]]
    for mark in reversed(re.findall(r"\\(.)", accents)):
        letter = unicodedata.normalize("NFC", letter + ACCENTS[mark])
        if mark == '"' and len(letter) > 1:
            return f'"{letter[0]}'  # a quotation mark that somebody thought to escape
    return letter


def _decode_name(match: re.Match[str]) -> str:
    name = match["name"]
    text = look_up(name)
    has_blank = match[0][-1].isspace()
    if text is None:
        is_argument = match.string.startswith("{", match.end())
        return " " if has_blank and not is_argument else ""
    is_word = has_blank and len(text) > 1 and text.isalpha()
    return f"{text} " if is_word and name not in SWITCHES else text


def _decode_sign(match: re.Match[str]) -> str:
    sign = match["sign"]
    if sign == "$":
        return "\\$"
    if sign in _SPACES or sign.isspace():
        return " "
    return "" if sign in _NOTHING or sign == "=" else sign


def _raise(match: re.Match[str]) -> str:
    return _shift(match["above"], _SUPERSCRIPTS)


def _lower(match: re.Match[str]) -> str:
    lowered = _shift(match["lowered"], _SUBSCRIPTS)
    is_typed = match[0].startswith("_") and lowered == match["lowered"]
    return f"_{lowered}" if is_typed else lowered


def _shift(text: str, table: Mapping[int, int]) -> str:
    """Superscript or subscript, where Unicode has every character of it."""
    return text.translate(table) if all(ord(char) in table for char in text) else text


_DECODERS: Mapping[str, Callable[[re.Match[str]], str]] = {
    "letter": _decode_accents,
    "verb": lambda match: match["verb"],
    "address": lambda match: re.sub(r"\\([_%&#~])", r"\1", match["address"]),
    "invisible": lambda _: "",
    "gap": lambda _: " ",
    "above": _raise,
    "below": _lower,
    "name": _decode_name,
    "sign": _decode_sign,
    "ligature": lambda match: _LIGATURES[match[0]],
    "backslash": lambda _: "",
}


def _to_letter(match: re.Match[str]) -> str:
    return _decode_letter(match[0])


@lru_cache(maxsize=1 << 12)
def _decode_letter(command: str) -> str:
    letter = _decode(command)
    return letter if len(letter) == 1 and letter.isalpha() else command
