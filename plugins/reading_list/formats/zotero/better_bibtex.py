"""Better BibTeX JSON, Zotero's lossless export with citation keys -> works and every fault found.

Source: https://retorque.re/zotero-better-bibtex/exporting/ and the exports of its tests.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, error, shorten, warning
from reading_list.formats.cleaning import read_line, read_text
from reading_list.formats.csl.scanning import scan_wrapped
from reading_list.formats.imported import find_duplicate_keys
from reading_list.formats.zotero.items import Attachment, ZoteroItem, to_entry
from reading_list.formats.zotero.names import Creator
from reading_list.model import Location, PartialDate, parse_partial_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reading_list.formats.csl.scanning import Break
    from reading_list.formats.imported import ImportedEntry

_CHILDREN = frozenset({"note", "attachment", "annotation"})
ZOTERO_START = re.compile(r'\{(?=[^\[]*"(?:config|items|collections)"\s*:)')
"""How a file begins: CSL-JSON, which has the same suffix, is a list."""
_MANY_LINES = frozenset({"extra", "abstractNote"})


def read_zotero_json(
    text: str, uri: str
) -> tuple[tuple[ImportedEntry, ...], tuple[Diagnostic, ...]]:
    """Read one file; entries in its order. Collections that hold an item become tags.

    Faults are `unreadable-file` where the JSON ends too early, `unreadable-entry` for what is no
    item or has no title, `skipped-item` for a note or file of its own, and `duplicate-key`.
    """
    items, breaks, around = scan_wrapped(text)
    faults = [_name_break(one, uri) for one in breaks]
    names = _name_collections(around.get("collections"))
    entries: list[ImportedEntry] = []
    for value, line, _ in items:
        at = Location(uri, line)
        if not isinstance(value, dict):
            faults.append(error("unreadable-entry", at, "The entry is no mapping of fields."))
        elif read_line(value.get("itemType")) in _CHILDREN:
            faults.append(_name_child(value, at))
        else:
            entry = to_entry(_read_item(value, names, line), uri)
            if entry.paper.title:
                entries.append(entry)
            else:
                called = f"The entry '{shorten(entry.key)}'" if entry.key else "The entry"
                faults.append(error("unreadable-entry", at, f"{called} has no title."))
    return tuple(entries), (*faults, *find_duplicate_keys(entries))


def _name_break(one: Break, uri: str) -> Diagnostic:
    where = Location(uri, one.line)
    reason = f"The JSON is not sound: {one.reason[:1].lower()}{one.reason[1:]}."
    if one.is_final:
        return error("unreadable-file", where, f"{reason} What follows is not read.")
    return error("unreadable-entry", where, f"{reason} The item is left out.")


def _name_child(value: Mapping[str, object], at: Location) -> Diagnostic:
    kind = read_line(value.get("itemType"))
    text = read_line(value.get("title")) or re.sub("<[^<>]*>", " ", read_line(value.get("note")))
    return warning("skipped-item", at, f"The {kind} '{shorten(text)}' belongs to no work.")


def _read_item(value: Mapping[str, object], names: _Collections, line: int) -> ZoteroItem:
    fields = {
        name: read_text(_join_lines(one)) if name in _MANY_LINES else read_line(one)
        for name, one in value.items()
        if name != "version"  # of the entry in its library
    }
    fields.setdefault("citationKey", read_line(value.get("citekey")))
    tags = [
        read_line(one.get("tag") if isinstance(one, dict) else one)
        for one in _as_list(value.get("tags"))
    ]
    return ZoteroItem(
        type=fields.get("itemType", ""),
        fields=fields,
        creators=list(_read_creators(value.get("creators"))),
        tags=[*tags, *names.find(value)],
        notes=list(_read_notes(value.get("notes"))),
        attachments=list(_read_attachments(value.get("attachments"))),
        added=_read_day(value.get("dateAdded")),
        line=line,
    )


def _join_lines(value: object) -> object:
    """`extra` is a text, or a list of its lines."""
    if not isinstance(value, list):
        return value
    return "\n".join(one for one in value if isinstance(one, str))


def _read_creators(value: object) -> Iterator[Creator]:
    for one in _as_list(value):
        if not isinstance(one, dict):
            continue
        role = re.sub(r"\W", "", read_line(one.get("creatorType"))) or "author"
        family = read_line(one.get("lastName")) or read_line(one.get("name"))
        given = read_line(one.get("firstName"))
        if family or given:
            yield Creator(role, family, given)


def _read_notes(value: object) -> Iterator[str]:
    for one in _as_list(value):
        note = one.get("note") if isinstance(one, dict) else one
        if isinstance(note, str):
            yield note


def _read_attachments(value: object) -> Iterator[Attachment]:
    for one in _as_list(value):
        if isinstance(one, dict):
            kind = read_line(one.get("contentType")) or read_line(one.get("mimeType"))
            yield Attachment(read_line(one.get("url")), kind, read_line(one.get("title")))


def _read_day(value: object) -> PartialDate | None:
    """`2015-05-01T12:00:00Z` -> the day, in UTC."""
    date = parse_partial_date(read_line(value)[:10])
    return date if date is not None and date.day is not None else None


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


class _Collections:
    """Which collections hold an item directly: the collection names it, or it names them."""

    def __init__(self, by_key: Mapping[str, str], by_item: Mapping[str, list[str]]) -> None:
        self._by_key = by_key
        self._by_item = by_item

    def find(self, value: Mapping[str, object]) -> list[str]:
        keys = (read_line(one) for one in _as_list(value.get("collections")))
        numbers = (read_line(value.get(name)) for name in ("itemID", "itemKey", "key"))
        return [
            *(self._by_key[key] for key in keys if key in self._by_key),
            *(name for one in numbers if one for name in self._by_item.get(one, ())),
        ]


def _name_collections(value: object) -> _Collections:
    by_key: dict[str, str] = {}
    by_item: defaultdict[str, list[str]] = defaultdict(list)
    for key, one in value.items() if isinstance(value, dict) else ():
        name = read_line(one.get("name")) if isinstance(one, dict) else ""
        if name:
            by_key[key] = name
            for item in _as_list(one.get("items")):
                number = item.get("itemID") if isinstance(item, dict) else item
                by_item[read_line(number)].append(name)
    return _Collections(by_key, by_item)
