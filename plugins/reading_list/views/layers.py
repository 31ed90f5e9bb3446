"""A layered drawing of what comes before what: stages as columns, few crossings, short lines.

A pure function over ids, so that it can be proved without a page. Source: Sugiyama, Tagawa and
Toda 1981, with barycentres; places within a layer by pooling adjacent violators.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from reading_list.ordering import find_stages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SWEEPS = 6
BENDS = 4
"""Places where long lines pass a layer, for each id at most, so that the cost stays linear."""

BEND = 0.3
"""Height that a line needs where it passes a layer, in heights of a node."""


class Point(NamedTuple):
    """A place in the drawing: column from 0, row from 0 in heights of a node."""

    column: int
    row: float


@dataclass(frozen=True, slots=True)
class Line:
    """From what comes first to what needs it, by way of the layers between."""

    source: str
    target: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where each id stands, and the lines between them."""

    places: Mapping[str, Point]
    lines: tuple[Line, ...]
    columns: int
    rows: float


_Vertex = int
_Ways = dict[_Vertex, list[_Vertex]]


def lay_out(needs: Mapping[str, Sequence[str]]) -> Drawing:
    """Draw id -> ids that come first; what is no key of the mapping is left out.

    The same mapping gives the same drawing. Lines inside a cycle are left out too.
    """
    stages = find_stages(needs)
    number = {one: place for place, one in enumerate(needs)}
    layers: list[list[_Vertex]] = [[] for _ in range(max(stages.values(), default=0))]
    for one, place in number.items():
        layers[stages[one] - 1].append(place)
    chains = _find_chains(needs, stages, number, layers)
    before, after = _find_ways(chains)
    layers = _sort_layers(layers, before, after)
    rows = _find_rows(layers, before, after, len(number))
    places = {one: Point(stages[one] - 1, rows[place]) for one, place in number.items()}
    column = {vertex: at for at, layer in enumerate(layers) for vertex in layer}
    lines = tuple(
        Line(source, target, tuple(Point(column[one], rows[one]) for one in way))
        for (source, target), way in chains.items()
    )
    return Drawing(places, lines, len(layers), max(rows.values(), default=-1) + 1)


def _find_chains(
    needs: Mapping[str, Sequence[str]],
    stages: Mapping[str, int],
    number: Mapping[str, _Vertex],
    layers: list[list[_Vertex]],
) -> dict[tuple[str, str], list[_Vertex]]:
    """A line's vertices: its ends, and a bend in each layer between, which joins `layers`.

    Short lines get their bends first; when none are left, the longest run straight.
    """
    edges = [
        (need, one)
        for one, some in needs.items()
        for need in dict.fromkeys(some)
        if need in number and stages[need] < stages[one]
    ]
    chains = {edge: [number[edge[0]], number[edge[1]]] for edge in edges}
    budget = BENDS * len(number)
    vertex = len(number)
    for source, target in sorted(edges, key=lambda edge: stages[edge[1]] - stages[edge[0]]):
        between = range(stages[source], stages[target] - 1)
        if len(between) > budget:
            break
        budget -= len(between)
        bends = list(range(vertex, vertex + len(between)))
        vertex += len(between)
        chains[source, target][1:1] = bends
        for layer, bend in zip(between, bends, strict=True):
            layers[layer].append(bend)
    return chains


def _find_ways(chains: Mapping[tuple[str, str], list[_Vertex]]) -> tuple[_Ways, _Ways]:
    """The neighbours of each vertex in the layer before, and in the one after."""
    before: _Ways = defaultdict(list)
    after: _Ways = defaultdict(list)
    for way in chains.values():
        for one, later in pairwise(way):
            before[later].append(one)
            after[one].append(later)
    return before, after


def _sort_layers(layers: list[list[_Vertex]], before: _Ways, after: _Ways) -> list[list[_Vertex]]:
    """Sort each layer by the mean place of its neighbours, forth and back; the best is kept."""
    best, fewest = layers, count_crossings(layers, after)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        forth = sweep % 2 == 0
        layers = _sweep(layers, before if forth else after, forth=forth)
        crossings = count_crossings(layers, after)
        if crossings < fewest:
            best, fewest = layers, crossings
    return best


def _sweep(layers: list[list[_Vertex]], ways: _Ways, *, forth: bool) -> list[list[_Vertex]]:
    done: list[list[_Vertex]] = []
    place: dict[_Vertex, float] = {}
    for layer in layers if forth else reversed(layers):
        own = {vertex: float(at) for at, vertex in enumerate(layer)}
        key = {
            one: _mean([place[way] for way in ways[one] if way in place], own[one]) for one in own
        }
        done.append(sorted(layer, key=lambda one, key=key: key[one]))  # type: ignore[misc]
        place |= {vertex: float(at) for at, vertex in enumerate(done[-1])}
    return done if forth else done[::-1]


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def count_crossings(layers: Sequence[Sequence[int]], after: Mapping[int, Sequence[int]]) -> int:
    """Count pairs of lines between neighbouring layers that cross. Source: Barth et al. 2002."""
    total = 0
    for layer, following in pairwise(layers):
        place = {vertex: at for at, vertex in enumerate(following)}
        ends = (
            end
            for vertex in layer
            for end in sorted(place[one] for one in after.get(vertex, ()) if one in place)
        )
        total += _count_inversions(ends, len(following))
    return total


def _count_inversions(values: Iterable[int], size: int) -> int:
    """Pairs of which the greater comes first, with sums in a binary indexed tree (Fenwick 1994)."""
    tree = [0] * (size + 1)
    total = 0
    for seen, value in enumerate(values):
        not_greater = 0
        at = value + 1
        while at:
            not_greater += tree[at]
            at &= at - 1
        total += seen - not_greater
        at = value + 1
        while at <= size:
            tree[at] += 1
            at += at & -at
    return total


def _find_rows(
    layers: list[list[_Vertex]], before: _Ways, after: _Ways, nodes: int
) -> dict[_Vertex, float]:
    """A row for each vertex, near its neighbours and in the order of its layer.

    Vertices below `nodes` are nodes, the others bends.
    """
    tops: dict[_Vertex, float] = {}  # how far each is from the first of its layer, at least
    for layer in layers:
        heights = [1.0 if vertex < nodes else BEND for vertex in layer]
        steps = ((one + two) / 2 for one, two in pairwise(heights))
        tops |= zip(layer, accumulate(steps, initial=0.0), strict=False)
    rows = dict(tops)
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        ways = before if forth else after
        for layer in layers if forth else reversed(layers):
            wanted = [_mean([rows[way] for way in ways[one]], rows[one]) for one in layer]
            rows |= zip(layer, _spread(wanted, [tops[one] for one in layer]), strict=True)
    least = min(rows.values(), default=0.0)
    return {vertex: round(row - least, 3) for vertex, row in rows.items()}


def _spread(wanted: Sequence[float], tops: Sequence[float]) -> Iterator[float]:
    """The rows nearest to the wanted ones that are as far apart as `tops` are, at least."""
    pools: list[tuple[float, int]] = []
    for row, top in zip(wanted, tops, strict=True):
        total, size = row - top, 1
        while pools and pools[-1][0] * size >= total * pools[-1][1]:
            more, members = pools.pop()
            total, size = total + more, size + members
        pools.append((total, size))
    means = chain.from_iterable([total / size] * size for total, size in pools)
    return (mean + top for mean, top in zip(means, tops, strict=True))
