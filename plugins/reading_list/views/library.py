"""The library page: every listed work, in three orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.slugs import fold
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reading_list.model import Library, Paper

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
    groups: tuple[Group, ...]
    """In the order of the page; every listed work is in exactly one."""


def build_library_views(library: Library) -> tuple[LibraryView, ...]:
    """By date added (at `/papers/`), by date of publication, by title."""
    papers = tuple(paper for paper in library.papers if not paper.unlisted)
    return (
        LibraryView(
            key="added",
            label="Date added",
            url="papers/",
            total=len(papers),
            groups=_group(sort_by_added(papers), _added_heading),
        ),
        LibraryView(
            key="issued",
            label="Date published",
            url="papers/by/issued/",
            total=len(papers),
            groups=_group(_sort_by_issued(papers), _issued_heading),
        ),
        LibraryView(
            key="title",
            label="Title",
            url="papers/by/title/",
            total=len(papers),
            groups=_group(sort_by_title(papers), _title_heading),
        ),
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


def title_key(title: str) -> str:
    """What a title sorts by."""
    text = to_text(title)
    return fold(text.lstrip(_TITLE_NOISE) or text)


def _sort_by_issued(papers: Iterable[Paper]) -> tuple[Paper, ...]:
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
