from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from builders import make_paper
from reading_list.ordering import (
    arrange,
    find_before,
    find_cycles,
    find_stages,
    find_unlocked,
    issue_key,
)
from strategies import acyclic, cyclic

Needs = Mapping[str, tuple[str, ...]]


def same(one: str) -> str:
    return one


@given(acyclic())
def test_prerequisites_come_first(needs: Needs) -> None:
    arranged = arrange(needs, same)

    for place, one in enumerate(arranged):
        assert set(needs[one]) & set(needs) <= set(arranged[:place])


@given(cyclic(), st.data())
def test_the_order_is_the_same_for_any_input_order(
    planted: tuple[Needs, object], data: st.DataObject
) -> None:
    needs, _ = planted
    shuffled = {one: needs[one] for one in data.draw(st.permutations(list(needs)))}

    assert arrange(needs, len) == arrange(shuffled, len)
    assert find_cycles(needs) == find_cycles(shuffled)


@given(cyclic())
def test_every_id_is_arranged_exactly_once(planted: tuple[Needs, object]) -> None:
    needs, _ = planted

    assert sorted(needs) == sorted(arrange(needs, same))


def test_ties_go_by_key_then_by_id() -> None:
    years = {"a": 2020, "b": 2017, "c": 2018, "d": 2017}
    needs: Needs = {"a": (), "b": ("c",), "c": (), "d": ()}

    assert ("d", "c", "b", "a") == arrange(needs, lambda one: years[one])


def test_works_sort_by_their_date_then_by_id_and_those_without_one_come_last() -> None:
    dates = {"d": None, "c": "9999-12-31", "b": "2017-06-12", "a": "2018", "e": "2017-06-12"}
    papers = [make_paper(one, issued=issued) for one, issued in dates.items()]

    assert [paper.id for paper in sorted(papers, key=issue_key)] == ["b", "e", "a", "c", "d"]


def test_members_of_a_cycle_and_what_needs_them_come_last() -> None:
    needs: Needs = {"a": ("b",), "b": ("a",), "c": ("b",), "d": (), "e": ("d",)}

    assert ("d", "e", "a", "b", "c") == arrange(needs, same)


def test_unknown_prerequisites_are_taken_as_read() -> None:
    assert ("a", "b") == arrange({"b": ("a", "?"), "a": ("?", "?")}, same)


@given(acyclic())
def test_acyclic_mappings_have_no_cycle(needs: Needs) -> None:
    assert () == find_cycles(needs)


@given(cyclic())
def test_planted_cycles_are_all_found_and_nothing_else(
    planted: tuple[Needs, frozenset[frozenset[str]]],
) -> None:
    needs, knots = planted
    rings = find_cycles(needs)

    assert sorted(min(knot) for knot in knots) == [ring[0] for ring in rings]
    for ring in rings:
        knot = next(knot for knot in knots if ring[0] in knot)
        assert set(ring) <= knot
        assert len(ring) == len(set(ring))
        for one, need in zip(ring, (*ring[1:], ring[0]), strict=True):
            assert need in needs[one]


def test_a_ring_begins_at_its_smallest_id_and_takes_the_shortest_way() -> None:
    needs: Needs = {"c": ("b", "a"), "b": ("a",), "a": ("c",), "x": ("x",)}

    assert (("a", "c"), ("x",)) == find_cycles(needs)


def test_long_chains_need_no_recursion() -> None:
    chain: Needs = {f"{n:05}": (f"{n + 1:05}",) for n in range(20_000)}
    ring = {**chain, "20000": ("00000",)}

    assert "00000" == arrange(chain, same)[-1]
    assert () == find_cycles(chain)
    assert [20_001] == [len(one) for one in find_cycles(ring)]


@given(acyclic())
def test_a_work_unlocks_what_needs_it(needs: Needs) -> None:
    unlocked = find_unlocked(needs)

    assert {(need, one) for one, some in needs.items() for need in some} == {
        (need, one) for need, later in unlocked.items() for one in later
    }
    for later in unlocked.values():
        assert [one for one in needs if one in later] == list(later)


def longest_chain(one: str, needs: Needs) -> int:
    """Count the ids of the longest chain that ends in `one`, by trying every one of them."""
    return 1 + max((longest_chain(need, needs) for need in needs[one] if need in needs), default=0)


@given(acyclic())
def test_stages_are_the_longest_path(needs: Needs) -> None:
    assert {one: longest_chain(one, needs) for one in needs} == find_stages(needs)


@given(cyclic())
def test_what_a_cycle_holds_up_shares_the_last_stage(
    planted: tuple[Needs, frozenset[frozenset[str]]],
) -> None:
    needs, knots = planted
    held_up = {one for knot in knots for one in knot}
    while more := {one for one in needs if held_up & set(needs[one])} - held_up:
        held_up |= more
    sound = {one: needs[one] for one in needs if one not in held_up}
    stages = find_stages(needs)

    assert find_stages(sound) == {one: stages[one] for one in sound}
    last = max(find_stages(sound).values(), default=0) + 1
    assert {stages[one] for one in held_up} <= {last}


@given(acyclic(), st.data())
def test_before_an_id_comes_everything_that_it_needs(needs: Needs, data: st.DataObject) -> None:
    one = data.draw(st.sampled_from([*needs, "?"]))
    wanted: set[str] = set()
    while (
        more := {n for each in (one, *wanted) for n in needs.get(each, ()) if n in needs} - wanted
    ):
        wanted |= more
    found, is_cut = find_before(one, needs, limit=len(needs))

    assert wanted == set(found)
    assert not is_cut


def test_a_long_way_is_cut_at_its_far_end() -> None:
    needs: Needs = {"a": (), "b": ("a",), "c": ("b",), "d": ("c",)}

    assert (("c", "b"), True) == find_before("d", needs, limit=2)
    assert (("c", "b", "a"), False) == find_before("d", needs, limit=3)


def test_a_ring_leads_round_once() -> None:
    assert (("b",), False) == find_before("a", {"a": ("b",), "b": ("a",)}, limit=5)


def test_what_is_nearest_comes_first_and_what_is_needed_twice_counts_once() -> None:
    needs: Needs = {"a": ("b", "c"), "b": ("x",), "c": ("y", "x"), "x": (), "y": ()}

    assert (("b", "c", "x", "y"), False) == find_before("a", needs, limit=4)
    assert (("b", "c", "x"), False) == find_before("a", {**needs, "c": ("x",)}, limit=3)


def test_of_several_rings_of_a_knot_the_shortest_is_shown() -> None:
    assert (("a", "b"),) == find_cycles({"a": ("b", "c"), "b": ("a",), "c": ("d",), "d": ("a",)})
