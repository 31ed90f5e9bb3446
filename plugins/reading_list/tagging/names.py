"""Which texts name which tag, in everything that the author has.

Separate from the tags of a site, which know nothing of what only unlisted entries carry.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reading_list.diagnostics import format_nearest
from reading_list.loading.tags import resolve_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.model import Library, Paper, Post, Slug, Tag


@dataclass(frozen=True)
class TagNames:
    """Tags that are declared or used, with all their spellings."""

    library: Library
    declared: Mapping[Slug, Tag]

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """By title."""
        return self._resolved[0]

    @cached_property
    def papers(self) -> Counter[Slug]:
        """How many papers have each tag, drafts and unlisted ones included."""
        return Counter(slug for paper in self.library.papers for slug in self.find_of(paper))

    @cached_property
    def posts(self) -> Counter[Slug]:
        """How many posts have each tag."""
        return Counter(slug for post in self.library.posts for slug in self.find_of(post))

    @cached_property
    def spellings(self) -> Mapping[Slug, tuple[str, ...]]:
        """Those in use, the most used first."""
        counts = Counter(self._used())
        found: dict[Slug, list[str]] = {}
        for spelling in sorted(counts, key=lambda one: (-counts[one], one)):
            found.setdefault(self._resolved[1][spelling], []).append(spelling)
        return {slug: tuple(names) for slug, names in found.items()}

    def find(self, text: str) -> Slug | None:
        """Find the tag that a text names: by slug, alias or title, in any spelling."""
        flat = " ".join(text.split())
        if flat not in self._resolved[1]:
            slug = resolve_tags(self.declared, (flat,))[1][flat]
            return slug if slug in self.declared or slug in self.spellings else None
        return self._resolved[1][flat]

    def find_of(self, entry: Paper | Post) -> frozenset[Slug]:
        """Tags of an entry."""
        return frozenset(self._resolved[1][name] for name in entry.tags)

    def suggest(self, text: str) -> str:
        """`Did you mean 'x'?`, or nothing."""
        names = [name for tag in self.tags for name in (tag.title, *tag.aliases)]
        return format_nearest(text, dict.fromkeys(names))

    @cached_property
    def _resolved(self) -> tuple[tuple[Tag, ...], Mapping[str, Slug]]:
        return resolve_tags(self.declared, self._used())

    def _used(self) -> Iterable[str]:
        entries: tuple[Paper | Post, ...] = (*self.library.papers, *self.library.posts)
        return (name for entry in entries for name in entry.tags)
