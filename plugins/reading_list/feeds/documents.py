"""All feeds of a site -> their files, within a size, and archives of what they no longer hold.

Separate from the formats because here every item is written once in each and then shared by all
the feeds that hold it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from reading_list.cache import NO_CACHE, Cache
from reading_list.feeds.atom import join_atom, write_atom_items
from reading_list.feeds.channel import Channel
from reading_list.feeds.json_feed import join_json, write_json_items
from reading_list.feeds.list import ATOM, FORMATS, JSON, RSS
from reading_list.feeds.rss import join_rss, write_rss_items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reading_list.feeds.announced import Announced
    from reading_list.feeds.entries import Entry
    from reading_list.feeds.list import Feed, FeedFormat
    from reading_list.feeds.options import FeedSite

ARCHIVE_BYTES = 5_000_000
"""What validators and readers still take of one file."""
_WRITERS: dict[FeedFormat, Callable[[Iterable[Entry]], list[str]]] = {
    RSS: write_rss_items,
    ATOM: write_atom_items,
    JSON: write_json_items,
}
_JOINERS: dict[FeedFormat, Callable[[Channel, Iterable[str]], bytes]] = {
    RSS: join_rss,
    ATOM: join_atom,
    JSON: join_json,
}
_BETWEEN = 2
"""Bytes between two items."""


@dataclass(frozen=True, slots=True)
class Cached:
    """Where items of earlier builds are found."""

    cache: Cache = NO_CACHE
    describe: Callable[[Announced], Iterable[object] | None] = lambda _: None
    """All that an item is made of, besides the options of the site; None where it is not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One finished file."""

    path: str
    """Below the site's root."""
    content: bytes
    items: int
    summaries: int
    """How many of the items are summaries, because the whole would be too large."""


def write_documents(
    feeds: Iterable[Feed],
    make: Callable[[Announced], Entry],
    site: FeedSite,
    cached: Cached | None = None,
) -> Iterator[Document]:
    """Write each feed in each format, and its archives where they are wanted.

    Of one feed the formats always hold the same items, and the same of them as summaries.
    """
    items = _Items(make, cached or Cached())
    for feed in feeds:
        years = _years(feed) if site.options.has_archives else []
        name = next((year for year, _ in years), "")
        yield from _write(feed, feed.items, _File(previous=name), items, site)
        for place, (year, found) in enumerate(years):
            older = years[place + 1][0] if place + 1 < len(years) else ""
            yield from _write(feed, found, _File(year=year, previous=older), items, site)


@dataclass(frozen=True, slots=True)
class _File:
    """Which file of a feed: the feed itself, or one year of its archive."""

    year: str = ""
    previous: str = ""
    """The year before it in the chain."""


def _years(feed: Feed) -> list[tuple[str, list[Announced]]]:
    """Everything, year by year, the newest first; nothing where the feed itself holds it all."""
    if len(feed.found) <= feed.limit:
        return []
    grouped = groupby(feed.found, key=lambda one: f"{one.moment.year:04d}")
    return [(year, list(found)) for year, found in grouped]


def archive_path(feed: Feed, form: FeedFormat, year: str) -> str:
    """`tags/nlp/feed-2024.xml`; without a year the feed itself."""
    stem, dot, ending = feed.path(form).rpartition(".")
    return f"{stem}-{year}{dot}{ending}" if year else feed.path(form)


def _write(
    feed: Feed, found: Sequence[Announced], file: _File, items: _Items, site: FeedSite
) -> Iterator[Document]:
    channels = {form: _describe(feed, found, file, form, site) for form in FORMATS}
    empty = max(len(_JOINERS[form](channels[form], ())) for form in FORMATS)
    budget = ARCHIVE_BYTES if file.year else site.options.max_bytes
    written, summaries = items.fit(found, budget - empty)
    for place, form in enumerate(FORMATS):
        yield Document(
            path=archive_path(feed, form, file.year),
            content=_JOINERS[form](channels[form], [one[place] for one in written]),
            items=len(found),
            summaries=summaries,
        )


def _describe(
    feed: Feed, found: Sequence[Announced], file: _File, form: FeedFormat, site: FeedSite
) -> Channel:
    own = Channel(
        title=feed.title,
        description=site.description if feed.kind == "everything" else feed.title,
        url=site.page(feed.page),
        feed_url=site.file(archive_path(feed, form, file.year)),
        language=site.language,
        id=f"tag:{site.authority},2025:feeds/{feed.address}",
        author=site.name,
        hub="" if file.year else site.options.hub,
        is_complete=feed.complete and not file.year,
    )
    if found:
        own = replace(own, updated=max(one.updated for one in found))
    if file.previous:
        own = replace(own, previous=site.file(archive_path(feed, form, file.previous)))
    return replace(own, current=site.file(feed.path(form))) if file.year else own


_Written = tuple[str, ...]
"""One item in each of `FORMATS`."""


class _Items:
    """Items as they stand in the files, each written when a feed first asks for it."""

    def __init__(self, make: Callable[[Announced], Entry], cached: Cached) -> None:
        self._make = make
        self._cached = cached
        self._whole: dict[str, _Written] = {}
        self._short: dict[str, _Written] = {}

    def fit(self, found: Sequence[Announced], budget: int) -> tuple[list[_Written], int]:
        """Write items, the oldest of them as summaries until the rest fits; how many are those."""
        written = self._write(found, self._whole, is_short=False)
        sizes = [_measure(one) for one in written]
        total, cut = sum(sizes), len(found)
        while total > budget and cut:
            cut -= 1
            written[cut] = self._write([found[cut]], self._short, is_short=True)[0]
            total += _measure(written[cut]) - sizes[cut]
        return written, len(found) - cut

    def _write(
        self, found: Sequence[Announced], kept: dict[str, _Written], *, is_short: bool
    ) -> list[_Written]:
        files = [one.subject.location.uri for one in found]
        missing = [one for one, file in zip(found, files, strict=True) if file not in kept]
        texts = self._cached.cache.recall_all(
            "feed-short" if is_short else "feed",
            missing,
            self._cached.describe,
            lambda found: self._encode(found, is_short=is_short),
        )
        for one, text in zip(missing, texts, strict=True):
            kept[one.subject.location.uri] = tuple(map(str, text))
        return [kept[file] for file in files]

    def _encode(self, found: Sequence[Announced], *, is_short: bool) -> Iterable[list[object]]:
        entries = [self._make(one) for one in found]
        if is_short:
            entries = [replace(entry, content=entry.short()) for entry in entries]
        return map(list, zip(*(_WRITERS[form](entries) for form in FORMATS), strict=True))


def _measure(written: _Written) -> int:
    """Bytes in the format that needs most."""
    return max(len(text.encode()) for text in written) + _BETWEEN
