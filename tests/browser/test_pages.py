"""The pages in a real browser: what loads, what axe finds, what is left without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from sites import CONFIG, build, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.browser,
    # axe reads its own script without closing it.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PAGES = {
    "home": "",
    "library": "papers/",
    "paper": "papers/hoffmann2022training/",
    "order": "reading/foundations/",
    "orders": "reading/",
    "post": "blog/2025/07/what-the-scaling-laws-settled/",
    "blog": "blog/",
    "tags": "tags/",
    "tag": "tags/attention/",
    "author": "authors/noam-shazeer/",
    "venues": "venues/",
    "timeline": "timeline/",
    "timeline by publication": "timeline/issued/",
    "year": "timeline/issued/2023/",
    "month": "timeline/2025/07/",
    "guide": "guide/papers/",
    "subscribe": "subscribe/",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECKS = {
    "light": {
        "runOnly": TAGS,
        # The theme's script puts a nameless <nav> into every block of code.
        "rules": {"landmark-unique": {"enabled": False}},
    },
    # Between the schemes nothing differs but the colours.
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast"]}},
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_load_without_an_error_or_a_request_to_another_host(
    browser: Browser, address: str, name: str
) -> None:
    page = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    page.goto(address + PAGES[name], wait_until="networkidle")
    page.close()

    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert [url for url in asked if "sitemap" in url] == []


@pytest.mark.parametrize("scheme", CHECKS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Browser, address: str, name: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + PAGES[name], wait_until="networkidle")

    found = Axe().run(page, options=CHECKS[scheme]).response["violations"]

    context.close()
    assert [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ] == []


@pytest.mark.parametrize("width", [375, 768, 1440])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(browser: Browser, address: str, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + PAGES[name])

    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    page.close()
    assert overflow <= 0


def test_the_order_reads_whole_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGES["order"])

    steps = page.locator(".rl-step")
    first = steps.first

    assert steps.count() == 31
    assert first.locator("h3").inner_text().startswith("Attention Is All You Need")
    assert first.locator(".rl-step__why").is_visible()
    assert page.locator(".rl-order__section").count() == 2
    first.locator("h3 a").click()
    assert page.url == f"{address}papers/vaswani2017attention/"
    context.close()


def test_the_first_tab_stop_skips_to_the_content(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + PAGES["paper"], wait_until="networkidle")

    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")

    page.close()
    assert focused == "#rl-top"


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_search_finds_a_work_by_its_short_name(browser: Browser, address: str, key: str) -> None:
    page = browser.new_page()
    page.goto(address, wait_until="networkidle")

    page.keyboard.press(key)
    page.keyboard.type("chinchilla")
    page.wait_for_selector(".md-search-result__item", timeout=20_000)
    href = page.locator(".md-search-result__link").first.get_attribute("href")

    page.close()
    assert href is not None
    assert "papers/hoffmann2022training/" in href


PALETTE_FILES = {
    "papers/a.md": "---\ntitle: A\nadded: 2025-07\ntags: [t]\nstatus: reading\n---\nSee [@b].\n",
    "papers/b.md": "---\ntitle: B\nadded: 2025-07\nprerequisites: [a]\n---\n",
    "docs/reading/o.md": "---\ntitle: O\norder: all\n---\n",
    "docs/blog/posts/p.md": "---\ntitle: P\ndate: 2025-07-03\n---\nSee [@a].\n",
}
PALETTE_PAGES = ("", "papers/", "papers/a/", "reading/o/", "blog/2025/07/p/", "timeline/")


@pytest.mark.parametrize(
    "palette", ["scheme: slate", "scheme: slate, primary: brown", "scheme: default, primary: lime"]
)
def test_the_palette_of_the_theme_leaves_one_colour_and_enough_contrast(
    browser: Browser, tmp_path: Path, palette: str
) -> None:
    config = CONFIG.replace("font: false", f"font: false, palette: {{{palette}}}")
    built = build(write_site(tmp_path, PALETTE_FILES, config), tmp_path / "site", "--strict")
    page = browser.new_page(reduced_motion="reduce")
    found = []
    for url in PALETTE_PAGES:
        page.goto((built.folder / url / "index.html").as_uri())
        found += Axe().run(page, options=CHECKS["dark"]).response["violations"]
    page.goto((built.folder / "papers/a/index.html").as_uri())
    logo, link = (
        page.locator(one).first.evaluate("one => getComputedStyle(one).color")
        for one in (".md-logo", ".rl-notes a")
    )
    page.close()

    assert [
        f"{node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]
    ] == []
    assert logo == link
