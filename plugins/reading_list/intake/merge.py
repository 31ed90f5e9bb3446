"""What was imported last, what the file says now, what the source says now -> what to change.

Separate because it is the promise of every later import: what the author wrote stays, what the
machine wrote follows its source, and where both moved the author decides. Fields are those of
`formats.paper_fields.to_fields`; remembered ones are digests of them (`remember`), which tell
that a value changed without holding it twice.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from reading_list.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Mapping

Settling = Literal["list", "keep", "take"]
"""What becomes of a field that both changed: told and left, kept for good, or taken over."""
SETTLINGS: tuple[Settling, ...] = ("list", "keep", "take")

NEVER_MERGED = frozenset({"citekey", "feed_id", "slug", "aliases"})
"""Given once, when a work arrives."""
_OVERLAYS = frozenset({"bibtex", "csl"})
"""How a source spells its fields: none of what the author decides otherwise."""
_DIGEST = 8
"""Bytes; enough to tell that one field of one work has changed."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that the author changed, and the source changed otherwise."""

    key: str
    """`title`, or `links.pdf` for one inside a mapping."""
    ours: object
    """None where the author deleted it."""
    theirs: object


@dataclass(frozen=True, slots=True)
class Merge:
    """What to do with a file, and what to remember of its source."""

    changes: Mapping[str, object] = field(default_factory=dict)
    """Key -> its new value as a whole; None where the key goes."""
    conflicts: tuple[Conflict, ...] = ()
    remembered: Mapping[str, object] = field(default_factory=dict)


def remember(value: object) -> object:
    """Shrink a value to what tells later that it changed; tags stay, for they merge one by one."""
    if isinstance(value, dict):
        return {key: remember(one) for key, one in value.items()}
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=_DIGEST).hexdigest()


def remember_fields(fields: Mapping[str, object]) -> dict[str, object]:
    """`remember` each field that can be merged later."""
    return {
        key: value if key == "tags" else remember(value)
        for key, value in fields.items()
        if key not in NEVER_MERGED
    }


def merge_fields(
    base: Mapping[str, object] | None,
    ours: Mapping[str, object],
    theirs: Mapping[str, object],
    settling: Settling = "list",
) -> Merge:
    """Merge field by field.

    `base` is what was remembered of the last import, or None where nothing was: then only what
    is empty is filled, and every difference is a conflict.
    """
    merged = _Merging({} if base is None else base, settling)
    for key in sorted(dict.fromkeys((*theirs, *merged.base)), key=_OVERLAYS.__contains__):
        if key in NEVER_MERGED:
            continue
        if key in _OVERLAYS and merged.is_contested:
            merged.leave(key, theirs.get(key))
            continue
        if key == "tags" and base is not None:
            merged.merge_tags(ours.get(key), theirs.get(key))
        else:
            merged.merge(key, ours.get(key), theirs.get(key))
    if "tags" in merged.remembered:
        merged.remembered["tags"] = theirs["tags"]
    return Merge(merged.changes, tuple(merged.conflicts), merged.remembered)


class _Merging:
    """One merge under way."""

    def __init__(self, base: Mapping[str, object], settling: Settling) -> None:
        self.base = base
        self.settling = settling
        self.changes: dict[str, object] = {}
        self.conflicts: list[Conflict] = []
        self.remembered: dict[str, object] = {}
        self.is_contested = False
        """Both have changed a field, whatever became of it."""

    def leave(self, key: str, theirs: object) -> None:
        """Change nothing; a settled difference does not come up again."""
        kept = self.base.get(key) if self.settling == "list" or theirs is None else remember(theirs)
        if kept is not None:
            self.remembered[key] = kept

    def merge(self, key: str, ours: object, theirs: object) -> None:
        base = self.base.get(key)
        if isinstance(theirs, dict) or isinstance(base, dict):
            self._merge_mapping(key, ours, theirs)
            return
        now = None if theirs is None else remember(theirs)
        merged, is_open = self._choose(key, base, ours, theirs)
        if merged != ours:
            self.changes[key] = merged
        kept = base if is_open else now
        if kept is not None:
            self.remembered[key] = kept

    def merge_tags(self, ours: object, theirs: object) -> None:
        """Tags join and leave one by one; the author's own stay where they are."""
        mine, now, before = (_by_slug(one) for one in (ours, theirs, self.base.get("tags")))
        kept = [tag for slug, tag in mine.items() if slug in now or slug not in before]
        joined = [tag for slug, tag in now.items() if slug not in mine and slug not in before]
        if joined or len(kept) < len(mine):
            self.changes["tags"] = [*kept, *joined] or None
        if now:
            self.remembered["tags"] = theirs

    def _merge_mapping(self, key: str, ours: object, theirs: object) -> None:
        base = self.base.get(key)
        inner = _Merging(base if isinstance(base, dict) else {}, self.settling)
        mine = ours if isinstance(ours, dict) else {}
        now = theirs if isinstance(theirs, dict) else {}
        for name in dict.fromkeys((*now, *inner.base)):
            inner.merge(name, mine.get(name), now.get(name))
        if inner.changes:
            merged = {**mine, **inner.changes}
            self.changes[key] = {name: one for name, one in merged.items() if one is not None}
        self.conflicts.extend(
            Conflict(f"{key}.{one.key}", one.ours, one.theirs) for one in inner.conflicts
        )
        if inner.remembered:
            self.remembered[key] = inner.remembered

    def _choose(self, key: str, base: object, ours: object, theirs: object) -> tuple[object, bool]:
        """Return the value of the file from now on, and whether the author must decide."""
        mine, now = (None if one is None else remember(one) for one in (ours, theirs))
        if mine == now or (now in {base, None} and mine != base):
            return ours, False
        if mine == base:
            return theirs, False
        self.is_contested = self.settling != "take"
        if self.settling == "list":
            self.conflicts.append(Conflict(key, ours, theirs))
            return ours, True
        return (theirs if self.settling == "take" else ours), False


def _by_slug(tags: object) -> dict[str, str]:
    return {slugify(tag): tag for tag in tags} if isinstance(tags, list) else {}
