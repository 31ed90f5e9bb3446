import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_paper
from reading_list.model import Author
from reading_list.texts.author_year import (
    AuthorYear,
    format_citation,
    name_work,
    name_works,
    sort_references,
)
from strategies import any_papers

PEOPLE = tuple(Author(family=name, given="A.") for name in ("Ab", "Bc", "Cd"))
OPENAI = (Author(literal="OpenAI"),)
NEUMANN = (Author(family="Neumann", non_dropping_particle="von", given="John"),)


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        ("Long x", {"title": "Long $x$"}),
        ("LSTM", {"short_title": "LSTM"}),
        ("Ab", {"authors": PEOPLE[:1]}),
        ("Ab and Bc", {"authors": PEOPLE[:2]}),
        ("Ab et al.", {"authors": PEOPLE[:3]}),
        ("Ab et al.", {"authors": PEOPLE[:1], "authors_incomplete": True}),
        ("Ab et al.", {"authors": PEOPLE[:2], "authors_incomplete": True}),
        ("lstm", {"authors_incomplete": True}),
        ("OpenAI", {"authors": OPENAI}),
        ("von Neumann", {"authors": NEUMANN}),
        ("Ab and Bc", {"editors": PEOPLE[:2]}),
        ("Ab et al.", {"editors": PEOPLE[:1], "editors_incomplete": True}),
        ("OpenAI", {"authors": OPENAI, "editors": PEOPLE, "editors_incomplete": True}),
    ],
)
def test_who_is_named(names: str, fields: dict[str, object]) -> None:
    assert AuthorYear(names, "2017") == name_work(make_paper(issued="2017-06", **fields))


def test_a_work_without_a_date_has_none() -> None:
    name = name_work(make_paper(authors=OPENAI))

    assert format_citation(name, "", "") == "OpenAI (n.d.)"
    assert format_citation(name, "parenthetical", "") == "OpenAI, n.d."


def test_a_long_title_is_cut() -> None:
    assert len(name_work(make_paper(title="word " * 40)).names) < 50


def test_works_of_one_author_and_year_get_letters_in_the_order_of_their_titles() -> None:
    papers = [
        make_paper("c", title="Zeta", issued="2020-01", authors=OPENAI),
        make_paper("a", title="Zeta", issued="2020-02", authors=OPENAI),
        make_paper("b", title="Alpha", issued="2020-02", authors=OPENAI),
        make_paper("d", title="Alpha", issued="2021", authors=OPENAI),
        make_paper("e", title="Alpha", authors=OPENAI),
        make_paper("f", title="Beta", authors=(Author(literal="OPENAI"),)),
    ]

    years = {one: name.year for one, name in name_works(papers).items()}

    assert years == {
        "c": "2020a",
        "b": "2020b",
        "a": "2020c",
        "d": "2021",
        "e": "n.d.-a",
        "f": "n.d.-b",
    }


def test_letters_do_not_run_out() -> None:
    papers = [make_paper(f"p{number:03d}", title="T", issued="2020") for number in range(60)]

    years = [name.year for name in name_works(papers).values()]

    assert years[0] == "2020a"
    assert years[25:28] == ["2020z", "2020aa", "2020ab"]
    assert len(set(years)) == 60


@given(st.lists(any_papers, max_size=6), st.randoms())
def test_names_tell_works_apart_whatever_their_order(papers: list, chance: object) -> None:
    numbered = [
        make_paper(f"p{place}", title=one.title, authors=one.authors, issued=one.issued)
        for place, one in enumerate(papers)
    ]
    shuffled = list(numbered)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    named = name_works(numbered)

    assert named == name_works(shuffled)
    assert sort_references(numbered) == sort_references(shuffled)
    assert len({format_citation(name, "", "").casefold() for name in named.values()}) == len(
        numbered
    )
