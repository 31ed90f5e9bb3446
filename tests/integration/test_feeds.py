"""Feeds of whole sites, this repository's and one made to break them."""

from __future__ import annotations

import json
import os
import shutil
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import lxml.html
import pytest
from lxml import etree

import feed_samples
from feed_checks import check_json, check_opml, check_rss, check_together
from sites import CONFIG, HOST, TINY, TINY_CONFIG, build, find_broken_links, preview, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from feed_checks import Read
    from sites import Built

pytestmark = pytest.mark.integration

CODE = 'def f(a: "x") -> None:\n\n\tif a < 1 && b > 2:  # ]]> <b>\n        print("&amp;")  \n'
POST = f"""\
---
date: 2025-07-05 10:00:00
title: 'R&D: a<b ]]> "quoted" <script>x</script> שלום 😀'
tags: ['R&D ]]> <b>x</b>', 'שלום 😀']
categories: ['A & B']
authors: [evil]
link: https://example.com/ü[1]?a[]=1&b=2
via:
  title: 'R&2D </b>'
  url: https://via.example/
---
A [relative](../../index.md) link, [one up](other.md#there), a [footnote][^1],
<b onclick="x()">b</b> and control \x9f characters. <!-- more -->

<iframe src="https://video.example/1"></iframe> <script>alert(1)</script>
<a href="javascript:alert(2)">no</a> ![p](pic.png)
<img src="https://img.example/a.png" onerror="x()" style="color: red">

```python
{CODE}```

[^1]: The note.
"""
HOSTILE = {
    "docs/blog/posts/evil.md": POST,
    "docs/blog/posts/other.md": (
        "---\ndate: 2025-07-05 10:00:00\ntags: ['r&d ]]> <B>x</B>', lone]\ncategories: ['A & B']\n"
        "authors: [evil]\n---\n# Other\n\n## There\n\nText $x_1 < 2$.\n"
    ),
    "docs/blog/posts/secret.md": "---\ndate: 2025-07-06\ndraft: true\n---\n# Secret\n",
    "docs/blog/posts/later.md": "---\ndate: 2026-01-01\n---\n# Later\n",
    "docs/blog/.authors.yml": (
        "authors: {evil: {name: 'Bobby & <Tables> ]]> </i>', description: x}}\n"
    ),
    "docs/blog/posts/pic.png": "",
    "docs/reading/one.md": (
        "---\ntitle: 'Start & <go>'\norder: [lstm, {post: blog/posts/evil.md}]\n---\n"
    ),
    "papers/lstm.md": (
        "---\ntitle: 'On $a<b$ & ]]>'\nadded: 2025-07\nissued: 1986-10\n"
        "authors: ['A & <B> ]]></b>', 'Ada <ada@a.example>']\n"
        "venue: 'R&D <x>'\ndoi: 10.1162/neco.1997.9.8.1735\nurl: https://example.com/\n---\n"
        "Notes $n^2$.\n"
    ),
}
OPTIONS = (
    CONFIG.replace(
        "reading-list]", "{reading-list: {authority: a.example, feed_until: 2025-12-31}}]"
    ).replace("<Site>", "<b>Site</b>")
    + "markdown_extensions: [footnotes, pymdownx.superfences, pymdownx.highlight]\n"
)
NAMES = ("feed.xml", "atom.xml", "feed.json")
TERM = "{http://www.w3.org/2005/Atom}category"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("hostile")
    built = build(write_site(folder, HOSTILE, OPTIONS), folder / "site")
    assert built.returncode == 0, built.log
    return built


@cache
def read_feeds(built: Built) -> dict[str, Read]:
    """Check every feed of a site; what each says, by its page."""
    files = built.files()
    pages = [path.removesuffix(NAMES[0]) for path in files if path.endswith(NAMES[0])]
    return {page: check_together(*(files[page + name] for name in NAMES)) for page in pages}


def leads_on(page: Path) -> bool:
    """Whether it is another spelling of an address, which has no links and feeds of its own."""
    return page.is_file() and b'http-equiv="refresh"' in page.read_bytes()


