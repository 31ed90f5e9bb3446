"""What an entry has from its parents: `crossref` and `xdata`.

Separate because it is the one thing that needs all entries of all files at once.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.fields import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.formats.bibtex.raw_entries import RawEntry

_NEVER_INHERITED = frozenset(
    """title subtitle titleaddon shorttitle author crossref xref xdata key keywords groups
    mendeley-tags abstract annotation url urldate doi eprint archiveprefix primaryclass pages eid
    added date-added creationdate timestamp file note sortkey shorthand options ids entryset
    type howpublished""".split()
)
_DATE = ("year", "month", "day", "date")
_PARTS_OF_BOOKS = frozenset(
    """inbook incollection inproceedings conference bookinbook suppbook suppcollection
    inreference""".split()
)
_DEEPEST = 8
"""Parents of parents that are followed."""
_MOST_DATA = 64
"""Data entries that one entry may have."""


@dataclass(frozen=True, slots=True)
class Family:
    """The fields of an entry: its own, and with what it inherits."""

    own: Mapping[str, str]
    """Those of its data entries too, which become no works and would be lost with them."""
    fields: Mapping[str, str]
    missing: tuple[tuple[str, str], ...] = ()
    """Field and key of parents that are nowhere."""


class Parents:
    """The entries that others point to, found by key whatever its case."""

    def __init__(self, entries: Iterable[RawEntry]) -> None:
        """Of two with one key the first counts; those that nothing points to are forgotten."""
        every = tuple(entries)
        wanted = {key for entry in every for key in (*_crossref(entry), *_xdata(entry))}
        self._found: dict[str, RawEntry] = {}
        for entry in every if wanted else ():
            names = (entry.key, *_split(entry.fields.get("ids", "")))
            for name in {name.lower() for name in names} & wanted:
                self._found.setdefault(name, entry)

    def inherit(self, entry: RawEntry) -> Family:
        """Complete the fields of an entry."""
        if not (_crossref(entry) or _xdata(entry)):
            return Family(entry.fields, entry.fields)
        missing: list[tuple[str, str]] = []
        own = dict(entry.fields)
        is_whole = self._take_data(_xdata(entry), own, missing)
        if is_whole:
            own.pop("xdata", None)
        fields = dict(own)
        current = entry
        for _ in range(_DEEPEST):
            key = next(iter(_crossref(current)), "")
            parent = self._found.get(key)
            if parent is None:
                missing += [("crossref", current.fields["crossref"])] if key else []
                break
            inherited = dict(parent.fields)
            self._take_data(_xdata(parent), inherited, missing)
            _take(inherited, parent.type, fields, entry.type)
            current = parent
        return Family(own, fields, tuple(one for one in missing if one[0] in entry.fields))

    def _take_data(
        self, keys: Iterable[str], fields: dict[str, str], missing: list[tuple[str, str]]
    ) -> bool:
        """Take every field of data entries, and of those that they have their own from.

        False where one is missing, or there are too many to follow them all.
        """
        waiting = deque(keys)
        seen: set[str] = set()
        while waiting and len(seen) < _MOST_DATA:
            key = waiting.popleft()
            parent = self._found.get(key)
            if parent is None:
                missing.append(("xdata", key))
            elif key not in seen:
                seen.add(key)
                for name, value in parent.fields.items():
                    fields.setdefault(name, value)
                waiting.extend(_xdata(parent))
        return not waiting and not missing


def _take(inherited: Mapping[str, str], kind: str, fields: dict[str, str], child: str) -> None:
    """Take what a child has not said itself; a parent's title is its child's venue."""
    has_date = any(name in fields for name in _DATE)
    for name, value in inherited.items():
        if name not in _NEVER_INHERITED and not (has_date and name in _DATE):
            fields.setdefault(name, value)
    title = inherited.get("booktitle") or inherited.get("title", "")
    if child == "article" and title:
        fields.setdefault("journal", title)
    elif title and (child in _PARTS_OF_BOOKS or (child not in WHOLE and kind != "book")):
        fields.setdefault("booktitle", title)


def _crossref(entry: RawEntry) -> tuple[str, ...]:
    key = entry.fields.get("crossref", "")
    return (key.lower(),) if key else ()


def _xdata(entry: RawEntry) -> tuple[str, ...]:
    return tuple(key.lower() for key in _split(entry.fields.get("xdata", "")))


def _split(text: str) -> list[str]:
    return [part for one in text.split(",") if (part := one.strip())]
