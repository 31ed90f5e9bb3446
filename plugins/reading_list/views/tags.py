"""The tag index and the page of one tag."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import permutations
from typing import TYPE_CHECKING

from reading_list.model import Paper
from reading_list.slugs import fold
from reading_list.views.library import sort_by_added, title_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.connections import Connections
    from reading_list.model import Library, Post, Slug, Tag

MOST_RELATED = 8
"""Tags that the page of a tag names beside it."""
_MOST_TAGS = 20
"""Tags of one entry that are held against each other; more say little, and cost their square."""
_FIRST = 24
"""Tags from which on the index begins with letters to jump to."""


@dataclass(frozen=True, slots=True)
class RelatedTag:
    """A tag that stands beside another one, and how often."""

    tag: Tag
    papers: int
    posts: int


@dataclass(frozen=True, slots=True)
class CountedTag:
    """A tag and how much carries it."""

    tag: Tag
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TagView:
    """One tag: what carries it. Its count is the rows that its page shows."""

    tag: Tag
    ancestors: tuple[Tag, ...] = ()
    """The wider tags, the widest first."""
    children: tuple[CountedTag, ...] = ()
    """The narrower tags that have a page, by title."""
    papers: tuple[Paper, ...] = ()
    posts: tuple[Post, ...] = ()
    related: tuple[RelatedTag, ...] = ()
    """Tags of the same works and posts, the most frequent first; not those above and below."""

    @property
    def parent(self) -> Tag | None:
        """The next wider tag."""
        return self.ancestors[-1] if self.ancestors else None

    @property
    def count(self) -> int:
        """Papers and posts."""
        return len(self.papers) + len(self.posts)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagIndexView:
    """All tags that have a page, in two orders; every tag is in `shared` or in `single`."""

    total: int
    by_count: tuple[TagView, ...]
    """Those that more than one entry carries, the most used first, then by title."""
    shared: tuple[TagView, ...]
    """By title: what more than one entry carries, and what is wider than another tag."""
    single: tuple[TagView, ...]
    """By title: the long tail."""
    initials: tuple[tuple[str, Slug], ...] = ()
    """Letters and the first tag of `shared` under each; none where there are few tags."""


def build_tag_views(library: Library, connections: Connections) -> tuple[TagView, ...]:
    """Every tag that something carries and every wider one of these, by title.

    Papers come newest first, then posts. The wider tag may have no entry of its own.
    """
    lines = {tag.slug: tuple(_find_ancestors(tag, library)) for tag in library.tags}
    used = {tag.slug for tag in library.tags if connections.count(tag)}
    used |= {one.slug for slug in used for one in lines[slug]}
    children: defaultdict[Slug, list[CountedTag]] = defaultdict(list)
    for tag in library.tags:
        if tag.slug in used and lines[tag.slug]:
            children[lines[tag.slug][-1].slug].append(CountedTag(tag, connections.count(tag)))
    shared = _count_shared(library)
    papers = _group_papers(library)
    views = (
        TagView(
            tag=tag,
            ancestors=lines[tag.slug],
            children=tuple(children[tag.slug]),
            papers=tuple(papers.get(tag.slug, ())),
            posts=connections.posts_by_tag.get(tag.slug, ()),
        )
        for tag in library.tags
        if tag.slug in used
    )
    return tuple(
        replace(view, related=_find_related(view, shared[view.tag.slug], library, connections))
        for view in views
    )


def _group_papers(library: Library) -> Mapping[Slug, list[Paper]]:
    """Tag -> its listed works, the newest first."""
    found: defaultdict[Slug, list[Paper]] = defaultdict(list)
    for paper in sort_by_added(paper for paper in library.papers if not paper.unlisted):
        for tag in library.tags_of(paper):
            found[tag.slug].append(paper)
    return found


def build_tag_index(views: Iterable[TagView]) -> TagIndexView:
    """Sort the tags for their index."""
    by_title = tuple(views)
    single = tuple(view for view in by_title if view.count == 1 and not view.children)
    tail = frozenset(view.tag.slug for view in single)
    shared = tuple(view for view in by_title if view.tag.slug not in tail)
    counted = (view for view in shared if view.count > 1)
    return TagIndexView(
        total=len(by_title),
        by_count=tuple(sorted(counted, key=lambda view: -view.count)),
        shared=shared,
        single=single,
        initials=_find_initials(shared) if len(shared) > _FIRST else (),
    )


def _find_ancestors(tag: Tag, library: Library) -> list[Tag]:
    """The widest first; a ring of parents, which is a fault, is followed once."""
    line: list[Tag] = []
    seen = {tag.slug}
    parent = tag.parent
    while parent is not None and parent not in seen and parent in library.tags_by_slug:
        seen.add(parent)
        line.append(library.tags_by_slug[parent])
        parent = line[-1].parent
    return line[::-1]


def _count_shared(library: Library) -> defaultdict[Slug, Counter[tuple[Slug, bool]]]:
    """Tag -> (other tag, whether on a paper) -> entries that carry both."""
    found: defaultdict[Slug, Counter[tuple[Slug, bool]]] = defaultdict(Counter)
    entries: tuple[Paper | Post, ...] = (*library.papers, *library.posts)
    for entry in entries:
        if not entry.unlisted:
            slugs = [tag.slug for tag in library.tags_of(entry)[:_MOST_TAGS]]
            for one, other in permutations(slugs, 2):
                found[one][other, isinstance(entry, Paper)] += 1
    return found


def _find_related(
    view: TagView,
    shared: Mapping[tuple[Slug, bool], int],
    library: Library,
    connections: Connections,
) -> tuple[RelatedTag, ...]:
    """Of two tags that share as much the rarer is nearer."""
    family = {tag.slug for tag in view.ancestors} | {one.tag.slug for one in view.children}
    slugs = dict.fromkeys(slug for slug, _ in shared if slug not in family)
    found = [
        RelatedTag(
            library.tags_by_slug[slug], shared.get((slug, True), 0), shared.get((slug, False), 0)
        )
        for slug in slugs
    ]

    def nearness(one: RelatedTag) -> tuple[int, int, str, str]:
        tag = one.tag
        return -one.papers - one.posts, connections.count(tag), fold(tag.title), tag.slug

    return tuple(sorted(found, key=nearness)[:MOST_RELATED])


def _find_initials(views: Iterable[TagView]) -> tuple[tuple[str, Slug], ...]:
    found: dict[str, Slug] = {}
    for view in views:
        found.setdefault(_initial(view.tag), view.tag.slug)
    return tuple(found.items())


def _initial(tag: Tag) -> str:
    """The letter under which a title stands; scripts that know no case share one place."""
    first = title_key(tag.title)[:1]
    if first.upper() != first:
        return first.upper()
    return "0–9" if first.isdigit() else "Other"
