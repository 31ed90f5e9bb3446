"""The library in a real browser: facets, search, sorting, views and export, on one made for it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from builders import paper_file
from reading_list.views.text_index import split_words
from sites import CONFIG, Built, build, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = [
    pytest.mark.browser,
    # axe reads its own script without closing it.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAPERS = {
    "devlin2019bert": {
        "title": "'BERT: Pre-training of Deep Transformers'",
        "short_title": "BERT",
        "authors": "[Jacob Devlin, Ming Chang]",
        "issued": "2019",
        "added": "2025-07-08",
        "arxiv": "1810.04805",
        "tags": "[pre-training, transformers]",
        "type": "paper-conference",
        "venue": "NAACL 2019",
        "abstract": "Masked tokens.",
        "why": "It *began* here.",
        "status": "read",
        "code": "https://example.org/bert",
    },
    "liu2019roberta": {
        "title": "A Robust Approach, after BERT",
        "authors": "[Ming Chang]",
        "issued": "2019-07",
        "added": "2025-07-07",
        "tags": "[pre-training]",
    },
    "godel1931": {
        "title": "Über formal unentscheidbare Sätze",
        "authors": "[Kurt Gödel]",
        "issued": "1931",
        "added": "2025-07-06",
        "type": "article-journal",
        "venue": "Monatshefte",
        "tags": "[logic]",
    },
    "jordan1994": {
        "title": "Hierarchical mixtures of experts",
        "authors": "[Michael Jordan]",
        "issued": "1994",
        "added": "2025-07-05",
        "doi": "10.1162/neco.1994.6.2.181",
        "venue": "Monatshefte",
        "tags": "[mixtures, experts]",
    },
    "grid": {
        "title": "On $5\\times 5$ grids",
        "added": "2025-07-04",
        "issued": "2019",
        "tags": "[logic, experts]",
    },
    "secret": {"title": "Unlisted", "unlisted": "true", "tags": "[logic]"},
}
FILES = {
    **{f"papers/{one}.md": paper_file("Notes.", **keys) for one, keys in PAPERS.items()},
    "docs/reading/start.md": "---\ntitle: Start\norder: [jordan1994, devlin2019bert]\n---\n",
    "docs/blog/posts/one.md": "---\ntitle: One\ndate: 2025-07-03\n---\nSee [@godel1931].\n",
}
PARTS = tuple(f"reading-list-{one}.js" for one in ("facets", "search", "export"))
NEWEST = ["devlin2019bert", "liu2019roberta", "godel1931", "jordan1994", "grid"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("library")
    built = build(write_site(folder, FILES), folder / "site")
    assert built.returncode == 0, built.log
    return built


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    made.grant_permissions(["clipboard-read", "clipboard-write"])
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def library(context: BrowserContext, address: str) -> Page:
    return open_library(context, f"{address}papers/")


def open_library(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(".rl-library--refined")
    return page


def facet(page: Page, key: str) -> Locator:
    """One facet, opened."""
    found = page.locator(f"[data-rl-facet={key}]")
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def choose(page: Page, key: str, title: str) -> None:
    facet(page, key).get_by_role("checkbox", name=title).click()


def counts(page: Page, key: str) -> dict[str, int]:
    rows = facet(page, key).locator("li")
    expect(rows.first).to_be_visible()
    return {
        row.locator("label span").first.inner_text(): int(row.locator(".rl-count").inner_text())
        for row in rows.all()
    }


def expect_works(page: Page, *ids: str, total: int = 5) -> None:
    """Exactly these rows are visible, in this order, and the count says so."""
    visible = page.locator(".rl-row:visible")
    expect(page.locator(".rl-total strong")).to_have_text(f"{len(ids)} of {total:,} works")
    expect(visible).to_have_count(len(ids))
    for number, one in enumerate(ids):  # what is sorted anew has as many rows as before
        expect(visible.nth(number)).to_have_attribute("data-rl-work", one)


def test_values_of_a_facet_are_or_and_facets_are_and(library: Page) -> None:
    choose(library, "tag", "pre-training")
    expect_works(library, "devlin2019bert", "liu2019roberta")
    choose(library, "tag", "logic")
    expect_works(library, "devlin2019bert", "liu2019roberta", "godel1931", "grid")
    choose(library, "year", "2019")
    expect_works(library, "devlin2019bert", "liu2019roberta", "grid")

    assert library.url.endswith("papers/?tag=pre-training,logic&year=2019")


@pytest.mark.parametrize(
    ("key", "title", "ids"),
    [
        ("tag", "transformers", ["devlin2019bert"]),
        ("year", "1931", ["godel1931"]),
        ("type", "Journal article", ["godel1931"]),
        ("venue", "Monatshefte", ["godel1931", "jordan1994"]),
        ("author", "Ming Chang", ["devlin2019bert", "liu2019roberta"]),
        ("status", "Read", ["devlin2019bert"]),
        ("order", "Start", ["devlin2019bert", "jordan1994"]),
        ("code", "With code", ["devlin2019bert"]),
        ("code", "Without code", ["liu2019roberta", "godel1931", "jordan1994", "grid"]),
        ("discussed", "Discussed on this site", ["godel1931"]),
        ("discussed", "Not discussed", ["devlin2019bert", "liu2019roberta", "jordan1994", "grid"]),
    ],
)
def test_each_facet_filters(library: Page, key: str, title: str, ids: list[str]) -> None:
    choose(library, key, title)

    expect_works(library, *ids)


def test_a_value_can_be_left_out(library: Page) -> None:
    leave_out = facet(library, "tag").get_by_role("button", name="not logic")
    leave_out.click()

    expect_works(library, "devlin2019bert", "liu2019roberta", "jordan1994")
    assert leave_out.get_attribute("aria-pressed") == "true"
    assert library.url.endswith("?tag=-logic")
    leave_out.click()
    expect(library.locator(".rl-row:visible")).to_have_count(5)


def test_counts_follow_the_other_filters(library: Page) -> None:
    before = counts(library, "tag")
    choose(library, "year", "2019")
    expect_works(library, "devlin2019bert", "liu2019roberta", "grid")
    after = counts(library, "tag")
    years = counts(library, "year")

    assert {
        "pre-training": 2,
        "logic": 2,
        "experts": 2,
        "transformers": 1,
        "mixtures": 1,
    } == before
    assert {"pre-training": 2, "logic": 1, "experts": 1, "transformers": 1} == after
    # A facet does not narrow itself, for its values are alternatives.
    assert {"2019": 3, "1994": 1, "1931": 1} == years


def test_the_count_is_announced(library: Page) -> None:
    choose(library, "year", "2019")

    expect(library.get_by_role("status").first).to_have_text("3 of 5 works")


def test_nothing_is_loaded_before_the_reader_asks(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}papers/", wait_until="networkidle")
    data = [url for url in asked if "/library-" in url or url.endswith(PARTS)]
    page.locator(".rl-find__input").press_sequentially("bert")
    expect_works(page, "devlin2019bert", "liu2019roberta")

    assert data == []
    assert any(re.search(r"/library-[0-9a-f]{10}/words-0\.js$", url) for url in asked)


def test_back_goes_from_filter_to_filter_and_a_shared_address_shows_the_same(
    context: BrowserContext, library: Page
) -> None:
    choose(library, "tag", "pre-training")
    expect_works(library, "devlin2019bert", "liu2019roberta")
    choose(library, "author", "Ming Chang")
    library.get_by_label("Sort by").select_option("title")
    expect_works(library, "liu2019roberta", "devlin2019bert")
    shared = open_library(context, library.url)
    expect_works(shared, "liu2019roberta", "devlin2019bert")
    expect(shared.get_by_label("Sort by")).to_have_value("title")

    library.go_back()
    expect_works(library, "devlin2019bert", "liu2019roberta")
    library.go_back()
    library.go_back()
    expect(library.locator(".rl-row:visible")).to_have_count(5)
    expect(library.locator(".rl-total")).to_have_text("5 works")
    expect(library.locator(".rl-results")).to_be_hidden()
    assert library.url.endswith("/papers/")


def test_back_from_a_work_leads_to_the_same_place(library: Page) -> None:
    library.set_viewport_size({"width": 375, "height": 300})
    library.evaluate("document.querySelector('.rl-find__input').value = 's'")
    library.goto(f"{library.url}?sort=title")
    expect_works(library, "liu2019roberta", "devlin2019bert", "jordan1994", "grid", "godel1931")
    library.locator("[data-rl-work=grid] a").first.scroll_into_view_if_needed()
    place = library.evaluate("Math.round(scrollY)")
    assert place > 0
    library.locator("[data-rl-work=grid] a").first.click()
    library.wait_for_url("**/papers/grid/")
    library.go_back()

    expect_works(library, "liu2019roberta", "devlin2019bert", "jordan1994", "grid", "godel1931")
    library.wait_for_function(f"Math.abs(scrollY - {place}) < 3")


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        ("issued", ["liu2019roberta", "devlin2019bert", "grid", "jordan1994", "godel1931"]),
        ("title", ["liu2019roberta", "devlin2019bert", "jordan1994", "grid", "godel1931"]),
        ("author", ["liu2019roberta", "devlin2019bert", "godel1931", "jordan1994", "grid"]),
        ("order:start", ["jordan1994", "devlin2019bert", "liu2019roberta", "godel1931", "grid"]),
    ],
)
def test_sorting(library: Page, sort: str, ids: list[str]) -> None:
    library.get_by_label("Sort by").select_option(sort)

    expect_works(library, *ids)
    assert library.url.endswith(f"?sort={sort}")


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("bert", ["devlin2019bert", "liu2019roberta"]),
        ("1810.04805", ["devlin2019bert"]),
        ("https://arxiv.org/abs/1810.04805v2", ["devlin2019bert"]),
        ("10.1162/", ["jordan1994"]),
        ("doi:10.1162/neco.1994.6.2.181", ["jordan1994"]),
        ("godel", ["godel1931"]),
        ("GÖDEL", ["godel1931"]),
        ("uber satze", ["godel1931"]),
        ("5 x 5", ["grid"]),
        ("5×5", ["grid"]),
        ("5x5", ["grid"]),
        ("hierarch", ["jordan1994"]),
        ("hierarhical", ["jordan1994"]),
        ("mixtuers", ["jordan1994"]),
        ("expertz", ["jordan1994", "grid"]),
        ("masked", ["devlin2019bert"]),
        ("began", ["devlin2019bert"]),
        ("naacl", ["devlin2019bert"]),
        ("the chang 2019", ["devlin2019bert", "liu2019roberta"]),
        ("unlisted", []),
        ("zzzz", []),
    ],
)
def test_search(library: Page, typed: str, ids: list[str]) -> None:
    library.locator(".rl-find__input").fill(typed)

    expect_works(library, *ids)
    expect(library.locator(".rl-empty:visible")).to_have_count(0 if ids else 1)


TEXTS = [
    *("Über Gödel, Łukasiewicz & Ørsted", "GROẞE Straße", "ΣΊΣΥΦΟΣ ς", "İstanbul ıı", "naïve ﬁ"),
    *("5×5, 5x5 and x5", "word2vec GPT-4o", "a_b don't", "注意機構 and カナ", "한국어", "τ² x₁ 𝛼"),
    *("Привет, ЁЖ", "c++ c#", "10.1162/neco.1991", "x" * 50, ""),
]


def test_script_and_index_split_texts_into_the_same_words(library: Page) -> None:
    library.evaluate("window.readingListPart = (name, part) => { window.part = part; }")
    library.add_script_tag(url="../assets/reading-list/reading-list-search.js")
    read = "(texts) => texts.map(window.part({ facts: { firsts: [] } }).splitWords)"

    assert [split_words(text) for text in TEXTS] == library.evaluate(read, TEXTS)


@pytest.mark.parametrize("typed", [" ", "b", "é", "“"])
def test_a_letter_is_no_query_yet(library: Page, typed: str) -> None:
    library.locator(".rl-find__input").fill("bert")
    expect_works(library, "devlin2019bert", "liu2019roberta")
    library.locator(".rl-find__input").fill(typed)

    expect(library.locator(".rl-total")).to_have_text("5 works")
    expect(library.locator(".rl-row:visible")).to_have_count(5)
    expect(library.locator(".rl-chips")).to_be_hidden()


def test_hits_are_highlighted_and_so_is_what_unfolds(library: Page) -> None:
    library.locator(".rl-find__input").fill("bert token")
    expect_works(library, "devlin2019bert")
    marked = "[...CSS.highlights.get('rl-hit')].map((range) => String(range))"
    assert ["BERT", "BERT"] == library.evaluate(marked)

    library.get_by_role("button", name="Why and abstract: BERT").click()
    expect(library.locator(".rl-unfolded")).to_contain_text("It began here.")
    assert ["BERT", "BERT", "tokens"] == library.evaluate(marked)


def test_the_keyboard_alone_searches_and_opens(library: Page) -> None:
    library.keyboard.press("/")
    library.keyboard.type("bert")
    expect_works(library, "devlin2019bert", "liu2019roberta")
    focused = "document.activeElement.closest('.rl-row')?.dataset.rlWork || 'input'"
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        library.keyboard.press(key)
        seen.append(library.evaluate(focused))
    library.keyboard.press("Escape")
    expect(library.locator(".rl-find__input")).to_have_value("")
    expect(library.locator(".rl-row:visible")).to_have_count(5)
    library.keyboard.type("godel")
    expect_works(library, "godel1931")
    library.keyboard.press("Enter")
    library.wait_for_url("**/papers/godel1931/")

    assert [
        *("devlin2019bert", "liu2019roberta", "liu2019roberta", "devlin2019bert"),
        "input",
    ] == seen


def test_the_keyboard_alone_filters(library: Page) -> None:
    library.locator(".rl-find__input").focus()
    library.keyboard.press("Tab")
    assert library.evaluate("document.activeElement.matches('[data-rl-facet=tag] > summary')")
    library.keyboard.press("Enter")
    expect(library.locator("[data-rl-facet=tag] li").first).to_be_visible()
    library.keyboard.press("Tab")
    library.keyboard.press("Space")
    expect(library.locator(".rl-chip").first).to_be_visible()
    outline = "getComputedStyle(document.activeElement).outlineStyle"

    assert library.evaluate("document.activeElement.type") == "checkbox"
    assert library.evaluate(outline) == "solid"


def test_chips_take_filters_away(library: Page) -> None:
    choose(library, "tag", "logic")
    library.locator(".rl-find__input").fill("grids")
    expect_works(library, "grid")
    library.get_by_role("button", name="Remove Tag: logic").click()
    expect(library.locator(".rl-chip")).to_have_count(2)
    assert library.url.endswith("?find=grids")
    library.get_by_role("button", name="Clear all").click()

    expect(library.locator(".rl-row:visible")).to_have_count(5)
    expect(library.locator(".rl-chips")).to_be_hidden()
    assert library.evaluate("document.activeElement.matches('.rl-find__input')")


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [("bib", r"(?m)^@\w+\{([^,]+),"), ("json", r'"id": ?"([^"]+)"'), ("ris", r"(?m)^ID  - (\S+)")],
)
def test_an_export_holds_the_rows_in_their_order(library: Page, kind: str, pattern: str) -> None:
    library.get_by_label("Sort by").select_option("title")
    choose(library, "year", "2019")
    expect_works(library, "liu2019roberta", "devlin2019bert", "grid")
    library.get_by_text("Export", exact=True).click()
    library.get_by_label("Format").select_option(kind)
    with library.expect_download() as download:
        library.get_by_role("button", name="Download").click()
    saved = download.value.path().read_text("utf-8")
    library.get_by_role("button", name="Copy", exact=True).click()
    expect(library.locator(".rl-export [role=status]")).to_contain_text("3 works copied")
    copied = library.evaluate("navigator.clipboard.readText()")

    assert ["liu2019roberta", "devlin2019bert", "grid"] == re.findall(pattern, saved)
    assert saved.split() == copied.split()
    assert download.value.suggested_filename == f"library.{kind}"
    if kind == "json":
        assert [2019, 2019, 2019] == [
            one["issued"]["date-parts"][0][0] for one in json.loads(saved)
        ]


def test_the_whole_library_is_exported_where_nothing_is_chosen(library: Page) -> None:
    library.get_by_text("Export", exact=True).click()
    library.get_by_role("button", name="Copy", exact=True).click()
    expect(library.locator(".rl-export [role=status]")).to_contain_text("5 works copied")
    copied = library.evaluate("navigator.clipboard.readText()")

    assert NEWEST == re.findall(r"(?m)^@\w+\{([^,]+),", copied)


def test_a_link_to_the_list_can_be_copied(library: Page) -> None:
    choose(library, "year", "2019")
    library.get_by_text("Export", exact=True).click()
    library.get_by_role("button", name="Copy a link to this list").click()
    expect(library.locator(".rl-export [role=status]")).to_have_text("The link is copied.")

    assert library.evaluate("navigator.clipboard.readText()") == library.url


def test_the_view_is_remembered(context: BrowserContext, library: Page) -> None:
    fold = library.locator("[data-rl-work=devlin2019bert] .rl-fold")
    expect(fold).to_be_visible()
    library.get_by_role("button", name="Table").click()
    expect(fold).to_be_hidden()
    again = open_library(context, library.url)

    expect(again.get_by_role("button", name="Table")).to_have_attribute("aria-pressed", "true")
    expect(again.locator(".rl-row:visible")).to_have_count(5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_with_filters_open_and_results_shown(
    browser: Browser, address: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 800}
    )
    page = open_library(context, f"{address}papers/?find=bert&tag=pre-training")
    if width < 960:
        page.locator(".rl-filters > summary").click()
    facet(page, "tag").get_by_role("button", name="not transformers").click()
    expect_works(page, "liu2019roberta")
    page.get_by_text("Export", exact=True).click()
    page.get_by_role("button", name="Download").wait_for()

    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    context.close()
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert overflow <= 0


def test_an_address_opens_the_filters_that_it_uses(context: BrowserContext, address: str) -> None:
    page = open_library(context, f"{address}papers/?tag=-logic&year=2019")
    expect_works(page, "devlin2019bert", "liu2019roberta")
    opened = page.locator(".rl-facet[open]")

    assert ["tag", "year"] == [one.get_attribute("data-rl-facet") for one in opened.all()]
    left_out = facet(page, "tag").get_by_role("button", name="not logic")
    expect(left_out).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("checkbox", name="2019")).to_be_checked()


def test_back_to_a_filtered_list_leads_to_the_same_place(library: Page) -> None:
    library.set_viewport_size({"width": 1280, "height": 300})
    library.goto(f"{library.url}?year=-1931")
    expect_works(library, "devlin2019bert", "liu2019roberta", "jordan1994", "grid")
    library.locator("[data-rl-work=grid] a").first.scroll_into_view_if_needed()
    place = library.evaluate("Math.round(scrollY)")
    assert place > 0
    library.locator("[data-rl-work=grid] a").first.click()
    library.wait_for_url("**/papers/grid/")
    library.go_back()

    expect_works(library, "devlin2019bert", "liu2019roberta", "jordan1994", "grid")
    library.wait_for_function(f"Math.abs(scrollY - {place}) < 3")


def measure(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    return {**box, "right": box["x"] + box["width"], "bottom": box["y"] + box["height"]}


def test_the_filters_in_use_keep_away_from_the_first_row(library: Page) -> None:
    choose(library, "tag", "logic")
    expect_works(library, "godel1931", "grid")
    chips = measure(library, ".rl-chips")
    row = measure(library, ".rl-row:visible")

    assert row["y"] - chips["bottom"] >= 12


def test_the_tools_stand_in_one_line(library: Page) -> None:
    tools = [".rl-tools select", ".rl-views", ".rl-export > summary"]
    boxes = [measure(library, one) for one in tools]

    assert len({round(one["y"]) for one in boxes}) == 1
    assert len({round(one["height"]) for one in boxes}) == 1


def test_what_is_pressed_is_seen_in_the_readers_own_colours(library: Page) -> None:
    library.emulate_media(forced_colors="active")
    facet(library, "tag").get_by_role("button", name="not logic").click()
    expect_works(library, "devlin2019bert", "liu2019roberta", "jordan1994")
    for name in (".rl-view", ".rl-not"):
        # What has been pressed stays found when it is let go.
        button = library.locator(f"{name}[data-was], {name}[aria-pressed=true]")
        button.evaluate("(one) => one.dataset.was = 'pressed'")
        pressed = button.screenshot()
        button.evaluate("(one) => one.setAttribute('aria-pressed', 'false')")

        assert button.screenshot() != pressed, name


def test_a_box_of_choices_shows_its_focus(library: Page) -> None:
    library.locator(".rl-view").first.focus()
    library.keyboard.press("Shift+Tab")
    outline = "getComputedStyle(document.activeElement).outline"

    expect(library.get_by_label("Sort by")).to_be_focused()
    assert library.evaluate(outline).endswith("solid 2px")


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_the_export_unfolds_within_the_window(library: Page, width: int) -> None:
    library.set_viewport_size({"width": width, "height": 800})
    library.get_by_text("Export", exact=True).click()
    library.get_by_role("button", name="Download").wait_for()
    box = measure(library, ".rl-export__box")

    assert box["x"] >= 0
    assert box["right"] <= width


def test_the_export_closes_by_escape_and_when_the_reader_goes_on(library: Page) -> None:
    button = library.get_by_text("Export", exact=True)
    link = library.get_by_role("button", name="Copy a link to this list")
    button.focus()
    library.keyboard.press("Enter")
    link.focus()
    library.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(button).to_be_focused()

    library.keyboard.press("Enter")
    link.focus()
    library.keyboard.press("Tab")
    expect(link).to_be_hidden()
    button.click()
    expect(link).to_be_visible()
    library.locator("h1").first.click()
    library.locator(".rl-total").click()
    expect(link).to_be_hidden()


def test_on_a_phone_the_filters_are_folded(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 800})
    page = open_library(context, f"{address}papers/")
    first = page.locator("[data-rl-facet=tag] > summary")
    expect(first).to_be_hidden()
    page.locator(".rl-filters > summary").click()
    expect(first).to_be_visible()
    choose(page, "tag", "logic")
    expect_works(page, "godel1931", "grid")

    expect(page.locator(".rl-filters > summary")).to_have_text("Filters (1)")
    context.close()


def test_without_script_the_library_is_a_list_with_plain_links(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}papers/")

    assert page.locator(".rl-row:visible").count() == 5
    assert page.locator(".rl-find, .rl-filters").count() == 0
    page.get_by_role("link", name="author").click()
    page.get_by_role("link", name="Ming Chang").click()
    assert page.locator(".rl-row:visible").count() == 2
    context.close()


def test_pages_in_another_order_refine_themselves(context: BrowserContext, address: str) -> None:
    page = open_library(context, f"{address}papers/by/title/")
    expect(page.get_by_label("Sort by")).to_have_value("title")
    choose(page, "year", "2019")

    expect_works(page, "liu2019roberta", "devlin2019bert", "grid")


def test_a_page_opened_from_a_disk_filters_and_searches(
    context: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("disk")
    config = f"{CONFIG}use_directory_urls: false\n"
    built = build(write_site(folder, FILES, config), folder / "site")
    assert built.returncode == 0, built.log
    page = open_library(context, (built.folder / "papers" / "index.html").as_uri())

    page.locator(".rl-find__input").fill("godel")
    expect_works(page, "godel1931")
    page.locator("[data-rl-work=godel1931] a").first.click()
    page.wait_for_url("**/papers/godel1931/index.html")


def test_a_large_library_loads_the_rows_that_it_lacks(
    context: BrowserContext, address: str, site: Built
) -> None:
    """The second page of the library, made of a site of so many works."""
    folder = site.folder.parent / "large"
    files = {
        f"papers/w{one:04d}.md": paper_file(
            title=f"Work {one:04d}", added="2025-07-03", tags=f"[t{one % 10}]"
        )
        for one in range(1005)
    }
    built = build(write_site(folder, files), site.folder / "large")
    assert built.returncode == 0, built.log
    page = open_library(context, f"{address}large/papers/by/added/2/")
    expect(page.locator(".rl-row:visible")).to_have_count(5)
    page.locator(".rl-find__input").fill("0003")
    expect_works(page, "w0003", total=1005)

    page.locator("[data-rl-work=w0003] a").first.click()
    page.wait_for_url("**/large/papers/w0003/")
    page.goto(f"{address}large/papers/?tag=t3")
    strong = page.locator(".rl-total strong")
    expect(strong).to_have_text("101 of 1,005 works")
    expect(page.locator(".rl-total")).to_have_text("101 of 1,005 works, the first 20 shown")
    expect(page.locator(".rl-row:visible")).to_have_count(20)
    for shown in (40, 60, 80, 100):
        page.get_by_role("button", name="Show 20 more").click()
        expect(page.locator(".rl-row:visible")).to_have_count(shown)
    page.get_by_role("button", name="Show 1 more").click()
    expect(page.locator(".rl-row:visible")).to_have_count(101)
    expect(page.locator(".rl-total")).to_have_text("101 of 1,005 works")
