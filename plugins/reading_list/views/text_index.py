"""The index of the library's own search: words and names -> the rows that have them.

Cut into shards along the alphabet, so that a reader loads the one or two that hold what is typed,
whatever the size of the library. Material's own search loads everything before the first answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby
from typing import TYPE_CHECKING

from reading_list.slugs import fold
from reading_list.texts.inline import to_words
from reading_list.views.packing import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reading_list.model import Paper, PaperId
    from reading_list.views.search import PaperTexts

SHARD = 48_000
"""Characters of a shard, of which about a third goes over the wire."""
_LONGEST = 40
"""Characters of a word; nobody types more."""
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # scripts without spaces: letter by letter
    r"|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
_TIMES = re.compile(r"×|x(?<=[0-9]x)(?=[0-9])")
"""`5 × 5`, `5x5` and `5 x 5` are one."""
_ASCII = {code: char if (char := chr(code)).isalnum() else " " for code in range(128)}
"""Leaves of ASCII its words, with blanks between them."""
STOP_WORDS = frozenset(
    """a an and are as at be by can for from has have how in into is it its of on or our that the
    their these this to was we what which with""".split()
)
"""Words that say nothing of a text; titles keep them."""

TITLE, SHORT_TITLE, AUTHORS, TAGS, VENUE, YEAR, WHY, NOTES, ABSTRACT = 24, 40, 16, 12, 8, 8, 5, 3, 2
"""What a word counts for, by where it stands."""
_SHORT = 4
"""Words of a title up to which each counts double."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A stretch of the alphabet; both lists are pairs, flattened, by the first of each."""

    first: str
    words: list[str]
    """Word, rows: `24:Ab 2:C` are those in which it counts 24 and those in which it counts 2."""
    names: list[str | int]
    """Name, row."""


def split_words(text: str) -> list[str]:
    """Words as they are compared: folded, formulas in letters and digits."""
    if text.isascii():
        return _split_ascii(text)
    words: list[str] = []
    # No word reaches over white space, and what stands between folds by itself.
    for is_ascii, parts in groupby(text.split(), str.isascii):
        if is_ascii:
            words += _split_ascii(" ".join(parts))
        else:
            words += chain.from_iterable(map(_split_other, parts))
    return words


def _split_ascii(text: str) -> list[str]:
    words = _TIMES.sub(" x ", text.lower()).translate(_ASCII).split()
    if max(map(len, words), default=0) > _LONGEST:
        return [word[:_LONGEST] for word in words]
    return words


@lru_cache(maxsize=16_384)  # formulas, names and dashes come again and again
def _split_other(text: str) -> tuple[str, ...]:
    return tuple(word[:_LONGEST] for word in _WORD.findall(_fold(text)))


def fold_name(text: str) -> str:
    """A name as it is compared: folded, without spaces around it or doubled ones in it."""
    return " ".join(_fold(text).split())


def _fold(text: str) -> str:
    return _TIMES.sub(" x ", text.lower() if text.isascii() else fold(text))


def build_text_index(
    papers: Iterable[Paper],
    texts: Mapping[PaperId, PaperTexts],
    size: int = SHARD,
) -> tuple[Shard, ...]:
    """Index works by their rows; the shards partition words and names, in the alphabet's order."""
    words: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    names: list[tuple[str, int]] = []
    for row, paper in enumerate(papers):
        for line in texts[paper.id].words.splitlines():
            first, *found = line.split(" ")
            score = int(first)
            for word in found:
                words[word][score].append(row)
        names += ((name, row) for name in _find_names(paper))
    written = ((word, _write(found)) for word, found in words.items())
    return tuple(_cut(sorted(written), sorted(names), size))


def count_words(paper: Paper, texts: PaperTexts) -> str:
    """Lines of a score and the words that count so much: one text, for a library has many."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for word, score in _score_words(paper, texts).items():
        found[score].append(word)
    return "\n".join(f"{score} {' '.join(words)}" for score, words in found.items())


def _score_words(paper: Paper, texts: PaperTexts) -> dict[str, int]:
    """What each word of a work counts for: the sum over the places where it stands."""
    title = _words_of(texts.title)
    if "$" in paper.title:
        title = (*title, *_words_of(to_words(paper.title)))
    weight = TITLE * 2 if len(title) <= _SHORT else TITLE
    places = (
        (weight, title),
        (SHORT_TITLE, _words_of(texts.short_title)),
        (AUTHORS, chain.from_iterable(map(_words_of, texts.authors))),
        (TAGS, chain.from_iterable(map(_words_of, texts.tags))),
        (VENUE, _words_of(texts.venue)),
        (YEAR, (str(paper.issued.year),) if paper.issued else ()),
    )
    scores: dict[str, int] = {}
    for weight, found in places:
        for word in frozenset(found):
            scores[word] = scores.get(word, 0) + weight
    for weight, text in ((WHY, texts.why), (NOTES, texts.notes), (ABSTRACT, texts.abstract)):
        for word in frozenset(split_words(text)) - STOP_WORDS:
            scores[word] = scores.get(word, 0) + weight
    return scores


@lru_cache(maxsize=65_536)  # names and tags are those of many works
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(split_words(text))


def _find_names(paper: Paper) -> Iterable[str]:
    """What a work is called besides its title: found whole or by its beginning."""
    others = chain.from_iterable(paper.ids.values())
    given = (paper.id, paper.slug, paper.citekey, paper.short_title, *paper.arxiv, *paper.doi)
    return {name: None for one in (*given, *paper.isbn, *others) if (name := fold_name(one))}


def _write(found: Mapping[int, list[int]]) -> str:
    return " ".join(f"{score}:{pack(found[score])}" for score in sorted(found, reverse=True))


def _cut(words: list[tuple[str, str]], names: list[tuple[str, int]], size: int) -> Iterator[Shard]:
    """Fill one shard after another; what is equal stays together."""
    entries = sorted(
        [(word, 0, rows) for word, rows in words] + [(name, 1, row) for name, row in names],
        key=lambda one: (one[0], one[1], str(one[2])),
    )
    shard, length, last = Shard("", [], []), 0, ""
    for key, kind, value in entries:
        if length > size and key != last:
            yield shard
            shard, length = Shard(key, [], []), 0
        last = key
        if kind:
            shard.names.extend((key, value))
        else:
            shard.words.extend((key, str(value)))
        length += len(key) + len(str(value)) + 6
    if length:
        yield shard
