"""Works that a pasted list names -> those of the library that they are, and stubs for the rest.

Separate because a list names works loosely: a title may be cut at its colon, and of the authors
one family name is given. Identifiers decide first; then the title, the year within one, and a
family name in common. Titles meet in a dictionary and a sorted list, so the cost stays linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, shorten, warning
from reading_list.formats.imported import ImportedEntry
from reading_list.formats.order_file import OrderPart
from reading_list.identifiers import fold_address
from reading_list.model import Location, Paper, PaperId, Slug, parse_partial_date
from reading_list.works import identifiers_of, normalise_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reading_list.formats.pasted.item import PastedItem
    from reading_list.formats.pasted.reading import PastedList
    from reading_list.model import Author

_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{1,60}[)\]]\s*$")
_BREAK = re.compile(r"\s+[\u2013\u2014-]+\s+|:\s+|\u2014")
_FEWEST_WORDS = 3
"""Words of a title that is enough without a name beside it."""
_MOST_NAMED = 3
_MOST_COMPARED = 200
"""Works whose titles begin alike that an item is held against."""


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of the items of a list, in their order."""

    ids: tuple[PaperId | None, ...]
    whys: tuple[str, ...]
    """The reason of each item; also what followed its title without a citation between."""
    faults: tuple[Diagnostic, ...]


def match_items(listed: PastedList, index: WorkIndex, uri: str) -> Matching:
    """Find each item among the papers; where several fit, none is taken and all are named."""
    ids: list[PaperId | None] = []
    whys: list[str] = []
    faults: list[Diagnostic] = []
    seen: set[PaperId] = set()
    for item in listed.items:
        found, tail, doubt = index.find(item)
        at = Location(uri, item.line)
        if found is not None and doubt:
            by_title = f"its title is that of '{doubt[0].id}'"
            message = f"'{shorten(item.title)}' is '{found.id}' by its identifier; {by_title}."
            faults.append(warning("uncertain-work", at, message, "Correct one of the two."))
        elif doubt:
            names = " or ".join(f"'{one.id}'" for one in doubt[:_MOST_NAMED])
            message = f"'{shorten(item.title)}' may be {names}; it is taken for none."
            faults.append(warning("uncertain-work", at, message, "Add its identifier."))
        if found is not None and found.id in seen:
            message = f"'{found.id}' is listed twice; its first place counts."
            faults.append(warning("repeated-work", at, message))
        ids.append(found.id if found else None)
        whys.append(item.why or tail)
        seen.update([found.id] if found else ())
    return Matching(tuple(ids), tuple(whys), tuple(faults))


def arrange(
    listed: PastedList, ids: Sequence[PaperId | None], whys: Sequence[str]
) -> tuple[OrderPart, ...]:
    """Sections of the list with the ids of its items; an item without an id is left out."""
    steps = iter(zip(ids, whys, strict=True))
    return tuple(
        OrderPart(
            section.title,
            tuple((one, why) for one, why in islice(steps, len(section.items)) if one is not None),
            is_bonus=section.is_bonus,
        )
        for section in listed.sections
    )


def make_entry(item: PastedItem, uri: str) -> ImportedEntry:
    """Make a work of what a list says of it, without its place and reason there."""
    stand_in = f"arXiv:{item.arxiv}" if item.arxiv else f"doi:{item.doi}" if item.doi else item.url
    is_page = bool(item.url) and not (item.arxiv or item.doi or item.ids)
    paper = Paper(
        id=PaperId(""),
        slug=Slug(""),
        location=Location(uri, item.line),
        title=item.title or stand_in,
        authors=item.authors,
        authors_incomplete=item.authors_incomplete,
        issued=parse_partial_date(f"{item.year}") if item.year else None,
        type="webpage" if is_page else "article",
        arxiv=(item.arxiv,) if item.arxiv else (),
        arxiv_version=item.arxiv_version,
        doi=(item.doi,) if item.doi else (),
        url=item.url,
        ids=dict(item.ids),
        links=dict(item.links),
    )
    return ImportedEntry("", paper)


@dataclass(frozen=True, slots=True)
class _Wording:
    """One way to understand the title of an item."""

    title: str
    """Normalised."""
    tail: str = ""
    """What followed it."""
    is_head: bool = False
    """It was cut at a colon or a dash."""


