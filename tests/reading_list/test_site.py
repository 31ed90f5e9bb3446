from __future__ import annotations

import json
import re

import feedparser
import lxml.etree
import lxml.html
import pytest

from builders import load_files, make_library, make_paper, paper_file
from reading_list.feeds.options import FeedOptions
from reading_list.model import Author
from reading_list.rendering.templates import BASE, TAKEABLE
from reading_list.site import Settings, Site, Stores, build_site, convert_pieces, write_sitemap
from reading_list.slugs import slugify
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


def make_notes(prefix: str = "ROOT/") -> NoteConverter:
    pages = {f"papers/{one}.md": f"papers/{one}/" for one in ("lstm", "gru")}
    return NoteConverter([], {}, pages.get, prefix)


def find_file(site: Site, path: str) -> bytes:
    """One file of a feed."""
    return next(one.content for one in site.write_feeds() if one.path == path)


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
    files: dict[str, bytes] = {}
    views = build_views(library, 10)
    site = build_site(views, SETTINGS, make_notes(), html, Stores(put=files.__setitem__))
    feed = feedparser.parse(find_file(site, "feed.xml"))

    assert not feed.bozo
    assert ["A post", "LSTM", "GRU"] == [entry.title for entry in feed.entries]
    assert 2 == json.loads(files["reading-list.json"])["counts"]["papers"]


def test_formulas_in_the_feed_are_tex() -> None:
    site = build_site(build_views(load_files(FILES).library, 10), SETTINGS, make_notes(), {})

    text = find_file(site, "feed.xml").decode()
    assert r"\(n^2\)" in text
    assert "math xmlns" not in text


def test_a_feed_holds_no_more_than_its_limit() -> None:
    views = build_views(load_files(FILES).library, 10)
    few = Settings(name="A", url="", feeds=FeedOptions(limit=1))
    site = build_site(views, few, make_notes(), {})

    assert 1 == len(feedparser.parse(find_file(site, "feed.xml")).entries)


def test_a_sitemap_is_sorted_and_escaped() -> None:
    text = write_sitemap([("https://a.example/b&c/", "2025-07"), ("https://a.example/a/", "")])
    addresses = lxml.etree.fromstring(text.encode()).xpath("//*[local-name()='loc']/text()")

    assert ["https://a.example/a/", "https://a.example/b&c/"] == addresses
    assert text.count("<lastmod>") == 1


ALIASED = {
    "docs/tags.yml": "nlp:\n  title: Language\n  aliases: [Text mining, C++]\n",
    "docs/reading/one.md": "---\naliases: [first-order]\norder: [a]\n---\n",
    **{
        f"papers/{one}.md": f"---\ntitle: {one}\nadded: 2025-07\ntags: [NLP]\n---\n" for one in "ab"
    },
}


def test_feeds_of_former_addresses_are_those_of_the_page() -> None:
    views = build_views(load_files(ALIASED).library, 10)
    site = build_site(views, SETTINGS, make_notes(), {})
    feeds = {one.path: one.content for one in site.write_feeds({"tags/text-mining/atom.xml"})}
    cpp = f"tags/{slugify('C++')}/"

    for alias, page in (("tags/text-mining/", "tags/nlp/"), (cpp, "tags/nlp/")):
        for name in ("feed.xml", "feed.json"):
            assert feeds[alias + name] == feeds[page + name]
    assert feeds["reading/first-order/atom.xml"] == feeds["reading/one/atom.xml"]
    assert "tags/text-mining/atom.xml" not in feeds
    assert b"https://reading-list.example/tags/nlp/feed.xml" in feeds[f"{cpp}feed.xml"]
    assert len(feeds) == len([*site.write_feeds()]) - 1


def test_the_page_of_a_tag_names_its_feed_where_it_has_one() -> None:
    papers = [
        make_paper(one, added="2025-07", tags=("often", "once") if one == "a" else ("often",))
        for one in "ab"
    ]
    site = build_site(build_views(make_library(papers), 10), SETTINGS, make_notes(), {})
    pages = {page.url: lxml.html.fromstring(page.content) for page in site.pages.all()}

    for tag, feeds in (("often", 3), ("once", 0)):
        links = pages[f"tags/{tag}/"].xpath("//p[@class='rl-downloads']/a/@href")
        assert feeds == sum(not link.endswith("library.bib") for link in links)
        files = {one.path.rpartition("/")[2] for one in site.write_feeds() if tag in one.path}
        assert feeds == len(files)