def test_every_feed_of_this_site_is_sound(site: Built) -> None:
    feeds = read_feeds(site)

    assert {"", "papers/", "blog/", "reading/foundations/"} <= feeds.keys()
    assert 30 == len(feeds[""].items)
    for page in feeds:
        assert all((site.folder / page / name).stat().st_size <= 512_000 for name in NAMES)


def test_every_feed_of_a_hostile_site_is_sound(hostile: Built) -> None:
    feeds = read_feeds(hostile)
    assert {page: unquote(read.own) for page, read in feeds.items()} == {
        page: f"{HOST}{page}feed.xml" for page in feeds
    }
    title = 'R&D: a<b ]]> "quoted" <script>x<\u2060/script> שלום 😀'

    kinds = {"/".join(page.split("/")[:-2]) for page in feeds}
    assert {"", "reading", "tags", "blog/category", "blog/author"} == kinds
    assert "Tëst & <b>Site<\u2060/b>" == feeds[""].title
    assert {"Other", title, "On a < b & ]]>"} == {one.title for one in feeds[""].items}
    assert {
        ("Bobby & <Tables> ]]> <\u2060/i>",),
        ("A & <B> ]]><\u2060/b>", "Ada <\u2060ada@a.example>"),
    } == {one.authors for one in feeds[""].items}


def test_a_month_that_is_over_is_one_item_of_the_digest(hostile: Built) -> None:
    (item,) = read_feeds(hostile)["digest/"].items

    assert ("New in July 2025", f"{HOST}timeline/2025/07/") == (item.title, item.url)
    assert item.summary.startswith("1 work and 2 posts joined in July 2025. Other;")
    for address in ("blog/2025/07/evil/", "blog/2025/07/other/", "papers/lstm/"):
        assert f"{HOST}{address}" in addresses(item.content)
    said = " ".join(hostile.html("subscribe").text_content().split())
    assert "1 item. Newest: New in July 2025 https" in said


def test_nothing_hidden_or_later_is_anywhere(hostile: Built) -> None:
    for path, content in hostile.files().items():
        if path.endswith((*NAMES, ".opml")):
            assert b"Secret" not in content
            assert b"Later" not in content


def test_code_survives_byte_for_byte(hostile: Built) -> None:
    contents = [
        one.content for one in check_json((hostile.folder / "feed.json").read_bytes()).items
    ]
    (block,) = [
        pre for html in contents for pre in lxml.html.fromstring(f"<div>{html}</div>").iter("pre")
    ]

    # Python-Markdown turns tabs into spaces before anyone else sees them.
    assert CODE.expandtabs(4).rstrip("\n") == block.text_content().rstrip("\n")
    assert [] == block.findall(".//span")


def test_links_in_contents_lead_to_files_and_places(site: Built, hostile: Built) -> None:
    for built in (site, hostile):
        for read in read_feeds(built).values():
            for item in read.items:
                assert [] == [
                    *find_lost(built, item.url),
                    *find_lost(built, *addresses(item.content)),
                ]


def addresses(html: str) -> list[str]:
    return [link for *_, link, _ in lxml.html.fromstring(f"<div>{html}</div>").iterlinks()]


def find_lost(built: Built, *links: str) -> list[str]:
    lost = []
    for link in links:
        address, fragment = urldefrag(link)
        if not address.startswith(HOST):
            continue
        path = unquote(address.removeprefix(HOST))
        file = built.folder / (f"{path}index.html" if path.endswith("/") or not path else path)
        ids = lxml.html.fromstring(file.read_bytes()).xpath("//@id") if fragment else []
        if not file.is_file() or (fragment and unquote(fragment) not in ids):
            lost.append(link)
    return lost


def test_tags_lead_to_their_pages(site: Built, hostile: Built) -> None:
    for built in (site, hostile):
        for path in built.folder.rglob(NAMES[1]):
            schemes = {one.get("scheme") for one in etree.fromstring(path.read_bytes()).iter(TERM)}
            assert [] == find_lost(built, *map(str, schemes))


