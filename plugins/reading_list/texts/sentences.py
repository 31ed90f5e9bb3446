"""Where sentences end in plain text, and how to cut one around a place.

Separate because what ends a sentence is a matter of language, not of mark-up.
"""

from __future__ import annotations

import re

_END = re.compile(
    r"""[.!?\u2026]+ [)\]"'\u2019\u201d\u00bb]* (?=\s)
      | [\u3002\uff01\uff1f]+ [\u300d\u300f\u2019\u201d\uff09]*""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[^\s(\[\u2018\u201c\u00ab]*\Z")
_WORD = 24
"""Characters that are looked at for an abbreviation; no known one is longer."""
_ABBREVIATIONS = frozenset(
    """al approx app ca cf ch chap cor def dr e.g ed eds eq eqs ex fig figs i.e jr lem mr mrs ms op
    p pp prof prop ref refs resp sec secs sr st tab thm viz vol vs w.r.t""".split()
)
_BEFORE_NUMBERS = frozenset(["no", "nos"])


def find_ends(text: str) -> list[int]:
    """Offsets behind each sentence, the last one behind the text.

    Abbreviations, initials and what goes on in lower case end none. Linear in the length.
    """
    ends = [
        found.end() for found in _END.finditer(text) if _is_end(text, found.start(), found.end())
    ]
    return ends if ends and ends[-1] == len(text) else [*ends, len(text)]


def _is_end(text: str, start: int, end: int) -> bool:
    after = text[end : end + 2].strip()[:1]
    if after.islower():
        return False
    if text[start] != "." or text[start + 1 : start + 2] == ".":
        return True
    found = _LAST_WORD.search(text[max(start - _WORD, 0) : start])
    word = found[0] if found else ""
    if len(word) == 1 and word.isupper():
        return False
    word = word.lower()
    return word not in _ABBREVIATIONS and not (word in _BEFORE_NUMBERS and after.isdigit())


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
