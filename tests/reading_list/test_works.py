from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_paper
from reading_list.model import Author
from reading_list.works import KnownWorks, find_matches, normalise_title
from strategies import any_papers, hostile_text

if TYPE_CHECKING:
    from reading_list.model import Paper

VASWANI = (Author(family="Vaswani", given="Ashish"),)


def make_pair(first: dict[str, object], second: dict[str, object]) -> list[Paper]:
    common = {"title": "Attention is all you need", "authors": VASWANI, "type": "article-journal"}
    return [make_paper("a", **{**common, **first}), make_paper("b", **{**common, **second})]


def find_kinds(papers: list[Paper]) -> list[str]:
    return [match.kind for match in find_matches(papers)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"arxiv": ("1706.03762",)}, {"arxiv": ("1706.03762",), "title": "Other"}),
        ({"doi": ("10.1/x",)}, {"doi": ("10.2/y", "10.1/X"), "title": "Other"}),
        ({"doi": ("10.48550/arxiv.1706.03762",)}, {"arxiv": ("1706.03762",), "title": "Other"}),
        ({"doi": ("10.48550/arxiv.1706.03762v5",)}, {"arxiv": ("1706.03762",), "title": "Other"}),
        ({"url": "https://hf.co/papers/1706.03762"}, {"arxiv": ("1706.03762",), "title": "Other"}),
        ({"url": "https://openreview.net/pdf?id=x"}, {"ids": {"openreview": ("x",)}, "title": "O"}),
        ({"ids": {"acl": ("P19-1001",)}}, {"ids": {"acl": ("P19-1001",)}, "title": "Other"}),
    ],
)
def test_an_identifier_in_common_is_certain(
    first: dict[str, object], second: dict[str, object]
) -> None:
    assert find_kinds(make_pair(first, second)) == ["same"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({}, {"title": "Attention Is All You Need!"}, ["similar"]),
        ({"issued": "2017"}, {"issued": "2018"}, ["similar"]),
        ({"issued": "2017"}, {"issued": "2019"}, []),
        ({}, {"authors": (Author(family="Vaswani", given="Beth"),)}, []),
        ({"doi": ("10.1/x",)}, {"doi": ("10.2/y",)}, []),
        ({"isbn": ("1",)}, {"isbn": ("2",)}, []),
        ({"not_duplicate_of": ("b",)}, {}, []),
        ({"ids": {"issn": ("1",)}, "title": "Other"}, {"ids": {"issn": ("1",)}}, []),
        ({}, {"not_duplicate_of": ("a",)}, []),
        ({"title": "Two words"}, {"title": "Two words"}, []),
        (
            {"title": "Two words", "venue": "V", "pages": "1"},
            {"title": "Two words", "venue": "V", "pages": "1"},
            ["similar"],
        ),
        ({"title": "On all things, part II"}, {"title": "On all things, part II"}, []),
        (
            {"arxiv": ("1706.03762",), "type": "article", "issued": "2017"},
            {"doi": ("10.1/x",), "issued": "2020"},
            ["published"],
        ),
        (
            {"doi": ("10.1101/x",), "type": "article", "issued": "2017"},
            {"doi": ("10.1/x",), "issued": "2021"},
            [],
        ),
    ],
)
def test_a_title_in_common_needs_more(
    first: dict[str, object], second: dict[str, object], expected: list[str]
) -> None:
    assert find_kinds(make_pair(first, second)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Gödel–Letter", "the godel letter"),
        ("R&D of $\\sigma$-algebras", "R and D of σ algebras"),
        (r"The \emph{real} {BERT}", "The real BERT"),
        ("Soft\u00adhyphen's end", "Softhyphens end"),
        ("Cost <i>now</i>", "Cost now"),
    ],
)
def test_spellings_of_a_title_are_one(one: str, other: str) -> None:
    assert normalise_title(one) == normalise_title(other)


@given(hostile_text)
def test_any_title_is_normalised_for_good(text: str) -> None:
    once = normalise_title(text)

    assert once == " ".join(once.split())


@given(st.lists(any_papers, max_size=4))
def test_any_papers_are_matched_without_a_fault(papers: list[Paper]) -> None:
    for match in find_matches(papers):
        assert papers.index(match.first) <= papers.index(match.second)


def test_many_works_of_one_title_are_not_compared_pair_by_pair() -> None:
    papers = [
        make_paper(f"p{number}", title="A long enough title", issued=f"{1000 + 2 * number}")
        for number in range(4_000)
    ]

    assert find_matches(papers) == ()


@pytest.mark.parametrize(
    ("known", "arriving", "kind"),
    [
        ({"url": "http://www.example.org/x/"}, {"url": "https://example.org/x#a"}, "same"),
        ({"url": "https://example.org/x"}, {"url": "https://example.org/x?page=2"}, None),
        (
            {"url": "https://example.org/x"},
            {"url": "https://example.org/x", "type": "chapter"},
            None,
        ),
        ({"arxiv": ("1706.03762",)}, {"doi": ("10.48550/arxiv.1706.03762v2",)}, "same"),
    ],
)
def test_an_arrival_meets_what_is_there(
    known: dict[str, object], arriving: dict[str, object], kind: str | None
) -> None:
    types = {"type": "webpage"} if "type" not in arriving else {"type": "chapter"}
    works = KnownWorks([make_paper("a", title="One", **{**types, **known})])

    match = works.find(make_paper("b", title="Other", **{**types, **arriving}))

    assert (match and match.kind) == kind
