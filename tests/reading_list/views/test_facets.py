from hypothesis import given

from builders import make_library, make_paper
from reading_list.model import Author, Library, Paper
from reading_list.views.facets import (
    build_facet_indexes,
    find_paper_facets,
    name_venue,
)
from strategies import libraries


def people(*names: str) -> tuple[Author, ...]:
    return tuple(Author(literal=name) for name in names)


def values(papers: list[Paper]) -> dict[str, list[str]]:
    return {
        view.url: [paper.id for paper in view.papers]
        for index in build_facet_indexes(make_library(papers))
        for view in index.values
    }


def test_types_have_pages_and_so_have_venues_and_authors_of_several_works() -> None:
    papers = [
        make_paper("a", authors=people("Ada", "Kurt Gödel"), venue="Systems 30 (NeurIPS 2017)"),
        make_paper("b", authors=people("KURT GODEL"), venue="NeurIPS 2018", type="book"),
        make_paper("c", authors=people("Bert"), venue="Neuron"),
    ]

    assert {
        "types/article/": ["a", "c"],
        "types/book/": ["b"],
        "venues/neurips/": ["a", "b"],
        "authors/kurt-godel/": ["a", "b"],
    } == values(papers)


def test_the_most_used_spelling_is_the_title() -> None:
    names = ("Kurt Godel", "Kurt Gödel", "Kurt Gödel")
    papers = [make_paper(str(one), authors=people(name)) for one, name in enumerate(names)]
    authors = build_facet_indexes(make_library(papers))[1]

    assert ["Kurt Gödel"] == [view.title for view in authors.values]


def test_editors_stand_for_authors_and_nobody_counts_twice() -> None:
    papers = [
        make_paper("a", editors=people("Ada")),
        make_paper("b", authors=people("Ada", "Ada"), editors=people("Bert")),
        make_paper("c", authors=people("Carl"), editors=people("Bert")),
    ]

    assert {"types/article/": ["a", "b", "c"], "authors/ada/": ["a", "b"]} == values(papers)


def test_a_venue_is_named_without_its_edition() -> None:
    venues = {
        "International Conference on Learning Representations (ICLR 2025)": "ICLR",
        "NAACL-HLT '19": "NAACL-HLT",
        "Nature": "Nature",
        "1984": "1984",
        "Route 66": "Route 66",
        "": "",
    }

    assert venues == {venue: name_venue(make_paper(venue=venue)) for venue in venues}


def test_unlisted_works_count_for_nothing() -> None:
    papers = [
        make_paper("a", authors=people("Ada"), venue="X"),
        make_paper("b", authors=people("Ada"), venue="X", type="book", unlisted=True),
    ]

    assert {"types/article/": ["a"]} == values(papers)


@given(libraries)
def test_every_value_has_an_address_of_its_own_and_leads_back(library: Library) -> None:
    indexes = build_facet_indexes(library)
    views = {view.url: view for index in indexes for view in index.values}

    assert len(views) == sum(len(index.values) for index in indexes)
    for view in views.values():
        for paper in view.papers:
            found = find_paper_facets(paper, views)
            linked = {found.type_url, *found.people.values()}
            linked |= {found.venue.url} if found.venue else set()
            assert view.url in linked


def test_a_work_leads_to_the_pages_that_exist() -> None:
    papers = [
        make_paper("a", authors=people("Ada", "Bert"), venue="ICML 2019"),
        make_paper("b", authors=people("ADA"), venue="ICML"),
    ]
    indexes = build_facet_indexes(make_library(papers))
    found = find_paper_facets(papers[0], {one.url: one for i in indexes for one in i.values})

    assert found.type_url == "types/article/"
    assert found.venue is not None
    assert found.venue.url == "venues/icml/"
    assert {"Ada": "authors/ada/"} == found.people


def test_many_works_of_one_type_stand_on_pages_that_lead_to_each_other() -> None:
    papers = [make_paper(f"w{number}") for number in range(5)]
    view = build_facet_indexes(make_library(papers))[0].values[0]

    pages = [*view.paginate(rows=2)]

    assert ["types/article/", "types/article/2/", "types/article/3/"] == [one.url for one in pages]
    assert view.papers == tuple(paper for one in pages for paper in one.papers)
    assert [2, 2, 1] == [len(one.papers) for one in pages]
    assert {(5, 3)} == {(one.total, one.last) for one in pages}
    assert ["", pages[0].url, pages[1].url] == [one.previous_url for one in pages]
    assert [pages[1].url, pages[2].url, ""] == [one.following_url for one in pages]


def test_a_few_stand_on_one_page() -> None:
    view = build_facet_indexes(make_library([make_paper()]))[0].values[0]

    assert [view] == [*view.paginate()]
