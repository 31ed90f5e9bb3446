"""Every script of ours where the theme swaps pages by script: Material's `navigation.instant`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from builders import paper_file
from sites import CONFIG, HOST, Built, build, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

INSTANT = CONFIG.replace(
    "font: false", "font: false, features: [navigation.instant, navigation.tabs]"
)
FILES = {
    "docs/index.md": "# Home\n\n<!-- reading-list: latest -->\n",
    "papers/one.md": paper_file(title="One's <own>", added="2025-07-01", tags="[memory]"),
    "papers/two.md": paper_file(title="Two", added="2025-07-02", prerequisites="[one]"),
    "docs/reading/order.md": "---\ntitle: Order\norder: [one, two]\n---\n",
    "docs/blog/posts/post.md": "---\ntitle: Post\ndate: 2025-07-03\n---\nAs @two says.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("instant")
    built = build(write_site(folder, FILES, INSTANT), folder / "site")
    assert built.returncode == 0, built.log
    return built


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The home page, whose document is the same for the whole test."""

    def answer(route: Route) -> None:
        # The theme swaps the pages that the sitemap names, and here the site has another host.
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace(HOST, address))

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    context.route("**/sitemap.xml", answer)
    made = context.new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.goto(address, wait_until="networkidle")
    made.evaluate("window.isSameDocument = true")
    yield made
    is_same = made.evaluate("window.isSameDocument === true")
    context.close()
    assert faults == []
    assert is_same, "The theme did not swap pages."


def go(page: Page, name: str) -> None:
    page.locator(".md-tabs").get_by_role("link", name=name, exact=True).first.click()


def test_progress_is_shown_on_every_page(page: Page) -> None:
    go(page, "Reading orders")
    page.locator("main").get_by_role("link", name="Order", exact=True).click()
    expect(page.locator(".rl-progress__sum")).to_have_text("0 of 2 steps done")
    page.get_by_role("checkbox", name="Read: One's <own>").check()
    expect(page.locator(".rl-progress__sum")).to_have_text("1 of 2 steps done")
    page.locator(".rl-step__title a").first.click()
    expect(page.locator(".rl-places--one .rl-places__way")).to_have_text("Next: Two")
    expect(page.locator(".rl-mine input")).to_be_checked()
    page.locator(".rl-places__way a").click()
    expect(page.locator(".rl-places--one .rl-places__way")).to_have_text("Previous: One's <own>")
    page.go_back()
    expect(page.locator(".rl-mine input")).to_be_checked()
    page.go_back()
    expect(page.locator(".rl-step__body .rl-mine input")).to_have_count(2)
    go(page, "Tags")
    page.locator("main").get_by_role("link", name="memory").click()
    expect(page.locator(".rl-mark")).to_have_text("Read")
    go(page, "Home")
    expect(page.locator(".rl-next li")).to_have_text("Two in Order")


def test_a_picture_leads_to_steps(page: Page) -> None:
    go(page, "Reading orders")
    page.locator("main").get_by_role("link", name="Order", exact=True).click()
    page.get_by_role("link", name="2. Two; after 1. One's <own>").click()

    expect(page).to_have_url(re.compile("/reading/order/#step-two$"))


def test_months_citations_feeds_and_the_library_have_their_scripts(page: Page) -> None:
    go(page, "Timeline")
    page.locator("main a[href$='timeline/2025/07/']").first.click()
    page.locator(".rl-kinds").get_by_role("link", name="Posts").click()
    expect(page.locator("section[data-rl-kind=works]")).to_be_hidden()
    page.get_by_role("link", name="Post", exact=True).click()
    page.get_by_role("link", name="Two (n.d.)").hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Two")
    go(page, "Library")
    page.get_by_role("searchbox").fill("two")
    expect(page.locator(".rl-row:visible")).to_have_count(1)
    go(page, "Subscribe")
    feeds = page.locator(".rl-feed")
    expect(feeds.get_by_role("button", name="Copy")).to_have_count(feeds.count())
