"""A reader's own progress in a real browser, on an order that was made for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from builders import paper_file
from sites import Built, build, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [
    pytest.mark.browser,
    # axe reads its own script without closing it.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAPERS = {
    "root": {"minutes": "30"},
    "left": {"prerequisites": "[root]", "pages": "11-20"},
    "right": {"prerequisites": "[root]"},
    "join": {"prerequisites": "[left, right]", "minutes": "45"},
    "other": {},
    "after": {"prerequisites": "[other]"},
    "extra": {"prerequisites": "[join]"},
    "gift": {},
    "beside": {},
    "instead": {},
}
"""A diamond that goes on, a second root with a chain, and the other kinds of steps."""
STEPS = """\
- root
- {paper: beside, alongside: [root]}
- left
- right
- join
- {paper: extra, optional: true}
- other
- {paper: instead, instead_of: [other]}
- after
- {post: blog/posts/last.md}
"""
ORDER = f"---\ntitle: Shapes\norder:\n- steps:\n{STEPS}- bonus: true\n  steps: [gift]\n---\n"
RENAMED = """\
---
title: Other shapes
slug: other-shapes
order: [join, {post: blog/posts/last.md}, root, left, right]
---
"""
FILES = {
    **{f"papers/{one}.md": paper_file(title=one.title(), **keys) for one, keys in PAPERS.items()},
    "docs/blog/posts/last.md": "---\ntitle: Last\ndate: 2025-07-03\nreadtime: 5\n---\nText.\n",
    "docs/reading/shapes.md": ORDER,
    "docs/reading/second.md": "---\ntitle: Second\norder: [root, gift]\n---\n",
    "docs/index.md": "# Home\n\n<!-- reading-list: latest -->\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Two addresses of one site: the renamed order is what its readers find a year later."""
    folder = tmp_path_factory.mktemp("progress")
    built = build(write_site(folder, FILES), folder / "site")
    assert built.returncode == 0, built.log
    return built


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    made.set_default_timeout(15_000)
    yield made
    made.close()


