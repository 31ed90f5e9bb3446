"""Finished pages of the last site, taken over where all that they are made of is as it was.

Separate because it trusts nothing that stands there: the cache says which bytes a page must have,
and whatever else is found, touched, damaged or somebody else's, is made anew.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from reading_list import disk
from reading_list.mkdocs_plugin.sources import StampedFile
from reading_list.rendering.templates import INDEX
from reading_list.staging.writing import link_plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from reading_list.cache import Cache
    from reading_list.rendering.site_page import PlannedPage, SitePage

_LEAVE_PAGES = (
    "reading_list.",
    "mkdocs.contrib.search",
    "properdocs.contrib.search",
    "material.plugins.search",
)
"""Plugins that never write to a page that stands."""


class Finished(NamedTuple):
    """A page as it is published."""

    content: bytes | None
    """To be written; None where the page is in its place."""
    changed: str
    """Date of its last change, as far as it is known."""


class LastPages:
    """Those of the last site, which the cache knows, for the one in `folder`.

    A page may be one file in both until this site takes the place of the last, but for those that
    are `apart`.
    """

    def __init__(
        self, last: Path, folder: Path, cache: Cache, apart: Container[str] | None
    ) -> None:
        self._last = str(last)
        self._folder = folder
        self._cache = cache
        self._apart = apart

    def recall(
        self, plan: PlannedPage, frame: str, finish: Callable[[SitePage], bytes]
    ) -> Finished:
        """Take the page over, or make it; `frame` stands for what is put around it."""
        if plan.inputs is None:
            page = plan.make()
            return Finished(finish(page), page.changed)
        inputs = (frame, *plan.inputs)
        kept = cast("list[Any] | None", self._cache.find("page", inputs))
        if kept is not None:
            *told, changed = kept
            path = plan.url + INDEX
            if self._apart is not None and path not in self._apart and self._share(path, told):
                return Finished(None, changed)
            content = disk.read_again(f"{self._last}/{path}", told[1])
            if _describe(content) == told:
                return Finished(content, changed)
        page = plan.make()
        content = finish(page)
        now = [*_describe(content), page.changed]
        if now != kept:
            self._cache.keep("page", inputs, now)
        return Finished(content, page.changed)

    def _share(self, path: str, told: list[Any]) -> bool:
        """Let the page be in both sites; read where nobody else can exchange it."""
        if not link_plainly(f"{self._last}/{path}", self._folder, path):
            return False
        mine = f"{self._folder}/{path}"
        if _describe(disk.read_again(mine, told[1])) == told:
            return True
        os.unlink(mine)  # noqa: PTH108 - as the link was made
        return False


def find_apart(config: MkDocsConfig, files: Files) -> frozenset[str] | None:
    """Pages that somebody else may write to as well; None where nobody can say which.

    Whoever writes to a file of both sites changes the last one before this one is whole.
    """
    modules = (type(plugin).__module__ for plugin in config.plugins.values())
    if not all(module.startswith(_LEAVE_PAGES) for module in modules):
        return None
    written = (one.dest_uri for one in files if not isinstance(one, StampedFile))
    return frozenset((*written, *config.theme.static_templates, *config.extra_templates))


def _describe(content: bytes) -> list[str | int]:
    return [blake2b(content, digest_size=16).hexdigest(), len(content)]
