from __future__ import annotations

import json
import re

import feedparser
import lxml.etree
import pytest

from builders import load_files
from reading_list.site import Settings, build_site, convert_pieces, write_sitemap
from reading_list.texts.notes import NoteConverter
from reading_list.views.site import build_views

SETTINGS = Settings(name="A <site>", url="https://reading-list.example/", authority="a.example")
FILES = {
    "papers/lstm.md": "---\ntitle: LSTM\nadded: 2025-07\nwhy: See [it](gru.md).\n---\n"
    "[x](../no.md)\n",
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


EXPORTED = {
    "papers/lstm.md": (
        "---\ntitle: LSTM\nadded: 2025-07\nwhy: Secret reason.\nstatus: read\ntags: [rnn]\n"
        "abstract: A gate.\nextra: {note: Classic, mood: Secret}\n"
        "bibtex: {file: /home/secret, entrytype: article}\ncsl: {annote: Secret}\n---\n"
    ),
    "papers/gru.md": "---\ntitle: GRU\ntags: [rnn]\ncitekey: Cho:14\n---\nSecret notes.\n",
    "papers/hid.md": "---\ntitle: Secret\nunlisted: true\ntags: [rnn]\n---\n",
    "papers/own.md": "---\ntitle: Secret\nprivate: true\ntags: [rnn]\n---\n",
    "papers/new.md": "---\ntitle: Secret\ndraft: true\ntags: [rnn, new]\n---\n",
    "docs/reading/one.md": "---\norder: [lstm, gru, hid, lstm, new]\n---\n",
    "docs/reading/two.md": "---\norder: [lstm]\nunlisted: true\n---\n",
}


def make_exports(*, is_preview: bool = False) -> dict[str, str]:
    library = load_files(EXPORTED, is_preview=is_preview).library
    site = build_site(build_views(library, 10), SETTINGS, make_notes(), {})
    others = {"feed.xml", "reading-list.json"}
    return {url: text.decode() for url, text in site.files.items() if url not in others}


@pytest.mark.parametrize("is_preview", [False, True])
def test_exports_hold_the_listed_and_nothing_private(*, is_preview: bool) -> None:
    exports = make_exports(is_preview=is_preview)

    assert set(exports) == {
        "library.bib",
        "library.json",
        "library.ris",
        "tags/rnn/library.bib",
        "reading/one/order.bib",
        "papers/gru/cite.bib",
        "papers/lstm/cite.bib",
    }
    private = re.compile("secret|added|status", re.IGNORECASE)
    assert [url for url, text in exports.items() if private.search(text)] == []
    assert ["Cho:14", "lstm"] == [one["id"] for one in json.loads(exports["library.json"])]
    assert exports["library.ris"].count("TY  - ") == 2


def test_an_order_is_exported_in_its_order() -> None:
    assert make_exports()["reading/one/order.bib"] == (
        "@article{lstm,\n  title = {{{LSTM}}},\n  keywords = {rnn},\n"
        "  note = {Classic},\n  sortkey = {1}\n}\n\n"
        "@misc{Cho:14,\n  title = {{{GRU}}},\n  keywords = {rnn},\n  sortkey = {2}\n}\n"
    )


def test_abstracts_stand_in_the_files_of_the_library_only() -> None:
    exports = make_exports()

    assert ["library.bib", "library.json", "library.ris"] == sorted(
        url for url, text in exports.items() if "A gate." in text
    )


def test_pages_link_to_the_exports_that_exist() -> None:
    library = load_files(EXPORTED, is_preview=True).library
    site = build_site(build_views(library, 10), SETTINGS, make_notes(), {})
    html = {page.url: page.content for page in site.pages.all()}
    html["reading/one/"] = site.pages.fragment("order", "reading/one/") or ""
    html["reading/two/"] = site.pages.fragment("order", "reading/two/") or ""
    found = {url: re.findall(r'href="([^"]+)" download', text) for url, text in html.items()}

    names = ("library.bib", "library.json", "library.ris")
    assert {url: links for url, links in found.items() if links} == {
        "papers/": [f"../{name}" for name in names],
        "papers/by/issued/": [f"../../../{name}" for name in names],
        "papers/by/title/": [f"../../../{name}" for name in names],
        "papers/lstm/": ["../../papers/lstm/cite.bib"],
        "papers/gru/": ["../../papers/gru/cite.bib"],
        "tags/rnn/": ["../../tags/rnn/library.bib"],
        "reading/one/": ["../../reading/one/order.bib"],
    }
