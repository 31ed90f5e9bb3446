"""The timeline: what joined the library, and what was written, month by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.model import MONTHS
from reading_list.views.library import sort_by_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.model import Library, Paper, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One cell; an empty one is a gap between two that are not."""

    year: int
    number: int
    """1 to 12."""
    papers: tuple[Paper, ...] = ()
    """Newest day first; works of which only the month is known come last, by title."""
    posts: tuple[Post, ...] = ()
    """Newest first."""

    @property
    def key(self) -> str:
        """`2025-07`."""
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def name(self) -> str:
        """`July 2025`."""
        return f"{MONTHS[self.number - 1]} {self.year}"

    @property
    def url(self) -> str:
        """`timeline/2025/07/`."""
        return f"timeline/{self.year:04d}/{self.number:02d}/"

    @property
    def count(self) -> int:
        """Papers and posts."""
        return len(self.papers) + len(self.posts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The months of one year that lie within the timeline, newest first, gaps included."""

    number: int
    months: tuple[Month, ...]

    @property
    def url(self) -> str:
        """`timeline/2025/`."""
        return f"timeline/{self.number:04d}/"

    @property
    def papers(self) -> int:
        """Papers of all months."""
        return sum(len(month.papers) for month in self.months)

    @property
    def posts(self) -> int:
        """Posts of all months."""
        return sum(len(month.posts) for month in self.months)

    @property
    def busiest(self) -> int:
        """The highest count of its months; what the bars are drawn against."""
        return max((month.count for month in self.months), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """Years, newest first, and the works of which nobody noted when they came."""

    years: tuple[Year, ...]
    undated: tuple[Paper, ...]

    @property
    def months(self) -> tuple[Month, ...]:
        """Newest first, without the gaps."""
        return tuple(month for year in self.years for month in year.months if month.count)


def build_timeline(library: Library) -> TimelineView:
    """Put every listed paper in exactly one cell: its month, or `undated`."""
    papers: defaultdict[tuple[int, int], list[Paper]] = defaultdict(list)
    posts: defaultdict[tuple[int, int], list[Post]] = defaultdict(list)
    undated: list[Paper] = []
    for paper in library.papers:
        if paper.unlisted:
            continue
        if paper.added is None or paper.added.month is None:
            undated.append(paper)
        else:
            papers[paper.added.year, paper.added.month].append(paper)
    for post in library.posts:
        if not post.unlisted and post.date.month is not None:
            posts[post.date.year, post.date.month].append(post)
    years: defaultdict[int, list[Month]] = defaultdict(list)
    for year, number in _span({*papers, *posts}):
        years[year].append(
            Month(
                year=year,
                number=number,
                papers=_newest_first(papers.get((year, number), ())),
                posts=tuple(posts.get((year, number), ())),
            )
        )
    return TimelineView(
        years=tuple(Year(number=year, months=tuple(months)) for year, months in years.items()),
        undated=sort_by_title(undated),
    )


def _span(cells: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Every month from the newest to the oldest; whole empty years are left out."""
    if not cells:
        return
    years = {year for year, _ in cells}
    newest, oldest = max(cells), min(cells)
    for year in sorted(years, reverse=True):
        for number in range(len(MONTHS), 0, -1):
            if oldest <= (year, number) <= newest:
                yield year, number


def _newest_first(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    by_title = sort_by_title(papers)
    return tuple(
        sorted(by_title, key=lambda paper: (paper.added and paper.added.day) or 0, reverse=True)
    )
