import json
from collections.abc import Iterator

import pytest

from builders import make_date
from reading_list.errors import FetchError, MalformedAnswerError, StatusError, WorkNotFoundError
from reading_list.model import Author, Paper
from reading_list.sources.doi import fetch, parse_csl
from replay import Replay, Reply, open_fetcher, serve

DOI = "10.1162/neco.1991.3.1.79"
CSL = "application/vnd.citationstyles.csl+json"
CROSSREF: dict[str, object] = {
    "type": "journal-article",
    "title": ["Adaptive Mixtures of Local Experts"],
    "container-title": ["Neural Computation"],
    "short-container-title": [],
    "author": [
        {"given": "Robert A.", "family": "Jacobs", "sequence": "first", "affiliation": []},
        {"given": "Jan", "family": "van der Berg", "ORCID": "http://orcid.org/0000-0001-2345-678X"},
        {"name": "The Example Consortium", "sequence": "additional"},
        {"given": "John", "family": "Smith", "suffix": "Jr."},
    ],
    "issued": {"date-parts": [[1991, 2]]},
    "DOI": "10.1162/NECO.1991.3.1.79",
    "ISBN": ["9780262"],
    "volume": "3",
    "issue": "1",
    "page": "79–87",
    "publisher": "MIT Press - Journals",
    "abstract": "<jats:title>Abstract</jats:title><jats:p>We present &amp; discuss</jats:p>"
    "<jats:p>H<jats:sub>2</jats:sub>O &lt; 5.</jats:p>",
    "URL": "http://dx.doi.org/10.1162/neco.1991.3.1.79",
}


@pytest.fixture
def replay() -> Iterator[Replay]:
    with serve() as one:
        yield one


def read(**fields: object) -> Paper:
    return parse_csl(json.dumps({"title": "T", **fields}), DOI).paper


def test_crossrefs_shape_is_read() -> None:
    paper = parse_csl(json.dumps(CROSSREF), DOI).paper

    assert paper.title == "Adaptive Mixtures of Local Experts"
    assert paper.venue == "Neural Computation"
    assert paper.authors == (
        Author(family="Jacobs", given="Robert A."),
        Author(family="van der Berg", given="Jan", orcid="0000-0001-2345-678X"),
        Author(literal="The Example Consortium"),
        Author(family="Smith", given="John", suffix="Jr."),
    )
    assert paper.issued == make_date("1991-02")
    assert (paper.type, paper.volume, paper.issue, paper.pages) == (
        "article-journal",
        "3",
        "1",
        "79-87",
    )
    assert (paper.doi, paper.isbn, paper.url) == ((DOI,), ("9780262",), "")
    assert paper.abstract == "We present & discuss\n\nH₂O < 5."


def test_an_unknown_type_is_a_document() -> None:
    assert read(type="component").type == "document"


def test_what_belongs_to_the_library_is_not_taken_from_an_agency() -> None:
    paper = read(keyword="a, b", note="PMID: 1", URL="https://a.example/", ISSN="1234-5678", id="k")

    assert (paper.id, paper.tags, paper.ids, paper.url, paper.csl) == ("", (), {}, "", {})


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ({"date-parts": [[2017, 6, 12]]}, "2017-06-12"),
        ({"date-parts": [["2017", "6"]]}, "2017-06"),
        ({"date-parts": [[2017, 13]]}, "2017"),
        ({"date-parts": [[2017, 2, 31]]}, "2017-02"),
        ({"raw": "2017-06-12T00:00:00Z"}, "2017-06-12"),
        ("2017-06-12", "2017-06-12"),
    ],
)
def test_dates_are_kept_as_far_as_they_make_sense(value: object, date: str) -> None:
    assert read(issued=value).issued == make_date(date)


@pytest.mark.parametrize(
    "value", [{"date-parts": [[None]]}, {"date-parts": []}, {}, None, [], 7, {"literal": "soon"}]
)
def test_no_date_is_invented(value: object) -> None:
    assert read(issued=value).issued is None


