"""What was published last: the site's own catalogue, which says under which ids.

Separate because it is the one thing that a build reads besides the author's files. It decides
nothing but what the author is warned of: no byte of the site depends on it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import get_plugin_logger

from reading_list import disk
from reading_list.feeds.changed_ids import find_changed_ids, find_late

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from reading_list.diagnostics import Diagnostic
    from reading_list.feeds.announced import Announced
    from reading_list.model import Library
    from reading_list.site import Settings

_NAMED = 3
"""Files that are named; the others are counted."""

log = get_plugin_logger("reading-list")


def compare_published(
    config: MkDocsConfig, published: Path, library: Library, settings: Settings
) -> Iterator[Diagnostic]:
    """Warn of entries whose ids have changed (`changed-feed-id`), and say which come late.

    `published` is the catalogue of the last build, or a copy of it. A first build has none. What
    is late is known only where the options say which day it is.
    """
    try:
        catalogue = disk.read_bytes(published)
    except OSError:
        return
    today = settings.feeds.until
    if today is not None:
        _say_late(find_late(catalogue, library, settings.authority, today))
    name = Path(config.config_file_path or "mkdocs.yml").name
    yield from find_changed_ids(catalogue, library, settings.authority, name)


def _say_late(late: Sequence[Announced]) -> None:
    if late:
        names = [one.subject.location.uri for one in late[:_NAMED]]
        names += [f"{len(late) - _NAMED} more"] if len(late) > _NAMED else []
        say = "New in feeds, but older than a day, so services that mail feeds may miss it: %s."
        log.info(say, ", ".join(names))
