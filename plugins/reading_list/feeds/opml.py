"""All feeds of a site -> OPML 2.0, for programs that subscribe to many at once.

Separate because it names feeds and holds no items. Source: http://opml.org/spec2.opml.
"""

from __future__ import annotations

import re
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from reading_list.feeds.list import RSS, group_feeds
from reading_list.feeds.plain_text import legal_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.feeds.list import Feed
    from reading_list.feeds.options import FeedSite

OPML = "feeds.opml"
"""Its address below the site's root."""
_UNSOUND = re.compile(r"<|&(?![ \t\n\r]|$)")
"""What HTML has as a reference only: validators refuse `R&D`, which browsers show as it is."""


def write_opml(feeds: Iterable[Feed], site: FeedSite) -> bytes:
    """Every feed once, as RSS, which every program reads; those of a kind in a folder.

    Its date is that of the newest item. Equal input gives equal bytes.
    """
    found = tuple(feeds)
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _as_html(legal_text(f"Feeds of {site.name}"))
    changes = [one.newest.updated for one in found if one.newest]
    if changes:
        etree.SubElement(head, "dateModified").text = format_datetime(max(changes), usegmt=True)
    body = etree.SubElement(root, "body")
    for label, members in group_feeds(found):
        parent = etree.SubElement(body, "outline", text=label) if label else body
        for feed in members:
            _add_outline(parent, feed, site)
    etree.indent(root, "  ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _add_outline(parent: etree._Element, feed: Feed, site: FeedSite) -> None:
    title = _as_html(legal_text(feed.title).strip() or site.url)
    etree.SubElement(
        parent,
        "outline",
        type="rss",
        text=title,
        title=title,
        xmlUrl=site.file(feed.path(RSS)),
        htmlUrl=site.page(feed.page),
    )


def _as_html(text: str) -> str:
    """OPML's texts may hold HTML; what no sound HTML would have is escaped, and nothing else."""
    return escape(text, quote=False) if _UNSOUND.search(text) else text
