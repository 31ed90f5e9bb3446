"""Works as running text names them: author and year, told apart within one text.

Separate because citations, the list of references and titles must name a work alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.slugs import fold
from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.excerpts import excerpt
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reading_list.model import Paper, PaperId

UNDATED = "n.d."
UNPUBLISHED = "unpublished work"
"""What a page says of a draft that it cites."""
TITLE = 40
"""Characters of a title that stand in for an author."""
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class AuthorYear:
    """What a citation says of a work; plain text."""

    names: str
    year: str


def format_citation(name: AuthorYear, form: str, locator: str) -> str:
    """What a citation says, in plain text.

    The forms: `parenthetical`, within brackets; `year`, the same without names; `suppressed`, with
    brackets of its own; else as part of a sentence. An unpublished work has no year.
    """
    place = f", {locator}" if locator else ""
    if not name.year:
        return f"{name.names}{place}"
    match form:
        case "year":
            return f"{name.year}{place}"
        case "suppressed":
            return f"({name.year}{place})"
        case "parenthetical":
            return f"{name.names}, {name.year}{place}"
        case _:
            return f"{name.names} ({name.year}{place})"


def name_work(paper: Paper) -> AuthorYear:
    """Name a work that stands alone; without authors or editors its title stands in."""
    people = paper.authors or paper.editors
    incomplete = paper.authors_incomplete if paper.authors else paper.editors_incomplete
    # Of several people one is named; a third one says no more than that there are others.
    shown = people[:2] if len(people) == 2 and not incomplete else people[:1]  # noqa: PLR2004 - a pair
    names = [fold_space(drop_controls(person.short)) for person in shown]
    if not names:
        who = excerpt(to_text(paper.short_title or paper.title), TITLE)
    elif len(people) == len(names) and not incomplete:
        who = " and ".join(names)
    else:
        who = f"{names[0]} et al."
    return AuthorYear(who, str(paper.issued.year) if paper.issued else UNDATED)


def sort_references(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Each work once: by names, then year, then title; what is equal so far by id."""
    unique = {paper.id: paper for paper in papers}
    return tuple(sorted(unique.values(), key=_sort_key))


def _sort_key(paper: Paper) -> tuple[object, ...]:
    people = paper.authors or paper.editors
    names = tuple(fold(person.sort_key) for person in people) or (fold(to_text(paper.title)),)
    issued = paper.issued.sort_key if paper.issued else (10_000,)
    return names, issued, fold(to_text(paper.title)), paper.id


def name_works(
    papers: Iterable[Paper], find_name: Callable[[Paper], AuthorYear] = name_work
) -> Mapping[PaperId, AuthorYear]:
    """Name the works of one text: `2017a` and `2017b` where author and year are the same.

    The letters follow the order of `sort_references`, which is that of the keys. `find_name` says
    what a work is called where it stands alone.
    """
    unique = {paper.id: paper for paper in papers}
    named = {one: find_name(paper) for one, paper in unique.items()}
    if len({name.year for name in named.values()}) == len(named):
        return named
    years = Counter(name.year for name in named.values())
    alike: defaultdict[tuple[str, str], list[Paper]] = defaultdict(list)
    for one, name in named.items():
        if years[name.year] > 1:
            alike[fold(name.names), name.year].append(unique[one])
    for group in alike.values():
        for place, paper in enumerate(sort_references(group) if len(group) > 1 else ()):
            name = named[paper.id]
            dash = "-" if name.year == UNDATED else ""
            named[paper.id] = AuthorYear(name.names, f"{name.year}{dash}{_letter(place)}")
    return named


def _letter(place: int) -> str:
    """`a`, `b`, ..., `z`, `aa`, `ab`, ..."""
    before = _letter(place // _LETTERS - 1) if place >= _LETTERS else ""
    return before + chr(ord("a") + place % _LETTERS)
