"""Whether stored feed ids are fit, each for one entry; separate because all kinds share them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, error, shorten, warning
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.model import Entry, Library

_URI = re.compile(
    r"""(?!tag:)[a-zA-Z][a-zA-Z0-9+.-]*:[\w;/?:@&=+$.!~*'()%,\#-]+
    |tag:(?:[a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[\w;/?:@&=+$.!~*'()%,\#-]*""",
    re.ASCII | re.VERBOSE,
)
"""Sources: RFC 3986; RFC 4151 for what begins with `tag:`."""


def find_wrong_feed_ids(library: Library) -> Iterator[Diagnostic]:
    """Warnings: `wrong-feed-id`. Atom wants a URI; what readers know is kept all the same."""
    entries: tuple[Entry, ...] = (*library.papers, *library.posts)
    for entry in entries:
        if entry.feed_id and not _URI.fullmatch(entry.feed_id):
            yield warning(
                "wrong-feed-id",
                Location(entry.location.uri, entry.lines.get("feed_id", 1)),
                f"The feed id '{shorten(entry.feed_id)}' is not a URI, so the Atom feeds that hold "
                "it are not valid.",
                "Ids look like `tag:example.org,2025-07:papers/bert`.",
            )


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
