"""What one item of a feed says, whatever the format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.texts.excerpts import excerpt
from reading_list.texts.fragments import absolutise, clean, prefix_ids, to_text
from reading_list.texts.inline import to_text as title_text

if TYPE_CHECKING:
    from datetime import datetime

    from reading_list.feeds.announced import Announced
    from reading_list.model import Library

SUMMARY = 280
"""Characters of a summary."""
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MATH = re.compile(r"<math\b([^>]*)>.*?</math>", re.DOTALL)
_TEX = re.compile(r"\balttext=\"([^\"]*)\"")


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
            FeedCategory(legal_text(tag.title), site_url + tag.url_path)
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
