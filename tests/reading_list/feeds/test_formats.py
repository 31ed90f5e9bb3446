"""What the three formats have in common: they say the same."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from builders import make_library, make_paper
from feed_checks import DC, DCTERMS, Read, check_atom, check_json, check_rss, check_together
from feed_samples import CHANNEL, HOSTILE, SITE, make_entry, make_full_entry
from reading_list.feeds.announced import find_announced
from reading_list.feeds.atom import join_atom, write_atom, write_atom_items
from reading_list.feeds.channel import Channel
from reading_list.feeds.entries import (
    Entry,
    FeedAuthor,
    FeedCategory,
    FeedLink,
    FeedWork,
    Shown,
    build_entry,
)
from reading_list.feeds.json_feed import join_json, write_json, write_json_items
from reading_list.feeds.plain_text import plain_text
from reading_list.feeds.rss import join_rss, write_rss, write_rss_items
from reading_list.model import Author
from strategies import hostile_text


def write(entries: list[Entry], channel: Channel = CHANNEL) -> Read:
    return check_together(
        write_rss(channel, entries), write_atom(channel, entries), write_json(channel, entries)
    )


def test_the_formats_agree_on_everything() -> None:
    entry = make_full_entry()
    read = write([entry, make_entry(1)])
    first = read.items[0]

    assert (entry.id, entry.url, entry.title, entry.summary) == (
        first.id,
        first.url,
        first.title,
        first.summary,
    )
    assert (entry.content, entry.published, entry.updated) == (
        first.content,
        first.published,
        first.updated,
    )
    assert ("Ada & Lovelace", "Bo") == first.authors
    assert ("R&D",) == first.tags
    assert (CHANNEL.title, CHANNEL.url) == (read.title, read.home)


def test_links_keep_their_relation_and_type() -> None:
    links = write([make_full_entry()]).items[0].links

    assert [
        {
            "rel": "related",
            "href": "https://arxiv.org/abs/1",
            "type": "text/html",
            "title": "arXiv & co",
        },
        {
            "rel": "related",
            "href": "https://arxiv.org/pdf/1",
            "type": "application/pdf",
            "title": "PDF",
        },
        {"rel": "via", "href": "https://found.example/"},
    ] == [dict(one) for one in links]


@pytest.mark.parametrize("write_xml", [write_rss, write_atom])
def test_bibliographic_fields_stand_in_both_xml_formats(write_xml: object) -> None:
    root = etree.fromstring(write_xml(CHANNEL, [make_full_entry()]))  # type: ignore[operator]
    found = {
        name: [one.text for one in root.iter(name)]
        for name in (f"{DC}identifier", f"{DC}source", f"{DCTERMS}issued")
    }

    assert {
        f"{DC}identifier": ["doi:10.1/x&y", "arxiv:1706.03762"],
        f"{DC}source": ["NeurIPS & <more>"],
        f"{DCTERMS}issued": ["2017-06"],
    } == found


def test_json_has_the_same_as_an_extension() -> None:
    (item,) = json.loads(write_json(CHANNEL, [make_full_entry()]))["items"]

    assert "https://arxiv.org/abs/1" == item["external_url"]
    assert {"kind": "paper", "doi": ["10.1/x&y"]}.items() <= item["_reading_list"].items()
    assert {"name": "Ada & Lovelace", "url": "https://ada.example/?a=1&b=2"} == item["authors"][0]


def test_atom_has_the_address_of_an_author() -> None:
    root = etree.fromstring(write_atom(CHANNEL, [make_full_entry()]))

    assert ["https://ada.example/?a=1&b=2"] == [one.text for one in root.iter("{*}uri")]


def test_a_hub_and_an_archive_are_named_only_where_there_are_some() -> None:
    plain = write([make_entry()])
    full = replace(CHANNEL, hub="https://hub.example/", previous="https://example.org/old.xml")

    assert ("", "") == (plain.hub, plain.previous)
    read = write([make_entry()], full)
    assert ("https://hub.example/", "https://example.org/old.xml") == (read.hub, read.previous)


def test_an_archive_names_the_feed_it_belongs_to() -> None:
    channel = replace(CHANNEL, current="https://example.org/site/feed.xml")
    whole = replace(CHANNEL, is_complete=True)

    for write_xml in (write_rss, write_atom):
        assert b'rel="current"' in write_xml(channel, [])
        assert b"<fh:archive" in write_xml(channel, [])
        assert b"<fh:complete" in write_xml(whole, [])
        assert b"fh:" not in write_xml(CHANNEL, [])


def test_an_item_is_written_once_and_fits_any_feed() -> None:
    entries = [make_full_entry(), make_entry(1)]
    newest = replace(CHANNEL, updated=entries[0].updated)

    assert write_rss(CHANNEL, entries) == join_rss(newest, write_rss_items(entries))
    assert write_atom(CHANNEL, entries) == join_atom(newest, write_atom_items(entries))
    assert write_json(CHANNEL, entries) == join_json(newest, write_json_items(entries))
    check_rss(join_rss(replace(newest, title="Other"), write_rss_items(entries)))


def test_empty_feeds_are_valid() -> None:
    assert () == write([]).items


def test_no_author_means_the_site() -> None:
    root = etree.fromstring(write_atom(CHANNEL, [make_entry()]))

    assert ["Reading list"] == [one.text for one in root.iter("{*}name")]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_reads_the_same_in_all_formats(text: str) -> None:
    legal = " ".join(plain_text(text).split())
    channel = replace(CHANNEL, title=f"T{text}", description=text, author=text)
    entry = make_entry(
        title=f"T{legal}",
        summary=f"S{legal}",
        content="<p>C</p>",
        authors=(FeedAuthor(f"A{legal}"), FeedAuthor("Ada")),
        categories=(FeedCategory(f"C{legal}", "https://example.org/"),),
        work=FeedWork(identifiers=(f"x{text}",), source=text, facts={"venue": text}),
    )

    (item,) = write([entry], channel).items

    assert (f"T{legal}", f"S{legal}", (f"C{legal}",)) == (item.title, item.summary, item.tags)
    assert (f"A{legal}", "Ada") == item.authors


@given(hostile_text, hostile_text, st.lists(hostile_text, max_size=2), hostile_text)
def test_any_paper_with_any_page_makes_sound_feeds(
    title: str, html: str, tags: list[str], name: str
) -> None:
    paper = make_paper(
        title=title, added="2025-07", tags=tuple(tags), authors=(Author(literal=name),)
    )
    library = make_library([paper])
    (announced,) = find_announced(library, "example.org")
    shown = Shown(html=f"<p>{html}</p>", authors=(FeedAuthor(name),))
    entry = build_entry(announced, shown, library, SITE)

    write([entry])


def test_the_checks_see_what_is_wrong() -> None:
    late = make_entry(-1)

    for check, write_one in (
        (check_rss, write_rss),
        (check_atom, write_atom),
        (check_json, write_json),
    ):
        for wrong in (
            [make_entry(), make_entry()],
            [make_entry(), late],
            [make_entry(content='<p onclick="x">a</p>')],
            [make_entry(content='<a href="x">a</a>')],
            [make_entry(content='<p role="note">a</p>')],
            [make_entry(id="tag:Example.org,2025:x")],
            [make_entry(id="12 at example.org")],
            [make_entry(url="https://example.org/[x]")],
            [make_entry(links=(FeedLink("via", "https://example.org/?x[]=1"),))],
            [make_entry(links=(FeedLink("via", "https://example.org/", title="a</b>"),))],
        ):
            with pytest.raises(AssertionError):
                check(write_one(CHANNEL, wrong))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('type="application/{}+xml"', 'type="text/xml"'),
        ('rel="self"', 'rel="up"'),
        (":00:00 +0000</pubDate>", ":00:00</pubDate>"),
        ("Thu, 03 Jul", "Fri, 03 Jul"),
        ("<language>en<", "<language>en_GB<"),
        ("<item>", "<item><author>Ada</author>"),
        ("+00:00</atom:updated>", "</atom:updated>"),
        ("+00:00</updated>", "</updated>"),
        ('domain="https://', 'domain="'),
        ('scheme="https://', 'scheme="'),
        (">Title 0<", ">Title \x9f<"),
        ("</channel>", "<ttl>60</ttl></channel>"),
    ],
)
def test_the_checks_see_what_validators_see(old: str, new: str) -> None:
    seen = 0
    for kind, check, write_one in (("rss", check_rss, write_rss), ("atom", check_atom, write_atom)):
        entry = make_entry(categories=(FeedCategory("NLP", "https://example.org/nlp/"),))
        text = write_one(CHANNEL, [entry]).decode()
        changed = text.replace(old.format(kind), new)
        if changed != text:
            seen += 1
            with pytest.raises(AssertionError):
                check(changed.encode())

    assert seen


def test_the_checks_see_end_tags_and_addresses_in_plain_texts() -> None:
    tagged, named, titled = (
        make_entry(categories=(FeedCategory("a</b>", "https://example.org/"),)),
        make_entry(authors=(FeedAuthor("a</b>"),)),
        make_entry(title="a</b>"),
    )
    addressed = make_entry(authors=(FeedAuthor("Ada <ada@a.example>"),))

    for check, write_one, wrong in (
        (check_rss, write_rss, (tagged, titled)),
        (check_atom, write_atom, (tagged, named, addressed)),
    ):
        for entry in wrong:
            with pytest.raises(AssertionError):
                check(write_one(CHANNEL, [entry]))


@pytest.mark.parametrize(
    ("issued", "term"),
    [
        *(("1989-12-31", "available"), ("1990", "available"), ("1990-01", "available")),
        *(("0079", "available"), ("2025-08", "available"), ("2026", "available")),
        *(("1990-01-01", "issued"), ("1991", "issued"), ("2025", "issued")),
        *(("2025-07-31", "issued"), ("2017-06-12", "issued")),
    ],
)
def test_a_date_that_validators_doubt_is_called_by_another_name(issued: str, term: str) -> None:
    entry = make_entry(work=FeedWork(issued=issued, facts={"issued": issued}))
    write([entry])
    (item,) = json.loads(write_json(CHANNEL, [entry]))["items"]

    assert issued == item["_reading_list"]["issued"]
    for check, write_xml in ((check_rss, write_rss), (check_atom, write_atom)):
        text = write_xml(CHANNEL, [entry])
        assert f"<dcterms:{term}>{issued}</dcterms:{term}>".encode() in text
        if term == "available":
            with pytest.raises(AssertionError):
                check(text.replace(b"dcterms:available", b"dcterms:issued"))