def test_an_overview_is_that_of_the_timeline_at_its_address() -> None:
    library = make_library([make_paper(added="2025-07", issued="2017-06")])
    pages = build_site(build_views(library, 10), SETTINGS, make_notes(), {}).pages

    for url, year in (("timeline/", "2025"), ("timeline/issued/", "2017"), ("elsewhere/", "2025")):
        assert f'id="y{year}"' in (pages.fragment("timeline", url) or "")


DISCUSSED = {
    "papers/lstm.md": "---\ntitle: LSTM\nwhy: Not [itself](P).\n---\nNor [it](P).\n",
    "papers/gru.md": (
        "---\ntitle: 'Less < $n^2$'\nadded: 2025-06\nwhy: Follows [it](P).\n---\n"
        "Kind. Unlike [its parent](P), small.\n\n# Part\n\nAs [it](P). So [it](P).\n"
    ),
    "papers/new.md": "---\ntitle: XDRAFTX\ndraft: true\n---\nXDRAFTX on [it](P).\n",
    "papers/hid.md": "---\ntitle: XHIDX\nunlisted: true\n---\nXHIDX on [it](P).\n",
    "docs/reading/one.md": (
        "---\ntitle: An order\norder:\n- paper: lstm\n  why: Own [it](P).\n"
        "- paper: gru\n  why: After [it](P).\n"
        "- paper: new\n  why: XDRAFTX [it](P).\n---\n"
    ),
    "docs/blog/posts/a.md": "---\ndate: 2025-07-01\n---\n# A\n\n[it](../P)\n",
    "docs/blog/posts/b.md": "---\ndate: 2025-07-02\n---\n# B\n\n[it](../P)\n",
}
POST_HTML = '<p id="p">One. Two <a href="../../../../papers/lstm/index.html">it</a>.</p>'


def show_discussions(*, use_directory_urls: bool = True) -> lxml.html.HtmlElement:
    files = {uri: text.replace("P)", "../papers/lstm.md)") for uri, text in DISCUSSED.items()}
    library = load_files(files).library
    settings = Settings(name="A", url="", use_directory_urls=use_directory_urls)
    html = {"blog/posts/b.md": POST_HTML, "reading/one.md": "<p>None.</p>"}
    site = build_site(build_views(library, 10), settings, make_notes(BASE), html)
    pages = {page.url: page.content for page in site.pages.all()}
    page = lxml.html.fromstring(pages["papers/lstm/"])
    lxml.etree.strip_elements(page, "annotation", with_tail=False)
    return page


def test_a_work_shows_the_sentences_that_name_it_and_where_they_stand() -> None:
    rows = show_discussions().xpath("//*[@class='rl-cited']/ul/li")

    assert [
        ("B", "../../blog/2025/07/b/#p", ["Two it."]),
        ("A", "../../blog/2025/07/a/", []),
        (
            "Less < n2",
            "../gru/#rl-why",
            ["Follows it.", "Unlike its parent, small.", "As it.", "So it."],
        ),
        ("An order", "../../reading/one/#step-gru", ["After it."]),
    ] == [
        (
            row.xpath("string(p[1]/a)"),
            row.xpath("string(p[1]/a/@href)"),
            [one.text_content().strip() for one in row.xpath(".//blockquote/p[1]")],
        )
        for row in rows
    ]


def test_nothing_hidden_and_nothing_of_the_work_itself_is_quoted() -> None:
    text = show_discussions().text_content()

    assert "XDRAFTX" not in text
    assert "XHIDX" not in text
    assert "Own it" not in text
    assert text.count("Not itself.") == 1
    assert text.count("Nor it.") == 1


def test_the_places_of_sentences_are_right_with_plain_file_names() -> None:
    hrefs = show_discussions(use_directory_urls=False).xpath("//*[@class='rl-cited']//a/@href")

    assert "../../blog/2025/07/b/index.html#p" in hrefs
    assert all(".html" in href for href in hrefs)


def test_what_relates_several_works_is_linked_once() -> None:
    papers = [make_paper(one, tags=("x", "y") if one in "abc" else ()) for one in "abcdefghi"]
    site = build_site(build_views(make_library(papers), 10), SETTINGS, make_notes(), {})
    page = lxml.html.fromstring(site.pages.paper(papers[0]).content)
    rows = page.xpath("//*[@class='rl-related']//li")

    assert [" ".join(row.xpath("string(small)").split()) for row in rows] == [
        "both have ‘x’ and ‘y’"
    ] * 2
    assert [row.xpath("small/a/@href") for row in rows] == [["../../tags/x/", "../../tags/y/"], []]


