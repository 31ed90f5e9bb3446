"""What readers would see as new although they know it, and what they may miss although it is new.

Separate because it needs a memory, and a build has none of its own: the site that was published
is the only witness of what readers have seen. It says so in its catalogue.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, shorten, warning
from reading_list.feeds.announced import find_announced, name_entry
from reading_list.model import Location
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reading_list.feeds.announced import Announced
    from reading_list.model import Library, Paper, Post

_FRESH = timedelta(days=1)
"""Services that mail feeds pass over what is older when they find it."""
_AUTHORITY = re.compile(r"\Atag:([^,:]*),")


def find_changed_ids(
    catalogue: bytes, library: Library, authority: str, config: str
) -> Iterator[Diagnostic]:
    """Compare with `/reading-list.json` as it was. Warnings: `changed-feed-id`.

    An id has changed where its entry is gone and one of the same kind at the same address, or of
    the same title, has an id that is new. Another host in all ids is one fault, of `config`.
    """
    known = tuple(_read_known(catalogue))
    entries: list[Paper | Post] = [*library.papers, *library.posts]
    ids = {name_entry(entry, authority): entry for entry in entries}
    new = [ids[name] for name in ids.keys() - {one.id for one in known}]
    places: dict[object, Paper | Post] = {entry.url_path: entry for entry in new}
    places |= {(_kind(entry), to_text(entry.title)): entry for entry in new}
    hosts: Counter[str] = Counter()
    for one in known:
        entry = places.get(one.url) or places.get((one.kind, one.title))
        if one.id in ids or entry is None:
            continue
        if _without_host(one.id) == _without_host(name_entry(entry, authority)):
            hosts[_AUTHORITY.split(one.id)[1]] += 1
        else:
            yield _changed(entry, one.id)
    for host, count in hosts.items():
        yield _moved(host, authority, count, config)


def find_late(
    catalogue: bytes, library: Library, authority: str, today: date
) -> tuple[Announced, ...]:
    """What feeds announce for the first time `today`, dated before the day before; newest first.

    Compares with `/reading-list.json` as it was. Nothing where that names nothing: all is new then.
    """
    known = {one.id for one in _read_known(catalogue)}
    found = find_announced(library, authority, today) if known else ()
    return tuple(one for one in found if one.id not in known and today - one.moment.date() > _FRESH)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was announced."""

    id: str
    kind: str
    url: str
    title: str


def _read_known(catalogue: bytes) -> Iterator[_Known]:
    """Find nothing where it is no catalogue."""
    try:
        found = json.loads(catalogue)
    except (ValueError, RecursionError):
        return
    for kind, title in (("papers", "title_text"), ("posts", "title")):
        rows = found.get(kind) if isinstance(found, dict) else None
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and isinstance(row.get("feed_id"), str):
                yield _Known(row["feed_id"], kind, str(row.get("url")), str(row.get(title)))


def _without_host(name: str) -> str:
    return _AUTHORITY.sub("tag:,", name, count=1)


def _kind(entry: Paper | Post) -> str:
    return "papers" if entry.url_path.startswith("papers/") else "posts"


def _changed(entry: Paper | Post, name: str) -> Diagnostic:
    return warning(
        "changed-feed-id",
        Location(entry.location.uri, entry.lines.get("feed_id", 1)),
        f"'{shorten(to_text(entry.title))}' was announced under another id: "
        "readers will see it as new.",
        f"To keep the old one, write `feed_id: {name}`.",
    )


def _moved(host: str, authority: str, count: int, config: str) -> Diagnostic:
    return warning(
        "changed-feed-id",
        Location(config),
        f"The ids of {count} items named the host '{shorten(host)}' and now name '{authority}': "
        "readers will see all of them as new.",
        f"To keep the old ones, set `authority: {host}`.",
    )
