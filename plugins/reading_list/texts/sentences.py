"""Where sentences end in plain text, and how to cut one around a place.

Separate because what ends a sentence is a matter of language, not of mark-up.
"""

from __future__ import annotations

import re

_STOP = re.compile("[.!?\u2026\u3002\uff01\uff1f]+[)\\]\"'\u2019\u201d\u00bb\u300d\u300f\uff09]*")
_FULL_STOP = re.compile(r"\.+[)\]\"'\u2019\u201d\u00bb\u300d\u300f\uff09]*")
_OTHER_STOPS = "!?\u2026\u3002\uff01\uff1f"
"""Most texts have none of them, and full stops alone are found faster."""
_UNSPACED = "\u3002\uff01\uff1f"
"""Stops of scripts that put no blank behind them."""
_OPENINGS = "([\u2018\u201c\u00ab"
_WORD = 24
"""Characters that are looked at for an abbreviation; no known one is longer."""
_ABBREVIATIONS = frozenset(
    """al approx app ca cf ch chap cor def dr e.g ed eds eq eqs ex fig figs i.e jr lem mr mrs ms op
    p pp prof prop ref refs resp sec secs sr st tab thm viz vol vs w.r.t""".split()
)
_LONG_WORD = 7
"""Letters of a word that is longer than any abbreviation."""
_BEFORE_NUMBERS = frozenset(["no", "nos"])


def find_ends(text: str) -> list[int]:
    """Offsets behind each sentence, the last one behind the text.

    Abbreviations, initials and what goes on in lower case end none. Linear in the length.
    """
    stop = _STOP if any(sign in text for sign in _OTHER_STOPS) else _FULL_STOP
    ends = [
        found.end() for found in stop.finditer(text) if _is_end(text, found.start(), found.end())
    ]
    return ends if ends and ends[-1] == len(text) else [*ends, len(text)]


def _is_end(text: str, start: int, end: int) -> bool:
    if text[start] in _UNSPACED:
        return True
    after = text[end : end + 2]
    if not after[:1].isspace() or after[1:].islower():
        return not after
    if text[start] != "." or text[start + 1 : start + 2] == ".":
        return True
    if start >= _LONG_WORD and text[start - _LONG_WORD : start].isalpha():
        return True
    before = text[max(start - _WORD, 0) : start].rsplit(None, 1)
    word = before[-1].lstrip(_OPENINGS) if before else ""
    if len(word) == 1 and word.isupper():
        return False
    word = word.lower()
    return word not in _ABBREVIATIONS and not (word in _BEFORE_NUMBERS and after[1:].isdigit())


def cut_around(
    text: str, span: tuple[int, int], place: tuple[int, int], limit: int
) -> tuple[int, int]:
    """Narrow a span of a text to about `limit` characters around a place in it, at words.

    The place itself is kept whole, however long it is.
    """
    start, end = span
    if end - start <= limit:
        return span
    first, last = place
    spare = max(limit - (last - first), 0)
    begin = max(start, min(first - spare // 2, end - limit))
    if begin > start:
        begin = max(text.find(" ", begin, first) + 1, begin)
    stop = min(end, max(begin + limit, last))
    if stop < end:
        blank = text.rfind(" ", last, stop + 1)
        stop = blank if blank >= 0 else stop
    return begin, stop
