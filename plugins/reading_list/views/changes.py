"""When a page last changed, as far as the content says so.

Separate because no clock and no file system is asked: a date that nobody wrote is no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.model import Page, Paper, Post

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.model import AnyEntry, PartialDate


def newest_date(*groups: Iterable[AnyEntry | Page]) -> str:
    """The last day of which we know that something was added, published or updated.

    That is what a list of them, or a page that quotes them, was last changed by. Unlisted ones
    are in no list; where nothing has a date the answer is empty.
    """
    dates = [
        date
        for group in groups
        for entry in group
        if isinstance(entry, Page) or not entry.unlisted
        for date in _dates(entry)
        if date is not None
    ]
    return max(dates, key=lambda date: date.sort_key).text if dates else ""


def _dates(entry: AnyEntry | Page) -> tuple[PartialDate | None, ...]:
    if isinstance(entry, Paper):
        return (entry.added,)
    return (entry.date, entry.updated) if isinstance(entry, Post) else (entry.updated,)
