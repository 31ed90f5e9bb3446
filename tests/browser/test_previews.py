"""Previews of cited works in a real browser: pointer, keyboard, touch, and no script at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from sites import Built

pytestmark = pytest.mark.browser

POST = "blog/2025/07/what-the-scaling-laws-settled/"
TITLE = "Training Compute-Optimal Large Language Models"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LONG = 5_000
"""Milliseconds after which nothing more is going to happen; the page's clock is wound forward."""
WORK = "papers/hoffmann2022training/"


def find_link(page: Page) -> Locator:
    return page.locator(".rl-post__body a", has_text="Hoffmann et al.").first


def find_preview(page: Page) -> Locator:
    return page.locator("#rl-preview")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    opened = context.new_page()
    opened.clock.install()
    opened.goto(address + POST)
    yield opened
    context.close()


def test_the_pointer_shows_title_authors_year_reason_and_status(page: Page) -> None:
    find_link(page).hover()
    find_preview(page).wait_for()
    said = find_preview(page).inner_text()

    assert TITLE in said
    assert "Hoffmann, Borgeaud, Mensch et al." in said
    assert "2022" in said
    assert "Repeats the measurement" in said
    assert find_link(page).get_attribute("aria-describedby") == "rl-preview"
    assert find_preview(page).get_attribute("role") == "tooltip"


def test_the_pointer_may_move_onto_a_preview_and_away_from_both(page: Page) -> None:
    find_link(page).hover()
    find_preview(page).wait_for()
    find_preview(page).locator("a").hover()
    page.clock.run_for(LONG)

    assert find_preview(page).is_visible()

    page.mouse.move(1, 1)
    page.clock.run_for(LONG)

    assert find_preview(page).count() == 0
    assert find_link(page).get_attribute("aria-describedby") is None


def test_the_pointer_reaches_the_preview_of_a_link_on_two_lines(page: Page) -> None:
    link = find_link(page)
    link.evaluate(
        "link => { const row = link.parentElement; row.replaceChildren('xxxx ', link);"
        " row.style.width = link.offsetWidth + 20 + 'px';"
        " link.scrollIntoView({ block: 'center' }); }"
    )
    lines = link.evaluate("link => [...link.getClientRects()].map((one) => one.toJSON())")

    assert len(lines) == 2
    assert lines[1]["left"] < lines[0]["left"]
    for line in lines:
        page.mouse.move(line["left"] + 2, (line["top"] + line["bottom"]) / 2)
        page.clock.run_for(LONG)
        box = find_preview(page).bounding_box()

        assert box is not None
        assert box["x"] == pytest.approx(line["left"], abs=1)
        assert box["y"] >= lines[1]["bottom"]

        page.mouse.move(line["left"] + 2, box["y"] + 9)
        page.clock.run_for(LONG)

        assert find_preview(page).is_visible()

        page.mouse.move(1, 1)
        page.clock.run_for(LONG)


def test_escape_sends_a_preview_away_until_the_pointer_has_left(page: Page) -> None:
    find_link(page).hover()
    find_preview(page).wait_for()
    page.keyboard.press("Escape")

    assert find_preview(page).count() == 0

    box = find_link(page).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 3, box["y"] + 5)
    page.clock.run_for(LONG)

    assert find_preview(page).count() == 0

    page.mouse.move(1, 1)
    find_link(page).hover()
    find_preview(page).wait_for()


def test_the_keyboard_shows_a_preview_as_long_as_the_link_has_the_focus(page: Page) -> None:
    page.locator(".rl-post__body a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    find_preview(page).wait_for()

    assert "Scaling Laws for Neural Language Models" in find_preview(page).inner_text()

    page.mouse.move(5, 5)
    page.clock.run_for(LONG)

    assert find_preview(page).is_visible()

    page.keyboard.press("Tab")

    assert TITLE in find_preview(page).inner_text()

    page.keyboard.press("Escape")

    assert find_preview(page).count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Hoffmann et al."

    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{WORK}")


def test_the_preview_of_the_focused_link_comes_back_after_that_of_another(page: Page) -> None:
    page.locator(".rl-post__body a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    find_preview(page).wait_for()
    find_link(page).hover()
    page.clock.run_for(LONG)

    assert TITLE in find_preview(page).inner_text()

    page.mouse.move(5, 5)
    page.clock.run_for(LONG)

    assert "Scaling Laws for Neural Language Models" in find_preview(page).inner_text()

    find_link(page).hover()
    page.clock.run_for(LONG)
    page.keyboard.press("Escape")
    page.mouse.move(5, 5)
    page.clock.run_for(LONG)

    assert find_preview(page).count() == 0


def test_the_first_tap_shows_a_preview_and_the_second_follows_the_link(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 375, "height": 700})
    page = context.new_page()
    page.goto(address + POST)

    find_link(page).tap()
    find_preview(page).wait_for()
    box = find_preview(page).bounding_box()

    assert page.url.endswith(POST)
    assert box is not None
    assert box["x"] == pytest.approx(375 - box["x"] - box["width"], abs=1)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0

    page.locator("h1").tap()

    assert find_preview(page).count() == 0

    find_link(page).tap()
    find_preview(page).wait_for()
    find_link(page).tap()
    page.wait_for_url(f"**/{WORK}")

    page.go_back()
    find_link(page).tap()
    find_preview(page).locator("a").tap()
    page.wait_for_url(f"**/{WORK}")
    context.close()


def test_without_script_the_links_are_plain_links(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + POST)

    find_link(page).hover()

    assert find_preview(page).count() == 0
    assert page.locator("template").inner_text() == ""

    find_link(page).click()

    assert page.url == address + WORK
    context.close()


def test_previews_work_from_a_file(browser: Browser, site: Built) -> None:
    page = browser.new_page()
    page.goto((site.folder / POST / "index.html").as_uri())

    find_link(page).hover()
    find_preview(page).wait_for()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_axe_finds_nothing_while_a_preview_is_shown(
    browser: Browser, address: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + POST)
    find_link(page).hover()
    find_preview(page).wait_for()

    found = Axe().run(page, options={"runOnly": AXE_TAGS}).response["violations"]

    context.close()
    assert [
        f"{one['id']}: {node['target']}"
        for one in found
        for node in one["nodes"]
        if one["id"] != "landmark-unique"  # the theme's nameless <nav> in blocks of code
    ] == []
