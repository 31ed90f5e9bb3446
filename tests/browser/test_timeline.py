"""What is new since the last visit, and the kinds of a month, in a real browser."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from sites import Built

pytestmark = [
    pytest.mark.browser,
    # axe reads its own script without closing it.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

FACTS = re.compile(r"(<div class=\"rl-newest-facts\" data-rl-facts=')(.*?)(')")
AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MONTH = "timeline/2025/07/"
FIRST = "2025-08-01T09:00:00"
LATER = "2025-08-20T18:00:00"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


def keys_of(site: Built) -> list[str]:
    """What the home page names, the newest first."""
    match = FACTS.search((site.folder / "index.html").read_text("utf-8"))
    assert match is not None
    return [item["key"] for item in json.loads(match[2])["items"]]


def visit(context: BrowserContext, url: str, at: str, without: list[str] | None = None) -> Page:
    """Open a page at some time, as it was before the entries `without` joined the site."""

    def answer(route: Route) -> None:
        def drop(match: re.Match[str]) -> str:
            facts = json.loads(match[2])
            facts["items"] = [one for one in facts["items"] if one["key"] not in (without or [])]
            return match[1] + json.dumps(facts).replace("'", r"\u0027") + match[3]

        response = route.fetch()
        route.fulfill(response=response, body=FACTS.sub(drop, response.text()))

    page = context.new_page()
    page.clock.set_fixed_time(at)
    page.route(url, answer)
    page.goto(url, wait_until="networkidle")
    return page


def shown(page: Page) -> list[str]:
    return page.locator(".rl-fresh li a").all_inner_texts()


def test_on_a_first_visit_nothing_is_new(context: BrowserContext, address: str) -> None:
    page = visit(context, address, FIRST)

    assert page.locator(".rl-fresh").is_hidden()
    assert page.locator(".rl-new").count() == 0


def test_what_came_since_is_named_counted_and_marked_with_a_word(
    context: BrowserContext, address: str, site: Built
) -> None:
    keys = keys_of(site)
    new = [keys[0], next(key for key in keys if not key.startswith("post:")), keys[-2]]
    visit(context, address, FIRST, without=new).close()

    page = visit(context, address, LATER)

    assert page.locator(".rl-fresh").is_visible()
    assert len(shown(page)) == len(set(new))
    assert page.locator(".rl-fresh__sum").inner_text().endswith(" since 1 August 2025")
    marked = page.locator("li.rl-row:has(.rl-new)")
    assert marked.locator(".rl-new").all_inner_texts() == ["New"] * marked.count()
    assert {one.get_attribute("data-rl-work") for one in marked.all()} <= set(new)
    assert marked.count() >= 2
    # Within the visit it stays so, on every page that has the script.
    month = visit(context, address + MONTH, LATER)
    assert month.locator(f"li[data-rl-work='{new[1]}'] .rl-new").inner_text() == "New"
    timeline = visit(context, f"{address}timeline/", LATER)
    assert shown(timeline) == shown(page)


def test_the_next_visit_knows_what_the_last_one_showed(
    context: BrowserContext, address: str, site: Built
) -> None:
    first, second, *_ = keys_of(site)
    visit(context, address, FIRST, without=[first, second]).close()
    assert len(shown(visit(context, address, LATER, without=[first]))) == 1

    page = visit(context, address, "2025-09-01T08:00:00")

    assert len(shown(page)) == 1
    assert page.locator(f"li[data-rl-work='{first}'] .rl-new").count() == 1
    assert page.locator(f"li[data-rl-work='{second}'] .rl-new").count() == 0


def test_what_only_moves_up_into_the_list_is_not_new(
    context: BrowserContext, address: str, site: Built
) -> None:
    keys = keys_of(site)
    visit(context, address, FIRST, without=keys[-3:]).close()

    page = visit(context, address, LATER, without=keys[:3])

    assert page.locator(".rl-fresh").is_hidden()


def test_all_can_be_counted_as_seen_in_every_tab(
    context: BrowserContext, address: str, site: Built
) -> None:
    visit(context, address, FIRST, without=keys_of(site)[:12]).close()
    other = visit(context, f"{address}timeline/", LATER)
    page = visit(context, address, LATER)
    assert len(shown(page)) == 8
    assert page.get_by_role("link", name="All that is new").is_visible()
    assert len(shown(other)) == 12

    page.locator(".rl-fresh button").click()

    page.locator(".rl-fresh").wait_for(state="hidden")
    other.locator(".rl-fresh").wait_for(state="hidden")
    assert page.locator(".rl-new").count() == 0
    assert page.get_by_role("status").inner_text() == "Everything counts as seen."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_new(
    browser: Browser, address: str, site: Built, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    visit(context, address, FIRST, without=keys_of(site)[:20]).close()
    page = visit(context, address, LATER)
    assert page.locator(".rl-new").count() > 0

    found = Axe().run(page, options={"runOnly": AXE}).response["violations"]

    context.close()
    assert [(one["id"], node["target"]) for one in found for node in one["nodes"]] == []


@pytest.mark.parametrize("kept", ["no JSON", "{}", '{"format": "reading-list-visit", "at": "x"}'])
def test_what_cannot_be_read_is_a_first_visit(
    context: BrowserContext, address: str, kept: str
) -> None:
    page = visit(context, address, FIRST)
    page.evaluate("text => localStorage.setItem('reading-list-visit:/', text)", kept)

    page.reload(wait_until="networkidle")

    assert page.locator(".rl-fresh").is_hidden()
    assert json.loads(page.evaluate("localStorage['reading-list-visit:/']"))["known"]


def test_a_month_shows_one_kind(context: BrowserContext, address: str) -> None:
    page = visit(context, address + MONTH, FIRST)
    works, posts = (
        page.locator("section[data-rl-kind=works]"),
        page.locator("section[data-rl-kind=posts]"),
    )
    assert works.is_visible()
    assert posts.is_visible()

    page.locator(".rl-kinds").get_by_role("link", name="Posts").click()

    assert works.is_hidden()
    assert posts.is_visible()
    assert page.locator(".rl-kinds [aria-current]").inner_text().startswith("Posts")
    assert page.get_by_role("status").inner_text().startswith("Shown: Posts")
    assert page.url.endswith("#posts")
    page.reload(wait_until="networkidle")
    assert works.is_hidden()
    page.locator(".rl-kinds").get_by_role("link", name="Everything").click()
    assert works.is_visible()
    assert posts.is_visible()


def test_without_a_script_kinds_are_places_on_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + MONTH)

    page.locator(".rl-kinds").get_by_role("link", name="Works").click()

    assert page.url.endswith("#works")
    assert page.locator("#works").is_visible()
    assert page.locator("#posts").is_visible()
    page.goto(address)
    assert page.locator(".rl-fresh").is_hidden()
    context.close()
