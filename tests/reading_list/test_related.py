from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_library, make_order, make_paper, make_post, make_section
from reading_list.connections import find_connections
from reading_list.related import MOST, Relation, find_related

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.model import Library

NAMES = "abcdefghij"


def related(library: Library) -> Mapping[str, tuple[Relation, ...]]:
    return find_related(library, find_connections(library))


def ids(found: tuple[Relation, ...]) -> str:
    return "".join(relation.paper.id for relation in found)


def test_what_the_author_chose_holds_in_both_directions() -> None:
    papers = [make_paper("a", related=("c", "b")), make_paper("b"), make_paper("c")]

    found = related(make_library(papers))

    assert ["cb", "a", "a"] == [ids(found[one]) for one in "abc"]
    assert {"chosen"} == {one.reason for some in found.values() for one in some}


def test_all_that_the_author_chose_is_named_and_then_nothing_else() -> None:
    chosen = make_paper("z", related=tuple(NAMES))
    post = make_post(cites=("z", "y"))

    found = related(make_library([chosen, make_paper("y"), *map(make_paper, NAMES)], [post]))

    assert NAMES == ids(found["z"])


def test_works_that_texts_cite_together_come_by_count_then_by_distance() -> None:
    posts = [
        make_post("new", date="2025-02-01", cites=tuple("badc")),
        make_post("old", date="2025-01-01", cites=tuple("ac")),
    ]

    found = related(make_library(map(make_paper, "abcd"), posts))["a"]

    assert "cbd" == ids(found)
    assert [(posts[0], 1), (posts[0], 0), (posts[0], 0)] == [
        (one.text, one.others) for one in found
    ]


def test_notes_and_orders_cite_together_too() -> None:
    note = make_paper("n", cites=tuple("ab"))
    order = make_order("o", cites=tuple("bc"))

    found = related(make_library([note, *map(make_paper, "abc")], orders=[order]))["b"]

    assert [("a", note), ("c", order)] == [(one.paper.id, one.text) for one in found]


def test_neighbours_in_an_order_come_nearest_first() -> None:
    order = make_order("o", make_section(*"ab"), make_section(*"cde", bonus=True))

    found = related(make_library(map(make_paper, "abcde"), orders=[order]))["b"]

    assert "acde" == ids(found)
    assert [("order", order)] * 4 == [(one.reason, one.text) for one in found]


def test_a_computed_order_says_nothing_new() -> None:
    order = make_order("o", make_section(*"ab"), computed_from=())

    assert () == related(make_library(map(make_paper, "ab"), orders=[order]))["a"]


def test_rare_tags_weigh_more_than_frequent_ones_and_common_ones_nothing() -> None:
    tags = {"a": "xyz", "b": "yz", "c": "xz", "d": "z", "e": "yz", "f": "z"}
    papers = [make_paper(one, tags=tuple(tags.get(one, ""))) for one in NAMES]

    found = related(make_library(papers))["a"]

    assert [("c", "x"), ("b", "y"), ("e", "y")] == [
        (one.paper.id, "".join(tag.title for tag in one.tags)) for one in found
    ]


def test_reasons_come_in_their_order_and_a_work_once() -> None:
    papers = [
        make_paper("a", related=("b",), tags=("t",)),
        *(make_paper(one, tags=("t",)) for one in "be"),
        *map(make_paper, "cdfghij"),
    ]
    post = make_post(cites=tuple("abc"))
    order = make_order("o", make_section(*"cad"))

    found = related(make_library(papers, [post], [order]))["a"]

    assert [("b", "chosen"), ("c", "cited"), ("d", "order"), ("e", "tags")] == [
        (one.paper.id, one.reason) for one in found
    ]


def test_what_comes_before_and_after_is_not_named_again() -> None:
    papers = [make_paper("a", prerequisites=("b",)), make_paper("b"), make_paper("c")]
    post = make_post(cites=tuple("abc"))

    assert "c" == ids(related(make_library(papers, [post]))["a"])


@pytest.mark.parametrize("hidden", ["paper", "post", "order", "note"])
def test_what_is_unlisted_neither_relates_nor_is_related(hidden: str) -> None:
    def is_hidden(one: str) -> bool:
        return one == hidden

    papers = [
        make_paper("a"),
        make_paper("b", unlisted=is_hidden("paper"), related=("a",) if hidden == "paper" else ()),
        make_paper("n", unlisted=is_hidden("note"), cites=tuple("ab")[: is_hidden("note") * 2]),
    ]
    post = make_post(cites=tuple("ab")[: is_hidden("post") * 2], unlisted=is_hidden("post"))
    order = make_order("o", make_section(*"ab"[: is_hidden("order") * 2]), unlisted=True)

    assert () == related(make_library(papers, [post], [order]))["a"]


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    some = st.lists(st.sampled_from(NAMES), max_size=12, unique=True).map(tuple)
    papers = [
        make_paper(one, related=draw(some)[:2], prerequisites=draw(some)[:1], tags=draw(some)[:3])
        for one in NAMES
    ]
    posts = [make_post(name, cites=draw(some)) for name in ("one", "two")]
    return make_library(papers, posts, [make_order("o", make_section(*draw(some)))])


@given(libraries())
def test_no_work_is_related_to_itself_or_twice_or_to_too_many(library: Library) -> None:
    for one, found in related(library).items():
        names = [relation.paper.id for relation in found]
        chosen = [relation for relation in found if relation.reason == "chosen"]
        assert one not in names
        assert len(names) == len(set(names))
        assert len(names) <= max(MOST, len(chosen))


def test_many_works_in_one_text_and_one_tag_have_few_candidates_each() -> None:
    names = [f"w{number}" for number in range(5_000)]
    papers = [make_paper(name, tags=(f"t{number % 5}",)) for number, name in enumerate(names)]

    found = related(make_library(papers, [make_post(cites=tuple(names))]))

    assert {MOST} == {len(some) for some in found.values()}
