"""One work as an exchange file holds it: what every reader of such a file returns.

Separate because importing must not care from which format a work came.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.diagnostics import shorten, warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.diagnostics import Diagnostic
    from reading_list.model import Location, Paper


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """A work that was read; `key` is what the source calls it, as written, maybe empty."""

    key: str
    paper: Paper
    """Id and slug are provisional; `bibtex`, `csl` and `extra` hold what has no key of its own,
    the body holds notes as Markdown, and `location` is the place in the source."""


def find_duplicate_keys(entries: Iterable[ImportedEntry]) -> Iterator[Diagnostic]:
    """Name every key that an earlier entry has, whatever its case (`duplicate-key`)."""
    first: dict[str, Location] = {}
    for entry in entries:
        folded = entry.key.lower()
        if folded and folded in first:
            where = f"{first[folded].uri}:{first[folded].line}"
            message = f"The key '{shorten(entry.key)}' is taken by {where}; it gets a new one."
            yield warning("duplicate-key", entry.paper.location, message)
        else:
            first[folded] = entry.paper.location
