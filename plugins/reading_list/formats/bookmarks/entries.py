"""Bookmarks -> works: dates, titles and tags cleaned, the same work under two addresses united.

Separate from the reading of files because services have their own forms of these values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING

from reading_list.formats.cleaning import read_line, unite
from reading_list.formats.imported import ImportedEntry
from reading_list.identifiers import fold_address, parse_arxiv, parse_arxiv_version
from reading_list.model import Location, Paper, PaperId, PartialDate, Slug, parse_partial_date
from reading_list.texts.html_to_markdown import escape_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reading_list.identifiers import Reference
    from reading_list.model import Status

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,31});")
_ID_BEFORE = re.compile(
    r"""(?:arxiv:\s*)?[\[(]?(?:arxiv:\s*)?
    (?:\d{4}\.\d{4,5}|[a-z-]{2,10}(?:\.[a-z]{2})?/\d{7})(?:v\d+)?[\])]\s*(?=\S)
    |[\[(]pdf[\])]\s*|paper\ page\ -\s+""",
    re.IGNORECASE | re.VERBOSE,
)
"""`[1706.03762] Attention ...`, `(PDF) Attention ...`, `Paper page - Attention ...`"""
_SITE_BEHIND = re.compile(
    r"\s*[|\u00b7\u2013\u2014-]\s*(?:(?:e-?print\s+)?arxiv(?:\.org)?|alphaxiv|openreview)\s*",
    re.IGNORECASE,
)
_LONGEST_SITE = 40
_SECONDS_TO_1970 = 11_644_473_600
"""From 1601, where Chromium begins to count."""
_UNITS = ((10**16, 10**6, _SECONDS_TO_1970), (10**14, 10**6, 0), (10**11, 10**3, 0), (1, 1, 0))
"""The least number of a unit, its parts of a second, and the seconds before 1970."""
_LAST_SECOND = 4_102_444_800
"""The year 2100: what is later is no date of a bookmark."""


@dataclass(slots=True)
class Bookmark:
    """One address as the file has it."""

    href: str
    title: str
    line: int
    added: PartialDate | None = None
    tags: list[str] = field(default_factory=list)
    note: str = ""
    status: Status | None = None
    is_private: bool = False

    @staticmethod
    def read(attributes: Mapping[str, str], title: str, line: int) -> Bookmark:
        """Read an `A`: attributes in lower case, and what stands in it."""
        is_unread = "1" in (attributes.get("toread"), attributes.get("unread"))
        return Bookmark(
            href=read_line(_REFERENCE.sub(_decode, attributes.get("href", ""))),
            title=read_line(unescape(title)),
            line=line,
            added=read_day(attributes.get("add_date") or attributes.get("time_added", "")),
            tags=[read_line(unescape(one)) for one in attributes.get("tags", "").split(",")],
            status="to-read" if is_unread else None,
            is_private=attributes.get("private", "0") not in {"0", ""},
        )


def read_day(number: str) -> PartialDate | None:
    """Seconds, milli- or microseconds since 1970, or microseconds since 1601 -> the day, in UTC."""
    if not re.fullmatch("[0-9]{1,20}", number):
        return None
    value = int(number)
    for least, parts, offset in _UNITS:
        if value >= least:
            seconds = value // parts - offset
            if not 0 < seconds < _LAST_SECOND:
                return None
            return parse_partial_date(datetime.fromtimestamp(seconds, UTC).date().isoformat())
    return None


def clean_title(title: str) -> str:
    """Cut off what a site or a browser put around the title of a work."""
    before = _ID_BEFORE.match(title)
    bare = title[before.end() :] if before else title
    head, end = bare[:-_LONGEST_SITE], bare[-_LONGEST_SITE:]
    behind = next((one for one in _SITE_BEHIND.finditer(end) if one.end() == len(end)), None)
    return head + end[: behind.start()] if behind and head + end[: behind.start()] else bare


class Entries:
    """Works in the order of their first bookmark."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._found: dict[tuple[str, str], list[tuple[Bookmark, Reference]]] = {}

    def add(self, bookmark: Bookmark, reference: Reference) -> None:
        """Add one; all addresses of one work are one, and so are spellings of one address."""
        is_page = reference.kind == "url"
        value = fold_address(reference.value) if is_page else reference.value
        self._found.setdefault((reference.kind, value), []).append((bookmark, reference))

    def finish(self) -> tuple[ImportedEntry, ...]:
        """All works."""
        return tuple(ImportedEntry("", self._unite(found)) for found in self._found.values())

    def _unite(self, found: Sequence[tuple[Bookmark, Reference]]) -> Paper:
        first, reference = found[0]
        kind, value = reference.kind, reference.value
        bookmarks = [one for one, _ in found]
        titles = (
            clean_title(one.title)
            for one in bookmarks
            if one.title != one.href and not parse_arxiv(one.title)
        )
        stand_in = {"arxiv": f"arXiv:{value}", "doi": f"doi:{value}"}.get(kind, value)
        versions = (parse_arxiv_version(one.href) for one in bookmarks)
        days = [one.added for one in bookmarks if one.added is not None]
        notes = dict.fromkeys(escape_text(unescape(one.note)) for one in bookmarks)
        return Paper(
            id=PaperId(""),
            slug=Slug(""),
            location=Location(self._uri, first.line),
            title=next(filter(None, titles), stand_in),
            type="webpage" if kind == "url" and not reference.ids else "article",
            arxiv=(value,) if kind == "arxiv" else (),
            arxiv_version=max(filter(None, versions), default=None),
            doi=(value,) if kind == "doi" else (),
            url=value if kind == "url" else reference.page,
            ids={scheme: (one,) for scheme, one in reference.ids},
            added=min(days, key=lambda day: day.earliest) if days else None,
            tags=unite(tag for one in bookmarks for tag in one.tags),
            status=next((one.status for one in bookmarks if one.status), None),
            private=any(one.is_private for one in bookmarks),
            body="\n\n".join(filter(None, notes)),
        )


def _decode(found: re.Match[str]) -> str:
    return unescape(found[0])
