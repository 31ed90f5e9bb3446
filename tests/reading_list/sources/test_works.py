import json
from collections.abc import Iterator

import pytest

from reading_list.errors import FetchError
from reading_list.identifiers import Reference
from reading_list.sources.found import Found
from reading_list.sources.http import Limits
from reading_list.sources.works import Answer, Sources, fetch_works
from replay import Replay, Reply, make_entry, make_feed, open_fetcher, serve

ATOM = "application/atom+xml"
CSL = "application/vnd.citationstyles.csl+json"
QUERY = "/api/query"


@pytest.fixture
def replay() -> Iterator[Replay]:
    with serve() as one:
        yield one


def fetch(replay: Replay, *references: Reference) -> list[tuple[Reference, Answer]]:
    limits = Limits(read=0.2, attempts=1)
    with open_fetcher(replay.origin, limits=limits) as fetcher:
        sources = Sources(fetcher=fetcher, arxiv_url=replay.origin, doi_url=replay.origin)
        return list(fetch_works(references, sources))


def test_works_come_one_by_one_and_arxivs_first(replay: Replay) -> None:
    replay.add("/10.1000/abc", Reply('{"title": "T"}', kind=CSL))
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))
    doi, arxiv = Reference("doi", "10.1000/abc"), Reference("arxiv", "1706.03762")

    with open_fetcher(replay.origin) as fetcher:
        sources = Sources(fetcher=fetcher, arxiv_url=replay.origin, doi_url=replay.origin)
        answers = fetch_works([doi, arxiv, doi], sources)

        assert next(answers)[0] == arxiv
        assert len(replay.requests) == 1
        assert [reference for reference, _ in answers] == [doi]


def test_what_an_address_told_joins_the_work(replay: Replay) -> None:
    replay.add("/10.18653/v1/p19-1001", Reply('{"title": "T"}', kind=CSL))
    reference = Reference("doi", "10.18653/v1/p19-1001", "https://x", (("acl", "P19-1001"),))

    ((_, found),) = fetch(replay, reference)

    assert isinstance(found, Found)
    assert (found.paper.ids, found.paper.url) == ({"acl": ("P19-1001",)}, "")
    assert len(replay.requests) == 1


@pytest.mark.parametrize(
    "reply",
    [Reply("no", status=404), Reply("<p>A page</p>"), Reply("{}", kind=CSL), Reply(status=403)],
)
def test_where_the_doi_of_an_address_leads_nowhere_the_page_must_do(
    replay: Replay, reply: Reply
) -> None:
    replay.add("/10.18653/v1/l18-1001", reply)
    tags = '<meta name="citation_doi" content="10.18653/v1/L18-1001">'
    page = replay.add("/L18-1001/", Reply(f"<title>A corpus</title>{tags}"))
    reference = Reference("doi", "10.18653/v1/l18-1001", page, (("acl", "L18-1001"),))

    ((_, found),) = fetch(replay, reference)

    assert isinstance(found, Found)
    assert (found.paper.title, found.paper.url) == ("A corpus", page)
    assert found.paper.ids == {"acl": ("L18-1001",)}
    assert replay.paths == ["/10.18653/v1/l18-1001", "/L18-1001/"]


def test_where_the_page_does_not_help_either_the_doi_is_named(replay: Replay) -> None:
    page = replay.add("/page", Reply("no robots", status=403))

    ((_, answer),) = fetch(replay, Reference("doi", "10.1000/abc", page))

    assert "No agency knows the DOI 10.1000/abc." == str(answer)


def test_where_nobody_answers_the_page_is_not_asked(replay: Replay) -> None:
    replay.add("/10.1000/abc", Reply(hangs=True))
    page = replay.add("/page", Reply("<title>T</title>"))

    ((_, answer),) = fetch(replay, Reference("doi", "10.1000/abc", page))

    assert isinstance(answer, FetchError)
    assert replay.paths == ["/10.1000/abc"]


def test_a_page_that_names_arxivs_own_doi_leads_to_arxiv(replay: Replay) -> None:
    tag = '<meta name="citation_doi" content="10.48550/arXiv.1706.03762">'
    page = replay.add("/page", Reply(f"<title>T</title>{tag}"))
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))

    ((_, found),) = fetch(replay, Reference("url", page))

    assert isinstance(found, Found)
    assert (found.paper.arxiv, found.paper.url) == (("1706.03762",), page)


def test_a_page_that_names_two_leads_goes_on_to_the_second(replay: Replay) -> None:
    tags = (
        '<meta name="citation_arxiv_id" content="1706.03762">'
        '<meta name="citation_doi" content="10.18653/v1/P19-1001">'
    )
    page = replay.add("/page", Reply(f"<title>T</title>{tags}"))
    replay.add(QUERY, Reply(make_feed(), kind=ATOM))
    replay.add("/10.18653/v1/p19-1001", Reply(json.dumps({"title": "Better"}), kind=CSL))

    ((_, found),) = fetch(replay, Reference("url", page))

    assert isinstance(found, Found)
    assert (found.paper.title, found.paper.ids) == ("Better", {"acl": ("P19-1001",)})
