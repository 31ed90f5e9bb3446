"""Works by what they have in common besides tags: their type, their venue, their authors.

Every value has a page with plain links, so that the library can be walked without a script.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from reading_list.slugs import fold, slugify
from reading_list.texts.inline import to_text
from reading_list.views.library import ROWS, sort_by_added
from reading_list.views.paper import format_venue, type_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reading_list.model import Author, Library, Paper, Slug

SEVERAL = 2
"""Works from which on a venue or an author has a page: most of them have but one."""
_EDITION = re.compile(r"(?<=\S)[\s,]+(?:'\d{2}|(?:1[89]|20)\d{2})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """One value and the works that have it; its count is the rows that its pages show."""

    facet: str
    slug: Slug
    title: str
    """Plain text."""
    papers: tuple[Paper, ...]
    """The newest in the library first."""
    total: int
    """Works that have the value, on however many pages."""
    number: int = 1
    last: int = 1
    """The number of its last page."""

    @property
    def url(self) -> str:
        """`venues/neurips/`, of a further page `types/article/2/`."""
        return self._page_url(self.number)

    @property
    def previous_url(self) -> str:
        """The page before this one, if there is one."""
        return self._page_url(self.number - 1) if self.number > 1 else ""

    @property
    def following_url(self) -> str:
        """The page after this one, if there is one."""
        return self._page_url(self.number + 1) if self.number < self.last else ""

    def paginate(self, rows: int = ROWS) -> Iterator[FacetView]:
        """Its pages, of up to `rows` works each, as those of the library."""
        last = (self.total + rows - 1) // rows
        for number in range(1, last + 1):
            papers = self.papers[(number - 1) * rows : number * rows]
            yield replace(self, papers=papers, number=number, last=last)

    def _page_url(self, number: int) -> str:
        page = f"{number}/" if number > 1 else ""
        return f"{self.facet}/{self.slug}/{page}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetIndex:
    """All values of one facet that have a page."""

    key: str
    """What its addresses begin with."""
    title: str
    description: str
    values: tuple[FacetView, ...]
    """By title."""

    @property
    def url(self) -> str:
        """`venues/`."""
        return f"{self.key}/"


@dataclass(frozen=True, slots=True)
class PaperFacets:
    """The pages that one work leads to; what has none is missing."""

    type_url: str = ""
    venue: FacetView | None = None
    people: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Name as the work has it -> address."""


def build_facet_indexes(library: Library) -> tuple[FacetIndex, ...]:
    """Types, venues and authors of the listed works; an index without a value is left out."""
    papers = sort_by_added(paper for paper in library.papers if not paper.unlisted)
    indexes = (
        FacetIndex(
            key="types",
            title="Types",
            description="The works of the library by their kind.",
            values=_group(papers, "types", _find_type, 1),
        ),
        FacetIndex(
            key="venues",
            title="Venues",
            description="Conferences, journals and sites with several works in the library.",
            values=_group(papers, "venues", _find_venues, SEVERAL),
        ),
        FacetIndex(
            key="authors",
            title="Authors",
            description="People and organisations with several works in the library.",
            values=_group(papers, "authors", _find_authors, SEVERAL),
        ),
    )
    return tuple(index for index in indexes if index.values)


def find_paper_facets(paper: Paper, views: Mapping[str, FacetView]) -> PaperFacets:
    """Look up what has a page; `views` are by address."""
    kinds = [f"types/{slug}/" for slug, _ in _find_type(paper)]
    venues = [views.get(f"venues/{slug}/") for slug, _ in _find_venues(paper)]
    people = {
        name: url
        for name in (one.name for one in (*paper.authors, *paper.editors))
        if (url := f"authors/{_name_person(name)[0]}/") in views
    }
    type_url = next((url for url in kinds if url in views), "")
    return PaperFacets(type_url, next(iter(venues), None), people)


def name_venue(paper: Paper) -> str:
    """The venue without its edition: `NeurIPS` for `... Systems 30 (NeurIPS 2017)`."""
    return _drop_edition(format_venue(paper))


def _find_type(paper: Paper) -> Iterable[tuple[Slug, str]]:
    yield _slugify(paper.type), type_label(paper)


def _find_venues(paper: Paper) -> Iterable[tuple[Slug, str]]:
    name = name_venue(paper)
    if name:
        yield _slugify(name), name


def _find_authors(paper: Paper) -> Iterable[tuple[Slug, str]]:
    """Who stands in the byline; spellings that differ in case and accents are one person."""
    people: tuple[Author, ...] = paper.authors or paper.editors
    return {slug: name for slug, name in (_name_person(one.name) for one in people) if name}.items()


@lru_cache(maxsize=65_536)  # one name stands on many works, and is asked for twice on each
def _name_person(name: str) -> tuple[Slug, str]:
    text = to_text(name)
    return slugify(text), text


@lru_cache
def _slugify(name: str) -> Slug:
    return slugify(name)


@lru_cache  # many works appeared in one place
def _drop_edition(venue: str) -> str:
    return _EDITION.sub("", to_text(venue))


def _group(
    papers: Iterable[Paper],
    facet: str,
    find: Callable[[Paper], Iterable[tuple[Slug, str]]],
    minimum: int,
) -> tuple[FacetView, ...]:
    """Values by title, each under its most used spelling."""
    groups: defaultdict[Slug, list[Paper]] = defaultdict(list)
    titles: defaultdict[Slug, list[str]] = defaultdict(list)
    for paper in papers:
        for slug, title in find(paper):
            groups[slug].append(paper)
            titles[slug].append(title)
    views = (
        FacetView(
            facet=facet,
            slug=slug,
            title=_find_most_used(titles[slug]),
            papers=tuple(found),
            total=len(found),
        )
        for slug, found in groups.items()
        if len(found) >= minimum
    )
    return tuple(sorted(views, key=lambda view: (fold(view.title), view.slug)))


def _find_most_used(spellings: Iterable[str]) -> str:
    return max(Counter(spellings).items(), key=lambda one: (one[1], one[0]))[0]
