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
    from collections.abc import Iterator

    from reading_list.model import Paper

_STOP_WORDS = frozenset(
    """a an the on in of for to and or is are be with by from at as der die das ein eine le la les
    un une el los las""".split()
)


def make_id(paper: Paper) -> PaperId:
    """`vaswani2017attention`: family name, year, first word of the title that is no stop word."""
    family = paper.authors[0].short if paper.authors else ""
    year = str(paper.issued.year) if paper.issued else ""
    words = re.findall(r"\w+", fold(to_words(paper.title)))
    word = next((one for one in words if one not in _STOP_WORDS), "")
    return PaperId(slugify(re.sub(r"[^\w]", "", fold(family)) + year + word))


def give_feed_id(paper: Paper, authority: str) -> Paper:
    """Name the work for ever, where the host and the day of arrival are known (RFC 4151)."""
    if not authority or paper.added is None:
        return paper
    return replace(paper, feed_id=f"tag:{authority},{paper.added.text}:papers/{paper.id}")


def number_stems(stem: str) -> Iterator[str]:
    """`stema` ... `stemz`, `stemaa` ..."""
    for length in itertools.count(1):
        for letters in itertools.product(string.ascii_lowercase, repeat=length):
            yield f"{stem}{''.join(letters)}"
