from dataclasses import fields

from hypothesis import given

from builders import make_paper
from reading_list.formats.paper_fields import to_fields
from reading_list.intake.filling import find_missing
from reading_list.model import Author, Paper
from strategies import any_papers


def test_what_is_empty_is_filled_and_the_rest_stays() -> None:
    known = make_paper("a", title="Mine", authors=(Author(literal="me"),), issued="2016", doi=())
    found = make_paper(
        "",
        title="Theirs",
        authors=(Author(literal="they"),),
        issued="2017-06",
        added="2025-07-16",
        venue="Mind",
        type="article-journal",
        doi=("10.1/x", "10.1/y"),
        links={"pdf": "https://x.example/y.pdf"},
        feed_id="tag:x",
    )

    assert find_missing(known, found) == {
        "type": "article-journal",
        "venue": "Mind",
        "doi": ["10.1/x", "10.1/y"],
        "links": {"pdf": "https://x.example/y.pdf"},
    }


def test_a_type_that_is_written_out_stays() -> None:
    known = make_paper("a", lines={"title": 2, "type": 3})

    assert find_missing(known, make_paper("", type="book")) == {}


def test_lists_and_mappings_with_anything_in_them_stay() -> None:
    known = make_paper("a", arxiv=("1706.03762",), links={"code": "https://x"}, tags=("a",))
    found = make_paper("", arxiv=("1706.03763",), links={"pdf": "https://y"}, tags=("b",))

    assert find_missing(known, found) == {}


@given(any_papers, any_papers)
def test_nothing_that_is_there_is_touched(known: Paper, found: Paper) -> None:
    missing = find_missing(known, found)

    assert missing.keys().isdisjoint(to_fields(known))
    assert missing == {key: to_fields(found)[key] for key in missing}
    assert missing.keys() <= {one.name for one in fields(Paper)}
