"""The feeds that a page names in its head.

Separate because every page has them, the author's own and the error page too.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from reading_list.feeds.list import FORMATS, RSS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reading_list.feeds.list import Feed

_FURTHER = re.compile(r"page/[0-9]+/$")


def link_feeds(feeds: Mapping[str, Feed], url: str, root: str) -> str:
    """HTML for the page at `url`: everything first, then what belongs to the page alone.

    `feeds` are named by their page; `root` leads from the page to the site's root. Titles differ
    from each other, as readers offer them for choice. Source:
    https://www.rssboard.org/rss-autodiscovery.
    """
    return link_everything(feeds, root) + link_own_feed(feeds, url, root)


def link_everything(feeds: Mapping[str, Feed], root: str) -> str:
    """HTML of what is first on every page."""
    return "".join(_lines(feeds[""], root)) if "" in feeds else ""


def link_own_feed(feeds: Mapping[str, Feed], url: str, root: str) -> str:
    """HTML of what belongs to the page at `url` alone; mostly nothing."""
    page = _FURTHER.sub("", url)
    return "".join(_lines(feeds[page], root)) if page and page in feeds else ""


def _lines(feed: Feed, root: str) -> Iterator[str]:
    for form in FORMATS:
        title = feed.title if form is RSS else f"{feed.title} ({form.label})"
        yield (
            f'<link rel="alternate" type="{form.media_type}" title="{escape(title)}"'
            f' href="{escape(root + feed.path(form))}">\n'
        )
