from builders import make_library, make_order, make_paper, make_post, make_section, make_step
from reading_list.connections import find_connections
from reading_list.model import Library, Order
from reading_list.views.order import OrderView, StepLink, StepView, build_order_view

PAPERS = (
    make_paper("lstm", why="It lasted."),
    make_paper("bert", prerequisites=("lstm", "elmo")),
    make_paper("elmo", prerequisites=("lstm",)),
    make_paper("hidden", prerequisites=("lstm",), unlisted=True),
)


def build(order: Order, library: Library | None = None) -> OrderView:
    library = library or make_library(PAPERS, [make_post()], [order])
    return build_order_view(order, library, find_connections(library))


def steps(view: OrderView) -> list[StepView]:
    return [step for section in view.sections for step in section.steps]


def named(links: tuple[StepLink, ...]) -> list[tuple[str, str, int | None]]:
    return [(link.paper.id, link.anchor, link.position) for link in links]


def test_numbers_run_through_the_sections_and_skip_bonus() -> None:
    view = build(
        make_order(
            "start",
            make_section("lstm", title="One"),
            make_section("elmo", title="Extra", bonus=True),
            make_section(make_step(None, post="blog/posts/first.md"), "bert", title="Two"),
        )
    )

    assert [1, None, 2, 3] == [step.position for step in steps(view)]
    assert (3, 1) == (view.numbered, view.bonus)
    assert [("One", "section-1"), ("Extra", "section-2"), ("Two", "section-3")] == [
        (section.title, section.anchor) for section in view.sections
    ]


def test_a_step_links_what_it_needs_and_what_it_unlocks() -> None:
    view = build(make_order("start", make_section("lstm", "bert")))
    lstm, bert = steps(view)

    assert [("bert", "step-bert", 2)] == named(lstm.unlocked)
    assert [] == named(lstm.prerequisites)
    assert [("lstm", "step-lstm", 1), ("elmo", "", None)] == named(bert.prerequisites)


def test_a_step_may_need_more_than_its_paper() -> None:
    step = make_step(
        "elmo", prerequisites=("lstm", "hidden"), alongside=("bert", "lstm"), instead_of=("lstm",)
    )
    (view,) = steps(build(make_order("start", make_section(step))))

    assert ["lstm"] == [link.paper.id for link in view.prerequisites]
    assert [("bert", "", None)] == named(view.alongside)
    assert [("lstm", "", None)] == named(view.instead_of)


def test_what_a_step_alone_needs_unlocks_it_in_this_order() -> None:
    step = make_step("lstm", prerequisites=("elmo",))
    elmo, _, bert = steps(build(make_order("start", make_section("elmo", step, "bert"))))

    assert [("lstm", "step-lstm", 2), ("bert", "step-bert", 3)] == named(elmo.unlocked)
    assert () == bert.unlocked


def test_the_reason_is_the_steps_or_the_papers() -> None:
    order = make_order("start", make_section("lstm", make_step("lstm", why="Because."), "bert"))

    assert ["It lasted.", "Because.", ""] == [step.why for step in steps(build(order))]


def test_a_step_may_be_a_post() -> None:
    post = make_post()
    order = make_order("start", make_section(make_step(None, post=post.src_uri, optional=True)))
    (view,) = steps(build(order))

    assert (None, post, "step-first", True, ()) == (
        view.paper,
        view.post,
        view.anchor,
        view.optional,
        view.unlocked,
    )


def test_anchors_of_a_page_are_distinct() -> None:
    post = make_post("lstm")
    order = make_order("start", make_section("lstm", make_step(None, post=post.src_uri)))
    anchors = [step.anchor for step in steps(build(order, make_library(PAPERS, [post], [order])))]

    assert len(set(anchors)) == len(anchors)
