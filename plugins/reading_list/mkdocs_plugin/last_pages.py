"""Finished pages of the last site, taken over where all that they are made of is as it was.

Separate because it trusts nothing that stands there: the cache says which bytes a page must have,
and whatever else is found, touched, damaged or somebody else's, is made anew.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from reading_list import disk
from reading_list.rendering.templates import INDEX

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reading_list.cache import Cache
    from reading_list.rendering.site_page import PlannedPage, SitePage


class Finished(NamedTuple):
    """A page as it is published."""

    content: bytes
    changed: str
    """Date of its last change, as far as it is known."""


class LastPages:
    """Those below a folder, which this build does not write to; the cache knows them."""

    def __init__(self, folder: Path, cache: Cache) -> None:
        self._folder = str(folder)
        self._cache = cache

    def recall(
        self, plan: PlannedPage, frame: str, finish: Callable[[SitePage], bytes]
    ) -> Finished:
        """Take the page over, or make it; `frame` stands for what is put around it."""
        if plan.inputs is None:
            return _make(plan, finish)
        inputs = (frame, *plan.inputs)
        kept = cast("list[Any] | None", self._cache.find("page", inputs))
        if kept is not None:
            digest, size, changed = kept
            content = disk.read_again(f"{self._folder}/{plan.url}{INDEX}", size)
            if _digest(content) == digest:
                return Finished(content, changed)
        found = _make(plan, finish)
        now = [_digest(found.content), len(found.content), found.changed]
        if now != kept:
            self._cache.keep("page", inputs, now)
        return found


def _make(plan: PlannedPage, finish: Callable[[SitePage], bytes]) -> Finished:
    page = plan.make()
    return Finished(finish(page), page.changed)


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
