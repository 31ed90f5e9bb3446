from collections.abc import Mapping
from itertools import combinations, pairwise

import lxml.html
import pytest
from hypothesis import given

from builders import make_library, make_order, make_paper, make_post, make_section, make_step
from reading_list.connections import find_connections
from reading_list.model import OrderSection, Paper
from reading_list.rendering.templates import Pieces, Templates
from reading_list.views.order import OrderView, build_order_view
from reading_list.views.picture import (
    HEIGHT,
    LETTERS,
    MOST,
    NARROW,
    RAILS,
    ROW,
    WIDTH,
    Picture,
    Pictures,
    build_pictures,
)
from reading_list.views.progress import describe_order
from strategies import acyclic, hostile_text

Needs = Mapping[str, tuple[str, ...]]


def make_view(papers: list[Paper], *sections: OrderSection) -> OrderView:
    order = make_order("start", *(sections or (make_section(*(one.id for one in papers)),)))
    library = make_library(papers, [make_post()], [order])
    return build_order_view(order, library, find_connections(library))


def draw(needs: Needs) -> Pictures | None:
    return build_pictures(make_view([make_paper(one, prerequisites=needs[one]) for one in needs]))


def render(view: OrderView) -> lxml.html.HtmlElement:
    papers = [step.paper for step in view.steps if step.paper is not None]
    templates = Templates(make_library(papers), Pieces(), use_directory_urls=True)
    made = templates.render(
        "order",
        view=view,
        progress=describe_order(view),
        pictures=build_pictures(view),
        width=WIDTH,
        height=HEIGHT,
        row=ROW,
    )
    return lxml.html.fromstring(made)


def names(picture: Picture) -> list[str]:
    return [box.step.key for box in picture.boxes]


@given(acyclic())
def test_an_order_is_drawn_when_a_step_needs_another(needs: Needs) -> None:
    made = draw(needs)
    lines = {(need, one) for one, some in needs.items() for need in some if need in needs}

    assert (made is not None) == bool(lines)
    if made is not None:
        assert sorted(needs) == sorted(names(made.wide)) == sorted(names(made.tall))
        assert len(lines) == len(made.wide.paths)
        assert draw(needs) == made


@given(acyclic())
def test_nothing_lies_upon_anything_else_or_outside(needs: Needs) -> None:
    made = draw(needs)
    if made is None:
        return

    for one, two in combinations(made.wide.boxes, 2):
        assert abs(one.x - two.x) >= WIDTH or abs(one.y - two.y) >= HEIGHT
    assert all(box.x + WIDTH <= made.wide.width for box in made.wide.boxes)
    assert all(box.y + HEIGHT <= made.wide.height for box in made.wide.boxes)
    assert all(below.y - above.y >= ROW for above, below in pairwise(made.tall.boxes))
    assert made.tall.boxes[-1].y + ROW <= made.tall.height
    assert made.tall.width <= NARROW + 60


def test_it_is_read_aloud_stage_by_stage_and_what_stands_alone_comes_last() -> None:
    made = draw({"free": (), "c": ("b",), "b": ("a",), "a": ()})

    assert made is not None
    assert ["a", "b", "c", "free"] == names(made.wide) == names(made.tall)
    assert ["Stage 1", "Stage 2", "Stage 3", "No prerequisites here"] == [
        caption.text for caption in made.tall.captions
    ]


def test_posts_and_repeated_steps_are_one_box_each() -> None:
    papers = [make_paper("a"), make_paper("b", prerequisites=("a",))]
    post = make_step(None, post=make_post().src_uri, prerequisites=("a",))
    made = build_pictures(make_view(papers, make_section("a", post, "b", "a")))

    assert made is not None
    assert ["a", "post:blog/posts/first.md", "b"] == names(made.wide)
    assert [1, 2, 3] == [box.step.position for box in made.wide.boxes]


@given(hostile_text)
def test_names_fit_into_their_boxes(title: str) -> None:
    made = build_pictures(
        make_view([make_paper("a", title=title), make_paper("b", prerequisites=("a",))])
    )

    assert made is not None
    for picture in (made.wide, made.tall):
        assert all(len(line) <= NARROW / 6 for line in picture.boxes[0].lines)
    assert all(len(line) <= LETTERS for line in made.wide.boxes[0].lines)


def test_a_long_name_is_broken_at_blanks_and_cut_at_its_end() -> None:
    title = "Scaling laws for neural language models"
    made = build_pictures(
        make_view(
            [make_paper("a", title=title), make_paper("b", title="表" * 30, prerequisites=("a",))]
        )
    )

    assert made is not None
    assert [("Scaling laws for", "neural language m…"), ("表" * 9, "表" * 8 + "…")] == [
        box.lines for box in made.wide.boxes
    ]


def test_rails_that_could_not_be_told_apart_become_words() -> None:
    few: Needs = {f"a{n:02}": () for n in range(RAILS)}
    few = {**few, **{f"b{n:02}": (f"a{n:02}",) for n in range(RAILS)}}
    many = {**few, "ax": (), "bx": ("ax", "a00")}
    drawn, told = draw(few), draw(many)

    assert drawn is not None
    assert told is not None
    assert RAILS == len(drawn.tall.paths)
    assert {""} == {box.note for box in drawn.tall.boxes}
    assert () == told.tall.paths
    assert {"bx": "after 1, 29"} == {
        box.step.key: box.note for box in told.tall.boxes if box.step.key == "bx"
    }


def test_where_words_take_the_place_of_lines_each_stage_goes_by_number() -> None:
    many = 6 * RAILS
    needs = {f"a{n:02}": () for n in range(many)}
    made = draw(needs | {f"b{n:02}": (f"a{(5 * n) % many:02}",) for n in range(many)})

    assert made is not None
    assert () == made.tall.paths
    assert list(range(1, 2 * many + 1)) == [box.step.position for box in made.tall.boxes]


def test_numbers_of_three_digits_are_inside_their_boxes() -> None:
    digit, border = 6.7, 1
    needs: Needs = {f"{n:03}": (f"{n - 1:03}",) for n in range(120)}
    view = make_view([make_paper(one, prerequisites=needs[one]) for one in needs])
    for svg in render(view).xpath("//svg[@role='list']"):
        for link in svg.xpath("./g/a"):
            number, *lines = link.xpath("./text")
            assert float(number.get("x")) - digit * len(number.text) > border
            assert all(float(line.get("x")) > float(number.get("x")) + 3 for line in lines)


def test_an_order_that_no_screen_can_show_is_not_drawn() -> None:
    needs: Needs = {f"{n:03}": (f"{n - 1:03}",) for n in range(MOST + 1)}

    assert draw(needs) is None
    assert draw({one: needs[one] for one in list(needs)[:-1]}) is not None


@pytest.mark.parametrize("is_bonus", [False, True])
def test_a_screen_reader_finds_a_list_of_links(*, is_bonus: bool) -> None:
    papers = [make_paper("a", title="Alpha & <b>"), make_paper("b", prerequisites=("a",))]
    view = make_view(papers, make_section("a"), make_section("b", bonus=is_bonus))
    for svg in render(view).xpath("//svg[@role='list']"):
        links = svg.xpath("./g[@role='listitem']/a")

        assert ["#step-a", "#step-b"] == [link.get("xlink:href") for link in links]
        # Checkers and drivers of browsers know `href` alone to make a link.
        assert {("link", "0")} == {(link.get("role"), link.get("tabindex")) for link in links}
        assert [
            "1. Alpha & <b>",
            f"{'Bonus: ' if is_bonus else '2. '}b; after 1. Alpha & <b>",
        ] == [link.get("aria-label") for link in links]
