"""What the engine made of posts and orders in earlier builds, given back to it as it left it.

Separate because it stands in the middle of the engine's own work: every plugin still sees each
of its events, and what the engine had to say of a page it says again, for a page of which it said
anything is not kept.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, cast

from mkdocs.structure.toc import get_toc

from reading_list.mkdocs_plugin.cached import describe_world
from reading_list.model import Order, Post

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

    from reading_list.mkdocs_plugin.sources import Build

_LOGGERS = ("", "mkdocs", "properdocs")
"""The engine's own hand nothing on to the first."""


class KeptPages:
    """Takes a page out of the engine's hands before it is rendered, and puts it back after."""

    def __init__(
        self, config: MkDocsConfig, files: Files, build: Build, *, is_outermost: bool
    ) -> None:
        self._build = build
        self._files = files
        self._world = _describe(config, files, build) if is_outermost else ""
        self._inputs: tuple[object, ...] = ()
        """Of the page at hand; none where it is left to the engine."""
        self._markdown = ""
        self._kept: dict[str, Any] | None = None

    def begin(self, markdown: str, page: Page) -> str:
        """The text that the engine is to render: none, where it is known what becomes of it.

        Only of pages whose title is in the front matter, for it might be in the text.
        """
        self._inputs = ()
        is_ours = isinstance(self._build.find_authored(page.file.src_uri), Post | Order)
        if not (self._world and is_ours and "title" in page.meta):
            return markdown
        told = self._build.citations
        context = (told.page_url, told.named_before, told.with_references, told.with_ids)
        self._inputs = (self._world, page.file.src_uri, *context, markdown)
        self._markdown = markdown
        kept = self._build.cache.find("rendered", self._inputs)
        self._kept = cast("dict[str, Any] | None", kept)
        if self._kept is not None:
            return ""
        _LISTENER.begin()
        return markdown

    def finish(self, html: str, page: Page) -> str:
        """Keep what the engine has made of the page, or put in its place what it made before."""
        if not self._inputs:
            return html
        if self._kept is None:
            is_silent = _LISTENER.end()
            if is_silent and (found := self._read(html, page)) is not None:
                self._build.cache.keep("rendered", self._inputs, found)
            return html
        page.markdown = self._markdown
        page.toc = get_toc(self._kept["toc"])
        page.present_anchor_ids = set(self._kept["ids"])
        page.links_to_anchors = {
            file: anchors
            for src_uri, anchors in self._kept["links"]
            if (file := self._files.get_file_from_path(src_uri)) is not None
        }
        return str(self._kept["html"])

    def _read(self, html: str, page: Page) -> dict[str, object] | None:
        """What the engine left, as plain data; nothing where that would not be all."""
        links = page.links_to_anchors
        if links is None or page.present_anchor_ids is None:
            return None
        if any(self._files.get_file_from_path(file.src_uri) is not file for file in links):
            return None
        return {
            "html": html,
            "toc": _describe_toc(page.toc),
            "ids": sorted(page.present_anchor_ids),
            "links": [[file.src_uri, anchors] for file, anchors in links.items()],
        }


def keep_pages(
    config: MkDocsConfig, files: Files, build: Build, plugin: BasePlugin[Any]
) -> KeptPages:
    """Keeps nothing where another plugin stands between us and the engine."""
    last = config.plugins.events["page_markdown"][-1]
    first = config.plugins.events["page_content"][0]
    is_outermost = all(getattr(one, "__self__", None) is plugin for one in (last, first))
    return KeptPages(config, files, build, is_outermost=is_outermost)


def _describe(config: MkDocsConfig, files: Files, build: Build) -> str:
    """All that a page depends on besides itself; empty where nobody can say.

    What is said of a page depends on the level of the log; at the lowest the engine does not
    note where links lead.
    """
    levels = [logging.getLogger(name).getEffectiveLevel() for name in _LOGGERS]
    if build.cache_file is None or min(levels) <= logging.DEBUG:
        return ""
    world = describe_world(config, files, build.loaded.library, build.loaded.hidden)
    return f"{world} {levels} {config.validation!r}" if world else ""


def _describe_toc(links: Iterable[AnchorLink]) -> list[dict[str, object]]:
    """As Markdown told the engine."""
    return [
        {
            "name": one.title,
            "id": one.id,
            "level": one.level,
            "children": _describe_toc(one.children),
        }
        for one in links
    ]


class _Listener(logging.Handler):
    """Hears whether anything is said while a page is rendered."""

    def __init__(self) -> None:
        super().__init__()
        self._is_silent = True

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - logging's signature
        """Whatever it is."""
        self._is_silent = False

    def begin(self) -> None:
        """Listen from now on."""
        self._is_silent = True
        for name in _LOGGERS:
            logging.getLogger(name).addHandler(self)

    def end(self) -> bool:
        """Whether nothing was said."""
        for name in _LOGGERS:
            logging.getLogger(name).removeHandler(self)
        return self._is_silent


_LISTENER = _Listener()
"""One for all builds, so that none is left behind by a page that could not be rendered."""
