from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from builders import make_library, make_order, make_paper, make_post, make_section, make_step
from reading_list.connections import find_connections
from reading_list.model import Author, PostAuthor, Slug
from reading_list.views.linked_data import (
    SiteFacts,
    describe_order,
    describe_paper_page,
    describe_post,
    describe_work,
)
from reading_list.views.order import build_order_view
from strategies import any_papers

if TYPE_CHECKING:
    from reading_list.model import Paper

SITE = SiteFacts(name="A site", url="https://a.example/x/", ending="index.html")
NOWHERE = SiteFacts(name="A site")


def test_a_page_is_about_a_work_that_has_other_addresses() -> None:
    paper = make_paper(
        "bert",
        title="On $n^2$",
        authors=(
            Author(family="Neumann", given="John", non_dropping_particle="von", orcid="0-1"),
            Author(literal="OpenAI", url="https://openai.example/"),
        ),
        issued="2018-10",
        added="2025-07",
        type="article-journal",
        venue="A journal",
        doi=("10.1/x",),
        arxiv=("1810.04805",),
        url="https://b.example/",
        tags=("NLP",),
    )

    page = describe_paper_page(paper, make_library([paper]), SITE)

    assert {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": "https://a.example/x/papers/bert/index.html",
        "name": "On n²",
        "inLanguage": "en",
        "datePublished": "2025-07",
        "keywords": ["NLP"],
        "isPartOf": {"@type": "WebSite", "name": "A site", "url": "https://a.example/x/"},
        "about": {
            "@type": "ScholarlyArticle",
            "name": "On n²",
            "headline": "On n²",
            "author": [
                {
                    "@type": "Person",
                    "name": "John von Neumann",
                    "givenName": "John",
                    "familyName": "von Neumann",
                    "sameAs": "https://orcid.org/0-1",
                },
                {"@type": "Organization", "name": "OpenAI", "url": "https://openai.example/"},
            ],
            "datePublished": "2018-10",
            "isPartOf": {"@type": "Periodical", "name": "A journal"},
            "identifier": [
                {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1/x"},
                {"@type": "PropertyValue", "propertyID": "arXiv", "value": "1810.04805"},
            ],
            "url": "https://doi.org/10.1/x",
            "sameAs": [
                "https://doi.org/10.1/x",
                "https://arxiv.org/abs/1810.04805",
                "https://b.example/",
            ],
        },
    } == page


def test_a_name_tells_its_own_parts_where_they_are_plain() -> None:
    people = (Author(family="King", given="Martin L."), Author(family="King", suffix="Jr."))
    plain, suffixed = describe_work(make_paper(authors=people))["author"]  # type: ignore[misc]

    assert plain == {"@type": "Person", "name": "Martin L. King"}
    assert suffixed == {"@type": "Person", "name": "King, Jr.", "familyName": "King"}


@pytest.mark.parametrize(
    ("csl", "expected"),
    [
        ("article", "ScholarlyArticle"),
        ("paper-conference", "ScholarlyArticle"),
        ("book", "Book"),
        ("thesis", "Thesis"),
        ("post-weblog", "BlogPosting"),
        ("treaty", "CreativeWork"),
    ],
)
def test_a_work_has_the_type_of_its_kind(csl: str, expected: str) -> None:
    assert expected == describe_work(make_paper(type=csl))["@type"]


def test_a_post_names_its_authors_and_the_works_that_it_cites() -> None:
    author = PostAuthor(id="ed", name="An Editor", url="https://ed.example/", slug=Slug("ed"))
    post = make_post(
        title="A $x$ post",
        authors=("ed",),
        categories=("C",),
        tags=("T",),
        time="18:30:00+02:00",
        updated="2025-08-01",
        cites=("lstm", "hid"),
        link="https://l.example/",
    )
    papers = [make_paper(doi=("10.1/x",)), make_paper("hid", unlisted=True)]
    library = make_library(papers, [post], post_authors=[author])

    found = describe_post(post, library, SITE, "What.")

    assert ("BlogPosting", "A x post") == (found["@type"], found["headline"])
    assert "2025-07-03T18:30:00+02:00" == found["datePublished"]
    assert "2025-08-01" == found["dateModified"]
    assert [{"@type": "Person", "name": "An Editor", "url": "https://ed.example/"}] == found[
        "author"
    ]
    assert [
        {
            "@type": "CreativeWork",
            "name": "lstm",
            "url": "https://a.example/x/papers/lstm/index.html",
            "sameAs": ["https://doi.org/10.1/x"],
        }
    ] == found["citation"]
    assert {"@id": "https://l.example/"} == found["about"]


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("Ann", {"@type": "Person", "name": "Ann"}),
        ("", {"@type": "Organization", "name": "A site"}),
    ],
)
def test_a_post_that_nobody_signed_is_the_owners(owner: str, expected: dict[str, str]) -> None:
    found = describe_post(make_post(), make_library(), SiteFacts(name="A site", author=owner), "")

    assert [expected] == found["author"]


def test_an_order_is_a_list_of_all_its_steps() -> None:
    post = make_post()
    order = make_order(
        "start",
        make_section("lstm"),
        make_section(make_step(None, post=post.src_uri), bonus=True),
        title="A $x$ way",
    )
    library = make_library([make_paper()], [post], [order])

    found = describe_order(build_order_view(order, library, find_connections(library)), SITE)

    assert ("ItemList", "A x way", 2) == (found["@type"], found["name"], found["numberOfItems"])
    assert [
        {
            "@type": "ListItem",
            "position": 1,
            "name": "lstm",
            "url": "https://a.example/x/papers/lstm/index.html",
        },
        {
            "@type": "ListItem",
            "position": 2,
            "name": "first",
            "url": "https://a.example/x/blog/2025/07/first/index.html",
        },
    ] == found["itemListElement"]


@given(any_papers)
def test_without_the_sites_address_nothing_relative_is_told(paper: Paper) -> None:
    found = describe_paper_page(paper, make_library([paper]), NOWHERE)

    assert "url" not in found
    assert "@id" not in found
    assert "" not in json.loads(json.dumps(found)).values()
