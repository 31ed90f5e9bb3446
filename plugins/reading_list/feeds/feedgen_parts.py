"""What RSS and Atom have in common, and what feedgen does not write or writes wrongly.

Separate because both formats go through one library. Its extensions hand over the finished
elements: there an item gets its links back, which feedgen strips of everything but the address,
and what feedgen has no words for. Sources: RFC 4287, RFC 5005, https://www.w3.org/TR/websub/,
https://www.dublincore.org/specifications/dublin-core/dcmi-terms/.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from reading_list.feeds.channel import GENERATOR, Channel
from reading_list.feeds.plain_text import legal_text, plain_text, reads_as_html

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from reading_list.feeds.entries import Entry

ATOM: Final = "http://www.w3.org/2005/Atom"
DC: Final = "http://purl.org/dc/elements/1.1/"
DCTERMS: Final = "http://purl.org/dc/terms/"
HISTORY: Final = "http://purl.org/syndication/history/1.0"
_HTML = "text/html"
_FIRST_PLAUSIBLE = "1990-01-01"
"""As text, so that `1990` comes before it: so the W3C's validator compares."""


class ChannelParts(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """Hub, archives and completeness."""

    channel: Channel

    def extend_ns(self) -> dict[str, str]:
        """Declare the prefixes once, for every item."""
        return {"dc": DC, "dcterms": DCTERMS}

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        """Add to the channel."""
        _add_links(rss[0], f"{{{ATOM}}}link", _channel_links(self.channel))
        _add_history(rss[0], self.channel)
        return rss

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        """Add to the feed, whose own elements feedgen makes without a namespace."""
        _declare_html(feed)
        _add_links(feed, "link", _channel_links(self.channel))
        _add_history(feed, self.channel)
        return feed


class ItemParts(BaseEntryExtension):  # type: ignore[misc] # feedgen has no types
    """Links with all their attributes, and what a bibliography says."""

    entry: Entry

    def extend_rss(self, item: etree._Element) -> etree._Element:
        """Add to an item; authors as `dc:creator`, for RSS itself wants their e-mail."""
        for author in self.entry.authors:
            etree.SubElement(item, f"{{{DC}}}creator").text = author.name
        etree.SubElement(item, f"{{{ATOM}}}updated").text = self.entry.updated.isoformat()
        _add_links(item, f"{{{ATOM}}}link", _item_links(self.entry))
        _add_work(item, self.entry)
        return item

    def extend_atom(self, item: etree._Element) -> etree._Element:
        """Add to an entry."""
        _declare_html(item)
        for link in item.findall("link"):
            link.set("rel", "alternate")
            link.set("type", _HTML)
        _add_links(item, "link", _item_links(self.entry))
        _add_work(item, self.entry)
        return item


def _declare_html(parent: etree._Element) -> None:
    """Leave no doubt where a text would read as HTML: it is HTML that shows just this text.

    Many readers take plain titles for HTML whatever they say they are, and validators warn.
    """
    for name in ("title", "subtitle", "summary"):
        element = parent.find(name)
        if element is not None and reads_as_html(element.text or ""):
            element.set("type", "html")
            element.text = escape(element.text or "", quote=False)


_Link = dict[str, str]


def _channel_links(channel: Channel) -> Iterable[_Link]:
    for rel, url in (
        ("hub", channel.hub),
        ("prev-archive", channel.previous),
        ("current", channel.current),
    ):
        if url:
            yield {"href": url, "rel": rel}


def _item_links(entry: Entry) -> Iterable[_Link]:
    for link in entry.links:
        named = {"rel": link.rel, "type": link.media_type, "href": link.url, "title": link.title}
        yield {name: value for name, value in named.items() if value}


def _add_links(parent: etree._Element, tag: str, links: Iterable[_Link]) -> None:
    for link in links:
        etree.SubElement(parent, tag, link)


def _add_history(parent: etree._Element, channel: Channel) -> None:
    for name, is_so in (("archive", bool(channel.current)), ("complete", channel.is_complete)):
        if is_so:
            etree.SubElement(parent, f"{{{HISTORY}}}{name}", nsmap={"fh": HISTORY})


def _add_work(item: etree._Element, entry: Entry) -> None:
    work = entry.work
    values = [(f"{{{DC}}}identifier", one) for one in work.identifiers]
    values.append((f"{{{DC}}}source", work.source))
    for tag, value in values:
        if text := legal_text(value).strip():
            etree.SubElement(item, tag).text = text
    if work.issued:
        # First, for feedparser takes it for the item's own date unless that comes after it.
        issued = etree.Element(f"{{{DCTERMS}}}{_find_term(entry)}")
        issued.text = work.issued
        item.insert(0, issued)


def _find_term(entry: Entry) -> str:
    """What to call the date of a work: validators doubt an `issued` before 1990, or one ahead.

    A build reads no clock; but what is not later than the item lies behind us. Of `available`,
    "date that the resource became or will become available", they take any date.
    """
    month = entry.published.isoformat()[: len("2017-06")]
    is_plausible = (
        entry.work.issued >= _FIRST_PLAUSIBLE and entry.work.issued[: len(month)] <= month
    )
    return "issued" if is_plausible else "available"


def start_feed(channel: Channel, media_type: str) -> FeedGenerator:
    """Begin a feed of one format, with everything but its items and its date."""
    feed = FeedGenerator()
    feed.register_extension("parts", ChannelParts, ItemParts)
    feed.parts.channel = channel
    title = plain_text(channel.title).strip() or channel.url
    feed.id(channel.id or channel.feed_url)
    feed.title(title)
    feed.author({"name": plain_text(channel.author).strip() or title})
    feed.description(plain_text(channel.description).strip() or title)
    # feedgen takes the channel's link from the last link that it was given.
    feed.link(href=channel.feed_url, rel="self", type=media_type)
    feed.link(href=channel.url, rel="alternate", type=_HTML)
    feed.language(channel.language)
    feed.generator(GENERATOR)
    # feedgen would put the clock here.
    feed.updated(channel.updated)
    feed.lastBuildDate(channel.updated)
    return feed


NOWHERE: Final = Channel(
    title="-",
    description="",
    url="https://a.invalid/",
    feed_url="https://a.invalid/",
    language="en",
)
"""Stands for the feed while items are written, each once and not once for every feed."""


def use_hexadecimal(match: re.Match[str]) -> str:
    """Write references as the RSS profile wants them in plain texts, lest they look like HTML."""
    text = match[0].replace("&amp;", "&#x26;")
    return text.replace("&lt;", "&#x3C;").replace("&gt;", "&#x3E;")


def split_items(document: str, tag: str) -> list[str]:
    """The items of a whole feed; no text can hold their tags, for it is escaped."""
    begin, end = f"<{tag}>", f"</{tag}>"
    return [begin + part.partition(end)[0] + end for part in document.split(begin)[1:]]
