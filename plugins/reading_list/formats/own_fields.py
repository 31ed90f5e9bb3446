"""What only a page of ours says <-> short texts, for formats that have no place of their own.

Separate because BibTeX and RIS hold them alike, in an owner's own export alone: the reading
state, prerequisites, and who may see the page.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from reading_list.formats.paper_fields import to_fields
from reading_list.model import STATUSES, PartialDate, parse_partial_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reading_list.model import Paper

_UNSAFE = re.compile(r"[%{}\\@\"\x00-\x1f\x7f-\xa0\xad]|[^\S ]|[\ud800-\udfff]|^ | $|(?<= ) ")
"""What a format would read as something else, or would not give back; written as `%7B`."""
_HIGHEST = {"rating": 5, "minutes": 100_000}


def write_own(paper: Paper, *, ascii_only: bool = False) -> dict[str, str]:
    """Write each on one line; lists are separated by commas."""
    fields = to_fields(paper)
    texts = {name: _write(fields[name]) for name in _READERS if name in fields}
    if not ascii_only:
        return texts
    return {name: re.sub(r"[^\x00-\x7f]+", _quote, text) for name, text in texts.items()}


def read_own(told: Mapping[str, str]) -> dict[str, Any]:
    """Read them back as fields of a paper; what cannot be read is not among them."""
    flat = {name: " ".join(text.split()) for name, text in told.items()}
    found = {name: read(flat[name]) for name, read in _READERS.items() if name in flat}
    return {name: value for name, value in found.items() if value}


def _write(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_escape(str(one)).replace(",", "%2C") for one in value)
    return "true" if value is True else _escape(str(value))


def _escape(text: str) -> str:
    is_composed = unicodedata.is_normalized("NFC", text)
    return _UNSAFE.sub(_quote, text) if is_composed else quote(text, safe=" ")


def _quote(found: re.Match[str]) -> str:
    return quote(found[0], safe="", errors="replace")


def _read_list(text: str) -> tuple[str, ...]:
    return tuple(unquote(one.strip()) for one in text.split(",") if one.strip())


def _read_day(text: str) -> PartialDate | None:
    date = parse_partial_date(text)
    return date if date is not None and date.month is not None and date.end is None else None


def _read_number(highest: int) -> Callable[[str], int | None]:
    def read(text: str) -> int | None:
        is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(highest))
        return int(text) if is_number and 1 <= int(text) <= highest else None

    return read


_READERS: Mapping[str, Callable[[str], object]] = {
    "added": _read_day,
    "why": unquote,
    "status": lambda text: text if text in STATUSES else None,
    "started": parse_partial_date,
    "finished": parse_partial_date,
    **{name: _read_number(highest) for name, highest in _HIGHEST.items()},
    **dict.fromkeys("prerequisites related not_duplicate_of aliases".split(), _read_list),
    "feed_id": unquote,
    **dict.fromkeys("draft private unlisted".split(), lambda text: text == "true"),
}
