"""Mentions -> works: what each text cites, once all papers are known.

Separate because a mention may name a work by its arXiv id or DOI, which no file alone can tell.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reading_list.model import PaperId
from reading_list.texts.author_year import UNPUBLISHED, name_work
from reading_list.texts.citation_syntax import NARRATIVE, read_key
from reading_list.works import index_identifiers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.model import AnyEntry, Library, Paper

_NARRATIVE = re.compile(NARRATIVE, re.VERBOSE | re.IGNORECASE)


def resolve_citations(library: Library, hidden: frozenset[PaperId]) -> Library:
    """Give every entry the works that it cites; unlisted ones only where the entry is unlisted.

    Titles that name a work by its key name it by author and year, and say nothing of `hidden` ones.
    """
    identifiers = index_identifiers(library.papers)
    papers = library.papers_by_id

    def find_cited(entry: AnyEntry, own: str = "") -> tuple[PaperId, ...]:
        keys = (
            identifiers.get(one.key) if one.kind == "identifier" else PaperId(one.key)
            for one in entry.mentions
        )
        found = (papers[key] for key in dict.fromkeys(keys) if key is not None and key in papers)
        return tuple(
            one.id for one in found if one.id != own and (entry.unlisted or not one.unlisted)
        )

    return replace(
        library,
        papers=tuple(
            replace(one, cites=find_cited(one, one.id)) if one.mentions else one
            for one in library.papers
        ),
        posts=tuple(
            replace(one, cites=find_cited(one), title=spell_out(one.title, papers, hidden))
            for one in library.posts
        ),
        orders=tuple(
            replace(one, cites=find_cited(one), title=spell_out(one.title, papers, hidden))
            for one in library.orders
        ),
    )


def spell_out(title: str, papers: Mapping[PaperId, Paper], hidden: frozenset[PaperId]) -> str:
    """`What @kaplan2020scaling found` -> `What Kaplan et al. (2020) found`."""

    def name(found: re.Match[str]) -> str:
        key = PaperId(read_key(found))
        if key in papers:
            return name_work(papers[key]).narrative
        return UNPUBLISHED if key in hidden else found[0]

    return _NARRATIVE.sub(name, title) if "@" in title else title
