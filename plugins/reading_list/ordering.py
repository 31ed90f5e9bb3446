"""What must be read before what: arranging, stages, cycles, what a work unlocks.

Plain functions over a mapping id -> ids that come first (the direction of `graphlib`). Nothing
here recurses, so a chain of thousands is as good as one of three.
"""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reading_list.model import Paper


Id = TypeVar("Id", bound=str)


_UNDATED = (10_000,)
"""Sorts after every year."""


def issue_key(paper: Paper) -> tuple[tuple[int, ...], str]:
    """How works sort that may be read in any order: the oldest first, then by id."""
    return paper.issued.sort_key if paper.issued else _UNDATED, paper.id


def find_unlocked(prerequisites: Mapping[Id, Sequence[Id]]) -> dict[Id, tuple[Id, ...]]:
    """Id -> what names it as a prerequisite, in the order of the mapping."""
    unlocked: defaultdict[Id, list[Id]] = defaultdict(list)
    for one, needs in prerequisites.items():
        for need in dict.fromkeys(needs):
            unlocked[need].append(one)
    return {one: tuple(later) for one, later in unlocked.items()}


def arrange(prerequisites: Mapping[Id, Sequence[Id]], key: Callable[[Id], Any]) -> tuple[Id, ...]:
    """Every id once, prerequisites first, ties by `key`; members of a cycle come last.

    What `key` returns has to be sortable.

    Prerequisites that are no key of the mapping are taken as read. Source: Kahn 1962.
    """
    missing = {
        one: sum(need in prerequisites for need in dict.fromkeys(needs))
        for one, needs in prerequisites.items()
    }
    unlocked = find_unlocked(prerequisites)
    ready = [(key(one), one) for one, count in missing.items() if not count]
    heapq.heapify(ready)
    arranged: list[Id] = []
    while ready:
        one = heapq.heappop(ready)[1]
        arranged.append(one)
        for later in unlocked.get(one, ()):
            missing[later] -= 1
            if not missing[later]:
                heapq.heappush(ready, (key(later), later))
    stuck = (one for one, count in missing.items() if count)
    return (*arranged, *sorted(stuck, key=lambda one: (key(one), one)))


def find_stages(prerequisites: Mapping[Id, Sequence[Id]]) -> dict[Id, int]:
    """Id -> its stage from 1: one more than the longest chain of ids that come before it.

    What needs nothing is of stage 1. Members of a cycle, and what needs them, share a stage after
    all others. Prerequisites that are no key of the mapping are taken as read.
    """
    missing = {
        one: sum(need in prerequisites for need in dict.fromkeys(needs))
        for one, needs in prerequisites.items()
    }
    unlocked = find_unlocked(prerequisites)
    stages = {one: 1 for one, count in missing.items() if not count}
    ready = deque(stages)
    last = 0
    while ready:
        one = ready.popleft()
        last = max(last, stages[one])
        for later in unlocked.get(one, ()):
            missing[later] -= 1
            if not missing[later]:
                stages[later] = stages[one] + 1  # the last to come is of the highest stage
                ready.append(later)
    return {one: stages.get(one, last + 1) for one in prerequisites}


def find_before(
    one: Id, prerequisites: Mapping[Id, Sequence[Id]], limit: int
) -> tuple[tuple[Id, ...], bool]:
    """Everything to read before an id, nearest first, and whether there is more than `limit`.

    The limit keeps a long chain from costing its square when every member asks.
    """
    found: dict[Id, None] = {}
    queue = deque([one])
    while queue:
        for need in prerequisites.get(queue.popleft(), ()):
            if need == one or need in found or need not in prerequisites:
                continue
            if len(found) == limit:
                return tuple(found), True
            found[need] = None
            queue.append(need)
    return tuple(found), False


def find_cycles(prerequisites: Mapping[Id, Sequence[Id]]) -> tuple[tuple[Id, ...], ...]:
    """One ring for each knot of ids that need one another, each begun at its smallest id.

    A ring lists every member once: `(a, b)` says that a needs b and b needs a.
    """
    rings = []
    for knot in _find_knots(prerequisites):
        start = min(knot)
        if len(knot) > 1 or start in prerequisites.get(start, ()):
            rings.append(_shortest_ring(start, knot, prerequisites))
    return tuple(sorted(rings))


def _shortest_ring(
    start: Id, knot: frozenset[Id], prerequisites: Mapping[Id, Sequence[Id]]
) -> tuple[Id, ...]:
    """The shortest way from `start` along prerequisites back to itself, inside the knot."""
    came_from: dict[Id, Id] = {}
    queue = deque([start])
    while True:  # there is a way back, or it were no knot
        one = queue.popleft()
        for need in prerequisites.get(one, ()):
            if need == start:
                ring = [one]
                while ring[-1] != start:
                    ring.append(came_from[ring[-1]])
                return tuple(reversed(ring))
            if need in knot and need not in came_from:
                came_from[need] = one
                queue.append(need)


def _find_knots(prerequisites: Mapping[Id, Sequence[Id]]) -> Iterable[frozenset[Id]]:
    """Strongly connected components. Source: Tarjan 1972, with a stack of our own."""
    index: dict[Id, int] = {}
    lowest: dict[Id, int] = {}
    stack: list[Id] = []
    on_stack: set[Id] = set()
    for root in prerequisites:
        if root in index:
            continue
        work = [(root, iter(prerequisites[root]))]
        index[root] = lowest[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            one, needs = work[-1]
            need = next((n for n in needs if n not in index or n in on_stack), None)
            if need is None:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[one])
                if lowest[one] == index[one]:
                    knot = _pop_knot(one, stack)
                    on_stack -= knot
                    yield knot
            elif need in index:
                lowest[one] = min(lowest[one], index[need])
            else:
                index[need] = lowest[need] = len(index)
                stack.append(need)
                on_stack.add(need)
                work.append((need, iter(prerequisites.get(need, ()))))


def _pop_knot(root: Id, stack: list[Id]) -> frozenset[Id]:
    knot = []
    while True:
        knot.append(stack.pop())
        if knot[-1] == root:
            return frozenset(knot)
