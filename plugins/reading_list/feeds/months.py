"""The feed of digests: one item for each month that is over, for services that mail feeds.

Separate because its items are made of all others, and because it must know which months are over
although a build reads no clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.digests import Digest, build_months, find_next_month
from reading_list.feeds.announced import Announced, make_id, make_moment
from reading_list.feeds.list import Feed
from reading_list.feeds.plain_text import plain_text
from reading_list.model import find_date

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from reading_list.feeds.options import FeedSite
    from reading_list.model import Library, Paper, Post

FOLDER = "digest/"


def find_digest_feed(
    announced: Iterable[Announced], library: Library, site: FeedSite
) -> tuple[Feed, ...]:
    """The feed, or nothing where no month is over.

    `announced` is what may be named at all. Its page is the timeline, where the months are.
    """
    entries = [one.subject for one in announced if not isinstance(one.subject, Digest)]
    months = find_past(entries, library, site.options.until)
    if not months:
        return ()
    return (
        Feed(
            kind="digest",
            name="Monthly digest",
            title=plain_text(f"Monthly digest · {site.name}"),
            page="timeline/",
            folder=FOLDER,
            found=tuple(_announce(one, site.authority) for one in months),
            limit=site.options.limit,
        ),
    )


def find_past(
    entries: Collection[Paper | Post], library: Library, until: date | None
) -> tuple[Digest, ...]:
    """The months that are over, the newest first.

    A month is over when something has joined in a later one, or when the day `until` lies in one.
    """
    dates = [one for one in map(find_date, entries) if one is not None and one.month is not None]
    latest = max(((one.year, one.month or 0) for one in dates), default=(0, 0))
    if until is not None:
        latest = max(latest, (until.year, until.month))
    months = build_months(entries, library)
    return tuple(one for one in months if (one.span.since.year, one.span.since.month or 0) < latest)


def _announce(digest: Digest, authority: str) -> Announced:
    """The moment is the first day after the month, whatever joins the month later."""
    name = make_id(authority, digest.span.since, digest.location.uri)
    moment = make_moment(find_next_month(digest.span.since), "", name)
    return Announced(name, moment, digest, moment)
