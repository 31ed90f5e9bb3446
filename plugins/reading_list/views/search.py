"""What readers search: the texts of each work, and what the site's search finds.

That search finds each work and each tag once; lists are not in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from reading_list.cache import NO_CACHE
from reading_list.texts import abstracts, inline
from reading_list.texts.fragments import to_text
from reading_list.texts.math_sources import write_unicode
from reading_list.views.text_index import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reading_list.cache import Cache
    from reading_list.model import Library, Paper, PaperId
    from reading_list.views.site import SiteViews

WHOLE = 1000
"""Works up to which the site's search knows their abstracts and notes: a browser loads all of its
index, and needs seconds for it; the library's own search has them whatever there are."""
NOTHING: Mapping[PaperId, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTexts:
    """What can be searched of a work; texts are plain."""

    title: str
    short_title: str
    authors: tuple[str, ...]
    venue: str
    tags: tuple[str, ...]
    why: str = ""
    abstract: str = ""
    notes: str = ""
    words: str = ""
    """What each of its words counts for in the library's own search, as `count_words` says."""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One thing that can be found; texts are plain."""

    url: str
    title: str
    text: str
    tags: tuple[str, ...] = ()


def collect_texts(
    library: Library,
    whys: Mapping[PaperId, str] = NOTHING,
    notes: Mapping[PaperId, str] = NOTHING,
    cache: Cache = NO_CACHE,
) -> dict[PaperId, PaperTexts]:
    """Texts of all listed works. `whys` and `notes` hold the HTML of reasons and notes."""
    return {
        paper.id: _collect(paper, library, (whys.get(paper.id, ""), notes.get(paper.id, "")), cache)
        for paper in library.papers
        if not paper.unlisted
    }


def _collect(paper: Paper, library: Library, shown: tuple[str, str], cache: Cache) -> PaperTexts:
    """`shown` is the HTML of its reason and notes."""
    # Readers look for authors and years, and are not to find the keys of drafts.
    shown = shown if paper.mentions else ("", "")
    names = PaperTexts(
        title=inline.to_text(paper.title),
        short_title=inline.to_text(paper.short_title),
        authors=tuple(author.name for author in paper.authors),
        venue=inline.to_text(paper.venue),
        tags=tuple(inline.to_text(tag.title) for tag in library.tags_of(paper)),
    )

    def make() -> list[str]:
        why, body = map(to_text, shown) if paper.mentions else _write_sources(paper)
        abstract = abstracts.to_text(paper.abstract) if paper.abstract else ""
        made = replace(names, why=why, abstract=abstract, notes=body)
        return [why, abstract, body, count_words(paper, made)]

    why, abstract, body, words = cache.recall("searched", (paper, names.tags, shown), make)
    return replace(names, why=why, abstract=abstract, notes=body, words=words)


def _write_sources(paper: Paper) -> tuple[str, str]:
    """Reason and notes as the author wrote them, but for formulas."""
    return write_unicode(paper.why), write_unicode(paper.body)


def build_search_entries(
    views: SiteViews, texts: Mapping[PaperId, PaperTexts] | None = None
) -> Iterator[SearchEntry]:
    """Papers by id, then tags by title. `texts` are those of the listed works, where collected."""
    known = collect_texts(views.library) if texts is None else texts
    is_whole = len(known) <= WHOLE
    for paper in views.library.papers:
        if paper.id in known:
            yield _paper(paper, known[paper.id], is_whole=is_whole)
    for view in views.tags:
        title, description = map(inline.to_text, (view.tag.title, view.tag.description))
        yield SearchEntry(view.tag.url_path, title, description)


def _paper(paper: Paper, texts: PaperTexts, *, is_whole: bool) -> SearchEntry:
    parts = (
        texts.short_title,
        texts.why,
        ", ".join(texts.authors),
        texts.venue,
        *paper.arxiv,
        *paper.doi,
        *((texts.abstract, texts.notes) if is_whole else ()),
    )
    text = " · ".join(part for part in parts if part)
    return SearchEntry(paper.url_path, texts.title, text, texts.tags)
