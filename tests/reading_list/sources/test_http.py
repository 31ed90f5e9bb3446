import gzip
from collections.abc import Iterator
from contextlib import closing
from email.utils import formatdate
from socket import AF_INET, AF_INET6, SOCK_STREAM

import pytest

from reading_list.errors import (
    AddressRefusedError,
    AnswerTooLargeError,
    ConnectionFailedError,
    MalformedAnswerError,
    StatusError,
)
from reading_list.sources.guard import is_public
from reading_list.sources.http import Fetcher, Limits
from reading_list.sources.pacing import Clock, Pacer
from replay import Hours, Replay, Reply, open_fetcher, serve


@pytest.fixture
def replay() -> Iterator[Replay]:
    with serve() as one:
        yield one


def test_an_answer_arrives_whole(replay: Replay) -> None:
    url = replay.add("/x", Reply("Gödel", kind="Text/HTML; charset=utf-8"))

    with open_fetcher(replay.origin) as fetcher:
        response = fetcher.get(url, accept="text/html")

    assert ("text/html", "utf-8", "Gödel") == (
        response.content_type,
        response.charset,
        response.decode(),
    )
    assert replay.requests[0][1]["user-agent"] == "mkdocs-reading-list/test"
    assert replay.requests[0][1]["accept"] == "text/html"


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        ("Gödel".encode(), "iso-8859-1", "Gödel"),
        ("Gödel".encode("latin-1"), "utf-8", "G\ufffddel"),
        ("Gödel".encode("latin-1"), "iso-8859-1", "Gödel"),
        ("Gödel".encode("latin-1"), "no-such-thing", "G\ufffddel"),
        ("Gödel".encode("cp1252"), "", "Gödel"),
    ],
)
def test_a_wrong_charset_does_no_harm(replay: Replay, body: bytes, charset: str, text: str) -> None:
    kind = f"text/html; charset={charset}" if charset else "text/html"
    url = replay.add("/x", Reply(body, kind=kind))

    with open_fetcher(replay.origin) as fetcher:
        assert text == fetcher.get(url).decode()


def test_packed_answers_are_unpacked(replay: Replay) -> None:
    packed = gzip.compress(b"plain")
    url = replay.add("/x", Reply(packed, headers={"Content-Encoding": "gzip"}))

    with open_fetcher(replay.origin) as fetcher:
        assert b"plain" == fetcher.get(url).body


def test_what_is_not_packed_as_said_is_malformed(replay: Replay) -> None:
    url = replay.add("/x", Reply("plain", headers={"Content-Encoding": "gzip"}))

    with open_fetcher(replay.origin) as fetcher, pytest.raises(MalformedAnswerError):
        fetcher.get(url)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"x" * 11_000_000),
        Reply(b"x" * 11_000_000, headers={"Content-Length": ""}),
        Reply(gzip.compress(b"x" * 11_000_000), headers={"Content-Encoding": "gzip"}),
    ],
    ids=["said", "unsaid", "packed"],
)
def test_more_than_ten_megabytes_are_refused(replay: Replay, reply: Reply) -> None:
    url = replay.add("/x", reply)

    with open_fetcher(replay.origin) as fetcher, pytest.raises(AnswerTooLargeError):
        fetcher.get(url)


def test_five_megabytes_arrive(replay: Replay) -> None:
    url = replay.add("/x", Reply(b"x" * 5_000_000))

    with open_fetcher(replay.origin) as fetcher:
        assert len(fetcher.get(url).body) == 5_000_000


def test_an_answer_that_never_ends_does(replay: Replay) -> None:
    hours = Hours()
    hours.time = 0
    ticking = Clock(now=lambda: hours.sleep(1) or hours.time, sleep=hours.sleep)
    url = replay.add("/x", Reply(b"x" * 2_000_000))

    with (
        closing(Fetcher(
            user_agent="test", clock=ticking, pacer=Pacer(ticking),
            trusted_origins=[replay.origin], limits=Limits(total=10, attempts=1),
        )) as fetcher,
        pytest.raises(ConnectionFailedError, match="takes more than 10 seconds"),
    ):  # fmt: skip
        fetcher.get(url)

    assert len(replay.requests) == 1


def test_retry_after_is_honoured(replay: Replay) -> None:
    hours = Hours()
    later = formatdate(hours.time + 2 + 9, usegmt=True)
    url = replay.add(
        "/x",
        Reply(status=429, headers={"Retry-After": "2"}),
        Reply(status=503, headers={"Retry-After": later}),
        Reply(status=503, headers={"Retry-After": "soon"}),
        Reply("there"),
    )

    with open_fetcher(replay.origin, hours=hours) as fetcher:
        assert b"there" == fetcher.get(url).body

    assert hours.sleeps == [2.0, 9.0, 8.0]


def test_a_long_wait_is_not_begun(replay: Replay) -> None:
    hours = Hours()
    url = replay.add("/x", Reply(status=429, headers={"Retry-After": "3600"}))

    with (
        open_fetcher(replay.origin, hours=hours) as fetcher,
        pytest.raises(StatusError, match=r"wants fewer requests \(429\)"),
    ):
        fetcher.get(url)

    assert hours.sleeps == []
    assert len(replay.requests) == 1


def test_in_the_end_we_give_up(replay: Replay) -> None:
    hours = Hours()
    url = replay.add("/x", Reply(status=503))

    with open_fetcher(replay.origin, hours=hours) as fetcher, pytest.raises(StatusError) as raised:
        fetcher.get(url)

    assert raised.value.status == 503
    assert hours.sleeps == [2.0, 4.0, 8.0]


