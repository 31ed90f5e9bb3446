"""What machines read of the pages: Zotero, search engines, link previews, the sitemap."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import lxml.etree
import lxml.html
import pytest

from coins import find_items
from embedded_metadata import read_head
from sites import CONFIG, HOST, ROOT, build, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sites import Built

pytestmark = pytest.mark.integration

REQUIRED = {
    "WebPage": {"name", "url"},
    "ScholarlyArticle": {"name", "headline", "author", "url"},
    "BlogPosting": {"headline", "datePublished", "author"},
    "ItemList": {"name", "url", "itemListElement", "numberOfItems"},
    "ListItem": {"position", "name", "url"},
    "Person": {"name"},
    "Organization": {"name"},
    "WebSite": {"name", "url"},
    "PropertyValue": {"propertyID", "value"},
}
PAPER = (
    "---\ntitle: 'A </script> & \"$n^2$\" title'\nauthors: [Ann Ab]\nissued: 2017-06\n"
    "added: 2025-07-03\narxiv: 1706.03762\n---\n"
)
POST = "---\ndate: 2025-07-01\nupdated: 2025-07-09\n---\n# A & <b>\n\n[x](../../papers/a.md)\n"


def find_pages(built: Built) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    """All pages but those that only lead on to another."""
    for path in sorted(built.folder.rglob("index.html")):
        url = path.parent.relative_to(built.folder).as_posix()
        page = built.html(url)
        if not page.xpath("//meta[@http-equiv='refresh']"):
            yield ("" if url == "." else f"{url}/"), page


def read_data(page: lxml.html.HtmlElement) -> list[dict[str, object]]:
    texts = page.xpath("//head/script[@type='application/ld+json']/text()")
    return [json.loads(text) for text in texts]


def walk(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from walk(inner)


def test_zotero_sees_every_work_of_a_list(site: Built) -> None:
    catalogue = json.loads((site.folder / "reading-list.json").read_text("utf-8"))
    works = {work["title_text"].replace("+", " "): work for work in catalogue["papers"]}

    for url in ("papers/", "papers/by/title/"):
        items = find_items(site.html(url))
        assert {item.title for item in items} == set(works)
        for item in items:
            work = works[item.title]
            assert len(item.authors) == len(work["authors"]), item.title
            assert item.date == (work["issued"] or "").rstrip("~?"), item.title
            assert item.doi == (work["doi"] or ""), item.title
            assert item.doi or item.url, item.title


def read_authors(work: Mapping[str, list[dict[str, str]]]) -> list[tuple[str, str]]:
    """(family name, given name) of those whom the library's CSL-JSON names."""
    named = [one for one in work.get("author", []) if one.get("literal") != "others"]
    parts = ("given", "dropping-particle", "suffix")
    return [
        (
            one.get("literal") or f"{one.get('non-dropping-particle', '')} {one['family']}".strip(),
            " ".join(one[part] for part in parts if part in one),
        )
        for one in named
    ]


def test_zotero_takes_every_work_whole_from_its_page_and_from_lists(site: Built) -> None:
    catalogue = json.loads((site.folder / "reading-list.json").read_text("utf-8"))["papers"]
    works = json.loads((site.folder / "library.json").read_text("utf-8"))
    authors = {work["id"]: read_authors(work) for work in works}
    listed = {item.title: item for item in find_items(site.html("papers/"))}

    assert len(catalogue) > 100
    for work in catalogue:
        (own,) = find_items(site.html(work["url"]))
        for item in (own, listed[work["title_text"].replace("+", " ")]):
            assert item.title == work["title_text"].replace("+", " ")
            assert item.authors == authors[work["id"]]
            assert item.date == (work["issued"] or "").rstrip("~?").partition("/")[0]
            assert item.doi == (work["doi"] or "")
            assert not work["arxiv"] or item.url == f"https://arxiv.org/abs/{work['arxiv']}"
            assert item.host == (work["venue"] or "").replace("+", " "), work["id"]


