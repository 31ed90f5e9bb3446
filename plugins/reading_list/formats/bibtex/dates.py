"""BibTeX's `year`, `month`, `day` and biblatex's `date` <-> a partial date.

Separate because people write months in a dozen ways; month and day are never invented.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.latex import decode_latex
from reading_list.formats.bibtex.values import MONTH_MACROS
from reading_list.formats.dates import month_of
from reading_list.model import MONTHS, PartialDate, parse_partial_date

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = re.compile(r"[A-Za-z]{3,}")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"(?<![\d-])\d{1,2}(?![\d-])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SPOKEN = re.compile(
    r"""(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,})\.?,?\s+(?P<year>\d{4})
    |(?P<month2>[A-Za-z]{3,})\.?\s+(?:(?P<day2>\d{1,2})(?:st|nd|rd|th)?,\s+)?(?P<year2>\d{4})""",
    re.VERBOSE,
)
_NUMERIC = re.compile(r"(\d{4})([-./])(\d{1,2})(?:\2(\d{1,2}))?")
_UNSPECIFIED = re.compile(r"(?:-XX|-uu|-\?\?)+$")
_TIME = re.compile(r"T\d.*$")
_STAMP = re.compile(r"\s*(\d{4})([-./])(\d{2})\2(\d{2})(?!\d)")
_STAMPS = ("date-added", "creationdate", "timestamp")
"""BibDesk's, and the two of JabRef; other programs write other things under the last name."""


def read_issued(fields: Mapping[str, str]) -> PartialDate | None:
    """Biblatex's `date` where it can be read, else `year` with `month` and `day`."""
    date = _read_date(fields["date"].strip("{}")) if "date" in fields else None
    if date is not None or not fields.get("year"):
        return date
    written = fields["year"]
    month = fields.get("month", "")
    if not month and not written.isdigit():
        date = _read_date(decode_latex(written))
        if date is not None:
            return date
    return _read_parts(written, month, fields.get("day", ""))


def read_added(fields: Mapping[str, str]) -> PartialDate | None:
    """`added`, else the day on which another program says that the entry joined the library."""
    date = _parse(fields.get("added", ""))
    if date is not None and date.month is not None:
        return date
    stamps = (_STAMP.match(fields[name]) for name in _STAMPS if name in fields)
    days = (_parse(f"{one[1]}-{one[3]}-{one[4]}") for one in stamps if one)
    return next(filter(None, days), None)


@lru_cache(maxsize=1 << 10)
def read_month(text: str) -> tuple[int | None, int | None]:
    """`jun`, `June`, `6`, `jun~12`, `12 June`, `Spring` -> month or season, and day if written."""
    plain = decode_latex(text)
    if plain.isdecimal():
        return (int(plain) if 1 <= int(plain) <= len(MONTHS) else None), None
    month = next((number for word in _WORD.findall(plain) if (number := month_of(word))), None)
    days = _DAY.findall(plain)
    is_single = len(days) == 1 and month is not None and month <= len(MONTHS)
    return month, int(days[0]) if is_single else None


def format_issued(date: PartialDate) -> dict[str, str]:
    r"""`year` and `month` (`jun`, `jun~12`); what they cannot say goes to `date` as well."""
    fields = {"year": f"{date.year:04d}"}
    if date.month is not None:
        day = f"~{date.day}" if date.day is not None else ""
        fields["month"] = f"{MONTH_MACROS[date.month - 1]}{day}"
    if date.season is not None or date.approximate or date.end is not None:
        fields["date"] = date.text
    return fields


@lru_cache(maxsize=1 << 12)
def _read_parts(written: str, month_text: str, day_text: str) -> PartialDate | None:
    year = _YEAR.search(decode_latex(written))
    if year is None:
        return None
    month, day = read_month(month_text)
    if day_text.isdecimal():
        day = int(day_text)
    return _build(year[0], month, day) or _build(year[0], month, None)


@lru_cache(maxsize=1 << 12)
def _read_date(text: str) -> PartialDate | None:
    text = "/".join(_TIME.sub("", part) for part in text.split("/")).rstrip("/.")
    text = _UNSPECIFIED.sub("", text)
    compact = _COMPACT.fullmatch(text)
    if compact:
        text = "-".join(compact.groups())
    spoken = _SPOKEN.fullmatch(text)
    if spoken:
        day = spoken["day"] or spoken["day2"]
        month = month_of(spoken["month"] or spoken["month2"])
        year = spoken["year"] or spoken["year2"]
        return _build(year, month, int(day) if day else None) if month else None
    numeric = _NUMERIC.fullmatch(text)
    if numeric and not parse_partial_date(text):
        return _build(numeric[1], int(numeric[3]), int(numeric[4]) if numeric[4] else None)
    return _parse(f"{text[:-1]}~" if text.endswith("%") else text)


def _build(year: str, month: int | None, day: int | None) -> PartialDate | None:
    text = year
    if month is not None:
        text += f"-{month:02d}" + (f"-{day:02d}" if day is not None else "")
    return _parse(text)


@lru_cache(maxsize=1 << 12)
def _parse(text: str) -> PartialDate | None:
    """Parse each date once: a library has few, and many works of each."""
    return parse_partial_date(text) if text else None
