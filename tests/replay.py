"""A real HTTP server on this machine that replays answers, and a clock that never waits."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from reading_list.sources.http import Fetcher, Limits
from reading_list.sources.pacing import Clock, Pacer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reading_list.sources.answers import Answers
    from reading_list.sources.pacing import Pace


@dataclass(frozen=True)
class Reply:
    body: bytes | str = b""
    status: int = 200
    kind: str = "text/html"
    headers: Mapping[str, str] = field(default_factory=dict)
    said_length: int | None = None
    """A `Content-Length` that is not true."""
    hangs: bool = False


@dataclass
class Replay:
    origin: str
    requests: list[tuple[str, dict[str, str]]]
    """Path with query, and headers in lower case."""
    replies: dict[str, deque[Reply]]
    released: threading.Event

    def add(self, path: str, *replies: Reply) -> str:
        """Answer requests for a path in this order, the last one for ever."""
        self.replies[path].extend(replies)
        return f"{self.origin}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]


class _Handler(BaseHTTPRequestHandler):
    replay: Replay

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.replay.requests.append((self.path, headers))
        replies = self.replay.replies
        waiting = replies.get(self.path) or replies.get(self.path.partition("?")[0])
        if not waiting:
            self.send_error(404)
            return
        reply = waiting.popleft() if len(waiting) > 1 else waiting[0]
        if reply.hangs:
            self.replay.released.wait()
            return
        with suppress(ConnectionError):  # the client has had enough
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        length = len(body) if reply.said_length is None else reply.said_length
        headers = {"Content-Type": reply.kind, "Content-Length": str(length), **reply.headers}
        self.send_response(reply.status)
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        pass


@contextmanager
def serve() -> Iterator[Replay]:
    handler = type("_Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    origin = f"http://127.0.0.1:{server.server_port}"
    handler.replay = Replay(origin, [], defaultdict(deque), threading.Event())
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield handler.replay
    finally:
        handler.replay.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


class Hours:
    """Time that passes only when somebody sleeps."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.time = now
        self.sleeps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.time += seconds

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.time, sleep=self.sleep)


@contextmanager
def open_fetcher(
    *origins: str,
    hours: Hours | None = None,
    limits: Limits | None = None,
    paces: Mapping[str, Pace] | None = None,
    answers: Answers | None = None,
) -> Iterator[Fetcher]:
    clock = (hours or Hours()).clock
    fetcher = Fetcher(
        user_agent="mkdocs-reading-list/test",
        clock=clock,
        pacer=Pacer(clock),
        paces=paces,
        trusted_origins=origins,
        limits=limits,
        answers=answers,
    )
    try:
        yield fetcher
    finally:
        fetcher.close()


def make_entry(
    arxiv: str = "1706.03762v7", title: str = "Attention Is All You Need", more: str = ""
) -> str:
    return f"""\
  <entry>
    <id>http://arxiv.org/abs/{arxiv}</id>
    <updated>2023-08-02T00:41:18Z</updated>
    <published>2017-06-12T17:57:34Z</published>
    <title>{title}</title>
    <summary>  The dominant sequence transduction models are based on
complex networks.
</summary>
    <author><name>Ashish Vaswani</name></author>
    <author><name>Łukasz Kaiser</name><arxiv:affiliation>Google</arxiv:affiliation></author>
    <link href="http://arxiv.org/abs/{arxiv}" rel="alternate" type="text/html"/>
    <arxiv:primary_category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
{more}  </entry>
"""


def make_feed(*entries: str) -> str:
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
      xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
  <title type="html">ArXiv Query: id_list</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <opensearch:totalResults>{len(entries)}</opensearch:totalResults>
{"".join(entries)}</feed>
"""


ERROR_ENTRY = """\
  <entry>
    <id>http://arxiv.org/api/errors#incorrect_id_format_for_{0}</id>
    <title>Error</title>
    <summary>incorrect id format for {0}</summary>
    <updated>2026-01-01T00:00:00Z</updated>
    <author><name>arXiv api core</name></author>
  </entry>
"""
