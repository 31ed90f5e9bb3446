"""Entries -> Atom, written by feedgen behind guards for its known defects. Source: RFC 4287."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.feeds.channel import Channel, find_updated
from reading_list.feeds.feedgen_parts import (
    NOWHERE,
    split_items,
    start_feed,
    use_hexadecimal,
)
from reading_list.feeds.list import ATOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedgen.feed import FeedGenerator

    from reading_list.feeds.entries import Entry

_END = "</feed>"
_PLAIN = re.compile(
    r"<(?:(?:title|subtitle|summary|name)>[^<]*|category [^>]*|link [^>]* title=[^>]*)"
)
"""Texts in which no reference shall look like one of HTML."""


def write_atom(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """A whole feed as UTF-8, entries in the order given; equal input gives equal bytes."""
    dated = replace(channel, updated=find_updated(entries))
    return join_atom(dated, write_atom_items(entries))


def write_atom_items(entries: Iterable[Entry]) -> list[str]:
    """One `<entry>` for each entry, fit for any feed of ours."""
    feed = start_feed(NOWHERE, ATOM.media_type)
    for entry in entries:
        _add(feed, entry)
    return split_items(_format(feed), "entry")


def join_atom(channel: Channel, items: Iterable[str]) -> bytes:
    """A feed around entries that `write_atom_items` has written."""
    return "\n".join((_write_head(channel), *items, _END, "")).encode("utf-8")


@lru_cache(maxsize=1)  # whoever asks how large it is wants it next
def _write_head(channel: Channel) -> str:
    return _format(start_feed(channel, ATOM.media_type)).rpartition(_END)[0]


def _format(feed: FeedGenerator) -> str:
    return _PLAIN.sub(use_hexadecimal, feed.atom_str().decode("utf-8"))


def _add(feed: FeedGenerator, entry: Entry) -> None:
    item = feed.add_entry(order="append")
    item.parts.entry = entry
    item.id(entry.id)
    item.title(entry.title)
    item.link(href=entry.url)
    item.author([_name(one.name, one.url) for one in entry.authors])
    item.summary(entry.summary)
    item.content(entry.content, type="html")
    item.published(entry.published)
    item.updated(entry.updated)
    item.category(
        [{"term": one.term, "scheme": one.scheme, "label": one.term} for one in entry.categories]
    )


def _name(name: str, url: str) -> dict[str, str]:
    return {"name": name, "uri": url} if url else {"name": name}
