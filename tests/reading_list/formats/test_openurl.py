from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from builders import make_date, make_paper
from coins import read_item
from reading_list.formats.openurl import encode_openurl, format_iso_date
from reading_list.model import Author
from reading_list.texts.inline import to_text
from strategies import any_papers

if TYPE_CHECKING:
    from reading_list.model import Paper

PEOPLE = (
    Author(family="Beethoven", given="Ludwig", non_dropping_particle="van"),
    Author(family="King", given="Martin Luther", suffix="Jr."),
    Author(family="Kaiser", given="Łukasz"),
    Author(literal="OpenAI"),
)


def test_an_article_keeps_title_authors_venue_date_and_identifiers() -> None:
    item = read_item(
        encode_openurl(
            make_paper(
                title="Q&A = $n^2$: 100% “fun” <b>",
                authors=PEOPLE,
                issued="1997-11-15",
                type="article-journal",
                venue="Neural Computation",
                volume="9",
                issue="8",
                pages="1735–1780",
                doi=("10.1162/neco.1997.9.8.1735",),
                arxiv=("1706.03762",),
            )
        )
    )

    assert ("journalArticle", "Q&A = n²: 100% “fun” <b>") == (item.type, item.title)
    assert [
        ("van Beethoven", "Ludwig"),
        ("King", "Martin Luther Jr."),
        ("Kaiser", "Łukasz"),
        ("OpenAI", ""),
    ] == item.authors
    assert ("Neural Computation", "1997-11-15") == (item.host, item.date)
    assert "10.1162/neco.1997.9.8.1735" == item.doi
    assert "https://arxiv.org/abs/1706.03762" == item.url
    assert "rft_id=info:arxiv/1706.03762" in encode_openurl(make_paper(arxiv=("1706.03762",)))
    assert ["9", "8", "1735-1780"] == [
        item.fields[f"rft.{key}"] for key in ("volume", "issue", "pages")
    ]


@pytest.mark.parametrize(
    ("csl", "zotero", "host"),
    [
        ("article", "journalArticle", "Venue"),
        ("article-magazine", "journalArticle", "Venue"),
        ("paper-conference", "conferencePaper", "Venue"),
        ("chapter", "bookSection", "Venue"),
        ("book", "book", ""),
        ("report", "report", ""),
        ("thesis", "thesis", ""),
        ("post-weblog", "blogPost", "Venue"),
        ("software", "computerProgram", "Venue"),
        ("treaty", "webpage", "Venue"),
    ],
)
def test_each_type_is_one_that_zotero_knows(csl: str, zotero: str, host: str) -> None:
    item = read_item(
        encode_openurl(make_paper(title="A title", type=csl, venue="Venue", url="https://a.org/x"))
    )

    assert (zotero, "A title", host) == (item.type, item.title, item.host)
    assert "https://a.org/x" == item.url


def test_a_name_of_several_words_in_one_part_stays_whole() -> None:
    authors = (Author(literal="Google DeepMind"), Author(family="Plato"))

    assert [("Google DeepMind", ""), ("Plato", "")] == read_item(
        encode_openurl(make_paper(authors=authors))
    ).authors


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2017", "2017"),
        ("2017-06", "2017-06"),
        ("2017-06-12", "2017-06-12"),
        ("2017-22", "2017"),
        ("2017~", "2017"),
        ("2016/2017", "2016"),
    ],
)
def test_no_month_and_no_day_is_invented(written: str, expected: str) -> None:
    assert expected == format_iso_date(make_date(written))


@given(any_papers)
def test_any_text_can_be_read_back(paper: Paper) -> None:
    item = read_item(encode_openurl(paper))

    assert to_text(paper.title).replace("+", " ") == item.title
    assert encode_openurl(paper).isascii()


@given(any_papers)
def test_nothing_in_it_has_a_meaning_in_html(paper: Paper) -> None:
    text = encode_openurl(paper)

    assert unescape(text) == text
    assert set("\"'<> ").isdisjoint(text)
