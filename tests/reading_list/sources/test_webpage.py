import json
from collections.abc import Callable, Iterator

import pytest

from builders import make_date
from reading_list.errors import FetchError, MalformedAnswerError, StatusError, WorkNotFoundError
from reading_list.model import Author, Paper
from reading_list.sources.webpage import fetch, parse_page
from replay import Replay, Reply, open_fetcher, serve

URL = "https://example.org/post"


@pytest.fixture
def replay() -> Iterator[Replay]:
    with serve() as one:
        yield one


def read(*head: str) -> Paper:
    return parse_page(f"<!DOCTYPE html><html><head>{''.join(head)}</head></html>", URL).paper


def tag(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def linked(item: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(item)}</script>'


def test_highwire_tags_are_read() -> None:
    paper = read(
        "<title>Site | A Study</title>",
        tag("citation_title", "A &lt;i&gt;Study&lt;/i&gt; of X"),
        tag("citation_author", "Lovelace, Ada"),
        tag("citation_author", "Alan Turing"),
        tag("citation_publication_date", "2017/6/12"),
        tag("citation_journal_title", "Mind &amp; Machine"),
        *(tag(f"citation_{name}", text) for name, text in (("volume", "3"), ("issue", "1"))),
        *(tag(f"citation_{name}", text) for name, text in (("firstpage", "7"), ("lastpage", "9"))),
        tag("citation_doi", "doi:10.1000/ABC"),
        tag("citation_pdf_url", "/post.pdf"),
    )

    assert paper.title == "A Study of X"
    assert paper.authors == (
        Author(family="Lovelace", given="Ada"),
        Author(family="Turing", given="Alan"),
    )
    assert paper.issued == make_date("2017-06-12")
    assert (paper.type, paper.venue) == ("article-journal", "Mind & Machine")
    assert (paper.volume, paper.issue, paper.pages) == ("3", "1", "7-9")
    assert paper.doi == ("10.1000/abc",)
    assert (paper.url, paper.links) == (URL, {"pdf": "https://example.org/post.pdf"})


@pytest.mark.parametrize(
    "wrap", [lambda one: one, lambda one: [one], lambda one: {"@graph": [one]}]
)
def test_linked_data_is_read_wherever_it_stands(wrap: Callable[[object], object]) -> None:
    item = {
        "@type": ["BlogPosting"],
        "headline": "On Attention",
        "author": [{"@type": "Person", "name": "Ada Lovelace"}],
        "datePublished": "2020-03-04T10:00:00Z",
        "sameAs": "https://arxiv.org/abs/1706.03762v2",
    }
    paper = read('<script type="application/ld+json">{broken</script>', linked(wrap(item)))

    assert paper.title == "On Attention"
    assert paper.authors == (Author(family="Lovelace", given="Ada"),)
    assert paper.issued == make_date("2020-03-04")
    assert (paper.type, paper.arxiv) == ("post-weblog", ("1706.03762",))


def test_a_scholarly_article_names_its_journal() -> None:
    journal = {"@type": "Periodical", "name": "Mind"}
    identifier = {"@type": "PropertyValue", "value": "10.1000/abc"}
    item = {"@type": "ScholarlyArticle", "name": "X", "isPartOf": journal, "identifier": identifier}

    paper = read(linked(item))

    assert (paper.type, paper.venue, paper.doi) == ("article-journal", "Mind", ("10.1000/abc",))


def test_open_graph_comes_before_the_title() -> None:
    paper = read(
        "<title>A Post - Site</title>",
        '<meta property="og:title" content="A Post">',
        '<meta property="og:site_name" content="The Site">',
        '<meta property="article:published_time" content="2021-05-06T00:00:00+00:00">',
        tag("author", "Ada Lovelace"),
    )

    assert (paper.title, paper.venue, paper.type) == ("A Post", "The Site", "webpage")
    assert paper.issued == make_date("2021-05-06")
    assert paper.authors == (Author(family="Lovelace", given="Ada"),)


def test_the_title_of_the_page_is_the_last_resort() -> None:
    paper = read("<title>\n  Only\n a title </title>")

    assert (paper.title, paper.authors, paper.issued) == ("Only a title", (), None)


@pytest.mark.parametrize("date", ["12/06/2017", "June 2017", "2017"])
def test_of_other_dates_the_year_is_kept(date: str) -> None:
    assert read("<title>T</title>", tag("citation_date", date)).issued == make_date("2017")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://[broken", "/a&lt;b&gt;", "a b"])
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert read("<title>T</title>", tag("citation_pdf_url", address)).links == {}


def test_a_title_of_mark_up_alone_gives_way_to_the_next() -> None:
    assert read("<title>T</title>", tag("citation_title", "&lt;i&gt;&lt;/i&gt;")).title == "T"


@pytest.mark.parametrize(
    "item", [5, "x", [[]], {"@type": None}, {"@type": "Article", "author": 5, "headline": ["", 4]}]
)
def test_odd_linked_data_does_no_harm(item: object) -> None:
    assert read("<title>T</title>", linked(item)).title == "T"


@pytest.mark.parametrize("text", ["", "   ", "<html></html>", "\0", '<?xml version="1.0"?>', "a"])
def test_a_page_without_a_title_is_malformed(text: str) -> None:
    with pytest.raises(MalformedAnswerError):
        parse_page(text, URL)


def test_a_declared_encoding_does_no_harm() -> None:
    text = '<?xml version="1.0" encoding="latin-1"?><html><head><title>Gödel</title></head></html>'

    assert parse_page(text, URL).paper.title == "Gödel"


def test_a_page_is_asked_for(replay: Replay) -> None:
    url = replay.add("/post", Reply("<title>Gödel</title>".encode("latin-1")))

    with open_fetcher(replay.origin) as fetcher:
        found = fetch(url, fetcher)

    assert (found.paper.title, found.paper.url) == ("Gödel", url)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply("gone", status=404), WorkNotFoundError),
        (Reply("no robots", status=403), StatusError),
        (Reply("%PDF-1.7", kind="application/pdf"), MalformedAnswerError),
    ],
)
def test_a_wrong_answer_is_told(replay: Replay, reply: Reply, kind: type[FetchError]) -> None:
    url = replay.add("/post", reply)

    with open_fetcher(replay.origin) as fetcher, pytest.raises(kind):
        fetch(url, fetcher)
