"""The tag index and the page of one tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.views.library import sort_by_added

if TYPE_CHECKING:
    from reading_list.connections import Connections
    from reading_list.model import Library, Paper, Post, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class TagView:
    """One tag: what carries it. Its count is the rows that its page shows."""

    tag: Tag
    parent: Tag | None
    children: tuple[Tag, ...]
    papers: tuple[Paper, ...]
    posts: tuple[Post, ...]

    @property
    def count(self) -> int:
        """Papers and posts."""
        return len(self.papers) + len(self.posts)


def build_tag_views(library: Library, connections: Connections) -> tuple[TagView, ...]:
    """Every tag that something carries, by title; papers newest first, then posts."""
    used = tuple(tag for tag in library.tags if connections.count(tag))
    used_slugs = {tag.slug: tag for tag in used}
    children: dict[str, list[Tag]] = {}
    for tag in used:
        if tag.parent is not None:
            children.setdefault(tag.parent, []).append(tag)
    return tuple(
        TagView(
            tag=tag,
            parent=used_slugs.get(tag.parent) if tag.parent else None,
            children=tuple(children.get(tag.slug, ())),
            papers=sort_by_added(connections.papers_by_tag.get(tag.slug, ())),
            posts=connections.posts_by_tag.get(tag.slug, ()),
        )
        for tag in used
    )
