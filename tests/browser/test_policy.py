"""The pages under a strict Content-Security-Policy, in a real browser."""

from __future__ import annotations

import functools
import http.server
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from sites import TOOLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from sites import Built

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "papers/",
    "papers/hoffmann2022training/",
    "reading/foundations/",
    "tags/",
    "tags/attention/",
    "timeline/",
    "timeline/2025/07/",
    "blog/",
    "blog/2025/07/what-the-scaling-laws-settled/",
    "subscribe/",
    "guide/security/",
    "nowhere/",
)
LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", event => {
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""


@pytest.fixture(scope="module")
def policy(site: Built) -> str:
    """What the command says of the site of this repository."""
    done = subprocess.run(
        [str(TOOLS / "reading-list"), "policy", str(site.folder)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.fixture(scope="module")
def guarded(site: Built, policy: str) -> Iterator[str]:
    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_arguments: object) -> None:
            pass

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    handler = functools.partial(Handler, directory=str(site.folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.add_init_script(LISTEN)
    page = context.new_page()
    yield page
    context.close()


@pytest.mark.parametrize("url", PAGES)
def test_nothing_of_ours_is_refused(page: Page, guarded: str, url: str) -> None:
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)

    page.goto(guarded + url, wait_until="networkidle")

    assert page.evaluate("window.refused") == []
    assert [text for text in said if "Content Security Policy" in text] == []


def test_search_works_under_the_policy(page: Page, guarded: str) -> None:
    page.goto(f"{guarded}papers/", wait_until="networkidle")

    page.keyboard.press("s")
    page.keyboard.type("attention is all")
    page.wait_for_selector(".md-search-result__item >> text=Attention")

    assert page.evaluate("window.refused") == []


def test_a_script_that_nobody_wrote_is_refused(page: Page, guarded: str) -> None:
    page.goto(guarded, wait_until="networkidle")

    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.pwned = true";
          document.body.append(script);
          const image = document.createElement("div");
          image.innerHTML = "<img src=x onerror='window.pwned = true'>";
          document.body.append(image);
        }"""
    )
    page.wait_for_function("window.refused.length >= 2")

    assert page.evaluate("window.pwned") is None