def test_other_statuses_are_answers(replay: Replay) -> None:
    url = replay.add("/x", Reply("gone", status=404))

    with open_fetcher(replay.origin) as fetcher:
        assert fetcher.get(url).status == 404


def test_silence_ends_with_the_time_out(replay: Replay) -> None:
    url = replay.add("/x", Reply(hangs=True))
    limits = Limits(read=0.1, attempts=2)

    with (
        open_fetcher(replay.origin, limits=limits) as fetcher,
        pytest.raises(ConnectionFailedError, match="does not answer in time"),
    ):
        fetcher.get(url)

    assert len(replay.requests) == 2


def test_a_host_that_was_silent_is_tried_once_more_only(replay: Replay) -> None:
    url = replay.add("/x", Reply(hangs=True))
    limits = Limits(read=0.5, attempts=2)

    with open_fetcher(replay.origin, limits=limits) as fetcher:
        for _ in range(2):
            with pytest.raises(ConnectionFailedError):
                fetcher.get(url)

    assert len(replay.requests) == 3


def test_a_truncated_answer_is_asked_for_again(replay: Replay) -> None:
    url = replay.add("/x", Reply("half", said_length=8), Reply("complete"))

    with open_fetcher(replay.origin) as fetcher:
        assert b"complete" == fetcher.get(url).body


def test_a_host_that_is_not_there_cannot_be_reached() -> None:
    with serve() as replay:
        origin = replay.origin
    with (
        open_fetcher(origin) as fetcher,
        pytest.raises(ConnectionFailedError, match="cannot be reached"),
    ):
        fetcher.get(f"{origin}/x")


def test_redirects_are_followed(replay: Replay) -> None:
    url = replay.add("/a", Reply(status=302, headers={"Location": "/b?c=d"}))
    replay.add("/b", Reply("end"))

    with open_fetcher(replay.origin) as fetcher:
        response = fetcher.get(url)

    assert response.body == b"end"
    assert response.url == f"{replay.origin}/b?c=d"


def test_five_redirects_are_not_too_many(replay: Replay) -> None:
    targets = [f"{replay.origin}/2", "3", "/4?x=y", f"//{replay.origin[7:]}/5", "./6"]
    for number, target in enumerate(targets, 1):
        replay.add(f"/{number}", Reply(status=307, headers={"Location": target}))
    replay.add("/6", Reply("end"))

    with open_fetcher(replay.origin) as fetcher:
        assert b"end" == fetcher.get(f"{replay.origin}/1").body

    assert replay.paths == ["/1", "/2", "/3", "/4?x=y", "/5", "/6"]


def test_six_redirects_are_too_many(replay: Replay) -> None:
    url = replay.add("/a", Reply(status=301, headers={"Location": "/a"}))

    with open_fetcher(replay.origin) as fetcher, pytest.raises(AddressRefusedError):
        fetcher.get(url)

    assert len(replay.requests) == 6


@pytest.mark.parametrize(
    "target",
    [
        *("http://127.0.0.1:{port}/x", "http://localhost:{port}/x", "http://[::1]:{port}/x"),
        *("http://2130706433:{port}/x", "http://0x7f.1:{port}/x", "http://0.0.0.0:{port}/x"),
        *("http://10.0.0.1/", "http://169.254.169.254/", "http://[::ffff:127.0.0.1]:{port}/x"),
        *("file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x", "http://a:b@127.0.0.1:{port}/x"),
        "http://[broken",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(replay: Replay, target: str) -> None:
    with serve() as inner:
        inner.add("/x", Reply("secret"))
        location = target.format(port=inner.origin.rpartition(":")[2])
        url = replay.add("/a", Reply(status=302, headers={"Location": location}))

        with open_fetcher(replay.origin) as fetcher, pytest.raises(AddressRefusedError):
            fetcher.get(url)

        assert inner.requests == []


def test_a_private_address_is_refused_at_once(replay: Replay) -> None:
    with open_fetcher() as fetcher, pytest.raises(AddressRefusedError, match="no public address"):
        fetcher.get(f"{replay.origin}/x")

    assert replay.requests == []


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (["10.0.0.1"], ["10.0.0.1"]),
        (["93.184.215.14", "10.0.0.1"], ["93.184.215.14"]),
        (["fd00::1"], ["fd00::1"]),
        (["93.184.215.14"], ["127.0.0.1"]),
        ([], ["127.0.0.1"]),
    ],
    ids=["private", "one-of-two", "ipv6", "rebound", "found-later"],
)
def test_a_name_that_leads_inside_is_refused(
    replay: Replay, monkeypatch: pytest.MonkeyPatch, first: list[str], later: list[str]
) -> None:
    """The second look is the one that connects."""
    port = int(replay.origin.rpartition(":")[2])
    looks = [first, later]

    def look_up(*_arguments: object, **_options: object) -> list[object]:
        found = looks.pop(0) if len(looks) > 1 else looks[0]
        if not found:
            raise OSError
        return [
            (AF_INET6 if ":" in one else AF_INET, SOCK_STREAM, 6, "", (one, port)) for one in found
        ]

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    limits = Limits(connect=0.1, attempts=1)

    with open_fetcher(limits=limits) as fetcher, pytest.raises(AddressRefusedError, match="public"):
        fetcher.get(f"http://inside.example:{port}/x")

    assert replay.requests == []


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1
    240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:10.0.0.1
    2002:7f00:1::
    64:ff9b::7f00:1 2001:db8::1""".split(),
)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", "8.8.8.8 2606:4700::1111 ::ffff:8.8.8.8".split())
def test_what_is_public(address: str) -> None:
    assert is_public(address)
