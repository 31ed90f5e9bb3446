import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_date, make_library, make_order, make_paper, make_post, make_section
from reading_list.model import Author, parse_partial_date


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2017", "2017"),
        ("2017-06", "June 2017"),
        ("2017-06-12", "12 June 2017"),
        ("2017-21", "Spring 2017"),
        ("2017-24", "Winter 2017"),
        ("2017~", "c. 2017"),
        ("2017-06?", "c. June 2017"),
        ("2016/2017", "2016–2017"),
        ("2016-11/2017-02", "November 2016–February 2017"),
        ("2016~/2017", "c. 2016–2017"),
        (" 2017-06 ", "June 2017"),
        ("2024-02-29", "29 February 2024"),
        ("2000-02-29", "29 February 2000"),
    ],
)
def test_dates_are_shown_as_far_as_they_are_known(text: str, shown: str) -> None:
    assert shown == str(make_date(text))


@pytest.mark.parametrize(
    "text",
    [
        *"""2024-13 2024-00 2024-13-01 2024-01-32 2024-01-00 2023-02-29 1900-02-29 2024-04-31
        2024-25 2024-21-01 24 2024-1 2024/06/12 12.6.2024 2017/2016 2017-06/2017-05 2016/2017/2018
        2017~~ /2017 2017/ June ２０１７""".split(),
        *("", " ", "2017-06-12T10:00", "2017 06"),
    ],
)
def test_impossible_dates_are_none(text: str) -> None:
    assert parse_partial_date(text) is None


@given(st.text(st.sampled_from("0123456789-/~? "), max_size=12))
def test_a_date_is_read_alike_from_its_own_text(text: str) -> None:
    date = parse_partial_date(text)

    assert date is None or date == parse_partial_date(date.text)


def test_a_coarser_date_sorts_after_a_finer_one_that_starts_together() -> None:
    texts = ["2016", "2017-01-01", "2017-01", "2017", "2017-01-02", "2017-03-01", "2017-21"]

    assert texts == [date.text for date in sorted(map(make_date, texts), key=lambda d: d.sort_key)]


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("2017", (2017, 1, 1)),
        ("2017-06", (2017, 6, 1)),
        ("2017-22", (2017, 6, 1)),
        ("2017-24", (2017, 12, 1)),
        ("2016-03/2017", (2016, 3, 1)),
    ],
)
def test_a_date_sorts_by_the_earliest_day_it_covers(
    text: str, earliest: tuple[int, int, int]
) -> None:
    assert earliest == make_date(text).earliest


@pytest.mark.parametrize(
    ("author", "name", "short", "sort_key"),
    [
        (Author(literal="OpenAI"), "OpenAI", "OpenAI", "OpenAI"),
        (Author(family="Vaswani", given="Ashish"), "Ashish Vaswani", "Vaswani", "Vaswani, Ashish"),
        (
            Author(
                given="Charles",
                dropping_particle="de",
                non_dropping_particle="la",
                family="Vallée Poussin",
            ),
            "Charles de la Vallée Poussin",
            "la Vallée Poussin",
            "Vallée Poussin, Charles",
        ),
        (
            Author(family="Smith", given="John", suffix="Jr."),
            "John Smith, Jr.",
            "Smith",
            "Smith, John",
        ),
    ],
)
def test_names_of_authors(author: Author, name: str, short: str, sort_key: str) -> None:
    assert (name, short, sort_key) == (author.name, author.short, author.sort_key)


def test_addresses_are_those_of_the_design() -> None:
    library = make_library([make_paper("lstm", tags=("NLP",))])

    assert make_paper("vaswani2017attention").url_path == "papers/vaswani2017attention/"
    assert make_post("first", date="2025-07-03").url_path == "blog/2025/07/first/"
    assert make_order("start").url_path == "reading/start/"
    assert [tag.url_path for tag in library.tags] == ["tags/nlp/"]


@pytest.mark.parametrize("make", [make_paper, make_post, make_order])
def test_only_what_is_neither_hidden_nor_unlisted_is_listed(make: type) -> None:
    assert make().is_listed
    assert not make(unlisted=True).is_listed
    assert not make(unlisted=True).is_hidden
    for key in ("draft", "private"):
        assert make(**{key: True}).is_hidden
        assert not make(**{key: True}).is_listed


def test_posts_of_one_day_sort_by_time() -> None:
    noon = make_post("a", time="12:00:00")
    evening = make_post("b", time="18:00:00")
    untimed = make_post("c")
    earlier = make_post("d", date="2025-07-02", time="23:00:00")

    library = make_library(posts=[untimed, noon, earlier, evening])

    assert (evening, noon, untimed, earlier) == library.posts


def test_an_entry_has_each_tag_once_in_the_authors_order() -> None:
    paper = make_paper(tags=("RL", "NLP", "nlp", "rl"))

    library = make_library([paper])

    assert ["RL", "NLP"] == [tag.title for tag in library.tags_of(paper)]


def test_a_tag_that_only_unlisted_entries_carry_is_left_out() -> None:
    paper = make_paper(tags=("secret",), unlisted=True)

    assert () == make_library([paper]).tags_of(paper)


def test_steps_of_an_order_run_through_its_sections() -> None:
    order = make_order("start", make_section("a", "b"), make_section("c", bonus=True))

    assert ["a", "b", "c"] == [step.paper for step in order.steps]


def test_look_ups() -> None:
    paper, post = make_paper(tags=("NLP",)), make_post()
    library = make_library([paper], [post])

    assert {"lstm": paper} == library.papers_by_id
    assert {"blog/posts/first.md": post} == library.posts_by_uri
    assert {"nlp": library.tags[0]} == library.tags_by_slug


def test_where_something_was_written_does_not_change_what_it_is() -> None:
    assert make_paper() == make_paper(lines={"title": 7})
