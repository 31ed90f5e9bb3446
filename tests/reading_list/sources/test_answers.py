import multiprocessing
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.errors import FetchError, MalformedAnswerError
from reading_list.sources import arxiv, doi, webpage
from reading_list.sources.answers import Answers
from reading_list.sources.found import Found
from reading_list.sources.pacing import Clock
from reading_list.sources.response import Response
from replay import ERROR_ENTRY, Hours, Replay, Reply, make_entry, make_feed, open_fetcher, serve

ATOM = "application/atom+xml"
CSL = "application/vnd.citationstyles.csl+json"
QUERY = "/api/query"
URL = "https://example.org/x"
DAY = 86_400


@pytest.fixture
def replay() -> Iterator[Replay]:
    with serve() as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "answers"


def make_response(body: bytes = b"body", status: int = 200) -> Response:
    return Response(
        url=f"{URL}/end", status=status, content_type="text/html", charset="utf-8", body=body
    )


def read_title(replay: Replay, url: str, answers: Answers) -> str:
    with open_fetcher(replay.origin, answers=answers) as fetcher:
        return webpage.fetch(url, fetcher).paper.title


def ask_arxiv(replay: Replay, answers: Answers, *ids: str) -> dict[str, Found | FetchError]:
    with open_fetcher(replay.origin, answers=answers) as fetcher:
        return dict(arxiv.fetch(ids, fetcher, replay.origin))


@pytest.mark.parametrize("body", [b"", b"one line", b"\n\nlines\r\n\x00\xff\n", b"x" * 100_000])
def test_an_answer_is_found_as_it_came(folder: Path, body: bytes) -> None:
    response = make_response(body)

    Answers(Hours().clock, folder).keep(URL, "text/html", response)

    assert Answers(Hours().clock, folder).find(URL, "text/html") == response


def test_another_question_is_another_answer(folder: Path) -> None:
    answers = Answers(Hours().clock, folder)
    answers.keep(URL, "text/html", make_response())

    assert answers.find(URL, "application/json") is None
    assert answers.find(f"{URL}/y", "text/html") is None


def test_what_was_asked_today_is_not_asked_again(replay: Replay, folder: Path) -> None:
    hours = Hours()
    url = replay.add("/x", Reply("<title>Then</title>"), Reply("<title>Now</title>"))

    assert "Then" == read_title(replay, url, Answers(hours.clock, folder))
    hours.time += DAY - 1
    assert "Then" == read_title(replay, url, Answers(hours.clock, folder))
    assert len(replay.requests) == 1

    hours.time += 1
    assert "Now" == read_title(replay, url, Answers(hours.clock, folder))
    assert len(replay.requests) == 2


def test_who_wants_it_fresh_asks_and_keeps(replay: Replay, folder: Path) -> None:
    hours = Hours()
    url = replay.add("/x", Reply("<title>Then</title>"), Reply("<title>Now</title>"))
    read_title(replay, url, Answers(hours.clock, folder))

    assert "Now" == read_title(replay, url, Answers(hours.clock, folder, fresh=True))
    assert "Now" == read_title(replay, url, Answers(hours.clock, folder))
    assert len(replay.requests) == 2


def test_a_doi_is_kept_under_its_first_address(replay: Replay, folder: Path) -> None:
    replay.add("/10.1000/abc", Reply(status=302, headers={"Location": "/agency"}))
    replay.add("/agency", Reply('{"title": "T"}', kind=CSL))

    for _ in range(2):
        with open_fetcher(replay.origin, answers=Answers(Hours().clock, folder)) as fetcher:
            assert doi.fetch("10.1000/abc", fetcher, replay.origin).paper.title == "T"

    assert replay.paths == ["/10.1000/abc", "/agency"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply("gone", status=404),
        Reply("<title>T</title>", status=503),
        Reply("<title>T</title>", status=203),
        Reply("<p>A page without a title</p>"),
        Reply("%PDF-1.7", kind="application/pdf"),
        Reply("<title>T</title>", said_length=99),
        Reply(status=302, headers={"Location": "http://10.0.0.1/"}),
        Reply(b"x" * 11_000_000),
    ],
)
def test_what_is_no_good_answer_is_not_kept(replay: Replay, folder: Path, reply: Reply) -> None:
    url = replay.add("/x", reply)

    with pytest.raises(FetchError):
        read_title(replay, url, Answers(Hours().clock, folder))

    assert not folder.exists()


def test_a_kept_answer_does_not_open_a_refused_address(folder: Path) -> None:
    answers = Answers(Hours().clock, folder)
    url = "http://me:secret@example.org/x"
    answers.keep(url, "text/html", make_response())

    with open_fetcher(answers=answers) as fetcher, pytest.raises(FetchError, match="user name"):
        fetcher.ask(url, "text/html", Response.decode)


def test_ids_of_arxiv_are_kept_one_by_one(replay: Replay, folder: Path) -> None:
    both = make_feed(make_entry(), make_entry("1810.04805v2", "BERT"))
    third = make_feed(make_entry("2005.14165v4", "GPT-3"))
    replay.add(QUERY, Reply(both, kind=ATOM), Reply(third, kind=ATOM))
    first = ask_arxiv(replay, Answers(Hours().clock, folder), "1706.03762", "1810.04805")

    found = ask_arxiv(replay, Answers(Hours().clock, folder), "2005.14165", "1810.04805")

    assert replay.paths[1:] == [f"{QUERY}?id_list=2005.14165&max_results=1"]
    assert list(found) == ["1810.04805", "2005.14165"]
    assert found["1810.04805"] == first["1810.04805"]
    assert found == ask_arxiv(replay, Answers(Hours().clock, folder), *found)
    assert len(replay.requests) == 2


