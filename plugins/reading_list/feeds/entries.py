"""What one item of a feed says, whatever the format."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from reading_list.digests import Digest
from reading_list.feeds.plain_text import legal_text, plain_text
from reading_list.texts.addresses import make_ascii
from reading_list.texts.excerpts import excerpt
from reading_list.texts.fragments import fit_for_feed, to_text
from reading_list.texts.inline import to_text as title_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from reading_list.feeds.announced import Announced
    from reading_list.feeds.options import FeedSite
    from reading_list.model import Library, Paper, Post, Tag

SUMMARY = 280
"""Characters of a summary."""
_MATH = re.compile(r"<math\b([^>]*)>.*?</math>", re.DOTALL)
_TEX = re.compile(r"\balttext=\"([^\"]*)\"")
_HEADING = re.compile(r"\s*<h1\b[^>]*>(.*?)</h1>\s*", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedCategory:
    """A tag of an item; `scheme` is the address of the tag's page."""

    term: str
    scheme: str


@dataclass(frozen=True, slots=True)
class FeedAuthor:
    """Who wrote what an item is about."""

    name: str
    url: str = ""
    """Absolute, or nothing."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A link of an item besides that to its page."""

    rel: str
    """`related` (the work itself, its PDF, its BibTeX) or `via` (where it was found)."""
    url: str
    media_type: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedWork:
    """What a bibliography says of a work."""

    identifiers: tuple[str, ...] = ()
    """`doi:10.1/x`, `arxiv:1706.03762`."""
    source: str = ""
    """Where it appeared."""
    issued: str = ""
    """`2017`, `2017-06` or `2017-06-12`."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """The same and more, as the JSON Feed's extension has them."""


NO_WORK = FeedWork()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item; texts hold only what XML 1.0 allows, short ones no end tag (`plain_text`)."""

    id: str
    """A `tag:` URI (RFC 4151)."""
    url: str
    title: str
    """Plain text, never empty."""
    summary: str
    """Plain text, at most `SUMMARY` characters and an ellipsis."""
    content: str
    """HTML with absolute addresses, cleaned."""
    short: Callable[[], str] = field(compare=False)
    """Makes the HTML that stands for `content` in a feed that would be too large: few are."""
    published: datetime
    """UTC."""
    updated: datetime
    """UTC."""
    authors: tuple[FeedAuthor, ...] = ()
    categories: tuple[FeedCategory, ...] = ()
    links: tuple[FeedLink, ...] = ()
    external_url: str = ""
    """What the item is about, where that lies elsewhere."""
    work: FeedWork = NO_WORK


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an item shows; links in the HTML are right on the subject's own page."""

    html: str
    excerpt: Callable[[], str] = str
    """Finds the part of `html` that stands for it in short; where it is empty, the summary does."""
    summary: str = ""
    """HTML whose first words are the summary; where it is empty, those of `html` are."""
    authors: tuple[FeedAuthor, ...] = ()
    links: tuple[FeedLink, ...] = ()
    external_url: str = ""
    work: FeedWork = NO_WORK


def build_entry(announced: Announced, shown: Shown, library: Library, site: FeedSite) -> Entry:
    """One item, cleaned, its addresses absolute and its ids its own."""
    subject = announced.subject
    url = site.page(subject.url_path)
    title = legal_text(title_text(subject.title)) or url
    source = shown.html if site.options.has_mathml else _show_tex(shown.html)
    source = _drop_heading(source, title)
    prefix = subject.url_path.strip("/").replace("/", "-")
    summary = to_text(_show_tex(shown.summary))
    whole, words = _fit(source, url, prefix, enough=0 if summary else SUMMARY)
    summary = summary or words
    summary = excerpt(legal_text(summary), SUMMARY) or title

    def shorten() -> str:
        part = _fit(_drop_heading(_show_tex(shown.excerpt()), title), url, prefix)[0]
        return _shorten(part, summary, url)

    # A digest is made of excerpts, and of no use to a mail service without them.
    is_cut = site.options.is_excerpt and not isinstance(subject, Digest)
    return Entry(
        id=legal_text(announced.id),
        url=url,
        title=plain_text(title),
        summary=summary,
        content=shorten() if is_cut else whole or f"<p>{escape(title, quote=False)}</p>",
        short=shorten,
        published=announced.moment,
        updated=announced.updated,
        authors=tuple(_authors(shown.authors)),
        categories=tuple(
            FeedCategory(term, site.page(tag.url_path))
            for tag in _tags(subject, library)
            if (term := plain_text(title_text(tag.title)))
        ),
        links=tuple(_encode(link) for link in shown.links),
        external_url=make_ascii(shown.external_url),
        work=shown.work,
    )


def _tags(subject: Paper | Post | Digest, library: Library) -> tuple[Tag, ...]:
    return subject.tags if isinstance(subject, Digest) else library.tags_of(subject)


def _authors(authors: Iterable[FeedAuthor]) -> Iterable[FeedAuthor]:
    for author in authors:
        if name := plain_text(author.name).strip():
            yield FeedAuthor(name, make_ascii(author.url))


def _encode(link: FeedLink) -> FeedLink:
    return FeedLink(link.rel, make_ascii(link.url), link.media_type, plain_text(link.title))


def _fit(html: str, url: str, prefix: str, *, enough: int = 0) -> tuple[str, str]:
    """Clean once, for every feed and format; and the first words."""
    if not html:
        return "", ""
    content, words = fit_for_feed(legal_text(html), url, prefix, enough)
    return legal_text(content), words


def _shorten(part: str, summary: str, url: str) -> str:
    """The beginning of an item, and the way to the rest."""
    begins = part or f"<p>{escape(summary, quote=False)}</p>"
    return f'{begins}\n<p><a href="{escape(url)}">Read on</a></p>'


def _drop_heading(html: str, title: str) -> str:
    """Without a first heading that repeats the title."""
    heading = _HEADING.match(html)
    repeats = heading is not None and legal_text(to_text(heading[1])) == title
    return html[heading.end() :] if heading and repeats else html


def _show_tex(html: str) -> str:
    r"""Formulas as their TeX, `\(...\)`: the one form that every reader shows."""

    def tex(match: re.Match[str]) -> str:
        source = _TEX.search(match[1])
        left, right = ("\\[", "\\]") if "block" in match[1] else ("\\(", "\\)")
        return f'<span class="math">{left}{source[1]}{right}</span>' if source else match[0]

    return _MATH.sub(tex, html)
