"""BibTeX's `year`, `month`, `day` and biblatex's `date` <-> a partial date.

Separate because people write months in a dozen ways; month and day are never invented.
"""

from __future__ import annotations

import re
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
_SPOKEN = re.compile(r"(\d{1,2})\.?\s+([A-Za-z]{3,})\.?,?\s+(\d{4})|([A-Za-z]{3,})\.?\s+(\d{4})")
_TIME = re.compile(r"T\d.*$")


def read_issued(fields: Mapping[str, str]) -> PartialDate | None:
    """Biblatex's `date` where it can be read, else `year` with `month` and `day`."""
    date = _read_date(fields.get("date", "").strip("{}"))
    if date is not None:
        return date
    year = _YEAR.search(decode_latex(fields.get("year", "")))
    if year is None:
        return None
    month, day = read_month(fields.get("month", ""))
    if fields.get("day", "").isdigit():
        day = int(fields["day"])
    return _build(year[0], month, day) or _build(year[0], month, None)


def read_month(text: str) -> tuple[int | None, int | None]:
    """`jun`, `June`, `6`, `jun~12`, `12 June`, `Spring` -> month or season, and day if written."""
    plain = decode_latex(text)
    if plain.isdigit():
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


def _read_date(text: str) -> PartialDate | None:
    text = "/".join(_TIME.sub("", part) for part in text.split("/")).rstrip("/.")
    compact = _COMPACT.fullmatch(text)
    if compact:
        text = "-".join(compact.groups())
    spoken = _SPOKEN.fullmatch(text)
    if spoken:
        day = int(spoken[1]) if spoken[1] else None
        return _build(spoken[3] or spoken[5], month_of(spoken[2] or spoken[4]), day)
    return parse_partial_date(text)


def _build(year: str, month: int | None, day: int | None) -> PartialDate | None:
    text = year
    if month is not None:
        text += f"-{month:02d}" + (f"-{day:02d}" if day is not None else "")
    return parse_partial_date(text)
