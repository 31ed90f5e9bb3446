"""What this repository publishes, built as it is published."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import feedparser
import lxml.etree
import lxml.html
import pytest

from sites import HOST, OTHER_ENGINE, ROOT, build, find_broken_links

if TYPE_CHECKING:
    from pathlib import Path

    from sites import Built

pytestmark = pytest.mark.integration


@pytest.fixture(scope="session")
def catalogue(site: Built) -> dict[str, Any]:
    return json.loads((site.folder / "reading-list.json").read_text("utf-8"))


def rows(page: lxml.html.HtmlElement, path: str) -> int:
    return len(page.xpath(path))


def test_every_internal_link_and_fragment_leads_somewhere(site: Built) -> None:
    assert list(find_broken_links(site.folder)) == []


def test_the_catalogue_counts_what_the_corpus_holds(catalogue: dict[str, Any]) -> None:
    months = {one["month"]: one["papers"] for one in catalogue["timeline"]}

    assert catalogue["counts"]["papers"] == len(catalogue["papers"]) == 130
    assert catalogue["counts"]["posts"] == len(catalogue["posts"]) >= 3
    assert [order["count"] for order in catalogue["orders"]] == [31]
    assert months == {"2025-02": 1, "2025-04": 9, "2025-05": 36, "2025-06": 46, "2025-07": 10}


def test_the_order_is_the_given_one(catalogue: dict[str, Any]) -> None:
    main, bonus = catalogue["orders"][0]["sections"]

    assert [step["position"] for step in main["steps"]] == list(range(1, 27))
    assert [step["position"] for step in bonus["steps"]] == [None] * 5
    assert bonus["bonus"] is True
    assert main["steps"][0]["paper"] == "vaswani2017attention"


@pytest.mark.parametrize("url", ["papers/", "papers/by/issued/", "papers/by/title/"])
def test_the_library_shows_as_many_rows_as_it_says(site: Built, url: str) -> None:
    page = site.html(url)
    said = page.xpath("string(//*[@class='rl-total']/strong)")
    groups = page.xpath("//section[contains(@class, 'rl-group')]")

    assert said == "130 works"
    assert rows(page, "//*[@class='rl-library']//li[contains(@class, 'rl-row')]") == 130
    for group in groups:
        assert int(group.xpath("string(.//h2/span)")) == rows(group, ".//li[@class='rl-row']")


@pytest.mark.parametrize("facet", ["types", "venues", "authors"])
def test_pages_of_a_facet_show_as_many_rows_as_its_index_says(site: Built, facet: str) -> None:
    index = site.html(f"{facet}/")
    links = index.xpath("//*[@class='rl-tagindex__list']/li/a")

    assert links
    for link in links:
        page = site.html(f"{facet}/{link.get('href').removeprefix(f'../{facet}/')}")
        said = int(link.xpath("string(.//span[@class='rl-count'])"))
        assert said == rows(page, "//li[contains(@class, 'rl-row')]")


def test_a_work_leads_to_its_type_venue_and_authors(site: Built) -> None:
    page = site.html("papers/vaswani2017attention/")
    links = {link.text: link.get("href") for link in page.xpath("//header//a")}

    assert links["Conference paper"] == "../../types/paper-conference/"
    assert links["NeurIPS"] == "../../venues/neurips/"
    assert links["Noam Shazeer"] == "../../authors/noam-shazeer/"


def test_tag_pages_show_as_many_rows_as_the_index_says(
    site: Built, catalogue: dict[str, Any]
) -> None:
    index = site.html("tags/")
    said = {
        link.get("href"): int(link.xpath("string(.//span[@class='rl-count'])"))
        for link in index.xpath("//*[@class='rl-tagindex__list']/li/a")
    }

    assert len(said) == catalogue["counts"]["tags"]
    for tag in catalogue["tags"]:
        page = site.html(tag["url"])
        shown = rows(page, "//article//li[contains(@class, 'rl-row')]")
        assert shown == tag["papers"] + tag["posts"] == said[f"../{tag['url']}"]


def test_months_show_as_many_rows_as_the_timeline_says(
    site: Built, catalogue: dict[str, Any]
) -> None:
    for month in catalogue["timeline"]:
        page = site.html(month["url"])
        assert rows(page, "//section[@aria-labelledby='works']/ol/li") == month["papers"]
        assert rows(page, "//section[@aria-labelledby='posts']/ol/li") == month["posts"]


def test_an_empty_month_is_a_visible_gap(site: Built) -> None:
    months = site.html("timeline/2025/").xpath("//li[contains(@class, 'rl-month')]")

    assert len(months) == 6
    assert [m.xpath("normalize-space(.)") for m in months if not m.xpath(".//a")] == [
        "March nothing"
    ]


def test_the_feed_holds_the_newest_thirty(site: Built) -> None:
    text = (site.folder / "feed.xml").read_bytes()
    lxml.etree.fromstring(text)
    feed = feedparser.parse(text)

    assert not feed.bozo
    assert len(feed.entries) == 30
    assert all(entry.id.startswith("tag:reading-list.example,") for entry in feed.entries)
    assert len({entry.id for entry in feed.entries}) == 30
    dates = [entry.published_parsed for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)


def test_links_in_the_feed_are_absolute_and_lead_somewhere(site: Built) -> None:
    feed = feedparser.parse((site.folder / "feed.xml").read_bytes(), sanitize_html=False)

    for entry in feed.entries:
        html = entry.content[0].value
        for link in re.findall(r'(?:href|src)="([^"]*)"', html):
            assert link.startswith(("http://", "https://", "mailto:"))
            if link.startswith(HOST):
                path = link.removeprefix(HOST).partition("#")[0]
                assert (site.folder / path / "index.html").is_file(), link


def test_every_page_names_the_feed(site: Built) -> None:
    for path in site.folder.rglob("*.html"):
        text = path.read_text("utf-8")
        if 'http-equiv="refresh"' in text:
            continue  # nobody stays there
        link = re.search(r'<link rel="alternate" type="application/rss\+xml"[^>]*>', text)
        assert link, path


def test_every_arxiv_id_and_doi_leads_to_its_work(site: Built, catalogue: dict[str, Any]) -> None:
    for paper in catalogue["papers"]:
        for kind in ("arxiv", "doi"):
            if paper[kind]:
                page = site.html(f"id/{kind}/{paper[kind].lower()}/")
                assert page.xpath("//a/@href")[0].endswith(f"../{paper['url']}")
                assert page.findtext(".//a") == paper["title_text"]


def test_titles_in_the_browser_tab_hold_no_tex(site: Built) -> None:
    for path in site.folder.rglob("*.html"):
        title = re.search(r"<title>(.*?)</title>", path.read_text("utf-8"), re.DOTALL)
        assert title
        assert "$" not in title[1]
        assert "\\" not in title[1]


def test_no_page_asks_another_host_for_anything(site: Built) -> None:
    for path in site.folder.rglob("*.html"):
        text = path.read_text("utf-8")
        loaded = re.findall(
            r"<(?:script|img|iframe|source|video|audio)[^>]*\ssrc=\"([^\"]*)\"", text
        )
        loaded += re.findall(
            r'<link rel="(?:stylesheet|icon|preload|preconnect)" href="([^"]*)"', text
        )
        assert not [address for address in loaded if "//" in address], path


def test_the_sitemap_lists_pages_once_and_without_the_clock(site: Built) -> None:
    text = (site.folder / "sitemap.xml").read_text("utf-8")
    addresses = re.findall(r"<loc>(.*?)</loc>", text)

    assert len(addresses) == len(set(addresses))
    assert f"{HOST}papers/vaswani2017attention/" in addresses
    assert f"{HOST}blog/2025/07/what-the-scaling-laws-settled/" in addresses
    for address in addresses:
        assert (site.folder / address.removeprefix(HOST) / "index.html").is_file()


def test_search_finds_each_entry_once_and_no_list(site: Built) -> None:
    index = json.loads((site.folder / "search/search_index.json").read_text("utf-8"))
    locations = [entry["location"] for entry in index["docs"]]

    assert locations.count("papers/vaswani2017attention/") == 1
    lists = {"papers/", "tags/", "timeline/", "reading/", "blog/", "subscribe/", "types/"}
    assert lists.isdisjoint(locations)
    for url in ("reading/foundations/", "blog/2025/07/kv-cache-arithmetic/", "tags/attention/"):
        assert locations.count(url) == 1


def test_a_paper_knows_its_order_its_posts_and_its_bibtex(site: Built) -> None:
    page = site.html("papers/hoffmann2022training/")
    text = page.xpath("string(//article)")

    assert "step 6 of 26" in text
    assert "What the scaling laws settled" in text
    assert "{hoffmann2022training," in text


def test_two_builds_at_different_times_are_equal_byte_for_byte(site: Built, tmp_path: Path) -> None:
    again = build(
        ROOT / "mkdocs.yml",
        tmp_path / "again",
        "--strict",
        environment={
            "SOURCE_DATE_EPOCH": "86400",
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C",
            "PYTHONHASHSEED": "7",
        },
    )

    assert again.returncode == 0, again.log
    first, second = site.files(), again.files()
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_either_engine_builds_the_same_site(site: Built, tmp_path: Path) -> None:
    other = build(ROOT / "mkdocs.yml", tmp_path / "other", "--strict", engine=OTHER_ENGINE)

    assert other.returncode == 0, other.log
    first, second = site.files(), other.files()
    assert first.keys() == second.keys()
    generator = re.compile(rb'<meta name="generator" content="[^"]*">')
    differing = [
        name
        for name in first
        if generator.sub(b"", first[name]) != generator.sub(b"", second[name])
    ]
    assert differing == []
