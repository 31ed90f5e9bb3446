"""Which entries know each other: who names a work, which orders hold it, what it unlocks.

One pass over the library, shared by every view, so that the cost stays linear in its size.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from reading_list.ordering import find_unlocked
from reading_list.slugs import fold, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reading_list.model import (
        AnyEntry,
        Library,
        Order,
        OrderSection,
        Paper,
        PaperId,
        Post,
        Slug,
        Step,
        Tag,
    )


Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Placed:
    """A step with its number; bonus steps have none."""

    step: Step
    section: OrderSection
    position: int | None
    anchor: str = ""
    """The fragment of the step; made of the work's id, so that it survives re-ordering."""


@dataclass(frozen=True, slots=True)
class Membership:
    """That a paper or a post is a step of an order."""

    order: Order
    placed: Placed
    count: int
    """Numbered steps of the order."""
    previous: Step | None = None
    following: Step | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """Posts whose category has one address."""

    title: str
    """The spelling of the newest post."""
    slug: Slug
    posts: tuple[Post, ...]

    @property
    def url_path(self) -> str:
        """`blog/category/slug/`, below the site's root."""
        return f"blog/category/{self.slug}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """Look-ups by paper and by tag; what is missing is empty."""

    cited_by: Mapping[PaperId, tuple[Post, ...]]
    """Newest post first."""
    discussed_in: Mapping[PaperId, tuple[AnyEntry, ...]]
    """Posts, newest first; then works whose notes name it, the newest in the library first; then
    orders by slug."""
    memberships: Mapping[PaperId, tuple[Membership, ...]]
    """Orders by slug."""
    post_memberships: Mapping[str, tuple[Membership, ...]]
    """`src_uri` of a post -> orders by slug."""
    prerequisites: Mapping[PaperId, tuple[PaperId, ...]]
    """Of every work, unlisted ones included; listed works only."""
    unlocked: Mapping[PaperId, tuple[PaperId, ...]]
    papers_by_tag: Mapping[str, tuple[Paper, ...]]
    """Slug of a tag -> papers by id."""
    posts_by_tag: Mapping[str, tuple[Post, ...]]
    """Slug of a tag -> posts, newest first."""

    def count(self, tag: Tag) -> int:
        """Papers and posts that carry the tag."""
        return len(self.papers_by_tag.get(tag.slug, ())) + len(self.posts_by_tag.get(tag.slug, ()))


def find_categories(posts: Iterable[Post]) -> tuple[Category, ...]:
    """By title; spellings that have one address are one category, under the first spelling."""
    titles: dict[Slug, str] = {}
    pairs: list[tuple[Slug, Post]] = []
    for post in posts:
        slugs = {}
        for name in post.categories:
            slug = slugify(name)
            titles.setdefault(slug, name)
            slugs[slug] = post
        pairs += slugs.items()
    groups = _collect(pairs)
    slugs_by_title = sorted(groups, key=lambda slug: (fold(titles[slug]), slug))
    return tuple(Category(titles[slug], slug, groups[slug]) for slug in slugs_by_title)


def place_steps(order: Order) -> Iterator[Placed]:
    """Number the steps from 1 through all sections, bonus sections left out."""
    position = 0
    seen: Counter[str] = Counter()
    for section in order.sections:
        for step in section.steps:
            name = (step.paper or step.post).removesuffix(".md").rpartition("/")[2]
            seen[name] += 1
            anchor = f"step-{name}" if seen[name] == 1 else f"step-{name}-{seen[name]}"
            position += not section.bonus
            yield Placed(step, section, None if section.bonus else position, anchor)


def find_connections(library: Library) -> Connections:
    """Look once at every listed entry."""
    papers = tuple(paper for paper in library.papers if not paper.unlisted)
    posts = tuple(post for post in library.posts if not post.unlisted)
    orders = tuple(order for order in library.orders if not order.unlisted)
    members = tuple(_find_memberships(orders))
    listed = frozenset(paper.id for paper in papers)
    texts: tuple[AnyEntry, ...] = (*posts, *sorted(papers, key=_newest_first), *orders)
    return Connections(
        cited_by=_collect((one, post) for post in posts for one in post.cites),
        discussed_in=_collect((one, text) for text in texts for one in text.cites),
        memberships=_collect(
            (one.placed.step.paper, one) for one in members if one.placed.step.paper
        ),
        post_memberships=_collect(
            (one.placed.step.post, one) for one in members if one.placed.step.post
        ),
        prerequisites={
            paper.id: tuple(one for one in paper.prerequisites if one in listed)
            for paper in library.papers
        },
        unlocked=find_unlocked({paper.id: paper.prerequisites for paper in papers}),
        papers_by_tag=_collect(
            (tag.slug, paper) for paper in papers for tag in library.tags_of(paper)
        ),
        posts_by_tag=_collect((tag.slug, post) for post in posts for tag in library.tags_of(post)),
    )


def _newest_first(paper: Paper) -> tuple[int, ...]:
    """Sort key; works that joined on one day stay in the order of their ids."""
    return tuple(-part for part in paper.added.earliest) if paper.added else (0,)


def _find_memberships(orders: Iterable[Order]) -> Iterator[Membership]:
    for order in orders:
        places = tuple(place_steps(order))
        count = sum(placed.position is not None for placed in places)
        steps = (None, *order.steps, None)
        for placed, before, after in zip(places, steps, steps[2:], strict=False):
            yield Membership(order, placed, count, before, after)


def _collect(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    """Values by key, in the order in which they come."""
    found: defaultdict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