class WorkIndex:
    """The papers by what a list may name them by."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._by_identifier: dict[str, Paper] = {}
        self._by_title: defaultdict[str, list[Paper]] = defaultdict(list)
        self._people: dict[PaperId, frozenset[str]] = {}
        for paper in papers:
            for name in _identify(paper):
                self._by_identifier.setdefault(name, paper)
            for title in {normalise_title(paper.title), normalise_title(paper.short_title)} - {""}:
                self._by_title[title].append(paper)
            self._people[paper.id] = _family_names((*paper.authors, *paper.editors))
        self._titles = sorted(self._by_title)

    def tell_apart(self, item: PastedItem, address: PastedItem) -> bool:
        """Whether an item and an address, which came without a title, are two works."""
        named, (titled, _, _) = self._find_named(address), self.find(item)
        if titled is None:
            is_cited = bool(item.authors or item.year)
            return named is not None and is_cited and not self._fits(item, named)
        if named is not None:
            return named is not titled
        if address.arxiv:
            return bool(titled.arxiv)  # a preprint whose published form is there may be it
        return bool(titled.doi) if address.doi else True

    def find(self, item: PastedItem) -> tuple[Paper | None, str, tuple[Paper, ...]]:
        """Return the work, what followed its title, and works between which nothing decides."""
        named, (titled, tail, doubt) = self._find_named(item), self._find_titled(item)
        if named is None:
            return titled, tail, doubt
        return named, "", (titled,) if titled is not None and titled is not named else ()

    def _find_named(self, item: PastedItem) -> Paper | None:
        known = (self._by_identifier.get(one) for one in _identify(make_entry(item, "").paper))
        return next((one for one in known if one is not None), None)

    def _find_titled(self, item: PastedItem) -> tuple[Paper | None, str, tuple[Paper, ...]]:
        doubt: tuple[Paper, ...] = ()
        for wording in _word(item.title):
            for is_whole in (True, False):
                papers = self._look_up(wording.title, is_whole=is_whole)
                fitting = [one for one in papers if self._fits(item, one)]
                if fitting and self._is_enough(item, wording, is_whole=is_whole):
                    if len(fitting) > 1:
                        return None, "", tuple(fitting)
                    return fitting[0], wording.tail if wording.is_head and is_whole else "", ()
                near = papers if is_whole and not wording.is_head else fitting
                doubt = doubt or (tuple(near) if len(near) <= _MOST_NAMED else ())
        return None, "", doubt

    def _look_up(self, title: str, *, is_whole: bool) -> list[Paper]:
        """Papers with this title, or whose title begins with it and goes on."""
        if is_whole:
            return self._by_title.get(title, [])
        start = bisect_left(self._titles, f"{title} ")
        found: dict[PaperId, Paper] = {}
        for longer in self._titles[start : start + _MOST_COMPARED]:
            if not longer.startswith(f"{title} "):
                break
            found.update({one.id: one for one in self._by_title[longer]})
        return list(found.values())

    def _fits(self, item: PastedItem, paper: Paper) -> bool:
        """Whatever the item names is so."""
        if item.year and paper.issued and abs(item.year - paper.issued.year) > 1:
            return False
        people = _family_names(item.authors)
        return not people or not people.isdisjoint(self._people[paper.id])

    @staticmethod
    def _is_enough(item: PastedItem, wording: _Wording, *, is_whole: bool) -> bool:
        """A title that nobody cut, or a name beside it."""
        if item.authors:
            return True
        is_long = len(wording.title.split()) >= _FEWEST_WORDS
        return is_long and (is_whole or not wording.is_head)


def _word(title: str) -> Iterator[_Wording]:
    """The title; without `(GPT-3)` at its end; what is before a colon or dash, or after it."""
    bare = _ASIDE.sub("", title)
    seen: set[str] = set()
    for whole in (title, bare):
        normal = normalise_title(whole)
        if normal and normal not in seen:
            seen.add(normal)
            yield _Wording(normal)
    for one in _BREAK.finditer(bare):
        head, tail = normalise_title(bare[: one.start()]), bare[one.end() :].strip()
        after = normalise_title(tail)
        if len(after.split()) >= _FEWEST_WORDS:
            yield _Wording(after)
        if head:
            yield _Wording(head, tail, is_head=True)


def _identify(paper: Paper) -> Iterator[str]:
    yield from identifiers_of(paper)
    if paper.url:
        yield fold_address(paper.url)


def _family_names(authors: Iterable[Author]) -> frozenset[str]:
    """Family names, whole and by their last word: `Ben Allal` is cited as `Allal` too."""
    names = (normalise_title(one.literal or one.family) for one in authors)
    return frozenset(form for name in names if name for form in (name, name.split()[-1]))
