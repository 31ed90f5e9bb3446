"""What one item of a feed says, whatever the format.

Dates come from the front matter, never from the clock; ids never change with title or address.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from reading_list.texts.excerpts import excerpt
from reading_list.texts.fragments import absolutise, clean, prefix_ids, to_text
from reading_list.texts.inline import to_text as title_text

if TYPE_CHECKING:
    from reading_list.model import Library, Paper, PartialDate, Post

SUMMARY = 280
"""Characters of a summary."""
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MATH = re.compile(r"<math\b([^>]*)>.*?</math>", re.DOTALL)
_TEX = re.compile(r"\balttext=\"([^\"]*)\"")
_LAST_YEAR = 9999
_SPREAD = 10 * 60 * 60
"""Seconds over which items of one day are spread, so that no two share a moment."""


@dataclass(frozen=True, slots=True)
class FeedCategory:
    """A tag of an item; `scheme` is the address of the tag's page."""

    term: str
    scheme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item; texts hold only what XML 1.0 allows."""

    id: str
    """A `tag:` URI (RFC 4151)."""
    url: str
    title: str
    """Plain text."""
    summary: str
    """Plain text, at most `SUMMARY` characters and an ellipsis."""
    content: str
    """HTML with absolute addresses, cleaned."""
    published: datetime
    """UTC."""
    authors: tuple[str, ...]
    categories: tuple[FeedCategory, ...]


def legal_text(text: str) -> str:
    """Drop what XML 1.0 cannot hold: one such character would cost the whole feed."""
    return _ILLEGAL.sub("", text)


@dataclass(frozen=True, slots=True)
class Announced:
    """Something that a feed may announce: cheap to make, so that feeds can choose first."""

    id: str
    moment: datetime
    """UTC."""
    subject: Paper | Post


def find_announced(library: Library, authority: str) -> tuple[Announced, ...]:
    """Listed posts, and listed papers that have a date; newest first, of one instant by id."""
    found = []
    for paper in library.papers:
        if paper.added is not None and not paper.unlisted:
            name = paper.feed_id or make_id(authority, paper.added, f"papers/{paper.id}")
            found.append(Announced(name, make_moment(paper.added, "", name), paper))
    for post in library.posts:
        if not post.unlisted:
            path = post.src_uri.removesuffix(".md")
            name = post.feed_id or make_id(authority, post.date, path)
            found.append(Announced(name, make_moment(post.date, post.time, name), post))
    found.sort(key=lambda one: one.id)
    return tuple(sorted(found, key=lambda one: one.moment, reverse=True))


@dataclass(frozen=True, slots=True)
class Shown:
    """What an item shows; links in the HTML are right on the subject's own page."""

    html: str
    authors: tuple[str, ...] = ()
    summary: str = ""
    """HTML whose first words are the summary; where it is empty, those of `html` are."""


def build_entry(announced: Announced, shown: Shown, library: Library, site_url: str) -> Entry:
    """One item, cleaned, its addresses absolute and its ids its own."""
    subject = announced.subject
    url = site_url + subject.url_path
    whole = prefix_ids(absolutise(_show_tex(shown.html), url), f"{subject.slug}-")
    content = legal_text(clean(whole))
    return Entry(
        id=legal_text(announced.id),
        url=url,
        title=legal_text(title_text(subject.title)),
        summary=excerpt(legal_text(to_text(_show_tex(shown.summary or shown.html))), SUMMARY),
        content=content,
        published=announced.moment,
        authors=tuple(legal_text(author) for author in shown.authors),
        categories=tuple(
            FeedCategory(legal_text(title_text(tag.title)), site_url + tag.url_path)
            for tag in library.tags_of(subject)
        ),
    )


def _show_tex(html: str) -> str:
    r"""Formulas as their TeX, `\(...\)`: the one form that every reader shows."""

    def tex(match: re.Match[str]) -> str:
        source = _TEX.search(match[1])
        left, right = ("\\[", "\\]") if "block" in match[1] else ("\\(", "\\)")
        return f'<span class="math">{left}{source[1]}{right}</span>' if source else match[0]

    return _MATH.sub(tex, html)


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
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    digest = hashlib.sha256(name.encode(errors="replace")).digest()
    offset = int.from_bytes(digest[:4], "big") % _SPREAD
    return start + timedelta(hours=12, seconds=offset)
