"""An imported work whose file is gone -> the file that it has now, under another name.

Separate because a file that was renamed must not look deleted: restoring it would make the work
twice. Files meet under what they keep of the import, so the cost stays linear.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from reading_list.intake.merge import remember_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.intake.files import PaperFile
    from reading_list.intake.record import Imported

_MOST_COMPARED = 50
"""Files of the same authors that an imported work is held against."""


class Strays:
    """Files that no import has made under the name that they have."""

    def __init__(self, files: Iterable[PaperFile], record: Mapping[str, Imported]) -> None:
        self._files = tuple(one for one in files if one.paper.id not in record)

    def find_named(self, stem: str, key: str) -> PaperFile | None:
        """Find the file that says what it was called: an alias, its feed id, the citekey."""
        return self._by_name.get(stem.lower()) or self._by_citekey.get(key)

    def find_alike(self, imported: Imported) -> PaperFile | None:
        """Find a file with the authors that were imported, and at least half of the rest."""
        wanted = {key: one for key, one in imported.fields.items() if key not in {"title", "tags"}}
        authors = str(wanted.pop("authors", ""))
        for file in islice(self._by_authors.get(authors, ()), _MOST_COMPARED):
            known = remember_fields(file.fields)
            kept = sum(known.get(key) == one for key, one in wanted.items())
            if 2 * kept >= len(wanted):
                return file
        return None

    @cached_property
    def _by_name(self) -> Mapping[str, PaperFile]:
        found: dict[str, PaperFile] = {}
        for file in self._files:
            feed_name = file.paper.feed_id.rpartition(":papers/")[2]
            for name in filter(None, (*file.paper.aliases, feed_name)):
                found.setdefault(name.lower(), file)
        return found

    @cached_property
    def _by_citekey(self) -> Mapping[str, PaperFile]:
        return {one.paper.citekey: one for one in self._files if one.paper.citekey}

    @cached_property
    def _by_authors(self) -> Mapping[str, list[PaperFile]]:
        found: defaultdict[str, list[PaperFile]] = defaultdict(list)
        for file in self._files:
            if authors := file.fields.get("authors"):
                found[str(remember_fields({"authors": authors})["authors"])].append(file)
        return found
