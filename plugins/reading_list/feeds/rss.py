"""Entries -> RSS 2.0, written by feedgen behind guards for its known defects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from feedgen.feed import FeedGenerator

from reading_list.feeds.entries import Entry, legal_text

if TYPE_CHECKING:
    from collections.abc import Sequence

GENERATOR = "mkdocs-reading-list"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_BUILT = re.compile(r"\s*<lastBuildDate>[^<]*</lastBuildDate>")
_PLAIN = re.compile(r"(<(title|description)>)(.*?)(</\2>)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed says of itself."""

    title: str
    description: str
    url: str
    """The page that the feed belongs to."""
    feed_url: str
    language: str


def write_rss(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """A whole feed as UTF-8, entries in the order given; equal input gives equal bytes."""
    feed = FeedGenerator()
    feed.load_extension("dc", atom=False, rss=True)
    feed.title(legal_text(channel.title))
    feed.description(legal_text(channel.description) or legal_text(channel.title))
    # feedgen takes the channel's link from the last link that it was given.
    feed.link(href=channel.feed_url, rel="self", type="application/rss+xml")
    feed.link(href=channel.url, rel="alternate")
    feed.language(channel.language)
    feed.generator(GENERATOR)
    for entry in entries:
        _add(feed, entry)
    # feedgen would put the clock here.
    feed.lastBuildDate(max((entry.published for entry in entries), default=_NEVER))
    text = feed.rss_str(pretty=True).decode("utf-8")
    if not entries:
        text = _BUILT.sub("", text)
    return _PLAIN.sub(_hexadecimal, text).encode("utf-8")


def _add(feed: FeedGenerator, entry: Entry) -> None:
    item = feed.add_entry(order="append")
    item.title(entry.title)
    item.link(href=entry.url)
    item.guid(entry.id, permalink=False)
    item.summary(escape(entry.summary, quote=False) or entry.title)
    item.content(entry.content or escape(entry.title, quote=False), type="html")
    item.pubDate(entry.published)
    if entry.authors:
        item.dc.dc_creator(list(entry.authors))
    item.category(
        [{"term": one.term, "scheme": one.scheme, "label": one.term} for one in entry.categories]
    )


def _hexadecimal(match: re.Match[str]) -> str:
    """The RSS profile wants hexadecimal references in plain texts."""
    text = match[3].replace("&amp;", "&#x26;").replace("&lt;", "&#x3C;").replace("&gt;", "&#x3E;")
    return f"{match[1]}{text}{match[4]}"
