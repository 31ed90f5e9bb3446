"""CSL's date variables <-> partial dates.

Separate because programs write one date in six shapes. Month and day are never invented.
Source: CSL-JSON schema, `date-variable`, and the EDTF text that CSL 1.0.2 describes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.formats.csl.values import as_flag, as_line, as_list
from reading_list.formats.dates import build_date, build_season, month_of, read_date
from reading_list.model import SEASONS, parse_partial_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.model import PartialDate

_FIRST_SEASON = min(SEASONS)
"""EDTF counts the seasons from 21, CSL from 1."""
_MOST_PARTS = 3


def to_csl_date(date: PartialDate) -> dict[str, object]:
    """`2017-06` -> `{"date-parts": [[2017, 6]]}`; what was not written has no part.

    Seasons are 1 to 4. CSL has one season for a whole date, so an interval of seasons is told
    in words as well.
    """
    made: dict[str, object] = {
        "date-parts": [_to_parts(part) for part in (date, date.end) if part is not None]
    }
    if date.season is not None and date.end is None:
        made["season"] = date.season - _FIRST_SEASON + 1
    elif date.season is not None or (date.end is not None and date.end.season is not None):
        made["literal"] = str(date)
    if date.approximate or (date.end is not None and date.end.approximate):
        made["circa"] = True
    return made


def read_csl_date(value: object) -> PartialDate | None:
    """Read a date in any shape; None for whatever has no year.

    `date-parts` of numbers or texts, one or two, with `season` and `circa`; `raw`; `literal`;
    or one text, EDTF or words.
    """
    if not isinstance(value, dict):
        return read_date(as_line(value))
    text = as_line(value.get("raw")) or as_line(value.get("literal"))
    dates = _read_parts(value)
    if not dates:
        return read_date(text)
    told = read_date(text) if text else None
    if told is not None and told.end is not None and _years(told) == [one.year for one in dates]:
        return told
    return _join(dates, is_circa=as_flag(value.get("circa")))


def _to_parts(date: PartialDate) -> list[int]:
    parts = (date.year, date.month, date.day)
    return [part for part in parts if part is not None]


def _read_parts(value: Mapping[str, object]) -> list[PartialDate]:
    parts = as_list(value.get("date-parts"))
    if parts and not isinstance(parts[0], list):
        parts = [parts]  # one date without the list around it
    dates = [date for one in parts[:2] if (date := _read_one(one))]
    if len(dates) == 1 and dates[0].month is None and dates[0].season is None:
        season = _read_season(as_line(value.get("season")))
        dates = [(season and build_season(dates[0].year, season)) or dates[0]]
    return dates


def _read_one(value: object) -> PartialDate | None:
    lines = map(as_line, as_list(value)[:_MOST_PARTS])
    numbers = [int(one) if one.isdecimal() and len(one) <= 4 else None for one in lines]  # noqa: PLR2004 - as years have
    if len(numbers) > 1 and numbers[0] is not None and numbers[1] in SEASONS:
        return build_season(numbers[0], numbers[1])
    return build_date(*numbers)


def _read_season(text: str) -> int | None:
    """`2`, `22`, `Summer` -> 22."""
    if text.isdecimal() and len(text) <= 2:  # noqa: PLR2004 - `22`
        number = int(text)
        number += _FIRST_SEASON - 1 if number < _FIRST_SEASON else 0
    else:
        number = month_of(text) or 0 if text else 0
    return number if number in SEASONS else None


def _join(dates: list[PartialDate], *, is_circa: bool) -> PartialDate | None:
    first, *rest = (date.text for date in dates)
    text = "/".join([f"{first}~" if is_circa else first, *rest])
    return parse_partial_date(text) or dates[0]


def _years(date: PartialDate) -> list[int]:
    return [part.year for part in (date, date.end) if part is not None]
