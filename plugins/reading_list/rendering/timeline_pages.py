"""The pages of the timelines: an overview of the years, each year, each month.

Separate from the other pages because there are two timelines, whose pages are told apart by
their words and lead to one another.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from reading_list.rendering.site_page import SitePage
from reading_list.rendering.templates import place
from reading_list.views.changes import newest_date
from reading_list.views.timeline import BASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reading_list.model import Paper
    from reading_list.rendering.templates import Templates
    from reading_list.views.timeline import Month, TimelineKey, TimelineView, Year

Neighbour = TypeVar("Neighbour")
TITLES = {"added": "Timeline", "issued": "Timeline by date of publication"}
_DESCRIPTIONS = {
    "added": "What joined the library, month by month.",
    "issued": "The works of the library by the month in which they appeared.",
}
_VERBS = {"added": "joined the library", "issued": "appeared"}


class TimelinePages:
    """Makes them for one site; each timeline knows the addresses of the other.

    `newest` is what the overview by date added tells the script of visits.
    """

    def __init__(
        self,
        templates: Templates,
        views: Sequence[TimelineView],
        newest: Mapping[str, object],
    ) -> None:
        self._newest = newest
        self._templates = templates
        self._views = {view.key: view for view in views}
        years = [year for view in views for year in view.years]
        months = (month for view in views for month in view.months)
        self._urls = frozenset(year.url for year in years) | {month.url for month in months}

    def plan(self) -> Iterator[tuple[str, Callable[[], SitePage]]]:
        """Years, then months, of each timeline in turn; the overview of the second one.

        The address of each, and what makes it.
        """
        for key, view in self._views.items():
            for newer, year, older in _beside(view.years):
                yield year.url, partial(self._year, key, year, newer, older)
            for later, month, earlier in _beside(view.months):
                yield month.url, partial(self._month, key, month, later, earlier)
        yield self._views["issued"].url, self._second

    def fragment(self, url: str) -> str:
        """The overview of the timeline that has its place at `url`, elsewhere by date added."""
        key: TimelineKey = "issued" if url == BASES["issued"] else "added"
        return self._templates.render(
            "timeline",
            view=self._views[key],
            views=[*self._views.values()],
            newest=self._newest if key == "added" else None,
        )

    def _second(self) -> SitePage:
        view = self._views["issued"]
        kicker = self._templates.render("timeline_head", view=view, year=None)
        heading = f'<h1 id="rl-top">{TITLES["issued"]}</h1>\n'
        works = [*(_papers_of(view.years)), *view.undated]
        return SitePage(
            url=view.url,
            title=TITLES["issued"],
            description=_DESCRIPTIONS["issued"],
            content=place(kicker + heading + self.fragment(view.url), view.url),
            section=BASES["added"],
            changed=newest_date(works),
        )

    def _year(
        self, key: TimelineKey, year: Year, newer: Year | None, older: Year | None
    ) -> SitePage:
        """Months and counts, not a second copy; in full only what no month has."""
        html = self._templates.render(
            "year",
            view=self._views[key],
            year=year,
            newer=newer,
            older=older,
            other=self._find_other(key, year),
        )
        return SitePage(
            url=year.url,
            title=_name(key, str(year.number)),
            description=f"What {_VERBS[key]} in {year.number}, month by month.",
            content=place(html, year.url),
            section=BASES["added"],
            changed=newest_date(_papers_of([year]), *(month.posts for month in year.months)),
        )

    def _month(
        self, key: TimelineKey, month: Month, newer: Month | None, older: Month | None
    ) -> SitePage:
        """Everything of one month."""
        html = self._templates.render(
            "month",
            view=self._views[key],
            month=month,
            newer=newer,
            older=older,
            year_url=f"{month.base}{month.year:04d}/",
            other=self._find_other(key, month),
        )
        return SitePage(
            url=month.url,
            title=_name(key, month.name),
            description=f"What {_VERBS[key]} in {month.name}.",
            content=place(html, month.url),
            section=BASES["added"],
            changed=newest_date(month.papers, month.posts),
        )

    def _find_other(self, key: TimelineKey, cell: Year | Month) -> tuple[str, str]:
        """The same time in the other timeline, if that has it, else nothing: (address, label)."""
        other = self._views["issued" if key == "added" else "added"]
        url = other.url + cell.url.removeprefix(cell.base)
        return (url, other.label) if url in self._urls else ("", "")


def _name(key: TimelineKey, time: str) -> str:
    return f"Published in {time}" if key == "issued" else time


def _papers_of(years: Sequence[Year]) -> Iterator[Paper]:
    return (paper for year in years for cell in year.cells for paper in cell.papers)


def _beside(
    cells: Sequence[Neighbour],
) -> Iterator[tuple[Neighbour | None, Neighbour, Neighbour | None]]:
    """Each with the one before and the one after it."""
    return zip((None, *cells), cells, (*cells[1:], None), strict=False)
