"""The timelines of a small library whose numbers are known beforehand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sites import Built, build, find_broken_links, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

pytestmark = pytest.mark.integration

ADDED = {"2025-02": 11, "2025-04": 24, "2025-05": 36, "2025-06": 40, "2025-07": 3}
"""114 works over five months of a year; of March nothing."""
ISSUED = ("2017", "2017~", "2017-06-12", "2017-06", "2017-21", "2016/2018", "2019-01-01")


@pytest.fixture(scope="module")
def timeline(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder: Path = tmp_path_factory.mktemp("timeline")
    files = {}
    for month, count in ADDED.items():
        for place in range(count):
            day = "" if place % 3 else f"-{place % 28 + 1:02d}"
            issued = ISSUED[len(files) % len(ISSUED)]
            name = f"w{len(files)}"
            head = f"title: Work {name}\nadded: {month}{day}\nissued: {issued}\n"
            files[f"papers/{name}.md"] = f"---\n{head}---\n"
    files["docs/blog/posts/one.md"] = "---\ndate: 2025-07-05\n---\n# A post\n\nText.\n"
    built = build(write_site(folder, files), folder / "site", "--strict")
    assert built.returncode == 0, built.log
    return built


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows(page: HtmlElement, section: str) -> int:
    return len(page.xpath(f"//section[@aria-labelledby='{section}']/ol/li"))


def test_month_counts_year_total_and_rows_agree(timeline: Built) -> None:
    year = timeline.html("timeline/2025/")
    shown = [text(one) for one in year.xpath("//li[contains(@class, 'rl-month')]")]
    counts = {
        month: rows(timeline.html(f"timeline/{month.replace('-', '/')}/"), "works")
        for month in ADDED
    }

    assert ADDED == counts
    assert shown == [
        *("July 3 works, 1 post", "June 40 works", "May 36 works", "April 24 works"),
        *("March nothing", "February 11 works"),
    ]
    assert text(year.xpath("//*[@class='rl-total']")[0]) == "114 works and 1 post"
    assert rows(timeline.html("timeline/2025/07/"), "posts") == 1
    assert len(year.xpath("//li[contains(@class, 'rl-row')]")) == 0


def test_the_overview_says_the_same_and_shows_the_gap(timeline: Built) -> None:
    page = timeline.html("timeline/")
    columns = page.xpath("//li[contains(@class, 'rl-column')]")
    gap = columns[1]

    assert text(page.get_element_by_id("y2025")) == "2025 114 works, 1 post"
    assert [one.xpath("string(.//*[@class='rl-unseen'])").strip() for one in columns] == [
        *("February 2025: 11 works", "March 2025: nothing", "April 2025: 24 works"),
        *("May 2025: 36 works", "June 2025: 40 works", "July 2025: 3 works, 1 post"),
    ]
    assert gap.xpath(".//a") == []
    assert "--rl-part: 0.0000" in gap.get("style")
    assert "--rl-part: 1.0000" in columns[4].get("style")


def test_what_has_no_month_is_not_in_january(timeline: Built) -> None:
    page = timeline.html("timeline/issued/2017/")
    months = [text(one) for one in page.xpath("//li[contains(@class, 'rl-month')]")]
    counts = [ISSUED[place % len(ISSUED)] for place in range(114)]

    def works(*dates: str) -> str:
        return f"{sum(counts.count(date) for date in dates)} works"

    assert months == [
        *(f"{name} nothing" for name in "December November October September".split()),
        *("August nothing", "July nothing", f"June {works('2017-06', '2017-06-12')}"),
        *(f"Spring {works('2017-21')}", f"Month unknown {works('2017', '2017~')}"),
    ]
    assert not (timeline.folder / "timeline/issued/2017/01").exists()
    assert f"{rows(page, 'unknown')} works" == works("2017", "2017~")
    assert f"{rows(page, 'spring')} works" == works("2017-21")
    spanning = timeline.html("timeline/issued/2016/")
    assert f"{rows(spanning, 'span')} works" == works("2016/2018")
    assert f"{rows(timeline.html('timeline/issued/2019/01/'), 'works')} works" == works(
        "2019-01-01"
    )


def test_the_two_timelines_lead_to_one_another(timeline: Built) -> None:
    for url, here, there in (
        ("timeline/", "Date added", "../timeline/issued/"),
        ("timeline/issued/", "Date of publication", "../../timeline/"),
    ):
        links = timeline.html(url).xpath("//nav[@class='rl-sort']//a")
        assert [text(one) for one in links if one.get("aria-current")] == [here]
        assert [one.get("href") for one in links if not one.get("aria-current")] == [there]
    year = timeline.html("timeline/issued/2017/")
    assert year.xpath("//p[contains(@class, 'rl-timeline__other')]") == []
    assert list(find_broken_links(timeline.folder)) == []


def test_a_page_without_neighbours_has_no_way_to_them(timeline: Built) -> None:
    pages = ("timeline/2025/", "blog/2025/07/one/", "timeline/2025/02/")
    ways = [timeline.html(one).xpath("//nav[@class='rl-pager']") for one in pages]

    assert ways[:2] == [[], []]
    assert [text(one) for one in ways[2]] == ["Later April 2025"]


def test_lists_are_not_in_the_search(timeline: Built) -> None:
    index = json.loads((timeline.folder / "search/search_index.json").read_bytes())
    found = {entry["location"].partition("/")[0] for entry in index["docs"]}

    assert found == {"papers", "blog"}


def test_rows_of_works_show_a_readers_marks(timeline: Built) -> None:
    marked = "//li[@data-rl-work]"
    for url in ("timeline/2025/07/", "timeline/issued/2017/", "timeline/issued/2017/06/"):
        assert timeline.html(url).xpath(marked)
        assert timeline.html(url).xpath("//script[contains(@src, 'reading-list/reading-list.js')]")
