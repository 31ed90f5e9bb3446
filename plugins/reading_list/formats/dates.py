"""Dates as people and programs write them -> partial dates, beside EDTF.

Separate because every exchange format has a field in which anybody writes anything. Month and
day are never invented: what makes no sense is left out.
"""

from __future__ import annotations

import re

from reading_list.model import MONTHS, PartialDate, parse_partial_date

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*", re.DOTALL)
_CIRCA = re.compile(r"(?:c\.|ca\.?\s|circa\s)\s*", re.IGNORECASE)
_RANGE = re.compile(r"\s*\u2013\s*|\s+-\s+")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_GAP = r"[\s,./-]+"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WORD = r"(?P<word>[^\W\d_]{3,})"
_SHAPES = tuple(
    map(
        re.compile,
        (
            rf"(?:{_DAY}{_GAP})?{_WORD}{_GAP}(?P<year>\d{{4}})",
            rf"{_WORD}{_GAP}{_DAY}{_GAP}(?P<year>\d{{4}})",
            rf"(?P<year>\d{{4}}){_GAP}{_WORD}(?:{_GAP}{_DAY})?\.?",
            rf"(?P<year>\d{{4}})[/.-](?P<month>\d{{1,2}})(?:[/.-]{_DAY})?",
        ),
    )
)
"""`12 June 2017`, `June 12, 2017`, `2017 Jun 12`, `2017/6/12`."""


def read_date(text: str, *, or_year: bool = True) -> PartialDate | None:
    """Read EDTF, a time stamp, or words; of words without sense at least the year.

    Words are those of `str(PartialDate)` and what else is common: `c. 2017`, `Spring 2017`,
    `June 12th, 2017`, `2017 Jun`, `2016\u20132017`. Without `or_year` None says that a text says
    more, or something else.
    """
    bare = text.strip()
    stamp = _TIMESTAMP.fullmatch(bare)
    date = parse_partial_date(stamp[1] if stamp else bare) or _read_range(bare)
    return date or (_find_year(bare) if or_year else None)


def build_date(*parts: int | None) -> PartialDate | None:
    """Year, month and day, as far as they are known and make sense."""
    known: list[str] = []
    for part, width in zip(parts, (4, 2, 2), strict=False):
        if part is None:
            break
        known.append(f"{part:0{width}d}")
    while known:
        date = parse_partial_date("-".join(known))
        if date is not None and date.season is None:
            return date
        known.pop()
    return None


def build_season(year: int, season: int) -> PartialDate | None:
    """Build a season of a year, numbered 21 to 24."""
    return parse_partial_date(f"{year:04d}-{season}")


def month_of(word: str) -> int | None:
    """`June`, `jun`, `Sept` -> 6, 6, 9; seasons are 21 to 24."""
    lowered = word.lower()
    if lowered in _SEASONS:
        return _SEASONS[lowered]
    for number, name in enumerate(MONTHS, start=1):
        if name.lower().startswith(lowered) or lowered == "sept" == name[:4].lower():
            return number
    return None


def _read_range(text: str) -> PartialDate | None:
    dates = [_read_words(part) for part in _RANGE.split(text, maxsplit=1)]
    return parse_partial_date("/".join(date.text if date else "" for date in dates))


def _read_words(text: str) -> PartialDate | None:
    circa = _CIRCA.match(text)
    bare = text[circa.end() if circa else 0 :]
    date = parse_partial_date(bare) or _read_shape(bare)
    return parse_partial_date(f"{date.text}~") if date and circa else date


def _read_shape(text: str) -> PartialDate | None:
    found = next(filter(None, (shape.fullmatch(text) for shape in _SHAPES)), None)
    if found is None:
        return None
    parts = found.groupdict()
    month = month_of(parts["word"]) if parts.get("word") else int(parts["month"])
    if month is None:
        return None
    if month > len(MONTHS):
        return build_season(int(parts["year"]), month)
    return build_date(int(parts["year"]), month, int(parts["day"]) if parts["day"] else None)


def _find_year(text: str) -> PartialDate | None:
    years = _YEAR.findall(text)
    return parse_partial_date(years[0]) if len(years) == 1 else None
