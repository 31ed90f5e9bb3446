"""Entries and channels for tests of the formats of feeds."""

from datetime import UTC, datetime, timedelta

from reading_list.feeds.channel import Channel
from reading_list.feeds.entries import Entry, FeedAuthor, FeedCategory, FeedLink, FeedWork
from reading_list.feeds.options import FeedSite

SITE = FeedSite(name="Reading list", url="https://example.org/site/")
CHANNEL = Channel(
    title="Reading list",
    description="What we read.",
    url=SITE.url,
    feed_url=f"{SITE.url}feed.xml",
    language="en",
    id="tag:example.org,2025:feeds/",
)
NOON = datetime(2025, 7, 3, 12, tzinfo=UTC)
HOSTILE = [
    *(
        "R&D",
        "a < b > c",
        "]]>",
        "<![CDATA[x]]>",
        "<script>alert(1)</script>",
        "&amp;",
        "&lt;b&gt;",
    ),
    *("a\x00b\x07c\x0b\x1b", "\ufffe\uffff", "\ud800", "\udfff", "😀 中文 “”", "</title>", "<!--"),
    *("</item></channel></rss>", "%s {x} \\", "\u2028\x85", "'\"", "", " ", "<?xml?>", "&#0;"),
    *("x </b> y", "Ada <ada@a.example>", "R&2D &copy x", "\ufdd0\ufffd"),
    *("<item>", "<entry></entry></feed>", "\u202eשלום \u2067مرحبا\u2069"),
]


def make_entry(number: int = 0, **fields: object) -> Entry:
    moment = NOON - timedelta(days=number)
    defaults = {
        "id": f"tag:example.org,2025:papers/{number}",
        "url": f"https://example.org/site/papers/{number}/",
        "title": f"Title {number}",
        "summary": "Summary",
        "content": "<p>Content</p>",
        "short": lambda: "<p>Short</p>",
        "published": moment,
        "updated": moment.replace(microsecond=250_000 + number),
    }
    return Entry(**{**defaults, **fields})  # type: ignore[arg-type]


def make_full_entry() -> Entry:
    """Every field, with a text that has to be escaped."""
    return make_entry(
        title="R&D <now>",
        summary="a < b & c",
        content='<p>a <a href="https://example.org/?a=1&amp;b=2">b</a></p>',
        authors=(FeedAuthor("Ada & Lovelace", "https://ada.example/?a=1&b=2"), FeedAuthor("Bo")),
        categories=(FeedCategory("R&D", "https://example.org/site/tags/r-and-d/"),),
        links=(
            FeedLink("related", "https://arxiv.org/abs/1", "text/html", "arXiv & co"),
            FeedLink("related", "https://arxiv.org/pdf/1", "application/pdf", "PDF"),
            FeedLink("via", "https://found.example/"),
        ),
        external_url="https://arxiv.org/abs/1",
        work=FeedWork(
            identifiers=("doi:10.1/x&y", "arxiv:1706.03762"),
            source="NeurIPS & <more>",
            issued="2017-06",
            facts={"kind": "paper", "doi": ["10.1/x&y"], "isbn": [], "venue": ""},
        ),
    )
