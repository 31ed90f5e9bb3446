"""What a script filters and sorts the library by: for each value of each facet its works.

Separate from the facets that have pages, for this is data: a work is the number of its row in the
list by date added, and a value is the rows that have it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reading_list.model import STATUSES
from reading_list.slugs import fold
from reading_list.texts.inline import to_text
from reading_list.views.library import sort_by_issued, sort_by_title
from reading_list.views.packing import pack
from reading_list.views.paper import STATUS_LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reading_list.model import Paper, PaperId
    from reading_list.views.facets import FacetView
    from reading_list.views.order import OrderView
    from reading_list.views.site import SiteViews

Value = tuple[str, str, "str | list[int]"]
"""Name in addresses, name for readers, rows: packed, or for an order in its sequence."""
Rows = dict["PaperId", int]

FACETS = {
    "tag": "Tag",
    "year": "Year",
    "type": "Type",
    "venue": "Venue",
    "author": "Author",
    "status": "Status",
    "order": "Reading order",
    "code": "Code",
    "discussed": "Discussed",
}
"""Name in addresses -> name for readers, in their order on the page."""
NONE = "none"
"""The value of works that have none; years are digits, so that no year is called so."""


def number_rows(papers: Iterable[Paper]) -> Rows:
    """Id -> place in the list by date added, from 0."""
    return {paper.id: number for number, paper in enumerate(papers)}


def build_facet_table(views: SiteViews, papers: tuple[Paper, ...]) -> dict[str, list[Value]]:
    """Every facet that tells works apart; `papers` are the listed ones by date added."""
    rows = number_rows(papers)
    pages = {index.key: index.values for index in views.facets}
    discussed = views.connections.discussed_in
    table: dict[str, list[Value]] = {
        "tag": [
            (view.tag.slug, to_text(view.tag.title), pack(_rows_of(view.papers, rows)))
            for view in views.tags
            if view.papers
        ],
        "year": _find_years(papers),
        "type": _find_pages(pages.get("types", ()), rows),
        "venue": _find_pages(pages.get("venues", ()), rows),
        "author": _find_pages(pages.get("authors", ()), rows),
        "status": _find_statuses(papers),
        "order": _find_orders(views, rows),
        "code": _split(papers, lambda one: "code" in one.links, "With code", "Without code"),
        "discussed": _split(
            papers, lambda one: one.id in discussed, "Discussed on this site", "Not discussed"
        ),
    }
    return {facet: table[facet] for facet in FACETS if len(table[facet]) > 0}


def build_sequences(papers: tuple[Paper, ...]) -> dict[str, list[int]]:
    """Rows in other orders; `export` is the sequence of the entries in `/library.bib`."""
    rows = number_rows(papers)
    exported = sorted((paper for paper in papers if paper.is_listed), key=lambda one: one.id)
    return {
        "issued": [rows[paper.id] for paper in sort_by_issued(papers)],
        "title": [rows[paper.id] for paper in sort_by_title(papers)],
        "author": [rows[paper.id] for paper in sorted(sort_by_title(papers), key=_author_key)],
        "export": [rows[paper.id] for paper in exported],
    }


def _author_key(paper: Paper) -> tuple[bool, str, tuple[int, ...]]:
    """By the first author's family name, then the oldest first; works without authors last."""
    people = paper.authors or paper.editors
    name = fold(to_text(people[0].sort_key)) if people else ""
    return not name, name, paper.issued.sort_key if paper.issued else (9999,)


def _rows_of(papers: Iterable[Paper], rows: Mapping[PaperId, int]) -> list[int]:
    return sorted(rows[paper.id] for paper in papers if paper.id in rows)


def _find_pages(views: Iterable[FacetView], rows: Mapping[PaperId, int]) -> list[Value]:
    return [(view.slug, view.title, pack(_rows_of(view.papers, rows))) for view in views]


def _find_years(papers: tuple[Paper, ...]) -> list[Value]:
    """The newest first; works without a date last."""
    years: defaultdict[int | None, list[int]] = defaultdict(list)
    for number, paper in enumerate(papers):
        years[paper.issued.year if paper.issued else None].append(number)
    undated = years.pop(None, [])
    found: list[Value] = [
        (f"{year:04d}", str(year), pack(years[year]))
        for year in sorted((year for year in years if year is not None), reverse=True)
    ]
    return [*found, (NONE, "Without a date", pack(undated))] if undated else found


def _find_statuses(papers: tuple[Paper, ...]) -> list[Value]:
    """None where the author keeps no status at all."""
    statuses: defaultdict[str, list[int]] = defaultdict(list)
    for number, paper in enumerate(papers):
        statuses[paper.status or NONE].append(number)
    if statuses.keys() <= {NONE}:
        return []
    labels = {**STATUS_LABELS, NONE: "No status"}
    return [
        (status, labels[status], pack(statuses[status]))
        for status in (*STATUSES, NONE)
        if statuses[status]
    ]


def _find_orders(views: SiteViews, rows: Mapping[PaperId, int]) -> list[Value]:
    """The rows stand in the sequence of the order, so that a list can be sorted by it."""
    return [
        (
            view.order.slug,
            to_text(view.order.title),
            [*dict.fromkeys(rows[one] for one in _works_of(view) if one in rows)],
        )
        for view in views.listed_orders
    ]


def _works_of(view: OrderView) -> Iterator[PaperId]:
    return (step.paper for step in view.order.steps if step.paper)


def _split(
    papers: tuple[Paper, ...], test: Callable[[Paper], bool], with_it: str, without: str
) -> list[Value]:
    """Two values, or none where all works are alike."""
    has = [number for number, paper in enumerate(papers) if test(paper)]
    lacks = [number for number, paper in enumerate(papers) if not test(paper)]
    return [("yes", with_it, pack(has)), ("no", without, pack(lacks))] if has and lacks else []
