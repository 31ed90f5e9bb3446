"""Entries -> JSON Feed 1.1. Source: https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reading_list.feeds.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reading_list.feeds.channel import Channel
    from reading_list.feeds.entries import Entry

VERSION = "https://jsonfeed.org/version/1.1"
EXTENSION = "_reading_list"


def write_json(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """A whole feed as UTF-8, entries in the order given; equal input gives equal bytes."""
    return join_json(channel, write_json_items(entries))


def write_json_items(entries: Iterable[Entry]) -> list[str]:
    """One object for each entry, as JSON."""
    return [_format(_item(entry)) for entry in entries]


def join_json(channel: Channel, items: Iterable[str]) -> bytes:
    """A feed around items that `write_json_items` has written."""
    head = _format(_head(channel)).removesuffix("}")
    body = ",\n".join(items)
    return f'{head}, "items": [\n{body}\n]}}\n'.encode(errors="replace")


def _head(channel: Channel) -> dict[str, object]:
    title = plain_text(channel.title).strip() or channel.url
    return _without_empty(
        {
            "version": VERSION,
            "title": title,
            "home_page_url": channel.url,
            "feed_url": channel.feed_url,
            "description": plain_text(channel.description).strip(),
            "next_url": channel.previous,
            "authors": [{"name": plain_text(channel.author).strip() or title}],
            "language": channel.language,
            "hubs": [{"type": "WebSub", "url": channel.hub}] if channel.hub else [],
        }
    )


def _item(entry: Entry) -> dict[str, object]:
    links = [
        _without_empty({"rel": one.rel, "url": one.url, "type": one.media_type, "title": one.title})
        for one in entry.links
    ]
    return _without_empty(
        {
            "id": entry.id,
            "url": entry.url,
            "external_url": entry.external_url,
            "title": entry.title,
            "content_html": entry.content,
            "summary": entry.summary,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "authors": [
                _without_empty({"name": one.name, "url": one.url}) for one in entry.authors
            ],
            "tags": [one.term for one in entry.categories],
            EXTENSION: _without_empty({**entry.work.facts, "links": links}),
        }
    )


def _without_empty(values: dict[str, object]) -> dict[str, object]:
    """Leave out what is not known: no null, no empty text or list."""
    return {name: value for name, value in values.items() if value not in ("", [], {}, None)}


def _format(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
