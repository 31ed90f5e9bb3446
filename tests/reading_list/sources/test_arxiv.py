import gzip
import re
from collections.abc import Iterator

import pytest

from builders import make_date
from reading_list.errors import (
    FetchError,
    MalformedAnswerError,
    StatusError,
    WorkNotFoundError,
)
from reading_list.model import Author
from reading_list.sources.arxiv import fetch, parse_feed
from reading_list.sources.found import Found
from replay import ERROR_ENTRY, Replay, Reply, make_entry, make_feed, open_fetcher, serve

ATOM = "application/atom+xml"
QUERY = "/api/query"


@pytest.fixture
def replay() -> Iterator[Replay]:
    with serve() as one:
        yield one


def ask(replay: Replay, *ids: str) -> dict[str, Found | FetchError]:
    with open_fetcher(replay.origin) as fetcher:
        return dict(fetch(ids, fetcher, replay.origin))


def titles(answers: dict[str, Found | FetchError]) -> dict[str, str]:
    return {
        one: answer.paper.title if isinstance(answer, Found) else type(answer).__name__
        for one, answer in answers.items()
    }


def test_an_entry_is_read() -> None:
    more = (
        "<arxiv:comment>15 pages, 5 figures</arxiv:comment>"
        "<arxiv:journal_ref>NIPS 30 (2017)</arxiv:journal_ref>"
        "<arxiv:doi>10.5555/3295222.3295349</arxiv:doi>"
    )
    entry = make_entry(title="Attention Is\n  All  You Need", more=more)

    found = parse_feed(make_feed(entry).encode()).works["1706.03762"]

    paper = found.paper
    assert paper.title == "Attention Is All You Need"
    assert paper.abstract == (
        "The dominant sequence transduction models are based on complex networks."
    )
    assert paper.authors == (
        Author(family="Vaswani", given="Ashish"),
        Author(family="Kaiser", given="Łukasz"),
    )
    assert paper.issued == make_date("2017-06-12")
    assert (paper.arxiv, paper.arxiv_class) == (("1706.03762",), "cs.CL")
    assert paper.doi == ("10.5555/3295222.3295349",)
    assert (paper.venue, paper.extra) == ("", {"journal_ref": "NIPS 30 (2017)"})
    assert found.remark == ""


def test_a_withdrawn_work_is_noticed() -> None:
    comment = "This paper has been withdrawn by the authors"
    entry = make_entry(more=f"<arxiv:comment>{comment}</arxiv:comment>")

    found = parse_feed(make_feed(entry).encode()).works["1706.03762"]

    assert found.remark == f"withdrawn: {comment}"
    assert found.paper.extra == {"withdrawn": comment}


@pytest.mark.parametrize(
    ("abstract", "said"),
    [
        ("This paper has been withdrawn by the author due to a crucial sign error in eq. 1.",
         "This paper has been withdrawn by the author due to a crucial sign error in eq."),
        ("The submission is withdrawn", "The submission is withdrawn"),
        ("We study when a drug was withdrawn. This paper has been read.", ""),
        ("We count papers. Every tenth paper was withdrawn.", ""),
    ],
)  # fmt: skip
def test_a_withdrawal_may_stand_in_the_abstract(abstract: str, said: str) -> None:
    entry = re.sub("<summary>.*?</summary>", f"<summary> {abstract}</summary>", make_entry(),
                   flags=re.DOTALL)  # fmt: skip

    found = parse_feed(make_feed(entry).encode()).works["1706.03762"]

    assert found.remark == (f"withdrawn: {said}" if said else "")
    assert found.paper.extra == ({"withdrawn": said} if said else {})


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (r"On Schr\"odinger's and Poincar\'{e}'s $\alpha$-maps",
         r"On Schrödinger's and Poincaré's $\alpha$-maps"),
        (r"The Erd\H{o}s--R\'enyi graph {\'a} la Ho{\l}da", "The Erdős–Rényi graph á la Hołda"),
        (r"Bounds on \(L^2\) norms", "Bounds on $L^2$ norms"),
        (r"A \emph{new} ``BERT'' at 50\% of R\&amp;D", "A new “BERT” at 50% of R&D"),
        ("It costs $5 and $6", "It costs $5 and $6"),
        (r"A \$x\$ of text", r"A \$x\$ of text"),
        (r"Decays of \Lambda_b into {0,1}", "Decays of Λ_b into {0,1}"),
        (r"100% sure, C# and Schr{\"{o}}dinger", "100% sure, C# and Schrödinger"),
        (r"$\mathbb{R}^{n}$ and $\|x\|$", r"$\mathbb{R}^{n}$ and $\|x\|$"),
    ],
)  # fmt: skip
def test_tex_in_a_title_becomes_unicode_and_formulas_stay(raw: str, title: str) -> None:
    found = parse_feed(make_feed(make_entry(title=raw)).encode()).works["1706.03762"]

    assert found.paper.title == title


