"""What a page tells the script that marks what is new since a reader's last visit.

Separate because these names are a format: the script reads them, and nothing else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.model import Paper
from reading_list.texts.inline import to_text
from reading_list.views.library import title_key
from reading_list.views.order import find_key

if TYPE_CHECKING:
    from reading_list.model import Library, Post

MOST = 60
"""Entries that a page names; with more of them it would grow heavier than its lists."""


def describe_newest(library: Library) -> dict[str, object]:
    """The newest works and posts with a date; `is_cut` says that there are older ones.

    No clock is asked: whether one is new is for the reader's own device to tell, by its key.
    """
    entries: list[Paper | Post] = [one for one in library.posts if not one.unlisted]
    entries += (one for one in library.papers if not one.unlisted and one.added is not None)
    entries.sort(key=lambda one: (title_key(one.title), find_key(one)))
    entries.sort(key=_day, reverse=True)
    return {"items": [_describe(one) for one in entries[:MOST]], "is_cut": len(entries) > MOST}


def _day(entry: Paper | Post) -> tuple[int, int, int]:
    date = entry.added if isinstance(entry, Paper) else entry.date
    return date.earliest if date else (0, 0, 0)


def _describe(entry: Paper | Post) -> dict[str, str]:
    return {
        "key": find_key(entry),
        "kind": "work" if isinstance(entry, Paper) else "post",
        "title": to_text(entry.title),
        "url": entry.url_path,
    }
