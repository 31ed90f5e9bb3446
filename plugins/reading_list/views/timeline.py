"""The two timelines: what joined the library, and when its works appeared, month by month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from reading_list.model import MONTHS, SEASONS
from reading_list.views.library import sort_by_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.model import Library, Paper, PartialDate, Post

TimelineKey = Literal["added", "issued"]
LABELS: dict[TimelineKey, str] = {"added": "Date added", "issued": "Date of publication"}
BASES: dict[TimelineKey, str] = {"added": "timeline/", "issued": "timeline/issued/"}
_REMAINDERS = (*(name.lower() for name in SEASONS.values()), "span", "unknown")
"""What a year holds beside its months, in the order in which it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One cell; an empty one is a gap between two that are not."""

    year: int
    number: int
    """1 to 12."""
    base: str = BASES["added"]
    """Address of its timeline."""
    papers: tuple[Paper, ...] = ()
    """Newest day first; works of which only the month is known come last, by title."""
    posts: tuple[Post, ...] = ()
    """Newest first."""

    @property
    def key(self) -> str:
        """`2025-07`."""
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def label(self) -> str:
        """`July`."""
        return MONTHS[self.number - 1]

    @property
    def name(self) -> str:
        """`July 2025`."""
        return f"{self.label} {self.year}"

    @property
    def url(self) -> str:
        """`timeline/2025/07/`."""
        return f"{self.base}{self.year:04d}/{self.number:02d}/"

    @property
    def count(self) -> int:
        """Papers and posts."""
        return len(self.papers) + len(self.posts)

    @property
    def anchor(self) -> str:
        """Nothing, for it has a page of its own."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """Works of a year that belong to no single month of it, as far as their dates say."""

    year: int
    key: str
    """One of `spring summer autumn winter span unknown`."""
    base: str = BASES["added"]
    papers: tuple[Paper, ...] = ()
    """By title; those that span more than a month by their first day, the newest first."""
    posts: tuple[Post, ...] = ()
    """None: a post has a day."""

    @property
    def label(self) -> str:
        """`Spring`, `Over several months`, `Month unknown`."""
        names = {"span": "Over several months", "unknown": "Month unknown"}
        return names.get(self.key) or self.key.capitalize()

    @property
    def name(self) -> str:
        """`Spring 2017`, `2017, month unknown`."""
        is_season = self.key not in {"span", "unknown"}
        return f"{self.label} {self.year}" if is_season else f"{self.year}, {self.label.lower()}"

    @property
    def url(self) -> str:
        """`timeline/issued/2017/#unknown`."""
        return f"{self.base}{self.year:04d}/#{self.key}"

    @property
    def count(self) -> int:
        """Its works."""
        return len(self.papers)

    @property
    def anchor(self) -> str:
        """The fragment of its section on the year's page."""
        return self.key


@dataclass(frozen=True, kw_only=True)
class Year:
    """The months of one year that lie within the timeline, newest first, gaps included."""

    number: int
    base: str = BASES["added"]
    months: tuple[Month, ...] = ()
    """None where of nothing in this year the month is known."""
    remainders: tuple[Remainder, ...] = ()
    """Seasons, then what spans more than a month, then works of which only the year is known."""
    gap: str = ""
    """The empty years between this one and the next older: `1995 to 2007`."""

    @property
    def name(self) -> str:
        """`2025`."""
        return str(self.number)

    @property
    def url(self) -> str:
        """`timeline/2025/`."""
        return f"{self.base}{self.number:04d}/"

    @cached_property
    def cells(self) -> tuple[Month | Remainder, ...]:
        """Everything that the year is made of; no work is in two of them."""
        return (*self.months, *self.remainders)

    @cached_property
    def papers(self) -> int:
        """Papers of all cells."""
        return sum(len(cell.papers) for cell in self.cells)

    @property
    def posts(self) -> int:
        """Posts of all months."""
        return sum(len(month.posts) for month in self.months)

    @cached_property
    def busiest(self) -> int:
        """The highest count of its cells; what the bars are drawn against."""
        return max((cell.count for cell in self.cells), default=0)