@pytest.mark.parametrize(
    ("raw", "author"),
    [
        (r"Erwin Schr\"odinger", Author(family="Schrödinger", given="Erwin")),
        (r"{\L}ukasz Kaiser", Author(family="Kaiser", given="Łukasz")),
        (r"\'Emile D\v{z}eko", Author(family="Džeko", given="Émile")),
        (r"Paul Erd\H{o}s", Author(family="Erdős", given="Paul")),
        ("Conan O'Brien", Author(family="O'Brien", given="Conan")),
    ],
)
def test_tex_in_a_name_becomes_unicode(raw: str, author: Author) -> None:
    entry = make_entry().replace("Ashish Vaswani", raw)

    found = parse_feed(make_feed(entry).encode()).works["1706.03762"]

    assert found.paper.authors[0] == author


def test_several_dois_are_kept() -> None:
    more = "<arxiv:doi>10.1000/A, 10.2000/b 10.1000/a nonsense</arxiv:doi>"

    found = parse_feed(make_feed(make_entry(more=more)).encode()).works["1706.03762"]

    assert found.paper.doi == ("10.1000/a", "10.2000/b")


def test_a_work_may_be_called_error() -> None:
    feed = parse_feed(make_feed(make_entry(title="Error")).encode())

    assert (feed.works["1706.03762"].paper.title, feed.complaint) == ("Error", "")


def test_an_entry_without_a_date_of_publication_is_no_work() -> None:
    entry = re.sub(r"<published>.*?</published>", "", make_entry())

    assert parse_feed(make_feed(entry).encode()).works == {}


def test_a_collaboration_is_one_author() -> None:
    entry = make_entry().replace("Ashish Vaswani", "ATLAS Collaboration")

    found = parse_feed(make_feed(entry).encode()).works["1706.03762"]

    assert found.paper.authors[0] == Author(literal="ATLAS Collaboration")


def test_a_large_feed_in_another_encoding_is_read() -> None:
    entry = make_entry(title="Gödel").replace("complex", "x " * 2_500_000)
    feed = make_feed(entry).replace("UTF-8", "iso-8859-1").replace("Łukasz", "Lukasz")

    found = parse_feed(feed.encode("latin-1")).works["1706.03762"]

    assert found.paper.title == "Gödel"
    assert len(found.paper.abstract) > 4_999_000


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html><body>Down for maintenance</body></html>",
        "<!DOCTYPE html><html><body><p>Down<br></body></html>",
        make_feed(make_entry())[:700],
        make_feed(make_entry()).encode().replace(b"Attention", b"\xff\xfe"),
        make_feed(make_entry()).replace("?>", f'?><!DOCTYPE feed [<!ENTITY l0 "ha">{LAUGHS}]>', 1)
        .replace("Attention", "&l9;"),
        make_feed(make_entry()).replace(
            "?>", '?><!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/hostname">]>', 1
        ).replace("Attention", "&x;"),
        make_feed(make_entry()).replace(
            "?>", '?><!DOCTYPE feed SYSTEM "http://127.0.0.1:9/x.dtd">', 1
        ),
        make_feed(make_entry()).replace("?>", f'?><!DOCTYPE feed [<!ENTITY l0 "ha">{LAUGHS}]>', 1)
        .replace('rel="alternate"', 'rel="&l9;"'),
        make_feed(make_entry()).replace("UTF-8", "UTF-16")
        .replace("?>", f'?><!DOCTYPE feed [<!ENTITY l0 "ha">{LAUGHS}]>', 1)
        .replace("Attention", "&l9;").encode("utf-16"),
        make_feed(make_entry()).replace(
            "?>", f'?><!DOCTYPE feed [<!ENTITY x "{"x" * 100_000}">]>', 1
        ).replace("Attention", "&x;" * 50_000),
        make_feed(make_entry()).replace(
            "?>",
            """?><!DOCTYPE feed [<!ENTITY % a "<!ENTITY x SYSTEM 'file:///etc/hostname'>"> %a;]>""",
            1,
        ).replace("Attention", "&x;"),
        make_feed(make_entry()).replace("Attention", "<b>" * 100_000),
    ],
)  # fmt: skip
def test_what_is_no_plain_feed_is_refused(body: str | bytes) -> None:
    with pytest.raises(MalformedAnswerError):
        parse_feed(body if isinstance(body, bytes) else body.encode())


