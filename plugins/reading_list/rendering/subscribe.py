"""What the page for subscribers says of each feed.

Separate because it turns feeds into words and addresses, and the page itself only lays them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.digests import Digest
from reading_list.feeds.list import FORMATS, RSS, group_feeds
from reading_list.model import find_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.feeds.announced import Announced
    from reading_list.feeds.list import Feed
    from reading_list.feeds.options import FeedSite
    from reading_list.model import PartialDate

_WHAT = {
    "everything": "Papers and posts as they come. If in doubt, take this one.",
    "papers": "Each work that joins the library, with the reason to read it.",
    "posts": "What is written here, in full.",
    "digest": "One item for each month that is over, with its works by tag. Made for e-mail.",
}
"""What a feed of the whole site holds."""
_WHAT_IN_SUMMARY = "What is written here."


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """A feed, for people; addresses of pages and files are below the site's root."""

    name: str
    what: str
    """A sentence, or nothing where the name says it."""
    page: str
    """Address of the page that it belongs to."""
    address: str
    """Absolute where the site's address is known."""
    files: tuple[tuple[str, str, str], ...]
    """Label, address and media type of each format."""
    count: int
    """All that belongs to it."""
    held: int
    """How much of that stands in the feed."""
    newest_title: str = ""
    """As the author wrote it."""
    newest_url: str = ""
    newest_date: PartialDate | None = None
    """As far as it is known: no day is made up where the author gave a month."""


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of a kind."""

    label: str
    """Empty for those of the whole site."""
    feeds: tuple[FeedLine, ...]


def describe_feeds(feeds: Iterable[Feed], site: FeedSite) -> tuple[FeedGroup, ...]:
    """Every feed, those of the whole site first."""
    return tuple(
        FeedGroup(label, tuple(_describe(feed, site) for feed in members))
        for label, members in group_feeds(feeds)
    )


def _describe(feed: Feed, site: FeedSite) -> FeedLine:
    what = _WHAT.get(feed.kind, "")
    if feed.kind == "posts" and site.options.is_excerpt:
        what = _WHAT_IN_SUMMARY
    newest = feed.newest
    return FeedLine(
        name=feed.name,
        what=what,
        page=feed.page,
        address=site.file(feed.path(RSS)),
        files=tuple((form.label, feed.path(form), form.media_type) for form in FORMATS),
        count=len(feed.found),
        held=len(feed.items),
        newest_title=newest.subject.title if newest else "",
        newest_url=newest.subject.url_path if newest else "",
        newest_date=_find_date(newest) if newest else None,
    )


def _find_date(newest: Announced) -> PartialDate | None:
    """A digest says in its title which month it is of."""
    return None if isinstance(newest.subject, Digest) else find_date(newest.subject)
