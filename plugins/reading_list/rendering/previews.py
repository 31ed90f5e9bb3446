"""What a reader sees of a work before following a link to it.

The text stands in the page itself, out of sight: it needs no request, works from a file, and
moves with the page when a theme swaps pages by script. A page holds each work once.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from reading_list.model import PaperId
from reading_list.rendering.templates import BASE, place
from reading_list.texts import inline
from reading_list.texts.excerpts import excerpt
from reading_list.texts.fragments import to_text
from reading_list.texts.links import Links, find_works
from reading_list.views.paper import STATUS_LABELS, format_authors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.model import Paper
    from reading_list.rendering.templates import Pieces, Templates
    from reading_list.views.site import SiteViews

WHY = 200
"""Characters of a reason that are shown."""


class Previews:
    """Makes each preview once."""

    def __init__(self, views: SiteViews, templates: Templates, pieces: Pieces) -> None:
        self._views = views
        self._templates = templates
        self._pieces = pieces
        self._works = {
            paper.url_path: paper.id for paper in views.library.papers if not paper.unlisted
        }
        self._made: dict[PaperId, str] = {}

    def find_reason(self, paper: Paper) -> str:
        """The author's reason for a work, else that of the first order that has one; HTML."""
        reasons = [self._pieces.whys.get(paper.id, "")]
        members = self._views.connections.memberships.get(paper.id, ())
        reasons += (self._pieces.step_whys.get(one.placed.step.why, "") for one in members)
        return next(filter(None, reasons), "")

    def collect(self, ids: Iterable[PaperId]) -> Markup:
        """Previews of works that texts name; nothing where there are none."""
        papers = self._views.library.papers_by_id
        known = (papers[one] for one in dict.fromkeys(ids) if one in papers)
        made = "".join(self._make(paper) for paper in known if not paper.unlisted)
        template = f'<template class="rl-previews">\n{made}</template>\n' if made else ""
        return Markup(template)  # noqa: S704 - our own template's output

    def collect_linked(self, html: str, url: str, ids: Iterable[PaperId] = ()) -> str:
        """Previews of `ids` and of the works that the author's page at `url` links to."""
        linked = find_works(html, Links(url, BASE, self._works))
        return place(str(self.collect((*ids, *map(PaperId, linked)))), url)

    def _make(self, paper: Paper) -> str:
        """A plain string, as in `sections`: there is one for each work that is named."""
        found = self._made.get(paper.id)
        if found is None:
            found = self._made[paper.id] = "".join(self._write(paper))
        return found

    def _write(self, paper: Paper) -> Iterator[str]:
        href = self._templates.href(paper.url_path)
        title = inline.to_short_html(paper.title)
        yield f'<div>\n<p class="rl-preview__title"><a href="{href}">{title}</a></p>\n'
        facts = (format_authors(paper), str(paper.issued.year) if paper.issued else "")
        spans = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
        yield f'<p class="rl-byline">{spans}</p>\n' if spans else ""
        why = excerpt(to_text(self.find_reason(paper)), WHY)
        yield f'<p class="rl-preview__why">{escape(why)}</p>\n' if why else ""
        if paper.status:
            label = f"rl-status rl-status--{paper.status}"
            yield f'<p><span class="{label}">{STATUS_LABELS[paper.status]}</span></p>\n'
        yield "</div>\n"
