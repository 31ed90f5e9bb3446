from __future__ import annotations

import json

import feedparser
import lxml.etree

from builders import load_files
from reading_list.site import Settings, build_site, convert_pieces, write_sitemap
from reading_list.texts.notes import NoteConverter
from reading_list.views.site import build_views

SETTINGS = Settings(name="A <site>", url="https://reading-list.example/", authority="a.example")
FILES = {
    "papers/lstm.md": "---\ntitle: LSTM\nadded: 2025-07\nwhy: See [it](gru.md).\n---\n[x](no.md)\n",
    "papers/gru.md": "---\ntitle: GRU\nadded: 2025-06-03\nabstract: Cost $n^2$.\n---\n",
    "docs/reading/one.md": "---\norder:\n- lstm\n- paper: gru\n  why: '*Own* [y](zzz.md)'\n---\n",
    "docs/blog/posts/a.md": "---\ndate: 2025-07-01\n---\n# A post\n\nText.\n",
}


def make_notes() -> NoteConverter:
    pages = {f"papers/{one}.md": f"papers/{one}/" for one in ("lstm", "gru")}
    return NoteConverter([], {}, pages.get, "ROOT/")


def test_a_step_without_a_reason_shows_that_of_its_paper() -> None:
    pieces, _ = convert_pieces(load_files(FILES).library, make_notes())

    assert {
        "See [it](gru.md).": 'See <a href="ROOT/papers/gru/">it</a>.',
        "*Own* [y](zzz.md)": '<em>Own</em> <a href="zzz.md">y</a>',
    }.items() <= pieces.step_whys.items()


def test_links_to_no_file_are_named_with_their_line() -> None:
    _, faults = convert_pieces(load_files(FILES).library, make_notes())

    assert ["papers/lstm.md:6", "docs/reading/one.md:4"] == [
        f"{fault.location.uri}:{fault.location.line}" for fault in faults
    ]


def test_a_site_has_its_feed_and_its_catalogue() -> None:
    library = load_files(FILES).library
    html = {"blog/posts/a.md": "<p>Text.</p>"}
    site = build_site(build_views(library, 10), SETTINGS, make_notes(), html)
    feed = feedparser.parse(site.files["feed.xml"])

    assert not feed.bozo
    assert ["A post", "LSTM", "GRU"] == [entry.title for entry in feed.entries]
    assert 2 == json.loads(site.files["reading-list.json"])["counts"]["papers"]


def test_formulas_in_the_feed_are_tex() -> None:
    site = build_site(build_views(load_files(FILES).library, 10), SETTINGS, make_notes(), {})

    assert r"\(n^2\)" in site.files["feed.xml"].decode()
    assert "math xmlns" not in site.files["feed.xml"].decode()


def test_a_feed_holds_no_more_than_its_limit() -> None:
    views = build_views(load_files(FILES).library, 10)
    few = Settings(name="A", url="", feed_items=1)

    assert 1 == len(
        feedparser.parse(build_site(views, few, make_notes(), {}).files["feed.xml"]).entries
    )


def test_a_sitemap_is_sorted_and_escaped() -> None:
    text = write_sitemap([("https://a.example/b&c/", "2025-07"), ("https://a.example/a/", "")])
    addresses = lxml.etree.fromstring(text.encode()).xpath("//*[local-name()='loc']/text()")

    assert ["https://a.example/a/", "https://a.example/b&c/"] == addresses
    assert text.count("<lastmod>") == 1
