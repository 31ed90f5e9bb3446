"""Which works belong together, and why: chosen by hand, cited together, in one order, rare tags.

Separate from `connections`, which says what the author wrote; this says what follows from it.
For each work only a bounded number of candidates is looked at for each text, order and tag that
it stands in, so that the cost stays linear in the library.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from math import fsum, log
from typing import TYPE_CHECKING, Literal

from reading_list.model import PaperId, Slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reading_list.connections import Connections
    from reading_list.model import AnyEntry, Library, Paper, Tag

MOST = 6
"""Works that are named, unless the author chose more of them by hand."""
_NEAR = 6
"""Places to either side at which another work of the same text, order or tag is looked for."""
_COMMON = 4
"""A tag is common, and says nothing, if more than one work in so many carries it ..."""
_FEW = 3
"""... and more than these few do."""

Reason = Literal["chosen", "cited", "order", "tags"]


@dataclass(frozen=True, slots=True)
class Relation:
    """That a work belongs to another one, and why."""

    paper: Paper
    reason: Reason
    text: AnyEntry | None = None
    """The text that cites both, or the order that holds both."""
    others: int = 0
    """Further texts that cite both."""
    tags: tuple[Tag, ...] = ()
    """Tags of both, the rarest first."""


def find_related(
    library: Library, connections: Connections
) -> Mapping[PaperId, tuple[Relation, ...]]:
    """Name for each work at most `MOST` others, and all that were chosen by hand.

    First those chosen by hand, in either direction; then those that most texts cite beside it;
    then its neighbours in orders, the nearest first; then those that share rare tags. What must
    be read before it or after it is left to the prerequisites. The same library gives the same
    answer; it is found when it is first asked for, for a preview shows one work before the others.
    """
    return _Related(library, connections)


class _Related(Mapping[PaperId, tuple[Relation, ...]]):
    def __init__(self, library: Library, connections: Connections) -> None:
        self._papers = library.papers_by_id
        self._finder = _Finder(library, connections)
        self._found: dict[PaperId, tuple[Relation, ...]] = {}

    def __getitem__(self, one: PaperId) -> tuple[Relation, ...]:
        found = self._found.get(one)
        if found is None:
            found = self._found[one] = self._finder.find(self._papers[one])
        return found

    def __iter__(self) -> Iterator[PaperId]:
        return iter(self._papers)

    def __len__(self) -> int:
        return len(self._papers)


class _Finder:
    """What has to be looked up again and again, looked up once."""

    def __init__(self, library: Library, connections: Connections) -> None:
        self._library = library
        self._connections = connections
        self._papers = {paper.id: paper for paper in library.papers if not paper.unlisted}
        self._chosen_by: defaultdict[PaperId, list[PaperId]] = defaultdict(list)
        for paper in self._papers.values():
            for one in paper.related:
                self._chosen_by[one].append(paper.id)
        self._slugs: defaultdict[PaperId, set[Slug]] = defaultdict(set)
        self._weights: dict[Slug, float] = {}
        for slug, papers in connections.papers_by_tag.items():
            weight = self._weigh(len(papers))
            if weight:
                self._weights[Slug(slug)] = weight
            for paper in papers:
                self._slugs[paper.id].add(Slug(slug))
        self._cited: dict[str, _Line] = {}
        self._steps: dict[str, _Line] = {}
        self._tagged: dict[str, _Line] = {}

    def find(self, paper: Paper) -> tuple[Relation, ...]:
        found: dict[PaperId, Relation] = {}
        for one in dict.fromkeys((*paper.related, *self._chosen_by.get(paper.id, ()))):
            if one in self._papers and one != paper.id:
                found[one] = Relation(self._papers[one], "chosen")
        shown = {paper.id, *paper.prerequisites, *self._connections.unlocked.get(paper.id, ())}
        for search in (self._find_cited, self._find_in_orders, self._find_tagged):
            if len(found) >= MOST:
                break
            new = (
                relation
                for relation in search(paper)
                if relation.paper.id not in shown and relation.paper.id not in found
            )
            found |= {one.paper.id: one for one in islice(new, MOST - len(found))}
        return tuple(found.values())

    def _find_cited(self, paper: Paper) -> Iterator[Relation]:
        """Works that most texts name beside it; of equals those that stand nearer."""
        texts: dict[PaperId, list[AnyEntry]] = {}
        nearest: dict[PaperId, int] = {}
        for text in self._connections.discussed_in.get(paper.id, ()):
            line = self._cited.get(text.location.uri)
            if line is None:
                line = self._cited[text.location.uri] = _Line(text.cites)
            for one, distance in line.around(paper.id):
                if one not in texts:
                    texts[one], nearest[one] = [text], distance
                else:
                    texts[one].append(text)
                    nearest[one] = min(distance, nearest[one])
        for one in sorted(texts, key=lambda one: (-len(texts[one]), nearest[one], one)):
            if one in self._papers:
                yield Relation(self._papers[one], "cited", texts[one][0], len(texts[one]) - 1)

    def _find_in_orders(self, paper: Paper) -> Iterator[Relation]:
        """Neighbours in the orders that somebody wrote; a computed one says nothing new."""
        nearest: dict[PaperId, tuple[int, AnyEntry]] = {}
        for member in self._connections.memberships.get(paper.id, ()):
            order = member.order
            if order.computed_from is not None:
                continue
            line = self._steps.get(order.id)
            if line is None:
                line = _Line([step.paper for step in order.steps if step.paper])
                self._steps[order.id] = line
            for one, distance in line.around(paper.id):
                if one not in nearest or distance < nearest[one][0]:
                    nearest[one] = distance, order
        for one in sorted(nearest, key=lambda one: (nearest[one][0], one)):
            if one in self._papers:
                yield Relation(self._papers[one], "order", nearest[one][1])

    def _find_tagged(self, paper: Paper) -> Iterator[Relation]:
        """Works whose common tags weigh most; a tag weighs more the fewer works carry it."""
        weights = self._weights
        rare = [tag for tag in self._library.tags_of(paper) if tag.slug in weights]
        rare.sort(key=lambda tag: -weights[tag.slug])
        slugs = {tag.slug for tag in rare}
        near: set[PaperId] = set()
        for slug in slugs:
            near.update(self._line_of_tag(slug).beside(paper.id))
        ranked = [
            # A sum that is the same in whichever order a set is walked through.
            (-fsum(map(weights.__getitem__, slugs & self._slugs[one])), one)
            for one in near
        ]
        for _, one in sorted(ranked):
            tags = tuple(tag for tag in rare if tag.slug in self._slugs[one])
            yield Relation(self._papers[one], "tags", tags=tags)

    def _weigh(self, count: int) -> float:
        """Inverse document frequency (Spärck Jones 1972); 0 for a tag that says nothing."""
        is_common = count > max(_FEW, len(self._papers) // _COMMON)
        return 0.0 if is_common else log(len(self._papers) / count)

    def _line_of_tag(self, slug: str) -> _Line:
        """The works that carry a tag, in the order in which they appeared."""
        line = self._tagged.get(slug)
        if line is None:
            papers = sorted(self._connections.papers_by_tag.get(slug, ()), key=_by_issued)
            line = self._tagged[slug] = _Line([paper.id for paper in papers])
        return line


def _by_issued(paper: Paper) -> tuple[tuple[int, ...], str]:
    return paper.issued.sort_key if paper.issued else (10_000,), paper.id


class _Line:
    """Works in a row, each once."""

    def __init__(self, works: Sequence[PaperId]) -> None:
        self._works = tuple(dict.fromkeys(works))
        is_short = len(self._works) <= 2 * _NEAR  # as most texts are: nothing to look up
        self._places = {} if is_short else {one: at for at, one in enumerate(self._works)}

    def _find(self, one: PaperId) -> int | None:
        if self._places:
            return self._places.get(one)
        return self._works.index(one) if one in self._works else None

    def beside(self, one: PaperId) -> tuple[PaperId, ...]:
        """Works at most `_NEAR` places away."""
        place = self._find(one)
        if place is None:
            return ()
        first = max(place - _NEAR, 0)
        return self._works[first:place] + self._works[place + 1 : place + _NEAR + 1]

    def around(self, one: PaperId) -> Iterator[tuple[PaperId, int]]:
        """Works at most `_NEAR` places away, with their distance."""
        place = self._find(one)
        if place is None:
            return
        first = max(place - _NEAR, 0)
        for number, other in enumerate(self._works[first : place + _NEAR + 1], start=first):
            if number != place:
                yield other, abs(number - place)
