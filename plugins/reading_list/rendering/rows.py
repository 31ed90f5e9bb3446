"""A work as a row of a list.

Separate, and written as plain strings, because a work stands in a dozen lists: a template takes
ten times as long for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape

from reading_list.formats.openurl import encode_openurl
from reading_list.rendering.sections import badge
from reading_list.texts import abstracts
from reading_list.texts.excerpts import excerpt
from reading_list.texts.inline import to_short_html
from reading_list.views.paper import format_authors, format_venue, type_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reading_list.model import Paper, Tag

EXCERPT = 280
"""Characters of an abstract that lists show."""
_COMMON = frozenset({"article", "article-journal", "paper-conference"})
"""Kinds of works that go without saying."""
_TYPE = ' class="rl-byline__type"'


class Row(NamedTuple):
    """A row in its parts, for some lists show more of it than others; HTML."""

    head: str
    """Title and byline."""
    details: str
    """Reason and abstract."""
    tags: str
    work: str
    """What Zotero takes from it."""
    end: str


def write_row(paper: Paper, why: str, tags: Iterable[Tag], href: Callable[[str], str]) -> Row:
    """Write all of it; `why` is HTML, `href` makes links of addresses below the site's root."""
    bare = "" if paper.why or paper.abstract else " data-rl-bare"
    short = paper.short_title
    short = f' <span class="rl-short">{to_short_html(short)}</span>' if short else ""
    title = f'<a href="{escape(href(paper.url_path))}">{to_short_html(paper.title)}</a>'
    details = f'<div class="rl-row__why">{why}</div>\n' if paper.why else ""
    if paper.abstract:
        cut = excerpt(abstracts.to_text(paper.abstract), EXCERPT)
        details += f'<p class="rl-row__excerpt">{escape(cut)}</p>\n'
    return Row(
        head=f'<li class="rl-row" data-rl-work="{escape(paper.id)}"{bare}>'
        f"<p>{title}{short}{badge(paper)}</p>\n{write_byline(paper)}",
        details=details,
        tags=write_tags(tags, href),
        work=f"{write_coins(paper)}\n",
        end="</li>\n",
    )


def write_byline(paper: Paper) -> str:
    """Who wrote it, where it appeared and when, and what it is, if that is no article."""
    venue, label = format_venue(paper), type_label(paper)
    facts = (
        ("", escape(format_authors(paper))),
        (' class="rl-venue"', to_short_html(venue)),
        (' class="rl-date"', escape(paper.issued or "")),
        (_TYPE, "" if paper.type in _COMMON or label == venue else escape(label)),
    )
    spans = (f"<span{name}>{fact}</span>" for name, fact in facts if fact)
    return f'<p class="rl-byline">{"".join(spans)}</p>\n'


def write_tags(tags: Iterable[Tag], href: Callable[[str], str]) -> str:
    """Its tags as links; nothing where there are none."""
    links = "".join(
        f'<li><a href="{escape(href(tag.url_path))}">{to_short_html(tag.title)}</a></li>'
        for tag in tags
    )
    return f'<ul class="rl-tags" aria-label="Tags">{links}</ul>\n' if links else ""


def write_coins(paper: Paper) -> str:
    """The work for Zotero, out of sight.

    Whatever has a meaning in HTML is escaped in it as addresses are, and what follows its
    ampersands is no name of a character: those of HTML have no full stop and no line below.
    """
    return f'<span class="Z3988" title="{encode_openurl(paper)}"></span>'
