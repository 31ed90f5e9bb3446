from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.ordering import find_stages
from reading_list.views.layers import BENDS, Drawing, count_crossings, lay_out
from strategies import acyclic, cyclic

Needs = Mapping[str, tuple[str, ...]]


def find_columns(drawing: Drawing) -> list[list[float]]:
    """Return the rows of each column, from the top."""
    return [
        sorted(point.row for point in drawing.places.values() if point.column == column)
        for column in range(drawing.columns)
    ]


@given(acyclic())
def test_columns_are_stages(needs: Needs) -> None:
    places = lay_out(needs).places

    assert find_stages(needs) == {one: point.column + 1 for one, point in places.items()}


@given(acyclic())
def test_no_two_nodes_lie_upon_one_another(needs: Needs) -> None:
    drawing = lay_out(needs)

    for rows in find_columns(drawing):
        assert all(below - above > 0.99 for above, below in pairwise(rows))
        assert all(0 <= row <= drawing.rows - 1 + 1e-9 for row in rows)


@given(acyclic())
def test_every_need_is_a_line_that_passes_each_layer_once(needs: Needs) -> None:
    drawing = lay_out(needs)
    wanted = {(need, one) for one, some in needs.items() for need in some if need in needs}

    assert wanted == {(line.source, line.target) for line in drawing.lines}
    for line in drawing.lines:
        first, last = drawing.places[line.source], drawing.places[line.target]
        assert (first, last) == (line.points[0], line.points[-1])
        columns = [point.column for point in line.points]
        assert columns in (
            list(range(first.column, last.column + 1)),
            [first.column, last.column],
        )


@given(acyclic())
def test_the_same_mapping_gives_the_same_drawing(needs: Needs) -> None:
    assert lay_out(needs) == lay_out(dict(needs))


@given(cyclic())
def test_cycles_are_drawn_without_the_lines_inside_them(
    planted: tuple[Needs, frozenset[frozenset[str]]],
) -> None:
    needs, _ = planted
    drawing = lay_out(needs)

    assert set(needs) == set(drawing.places)
    assert all(line.points[0].column < line.points[-1].column for line in drawing.lines)


def test_nothing_is_a_drawing_of_nothing() -> None:
    assert Drawing({}, (), 0, 0) == lay_out({})


def test_a_chain_is_straight() -> None:
    assert [[0.0], [0.0], [0.0]] == find_columns(lay_out({"a": (), "b": ("a",), "c": ("b",)}))


def test_crossed_pairs_are_untwined() -> None:
    needs = {"a": (), "b": (), "c": (), "x": ("c",), "y": ("b",), "z": ("a",)}
    places = lay_out(needs).places

    assert places["x"].row == pytest.approx(places["c"].row)
    assert places["z"].row == pytest.approx(places["a"].row)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), unique=True))
def test_crossings_are_counted_as_by_trying_all_pairs(edges: list[tuple[int, int]]) -> None:
    layers = [list(range(6)), list(range(6, 12))]
    after = {one: [6 + end for start, end in edges if start == one] for one in range(6)}
    crossed = sum(
        one[0] < two[0] and one[1] > two[1] for one in edges for two in edges if one != two
    )

    assert crossed == count_crossings(layers, after)


def test_many_long_lines_cost_no_square() -> None:
    names = [f"{n:04}" for n in range(2_000)]
    needs = {one: (names[0], *names[max(n - 1, 0) : n]) if n else () for n, one in enumerate(names)}
    drawing = lay_out(needs)
    bends = sum(len(line.points) - 2 for line in drawing.lines)

    assert len(drawing.lines) == 2 * len(names) - 3
    assert 0 < bends <= BENDS * len(names)
