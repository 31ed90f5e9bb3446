"""All tags for their author: how often each is used, which look alike, which stand alone.

Separate from the tag index of a site, which is for readers.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reading_list.advice import find_near_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.model import Tag
    from reading_list.tagging.names import TagNames


def write_text(names: TagNames) -> str:
    """Counts, the most used first; then tags that look alike, and those used once."""
    rows = (
        f"{names.papers[tag.slug]:>6}  {names.posts[tag.slug]:>5}  {tag.title}"
        for tag in _sort(names)
    )
    near = [
        f"  {one.title} ({_count(names, one)}), {other.title} ({_count(names, other)})"
        for one, other in _find_near(names)
    ]
    once = [f"  {tag.title}" for tag in _find_single(names)]
    lines = ["papers  posts  tag", *rows]
    lines += ["", "Look alike:", *near] if near else []
    lines += ["", "Used once, and not described:", *once] if once else []
    return "".join(f"{line}\n" for line in lines)


def write_json(names: TagNames) -> str:
    """`tags`, one object each; `similar`, pairs of slugs; `once`, slugs."""
    made = {
        "tags": [
            {
                "slug": tag.slug,
                "title": tag.title,
                "papers": names.papers[tag.slug],
                "posts": names.posts[tag.slug],
                "aliases": [*tag.aliases],
                "spellings": [*names.spellings.get(tag.slug, ())],
                "declared": tag.slug in names.declared,
            }
            for tag in _sort(names)
        ],
        "similar": [[one.slug, other.slug] for one, other in _find_near(names)],
        "once": [tag.slug for tag in _find_single(names)],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _count(names: TagNames, tag: Tag) -> int:
    return names.papers[tag.slug] + names.posts[tag.slug]


def _sort(names: TagNames) -> list[Tag]:
    return sorted(names.tags, key=lambda tag: -_count(names, tag))


def _find_near(names: TagNames) -> Iterator[tuple[Tag, Tag]]:
    return find_near_tags(tag for tag in names.tags if _count(names, tag))


def _find_single(names: TagNames) -> Iterator[Tag]:
    """A tag that is described is meant."""
    return (tag for tag in names.tags if _count(names, tag) == 1 and not tag.description)
