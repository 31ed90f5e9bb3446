"""The library's search beside the theme's own, on one site and in one browser.

What a reader waits and pays for: bytes over the wire until the first result, the time from the
first key to it, and from one more key to the next answer once everything is there. Machines are
noisy: what counts is the ratio within one run.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import tempfile
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from bench.compare import measure
from bench.sites import GENERATORS, lay_out
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SIZES = (100, 1000, 10_000)
QUERIES = ("attention", "family12")
"""A word of nearly all works, and the beginning of a few names."""
REPEATS = 10
PATIENCE = 180_000
"""Milliseconds."""
LIMIT = 300_000
"""Bytes until the first result."""
FLAGS = "--headless --no-sandbox --disable-gpu".split()
_WATCH = """(results) => {
    const isAnswer = (one) => one.matches?.(results) && one.children.length;
    let [begin, done] = [0, () => {}];
    document.addEventListener("keydown", () => { begin = begin || performance.now(); }, true);
    const hasAnswer = (one) => isAnswer(one.target) || [...one.addedNodes].some(isAnswer);
    new MutationObserver((changes) => {
      if (begin && changes.some(hasAnswer)) {
        const start = begin;
        begin = 0;
        requestAnimationFrame(() => done(performance.now() - start));
      }
    }).observe(document.body, { childList: true, subtree: true });
    window.nextAnswer = () => new Promise((resolve) => { done = resolve; });
}"""
"""Times from the first key after an answer to the frame that shows the next one."""


@dataclass(frozen=True)
class Search:
    """Where one of the two is, and how its parts are called."""

    name: str
    page: str
    field: str
    results: str
    parts: tuple[str, ...]
    """What in an address says that a file belongs to it."""


OURS = Search(
    "ours",
    "papers/",
    ".rl-find__input",
    ".rl-results",
    ("reading-list-library.js", "reading-list-search.js", "/library-"),
)
THEME = Search(
    "theme",
    "",
    ".md-search__input",
    ".md-search-result__list",
    ("search_index.json", "workers/search"),
)


@dataclass(frozen=True)
class Answer:
    """What one query took."""

    wire: int
    """Bytes until the first result, compressed."""
    first: float
    """Milliseconds from the first key to the first result, nothing being cached."""
    next: float
    """The same for one more key."""


class Server(SimpleHTTPRequestHandler):
    """Sends everything compressed, as real hosts do, and counts."""

    sent: ClassVar[Counter[str]] = Counter()
    folder: ClassVar[Path]

    def do_GET(self) -> None:
        """Answer with a whole file."""
        path = self.folder / urlsplit(self.path).path.lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.sent[self.path] += len(body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a port of its own."""
    Server.folder = folder
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def ask(browser: Browser, address: str, search: Search, query: str) -> Answer:
    """Type a query as a reader does who has just come."""
    Server.sent.clear()
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address + search.page)
    page.evaluate(_WATCH, search.results)
    page.locator(search.field).focus()
    first = _type(page, query)
    wire = sum(
        size for path, size in Server.sent.items() if any(part in path for part in search.parts)
    )
    page.wait_for_timeout(1000)
    times = [_type(page, key) for key in ("Backspace", query[-1]) * (REPEATS // 2)]
    context.close()
    return Answer(wire, first, statistics.median(times))


def _type(page: Page, keys: str) -> float:
    """Milliseconds to the answer."""
    page.evaluate("void (window.answer = window.nextAnswer())")
    if keys == "Backspace":
        page.keyboard.press(keys)
    else:
        page.keyboard.type(keys)
    taken: float = page.evaluate("window.answer")
    return taken


def report(size: int, folder: Path, browser: Browser) -> None:
    """Print one size."""
    library = len(gzip.compress((folder / "papers" / "index.html").read_bytes(), 6))
    print(f"{size} papers; the library's page is {library / 1000:.0f} kB")
    with serve(folder) as address:
        for query in QUERIES:
            answers = {one.name: ask(browser, address, one, query) for one in (THEME, OURS)}
            for name, one in answers.items():
                print(
                    f"  {query:10} {name:6} {one.wire / 1000:7.0f} kB"
                    f" {one.first:8.0f} ms to the first result {one.next:7.0f} ms for one more key"
                )
            ours, theme = answers["ours"], answers["theme"]
            print(
                f"  {query:10} ours / theme: {ours.wire / theme.wire:.3f} of the bytes,"
                f" {ours.first / theme.first:.3f} and {ours.next / theme.next:.3f} of the times"
            )
            if ours.wire > LIMIT:
                print(f"  {query:10} ours is over the limit of {LIMIT / 1000:.0f} kB")


def main() -> None:
    """Build a site of each size and ask both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, nargs="+", default=SIZES)
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or "chromium", args=FLAGS
        )
        for size in arguments.papers:
            with tempfile.TemporaryDirectory() as temporary:
                lay_out(GENERATORS[0], Path(temporary) / "site", size, 0)
                measure(GENERATORS[0], Path(temporary) / "site")
                report(size, Path(temporary) / "site" / "site", browser)
        browser.close()


if __name__ == "__main__":
    main()
