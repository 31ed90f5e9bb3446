"""Rules over names and addresses: no two files may give one to two things.

Separate from the other rules because they are asked when tags have been folded.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, error, shorten
from reading_list.model import Location
from reading_list.redirects import (
    find_owners,
    find_redirects,
    folder_of,
    read_alias,
    separate,
)
from reading_list.slugs import find_hashed, slugify
from reading_list.works import ARXIV, find_repeated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.model import AnyEntry, Library, Paper, Post, Slug


def find_address_faults(library: Library) -> Iterator[Diagnostic]:
    """Apply every rule; the library's tags are folded, and its drafts are in it."""
    return chain.from_iterable(rule(library) for rule in RULES)


def _equal_ids(library: Library) -> Iterator[Diagnostic]:
    """Two ids that differ in case only are one file on many disks."""
    named = ((paper.id.casefold(), paper) for paper in library.papers)
    yield from _clashes("duplicate-id", "The id", named, "Rename one file.")


def _equal_addresses(library: Library) -> Iterator[Diagnostic]:
    # Ids that are one but for their case have been reported as that.
    papers = {paper.id.casefold(): paper for paper in reversed(library.papers)}
    entries: tuple[AnyEntry, ...] = (*reversed(papers.values()), *library.posts, *library.orders)
    named = ((entry.url_path, entry) for entry in entries)
    hint = "Rename one file or give it a `slug`."
    yield from _clashes("duplicate-address", "The address", named, hint)


def _equal_tags(library: Library) -> Iterator[Diagnostic]:
    """Two tags whose hashes are alike would become one without a word."""
    places: dict[str, Location] = {}
    for spelling, at in _spellings(library):
        places.setdefault(spelling, at)
    owners: dict[Slug, tuple[str, str]] = {}
    for spelling, at in places.items():
        name = find_hashed(spelling)
        if name is None:
            continue
        slug = slugify(spelling)
        other, first = owners.setdefault(slug, (name, spelling))
        if other != name:
            message = (
                f"The tags '{shorten(first)}' and '{shorten(spelling)}' differ,"
                f" but both have the address 'tags/{slug}/'."
            )
            yield error("duplicate-tag", at, message, "Give one of them another name.")


def _spellings(library: Library) -> Iterator[tuple[str, Location]]:
    for tag in library.tags:
        if tag.location.uri:
            yield from ((one, tag.location) for one in (tag.title, *tag.aliases))
    entries: tuple[Paper | Post, ...] = (*library.papers, *library.posts)
    for entry in entries:
        at = Location(entry.location.uri, entry.lines.get("tags", 1))
        yield from ((one, at) for one in entry.tags)


def _clashes(
    code: str, what: str, named: Iterable[tuple[str, AnyEntry]], hint: str
) -> Iterator[Diagnostic]:
    owners: defaultdict[str, list[AnyEntry]] = defaultdict(list)
    for name, entry in named:
        owners[name].append(entry)
    for name, entries in owners.items():
        for later in entries[1:]:
            where = entries[0].location.uri
            message = f"{what} '{shorten(name)}' is also that of {where}."
            yield error(code, later.location, message, hint)


def _repeated_works(library: Library) -> Iterator[Diagnostic]:
    """One work has one page; its identifiers lead there."""
    for match in find_repeated(library.papers):
        key = match.reason.removeprefix("both have ")
        lines = match.second.lines
        # An arXiv id may stand in a DOI.
        line = (lines.get("arxiv") if key.startswith(ARXIV) else None) or lines.get("doi", 1)
        at = Location(match.second.location.uri, line)
        message = f"The work is also {match.first.location.uri}: {match.reason}."
        hint = "Merge the two files, or name one under `not_duplicate_of` of the other."
        yield error("duplicate-work", at, message, hint)


def _wrong_aliases(library: Library) -> Iterator[Diagnostic]:
    entries: tuple[AnyEntry, ...] = (*library.papers, *library.posts, *library.orders)
    for entry in entries:
        for alias in entry.aliases:
            _, reason = read_alias(alias, folder_of(entry))
            if reason:
                at = replace(entry.location, line=entry.lines.get("aliases", 1))
                message = f"The alias '{shorten(alias)}' {reason}."
                hint = "Write a former slug such as `old-name`, or `/2024/old-name/`."
                yield error("wrong-alias", at, message, hint)


def _clashing_redirects(library: Library) -> Iterator[Diagnostic]:
    """Former addresses that another page has, or another entry claims too."""
    _, clashing = separate(
        find_redirects(library, library.tags), find_owners(library, library.tags)
    )
    for redirect, owner in clashing:
        message = f"The address '{shorten(redirect.address)}' is also that of {owner or 'a tag'}."
        yield error("duplicate-address", redirect.location, message, "Remove one of the two.")


RULES = (
    _equal_ids,
    _equal_addresses,
    _equal_tags,
    _repeated_works,
    _wrong_aliases,
    _clashing_redirects,
)
