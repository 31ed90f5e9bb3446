import pytest

from builders import make_library, make_order, make_paper, make_post, make_section, make_step
from reading_list.connections import find_connections
from reading_list.model import Order
from reading_list.views.order import OrderView, build_order_view
from reading_list.views.progress import MOST, count_pages, describe_order, describe_orders

PAPERS = (
    make_paper("lstm", title="Long $x_1$", pages="1735-80", minutes=90),
    make_paper("gru", prerequisites=("lstm", "elmo"), pages="e12", slug="gated"),
    make_paper("elmo"),
)
POST = make_post(body="word " * 900, feed_id="tag:a.example,2025:x")


def view(order: Order) -> OrderView:
    library = make_library(PAPERS, [POST], [order])
    return build_order_view(order, library, find_connections(library))


@pytest.mark.parametrize(
    ("pages", "count"),
    [
        ("1-9", 9),
        ("5998–6008", 11),
        ("123--8", 6),
        ("1-2, 5", 3),
        ("7", None),
        ("e12", None),
        ("9-1", None),
        ("", None),
        ("1-", None),
    ],
)
def test_pages_are_counted_where_a_range_is_given(pages: str, count: int | None) -> None:
    assert count == count_pages(pages)


def test_an_order_is_described_by_what_outlives_names() -> None:
    order = make_order(
        "start",
        make_section("lstm", make_step("gru", optional=True, instead_of=("lstm", "elmo")), "lstm"),
        make_section(make_step(None, post=POST.src_uri), bonus=True),
        title="Start $n$",
    )
    lstm = {"work": "lstm", "title": "Long x₁", "url": "papers/lstm/", "anchor": "step-lstm"}

    made = describe_order(view(order))

    assert ("start", "reading/start/") == (made["slug"], made["url"])
    assert [
        lstm | {"position": 1, "kind": "required", "minutes": 90, "pages": 46},
        {
            "work": "gru",
            "title": "gru",
            "url": "papers/gated/",
            "anchor": "step-gru",
            "position": 2,
            "kind": "optional",
            "needs": ["lstm"],
            "instead": ["lstm"],
        },
        {
            "work": f"post:{POST.feed_id}",
            "title": "first",
            "url": POST.url_path,
            "anchor": "step-first",
            "kind": "bonus",
            "minutes": 4,
        },
    ] == made["steps"]


def test_a_page_carries_as_many_orders_as_fit() -> None:
    steps = [make_step("lstm")] * (MOST - 1)
    orders = [
        make_order("a", make_section(*steps)),
        make_order("b", make_section("lstm", "gru")),
        make_order("c", make_section("gru")),
    ]

    assert ["a", "c"] == [one["slug"] for one in describe_orders(map(view, orders))]
