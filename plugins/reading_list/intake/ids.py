"""What a work is called when it joins the library: its id, and its name for ever in feeds.

Made once and kept in the author's file; nothing derives them again.
"""

from __future__ import annotations

import itertools
import re
import string
from dataclasses import replace
from typing import TYPE_CHECKING

from reading_list.model import PaperId
from reading_list.slugs import fold, slugify
from reading_list.texts.inline import to_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.model import Paper

_STOP_WORDS = frozenset(
    """a an the on in of for to and or is are be with by from at as der die das ein eine le la les
    un une el los las""".split()
)


_NOTHING_LATIN = "x-"
"""How `slugify` begins an address for a text without a single Latin letter or digit."""


def make_id(paper: Paper) -> PaperId:
    """`vaswani2017attention`: family name, year, first word of the title that is no stop word.

    Where that has nothing Latin, or the title is an identifier, that names it: `arxiv-2104-12250`.
    """
    names = {f"arXiv:{one}" for one in paper.arxiv} | {f"doi:{one}" for one in paper.doi}
    if paper.title in names | {paper.url}:
        return PaperId(name_by_identifier(paper) or slugify(paper.title))
    family = paper.authors[0].short if paper.authors else ""
    year = str(paper.issued.year) if paper.issued else ""
    words = re.findall(r"\w+", fold(to_words(paper.title)))
    word = next((one for one in words if one not in _STOP_WORDS), "")
    stem = slugify(re.sub(r"[^\w]", "", fold(family)) + year + word)
    return PaperId((stem.startswith(_NOTHING_LATIN) and name_by_identifier(paper)) or stem)


def name_by_identifier(paper: Paper) -> str:
    """`arxiv-1706-03762`, `doi-10-1162-neco`, or the address; empty where it has none."""
    if paper.arxiv:
        return slugify(f"arxiv-{paper.arxiv[0]}")
    if paper.doi:
        return slugify(f"doi-{paper.doi[0]}")
    return slugify(re.sub(r"^https?://(?:www\.)?", "", paper.url)) if paper.url else ""


def give_feed_id(paper: Paper, authority: str) -> Paper:
    """Name the work for ever, where the host and the day of arrival are known (RFC 4151)."""
    if paper.feed_id or not authority or paper.added is None:
        return paper  # what came in with a name keeps it
    return replace(paper, feed_id=f"tag:{authority},{paper.added.text}:papers/{paper.id}")


def number_stems(stem: str) -> Iterator[str]:
    """`stema` ... `stemz`, `stemaa` ..."""
    for length in itertools.count(1):
        for letters in itertools.product(string.ascii_lowercase, repeat=length):
            yield f"{stem}{''.join(letters)}"


class Namer:
    """Gives ids to works that arrive together: of equal ones the later take `a`, `b` ..."""

    def __init__(
        self, wanted: Iterable[str], files: Iterable[str] = (), keys: Iterable[str] = ()
    ) -> None:
        """`wanted` by any of the works is given to no other; `files` and `keys` are there."""
        self._wanted = frozenset(wanted)
        self._taken = {name.rpartition("/")[2].removesuffix(".md").lower() for name in files}
        self._taken.update(key.lower() for key in keys)
        self._free: dict[str, Iterator[str]] = {}

    def give(self, stem: str) -> PaperId:
        """Give the id that is wanted, or the next that is free."""
        chosen = stem
        while chosen in self._taken or (chosen != stem and chosen in self._wanted):
            chosen = next(self._free.setdefault(stem, number_stems(stem)))
        self._taken.add(chosen)
        return PaperId(chosen)
