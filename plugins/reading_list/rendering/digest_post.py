"""A digest -> a post in Markdown, as its author might have written it.

Separate because a post names files, keeps the author's Markdown, and will be edited by him.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from reading_list.digests import CATEGORY, find_next_month
from reading_list.feeds.announced import make_id
from reading_list.formats.front_matter import write_front_matter
from reading_list.model import Paper, find_date
from reading_list.texts.addresses import relative_address
from reading_list.texts.characters import clean_line
from reading_list.texts.excerpts import excerpt
from reading_list.texts.inline import to_text
from reading_list.texts.markdown_line import escape, escape_start
from reading_list.texts.markdown_links import carry
from reading_list.texts.markdown_words import to_words
from reading_list.views.blog import POST_LABELS
from reading_list.views.paper import format_authors, format_venue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.digests import Digest
    from reading_list.model import PartialDate, Post

_WORDS = 280
"""Characters of a post that has no description."""


def write_digest_post(digest: Digest, src_uri: str, docs: str, authority: str = "") -> str:
    """Front matter and text, ready for the file `src_uri` below the folder `docs`.

    With the host `authority` feeds will know it by the same id for ever.
    """
    date = find_post_date(digest)
    name = src_uri.removesuffix(".md")
    fields: dict[str, object] = {
        "title": digest.title,
        "date": date.text,
        "description": digest.lead,
        "categories": [CATEGORY],
    }
    if authority:
        fields["feed_id"] = make_id(authority, date, name)
    return write_front_matter(fields, "\n".join(_write_body(digest, src_uri, docs)))


def find_post_date(digest: Digest) -> PartialDate:
    """The day after a month; else the last day of the span, or that of its newest entry."""
    if digest.span.is_month:
        return find_next_month(digest.span.since)
    if digest.span.until is not None:
        return digest.span.until
    entries: list[Paper | Post] = [*digest.posts]
    entries += [paper for group in digest.groups for paper in group.papers]
    days = [date for one in entries if (date := find_date(one)) is not None and date.day]
    return max(days, key=lambda one: one.earliest, default=digest.span.since)


def _write_body(digest: Digest, src_uri: str, docs: str) -> Iterator[str]:
    yield from (digest.lead, "", "<!-- more -->")
    if digest.posts:
        yield from ("", "## Posts")
        for post in digest.posts:
            yield from _write_post(post, src_uri)
    for group in digest.groups:
        title = _plain(group.tag.title) if group.tag else "Other works"
        yield from ("", f"## {title}")
        for paper in group.papers:
            yield from _write_paper(paper, src_uri, docs)


def _write_post(post: Post, src_uri: str) -> Iterator[str]:
    url = relative_address(post.src_uri, src_uri)
    yield from ("", f"- {_link(post.title, url)} ({POST_LABELS[post.kind].lower()}, {post.date})")
    words = to_text(post.description) or clean_line(to_words(post.body, with_tex=False))
    if words:
        yield from _indent(escape_start(escape(excerpt(words, _WORDS))))


def _write_paper(paper: Paper, src_uri: str, docs: str) -> Iterator[str]:
    source = f"papers/{paper.id}.md"
    parts = (_plain(format_authors(paper)), _plain(format_venue(paper)), str(paper.issued or ""))
    byline = ", ".join(part for part in parts if part)
    link = _link(paper.title, relative_address(source, src_uri))
    yield from ("", f"- {link}{f' ({byline})' if byline else ''}")
    if paper.why.strip():
        yield from _indent(carry(paper.why.strip(), source, src_uri, docs))


def _link(title: str, url: str) -> str:
    return f"[{_plain(title)}]({quote(url)})"


def _plain(text: str) -> str:
    return escape(to_text(text))


def _indent(text: str) -> Iterator[str]:
    """A paragraph of the item above it."""
    yield ""
    for line in text.splitlines():
        yield f"    {line}" if line.strip() else ""
