"""RIS files -> papers and every fault found.

Every record that a file holds is either read or named with its file and line.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reading_list.diagnostics import error, shorten
from reading_list.formats.imported import ImportedEntry, find_duplicate_keys
from reading_list.formats.ris.export import PREFIX
from reading_list.formats.ris.fields import read_paper
from reading_list.formats.ris.records import split_records
from reading_list.formats.ris.types import EDITED, write_type
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.diagnostics import Diagnostic
    from reading_list.formats.ris.records import Line, Record


def read_ris(text: str, uri: str) -> tuple[tuple[ImportedEntry, ...], tuple[Diagnostic, ...]]:
    """Read one file; entries in its order.

    Lines that have no key of their own are kept under `extra`, as `ris-cn` and the like. Faults
    are `unreadable-file` where there is no record, `unreadable-entry` for a record without a
    title, and `duplicate-key`.
    """
    records = split_records(text)
    faults = []
    entries: list[ImportedEntry] = []
    for record in records:
        where = Location(uri, record.line)
        key, paper, rest = read_paper(record, where)
        if paper.title:
            extra = {**paper.extra, **_keep(record, paper.type, rest)}
            entries.append(ImportedEntry(key, replace(paper, extra=extra)))
        else:
            named = f"The record '{shorten(key)}'" if key else "The record"
            faults.append(error("unreadable-entry", where, f"{named} has no title."))
    if not records and text.strip():
        message = "The file holds no record of RIS."
        hint = "A record begins with a line such as `TY  - JOUR`."
        faults.append(error("unreadable-file", Location(uri), message, hint))
    return tuple(entries), (*faults, *find_duplicate_keys(entries))


def _keep(record: Record, kind: str, rest: Iterable[Line]) -> dict[str, object]:
    """Lines by their tag: one as a text, several as a list."""
    kept: dict[str, list[str]] = {}
    if record.kind not in {"", EDITED, write_type(kind)[0]}:
        kept["TY"] = [record.kind]
    for line in rest:
        # An edited book is written as a book, whose `A2` would be its editors.
        tag = "A3" if record.kind == EDITED and line.tag == "A2" else line.tag
        kept.setdefault(tag, []).append(line.value.strip())
    return {
        f"{PREFIX}{tag.lower()}": values[0] if len(values) == 1 else values
        for tag, values in kept.items()
    }