def test_feeds_hold_under_a_sub_path_and_with_plain_file_names(tmp_path: Path) -> None:
    address = "https://a.example/sub/x/"
    options = OPTIONS.replace(HOST, address) + "use_directory_urls: false\n"
    built = build(write_site(tmp_path, HOSTILE, options), tmp_path / "site")
    feeds = read_feeds(built)

    assert built.returncode == 0, built.log
    assert f"{address}index.html" == feeds[""].home
    assert f"{address}timeline/index.html" == feeds["digest/"].home
    for page, read in feeds.items():
        assert f"{address}{page}feed.xml" == unquote(read.own)
        assert all(one.url.startswith(address) for one in read.items)
    listed = check_opml((built.folder / "feeds.opml").read_bytes())
    assert all(one[2].startswith(address) and one[3].endswith("/index.html") for one in listed)


def test_hosts_are_in_lower_case_and_locales_are_languages(tmp_path: Path) -> None:
    files = TINY | {"papers/lstm.md": "---\ntitle: LSTM\nadded: 2025-07\n---\n"}
    options = TINY_CONFIG.replace("custom_dir: theme", "custom_dir: theme, locale: pt_BR")
    options = options.replace("reading-list]", "{reading-list: {authority: A.Example}}]")
    built = build(write_site(tmp_path, files, options), tmp_path / "site")
    (item,) = read_feeds(built)[""].items

    assert "tag:a.example,2025-07:papers/lstm" == item.id
    assert "pt-BR" == etree.parse(built.folder / "feed.xml").findtext("channel/language")


ANY = (
    """---
title: {0}
authors: [{0}]
tags: [{0}, common]
venue: {0}
why: {0}
abstract: {0}
issued: {1}
added: 2025-06-{2:02d}
url: {3}
---
""",
    """---
title: {0}
date: 2025-07-{2:02d} 09:00:00+05:30
tags: [{0}, common]
categories: [{0}]
description: {0}
---
""",
)
MORE = ["AT&T; &copy", "a\x85b\x9fc", "\x7f", "<b", "x</title>y", "[x](javascript:y)", "$a<b$ c>d$"]
PARTS = """
<p><section>x</p><a href="x"><a href="y">z</a></a> <img srcset="a.png 1x, b.png 2x" src="a.png">
<video poster="p.png" src="v.mp4"></video> <details open ontoggle="x()"><summary role="button">s
</summary>d</details> <p style="x" aria-label="x">y<svg><script>1</script></svg>
"""


def test_any_text_in_any_field_leaves_every_feed_sound(tmp_path: Path) -> None:
    files = dict(TINY)
    for number, text in enumerate([*feed_samples.HOSTILE, *MORE]):
        plain = text.encode("utf-8", "replace").decode()
        said = json.dumps(plain or "x")
        address = json.dumps(f"https://e.example/{plain}")
        for place, form in zip(("papers/", "docs/blog/posts/"), ANY, strict=True):
            head = form.format(said, 1990 + number, number % 28 + 1, address)
            files[f"{place}n{number}.md"] = f"{head}{plain}\n{PARTS}"
    options = "{reading-list: {feed_items: 20, feed_tag_minimum: 1, feed_archives: true}}]"
    config = write_site(tmp_path, files, TINY_CONFIG.replace("reading-list]", options))
    # What is wrong would end a build.
    built = preview(config, tmp_path / "site")
    feeds = read_feeds(built)
    archive = [(built.folder / f"{stem}-2025.{end}").read_bytes() for stem, end in ARCHIVE]

    known = json.loads((built.folder / "reading-list.json").read_bytes())
    ids = {one["feed_id"] for one in (*known["papers"], *known["posts"])}

    assert ids == {one.id for one in check_together(*archive).items}
    assert len(ids) > len({*feed_samples.HOSTILE, *MORE})
    assert len(feeds) > len(feed_samples.HOSTILE)
    assert all(one.url.startswith("http://127.0.0.1:8000/") for one in feeds[""].items)


ARCHIVE = (("feed", "xml"), ("atom", "xml"), ("feed", "json"))


