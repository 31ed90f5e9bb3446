"""CSL-JSON files -> papers and every fault found.

Every item that a file holds is either read or named with its file and line.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reading_list.diagnostics import error, shorten, warning
from reading_list.formats.csl import custom
from reading_list.formats.csl.fields import read_paper
from reading_list.formats.csl.overlay import find_overlay
from reading_list.formats.csl.scanning import scan
from reading_list.formats.csl.values import as_code, to_front_matter
from reading_list.formats.imported import ImportedEntry, find_duplicate_keys
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.diagnostics import Diagnostic
    from reading_list.formats.csl.scanning import Break, Item


def read_csl_json(text: str, uri: str) -> tuple[tuple[ImportedEntry, ...], tuple[Diagnostic, ...]]:
    """Read one file: a list of items, one item, or an object around either; in its order.

    Faults are `unreadable-file` where the JSON ends too early, `unreadable-entry` for what is no
    item or has no title, `duplicate-field` and `duplicate-key`.
    """
    items, breaks = scan(text)
    faults = [_name_break(one, uri) for one in breaks]
    entries: list[ImportedEntry] = []
    for item in items:
        where = Location(uri, item.line)
        entry, reason = _read_item(item, where)
        if entry is None:
            faults.append(error("unreadable-entry", where, reason))
            continue
        entries.append(entry)
        for name in item.repeated:
            message = f"'{shorten(name)}' is given twice; the last one counts."
            faults.append(warning("duplicate-field", where, message))
    return tuple(entries), (*faults, *find_duplicate_keys(entries))


def _read_item(found: Item, where: Location) -> tuple[ImportedEntry | None, str]:
    """Return an entry, or None and what is wrong."""
    try:
        item = to_front_matter(found.value)
    except RecursionError:
        return None, "The item is nested too deep."
    if not isinstance(item, dict):
        return None, f"'{shorten(str(item))}' is no item of variables and values."
    key = _find_key(item)
    paper = custom.apply(read_paper(item, key, where), item)
    if paper.title:
        return ImportedEntry(key, replace(paper, csl=find_overlay(item, paper))), ""
    name = shorten(key or as_code(item.get("id")))
    return None, f"The item '{name}' has no title." if name else "The item has no title."


def _find_key(item: Mapping[str, object]) -> str:
    """`citation-key`, else the id, unless that is an address, which is nobody's key."""
    key = as_code(item.get("citation-key")) or as_code(item.get("id"))
    return "" if key.startswith(("http://", "https://")) else key


def _name_break(one: Break, uri: str) -> Diagnostic:
    where = Location(uri, one.line)
    reason = f"The JSON is not sound: {one.reason[:1].lower()}{one.reason[1:]}."
    if one.is_final:
        return error("unreadable-file", where, f"{reason} What follows is not read.")
    return error("unreadable-entry", where, f"{reason} The item is left out.")