def open_page(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("window.readingListProgress !== undefined")
    return page


def mark_read(page: Page, *works: str) -> None:
    for one in works:
        page.locator(f'.rl-mine[data-rl-work="{one}"] input').check()


def skip(page: Page, work: str) -> None:
    page.locator(f'.rl-mine[data-rl-work="{work}"] button').click()


def find_next(page: Page) -> list[str]:
    return page.locator(".rl-progress__next li").all_inner_texts()


def find_sum(page: Page) -> str:
    return page.locator(".rl-progress__sum").inner_text()


def test_next_are_the_first_open_steps_whose_prerequisites_are_read(
    context: BrowserContext, address: str
) -> None:
    page = open_page(context, f"{address}reading/shapes/")

    assert find_next(page) == ["Root", "Beside", "Other"]
    mark_read(page, "root")
    assert find_next(page) == ["Beside", "Left", "Right"]
    mark_read(page, "beside", "left")
    assert find_next(page) == ["Right", "Other", "Instead"]
    skip(page, "right")
    assert find_next(page) == ["Join", "Other", "Instead"]
    mark_read(page, "join", "instead")
    assert find_next(page) == ["Extra (optional)", "After", "Last"]
    skip(page, "extra")
    mark_read(page, "after", "post:blog/posts/last.md")
    assert find_next(page) == ["Gift (bonus)"]
    assert page.locator(".rl-progress__go").inner_text() == "All steps are done."


def test_an_order_says_what_is_done_what_is_left_and_where_to_go_on(
    context: BrowserContext, address: str
) -> None:
    page = open_page(context, f"{address}reading/shapes/")

    assert find_sum(page) == (
        "0 of 9 steps done, 0 of 1 optional, 0 of 1 bonus"
        " · about 1 h 20 min and 10 pages left, and 5 of unknown length"
    )
    mark_read(page, "root", "gift")
    skip(page, "beside")
    assert find_sum(page) == (
        "2 of 9 steps done, 0 of 1 optional, 1 of 1 bonus (1 skipped)"
        " · about 50 min and 10 pages left, and 4 of unknown length"
    )
    link = page.locator(".rl-progress__go a")
    assert link.inner_text() == "Continue here: 3. Left"
    assert link.get_attribute("href") == "#step-left"
    assert "Skipped: Beside. 2 of 9 steps done" in page.get_by_role("status").inner_text()
    mark_read(page, "left")
    page.locator('.rl-mine[data-rl-work="left"] input').uncheck()
    assert link.inner_text() == "Continue here: 3. Left"


def test_two_tabs_orders_and_the_library_agree(context: BrowserContext, address: str) -> None:
    one = open_page(context, f"{address}reading/shapes/")
    two = open_page(context, f"{address}reading/second/")
    library = open_page(context, f"{address}papers/")
    mark_read(one, "root")

    two.locator('.rl-step[data-rl-work="root"][data-rl-state="read"]').wait_for()
    assert find_sum(two) == "1 of 2 steps done"
    assert library.locator('.rl-row[data-rl-work="root"] .rl-mark').inner_text() == "Read"
    skip(two, "gift")
    library.locator('.rl-row[data-rl-work="gift"] .rl-mark', has_text="Skipped").wait_for()
    work = open_page(context, f"{address}papers/root/")
    assert work.locator(".rl-mine input").is_checked()
    work.locator(".rl-mine input").uncheck()
    one.locator('.rl-step[data-rl-work="root"]:not([data-rl-state])').wait_for()
    picture = one.locator('.rl-picture__frame--wide [data-rl-work="gift"]')
    assert (picture.get_attribute("aria-label") or "").endswith("; skipped")


def test_marks_can_be_saved_forgotten_and_taken_over(
    context: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = open_page(context, f"{address}reading/shapes/")
    page.on("dialog", lambda dialog: dialog.accept())
    mark_read(page, "root", "left")
    skip(page, "right")
    page.locator(".rl-progress summary").click()
    with page.expect_download() as saved:
        page.locator('[data-rl-act="export"]').click()
    file = tmp_path / "progress.json"
    saved.value.save_as(file)
    page.locator('[data-rl-act="reset"]').click()

    assert find_sum(page).startswith("0 of 9")
    assert page.evaluate("localStorage.length") == 0
    mark_read(page, "other")
    take_over(page, file)
    assert page.locator(".rl-step[data-rl-state]").evaluate_all(
        "steps => steps.map((step) => `${step.dataset.rlWork} ${step.dataset.rlState}`)"
    ) == ["root read", "left read", "right skipped", "other read"]
    assert json.loads(file.read_text())["works"].keys() == {"root", "left", "right"}


def test_of_two_marks_the_newer_one_stays(
    context: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = open_page(context, f"{address}reading/shapes/")
    mark_read(page, "root", "left")
    marks = {
        "root": {"state": "none", "at": "2001-01-01T00:00:00Z"},
        "left": {"state": "skipped", "at": "9999-01-01T00:00:00Z"},
        "right": {"state": "read", "at": "2001-01-01T00:00:00.5Z"},
        "join": {"state": "burnt", "at": "2001-01-01T00:00:00Z"},
        "other": {"state": "read", "at": "yesterday"},
        "after": None,
    }
    file = tmp_path / "progress.json"
    file.write_text(json.dumps({"format": "reading-list-progress", "version": 1, "works": marks}))
    page.locator(".rl-progress summary").click()
    page.wait_for_timeout(5)  # a mark of the same millisecond is no newer one
    take_over(page, file)

    assert page.locator(".rl-step[data-rl-state]").evaluate_all(
        "steps => steps.map((step) => `${step.dataset.rlWork} ${step.dataset.rlState}`)"
    ) == ["root read", "left skipped", "right read"]
    assert page.get_by_role("status").inner_text() == "2 of 3 marks were new."
    mark_read(page, "left")
    assert page.locator('.rl-step[data-rl-work="left"]').get_attribute("data-rl-state") == "read"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other", "works": {}}', "null"])
def test_another_file_changes_nothing(
    context: BrowserContext, address: str, tmp_path: Path, text: str
) -> None:
    page = open_page(context, f"{address}reading/shapes/")
    mark_read(page, "root")
    file = tmp_path / "other.json"
    file.write_text(text)
    page.locator(".rl-progress summary").click()
    take_over(page, file, marks=False)

    assert find_sum(page).startswith("1 of 9")
    assert page.get_by_role("status").inner_text() == "This file holds no reading progress."


def take_over(page: Page, file: Path, *, marks: bool = True) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator('[data-rl-act="import"]').click()
    chooser.value.set_files(file)
    said = "marks were new" if marks else "holds no"
    page.get_by_role("status").filter(has_text=said).wait_for()


def test_a_renamed_and_reordered_order_keeps_progress(
    context: BrowserContext, address: str, site: Built, tmp_path: Path
) -> None:
    page = open_page(context, f"{address}reading/shapes/")
    mark_read(page, "root", "left", "post:blog/posts/last.md")
    files = {
        **FILES,
        "docs/reading/shapes.md": RENAMED,
        "papers/left.md": paper_file(title="New", slug="new", prerequisites="[root]"),
    }
    built = build(write_site(tmp_path, files), site.folder / "later")
    assert built.returncode == 0, built.log
    # The new site takes the place of the old one: same address, other pages.
    context.route(
        f"{address}**",
        lambda route: route.continue_(url=route.request.url.replace(address, f"{address}later/")),
    )
    later = open_page(context, f"{address}reading/other-shapes/")

    assert find_sum(later).startswith("3 of 5 steps done")
    assert later.locator(".rl-progress__go a").inner_text() == "Continue here: 1. Join"
    assert find_next(later) == ["Right"]


def test_home_offers_what_comes_next_in_orders_that_are_begun(
    context: BrowserContext, address: str
) -> None:
    home = open_page(context, address)

    assert not home.locator(".rl-next").is_visible()
    mark_read(open_page(context, f"{address}papers/root/"), "root")
    home.locator(".rl-next li").first.wait_for()
    assert home.locator(".rl-next li").all_inner_texts() == [
        "Gift in Second",
        "Beside in Shapes",
        "Left in Shapes",
        "Right in Shapes",
    ]
    assert home.locator(".rl-card__mine:visible").all_inner_texts() == [
        "1 of 2 steps done · Continue with Gift",
        "1 of 9 steps done, 0 of 1 optional, 0 of 1 bonus · Continue with Beside",
    ]


def test_a_work_keeps_to_the_order_that_the_reader_came_from(
    context: BrowserContext, address: str
) -> None:
    page = open_page(context, f"{address}reading/shapes/")
    page.locator('.rl-step[data-rl-work="root"] .rl-step__title a').click()
    page.wait_for_url("**/papers/root/?order=shapes")
    ways = page.locator(".rl-places__way:visible")

    assert ways.all_inner_texts() == ["Next: Beside"]
    ways.locator("a").click()
    page.wait_for_url("**/papers/beside/?order=shapes")
    assert ways.all_inner_texts() == ["Previous: Root", "Next: Left"]
    page.goto(f"{address}papers/root/")
    assert ways.all_inner_texts() == ["Next: Gift", "Next: Beside"]


def test_the_keyboard_marks_steps_and_every_control_has_a_name(
    context: BrowserContext, address: str
) -> None:
    page = open_page(context, f"{address}reading/shapes/")
    page.get_by_role("checkbox", name="Read: Root").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.ariaLabel") == "Skip: Root"
    assert find_sum(page).startswith("1 of 9")
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Skip: Root", pressed=True).count() == 1
    assert not page.get_by_role("checkbox", name="Read: Root").is_checked()


def test_the_checklist_is_copied_with_its_marks(context: BrowserContext, address: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_page(context, f"{address}reading/second/")
    mark_read(page, "root")
    page.locator(".rl-progress summary").click()
    page.locator('[data-rl-act="copy"]').click()
    page.get_by_role("status").filter(has_text="copied").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == (
        f"# Second\n\n- [x] 1. [Root]({address}papers/root/)\n"
        f"- [ ] 2. [Gift]({address}papers/gift/)\n"
    )


def test_a_browser_that_keeps_nothing_still_counts(context: BrowserContext, address: str) -> None:
    context.add_init_script(
        "Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new Error(); }"
    )
    page = open_page(context, f"{address}reading/second/")
    mark_read(page, "root")

    assert find_sum(page) == "1 of 2 steps done"
    assert "does not keep it" in page.get_by_role("status").inner_text()


def test_without_script_there_is_a_plain_list_and_no_dead_control(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}reading/shapes/")

    assert page.locator(".rl-step").count() == 11
    assert page.locator(".rl-order :is(button, input, progress):visible").count() == 0
    assert not page.get_by_text("Your progress").is_visible()
    page.goto(f"{address}papers/root/")
    assert page.locator(".rl-places__way").all_inner_texts() == ["Next: Gift", "Next: Beside"]
    page.goto(address)
    assert not page.get_by_text("Next for you").is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_once_steps_are_marked(
    browser: Browser, address: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type] # of the two above
        reduced_motion="reduce",
        viewport={"width": width, "height": 900},
    )
    page = open_page(context, f"{address}reading/shapes/")
    mark_read(page, "root")
    skip(page, "beside")
    page.locator(".rl-progress summary").click()
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    context.close()
    assert [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]] == []
    assert overflow <= 0


def test_on_paper_an_order_is_a_checklist(context: BrowserContext, address: str) -> None:
    page = open_page(context, f"{address}reading/shapes/")
    mark_read(page, "root")
    page.emulate_media(media="print")
    box = "step => getComputedStyle(step.querySelector('.rl-step__number'), '::before').content"

    assert page.locator(".rl-step").first.evaluate(box) == '"✓"'
    assert page.locator(".rl-step").last.evaluate(box) == '""'
    assert page.locator(".rl-order :is(button, input, svg):visible").count() == 0


@pytest.mark.parametrize(("width", "kind"), [(375, "tall"), (768, "wide"), (1440, "wide")])
def test_each_screen_has_its_picture_which_is_a_list_of_links(
    context: BrowserContext, address: str, width: int, kind: str
) -> None:
    page = open_page(context, f"{address}reading/shapes/")
    page.set_viewport_size({"width": width, "height": 900})
    picture = page.get_by_role("list", name="Works and what to read before each, stage by stage")

    assert page.locator(".rl-picture__frame:visible").count() == 1
    assert page.locator(f".rl-picture__frame--{kind}").is_visible()
    assert picture.get_by_role("listitem").count() == 11
    picture.get_by_role("link", name="5. Join; after 3. Left, 4. Right").click()
    page.wait_for_url("**/reading/shapes/#step-join")