def test_answers_are_matched_by_id_in_one_request(replay: Replay) -> None:
    feed = make_feed(make_entry("1810.04805v2", "BERT"), make_entry(), make_entry("math/0309136v1"))
    replay.add(QUERY, Reply(feed, kind=ATOM))

    answers = ask(replay, "1706.03762", "math/0309136", "1810.04805")

    assert titles(answers) == {
        "1706.03762": "Attention Is All You Need",
        "math/0309136": "Attention Is All You Need",
        "1810.04805": "BERT",
    }
    assert replay.paths == [f"{QUERY}?id_list=1706.03762,math/0309136,1810.04805&max_results=3"]


def test_ids_go_by_the_hundred(replay: Replay) -> None:
    ids = [f"1706.{number:05d}" for number in range(120)]
    replay.add(
        QUERY,
        Reply(make_feed(*(make_entry(f"{one}v1") for one in ids[:100])), kind=ATOM),
        Reply(make_feed(*(make_entry(f"{one}v1") for one in ids[100:])), kind=ATOM),
    )

    answers = ask(replay, *ids)

    assert all(isinstance(answer, Found) for answer in answers.values())
    assert ["100", "20"] == [path.rpartition("=")[2] for path in replay.paths]


def test_one_missing_of_several_is_named_after_one_more_try(replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM), Reply(make_feed(), kind=ATOM))

    answers = ask(replay, "1706.03762", "1706.99999")

    assert titles(answers) == {
        "1706.03762": "Attention Is All You Need",
        "1706.99999": "WorkNotFoundError",
    }
    assert replay.paths[1:] == [f"{QUERY}?id_list=1706.99999&max_results=1"]


def test_an_empty_feed_may_be_a_slip(replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(), kind=ATOM), Reply(make_feed(make_entry()), kind=ATOM))

    assert titles(ask(replay, "1706.03762")) == {"1706.03762": "Attention Is All You Need"}


def test_what_stays_empty_is_no_work(replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(), kind=ATOM))

    assert titles(ask(replay, "1706.03762")) == {"1706.03762": "WorkNotFoundError"}
    assert len(replay.requests) == 2


def test_a_feed_may_be_packed_and_come_late(replay: Replay) -> None:
    packed = gzip.compress(make_feed(make_entry()).encode())
    headers = {"Content-Encoding": "gzip"}
    replay.add(
        QUERY,
        Reply("Rate exceeded.", status=429, headers={"Retry-After": "5"}),
        Reply(status=503),
        Reply(packed, kind=f"{ATOM}; charset=us-ascii", headers=headers),
    )

    assert titles(ask(replay, "1706.03762")) == {"1706.03762": "Attention Is All You Need"}


def test_a_refused_id_does_not_take_the_others_down(replay: Replay) -> None:
    error = make_feed(ERROR_ENTRY.format("1706.99999"))
    replay.add(
        QUERY,
        Reply(error, status=400, kind=ATOM),
        Reply(make_feed(make_entry()), kind=ATOM),
    )

    answers = ask(replay, "1706.99999", "1706.03762")

    assert isinstance(answers["1706.03762"], Found)
    assert isinstance(answers["1706.99999"], WorkNotFoundError)
    assert "incorrect id format" in str(answers["1706.99999"])


def test_a_complaint_about_the_whole_request_is_told(replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(ERROR_ENTRY.format("everything")), status=400, kind=ATOM))

    answer = ask(replay, "1706.03762")["1706.03762"]

    assert "incorrect id format for everything" in str(answer)
    assert len(replay.requests) == 1


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply("<html><title>Maintenance</title></html>"), MalformedAnswerError),
        (Reply(make_feed(make_entry())[:700], kind=ATOM), MalformedAnswerError),
        (Reply("no", status=404), StatusError),
        (Reply(make_feed(), status=400, kind=ATOM), StatusError),
        (Reply(status=503), StatusError),
    ],
)
def test_a_wrong_answer_is_no_missing_work(
    replay: Replay, reply: Reply, kind: type[FetchError]
) -> None:
    replay.add(QUERY, reply)

    assert isinstance(ask(replay, "1706.03762")["1706.03762"], kind)