def test_every_page_names_its_feeds_the_main_one_first(site: Built, hostile: Built) -> None:
    for built in (site, hostile):
        read = read_feeds(built).values()
        titles = {unquote(one.home.removeprefix(HOST)): one.title for one in read}
        for path in built.folder.rglob("*.html"):
            page = lxml.html.fromstring(path.read_bytes())
            if leads_on(path):
                continue
            links = page.xpath("//link[@rel='alternate']")
            folder = "404" if path.name == "404.html" else path.parent
            own = "" if folder == "404" else f"{path.parent.relative_to(built.folder).as_posix()}/"
            own = own.replace("./", "")
            pages = list(dict.fromkeys(("", own if own in titles else "")))
            wanted = [
                f"{titles[page]}{ending}"
                for page in pages
                for ending in ("", " (Atom)", " (JSON Feed)")
            ]
            assert wanted == [link.get("title") for link in links], path
            types = ("application/rss+xml", "application/atom+xml", "application/feed+json")
            assert [*types] * len(pages) == [link.get("type") for link in links]


def test_opml_and_the_page_for_subscribers_name_exactly_the_feeds(
    site: Built, hostile: Built
) -> None:
    for built in (site, hostile):
        # At the former address of a page lies a copy, which names the one that is its own.
        titles = {unquote(read.own): read.title for read in read_feeds(built).values()}
        listed = check_opml((built.folder / "feeds.opml").read_bytes())
        page = built.html("subscribe")
        shown = [one.text_content() for one in page.find_class("rl-feed__address")]
        linked = [one.get("href") for one in page.xpath("//*[@class='rl-feed__formats']/a")]

        assert titles == {unquote(address): title for _, title, address, _ in listed}
        assert sorted(titles) == sorted(map(unquote, shown))
        assert len(shown) * len(NAMES) == len(set(linked))
        assert [] == [*find_lost(built, *(one[3] for one in listed))]


def test_no_link_of_a_hostile_site_is_broken(hostile: Built) -> None:
    assert [one for one in find_broken_links(hostile.folder) if "javascript:" not in one] == []


def test_nothing_but_the_files_decides_what_feeds_say(hostile: Built, tmp_path: Path) -> None:
    source = hostile.folder.parent
    shutil.copytree(source / "docs", tmp_path / "docs")
    shutil.copytree(source / "papers", tmp_path / "papers")
    shutil.copy(source / "mkdocs.yml", tmp_path)
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))
    environment = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "3"}
    again = build(tmp_path / "mkdocs.yml", tmp_path / "site", environment=environment)

    first, second = hostile.files(), again.files()
    feeds = [path for path in first if path.endswith(NAMES)]
    assert [] == [path for path in feeds if first[path] != second[path]]


def test_options_change_what_feeds_hold(tmp_path: Path) -> None:
    plain = "{reading-list: {authority: a.example, feed_until: 2025-12-31}}"
    chosen = (
        "{reading-list: {feed_items: 1, feed_content: excerpt, feed_archives: true,"
        " feed_hub: 'https://hub.example/', feed_tag_minimum: 3, feed_math: mathml}}"
    )
    config = write_site(tmp_path, HOSTILE, OPTIONS.replace(plain, chosen))
    built = build(config, tmp_path / "site")
    read = check_rss((built.folder / "feed.xml").read_bytes())

    assert built.returncode == 0, built.log
    assert ["Later"] == [one.title for one in read.items]
    assert ("https://hub.example/", f"{HOST}feed-2026.xml") == (read.hub, read.previous)
    assert not (built.folder / "tags" / "lone" / "feed.xml").exists()
    assert "Read on" in read.items[0].content


def test_a_feed_that_is_cut_is_named_in_the_log(tmp_path: Path) -> None:
    posts = {
        f"docs/blog/posts/{n}.md": f"---\ndate: 2025-07-0{n}\n---\n# Post {n}\n\n{'word ' * 900}\n"
        for n in range(1, 6)
    }
    options = "{reading-list: {feed_bytes: 20000}}]"
    config = write_site(tmp_path, posts, CONFIG.replace("reading-list]", options))
    built = build(config, tmp_path / "site")

    assert "feed.xml: 2 of 5 items are summaries" in built.log
    assert (built.folder / "feed.xml").stat().st_size <= 20_000


