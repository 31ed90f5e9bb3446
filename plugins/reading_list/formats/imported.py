"""One work as an exchange file holds it: what every reader of such a file returns.

Separate because importing must not care from which format a work came.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reading_list.model import Paper


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """A work that was read; `key` is what the source calls it, as written, maybe empty."""

    key: str
    paper: Paper
    """Id and slug are provisional; `bibtex`, `csl` and `extra` hold what has no key of its own,
    the body holds notes as Markdown, and `location` is the place in the source."""
