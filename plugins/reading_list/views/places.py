"""Where an entry stands: its place in each order, and the way that leads to it.

Separate because works and posts show the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.ordering import arrange, find_before, issue_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.connections import Connections, Membership
    from reading_list.model import Library, Order, Paper, Post, Step

FARTHEST = 60
"""Works that a way to one work names at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlace:
    """The place of one entry in one order."""

    order: Order
    url: str
    """Of the step, on the page of the order."""
    position: int | None
    """From 1; None for a bonus step."""
    count: int
    """Numbered steps of the order."""
    previous: Paper | Post | None
    following: Paper | Post | None


@dataclass(frozen=True, slots=True)
class Way:
    """Everything to read before a work, prerequisites first."""

    papers: tuple[Paper, ...] = ()
    is_cut: bool = False
    """Whether there is more than we show, before what we show."""


def find_places(memberships: Iterable[Membership], library: Library) -> Iterator[OrderPlace]:
    """One place for each step that an entry is, orders by slug."""
    for one in memberships:
        yield OrderPlace(
            order=one.order,
            url=f"{one.order.url_path}#{one.placed.anchor}",
            position=one.placed.position,
            count=one.count,
            previous=find_entry(one.previous, library),
            following=find_entry(one.following, library),
        )


def find_entry(step: Step | None, library: Library) -> Paper | Post | None:
    """The work or the post that a step is."""
    if step is None:
        return None
    if step.paper:
        return library.papers_by_id.get(step.paper)
    return library.posts_by_uri.get(step.post)


def find_way(paper: Paper, library: Library, connections: Connections) -> Way:
    """What to read before a work, and before that; where that leaves a choice, the oldest first."""
    needs = connections.prerequisites
    if not needs.get(paper.id):
        return Way()
    papers = library.papers_by_id
    ids, is_cut = find_before(paper.id, needs, FARTHEST)
    arranged = arrange({one: needs[one] for one in ids}, lambda one: issue_key(papers[one]))
    return Way(tuple(papers[one] for one in arranged), is_cut)
