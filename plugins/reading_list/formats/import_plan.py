"""Imported entries -> the files they become, decided before anything is written.

Separate so that a dry run and a real one cannot differ.
"""

from __future__ import annotations

import itertools
import re
import string
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from reading_list.formats.front_matter import write_front_matter
from reading_list.formats.paper_fields import to_fields
from reading_list.model import PaperId
from reading_list.slugs import fold, slugify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from reading_list.formats.bibtex import BibEntry
    from reading_list.model import Paper

Outcome = Literal["new", "exists"]

_STOP_WORDS = frozenset(
    """a an the on in of for to and or is are be with by from at as der die das ein eine le la les
    un une el los las""".split()
)


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of the import, and whether it is there already."""

    name: str
    outcome: Outcome
    text: str


def plan_import(
    entries: Iterable[BibEntry], existing: Collection[str], authority: str = ""
) -> tuple[PlannedFile, ...]:
    """Decide a file for every entry, in the order of the entries.

    `existing` are the names of files that are there; they are never written over, whatever
    their case. `authority` is the host that the entries' permanent feed ids name.
    """
    taken = {name.lower() for name in existing}
    return tuple(_plan_file(paper, taken, authority) for paper in _assign_ids(tuple(entries)))


def make_id(paper: Paper) -> PaperId:
    """`vaswani2017attention`: family name, year, first word of the title that is no stop word."""
    family = paper.authors[0].short if paper.authors else ""
    year = str(paper.issued.year) if paper.issued else ""
    words = re.findall(r"\w+", fold(paper.title))
    word = next((one for one in words if one not in _STOP_WORDS), "")
    return PaperId(slugify(re.sub(r"[^\w]", "", fold(family)) + year + word))


def give_feed_id(paper: Paper, authority: str) -> Paper:
    """Name the work for ever, where the host and the day of arrival are known (RFC 4151)."""
    if not authority or paper.added is None:
        return paper
    return replace(paper, feed_id=f"tag:{authority},{paper.added.text}:papers/{paper.id}")


def _plan_file(paper: Paper, taken: Collection[str], authority: str) -> PlannedFile:
    name = f"{paper.id}.md"
    outcome: Outcome = "exists" if name in taken else "new"
    return PlannedFile(name, outcome, write_front_matter(to_fields(give_feed_id(paper, authority))))


def _assign_ids(entries: tuple[BibEntry, ...]) -> Iterator[Paper]:
    """Keys that are safe stay; of equal ones the later take `a`, `b` ... by order of arrival."""
    wanted = [slugify(one.key) if one.key else make_id(one.paper) for one in entries]
    reserved = frozenset(wanted)
    free = {stem: number_stems(stem) for stem in reserved}
    taken: set[str] = set()
    keys: set[str] = set()
    for entry, stem in zip(entries, wanted, strict=True):
        chosen: str = stem
        while chosen in taken or (chosen != stem and chosen in reserved):
            chosen = next(free[stem])
        taken.add(chosen)
        citekey = entry.key if entry.key != chosen and entry.key not in keys else ""
        keys.add(entry.key)
        yield replace(entry.paper, id=PaperId(chosen), slug=slugify(chosen), citekey=citekey)


def number_stems(stem: str) -> Iterator[str]:
    """`stema` ... `stemz`, `stemaa` ..."""
    for length in itertools.count(1):
        for letters in itertools.product(string.ascii_lowercase, repeat=length):
            yield f"{stem}{''.join(letters)}"
