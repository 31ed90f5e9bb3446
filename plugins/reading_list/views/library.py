"""The library: every listed work, in three orders, in pages of a bounded size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.slugs import fold
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reading_list.model import Library, Paper

ROWS = 1000
"""Works on one page: beyond that a page is larger than a reader on a phone should have to load."""
_LABELS = {"added": "Date added", "issued": "Date published", "title": "Title"}
_TITLES = {
    "added": "Library",
    "issued": "Library by date of publication",
    "title": "Library by title",
}
_TITLE_NOISE = "\"'`“”‘’«»¿¡([{«„$\\ \t-–—*#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A run of works under one heading."""

    title: str
    anchor: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryView:
    """One page of the library; the pages differ only in their order."""

    key: str
    label: str
    url: str
    total: int
    """Works of the whole library."""
    groups: tuple[Group, ...]
    """In the order of the page; every listed work is in exactly one group of one page."""
    number: int = 1
    last: int = 1
    """The number of the last page of this order."""

    @property
    def count(self) -> int:
        """Works on this page."""
        return sum(len(group.papers) for group in self.groups)

    @property
    def title(self) -> str:
        """What the page is called."""
        return self._title if self.number == 1 else f"{self._title}, page {self.number}"

    @property
    def _title(self) -> str:
        return _TITLES[self.key]

    @property
    def previous_url(self) -> str:
        """The page before this one, if there is one."""
        return _page_url(self.key, self.number - 1) if self.number > 1 else ""

    @property
    def following_url(self) -> str:
        """The page after this one, if there is one."""
        return _page_url(self.key, self.number + 1) if self.number < self.last else ""


def _page_url(key: str, number: int) -> str:
    if number > 1:
        return f"papers/by/{key}/{number}/"
    return "papers/" if key == "added" else f"papers/by/{key}/"


def build_library_views(library: Library, rows: int = ROWS) -> tuple[LibraryView, ...]:
    """By date added (at `/papers/`), by date of publication, by title; `rows` works on a page."""
    papers = tuple(paper for paper in library.papers if not paper.unlisted)
    return (
        *_paginate("added", sort_by_added(papers), _added_heading, rows),
        *_paginate("issued", sort_by_issued(papers), _issued_heading, rows),
        *_paginate("title", sort_by_title(papers), _title_heading, rows),
    )


def _paginate(
    key: str, papers: tuple[Paper, ...], heading: Callable[[Paper], tuple[str, str]], rows: int
) -> Iterator[LibraryView]:
    last = max((len(papers) + rows - 1) // rows, 1)
    for number in range(1, last + 1):
        yield LibraryView(
            key=key,
            label=_LABELS[key],
            url=_page_url(key, number),
            total=len(papers),
            groups=_group(papers[(number - 1) * rows : number * rows], heading),
            number=number,
            last=last,
        )


def sort_by_added(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Newest first, of one day by title; works without a date last."""
    by_title = sort_by_title(papers)
    dated = [paper for paper in by_title if paper.added is not None]
    dated.sort(key=lambda paper: paper.added.earliest if paper.added else (), reverse=True)
    return (*dated, *(paper for paper in by_title if paper.added is None))


def sort_by_title(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """As in a catalogue: accents, case and leading quotation marks do not count."""
    return tuple(sorted(papers, key=lambda paper: (title_key(paper.title), paper.id)))


@lru_cache(maxsize=65_536)  # one title is sorted by in many lists
def title_key(title: str) -> str:
    """What a title sorts by."""
    text = to_text(title)
    return fold(text.lstrip(_TITLE_NOISE) or text)


def sort_by_issued(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Newest first, of one day by title; works without a date last."""
    by_title = sort_by_title(papers)
    dated = [paper for paper in by_title if paper.issued is not None]
    dated.sort(key=lambda paper: paper.issued.earliest if paper.issued else (), reverse=True)
    return (*dated, *(paper for paper in by_title if paper.issued is None))


def _added_heading(paper: Paper) -> tuple[str, str]:
    if paper.added is None:
        return "No date noted", "undated"
    month = paper.added.text[:7]
    return _month_name(paper), month


def _month_name(paper: Paper) -> str:
    added = paper.added
    return str(added).split(" ", 1)[-1] if added and added.day else str(added)


def _issued_heading(paper: Paper) -> tuple[str, str]:
    if paper.issued is None:
        return "Without a date", "undated"
    return str(paper.issued.year), f"{paper.issued.year:04d}"


def _title_heading(paper: Paper) -> tuple[str, str]:
    first = title_key(paper.title)[:1]
    if first.isascii() and first.isalpha():
        return first.upper(), first
    return ("0–9", "digits") if first.isdigit() else ("Other scripts and signs", "other")


def _group(
    papers: tuple[Paper, ...], heading: Callable[[Paper], tuple[str, str]]
) -> tuple[Group, ...]:
    """Groups in the order in which their first work comes."""
    groups: dict[tuple[str, str], list[Paper]] = {}
    for paper in papers:
        groups.setdefault(heading(paper), []).append(paper)
    return tuple(
        Group(title=title, anchor=anchor, papers=tuple(found))
        for (title, anchor), found in groups.items()
    )
