"""What a feed may announce, under which id, and when.

Separate from the entries because it is cheap: feeds choose from it first, and only what a feed
holds is made. Dates come from the front matter, never from the clock; ids never change with title
or address.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from reading_list.model import Post, find_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from reading_list.digests import Digest
    from reading_list.model import Library, Paper, PartialDate

_LAST_YEAR = 9999
_SPREAD = 10 * 60 * 60
"""Seconds over which items of one day are spread, so that hardly two share a moment."""
_MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Announced:
    """Something that a feed may announce."""

    id: str
    moment: datetime
    """When it was published; UTC, whole seconds."""
    subject: Paper | Post | Digest
    updated: datetime
    """When it last changed; UTC, never before `moment`, and never that of another item."""


def find_announced(
    library: Library, authority: str, until: date | None = None
) -> tuple[Announced, ...]:
    """Listed posts, and listed papers that have a date; newest first, of one instant by id.

    What comes after the day `until`, in UTC, is left out.
    """
    entries: list[Paper | Post] = [*library.papers, *library.posts]
    found = [
        _announce(entry, date, name_entry(entry, authority))
        for entry in entries
        if entry.is_listed and (date := find_date(entry)) is not None
    ]
    found.sort(key=lambda one: one.id)
    found.sort(key=lambda one: one.moment, reverse=True)
    return _tell_apart(one for one in found if until is None or one.moment.date() <= until)


def name_entry(entry: Paper | Post, authority: str) -> str:
    """The id of an entry in feeds: its own, else one of its date and its file; `` without a date.

    A post's file is named as seen from the docs folder.
    """
    date = find_date(entry)
    if entry.feed_id or date is None:
        return entry.feed_id
    path = entry.src_uri.removesuffix(".md") if isinstance(entry, Post) else f"papers/{entry.id}"
    return make_id(authority, date, path)


def make_id(authority: str, date: PartialDate, path: str) -> str:
    """`tag:reading-list.example,2025-07:papers/vaswani2017attention`. Source: RFC 4151."""
    return f"tag:{authority},{date.text}:{quote(path, errors='surrogatepass')}"


def make_moment(date: PartialDate, clock: str, name: str) -> datetime:
    """The instant of an item, in UTC.

    A day without a time becomes noon or later, by a hash of the id: stable, hardly ever shared
    with another item, and never in the neighbouring day. A month becomes its first day.
    """
    year, month, day = date.earliest
    start = datetime(max(year, 1), month, day, tzinfo=UTC)
    if clock and 1 < year < _LAST_YEAR:
        when = datetime.combine(start, time.fromisoformat(clock))
        when = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
        return when.replace(microsecond=0)
    return start + timedelta(hours=12, seconds=_hash(name) % _SPREAD)


def _hash(name: str) -> int:
    digest = hashlib.sha256(name.encode(errors="replace")).digest()
    return int.from_bytes(digest[:4], "big")


def _announce(entry: Paper | Post, date: PartialDate, name: str) -> Announced:
    """The part of a second is a hash of the id.

    So two posts that were given one time, or changed on one day, still differ, and neither
    depends on what else there is.
    """
    moment = make_moment(date, entry.time if isinstance(entry, Post) else "", name)
    changed = entry.updated if isinstance(entry, Post) else None
    last = max(moment, make_moment(changed, "", name)) if changed else moment
    return Announced(
        name, moment, entry, last.replace(microsecond=_hash(f"{name} updated") % _MICROSECONDS)
    )


def _tell_apart(found: Iterable[Announced]) -> tuple[Announced, ...]:
    """Give each item a moment of change of its own; one in a thousand million has to move."""
    taken: set[datetime] = set()
    kept = []
    for one in found:
        updated = one.updated
        while updated in taken:
            updated += timedelta(microseconds=1)
        taken.add(updated)
        kept.append(one if updated is one.updated else replace(one, updated=updated))
    return tuple(kept)