def test_related_works_say_why() -> None:
    papers = {
        f"papers/{one}.md": f"---\ntitle: T{one}\ntags: [{tags}]\n{more}---\n{body}"
        for one, tags, more, body in (
            ("a", "x, y", "related: [b]\n", ""),
            ("b", "", "", ""),
            ("c", "", "", "[@a] [@d]"),
            ("d", "", "", ""),
            ("e", "x, y", "", ""),
            ("f", "", "", ""),
        )
    }
    order = {"docs/reading/one.md": "---\ntitle: An <order>\norder: [a, f]\n---\n"}
    library = load_files(papers | order).library
    site = build_site(build_views(library, 10), SETTINGS, make_notes(), {})
    content = next(page.content for page in site.pages.all() if page.url == "papers/a/")
    rows = lxml.html.fromstring(content).xpath("//*[@class='rl-related']//li")

    assert [
        "Tb chosen by hand",
        "Td cited together in the notes on ‘Tc’",
        "Tf in the order ‘An <order>’",
        "Te both have ‘x’ and ‘y’",
    ] == [" ".join(row.text_content().split()) for row in rows]


@pytest.mark.parametrize(("count", "expected"), [(3, 3), (TAKEABLE, TAKEABLE), (TAKEABLE + 1, 0)])
def test_zotero_is_offered_lists_that_are_not_too_long(count: int, expected: int) -> None:
    papers = [make_paper(f"w{number}", tags=("t",)) for number in range(count)]
    hidden = make_paper("hidden", tags=("t",), unlisted=True)
    site = build_site(build_views(make_library([*papers, hidden]), 10), SETTINGS, make_notes(), {})
    found = {page.url: page.content.count('class="Z3988"') for page in site.pages.all()}

    assert {"papers/": expected, "tags/t/": expected, "timeline/": expected} == {
        url: found[url] for url in ("papers/", "tags/t/", "timeline/")
    }
    assert {1} == {found[paper.url_path] for paper in papers}
    assert 0 == found[""]


def test_a_reason_and_an_abstract_stand_where_a_work_was_added() -> None:
    papers = {"papers/a.md": "---\ntitle: A\nissued: 2017-06\nadded: 2025-07\nabstract: B.\n---\n"}
    pages = build_site(
        build_views(load_files(papers).library, 10), SETTINGS, make_notes(), {}
    ).pages
    found = {page.url: "rl-row__excerpt" in page.content for page in pages.all()}

    assert found["timeline/2025/07/"]
    assert not found["timeline/issued/2017/06/"]


@pytest.mark.parametrize(("count", "expected"), [(TAKEABLE, 2), (TAKEABLE + 1, 0)])
def test_rows_of_a_facet_are_short_in_a_large_library(count: int, expected: int) -> None:
    ann = Author(family="Ab", given="Ann")
    papers = [make_paper("a", authors=(ann,), tags=("t",)), make_paper("b", authors=(ann,))]
    papers += [make_paper(f"w{number}") for number in range(count - 2)]
    site = build_site(build_views(make_library(papers), 10), SETTINGS, make_notes(), {})
    found = {page.url: lxml.html.fromstring(page.content) for page in site.pages.all()}
    rows = found["authors/ann-ab/"].find_class("rl-row")

    assert ["a", "b"] == sorted(row.get("data-rl-work") for row in rows)
    assert expected == len(found["authors/ann-ab/"].find_class("Z3988"))
    assert expected // 2 == len(found["authors/ann-ab/"].find_class("rl-tags"))


def test_the_pages_of_a_large_type_say_how_much_they_show() -> None:
    papers = [make_paper(f"w{number}") for number in range(1001)]
    pages = build_site(build_views(make_library(papers), 10), SETTINGS, make_notes(), {}).pages
    found = {page.url: page for page in pages.all()}
    second = found["types/article/2/"]
    tree = lxml.html.fromstring(second.content)

    assert second.title == "Article, page 2"
    assert tree.find_class("rl-total")[0].text_content() == "1,001 works, 1 work on this page"
    assert len(tree.find_class("rl-row")) == 1
    assert tree.xpath("//a[@rel='prev']/@href") == ["../../../types/article/"]
    assert len(lxml.html.fromstring(found["types/article/"].content).find_class("rl-row")) == 1000


