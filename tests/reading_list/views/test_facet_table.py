from hypothesis import given

from builders import load_files, make_library, make_order, make_paper, make_section, paper_file
from reading_list.model import Author, Library, Paper
from reading_list.views.facet_table import FACETS, build_facet_table, build_sequences
from reading_list.views.library import sort_by_added
from reading_list.views.packing import unpack
from reading_list.views.site import build_views
from strategies import libraries


def sort(library: Library) -> tuple[Paper, ...]:
    return sort_by_added(paper for paper in library.papers if paper.is_listed)


def read(library: Library) -> dict[str, dict[str, list[str]]]:
    """Facet -> value -> ids."""
    papers = sort(library)
    return {
        facet: {
            value: [papers[row].id for row in (unpack(rows) if isinstance(rows, str) else rows)]
            for value, _, rows in values
        }
        for facet, values in build_facet_table(build_views(library, 10), papers).items()
    }


def test_each_facet_tells_which_works_have_a_value() -> None:
    ada = (Author(literal="Ada"),)
    papers = [
        make_paper("a", added="2025-03", issued="2017-06", tags=("RNN",), status="read"),
        make_paper("b", added="2025-02", type="book", authors=ada, venue="ICML 2019"),
        make_paper("c", added="2025-01", authors=ada, venue="ICML", links={"code": "https://x.y"}),
        make_paper("d", added="2025-09", tags=("RNN", "GAN"), unlisted=True),
    ]
    orders = [make_order("start", make_section("c", "a", "c"))]

    assert {
        "tag": {"rnn": ["a"]},
        "year": {"2017": ["a"], "none": ["b", "c"]},
        "type": {"article": ["a", "c"], "book": ["b"]},
        "venue": {"icml": ["b", "c"]},
        "author": {"ada": ["b", "c"]},
        "status": {"read": ["a"], "none": ["b", "c"]},
        "order": {"start": ["c", "a"]},
        "code": {"yes": ["c"], "no": ["a", "b"]},
    } == read(make_library(papers, orders=orders))


def test_works_that_the_site_names_are_discussed() -> None:
    files = {
        "papers/a.md": paper_file(),
        "papers/b.md": paper_file(),
        "docs/blog/posts/one.md": "---\ntitle: One\ndate: 2025-07-03\n---\nSee @b.\n",
    }

    assert {"yes": ["b"], "no": ["a"]} == read(load_files(files).library)["discussed"]


@given(libraries)
def test_single_valued_facets_partition_the_library(library: Library) -> None:
    ids = sorted(paper.id for paper in library.papers if paper.is_listed)
    table = read(library)

    assert list(table) == [facet for facet in FACETS if facet in table]
    for facet in {"year", "type", "status", "code", "discussed"} & table.keys():
        assert ids == sorted(one for found in table[facet].values() for one in found)
    assert all(found for values in table.values() for found in values.values())


@given(libraries)
def test_sequences_are_rearrangements(library: Library) -> None:
    papers = sort(library)

    for sequence in build_sequences(papers).values():
        assert sorted(sequence) == list(range(len(papers)))


def test_works_in_other_orders() -> None:
    papers = (
        make_paper("c", title="A", issued="2019", authors=(Author(family="Ba", given="X"),)),
        make_paper("a", title="C", issued="2017", authors=(Author(family="ba", given="X"),)),
        make_paper("b", title="B", editors=(Author(family="Ab", given="Y"),)),
        make_paper("d", title="D", issued="2020", draft=True),
    )

    assert {
        "issued": [3, 0, 1, 2],
        "title": [0, 2, 1, 3],
        "author": [2, 1, 0, 3],
        "export": [1, 2, 0],
    } == build_sequences(papers)
