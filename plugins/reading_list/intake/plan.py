"""Imported entries -> the files they become, decided before anything is written.

Separate so that a dry run and a real one cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from reading_list.formats.front_matter import write_front_matter
from reading_list.formats.paper_fields import to_fields
from reading_list.intake.ids import give_feed_id, make_id, number_stems
from reading_list.model import PaperId
from reading_list.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from reading_list.formats.imported import ImportedEntry
    from reading_list.model import Paper

Outcome = Literal["new", "exists"]


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of the import, and whether it is there already."""

    name: str
    outcome: Outcome
    text: str


def plan_import(
    entries: Iterable[ImportedEntry], existing: Collection[str], authority: str = ""
) -> tuple[PlannedFile, ...]:
    """Decide a file for every entry, in the order of the entries.

    `existing` are the names of files that are there; they are never written over, whatever
    their case. `authority` is the host that the entries' permanent feed ids name.
    """
    taken = {name.lower() for name in existing}
    return tuple(_plan_file(paper, taken, authority) for paper in _assign_ids(tuple(entries)))


def _plan_file(paper: Paper, taken: Collection[str], authority: str) -> PlannedFile:
    name = f"{paper.id}.md"
    outcome: Outcome = "exists" if name in taken else "new"
    return PlannedFile(name, outcome, write_front_matter(to_fields(give_feed_id(paper, authority))))


def _assign_ids(entries: tuple[ImportedEntry, ...]) -> Iterator[Paper]:
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