@dataclass(frozen=True, kw_only=True)
class TimelineView:
    """Years, newest first, and the works that have no date."""

    key: TimelineKey = "added"
    years: tuple[Year, ...]
    undated: tuple[Paper, ...]

    @property
    def label(self) -> str:
        """`Date added`."""
        return LABELS[self.key]

    @property
    def url(self) -> str:
        """`timeline/`."""
        return BASES[self.key]

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Newest first, without the gaps."""
        return tuple(month for year in self.years for month in year.months if month.count)

    @cached_property
    def busiest(self) -> int:
        """The highest count of a month; what bars of different years are drawn against."""
        return max((month.count for month in self.months), default=0)


def build_timeline(library: Library) -> TimelineView:
    """Put every listed paper and post where it joined the site."""
    papers = sort_by_title(paper for paper in library.papers if not paper.unlisted)
    posts = (post for post in library.posts if not post.unlisted)
    return _build("added", [(paper, paper.added) for paper in papers], posts)


def build_published_timeline(library: Library) -> TimelineView:
    """Put every listed paper where it appeared; posts appear on the site, and are left out."""
    papers = sort_by_title(paper for paper in library.papers if not paper.unlisted)
    return _build("issued", [(paper, paper.issued) for paper in papers], ())


def find_cell(date: PartialDate) -> tuple[int, int | str]:
    """The year and the month (1 to 12) of a date, or the year and what it has instead of a month.

    No month is made up: a season is a season, and an interval that leaves its month belongs to
    the year in which it begins.
    """
    start, end = (date.year, date.month, date.season), date.end
    if end is not None and start != (end.year, end.month, end.season):
        return date.year, "span"
    if date.season is not None:
        return date.year, SEASONS[date.season].lower()
    return date.year, date.month or "unknown"


def _build(
    key: TimelineKey,
    papers: Iterable[tuple[Paper, PartialDate | None]],
    posts: Iterable[Post],
) -> TimelineView:
    """Each paper is in exactly one cell or `undated`, each post in one; papers come by title."""
    cells: defaultdict[tuple[int, int | str], list[tuple[tuple[int, int], Paper]]]
    cells = defaultdict(list)
    written: defaultdict[tuple[int, int | str], list[Post]] = defaultdict(list)
    undated: list[Paper] = []
    for paper, date in papers:
        if date is None:
            undated.append(paper)
        else:
            cells[find_cell(date)].append((_day(date), paper))
    for post in posts:
        written[find_cell(post.date)].append(post)

    def sort(cell: tuple[int, int | str]) -> tuple[Paper, ...]:
        """Newest day first; of a day, and without one, by title."""
        found = sorted(cells.get(cell, ()), key=itemgetter(0), reverse=True)
        return tuple(paper for _, paper in found)

    base = BASES[key]
    months: defaultdict[int, list[Month]] = defaultdict(list)
    for year, number in _span({one for one in (*cells, *written) if isinstance(one[1], int)}):
        found = sort((year, number))
        texts = tuple(written.get((year, number), ()))
        months[year].append(Month(year=year, number=number, base=base, papers=found, posts=texts))
    numbers = sorted({year for year, _ in (*cells, *written)}, reverse=True)
    years = (
        Year(
            number=year,
            base=base,
            months=tuple(months[year]),
            remainders=tuple(
                Remainder(year=year, key=name, base=base, papers=sort((year, name)))
                for name in _REMAINDERS
                if (year, name) in cells
            ),
            gap=_format_gap(year, older),
        )
        for year, older in zip(numbers, (*numbers[1:], None), strict=False)
    )
    return TimelineView(key=key, years=tuple(years), undated=tuple(undated))


def _day(date: PartialDate) -> tuple[int, int]:
    """What a work is sorted by within its cell."""
    return (date.month or 0) if date.end is not None else 0, date.day or 0


def _span(cells: Iterable[tuple[int, int | str]]) -> Iterator[tuple[int, int]]:
    """Every month from the newest to the oldest, in years of which one month holds something."""
    known = {(year, month) for year, month in cells if isinstance(month, int)}
    if not known:
        return
    newest, oldest = max(known), min(known)
    for year in sorted({year for year, _ in known}, reverse=True):
        for number in range(len(MONTHS), 0, -1):
            if oldest <= (year, number) <= newest:
                yield year, number


def _format_gap(year: int, older: int | None) -> str:
    if older is None or older == year - 1:
        return ""
    return f"{older + 1}" if older == year - 2 else f"{older + 1} to {year - 1}"
