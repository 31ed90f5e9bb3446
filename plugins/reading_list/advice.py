"""What could be better in a library that is sound: what a friend would say who reads it all.

Separate from the rules of loading because a build must not slow down, nor fail, for advice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from itertools import chain, islice
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, advice, error, shorten
from reading_list.model import Location
from reading_list.slugs import fold
from reading_list.texts import abstracts
from reading_list.works import find_matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.model import Library, Paper, Post, Tag
    from reading_list.works import Match

_PLACEHOLDER = re.compile(r"\bthis (?:https?|ftp) URL\b", re.IGNORECASE)
_LOST_PERCENT = re.compile(r"\d\\(?=\s|$)")
_DIGITS = re.compile(r"\d+")
_NEAR = 0.88
"""Ratio of two tags, as `difflib` counts it, from which they may be one."""
_BEGINNING = 3
"""Letters that two tags share to be compared at all."""
_MOST_COMPARED = 50


def find_advice(library: Library) -> Iterator[Diagnostic]:
    """Errors: `duplicate-work`. All else is advice; the cost is linear in the library."""
    return chain.from_iterable(look(library) for look in LOOKS)


def _repeated_works(library: Library) -> Iterator[Diagnostic]:
    for match in find_matches(library.papers):
        yield _word_match(match)


def _word_match(match: Match) -> Diagnostic:
    other = f"'{match.first.id}'"
    silence = "or name it under `not_duplicate_of`."
    if match.kind == "same":
        key = match.reason.removeprefix("both have ")
        lines = match.second.lines
        # An arXiv id may stand in a DOI.
        line = (lines.get("arxiv") if key.startswith("arXiv:") else None) or lines.get("doi", 1)
        at = Location(match.second.location.uri, line)
        message = f"The work is also {other}: {match.reason}."
        return error("duplicate-work", at, message, f"Merge the two files, {silence}")
    at = match.second.location
    if match.kind == "published":
        message = f"The work and {other} seem to be a preprint and its published form."
        hint = f"Keep one file with both identifiers, {silence}"
        return advice("preprint-and-published", at, message, hint)
    message = f"The work may be {other}: {match.reason}."
    return advice("similar-work", at, message, f"Merge the two files, {silence}")


def _missing_tags(library: Library) -> Iterator[Diagnostic]:
    for paper in library.papers:
        if not paper.tags:
            yield advice("missing-tags", paper.location, "The work has no tags.")


def _rare_tags(library: Library) -> Iterator[Diagnostic]:
    """A tag that is described is meant."""
    carriers: defaultdict[str, list[Paper | Post]] = defaultdict(list)
    for entry in _entries(library):
        for tag in library.tags_of(entry):
            carriers[tag.slug].append(entry)
    for tag in library.tags:
        found = carriers[tag.slug]
        if len(found) == 1 and not tag.description:
            message = f"Nothing else has the tag '{shorten(tag.title)}'."
            hint = "Use one that others have, or describe it in `tags.yml`."
            yield advice("tag-used-once", _line_of_tags(found[0]), message, hint)


def _near_tags(library: Library) -> Iterator[Diagnostic]:
    counts = Counter(tag.slug for one in _entries(library) for tag in library.tags_of(one))
    carriers: dict[str, Paper | Post] = {}
    for entry in _entries(library):
        for tag in library.tags_of(entry):
            carriers.setdefault(tag.slug, entry)
    used = [tag for tag in library.tags if tag.slug in carriers]
    for one, other in _find_near(used):
        rarer, more = sorted((one, other), key=lambda tag: (counts[tag.slug], tag.slug))
        message = (
            f"The tags '{shorten(rarer.title)}' ({counts[rarer.slug]}) and "
            f"'{shorten(more.title)}' ({counts[more.slug]}) look alike."
        )
        hint = "Use one of the two, or make one an alias of the other in `tags.yml`."
        yield advice("similar-tags", _line_of_tags(carriers[rarer.slug]), message, hint)


def _find_near(tags: Iterable[Tag]) -> Iterator[tuple[Tag, Tag]]:
    """Compare tags that begin alike; numbers tell tags apart (`gpt-2`, `gpt-3`)."""
    earlier: defaultdict[str, list[tuple[str, Tag]]] = defaultdict(list)
    for tag in tags:
        key = re.sub(r"[\W_]+", "", fold(tag.title))
        bucket = earlier[key[:_BEGINNING]]
        for other_key, other in islice(bucket, _MOST_COMPARED):
            is_family = other.slug == tag.parent or tag.slug == other.parent
            if not is_family and _are_near(key, other_key):
                yield other, tag
        bucket.append((key, tag))


def _are_near(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        _DIGITS.findall(one) == _DIGITS.findall(other)
        and matcher.real_quick_ratio() >= _NEAR
        and matcher.ratio() >= _NEAR
    )


def _abstract_quirks(library: Library) -> Iterator[Diagnostic]:
    """What arXiv's listing, and copying from it, does to an abstract."""
    for paper in library.papers:
        if not paper.abstract:
            continue
        at = Location(paper.location.uri, paper.lines.get("abstract", 1))
        if found := _PLACEHOLDER.search(paper.abstract):
            message = f"The abstract says '{found[0]}' where an address was."
            yield advice("lost-address", at, message, "Write the address, or drop the words.")
        if found := _LOST_PERCENT.search(paper.abstract):
            message = f"A per cent sign seems lost after '{found[0]}' in the abstract."
            yield advice("lost-percent", at, message, "Write `%`.")
        macros = dict.fromkeys(abstracts.find_commands(paper.abstract))
        for macro in islice(macros, 3):
            message = f"The abstract uses '{shorten(macro)}', which nothing defines."
            yield advice("unknown-macro", at, message, "Write what it stands for.")


def _entries(library: Library) -> Iterator[Paper | Post]:
    yield from (paper for paper in library.papers if not paper.unlisted)
    yield from (post for post in library.posts if not post.unlisted)


def _line_of_tags(entry: Paper | Post) -> Location:
    return Location(entry.location.uri, entry.lines.get("tags", entry.location.line))


LOOKS = (_repeated_works, _missing_tags, _rare_tags, _near_tags, _abstract_quirks)
