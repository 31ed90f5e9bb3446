"""Unicode -> LaTeX for titles and names, outside `$...$`.

Separate from the decoder, which needs a library and guards around it; this needs two tables.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reading_list.formats.bibtex.latex import MATH

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
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u ",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r ",
    "\u030b": "H ",
    "\u030c": "v ",
    "\u0323": "d ",
    "\u0327": "c ",
    "\u0328": "k ",
    "\u0331": "b ",
}
_LETTERS = {
    "\u00c5": "AA",
    "\u00c6": "AE",
    "\u00d8": "O",
    "\u00df": "ss",
    "\u00e5": "aa",
    "\u00e6": "ae",
    "\u00f8": "o",
    "\u0131": "i",
    "\u0141": "L",
    "\u0142": "l",
    "\u0152": "OE",
    "\u0153": "oe",
}


@lru_cache(maxsize=1 << 15)
def encode_latex(text: str, *, keep_unicode: bool = False) -> str:
    """Escape what LaTeX would misread, outside `$...$`; accented letters become commands.

    With `keep_unicode` letters stay as they are; other scripts always do.
    """
    if text.isascii() and not _ESCAPED.search(text):
        return text
    pieces = []
    done = 0
    for math in MATH.finditer(text):
        pieces += [_encode_text(text[done : math.start()], keep_unicode=keep_unicode), math[0]]
        done = math.end()
    return "".join([*pieces, _encode_text(text[done:], keep_unicode=keep_unicode)])


def _encode_text(text: str, *, keep_unicode: bool) -> str:
    escaped = _ESCAPED.sub(lambda match: _ESCAPES.get(match[0], match[0]), text)
    if keep_unicode or escaped.isascii():
        return escaped
    return "".join(char if char.isascii() else _encode_letter(char) for char in escaped)


@lru_cache(maxsize=1 << 12)
def _encode_letter(char: str) -> str:
    if char in _LETTERS:
        return f"{{\\{_LETTERS[char]}}}"
    parts = unicodedata.normalize("NFD", char)
    base, accent = parts[0], _ACCENTS.get(parts[1:], "")
    return f"{{\\{accent}{base}}}" if accent and base.isascii() and base.isalpha() else char