def test_the_next_date_stands_in_for_an_empty_one() -> None:
    paper = read(
        **{"issued": {"date-parts": [[None]]}, "published-print": {"date-parts": [[2001]]}}
    )

    assert paper.issued == make_date("2001")


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Plain", "Plain"),
        ("<i>E. coli</i> in H<sub>2</sub>O", "E. coli in H₂O"),
        ("AT&amp;T and R&amp;amp;D", "AT&T and R&D"),
        ("p < 0.05 and x > y", "p < 0.05 and x > y"),
        ("On\n   <b>lines</b><br/>apart", "On lines apart"),
        (
            "The <mml:math><mml:mi>N</mml:mi><mml:mo>=</mml:mo><mml:mn>4</mml:mn></mml:math> case",
            "The N=4 case",
        ),
        (
            "A <math><semantics><mi>x</mi><annotation>x_1</annotation></semantics></math> b",
            "A $x_1$ b",
        ),
        ("<script>alert(1)</script>Safe", "Safe"),
    ],
)
def test_titles_lose_their_mark_up(title: str, plain: str) -> None:
    assert read(title=[title]).title == plain


def test_a_subtitle_joins_the_title() -> None:
    assert read(subtitle=["A Study"]).title == "T: A Study"
    assert read(title="T: A study", subtitle=["A Study"]).title == "T: A study"


@pytest.mark.parametrize(
    ("relation", "arxiv", "dois"),
    [
        ({"has-preprint": [{"id-type": "doi", "id": "10.48550/ARXIV.1706.03762"}]},
         ("1706.03762",), (DOI,)),
        ({"has-preprint": [{"id": "10.1101/a"}, {"id": "https://doi.org/10.1101/B"}]},
         (), (DOI, "10.1101/a", "10.1101/b")),
        ({"is-preprint-of": {"id": "10.1000/end"}}, (), (DOI, "10.1000/end")),
        ({"is-preprint-of": [{"id": DOI.upper()}, {"id": "no id"}, {}, None, 5]}, (), (DOI,)),
        ({"references": [{"id": "10.1000/other"}], "has-preprint": None}, (), (DOI,)),
        ([], (), (DOI,)),
    ],
)  # fmt: skip
def test_declared_forms_of_the_work_join_its_identifiers(
    relation: object, arxiv: tuple[str, ...], dois: tuple[str, ...]
) -> None:
    paper = read(relation=relation)

    assert (paper.arxiv, paper.doi) == (arxiv, dois)


@pytest.mark.parametrize(
    "fields",
    [
        {"author": None, "editor": "x", "volume": 12, "page": None, "ISBN": None, "type": None},
        {"author": [None, "x", {}, {"family": None}, {"given": ["x"]}], "container-title": []},
        {"author": {"family": "Solo"}, "abstract": 5, "DOI": "no doi", "container-title": [None]},
    ],
)
def test_odd_shapes_do_not_raise(fields: dict[str, object]) -> None:
    assert read(**fields).doi == (DOI,)


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "<html>", '{"title": []}', '{"a": 1}', "[" * 100_000, "9" * 5_000]
)
def test_what_is_no_item_is_malformed(text: str) -> None:
    with pytest.raises(MalformedAnswerError):
        parse_csl(text, DOI)


def test_the_agency_is_asked_after_a_redirect(replay: Replay) -> None:
    replay.add(f"/{DOI}", Reply(status=302, headers={"Location": "/v1/works/transform"}))
    replay.add("/v1/works/transform", Reply(json.dumps(CROSSREF), kind=CSL))

    with open_fetcher(replay.origin) as fetcher:
        found = fetch(DOI, fetcher, replay.origin)

    assert found.paper.title == "Adaptive Mixtures of Local Experts"
    assert [headers["accept"] for _, headers in replay.requests] == [CSL, CSL]


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply("Resource not found.", status=404, kind="text/plain"), WorkNotFoundError),
        (Reply("", status=406), StatusError),
        (Reply("<html><title>A page</title></html>"), MalformedAnswerError),
    ],
)
def test_a_wrong_answer_is_told(replay: Replay, reply: Reply, kind: type[FetchError]) -> None:
    replay.add(f"/{DOI}", reply)

    with open_fetcher(replay.origin) as fetcher, pytest.raises(kind):
        fetch(DOI, fetcher, replay.origin)


def test_a_doi_is_quoted_in_its_address(replay: Replay) -> None:
    replay.add("/10.1000/a%3Cb%3E%23c%3Fd", Reply(json.dumps(CROSSREF), kind=CSL))

    with open_fetcher(replay.origin) as fetcher:
        assert fetch("10.1000/a<b>#c?d", fetcher, replay.origin).paper.title
