"""What one file of a feed says of itself, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.feeds.entries import Entry

GENERATOR = "mkdocs-reading-list"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One file of a feed without its items."""

    title: str
    description: str
    url: str
    """The page that the feed belongs to."""
    feed_url: str
    """The file's own address."""
    language: str
    id: str = ""
    """A `tag:` URI; `feed_url` stands in."""
    author: str = ""
    """Who speaks where an item names nobody; `title` stands in."""
    updated: datetime = _NEVER
    """When the newest change of an item was; UTC."""
    hub: str = ""
    previous: str = ""
    """Address of the archive before this file (RFC 5005)."""
    current: str = ""
    """Address of the feed that this file is an archive of."""
    is_complete: bool = False
    """Whether it holds all that there is."""


def find_updated(entries: Iterable[Entry]) -> datetime:
    """The newest change; the beginning of time where there is no entry."""
    return max((entry.updated for entry in entries), default=_NEVER)
