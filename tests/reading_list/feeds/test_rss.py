from html import unescape

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from builders import make_library, make_paper
from feed_samples import CHANNEL, HOSTILE, SITE, make_entry
from reading_list.feeds.announced import find_announced
from reading_list.feeds.channel import Channel
from reading_list.feeds.entries import FeedAuthor, FeedCategory, Shown, build_entry
from reading_list.feeds.plain_text import legal_text
from reading_list.feeds.rss import write_rss
from reading_list.model import Author
from strategies import hostile_text

ATOM, DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"


def parse(feed: bytes) -> etree._Element:
    """Strictly, as a feed reader that follows XML must."""
    channel = etree.fromstring(feed, etree.XMLParser(recover=False, resolve_entities=False))[0]
    parsed = feedparser.parse(feed)

    assert not parsed.bozo, parsed.get("bozo_exception")
    assert len(parsed.entries) == len(channel.findall("item"))
    return channel


def read_plain(channel: etree._Element, path: str) -> str:
    return unescape(channel.findtext(path) or "")


def test_the_channel_says_where_it_belongs() -> None:
    channel = parse(write_rss(CHANNEL, [make_entry()]))
    parsed = feedparser.parse(write_rss(CHANNEL, [make_entry()])).feed
    (own,) = channel.findall(f"{ATOM}link")

    assert ["https://example.org/site/"] == [one.text for one in channel.findall("link")]
    assert ("https://example.org/site/feed.xml", "self") == (own.get("href"), own.get("rel"))
    assert "https://example.org/site/" == parsed.link
    assert ("Reading list", "What we read.", "en") == (
        parsed.title,
        parsed.subtitle,
        parsed.language,
    )


def test_items_keep_the_order_given() -> None:
    entries = [make_entry(number) for number in (0, 1, 2)]
    parsed = feedparser.parse(write_rss(CHANNEL, entries))

    assert [entry.title for entry in entries] == [one.title for one in parsed.entries]
    assert ["Thu, 03 Jul 2025 12:00:00 +0000", "Wed, 02 Jul 2025 12:00:00 +0000"] == [
        one.published for one in parsed.entries
    ][:2]


def test_an_item_says_everything() -> None:
    entry = make_entry(
        title="R&D <now>",
        summary="a < b & c",
        content='<p>a <a href="https://example.org/?a=1&amp;b=2">b</a></p>',
        authors=(FeedAuthor("Ada Lovelace"), FeedAuthor("Turing, Alan")),
        categories=(FeedCategory("R&D", "https://example.org/site/tags/r-and-d/"),),
    )
    channel = parse(write_rss(CHANNEL, [entry]))
    (item,) = channel.findall("item")
    (guid,) = item.findall("guid")
    (category,) = item.findall("category")

    assert (entry.id, "false") == (guid.text, guid.get("isPermaLink"))
    assert entry.url == item.findtext("link")
    assert ["Ada Lovelace", "Turing, Alan"] == [one.text for one in item.findall(f"{DC}creator")]
    assert ("R&D", entry.categories[0].scheme) == (category.text, category.get("domain"))
    assert entry.content == item.findtext(f"{CONTENT}encoded")
    assert "a < b & c" == read_plain(item, "description")
    assert "R&D <now>" == item.findtext("title")
    assert [] == item.findall("enclosure")


def test_equal_input_gives_equal_bytes() -> None:
    entries = [make_entry(number, authors=(FeedAuthor("Ada"),)) for number in range(3)]

    assert write_rss(CHANNEL, entries) == write_rss(CHANNEL, entries)


def test_every_date_comes_from_the_entries() -> None:
    channel = parse(write_rss(CHANNEL, [make_entry(1), make_entry(0)]))

    assert "Thu, 03 Jul 2025 12:00:00 +0000" == channel.findtext("lastBuildDate")
    assert channel.find("pubDate") is None
    years = {text[12:16] for text in channel.itertext() if text.endswith("+0000")}
    assert {"2025"} == years


def test_an_empty_feed_is_valid() -> None:
    feed = write_rss(CHANNEL, [])
    channel = parse(feed)

    assert [] == channel.findall("item")
    assert channel.find("lastBuildDate") is None
    assert feed == write_rss(CHANNEL, [])


def test_nothing_unknown_is_written() -> None:
    feed = write_rss(CHANNEL, [make_entry()])

    assert b"None" not in feed
    assert b"length=" not in feed


def test_a_channel_without_a_description_has_its_title() -> None:
    channel = Channel(
        title="T", description="", url=CHANNEL.url, feed_url=CHANNEL.feed_url, language="de"
    )

    assert "T" == parse(write_rss(channel, [])).findtext("description")


def test_an_item_without_text_is_still_one() -> None:
    channel = parse(write_rss(CHANNEL, [make_entry(summary="", content="")]))

    assert "Title 0" == channel.findtext("item/title")


def test_references_in_plain_texts_are_hexadecimal() -> None:
    feed = write_rss(CHANNEL, [make_entry(title="a & b < c")])

    assert b"<title>a &#x26; b &#x3C; c</title>" in feed


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_stays_well_formed(text: str) -> None:
    legal = legal_text(text)
    channel = Channel(
        title=f"T{text}",
        description=text,
        url=CHANNEL.url,
        feed_url=CHANNEL.feed_url,
        language="en",
    )
    entry = make_entry(
        id=f"tag:{legal}",
        title=f"T{legal}",
        summary=legal,
        content=f'<p title="{legal}">{legal}</p>',
        authors=(FeedAuthor(f"A{legal}"), FeedAuthor("Ada")),
        categories=(FeedCategory(f"C{legal}", "https://example.org/"),),
    )

    item = parse(write_rss(channel, [entry])).find("item")

    assert item is not None
    assert " ".join(f"T{legal}".split()) == " ".join((item.findtext("title") or "").split())
    assert 2 == len(item.findall(f"{DC}creator"))
    assert 1 == len(item.findall("category"))
    if legal.strip():
        assert " ".join(legal.split()) == " ".join(read_plain(item, "description").split())


@given(hostile_text, hostile_text, st.lists(hostile_text, max_size=2), hostile_text)
def test_any_paper_with_any_page_makes_a_well_formed_feed(
    title: str, html: str, tags: list[str], name: str
) -> None:
    paper = make_paper(
        title=f"T{title}", added="2025-07", tags=tuple(tags), authors=(Author(literal=name),)
    )
    library = make_library([paper])
    (announced,) = find_announced(library, "example.org")
    shown = Shown(html=f"<p>{html}</p>", authors=(FeedAuthor(f"A{name}"),))
    entry = build_entry(announced, shown, library, SITE)

    item = parse(write_rss(CHANNEL, [entry])).find("item")

    assert item is not None
    assert entry.title == " ".join((item.findtext("title") or "").split())
    assert announced.id == item.findtext("guid")
    assert 1 == len(item.findall(f"{DC}creator"))


def test_a_title_of_nothing_that_can_be_shown_spares_the_feed() -> None:
    library = make_library([make_paper(title="\ufffe", added="2025-07"), make_paper("bert")])
    (announced,) = find_announced(library, "example.org")
    entry = build_entry(announced, Shown(html=""), library, SITE)

    assert 1 == len(parse(write_rss(CHANNEL, [entry])).findall("item"))
