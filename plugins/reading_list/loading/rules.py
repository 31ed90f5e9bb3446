"""Rules over the whole library: each a function that yields faults, none depends on another.

They look only at entries that could be read, and stay silent about references to files that
exist but are broken: one fault, one message.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, NearNames, error, shorten, warning
from reading_list.loading.feed_ids import find_shared_feed_ids, find_wrong_feed_ids
from reading_list.loading.formulas import find_unreadable_formulas
from reading_list.model import AnyEntry, Location, Paper
from reading_list.ordering import find_cycles
from reading_list.slugs import fold, slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.model import Library, Page, PaperId

_LIKE_A_KEY = re.compile(r"[^\W\d_]+[-_:]?\d{4}(?!\d)\w*")
"""Letters, then a year."""
_BEGINNING = 3
"""Letters that a name in running text shares with the keys that it is compared with."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules judge by."""

    library: Library
    broken_papers: frozenset[PaperId]
    broken_pages: frozenset[str]
    near: NearNames = field(init=False)
    """The ids of all papers."""

    def __post_init__(self) -> None:
        ids = (*self.library.papers_by_id, *self.broken_papers)
        object.__setattr__(self, "near", NearNames(ids))

    def has_paper(self, one: str) -> bool:
        """Whether a file of that id exists, sound or not."""
        return one in self.library.papers_by_id or one in self.broken_papers


def find_faults(known: Known) -> Iterator[Diagnostic]:
    """Apply every rule."""
    return chain.from_iterable(rule(known) for rule in RULES)


def _equal_keys(known: Known) -> Iterator[Diagnostic]:
    """BibTeX takes keys that differ in case only for one."""
    owners: dict[str, Paper] = {}
    for paper in known.library.papers:
        first = owners.setdefault((paper.citekey or paper.id).casefold(), paper)
        # Ids that are one but for their case have been reported as that.
        if first is paper or not (first.citekey or paper.citekey):
            continue
        named, other = (paper, first) if paper.citekey else (first, paper)
        at = Location(named.location.uri, named.lines.get("citekey", 1))
        message = f"The key '{shorten(named.citekey)}' is also that of {other.location.uri}."
        yield error("duplicate-citekey", at, message, "Give one of the two another `citekey`.")


def _feed_ids(known: Known) -> Iterator[Diagnostic]:
    return chain(find_shared_feed_ids(known.library), find_wrong_feed_ids(known.library))


def _unknown_references(known: Known) -> Iterator[Diagnostic]:
    for paper in known.library.papers:
        for key, code in (
            ("prerequisites", "unknown-prerequisite"),
            ("related", "unknown-paper"),
            ("not_duplicate_of", "unknown-paper"),
        ):
            for one in getattr(paper, key):
                if not known.has_paper(one):
                    at = Location(paper.location.uri, paper.lines.get(key, 1))
                    yield _unknown_paper(known, code, at, one)


def _unknown_paper(known: Known, code: str, at: Location, one: str) -> Diagnostic:
    message = f"'{shorten(one)}' is not a paper in this library."
    return error(code, at, message, known.near.format(one))


_RING = 20
"""Works of a ring that a message names."""


def _cycles(known: Known) -> Iterator[Diagnostic]:
    papers = known.library.papers_by_id
    for ring in find_cycles({paper.id: paper.prerequisites for paper in papers.values()}):
        shown = ring if len(ring) <= _RING else ring[:_RING]
        more = "" if shown == ring else f" → {len(ring) - len(shown):,} more"
        places = ", ".join(
            f"{papers[one].location.uri}:{papers[one].lines.get('prerequisites', 1)}"
            for one in shown
        )
        first = papers[ring[0]]
        yield error(
            "prerequisite-cycle",
            Location(first.location.uri, first.lines.get("prerequisites", 1)),
            f"These works need one another: {' → '.join(shown)}{more} → {ring[0]} ({places}).",
            "Remove one of these prerequisites.",
        )


def _unknown_steps(known: Known) -> Iterator[Diagnostic]:
    posts = known.library.posts_by_uri
    near = NearNames(posts)
    for order in known.library.orders:
        for step in order.steps:
            for one in (step.paper, *step.alongside, *step.instead_of, *step.prerequisites):
                if one is not None and not known.has_paper(one):
                    yield _unknown_paper(known, "unknown-paper", step.location, one)
            if step.post and step.post not in posts and step.post not in known.broken_pages:
                yield error(
                    "unknown-post",
                    step.location,
                    f"'{shorten(step.post)}' is not a post.",
                    near.format(step.post) or "Write it like `blog/posts/first.md`.",
                )


def _repeated_steps(known: Known) -> Iterator[Diagnostic]:
    for order in known.library.orders:
        first: dict[str, int] = {}
        for step in order.steps:
            name = step.paper or step.post
            if name in first:
                yield warning(
                    "repeated-step",
                    step.location,
                    f"'{name}' is already a step on line {first[name]}.",
                    "Keep one of the two.",
                )
            first.setdefault(name, step.location.line)


