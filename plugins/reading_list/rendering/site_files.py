"""The files of a site that are no pages: exports, catalogue, list of feeds, the library's data.

Separate because no page of a work needs their content: a preview makes them after it, each when
something asks for it, or at the end.
"""

from __future__ import annotations

import json
from dataclasses import astuple, replace
from functools import cached_property
from typing import TYPE_CHECKING

from reading_list.feeds.opml import OPML, write_opml
from reading_list.formats.publication import Published, encode_published
from reading_list.rendering.exports import encode, write_exports
from reading_list.rendering.library_data import LibraryData, write_library_data
from reading_list.views.catalogue import build_catalogue
from reading_list.views.search import collect_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reading_list.cache import Cache
    from reading_list.feeds.announced import Announced
    from reading_list.feeds.list import Feed
    from reading_list.feeds.options import FeedSite
    from reading_list.model import Paper, PaperId
    from reading_list.rendering.exports import Put
    from reading_list.rendering.templates import Pieces, Templates
    from reading_list.views.search import PaperTexts
    from reading_list.views.site import SiteViews

CATALOGUE = "reading-list.json"


class SiteFiles:
    """Makes each once, and hands it over at once: together they are large."""

    def __init__(
        self,
        views: SiteViews,
        pieces: Pieces,
        templates: Templates,
        cache: Cache,
        put: Put,
    ) -> None:
        self._views = views
        self._pieces = pieces
        self._templates = templates
        self._cache = cache
        self._put = put
        self.paths: list[str] = []
        """Below the site's root, of what has been handed over."""

    @cached_property
    def texts(self) -> Mapping[PaperId, PaperTexts]:
        """What can be searched of the listed works."""
        pieces = self._pieces
        return collect_texts(self._views.library, pieces.whys, pieces.notes, self._cache)

    @cached_property
    def library_data(self) -> LibraryData:
        """What pages of the library say of its files, which are handed over."""
        data = write_library_data(self._views, self._templates, self.texts)
        for path, content in data.files.items():
            self._hand_over(path, content)
        # Nobody asks for the words again, and together they are large.
        self.texts = {name: replace(one, words="") for name, one in self.texts.items()}
        return replace(data, files={})

    def write(
        self, feeds: Sequence[Feed], announced: Iterable[Announced], site: FeedSite
    ) -> dict[PaperId, str]:
        """Hand over all of them, to be called once; returns the BibTeX of every work by its id."""
        found = write_exports(self._views, self._publish, self._hand_over, site.url, site.ending)
        self._hand_over(OPML, write_opml(feeds, site))
        self._hand_over(CATALOGUE, self._write_catalogue(announced))
        _ = self.library_data
        return found

    def _hand_over(self, path: str, content: bytes) -> None:
        self.paths.append(path)
        self._put(path, content)

    def _publish(self, paper: Paper) -> Published:
        found = self._cache.recall(
            "published",
            (paper,),
            lambda: [*astuple(encode_published(paper))],
        )
        return Published(*map(str, found))

    def _write_catalogue(self, announced: Iterable[Announced]) -> bytes:
        views = self._views
        ids = {one.subject.location.uri: one.id for one in announced}
        found = build_catalogue(views.library, views.connections, views.tags, views.timeline, ids)
        text = json.dumps(found, ensure_ascii=False, allow_nan=False)
        return encode(f"{text}\n")
