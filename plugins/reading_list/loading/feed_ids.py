"""Whether every stored feed id is that of one entry; separate because all kinds share the ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, error, shorten
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.model import Entry, Library


def find_shared_feed_ids(library: Library) -> Iterator[Diagnostic]:
    """Errors: `duplicate-feed-id`. A reader that knows the one would never show the other."""
    owners: dict[str, Entry] = {}
    entries: tuple[Entry, ...] = (*library.papers, *library.posts)
    for entry in entries:
        first = owners.setdefault(entry.feed_id, entry) if entry.feed_id else entry
        if first is not entry:
            yield error(
                "duplicate-feed-id",
                Location(entry.location.uri, entry.lines.get("feed_id", 1)),
                f"The feed id '{shorten(entry.feed_id)}' is also that of {first.location.uri}.",
                "Remove it from the newer of the two.",
            )
