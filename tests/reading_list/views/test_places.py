from collections.abc import Mapping

from hypothesis import given

from builders import make_library, make_order, make_paper, make_post, make_section, make_step
from reading_list.connections import find_connections
from reading_list.model import Library
from reading_list.views.places import FARTHEST, OrderPlace, Way, find_places, find_way
from strategies import acyclic

POST = make_post()
LIBRARY = make_library(
    [make_paper("lstm"), make_paper("gru"), make_paper("bert")],
    [POST],
    [
        make_order(
            "one",
            make_section("lstm", make_step(None, post=POST.src_uri)),
            make_section("gru", bonus=True),
        ),
        make_order("two", make_section("bert", "lstm")),
    ],
)


def named(places: list[OrderPlace]) -> list[tuple[str, int | None, int, str, str]]:
    return [
        (
            one.url,
            one.position,
            one.count,
            one.previous.title if one.previous else "",
            one.following.title if one.following else "",
        )
        for one in places
    ]


def way(one: str, library: Library) -> Way:
    return find_way(library.papers_by_id[one], library, find_connections(library))


def test_a_work_has_a_place_in_each_order() -> None:
    found = find_connections(LIBRARY)

    assert [
        ("reading/one/#step-lstm", 1, 2, "", "first"),
        ("reading/two/#step-lstm", 2, 2, "bert", ""),
    ] == named([*find_places(found.memberships["lstm"], LIBRARY)])


def test_a_post_has_one_too_and_bonus_steps_come_after() -> None:
    found = find_connections(LIBRARY)

    assert [("reading/one/#step-first", 2, 2, "lstm", "gru")] == named(
        [*find_places(found.post_memberships[POST.src_uri], LIBRARY)]
    )
    assert [("reading/one/#step-gru", None, 2, "first", "")] == named(
        [*find_places(found.memberships["gru"], LIBRARY)]
    )


@given(acyclic())
def test_the_way_to_a_work_is_everything_before_it_in_a_readable_order(
    needs: Mapping[str, tuple[str, ...]],
) -> None:
    library = make_library(make_paper(one, prerequisites=some) for one, some in needs.items())
    for one in needs:
        read: set[str] = set()
        for paper in way(one, library).papers:
            assert set(needs[paper.id]) & set(needs) <= read
            read.add(paper.id)

        assert set(needs[one]) & set(needs) <= read
        assert one not in read


def test_a_choice_goes_to_the_older_work() -> None:
    papers = [
        make_paper("a", issued="2020"),
        make_paper("b", issued="2017"),
        make_paper("c", prerequisites=("a", "b")),
    ]

    assert ["b", "a"] == [one.id for one in way("c", make_library(papers)).papers]


def test_unlisted_works_are_on_no_way_and_have_one() -> None:
    papers = [
        make_paper("a"),
        make_paper("b", prerequisites=("a",), unlisted=True),
        make_paper("c", prerequisites=("b",)),
    ]
    library = make_library(papers)

    assert ["a"] == [one.id for one in way("b", library).papers]
    assert Way() == way("c", library)


def test_a_long_way_is_cut_at_its_far_end() -> None:
    names = [f"p{place:03}" for place in range(FARTHEST + 5)]
    papers = [
        make_paper(one, prerequisites=names[max(place - 1, 0) : place])
        for place, one in enumerate(names)
    ]
    found = way(names[-1], make_library(papers))

    assert found.is_cut
    assert names[-1 - FARTHEST : -1] == [one.id for one in found.papers]