def test_zotero_takes_own_works_whole_from_the_head_too(site: Built, tmp_path: Path) -> None:
    works = json.loads((site.folder / "library.json").read_text("utf-8"))
    catalogue = json.loads((site.folder / "reading-list.json").read_text("utf-8"))["papers"]
    names = sorted({name for work in catalogue for name in work["authors"]})
    shutil.copytree(ROOT / "papers", tmp_path / "papers")
    own = PAPER.replace("1706.03762", "9912.00001").replace(
        "Ann Ab", "'van den Ab, Ann Bea', The Team of One, 'Cd, E.'"
    )
    plugin = f"reading-list: {json.dumps({'own_authors': [*names, 'E. Cd']}, ensure_ascii=False)}"
    config = write_site(
        tmp_path,
        {"papers/own.md": own},
        CONFIG.replace("reading-list]", f"{{{plugin}}}]"),
    )

    built = build(config, tmp_path / "site")

    assert built.returncode == 0, built.log
    facts = {work["id"]: work for work in catalogue}
    for work in works:
        item = read_head(built.html(f"papers/{work['id']}"))
        known = facts[work["id"]]
        assert item.title == known["title_text"]
        assert item.authors == read_authors(work), work["id"]
        assert item.date == (known["issued"] or "").rstrip("~?").partition("/")[0].replace("-", "/")
        assert item.doi == (known["doi"] or "")
        assert item.url == f"{HOST}papers/{work['id']}/"
    authors = [
        (" ".join(family.split()), given)
        for family, given in read_head(built.html("papers/own")).authors
    ]
    assert authors == [("van den Ab", "Ann Bea"), ("One", "The Team of"), ("Cd", "E.")]


def test_zotero_takes_pages_that_are_no_works_as_pages(site: Built) -> None:
    for url, page in find_pages(site):
        item = read_head(page)
        assert item.type == "webpage", url
        assert item.title, url
        assert item.url == HOST + url
        if url.startswith("blog/20"):
            assert item.date == read_data(page)[0]["datePublished"]


def test_zotero_sees_one_work_on_its_page_and_the_steps_of_an_order(site: Built) -> None:
    for url, page in find_pages(site):
        if url.startswith("papers/") and page.xpath("//*[@class='rl-paper']"):
            assert [page.xpath("string(//h1)")] != []
            assert len(find_items(page)) == 1, url
    assert len(find_items(site.html("reading/foundations/"))) == 31
    assert find_items(site.html("blog/2025/07/kv-cache-arithmetic/")) == []


def test_json_ld_has_what_schema_org_requires(site: Built) -> None:
    kinds = set()
    for url, page in find_pages(site):
        for data in read_data(page):
            kinds.add(data["@type"])
            assert data["@context"] == "https://schema.org"
            assert data["url"] == HOST + url
            for value in walk(data):
                missing = REQUIRED.get(str(value.get("@type")), set()) - set(value)
                assert not missing, (url, value)
    assert kinds == {"WebPage", "BlogPosting", "ItemList"}


def test_every_page_has_one_address_and_says_so_everywhere(site: Built) -> None:
    for url, page in find_pages(site):
        head = page.xpath("/html/head")[0]
        assert head.xpath("link[@rel='canonical']/@href") == [HOST + url]
        assert head.xpath("meta[@property='og:url']/@content") == [HOST + url]
        assert len(head.xpath("meta[@property='og:title']/@content")) == 1, url
        assert head.xpath("meta[@name='twitter:card']/@content") == ["summary"]
        described = head.xpath("meta[@name='description' and @content != '']/@content")
        assert described == head.xpath("meta[@property='og:description']/@content"), url
        assert not any("$" in text for text in head.xpath("meta/@content | title/text()"))


def test_the_sitemap_names_every_page_and_no_date_that_nobody_wrote(site: Built) -> None:
    root = lxml.etree.fromstring((site.folder / "sitemap.xml").read_bytes())
    pages = {one.findtext("{*}loc"): one.findtext("{*}lastmod") for one in root.iterfind("{*}url")}
    catalogue = json.loads((site.folder / "reading-list.json").read_text("utf-8"))
    dates = {work["added"] for work in catalogue["papers"]}
    dates |= {post["date"] for post in catalogue["posts"]}

    assert set(pages) == {HOST + url for url, _ in find_pages(site)}
    assert set(pages.values()) <= {None, *dates}
    assert pages[f"{HOST}papers/"] == max(work["added"] or "" for work in catalogue["papers"])
    assert pages[f"{HOST}blog/"] == max(post["date"] for post in catalogue["posts"])
    assert pages[f"{HOST}guide/papers/"] is None


def test_orders_and_pages_say_themselves_when_they_changed(tmp_path: Path) -> None:
    files = {
        "papers/a.md": PAPER,
        "docs/index.md": "---\nlastmod: 2031-01-02\n---\n# Home\n",
        "docs/own.md": "---\nupdated: 2031-01-03\n---\n# Own\n",
        "docs/list.md": "---\nupdated: 2001-01-01\n---\n<!-- reading-list: library -->\n",
        "docs/silent.md": "# Silent\n",
        "docs/reading/all.md": "---\norder: all\nupdated: 2031-01-04\n---\n",
    }
    wrong = files | {"docs/wrong.md": "---\nupdated: soon\n---\n# Wrong\n"}
    built = build(write_site(tmp_path, files), tmp_path / "site")
    refused = build(write_site(tmp_path, wrong), tmp_path / "site")
    sitemap = lxml.etree.fromstring((built.folder / "sitemap.xml").read_bytes())
    dates = {one.findtext("{*}loc"): one.findtext("{*}lastmod") for one in sitemap}

    assert dates[HOST] == "2031-01-02"
    assert dates[f"{HOST}own/"] == "2031-01-03"
    assert dates[f"{HOST}list/"] == dates[f"{HOST}papers/"] != "2001-01-01"
    assert dates[f"{HOST}silent/"] is None
    assert dates[f"{HOST}reading/all/"] == "2031-01-04"
    assert "docs/wrong.md:2: error[wrong-date]" in refused.log


