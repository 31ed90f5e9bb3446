"""Identifiers of every kind -> works, each from its best source.

Separate because what a page or an agency says may lead on to another source.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reading_list.errors import FetchError, WorkNotFoundError
from reading_list.identifiers import Reference
from reading_list.sources import arxiv, doi, webpage
from reading_list.sources.found import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reading_list.sources.http import Fetcher

Answer = Found | FetchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where to ask."""

    fetcher: Fetcher
    arxiv_url: str = arxiv.BASE_URL
    doi_url: str = doi.BASE_URL


def fetch_works(
    references: Iterable[Reference],
    sources: Sources,
    report: Callable[[int], None] = lambda _: None,
) -> dict[Reference, Answer]:
    """Ask for each; a reason stands where there is no work. Ids of arXiv go together.

    `report` is told how many references are done after each step.
    """
    wanted = tuple(dict.fromkeys(references))
    ids = [one.value for one in wanted if one.kind == "arxiv"]
    answers: dict[Reference, Answer] = {
        Reference("arxiv", value): answer
        for value, answer in arxiv.fetch(ids, sources.fetcher, sources.arxiv_url, report).items()
    }
    for one in wanted:
        if one.kind != "arxiv":
            answers[one] = _fetch_one(one, sources)
            report(1)
    return {one: answers[one] for one in wanted}


def _fetch_one(reference: Reference, sources: Sources) -> Answer:
    try:
        if reference.kind == "doi":
            return doi.fetch(reference.value, sources.fetcher, sources.doi_url)
        page = webpage.fetch(reference.value, sources.fetcher)
    except FetchError as problem:
        return problem
    return _follow(page, sources)


def _follow(page: Found, sources: Sources) -> Found:
    """Prefer the source that the page names; where it does not answer, the page must do."""
    for kind, values in (("arxiv", page.paper.arxiv), ("doi", page.paper.doi)):
        for value in values:
            better = _ask(kind, value, sources)
            if isinstance(better, Found):
                links = {**page.paper.links, **better.paper.links}
                paper = replace(better.paper, url=page.paper.url, links=links)
                return replace(better, paper=paper)
    return page


def _ask(kind: str, value: str, sources: Sources) -> Answer:
    if kind == "arxiv":
        missing = WorkNotFoundError(value)
        return arxiv.fetch([value], sources.fetcher, sources.arxiv_url).get(value, missing)
    return _fetch_one(Reference("doi", value), sources)
