import pytest

from builders import find_faults, load_files, paper_file
from reading_list.model import Order

PAPERS = {f"papers/{one}.md": paper_file() for one in ("lstm", "bert", "elmo")}
POST = {"docs/blog/posts/first.md": "---\ntitle: First\ndate: 2025-07-03\n---\n"}


def read(text: str) -> Order:
    tagged = {"papers/elmo.md": "---\ntitle: ELMo\ntags: [moe, nlp]\n---\n"}
    loaded = load_files({**PAPERS, **tagged, **POST, "docs/reading/start.md": text})

    assert () == loaded.diagnostics
    return loaded.library.orders[0]


def test_a_whole_order() -> None:
    order = read(
        """---
title: Start here
description: From the LSTM on.
order:
  - section: First
    steps:
      - lstm
      - paper: bert
        why: Because.
        optional: true
        alongside: [elmo]
        instead_of: lstm
        prerequisites: [lstm]
  - section: Bonus
    bonus: true
    steps:
      - post: blog/posts/first.md
---

Text.
"""
    )

    first, bonus = order.sections
    assert ("start", "Start here", "From the LSTM on.") == (
        order.id,
        order.title,
        order.description,
    )
    assert ("First", False, "Bonus", True) == (first.title, first.bonus, bonus.title, bonus.bonus)
    lstm, bert = first.steps
    assert ("lstm", 7) == (lstm.paper, lstm.location.line)
    assert ("bert", "Because.", True, 8) == (
        bert.paper,
        bert.why,
        bert.optional,
        bert.location.line,
    )
    assert (("elmo",), ("lstm",), ("lstm",)) == (
        bert.alongside,
        bert.instead_of,
        bert.prerequisites,
    )
    assert (None, "blog/posts/first.md") == (bonus.steps[0].paper, bonus.steps[0].post)
    assert ("Text.\n", 20) == (order.body, order.body_line)


def test_steps_outside_sections_form_untitled_ones() -> None:
    order = read("---\norder:\n  - lstm\n  - section: S\n    steps: bert\n  - elmo\n---\n# Title\n")

    assert [("", ["lstm"]), ("S", ["bert"]), ("", ["elmo"])] == [
        (section.title, [step.paper for step in section.steps]) for section in order.sections
    ]


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("---\norder: all\n---\n# From the heading\n\nText", "From the heading", "Text"),
        ("---\norder: all\n---\nText", "Start", "Text"),
        ("---\ntitle: Given\norder: all\n---\n# Heading\n", "Given", "# Heading\n"),
    ],
)
def test_the_title_is_given_or_the_heading_or_the_file(text: str, title: str, body: str) -> None:
    order = read(text)

    assert (title, body) == (order.title, order.body)


@pytest.mark.parametrize(
    ("order", "computed_from"),
    [("all", ()), ("{tags: [moe, nlp]}", ("moe", "nlp")), ("[lstm]", None)],
)
def test_an_order_is_written_or_computed(order: str, computed_from: tuple[str, ...] | None) -> None:
    assert computed_from == read(f"---\norder: {order}\n---\n").computed_from


def test_a_page_without_order_is_a_page() -> None:
    files = {"docs/reading/index.md": "---\ntitle: Orders\n---\n", "docs/reading/a.md": "# Text\n"}
    library = load_files(files).library

    assert () == library.orders
    assert ["reading/a.md", "reading/index.md"] == [page.src_uri for page in library.pages]


def test_an_empty_step_is_none() -> None:
    order = read("---\norder:\n  -\n  - lstm\n---\n")

    assert ["lstm"] == [step.paper for step in order.steps]


def test_a_list_as_a_step_is_a_fault() -> None:
    text = "---\ntitle: T\norder:\n  - lstm\n  - [bert]\n---\n"
    (line,) = find_faults({**PAPERS, "docs/reading/start.md": text})

    assert (
        "docs/reading/start.md:5: error[wrong-type]: A step is a list. Write `- paper: <id>`."
        == line
    )


def test_unknown_and_hidden_steps_leave_the_order() -> None:
    files = {
        **PAPERS,
        "papers/draft.md": paper_file(draft="true"),
        "docs/reading/start.md": "---\norder: [lstm, gone, draft, {post: blog/posts/no.md}]\n---\n",
    }
    (order,) = load_files(files).library.orders

    assert ["lstm"] == [step.paper for step in order.steps]
