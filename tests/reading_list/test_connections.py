from hypothesis import given

from builders import make_library, make_order, make_paper, make_post, make_section, make_step
from reading_list.connections import find_connections, place_steps
from reading_list.model import Library
from strategies import libraries


def test_citing_posts_come_newest_first() -> None:
    old = make_post("old", date="2024-01-01", cites=("lstm",))
    new = make_post("new", date="2025-01-01", cites=("lstm", "bert"))

    found = find_connections(make_library([make_paper()], [old, new]))

    assert (new, old) == found.cited_by["lstm"]
    assert (new,) == found.cited_by["bert"]


def test_a_work_is_discussed_in_posts_then_notes_then_orders() -> None:
    cites = {"cites": ("lstm",)}
    posts = [make_post("old", date="2024-01-01", **cites), make_post("new", **cites)]
    papers = [
        make_paper(),
        make_paper("a-undated", **cites),
        make_paper("b-old", added="2024-05", **cites),
        make_paper("c-same", added="2025-07-02", **cites),
        make_paper("d-new", added="2025-07-02", **cites),
    ]
    orders = [make_order("z", **cites), make_order("a", **cites)]

    found = find_connections(make_library(papers, posts, orders)).discussed_in["lstm"]

    assert "new old c-same d-new b-old a-undated a z".split() == [one.slug for one in found]


def test_what_is_unlisted_leaves_no_trace() -> None:
    hidden = {"cites": ("lstm",), "unlisted": True}
    post = make_post(tags=("a",), **hidden)
    paper = make_paper("bert", prerequisites=("lstm",), tags=("a",), **hidden)
    order = make_order("start", make_section("lstm"), **hidden)

    found = find_connections(make_library([make_paper(tags=("a",)), paper], [post], [order]))

    assert {} == found.cited_by
    assert {} == found.discussed_in
    assert {} == found.memberships
    assert {} == found.unlocked
    assert ["lstm"] == [one.id for one in found.papers_by_tag["a"]]
    assert {} == found.posts_by_tag


def test_steps_are_numbered_through_sections_without_bonus() -> None:
    order = make_order(
        "start", make_section("a", "b"), make_section("c", bonus=True), make_section("d")
    )

    assert [("a", 1), ("b", 2), ("c", None), ("d", 3)] == [
        (placed.step.paper, placed.position) for placed in place_steps(order)
    ]


def test_a_paper_knows_its_orders_and_its_place_in_them() -> None:
    post_step = make_step(None, post="blog/posts/first.md")
    one = make_order("a-start", make_section(post_step, "lstm"))
    two = make_order("b-more", make_section("bert"), make_section("lstm", bonus=True))

    found = find_connections(make_library([make_paper()], orders=[two, one])).memberships["lstm"]

    assert [("a-start", 2, 2), ("b-more", None, 1)] == [
        (membership.order.id, membership.placed.position, membership.count) for membership in found
    ]


def test_a_work_unlocks_what_names_it_as_prerequisite() -> None:
    papers = [make_paper(), make_paper("bert", prerequisites=("lstm",))]

    assert {"lstm": ("bert",)} == find_connections(make_library(papers)).unlocked


@given(libraries)
def test_a_tag_counts_what_carries_it(library: Library) -> None:
    found = find_connections(library)

    for tag in library.tags:
        listed = [one for one in (*library.papers, *library.posts) if not one.unlisted]
        assert sum(tag in library.tags_of(one) for one in listed) == found.count(tag)
