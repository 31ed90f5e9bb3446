import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_paper
from reading_list.intake.holdings import Holdings, Resemblance
from reading_list.model import Author, Paper
from strategies import any_papers

VASWANI = (Author(family="Vaswani", given="Ashish"),)
TITLE = "Attention is all you need"


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ({"arxiv": ("1706.03762",)}, {"doi": ("10.48550/arxiv.1706.03762v2",)}),
        ({"url": "https://hf.co/papers/1706.03762"}, {"arxiv": ("1706.03762",)}),
        ({"url": "https://dl.acm.org/doi/pdf/10.1145/3"}, {"doi": ("10.1145/3",)}),
        ({"url": "http://www.Example.org/x/"}, {"url": "https://example.org/x#top"}),
        ({"ids": {"openreview": ("x",)}}, {"url": "https://openreview.net/pdf?id=x"}),
        ({"url": "http://[broken"}, {"url": "http://[broken"}),
    ],
)
def test_one_identifier_in_common_is_enough(
    held: dict[str, object], asked: dict[str, object]
) -> None:
    holdings = Holdings([("papers/a.md", make_paper("a", **held))])

    assert holdings.find(make_paper("b", **asked)) == "papers/a.md"


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ({"url": "https://example.org/x"}, {"url": "https://example.org/x?page=2"}),
        ({"url": "https://example.org/x"}, {"url": "https://example.org:8080/x"}),
        ({"url": "https://example.org/#/a"}, {"url": "https://example.org/#/b"}),
        ({"doi": ("10.1/a",)}, {"doi": ("10.1/b",)}),
        ({"ids": {"issn": ("x",)}}, {"ids": {"issn": ("x",)}}),
        ({}, {}),
    ],
)
def test_other_identifiers_are_other_works(
    held: dict[str, object], asked: dict[str, object]
) -> None:
    holdings = Holdings([("papers/a.md", make_paper("a", title=TITLE, **held))])

    assert holdings.find(make_paper("b", title=TITLE, **asked)) == ""


def test_of_two_files_with_one_identifier_the_first_counts() -> None:
    first, second = make_paper("a", doi=("10.1/x",)), make_paper("b", doi=("10.1/x",))

    holdings = Holdings([("papers/a.md", first), ("papers/b.md", second)])

    assert holdings.find(make_paper("c", doi=("10.1/x",))) == "papers/a.md"


def test_title_and_people_make_works_alike_until_the_author_says_no() -> None:
    held = make_paper("a", title=TITLE, authors=VASWANI, issued="2017")
    other = make_paper("b", title=TITLE, authors=VASWANI, issued="1990")
    holdings = Holdings([("papers/b.md", other), ("papers/a.md", held)])
    arrival = make_paper("", title=f"{TITLE}!", authors=VASWANI, issued="2018")

    assert holdings.find_alike(arrival) == Resemblance(
        "papers/a.md", "similar", "they share title and author"
    )
    assert holdings.find_alike(make_paper("", title=TITLE)) is None
    assert holdings.find_alike(make_paper("", title="Another", authors=VASWANI)) is None


@given(st.lists(any_papers, max_size=5), any_papers)
def test_any_papers_are_held_without_a_fault(papers: list[Paper], asked: Paper) -> None:
    holdings = Holdings((f"papers/{number}.md", one) for number, one in enumerate(papers))
    alike = holdings.find_alike(asked)

    assert alike is None or papers[int(alike.path[7:-3])].title
    for one in papers:
        assert holdings.find(one) or not (one.arxiv or one.doi or one.url)
