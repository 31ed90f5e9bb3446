"""Identifiers of every kind -> works, each from its best source.

Separate because what a page or an agency says may lead on to another source.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reading_list.errors import ConnectionFailedError, FetchError
from reading_list.identifiers import Reference, refer_doi
from reading_list.sources import arxiv, doi, webpage
from reading_list.sources.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.sources.http import Fetcher

Answer = Found | FetchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where to ask."""

    fetcher: Fetcher
    arxiv_url: str = arxiv.BASE_URL
    doi_url: str = doi.BASE_URL


def fetch_works(
    references: Iterable[Reference], sources: Sources
) -> Iterator[tuple[Reference, Answer]]:
    """Ask for each, and hand over as answers come; a reason stands where there is no work.

    Ids of arXiv go together and come first.
    """
    wanted = tuple(dict.fromkeys(references))
    by_id = {one.value: one for one in wanted if one.kind == "arxiv"}
    for value, answer in arxiv.fetch(by_id, sources.fetcher, sources.arxiv_url):
        yield by_id[value], _name(answer, by_id[value])
    for one in wanted:
        if one.kind != "arxiv":
            yield one, _name(_fetch_one(one, sources), one)


def _name(answer: Answer, reference: Reference) -> Answer:
    """Add what else the work is called, as its address told."""
    if not reference.ids or not isinstance(answer, Found):
        return answer
    ids = {**answer.paper.ids, **{scheme: (one,) for scheme, one in reference.ids}}
    return replace(answer, paper=replace(answer.paper, ids=ids))


def _fetch_one(reference: Reference, sources: Sources) -> Answer:
    """A DOI that was read out of an address may be wrong, or unknown; then the page must do."""
    if reference.kind == "url":
        return _fetch_page(reference.value, sources)
    answer = _ask(reference, sources)
    if reference.page and not isinstance(answer, Found | ConnectionFailedError):
        page = _fetch_page(reference.page, sources, but_not=reference.value)
        return page if isinstance(page, Found) else answer
    return answer


def _fetch_page(url: str, sources: Sources, but_not: str = "") -> Answer:
    """Prefer the source that the page names; where it does not answer, the page must do."""
    try:
        page = webpage.fetch(url, sources.fetcher)
    except FetchError as problem:
        return problem
    leads = [Reference("arxiv", one) for one in page.paper.arxiv]
    leads.extend(map(refer_doi, page.paper.doi))
    for lead in dict.fromkeys(leads):
        better = _name(_ask(lead, sources), lead) if lead.value != but_not else None
        if isinstance(better, Found):
            links = {**page.paper.links, **better.paper.links}
            paper = replace(better.paper, url=page.paper.url, links=links)
            return replace(better, paper=paper)
    return page


def _ask(reference: Reference, sources: Sources) -> Answer:
    if reference.kind == "arxiv":
        answers = dict(arxiv.fetch([reference.value], sources.fetcher, sources.arxiv_url))
        return answers[reference.value]
    try:
        return doi.fetch(reference.value, sources.fetcher, sources.doi_url)
    except FetchError as problem:
        return problem
