"""Cut plain text at a sensible place; count words and minutes.

Separate because descriptions, feeds and lists cut the same texts and must cut them alike.
"""

from __future__ import annotations

import re
import unicodedata
from math import ceil

_SENTENCE_END = re.compile(r"""[.!?\u2026][)\]"'\u2019\u201d\u00bb]*\s|[\u3002\uff01\uff1f]""")
_DANGLING = " \t\n\u00a0,;:(\u2013\u2014-"
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")
_CHARACTER_SCRIPTS = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_WORDS_A_MINUTE = 265
_CHARACTERS_A_MINUTE = 500


def excerpt(text: str, limit: int) -> str:
    """Cut plain text at a word, or at a sentence that ends in the last third, and add `…`.

    Never longer than `limit` characters and the `…`; a text that fits is returned unchanged.
    """
    if len(text) <= limit:
        return text
    head = text[: max(limit, 0)]
    ends = [found.end() for found in _SENTENCE_END.finditer(head)]
    if ends and ends[-1] * 3 >= limit * 2:
        return f"{head[: ends[-1]]}\u2026"
    return f"{_cut_at_word(text, head)}\u2026"


def count_words(text: str) -> int:
    """Count words; Chinese and Japanese characters count as the part of a word they take to read.

    Readers manage 265 words or 500 such characters a minute.
    """
    characters = len(_CHARACTER_SCRIPTS.findall(text))
    rest = _CHARACTER_SCRIPTS.sub(" ", text)
    words = sum(word[0].isalnum() or any(map(str.isalnum, word)) for word in rest.split())
    return words + ceil(characters * _WORDS_A_MINUTE / _CHARACTERS_A_MINUTE)


def reading_minutes(words: int) -> int:
    """Estimate the minutes that a text takes, begun ones whole; at least 1."""
    return max(1, ceil(words / _WORDS_A_MINUTE))


def _cut_at_word(text: str, head: str) -> str:
    if not (text[len(head)].isspace() or head[-1:].isspace()):
        words = head.rsplit(None, 1)
        head = words[0] if len(words) > 1 else _whole_character(text, head)
    return head.rstrip(_DANGLING)


def _whole_character(text: str, head: str) -> str:
    """Step back so that no accent or joined sign loses its base."""
    end = len(head)
    while end and (_is_mark(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return head[:end]


def _is_mark(char: str) -> bool:
    return unicodedata.combining(char) > 0 or char in _JOINERS
