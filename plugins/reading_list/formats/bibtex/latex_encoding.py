"""Unicode -> LaTeX for titles and names, outside `$...$`.

Separate from the decoder: this needs no grammar, only which characters TeX would misread.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reading_list.formats.bibtex.latex import MATH
from reading_list.formats.bibtex.latex_symbols import ACCENTS, LETTERS, SYMBOLS

_ESCAPES = {  # BibTeX counts braces even after a backslash
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\u2014": "---",
    "\u2013": "--",
    "\u201c": "``",
    "\u201d": "''",
    **{char: f"\\{char}" for char in "&%#_$"},
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}
_SPECIAL = re.compile("[\\\\~^&%#_${}\u2013\u2014\u201c\u201d]")
_SPECIAL_BUT_DOLLARS = re.compile(rf"\\\$|{_SPECIAL.pattern}")
"""With the dollars that are escaped already, which stay; a lone set is searched much faster."""
_LIGATURES = re.compile("[`\u2013\u2014\u201c\u201d]")
"""Without one of these no two signs meet."""
_LIGATURES_MEET = re.compile(
    "(?<=[\u2013\u2014-])(?=[\u2013\u2014])|(?<=[\u2013\u2014])(?=-)|(?<=[\u201c`?!])(?=\u201c)"
    "|(?<=\u201c)(?=`)|(?<=[\u201d'])(?=\u201d)|(?<=\u201d)(?=')|(?<=[?!])(?=`)"
)
"""Between signs that TeX would read as one longer sign."""
_NAMES = {char: name for table in (LETTERS, SYMBOLS) for name, char in table.items()}
_MARKS = {mark: accent for accent, mark in ACCENTS.items()}


@lru_cache(maxsize=1 << 15)
def encode_latex(text: str) -> str:
    """Escape what LaTeX would misread, outside `$...$`; letters stay as they are."""
    if "$" not in text:
        return _escape(text)
    pieces: list[str] = []
    done = 0
    for math in MATH.finditer(text):
        between = _escape(text[done : math.start()])
        pieces += [between or "{}" if pieces else between, math[0]]  # `$$` would be one sign
        done = math.end()
    return "".join([*pieces, _escape(text[done:])])


def spell_letters(raw: str) -> str:
    """Write letters and signs as commands in what is LaTeX already, outside `$...$`.

    Other scripts stay, for they have no commands.
    """
    if raw.isascii():
        return raw
    pieces: list[str] = []
    done = 0
    for math in MATH.finditer(raw):
        pieces += [*map(_spell, raw[done : math.start()]), math[0]]
        done = math.end()
    return "".join([*pieces, *map(_spell, raw[done:])])


def _escape(text: str) -> str:
    if not _LIGATURES.search(text):
        return _escape_signs(text)
    return "{}".join(map(_escape_signs, _LIGATURES_MEET.split(text)))


def _escape_signs(text: str) -> str:
    signs = _SPECIAL_BUT_DOLLARS if "\\$" in text else _SPECIAL
    return signs.sub(lambda match: _ESCAPES.get(match[0], match[0]), text)


@lru_cache(maxsize=1 << 12)
def _spell(char: str) -> str:
    if char.isascii():
        return char
    if char in _NAMES:
        return f"{{\\{_NAMES[char]}}}"
    parts = unicodedata.normalize("NFD", char)
    letter, accents = parts[0], [_MARKS.get(mark, "") for mark in parts[1:]]
    if not (accents and all(accents) and letter.isascii() and letter.isalpha()):
        return char
    for accent in accents:
        blank = " " if accent.isalpha() and len(letter) == 1 else ""
        letter = f"{{\\{accent}{blank}{letter}}}"
    return letter
