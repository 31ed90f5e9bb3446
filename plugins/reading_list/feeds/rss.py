"""Entries -> RSS 2.0, written by feedgen behind guards for its known defects.

Sources: https://www.rssboard.org/rss-specification, https://www.rssboard.org/rss-profile.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from reading_list.feeds.channel import Channel, find_updated
from reading_list.feeds.feedgen_parts import (
    NOWHERE,
    split_items,
    start_feed,
    use_hexadecimal,
)
from reading_list.feeds.list import RSS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedgen.feed import FeedGenerator

    from reading_list.feeds.entries import Entry

_BUILT = re.compile(r"<lastBuildDate>[^<]*</lastBuildDate>")
_PLAIN = re.compile(
    r"<(?:(?:title|description)>[^<]*|category[^>]*>[^<]*|atom:link [^>]* title=[^>]*)"
)
_END = "</channel></rss>"


def write_rss(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """A whole feed as UTF-8, entries in the order given; equal input gives equal bytes."""
    dated = replace(channel, updated=find_updated(entries))
    return join_rss(dated, write_rss_items(entries))


def write_rss_items(entries: Iterable[Entry]) -> list[str]:
    """One `<item>` for each entry, fit for any channel of ours."""
    feed = start_feed(NOWHERE, RSS.media_type)
    for entry in entries:
        _add(feed, entry)
    return split_items(_format(feed), "item")


def join_rss(channel: Channel, items: Iterable[str]) -> bytes:
    """A channel around items that `write_rss_items` has written."""
    found = list(items)
    head = _write_head(channel) if found else _BUILT.sub("", _write_head(channel))
    return "\n".join((head, *found, _END, "")).encode("utf-8")


@lru_cache(maxsize=1)  # whoever asks how large it is wants it next
def _write_head(channel: Channel) -> str:
    return _format(start_feed(channel, RSS.media_type)).rpartition(_END)[0]


def _format(feed: FeedGenerator) -> str:
    return _PLAIN.sub(use_hexadecimal, feed.rss_str().decode("utf-8"))


def _add(feed: FeedGenerator, entry: Entry) -> None:
    item = feed.add_entry(order="append")
    item.parts.entry = entry
    item.title(entry.title)
    item.link(href=entry.url)
    item.guid(entry.id, permalink=False)
    item.summary(escape(entry.summary, quote=False))
    item.content(entry.content, type="html")
    item.pubDate(entry.published)
    item.category(
        [{"term": one.term, "scheme": one.scheme, "label": one.term} for one in entry.categories]
    )
