"""What a reader's first page loads on a phone, over the wire, and that nothing moves meanwhile."""

from __future__ import annotations

import gzip
import http.server
import threading
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from sites import Built

pytestmark = pytest.mark.browser

ARTICLES = (
    "blog/2025/07/what-the-scaling-laws-settled/",
    "papers/hoffmann2022training/",
    "papers/aaronson2011why/",
    "tags/attention/",
)
LISTS = ("", "papers/", "timeline/", "timeline/2025/07/", "reading/foundations/", "subscribe/")
PHONE = {"viewport": {"width": 375, "height": 812}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
LATE = 0.3
"""Seconds for which scripts are held back, so that the page is painted before they run."""
WATCH = """
window.moved = [];
new PerformanceObserver(list => {
  for (const one of list.getEntries())
    for (const { node } of one.sources)
      window.moved.push(`${one.value.toFixed(4)} ${node?.outerHTML?.slice(0, 90)}`);
}).observe({ type: "layout-shift", buffered: true });
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Sends everything compressed, as hosts do, and remembers what."""

    folder: Path
    sent: dict[str, int]

    def do_GET(self) -> None:
        path = self.folder / self.path.partition("?")[0].lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        body = gzip.compress(path.read_bytes())
        self.sent[self.path] = len(body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(site: Built) -> Iterator[tuple[str, dict[str, int]]]:
    sent: dict[str, int] = {}
    handler = type("Serving", (Handler,), {"folder": site.folder, "sent": sent})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", sent
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(**PHONE)
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.mark.parametrize("url", ARTICLES)
def test_an_article_is_small_and_nothing_of_the_search_comes_with_it(
    context: BrowserContext, served: tuple[str, dict[str, int]], url: str
) -> None:
    address, sent = served
    sent.clear()

    context.new_page().goto(address + url, wait_until="networkidle")

    loaded = {"/assets/images/favicon.png", *sent}  # not every browser asks for it at once
    assert len(loaded) <= 7, sorted(loaded)
    assert sum(sent.values()) < 100_000
    assert [path for path in sent if "search" in path] == []


@pytest.mark.parametrize("url", LISTS)
def test_lists_load_nothing_of_the_search_either(
    context: BrowserContext, served: tuple[str, dict[str, int]], url: str
) -> None:
    address, sent = served
    sent.clear()

    context.new_page().goto(address + url, wait_until="networkidle")

    assert len({"/assets/images/favicon.png", *sent}) <= 8, sorted(sent)
    assert [path for path in sent if "search" in path or "/library-" in path] == []


def hold_back(route: Route) -> None:
    time.sleep(LATE)
    route.continue_()


@pytest.mark.parametrize("shape", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("url", [*ARTICLES, *LISTS])
def test_nothing_moves_when_scripts_come_late(
    browser: Browser, served: tuple[str, dict[str, int]], url: str, shape: dict[str, object]
) -> None:
    context = browser.new_context(**shape)
    context.add_init_script(WATCH)
    context.route("**/*.js", hold_back)
    page = context.new_page()

    page.goto(served[0] + url, wait_until="networkidle")

    assert page.evaluate("window.moved") == []
    context.close()


def search(page: Page, text: str) -> None:
    page.locator("label.md-header__button[for=__search]").click()
    page.keyboard.type(text)
    expect(page.locator(".md-search-result__item").first).to_contain_text("Attention")


def test_the_search_comes_when_it_is_opened(
    context: BrowserContext, served: tuple[str, dict[str, int]]
) -> None:
    address, sent = served
    page = context.new_page()
    page.goto(address + ARTICLES[0], wait_until="networkidle")
    sent.clear()

    search(page, "attention is all")

    assert [path for path in sent if path.endswith("search_index.json")]
    assert [path for path in sent if "/workers/search." in path]


def test_the_search_may_be_opened_before_the_theme_has_come(
    context: BrowserContext, served: tuple[str, dict[str, int]]
) -> None:
    page = context.new_page()
    page.route("**/bundle.*.js", hold_back)
    page.goto(served[0] + ARTICLES[0], wait_until="commit")

    page.locator("label.md-header__button[for=__search]").click()
    page.wait_for_load_state("networkidle")
    page.locator(".md-search__input").fill("attention is all")
    page.keyboard.press("End")

    expect(page.locator(".md-search-result__item").first).to_contain_text("Attention")


@pytest.mark.parametrize("way", ["?q=attention", "?h=training"])
def test_an_address_may_ask_for_the_search(
    context: BrowserContext, served: tuple[str, dict[str, int]], way: str
) -> None:
    address, sent = served
    sent.clear()
    page = context.new_page()

    page.goto(address + ARTICLES[1] + way, wait_until="networkidle")

    found = ".md-search-result__item" if "q=" in way else "article mark[data-md-highlight]"
    assert "/search/search_index.json" in sent
    expect(page.locator(found).first).to_be_visible()
