"""The end of a build: files that are no pages, the search index, and what was wrong."""

from __future__ import annotations

import gzip
import json
from html import escape
from itertools import chain
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from reading_list import disk
from reading_list.diagnostics import (
    Severity,
    error,
    format_count,
    shorten,
    sort_diagnostics,
)
from reading_list.model import Location
from reading_list.redirects import separate
from reading_list.rendering.redirects import render_redirect
from reading_list.rendering.templates import INDEX
from reading_list.site import write_sitemap
from reading_list.staging.writing import write_plainly
from reading_list.views.search import build_search_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reading_list.mkdocs_plugin.sources import Build
    from reading_list.site import Site

SEARCH_INDEX = "search/search_index.json"
SITEMAP = "sitemap.xml"
_HERE = "\ufdd0"
"""Stands for the entries: no text of a site holds this character."""

log = get_plugin_logger("reading-list")


LATER = frozenset({SITEMAP, f"{SITEMAP}.gz", SEARCH_INDEX})
"""Files of the engine that name every page."""


def finish_preview(folder: Path, build: Build, write_rest: Callable[[], None]) -> None:
    """Write everything that is not there yet, and put it in its place.

    Raises:
        OSError: a file cannot be written or moved.
    """
    try:
        write_rest()
        if (folder / SITEMAP).is_file():
            write_plainly(folder, SITEMAP, make_sitemap(build).encode())
        write_files(folder, build)
        if build.standing is not None:
            build.standing.publish()
    finally:
        build.close()
    report(build, is_preview=True)


def write_files(folder: Path, build: Build) -> None:
    """Feeds, redirects, and our works in the theme's search."""
    if build.site is not None:
        with build.writing(folder):
            write_feeds(folder, build.site, build)
            write_redirects(folder, build.site, build)
    sitemap = folder / SITEMAP
    if sitemap.is_file():
        # MkDocs stamps the archive with a date of its own.
        packed = gzip.compress(disk.read_bytes(sitemap), mtime=0)
        disk.write_bytes_atomically(folder / f"{SITEMAP}.gz", packed)
    write_search(folder / SEARCH_INDEX, build)


def is_free(path: str, build: Build) -> bool:
    """Whether a file of ours replaces none of the author's; a fault where it would."""
    owner = build.outputs.get(path)
    if owner is not None:
        message = f"The address '{shorten(path)}' is also that of a file that the build makes."
        hint = "Rename the file, or move it out of the docs folder."
        build.faults.append(error("duplicate-address", Location(owner), message, hint))
    return owner is None


def write_redirects(folder: Path, site: Site, build: Build) -> None:
    """Pages at other addresses, save where another file of the site is. May find clashes."""
    settings = build.settings
    outputs = dict.fromkeys(site.files.paths, "another file of the site") | build.outputs
    redirects, clashing = separate(site.redirects, outputs)
    for one, owner in clashing:
        message = f"The address '{shorten(one.address)}' is also that of {owner}."
        build.faults.append(error("duplicate-address", one.location, message, "Remove the alias."))
    ending = "" if settings.use_directory_urls else INDEX
    for one in redirects:
        page = render_redirect(
            one, site_url=settings.url, language=settings.language, ending=ending
        )
        build.write(folder, one.path, page)


def write_feeds(folder: Path, site: Site, build: Build) -> None:
    """Write every feed, and say which could not be whole. May find clashes."""
    for feed in site.write_feeds(build.outputs):
        if is_free(feed.path, build):
            build.write(folder, feed.path, feed.content)
        if feed.summaries:
            say = "%s: %d of %d items are summaries, for the whole would be too large."
            log.info(say, feed.path, feed.summaries, feed.items)


def write_search(index: Path, build: Build) -> None:
    """Put papers and tags into the index that the theme's search reads, where there is one.

    Entry by entry, for as values, text and bytes at once it would be the largest thing of a build.
    """
    if not index.is_file():
        return
    theirs = json.loads(disk.read_text(index))
    before, after = _encode({**theirs, "docs": [_HERE]}).split(_encode(_HERE))
    entries = map(_encode, chain(theirs["docs"], _search_entries(build)))
    parts = (part for entry in entries for part in (b",", entry))
    next(parts, None)  # no comma before the first
    disk.write_parts_atomically(index, chain((before,), parts, (after,)))


def _search_entries(build: Build) -> Iterator[dict[str, object]]:
    texts = build.site.files.texts if build.site else None
    ending = "" if build.settings.use_directory_urls else INDEX
    for entry in build_search_entries(build.views, texts):
        if entry.url not in build.taken:
            yield {
                "location": entry.url + ending,
                "title": escape(entry.title),
                "text": escape(entry.text),
                "tags": list(entry.tags),
            }


def _encode(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def make_sitemap(build: Build) -> str:
    """Every page that may be found, with its last change where that is known."""
    settings = build.settings
    if not settings.url:
        return ""
    ending = "" if settings.use_directory_urls else INDEX
    made = [(settings.url + url + ending, changed) for url, changed in build.listed]
    return write_sitemap((*made, *build.authored))


def log_faults(build: Build) -> None:
    """Say everything that is wrong, once and in order."""
    if build.are_faults_logged:
        return
    build.are_faults_logged = True
    for fault in sort_diagnostics(build.faults):
        level = log.error if fault.severity is Severity.ERROR else log.warning
        level(str(fault))


def report(build: Build, *, is_preview: bool) -> None:
    """Log the faults; errors end a build, but not a preview.

    Raises:
        PluginError: there is an error in the content.
    """
    log_faults(build)
    faults = sort_diagnostics(build.faults)
    if faults:
        log.info(format_count(faults))
    has_errors = any(fault.severity is Severity.ERROR for fault in faults)
    if has_errors and not is_preview:
        raise PluginError(f"The content has {format_count(faults)}.")
