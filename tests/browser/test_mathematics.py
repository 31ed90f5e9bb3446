"""Formulas in a real browser: laid out, at home on a phone, within reach of keys."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from sites import CONFIG, build, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    # axe reads its own script without closing it.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]
LONG = "+".join(rf"\frac{{a_{{{number}}}}}{{b}}" for number in range(40))
PAGE = rf"""
# Home

In line $\frac{{1}}{{1+\frac{{1}}{{x}}}}$ and plain $x$, then a long one, ${LONG}$.

$$
{LONG}
$$

\begin{{align}}
a + b + c &= d \\
e &= f
\end{{align}}

Broken $\left( {LONG}$ stays.
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder: Path = tmp_path_factory.mktemp("mathematics")
    built = build(write_site(folder, {"docs/index.md": PAGE}, CONFIG), folder / "site")
    assert built.returncode == 0, built.log
    executable = shutil.which("chromium")
    assert executable, "Install Debian's package chromium."
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        made = chromium.new_page(viewport={"width": 375, "height": 800})
        made.goto((built.folder / "index.html").as_uri())
        yield made
        chromium.close()


def test_formulas_are_laid_out(page: Page) -> None:
    heights = page.evaluate(
        "[...document.querySelectorAll('p math')].map(m => m.getBoundingClientRect().height)"
    )
    sides = page.evaluate(
        "[...document.querySelectorAll('mtable mtr')].map(line =>"
        " line.children[0].lastElementChild.getBoundingClientRect().right)"
    )

    assert heights[0] > 2 * heights[1]
    assert abs(sides[0] - sides[1]) < 2
    assert page.locator("annotation").first.is_hidden()


def test_what_is_too_wide_scrolls_by_itself(page: Page) -> None:
    widths = page.evaluate(
        "[...document.querySelectorAll('math.rl-wide')].map(m => [m.scrollWidth, m.clientWidth])"
    )

    assert [whole > shown for whole, shown in widths] == [True, True]
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_keys_reach_what_scrolls(page: Page) -> None:
    wide = page.locator("math[display=block].rl-wide")

    wide.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('math[display=block].rl-wide').scrollLeft > 0")

    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag21a"]}).response["violations"]
    assert [one["id"] for one in found] == []