EXPORTED = {
    "papers/lstm.md": (
        "---\ntitle: LSTM\nadded: 2025-07\nwhy: Secret reason.\nstatus: read\ntags: [rnn]\n"
        "abstract: A gate.\nextra: {note: Classic, mood: Secret}\n"
        "bibtex: {file: /home/secret, entrytype: article}\n"
        "csl: {annote: Secret, note: Secret, file: Secret}\n---\n"
    ),
    "papers/gru.md": "---\ntitle: GRU\ntags: [rnn]\ncitekey: Cho:14\n---\nSecret notes.\n",
    "papers/hid.md": "---\ntitle: Secret\nunlisted: true\ntags: [rnn]\n---\n",
    "papers/own.md": "---\ntitle: Secret\nprivate: true\ntags: [rnn]\n---\n",
    "papers/new.md": "---\ntitle: Secret\ndraft: true\ntags: [rnn, new]\n---\n",
    "docs/reading/one.md": "---\norder: [lstm, gru, hid, lstm, new]\n---\n",
    "docs/reading/two.md": "---\norder: [lstm]\nunlisted: true\n---\n",
}


OTHERS = ("reading-list.json", "feeds.opml", "assets/")


def make_exports(*, is_preview: bool = False) -> dict[str, str]:
    library = load_files(EXPORTED, is_preview=is_preview).library
    files: dict[str, bytes] = {}
    views = build_views(library, 10)
    site = build_site(views, SETTINGS, make_notes(), {}, Stores(put=files.__setitem__))
    assert sorted(site.files.paths) == sorted(files)
    assert site.pages.pieces.downloads == {url for url in files if not url.startswith(OTHERS)}
    return {url: text.decode() for url, text in files.items() if not url.startswith(OTHERS)}


@pytest.mark.parametrize("is_preview", [False, True])
def test_exports_hold_the_listed_and_nothing_private(*, is_preview: bool) -> None:
    exports = make_exports(is_preview=is_preview)

    assert set(exports) == {
        "library.bib",
        "library.json",
        "library.ris",
        "tags/rnn/library.bib",
        "reading/one/order.bib",
        "reading/one/order.json",
        "reading/one/order.md",
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


def test_an_order_is_csl_json_that_zotero_can_sort() -> None:
    items = json.loads(make_exports()["reading/one/order.json"])

    assert [("lstm", "1"), ("Cho:14", "2")] == [(one["id"], one["call-number"]) for one in items]


def test_an_order_is_a_checklist_in_markdown() -> None:
    files = {
        "papers/lstm.md": paper_file(title="'[LSTM] & *more*'", authors="[Sepp Hochreiter]"),
        "papers/gru.md": paper_file(title="GRU"),
        "docs/blog/posts/a.md": "---\ntitle: A post\ndate: 2025-07-03\n---\n",
        "docs/reading/one.md": (
            "---\ntitle: One_two\ndescription: Why.\norder:\n- section: First\n  steps:\n"
            "  - lstm\n  - {paper: gru, optional: true}\n"
            "- bonus: true\n  steps: [{post: blog/posts/a.md}]\n---\n"
        ),
    }
    views = build_views(load_files(files).library, 10)
    made: dict[str, bytes] = {}
    build_site(views, SETTINGS, make_notes(), {}, Stores(put=made.__setitem__))

    assert made["reading/one/order.md"].decode() == (
        "# One\\_two\n\nWhy.\n\n## First\n\n"
        f"- [ ] 1. [\\[LSTM\\] \\& \\*more\\*]({SETTINGS.url}papers/lstm/) (Hochreiter)\n"
        f"- [ ] 2. [GRU]({SETTINGS.url}papers/gru/), optional\n\n"
        f"- [ ] [A post]({SETTINGS.url}blog/2025/07/a/)\n"
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
        "papers/lstm/": ["../lstm/cite.bib"],
        "papers/gru/": ["../gru/cite.bib"],
        "tags/rnn/": ["../../tags/rnn/library.bib"],
        "reading/one/": [f"../../reading/one/order.{one}" for one in ("bib", "json", "md")],
    }


def test_a_page_says_which_version_of_a_preprint_it_is_about() -> None:
    files = {"papers/lstm.md": paper_file(title="LSTM", arxiv="1706.03762v5", issued="2017")}
    library = load_files(files).library
    site = build_site(build_views(library, 10), SETTINGS, make_notes(), {})
    pages = {page.url: page.content for page in site.pages.all()}
    (line,) = lxml.html.fromstring(pages["papers/lstm/"]).find_class("rl-paper__source")

    assert line.text_content() == "2017 · arXiv version 5"
