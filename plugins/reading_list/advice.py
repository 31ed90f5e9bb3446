"""What could be better in a library that is sound: what a friend would say who reads it all.

Separate from the rules of loading because a build must not slow down, nor fail, for advice.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from itertools import chain, islice
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, advice, shorten
from reading_list.formats.bibtex.export import find_stale_overlay as find_stale_bibtex
from reading_list.formats.csl.overlay import find_stale_overlay as find_stale_csl
from reading_list.model import Location
from reading_list.slugs import fold
from reading_list.texts import abstracts
from reading_list.works import find_matches, identifiers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reading_list.model import Library, Paper, Post, Tag
    from reading_list.works import Match

_WITH_ABSTRACT = frozenset("article article-journal paper-conference report thesis".split())
"""Types of works that come with an abstract."""
_PLACEHOLDER = re.compile(r"\bthis (?:https?|ftp) URL\b", re.IGNORECASE)
_LOST_PERCENT = re.compile(r"\d\\(?=\s|$)")
_DIGITS = re.compile(r"\d+")
_NEAR = 0.88
"""Ratio of two tags, as `difflib` counts it, from which they may be one."""
_BEGINNING = 3
"""Letters that two tags share to be compared at all."""
_MOST_COMPARED = 50


def find_advice(library: Library) -> Iterator[Diagnostic]:
    """Look at a library without errors; the cost is linear in its size."""
    return chain.from_iterable(look(library) for look in LOOKS)


def _repeated_works(library: Library) -> Iterator[Diagnostic]:
    """Works with one identifier are no matter of advice: loading has refused them."""
    for match in find_matches(library.papers):
        if match.kind != "same":
            yield _word_match(match)


def _word_match(match: Match) -> Diagnostic:
    other = f"'{match.first.id}'"
    silence = "or name it under `not_duplicate_of`."
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


def _missing_abstracts(library: Library) -> Iterator[Diagnostic]:
    """Each work, or their number where most have none; a library without any misses none."""
    expected = [paper for paper in library.papers if paper.type in _WITH_ABSTRACT]
    lacking = [paper for paper in expected if not paper.abstract]
    if 2 * len(lacking) <= len(expected):
        for paper in lacking:
            yield advice("missing-abstract", paper.location, "The work has no abstract.")
    elif len(lacking) < len(expected):
        message = f"{len(lacking)} of {len(expected)} works have no abstract, this one first."
        yield advice("missing-abstract", lacking[0].location, message)


def _uncited(library: Library) -> Iterator[Diagnostic]:
    """Link posts are about something else, notes are short, and drafts go on."""
    for post in library.posts:
        if post.kind == "essay" and not post.is_hidden and not post.mentions:
            message = "The post cites no work."
            yield advice("cites-nothing", post.location, message, "Cite works like `[@id]`.")


def _stale_overlays(library: Library) -> Iterator[Diagnostic]:
    for paper in library.papers:
        if paper.bibtex:
            verbatim = {name.lower() for name in paper.bibtex}
            stale = [name for name in find_stale_bibtex(paper) if name in verbatim]
            if stale:
                yield advice("stale-bibtex", *_word_stale(paper, "bibtex", stale))
        if paper.csl and (stale := list(find_stale_csl(paper))):
            yield advice("stale-csl", *_word_stale(paper, "csl", stale))


def _word_stale(paper: Paper, key: str, stale: Sequence[str]) -> tuple[Location, str, str]:
    names = ", ".join(f"'{shorten(name)}'" for name in stale)
    message = f"Exports leave out {names} under `{key}`: the work says otherwise by now."
    return Location(paper.location.uri, paper.lines.get(key, 1)), message, "Delete what is stale."


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
    for one, other in find_near_tags(used):
        rarer, more = sorted((one, other), key=lambda tag: (counts[tag.slug], tag.slug))
        message = (
            f"The tags '{shorten(rarer.title)}' ({counts[rarer.slug]}) and "
            f"'{shorten(more.title)}' ({counts[more.slug]}) look alike."
        )
        hint = "Use one of the two, or make one an alias of the other in `tags.yml`."
        yield advice("similar-tags", _line_of_tags(carriers[rarer.slug]), message, hint)


def find_near_tags(tags: Iterable[Tag]) -> Iterator[tuple[Tag, Tag]]:
    """Find tags that begin and sound alike; numbers tell tags apart (`gpt-2`, `gpt-3`)."""
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


def _works_elsewhere(library: Library) -> Iterator[Diagnostic]:
    """Works that a text names by an arXiv id or DOI and the library does not have."""
    known = {name for paper in library.papers for name in identifiers_of(paper)}
    for entry in (*library.posts, *library.orders, *library.papers):
        for mention in entry.mentions:
            if mention.kind == "identifier" and mention.key not in known:
                at = Location(entry.location.uri, mention.line)
                one = mention.key.removeprefix("DOI ").removeprefix("arXiv:")
                message = f"{shorten(mention.key)} is not in this library."
                hint = f"Run `reading-list add {shlex.quote(one)}`, and it is cited as others are."
                yield advice("missing-work", at, message, hint)


def _entries(library: Library) -> Iterator[Paper | Post]:
    yield from (paper for paper in library.papers if not paper.unlisted)
    yield from (post for post in library.posts if not post.unlisted)


def _line_of_tags(entry: Paper | Post) -> Location:
    return Location(entry.location.uri, entry.lines.get("tags", entry.location.line))


LOOKS = (
    _repeated_works,
    _missing_tags,
    _missing_abstracts,
    _uncited,
    _rare_tags,
    _near_tags,
    _abstract_quirks,
    _stale_overlays,
    _works_elsewhere,
)