def test_texts_in_the_head_are_escaped_and_plain(tmp_path: Path) -> None:
    config = write_site(tmp_path, {"papers/a.md": PAPER, "docs/blog/posts/one.md": POST})
    built = build(config, tmp_path / "site", "--strict")
    work = built.html("papers/a/")
    post = built.html("blog/2025/07/one/")

    title = 'A </script> & "n²" title'
    assert built.returncode == 0, built.log
    assert work.xpath("//meta[@property='og:title']/@content") == [title]
    assert read_data(work)[0]["about"]["name"] == title  # type: ignore[index]
    assert post.xpath("//meta[@property='og:title']/@content") == ["A & <b>"]
    assert post.xpath("//meta[@property='article:modified_time']/@content") == ["2025-07-09"]
    assert read_data(post)[0]["citation"][0]["name"] == title  # type: ignore[index]
    assert "<lastmod>2025-07-09</lastmod>" in (built.folder / "sitemap.xml").read_text()


def test_highwire_tags_stand_only_on_the_pages_of_own_works(tmp_path: Path) -> None:
    other = PAPER.replace("Ann Ab", "Bob Bc").replace("1706.03762", "1706.03763")
    config = write_site(
        tmp_path,
        {"papers/a.md": PAPER, "papers/b.md": other},
        CONFIG.replace("reading-list]", "{reading-list: {own_authors: [Ann Ab]}}]"),
    )

    built = build(config, tmp_path / "site", "--strict")

    assert {
        url: page.xpath("//meta[starts-with(@name, 'citation_')]/@content")
        for url, page in find_pages(built)
        if page.xpath("//meta[starts-with(@name, 'citation_')]")
    } == {
        "papers/a/": [
            'A </script> & "n²" title',
            "Ab, Ann",
            "2017/06",
            "1706.03762",
            "https://arxiv.org/pdf/1706.03762",
        ]
    }


def test_a_site_that_does_not_know_its_address_tells_none(tmp_path: Path) -> None:
    config = write_site(
        tmp_path,
        {"papers/a.md": PAPER, "docs/blog/posts/one.md": POST},
        CONFIG.replace("site_url: https://reading-list.example/\n", ""),
    )

    built = build(config, tmp_path / "site", "--strict")

    assert built.returncode == 0, built.log
    for url, page in find_pages(built):
        assert page.xpath("//meta[@property='og:url'] | //link[@rel='canonical']") == [], url
        assert len(page.xpath("//meta[@property='og:title']")) == 1, url
        for data in read_data(page):
            assert "url" not in data


def test_addresses_hold_under_a_sub_path_and_with_plain_file_names(tmp_path: Path) -> None:
    config = write_site(
        tmp_path,
        {"papers/a.md": PAPER, "docs/blog/posts/one.md": POST},
        CONFIG.replace(HOST, "https://a.example/sub/") + "use_directory_urls: false\n",
    )

    built = build(config, tmp_path / "site", "--strict")

    address = "https://a.example/sub/papers/a/index.html"
    page = built.html("papers/a/")
    assert built.returncode == 0, built.log
    assert read_data(page)[0]["url"] == address
    assert page.xpath("//link[@rel='canonical']/@href") == [address]
    assert f"<loc>{address}</loc>" in (built.folder / "sitemap.xml").read_text()


def test_another_plugins_open_graph_is_left_alone(tmp_path: Path) -> None:
    overrides = (
        '{% extends "base.html" %}{% block extrahead %}'
        '<meta property="og:title" content="Theirs">{% endblock %}'
    )
    config = write_site(
        tmp_path,
        {
            "docs/blog/posts/one.md": POST.replace("[x](../../papers/a.md)", "Text."),
            "overrides/main.html": overrides,
        },
        CONFIG.replace("font: false}", "font: false, custom_dir: overrides}"),
    )

    built = build(config, tmp_path / "site", "--strict")

    assert built.returncode == 0, built.log
    for url, page in find_pages(built):
        assert page.xpath("//meta[@property='og:title']/@content") == ["Theirs"], url
