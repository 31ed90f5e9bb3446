"""Unicode -> LaTeX for titles and names, outside `$...$`.

Separate from the decoder: this needs no grammar, only which characters TeX would misread.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reading_list.formats.bibtex.latex import MATH
from reading_list.formats.bibtex.latex_symbols import ACCENTS, LETTERS, SYMBOLS

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\u2014": "---",
    "\u2013": "--",
    "\u201c": "``",
    "\u201d": "''",
    **{char: f"\\{char}" for char in "&%#_$"},
    "{": r"\{",
    "}": r"\}",
}
_ESCAPED = re.compile(r"\\\$|[\\~^&%#_${}\u2013\u2014\u201c\u201d]")
_NAMES = {char: name for table in (LETTERS, SYMBOLS) for name, char in table.items()}
_MARKS = {mark: accent for accent, mark in ACCENTS.items()}


@lru_cache(maxsize=1 << 15)
def encode_latex(text: str, *, ascii_only: bool = False) -> str:
    """Escape what LaTeX would misread, outside `$...$`.

    With `ascii_only` letters and signs that have a command become it; other scripts never do.
    """
    if (text.isascii() or not ascii_only) and not _ESCAPED.search(text):
        return text
    pieces = []
    done = 0
    for math in MATH.finditer(text):
        pieces += [_encode_text(text[done : math.start()], ascii_only=ascii_only), math[0]]
        done = math.end()
    return "".join([*pieces, _encode_text(text[done:], ascii_only=ascii_only)])


def _encode_text(text: str, *, ascii_only: bool) -> str:
    escaped = _ESCAPED.sub(lambda match: _ESCAPES.get(match[0], match[0]), text)
    if not ascii_only or escaped.isascii():
        return escaped
    return "".join(char if char.isascii() else _encode_char(char) for char in escaped)


@lru_cache(maxsize=1 << 12)
def _encode_char(char: str) -> str:
    if char in _NAMES:
        return f"{{\\{_NAMES[char]}}}"
    letter, *marks = unicodedata.normalize("NFD", char)
    accents = [_MARKS.get(mark, "") for mark in marks]
    if not (accents and all(accents) and letter.isascii() and letter.isalpha()):
        return char
    for accent in accents:
        blank = " " if accent.isalpha() and len(letter) == 1 else ""
        letter = f"{{\\{accent}{blank}{letter}}}"
    return letter