def test_a_second_build_warns_of_an_id_that_changed(tmp_path: Path) -> None:
    paper = "---\ntitle: LSTM\nadded: 2025-07\n---\n"
    config = write_site(tmp_path, {"papers/lstm.md": paper})
    first = build(config, tmp_path / "site")
    (tmp_path / "papers" / "lstm.md").rename(tmp_path / "papers" / "long.md")
    second = build(config, tmp_path / "site")
    fresh = build(config, tmp_path / "fresh")

    assert "changed-feed-id" not in first.log
    assert "papers/long.md:1: warning[changed-feed-id]" in second.log
    assert "write `feed_id: tag:reading-list.example,2025-07:papers/lstm`" in second.log
    assert "changed-feed-id" not in fresh.log
    assert second.files() == fresh.files()


def test_a_copy_of_the_published_catalogue_does_the_same(tmp_path: Path) -> None:
    paper = "---\ntitle: LSTM\nadded: 2025-07\n---\n"
    config = write_site(
        tmp_path,
        {"papers/lstm.md": paper},
        CONFIG.replace("reading-list]", "{reading-list: {published: before.json}}]"),
    )
    first = build(config, tmp_path / "first")
    shutil.copy(first.folder / "reading-list.json", tmp_path / "before.json")
    (tmp_path / "papers" / "lstm.md").rename(tmp_path / "papers" / "long.md")

    assert "changed-feed-id" not in first.log
    assert "changed-feed-id" in build(config, tmp_path / "second", "--strict").log


def test_a_file_of_the_author_is_never_replaced(tmp_path: Path) -> None:
    files = {
        "papers/lstm.md": "---\ntitle: LSTM\nadded: 2025-07\n---\n",
        "docs/atom.xml": "mine",
        "docs/feeds.opml": "mine",
        "docs/papers/lstm/cite.bib": "mine",
    }
    config = write_site(tmp_path, files)
    built, shown = build(config, tmp_path / "site"), preview(config, tmp_path / "shown")

    assert built.returncode == 1
    said = "{}:1: error[duplicate-address]: The address '{}' is also that of a file that"
    for name in files:
        if name.startswith("docs/"):
            address = name.removeprefix("docs/")
            assert said.format(name, address) in built.log
            assert (shown.folder / address).read_bytes() == b"mine"
    assert "3 errors in 3 files" in built.log


def test_the_log_names_what_comes_late(tmp_path: Path) -> None:
    paper = "---\ntitle: {0}\nadded: 2025-07-01\n---\n"
    options = TINY_CONFIG.replace("reading-list]", "{reading-list: {feed_until: 2025-07-10}}]")
    config = write_site(tmp_path, TINY | {"papers/a.md": paper.format("a")}, options)
    first = build(config, tmp_path / "site")
    for name in "bcdef":
        (tmp_path / f"papers/{name}.md").write_text(paper.format(name), "utf-8")
    second, third = (build(config, tmp_path / "site", "--strict") for _ in range(2))
    said = "New in feeds, but older than a day, so services that mail feeds may miss it: papers/"

    assert said in second.log
    assert ".md, 2 more." in second.log
    assert (0, 0) == (second.returncode, third.returncode)
    assert said not in first.log + third.log


@pytest.mark.parametrize("authority", ["", "a.example"])
def test_a_preview_names_no_id_of_this_machine(tmp_path: Path, authority: str) -> None:
    options = TINY_CONFIG.replace(
        "reading-list]", f"{{reading-list: {{authority: {authority!r}}}}}]"
    )
    files = TINY | {"papers/a.md": "---\ntitle: A\nadded: 2025-07\n---\n"}
    config = write_site(tmp_path, files, options)
    preview(config, tmp_path / "shown")
    (tmp_path / "papers" / "a.md").rename(tmp_path / "papers" / "b.md")
    log = preview(config, tmp_path / "shown").log

    assert "feed_id: tag:127.0.0.1" not in log
    assert ("feed_id: tag:a.example,2025-07:papers/a" in log) == bool(authority)
