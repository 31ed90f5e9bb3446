import pytest

from builders import make_library, make_order, make_paper, make_post, make_section
from reading_list.connections import find_connections
from reading_list.model import Author, Paper
from reading_list.related import Relation
from reading_list.views.paper import (
    build_paper_view,
    find_links,
    format_authors,
    format_source,
    format_venue,
    type_label,
)

PEOPLE = tuple(Author(family=name, given="A.") for name in ("Ab", "Bc", "Cd", "De", "Ef"))
OPENAI = (Author(literal="OpenAI"),)
NEUMANN = (Author(family="Neumann", non_dropping_particle="von", given="John"),)


@pytest.mark.parametrize(
    ("fields", "authors"),
    [
        ({}, ""),
        ({"authors": PEOPLE[:1]}, "Ab"),
        ({"authors": PEOPLE[:2]}, "Ab and Bc"),
        ({"authors": PEOPLE[:3]}, "Ab, Bc and Cd"),
        ({"authors": PEOPLE[:4]}, "Ab, Bc, Cd et al."),
        ({"authors": PEOPLE[:1], "authors_incomplete": True}, "Ab et al."),
        ({"authors": PEOPLE[:2], "authors_incomplete": True}, "Ab, Bc et al."),
        ({"authors_incomplete": True}, ""),
        ({"authors": OPENAI}, "OpenAI"),
        ({"authors": NEUMANN}, "von Neumann"),
        ({"editors": PEOPLE[:2]}, "Ab and Bc"),
        ({"editors": PEOPLE[:1], "editors_incomplete": True}, "Ab et al."),
        ({"authors": OPENAI, "editors": PEOPLE, "editors_incomplete": True}, "OpenAI"),
    ],
)
def test_authors_in_lists(fields: dict[str, object], authors: str) -> None:
    assert authors == format_authors(make_paper(**fields))


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ({"venue": "Neural Computation"}, "Neural Computation"),
        ({"venue": "Advances in Neural Systems 30 (NeurIPS 2017)"}, "NeurIPS 2017"),
        ({"venue": "Proceedings of NAACL (NAACL-HLT)"}, "NAACL-HLT"),
        ({"venue": "Journal (London)"}, "Journal (London)"),
        ({"venue": "Long (ABC)", "venue_short": "Short"}, "Short"),
        ({}, ""),
    ],
)
def test_venues_in_lists(fields: dict[str, object], venue: str) -> None:
    assert venue == format_venue(make_paper(**fields))


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ({}, ""),
        (
            {
                "venue": "Neural Computation",
                "volume": "9",
                "issue": "8",
                "pages": "1735--1780",
                "publisher": "MIT Press",
            },
            "Neural Computation, vol. 9, no. 8, pp. 1735–1780, MIT Press",
        ),
        ({"pages": "17"}, "p. 17"),
        ({"pages": "e17"}, "p. e17"),
        ({"pages": "1, 5"}, "pp. 1, 5"),
        ({"pages": "1 - 5"}, "pp. 1–5"),
        ({"article_number": "e7"}, "e7"),
        ({"venue": "V", "issue": "2"}, "V, no. 2"),
    ],
)
def test_sources_have_no_stray_punctuation(fields: dict[str, object], source: str) -> None:
    assert source == format_source(make_paper(**fields))


@pytest.mark.parametrize(
    ("kind", "label"),
    [("paper-conference", "Conference paper"), ("legal_case", "Legal case"), ("song", "Song")],
)
def test_kinds_in_words(kind: str, label: str) -> None:
    assert label == type_label(make_paper(type=kind))


def links_of(paper: Paper) -> list[tuple[str, str]]:
    return [(link.label, link.url) for link in find_links(paper)]


def test_links_come_in_one_order() -> None:
    paper = make_paper(
        arxiv=("1706.03762", "2506.11440"),
        doi=("10.48550/arxiv.1706.03762", "10.5555/12"),
        links={"code": "https://a.org/code", "slides": "https://a.org/slides"},
        url="https://a.org",
    )

    assert [
        ("arXiv", "https://arxiv.org/abs/1706.03762"),
        ("arXiv", "https://arxiv.org/abs/2506.11440"),
        ("PDF", "https://arxiv.org/pdf/1706.03762"),
        ("Code", "https://a.org/code"),
        ("Slides", "https://a.org/slides"),
        ("DOI", "https://doi.org/10.5555/12"),
        ("Publisher", "https://a.org"),
    ] == links_of(paper)


def test_each_address_is_linked_once_under_its_first_label() -> None:
    paper = make_paper(
        arxiv=("1706.03762",),
        doi=("10.5555/12",),
        links={"project": "http://arxiv.org/abs/1706.03762/", "demo": "https://a.org/"},
        url="https://DOI.org/10.5555/12",
    )

    assert ["arXiv", "PDF", "Demo", "DOI"] == [label for label, _ in links_of(paper)]
    assert "https://arxiv.org/abs/1706.03762" == links_of(paper)[0][1]


def test_addresses_whose_paths_differ_in_case_are_two() -> None:
    links = {"video": "https://youtu.be/aBc", "demo": "https://youtu.be/AbC"}

    assert 2 == len(find_links(make_paper(links=links)))


def test_a_pdf_of_the_authors_displaces_that_of_arxiv() -> None:
    paper = make_paper(arxiv=("1706.03762",), links={"pdf": "https://a.org/a.pdf"})

    assert [("PDF", "https://a.org/a.pdf")] == links_of(paper)[1:]


def test_posts_are_read_online() -> None:
    assert [("Read online", "https://a.org")] == links_of(
        make_paper(type="post-weblog", url="https://a.org")
    )


def test_a_page_shows_everything_that_knows_the_work() -> None:
    paper = make_paper("bert", prerequisites=("lstm",), tags=("NLP",))
    papers = [
        paper,
        make_paper("lstm", cites=("bert",)),
        make_paper("gpt", prerequisites=("bert",)),
        make_paper("secret", prerequisites=("bert",), unlisted=True),
    ]
    post = make_post(cites=("bert",), kind="link")
    order = make_order("start", make_section("lstm", "bert"), cites=("bert",))
    library = make_library(papers, [post], [order])
    relation = Relation(papers[2], "chosen")

    view = build_paper_view(paper, library, find_connections(library), (relation,))

    assert ["lstm"] == [one.id for one in view.prerequisites]
    assert ["gpt"] == [one.id for one in view.unlocked]
    assert (relation,) == view.related
    assert ["NLP"] == [tag.title for tag in view.tags]
    assert [
        (post, "Link", post.date),
        (papers[1], "Notes", None),
        (order, "Reading order", None),
    ] == [(one.text, one.kind, one.date) for one in view.discussions]
    assert [(2, 2)] == [(one.placed.position, one.count) for one in view.memberships]