def _steps_before_prerequisites(known: Known) -> Iterator[Diagnostic]:
    papers = known.library.papers_by_id
    for order in known.library.orders:
        position = {step.paper: place for place, step in enumerate(order.steps) if step.paper}
        lines = {step.paper: step.location.line for step in order.steps}
        for step in order.steps:
            paper = papers.get(step.paper) if step.paper else None
            if paper is None:
                continue
            for need in (*paper.prerequisites, *step.prerequisites):
                if position.get(need, -1) > position[paper.id]:
                    yield warning(
                        "step-before-prerequisite",
                        step.location,
                        f"'{paper.id}' stands before its prerequisite '{need}'"
                        f" (line {lines[need]}).",
                        "Swap the two, or drop the prerequisite.",
                    )


def _unknown_citations(known: Known) -> Iterator[Diagnostic]:
    """Of links only those in notes, for MkDocs validates all others."""
    library = known.library
    entries: tuple[AnyEntry | Page, ...] = (
        *library.posts,
        *library.orders,
        *library.pages,
        *library.papers,
    )
    likely = _LikelyKeys(known)
    for entry in entries:
        for mention in entry.mentions:
            if mention.kind == "identifier" or known.has_paper(mention.key):
                continue
            at = Location(entry.location.uri, mention.line)
            if mention.kind == "text":
                yield from likely.judge(mention.key, at)
            elif mention.kind == "key" or isinstance(entry, Paper):
                yield _unknown_paper(known, "unknown-citation", at, mention.key)


class _LikelyKeys:
    """Which `@names` in running text were meant as keys: many are those of people elsewhere."""

    def __init__(self, known: Known) -> None:
        keys: defaultdict[str, list[str]] = defaultdict(list)
        for one in (*known.library.papers_by_id, *known.broken_papers):
            keys[fold(one[:_BEGINNING])].append(one)
        self._near = {beginning: NearNames(names) for beginning, names in keys.items()}

    def judge(self, name: str, at: Location) -> Iterator[Diagnostic]:
        """Warn where the name is near a key that begins alike, or has the form of a key."""
        alike = self._near.get(fold(name[:_BEGINNING]))
        near = alike.format(name) if alike else ""
        if near or _LIKE_A_KEY.fullmatch(name):
            message = f"'@{shorten(name)}' is not a paper in this library."
            hint = near or f"Write `\\@{shorten(name)}` if it is meant as text."
            yield warning("unknown-citation", at, message, hint)


def _unknown_authors(known: Known) -> Iterator[Diagnostic]:
    names = {author.id for author in known.library.post_authors}
    near = NearNames(sorted(names))
    for post in known.library.posts:
        for one in post.authors:
            if one not in names:
                yield warning(
                    "unknown-author",
                    Location(post.location.uri, post.lines.get("authors", 1)),
                    f"'{shorten(one)}' is not in blog/.authors.yml.",
                    near.format(one),
                )


def _hidden_references(known: Known) -> Iterator[Diagnostic]:
    """What is published must not point to a draft: the link would lead nowhere."""
    library = known.library
    hidden = {paper.id for paper in library.papers if paper.is_hidden}
    if not hidden:
        return
    entries: tuple[AnyEntry, ...] = (*library.posts, *library.orders, *library.papers)
    shown: list[AnyEntry | Page] = [entry for entry in entries if not entry.is_hidden]
    shown += [page for page in library.pages if not page.is_hidden]
    for entry in shown:
        for mention in entry.mentions:
            if mention.key in hidden:
                at = Location(entry.location.uri, mention.line)
                yield _hidden_reference(at, mention.key)
    for order in library.orders:
        for step in order.steps if not order.is_hidden else ():
            if step.paper in hidden:
                yield _hidden_reference(step.location, step.paper)


def _hidden_reference(at: Location, one: str) -> Diagnostic:
    message = f"'{shorten(one)}' is a draft or private, and this is not."
    return warning("cites-hidden", at, message, "Publish the paper first.")


def _unreadable_formulas(known: Known) -> Iterator[Diagnostic]:
    return find_unreadable_formulas(known.library)


def find_unknown_tags(library: Library) -> Iterator[Diagnostic]:
    """Tags of computed orders that nothing carries; asked when the tags have been folded."""
    slugs = {tag.slug for tag in library.tags}
    near = NearNames(tag.title for tag in library.tags)
    for order in library.orders:
        for name in order.computed_from or ():
            if slugify(name) not in slugs:
                at = Location(order.location.uri, order.lines.get("order", 1))
                message = f"'{shorten(name)}' is not a tag in this library."
                yield error("unknown-tag", at, message, near.format(name))


RULES = (
    _equal_keys,
    _feed_ids,
    _unknown_references,
    _cycles,
    _unknown_steps,
    _repeated_steps,
    _steps_before_prerequisites,
    _unknown_citations,
    _unknown_authors,
    _hidden_references,
    _unreadable_formulas,
)