def test_what_arxiv_does_not_know_is_asked_again(replay: Replay, folder: Path) -> None:
    replay.add(QUERY, Reply(make_feed(), kind=ATOM))

    for count in (2, 4):
        ask_arxiv(replay, Answers(Hours().clock, folder), "1706.03762")
        assert len(replay.requests) == count


def test_beside_a_refused_id_the_others_are_kept(replay: Replay, folder: Path) -> None:
    feed = make_feed(ERROR_ENTRY.format("1706.99999"), make_entry())
    replay.add(QUERY, Reply(feed, status=400, kind=ATOM))

    for _ in range(2):
        answers = Answers(Hours().clock, folder)
        assert isinstance(
            ask_arxiv(replay, answers, "1706.03762", "1706.99999")["1706.03762"], Found
        )

    assert [path.partition("?")[2] for path in replay.paths] == [
        "id_list=1706.03762,1706.99999&max_results=2",
        "id_list=1706.99999&max_results=1",
    ]


@given(content=st.binary(max_size=300), keeps_its_beginning=st.booleans())
def test_a_broken_file_is_as_none(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, *, keeps_its_beginning: bool
) -> None:
    folder = tmp_path_factory.mktemp("answers")
    answers = Answers(Hours().clock, folder)
    answers.keep(URL, "text/html", make_response())
    (path,) = folder.iterdir()
    sound = path.read_bytes()
    path.write_bytes(sound[: len(content) % len(sound)] if keeps_its_beginning else content)
    os.utime(path, (Hours().time, Hours().time))

    assert answers.find(URL, "text/html") is None


def test_an_answer_that_is_no_longer_understood_is_asked_for(replay: Replay, folder: Path) -> None:
    url = replay.add("/x", Reply("one"), Reply("two"))

    def refuse_one(response: Response) -> str:
        if response.body == b"one":
            raise MalformedAnswerError("one")
        return response.decode()

    with open_fetcher(replay.origin, answers=Answers(Hours().clock, folder)) as fetcher:
        assert "one" == fetcher.ask(url, "*/*", Response.decode)
        assert "two" == fetcher.ask(url, "*/*", refuse_one)
        assert "two" == fetcher.ask(url, "*/*", Response.decode)


def test_a_clock_that_was_set_back_finds_nothing(folder: Path) -> None:
    Answers(Hours().clock, folder).keep(URL, "text/html", make_response())

    assert Answers(Hours(Hours().time - 60).clock, folder).find(URL, "text/html") is None


def test_what_is_too_old_goes_when_something_comes(folder: Path) -> None:
    hours = Hours()
    Answers(hours.clock, folder).keep(URL, "text/html", make_response())
    hours.time += DAY

    Answers(hours.clock, folder).keep(f"{URL}/new", "text/html", make_response())

    assert len(list(folder.iterdir())) == 1
    assert Answers(hours.clock, folder).find(f"{URL}/new", "text/html") is not None


def test_the_oldest_make_room(folder: Path) -> None:
    hours = Hours()
    answers = Answers(hours.clock, folder, room=10_000)
    for number in range(100):
        hours.time += 60
        answers.keep(f"{URL}/{number}", "text/html", make_response(b"x" * 1_000))

        assert answers.find(f"{URL}/{number}", "text/html") is not None
        assert sum(path.stat().st_size for path in folder.iterdir()) <= 10_000

    kept = [number for number in range(100) if answers.find(f"{URL}/{number}", "text/html")]
    assert kept == list(range(kept[0], 100))
    assert len(kept) >= 4


def test_an_answer_larger_than_the_room_is_not_kept(folder: Path) -> None:
    Answers(Hours().clock, folder, room=1_000).keep(URL, "text/html", make_response(b"x" * 1_000))

    assert not folder.exists()


def test_others_may_not_read_what_the_user_asked(folder: Path) -> None:
    before = os.umask(0)
    try:
        Answers(Hours().clock, folder).keep(URL, "text/html", make_response())
    finally:
        os.umask(before)

    (path,) = folder.iterdir()
    assert [stat.S_IMODE(one.stat().st_mode) & 0o077 for one in (path, folder)] == [0, 0]


def test_where_nothing_can_be_kept_every_question_is_asked(replay: Replay, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    url = replay.add("/x", Reply("<title>T</title>"))

    for count in (1, 2):
        assert "T" == read_title(replay, url, Answers(Hours().clock, tmp_path / "file" / "answers"))
        assert len(replay.requests) == count


def test_what_stands_in_the_way_leaves_no_draft_behind(folder: Path) -> None:
    answers = Answers(Hours().clock, folder)
    answers.keep(URL, "text/html", make_response())
    (path,) = folder.iterdir()
    path.unlink()
    path.mkdir()

    answers.keep(URL, "text/html", make_response())

    assert list(folder.iterdir()) == [path]
    assert answers.find(URL, "text/html") is None


def keep_and_find(folder: Path, letter: str) -> int:
    """Write one answer over and over; say how often a sound one was there."""
    answers = Answers(Clock(), folder)
    found = 0
    for number in range(50):
        answers.keep(URL, "text/html", make_response(letter.encode() * 50_000))
        answers.keep(f"{URL}/{letter}{number}", "text/html", make_response(b"x" * 50_000))
        response = answers.find(URL, "text/html")
        found += response is not None and response.body in (b"a" * 50_000, b"b" * 50_000)
    return found


def test_two_processes_at_once_do_each_other_no_harm(folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        found = pool.starmap(keep_and_find, [(folder, "a"), (folder, "b")])

    assert found == [50, 50]
    assert [path for path in folder.iterdir() if len(path.name) != 64] == []
