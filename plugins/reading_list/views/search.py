"""What the site's search finds: each work and each tag once; lists are not in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from reading_list.cache import NO_CACHE, Cache
from reading_list.texts import abstracts, inline
from reading_list.texts.fragments import to_text
from reading_list.texts.math_sources import write_unicode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reading_list.model import Library, Paper, PaperId
    from reading_list.views.site import SiteViews

NOTHING: Mapping[PaperId, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One thing that can be found; texts are plain."""

    url: str
    title: str
    text: str
    tags: tuple[str, ...] = ()


def build_search_entries(
    views: SiteViews,
    whys: Mapping[PaperId, str] = NOTHING,
    notes: Mapping[PaperId, str] = NOTHING,
    cache: Cache = NO_CACHE,
) -> Iterator[SearchEntry]:
    """Papers by id, then tags by title. `whys` and `notes` hold the HTML of reasons and notes."""
    library = views.library
    for paper in library.papers:
        if not paper.unlisted:
            why, body = whys.get(paper.id, ""), notes.get(paper.id, "")
            inputs = (paper, why, body)
            text = cache.recall("search", inputs, partial(_join_text, *inputs))
            yield _paper(paper, library, text)
    for view in views.tags:
        title, description = map(inline.to_text, (view.tag.title, view.tag.description))
        yield SearchEntry(view.tag.url_path, title, description)


def _join_text(paper: Paper, why: str, body: str) -> str:
    """Everything but the title; `why` and `body` are HTML."""
    if paper.mentions:
        # Readers look for authors and years, and are not to find the keys of drafts.
        why, body = to_text(why), to_text(body)
    else:
        why, body = write_unicode(paper.why), write_unicode(paper.body)
    parts = (
        inline.to_text(paper.short_title),
        why,
        ", ".join(author.name for author in paper.authors),
        inline.to_text(paper.venue),
        *paper.arxiv,
        *paper.doi,
        abstracts.to_text(paper.abstract) if paper.abstract else "",
        body,
    )
    return " · ".join(part for part in parts if part)


def _paper(paper: Paper, library: Library, text: str) -> SearchEntry:
    return SearchEntry(
        paper.url_path,
        inline.to_text(paper.title),
        text,
        tuple(inline.to_text(tag.title) for tag in library.tags_of(paper)),
    )
