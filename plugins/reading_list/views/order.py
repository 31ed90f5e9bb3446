"""A reading order: numbered steps with their reason, what they need and what they unlock."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reading_list.connections import place_steps
from reading_list.model import Paper
from reading_list.ordering import find_unlocked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.connections import Connections, Placed
    from reading_list.model import Library, Order, OrderSection, PaperId, Post


@dataclass(frozen=True, slots=True)
class StepLink:
    """Another work that a step names; `anchor` is its place on this page, where it has one."""

    paper: Paper
    anchor: str
    position: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step as it is shown."""

    position: int | None
    """From 1; None for a bonus step."""
    anchor: str
    paper: Paper | None
    post: Post | None
    why: str
    optional: bool
    prerequisites: tuple[StepLink, ...]
    unlocked: tuple[StepLink, ...]
    alongside: tuple[StepLink, ...]
    instead_of: tuple[StepLink, ...]

    @property
    def entry(self) -> Paper | Post | None:
        """The work or the post that the step is."""
        return self.paper or self.post

    @property
    def key(self) -> str:
        """What a reader's progress is kept under."""
        return find_key(self.paper or self.post)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A run of steps under a heading."""

    title: str
    anchor: str
    bonus: bool
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """A whole order."""

    order: Order
    sections: tuple[SectionView, ...]

    @property
    def steps(self) -> tuple[StepView, ...]:
        """All steps of all sections, in order."""
        return tuple(step for section in self.sections for step in section.steps)

    def find_first_steps(self) -> dict[str, StepView]:
        """Key -> the step where it comes first, in order."""
        found: dict[str, StepView] = {}
        for step in self.steps:
            found.setdefault(step.key, step)
        return found

    @property
    def numbered(self) -> int:
        """Steps that have a number."""
        return sum(len(section.steps) for section in self.sections if not section.bonus)

    @property
    def bonus(self) -> int:
        """Steps of bonus sections."""
        return sum(len(section.steps) for section in self.sections if section.bonus)


def find_key(entry: Paper | Post | None) -> str:
    """What a reader's progress is kept under: it outlives titles, slugs and orders.

    A work's is its id; a post's, which no work can have, that of its feed item, else its file.
    """
    if entry is None:
        return ""
    return entry.id if isinstance(entry, Paper) else f"post:{entry.feed_id or entry.src_uri}"


def build_order_view(order: Order, library: Library, connections: Connections) -> OrderView:
    """Resolve the steps of one order against the library."""
    placed = tuple(place_steps(order))
    places = {one.step.paper: one for one in reversed(placed) if one.step.paper is not None}
    first = dict.fromkeys(one.step.paper for one in placed if one.step.paper is not None)
    rank = {one: place for place, one in enumerate(first)}
    here = find_unlocked(
        {one.step.paper: one.step.prerequisites for one in placed if one.step.paper is not None}
    )

    def link(ids: Iterable[PaperId]) -> tuple[StepLink, ...]:
        papers = library.papers_by_id
        return tuple(
            StepLink(
                papers[one],
                places[one].anchor if one in places else "",
                places[one].position if one in places else None,
            )
            for one in dict.fromkeys(ids)
            if one in papers and not papers[one].unlisted
        )

    def view(one: Placed) -> StepView:
        step = one.step
        paper = library.papers_by_id[step.paper] if step.paper else None
        needs = (*(paper.prerequisites if paper else ()), *step.prerequisites)
        unlocks: set[PaperId] = set()
        if step.paper:
            unlocks = {*connections.unlocked.get(step.paper, ()), *here.get(step.paper, ())}
        return StepView(
            position=one.position,
            anchor=one.anchor,
            paper=paper,
            post=library.posts_by_uri.get(step.post),
            why=step.why or (paper.why if paper else ""),
            optional=step.optional,
            prerequisites=link(needs),
            unlocked=link(sorted((one for one in unlocks if one in rank), key=rank.__getitem__)),
            alongside=link(one for one in step.alongside if one not in needs),
            instead_of=link(step.instead_of),
        )

    views = map(view, placed)
    sections = tuple(
        _section(section, number, tuple(islice(views, len(section.steps))))
        for number, section in enumerate(order.sections, start=1)
    )
    return OrderView(order=order, sections=sections)


def _section(section: OrderSection, number: int, steps: tuple[StepView, ...]) -> SectionView:
    return SectionView(
        title=section.title, anchor=f"section-{number}", bonus=section.bonus, steps=steps
    )
