from dataclasses import replace

import pytest
from lxml import etree

from builders import make_library, make_order, make_paper, make_post, make_section
from feed_checks import check_opml
from feed_samples import HOSTILE
from reading_list.connections import find_connections
from reading_list.feeds.announced import find_announced
from reading_list.feeds.list import Feed, find_feeds, group_feeds
from reading_list.feeds.opml import write_opml
from reading_list.feeds.options import FeedSite
from reading_list.model import Library, PostAuthor, Slug

SITE = FeedSite(name="Mine", url="https://a.example/site/")


def list_feeds(library: Library, name: str = "Mine") -> tuple[Feed, ...]:
    return find_feeds(
        find_announced(library, "a.example"), library, find_connections(library), name
    )


def make_everything() -> Library:
    return make_library(
        [make_paper(one, added="2025-07-01", tags=("R&D",)) for one in "ab"],
        [make_post("p", categories=("News",), authors=("ada",))],
        [make_order("start", make_section("a"))],
        post_authors=[PostAuthor(id="ada", name="Ada", slug=Slug("ada"))],
    )


def test_opml_holds_every_feed_once_those_of_a_kind_in_a_folder() -> None:
    feeds = list_feeds(make_everything())
    read = check_opml(write_opml(feeds, SITE))

    assert [
        ("", "Mine", "https://a.example/site/feed.xml", "https://a.example/site/"),
        ("", "Papers · Mine", f"{SITE.url}papers/feed.xml", f"{SITE.url}papers/"),
        ("", "Posts · Mine", f"{SITE.url}blog/feed.xml", f"{SITE.url}blog/"),
        (
            "Reading orders",
            "Reading order: start · Mine",
            f"{SITE.url}reading/start/feed.xml",
            f"{SITE.url}reading/start/",
        ),
        ("Tags", "Tag: R&D · Mine", f"{SITE.url}tags/r-and-d/feed.xml", f"{SITE.url}tags/r-and-d/"),
        (
            "Categories",
            "Category: News · Mine",
            f"{SITE.url}blog/category/news/feed.xml",
            f"{SITE.url}blog/category/news/",
        ),
        (
            "Authors",
            "Author: Ada · Mine",
            f"{SITE.url}blog/author/ada/feed.xml",
            f"{SITE.url}blog/author/ada/",
        ),
    ] == list(read)


def test_its_date_is_that_of_the_newest_item() -> None:
    root = etree.fromstring(write_opml(list_feeds(make_everything()), SITE))

    assert (root.findtext("head/dateModified") or "").startswith("Thu, 03 Jul 2025 ")
    empty = etree.fromstring(write_opml(list_feeds(make_library()), SITE))
    assert empty.find("head/dateModified") is None


def test_any_name_makes_sound_opml() -> None:
    for name in HOSTILE:
        library = make_library([make_paper(one, added="2025-07-01", tags=(name,)) for one in "ab"])
        found = write_opml(list_feeds(library, name), replace(SITE, name=name))
        assert len(check_opml(found)) == len(list_feeds(library, name))


def test_groups_hold_every_feed_and_none_is_empty() -> None:
    feeds = list_feeds(make_everything())
    groups = group_feeds(feeds)

    assert sorted(one.page for one in feeds) == sorted(
        one.page for _, members in groups for one in members
    )
    assert all(members for _, members in groups)


def test_the_check_sees_what_a_strict_reader_of_html_refuses() -> None:
    text = write_opml(list_feeds(make_library(), "Name"), SITE)
    assert check_opml(text)

    for name in (b"R&amp;D", b"a &lt; b", b"&lt;b>", b"&amp;copy", b"a&amp;&amp;b"):
        with pytest.raises(AssertionError):
            check_opml(text.replace(b"Name", name))


def test_names_that_are_no_sound_html_are_escaped_and_no_others() -> None:
    names = {
        "R&D": "R&amp;D",
        "a < b": "a &lt; b",
        "R & D": "R & D",
        "& &": "& &",
        "<Site>": "&lt;Site&gt;",
        "x &lt; y": "x &amp;lt; y",
    }
    for name, written in names.items():
        root = etree.fromstring(write_opml(list_feeds(make_library(), name), SITE))
        assert root.xpath("string(//outline/@text)") == written
        assert (
            check_opml(etree.tostring(root, encoding="UTF-8", xml_declaration=True))[0][1] == name
        )
