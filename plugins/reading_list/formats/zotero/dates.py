"""What people typed into Zotero's date field -> a partial date, and whether it says all of it.

Separate because Zotero sorts by a date of its own that may stand before what was typed, and
because the text is kept where the date says less.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reading_list.formats.dates import build_date, read_date
from reading_list.model import PartialDate, parse_partial_date

_SORTABLE = re.compile(r"\d{4}-\d{2}-\d{2} (?=\S)(?!\d{1,2}:)")
_ZEROS = re.compile(r"(\d{4})-(?:00|(\d{2}))-00")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{4})")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})")
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d.*")
_MONTHS_IN_YEAR = 12
_LONGEST = 100


class TypedDate(NamedTuple):
    """What was understood."""

    date: PartialDate | None
    is_whole: bool
    """Nothing was typed that the date does not say."""


def read_typed(text: str) -> TypedDate:
    """`2017-06-12`, `June 2017`, `06/2017`, `2017-06-00 June 2017`, and all that `dates` reads.

    Of `03/04/2017`, which is March in some countries and April in others, the year is certain.
    """
    plain = " ".join(text.split()).strip("[]().,; ")[:_LONGEST]
    plain = _SORTABLE.sub("", plain, count=1)
    if not plain or plain.startswith("0000"):
        return TypedDate(None, is_whole=True)
    date = _read_numbers(plain)
    if date is not None:
        return TypedDate(date, is_whole=True)
    date = read_date(plain)
    if date is None:
        return TypedDate(None, is_whole=False)
    is_whole = _STAMP.fullmatch(plain) is not None or len(re.findall(r"\w+", plain)) <= _size(date)
    return TypedDate(date, is_whole=is_whole)


def _read_numbers(text: str) -> PartialDate | None:
    zeros = _ZEROS.fullmatch(text)
    if zeros:
        return build_date(int(zeros[1]), int(zeros[2]) if zeros[2] else None)
    compact = _COMPACT.fullmatch(text)
    if compact:
        return parse_partial_date("-".join(compact.groups()))
    month = _MONTH_YEAR.fullmatch(text)
    if month and 1 <= int(month[1]) <= _MONTHS_IN_YEAR:
        return build_date(int(month[2]), int(month[1]))
    day = _DAY_MONTH_YEAR.fullmatch(text)
    return _build_unordered(day[3], int(day[1]), int(day[2])) if day else None


def _build_unordered(year: str, one: int, other: int) -> PartialDate | None:
    """Build a date of day and month, in the order that can be told from their size."""
    if one == other or other > _MONTHS_IN_YEAR:
        return parse_partial_date(f"{year}-{one:02d}-{other:02d}")
    is_first_day = one > _MONTHS_IN_YEAR
    return parse_partial_date(f"{year}-{other:02d}-{one:02d}") if is_first_day else None


def _size(date: PartialDate) -> int:
    """How many words it takes to say a date."""
    said = (date.year, date.month or date.season, date.day, date.approximate or None)
    return sum(one is not None for one in said) + (_size(date.end) if date.end else 0)
