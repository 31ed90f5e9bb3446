"""RIS's dates <-> partial dates: `2017/06/12/`, and what programs write in its place.

Separate because year and date stand under three tags, of which each may know more.
Source: RIS format specifications, 2001: "YYYY/MM/DD/other info".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.formats.dates import build_date, build_season, month_of, read_date
from reading_list.model import MONTHS, parse_partial_date
from reading_list.texts.characters import clean_line

if TYPE_CHECKING:
    from reading_list.formats.ris.lines import Lines
    from reading_list.model import PartialDate

_MOST_DIGITS = 4
_TAGS = ("PY", "Y1", "DA")


def format_ris_date(date: PartialDate) -> str:
    """`2017/06/12/`; unknown parts stay empty, and what has no part is told in words.

    Where words are not exact, in EDTF.
    """
    month = f"{date.month:02d}" if date.month is not None else ""
    day = f"{date.day:02d}" if date.day is not None else ""
    info = ""
    if date.season is not None or date.approximate or date.end is not None:
        info = str(date) if read_date(str(date), or_year=False) == date else date.text
    return f"{date.year:04d}/{month}/{day}/{info}"


def read_ris_date(text: str) -> tuple[PartialDate | None, bool]:
    """Read a date in any spelling; the second value says that it tells all of the text."""
    date = parse_partial_date(text)
    if date is not None:
        return date, True
    year, slash, rest = text.partition("/")
    if slash and (number := _to_number(year)) is not None:
        return _read_parts(number, rest)
    date = read_date(text, or_year=False)
    return (date, True) if date is not None else (read_date(text), False)


def read_issued(lines: Lines) -> PartialDate | None:
    """Take every date that says the same, and return the one that says most."""
    told = (*lines.see("PY", "Y1"), *lines.see("DA"))
    first = next(filter(None, map(_read_whole, told)), None)
    first = first or next((date for value in told if (date := _read_any(value))), None)
    if first is None:
        return None
    best = first
    for value in told:
        date = _read_any(value, first)
        best = date if date is not None and _agrees(best, date) else best
    lines.all(lambda value: _is_told_by(best, value), *_TAGS)
    return best


def _read_whole(value: str) -> PartialDate | None:
    date, is_whole = read_ris_date(clean_line(value))
    return date if is_whole else None


def _read_any(value: str, year: PartialDate | None = None) -> PartialDate | None:
    """Read a date; EndNote's have no year (`Jun 12`), which stands elsewhere."""
    line = clean_line(value)
    date, _ = read_ris_date(line)
    if date is None and year is not None:
        return _read_whole(f"{line} {year.year:04d}")
    return date


def _is_told_by(best: PartialDate, value: str) -> bool:
    """Whether a line says nothing that the date does not say."""
    date, is_whole = read_ris_date(clean_line(value))
    if date is None:
        date, is_whole = _read_any(value, best), True
    return date is not None and is_whole and _agrees(date, best)


def _agrees(part: PartialDate, whole: PartialDate) -> bool:
    if part == whole:
        return True
    told = (part.year, part.month, part.day, part.season)
    known = (whole.year, whole.month, whole.day, whole.season)
    is_plain = part.end is None and not part.approximate
    return is_plain and all(one in {None, two} for one, two in zip(told, known, strict=True))


def _read_parts(year: int, rest: str) -> tuple[PartialDate | None, bool]:
    month, day, info = (*(part.strip() for part in rest.split("/", 2)), "", "")[:3]
    date = build_date(year, _to_month(month), _to_number(day))
    info = info.strip()
    if date is None or not info:
        return date, date is not None
    told = read_date(info, or_year=False)
    if told is not None and told.year == year:
        return told, True
    season = month_of(info) if info.isalpha() else None
    if season is not None and season > len(MONTHS) and date.month is None:
        return build_season(year, season), True
    return date, False


def _to_month(text: str) -> int | None:
    return month_of(text.rstrip(".")) if text[:1].isalpha() else _to_number(text)


def _to_number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None
