"""Mentions -> works: what each text cites, once all papers are known.

Separate because a mention may name a work by its arXiv id or DOI, which no file alone can tell.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from reading_list.model import Order, PaperId, Post
from reading_list.texts.author_year import UNPUBLISHED, AuthorYear, format_citation, name_works
from reading_list.texts.citation_syntax import (
    BRACKET,
    NARRATIVE,
    parse_bracket,
    read_key,
    write_range,
)
from reading_list.works import index_identifiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reading_list.model import AnyEntry, Library, Paper
    from reading_list.texts.citation_syntax import Part

_CITATION = re.compile(rf"{BRACKET}|{NARRATIVE}", re.VERBOSE | re.IGNORECASE)
_Titled = TypeVar("_Titled", Post, Order)


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

    def finish(entry: _Titled) -> _Titled:
        title, named = spell_out(entry.title, papers, hidden)
        return replace(entry, cites=find_cited(entry), title=title, named_in_title=named)

    return replace(
        library,
        papers=tuple(
            replace(one, cites=find_cited(one, one.id)) if one.mentions else one
            for one in library.papers
        ),
        posts=tuple(map(finish, library.posts)),
        orders=tuple(map(finish, library.orders)),
    )


def spell_out(
    title: str, papers: Mapping[PaperId, Paper], hidden: frozenset[PaperId]
) -> tuple[str, tuple[PaperId, ...]]:
    """`What [@kaplan2020scaling] found` -> `What (Kaplan et al., 2020) found`, and who that is."""
    if "@" not in title:
        return title, ()
    named = dict.fromkeys(PaperId(one) for one in _find_keys(title))
    known = tuple(one for one in named if one in papers)
    names = dict(name_works(papers[one] for one in known))
    unknown = {one: AuthorYear(UNPUBLISHED, "") for one in named if one in hidden}
    return _CITATION.sub(lambda found: _spell(found, names | unknown), title), known


def _find_keys(title: str) -> Iterator[str]:
    for found in _CITATION.finditer(title):
        if found["inside"] is None:
            yield read_key(found)
        else:
            yield from (part.key for part in parse_bracket(found["inside"]) if part.key)


def _spell(found: re.Match[str], names: Mapping[PaperId, AuthorYear]) -> str:
    """What is unknown stays as it is written; of a bracket all works must be known."""
    if found["inside"] is None:
        name = names.get(PaperId(read_key(found)))
        if name is None:
            return found[0]
        form = "suppressed" if found["minus"] else ""
        return format_citation(name, form, write_range((found["locator"] or "").strip()))
    parts = parse_bracket(found["inside"])
    if not parts or any(part.key and part.key not in names for part in parts):
        return found[0]
    return f"({'; '.join(_spell_part(part, names) for part in parts)})"


def _spell_part(part: Part, names: Mapping[PaperId, AuthorYear]) -> str:
    if not part.key:
        return part.before
    form = "year" if part.year_only else "parenthetical"
    shown = format_citation(names[PaperId(part.key)], form, "")
    return f"{part.before} {shown}{part.after}".lstrip()
