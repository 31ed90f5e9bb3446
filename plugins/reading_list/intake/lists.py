"""A pasted list -> works that are to be imported, and later the reading order that it is.

Separate because the order can be written only when every work of the list has its file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reading_list.formats.order_file import write_order
from reading_list.formats.pasted.reading import read_pasted_list
from reading_list.intake.listed import WorkIndex, arrange, make_entry, match_items
from reading_list.model import PaperId
from reading_list.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.diagnostics import Diagnostic
    from reading_list.formats.imported import ImportedEntry
    from reading_list.formats.pasted.reading import PastedList
    from reading_list.intake.listed import Matching
    from reading_list.intake.planned import PlannedFile
    from reading_list.model import Paper


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list, and which of its items are in the library."""

    uri: str
    listed: PastedList
    matching: Matching
    faults: tuple[Diagnostic, ...]

    @property
    def entries(self) -> tuple[ImportedEntry, ...]:
        """A work for each item that the library has not."""
        return tuple(
            make_entry(item, self.uri)
            for item, known in zip(self.listed.items, self.matching.ids, strict=True)
            if known is None
        )


@dataclass(frozen=True, slots=True)
class NewOrder:
    """A reading order that is still to be written; `slug` names its file."""

    slug: str
    text: str


def read_list(text: str, uri: str, papers: Iterable[Paper]) -> ReadList:
    """Read a list and find its works among those of the library."""
    index = WorkIndex(papers)
    listed, faults = read_pasted_list(text, uri, index.tell_apart)
    matching = match_items(listed, index, uri)
    return ReadList(uri, listed, matching, (*faults, *matching.faults))


def plan_order(read: ReadList, planned: Iterable[PlannedFile]) -> NewOrder | None:
    """Write the order of a list whose works all have their files; None where it has none.

    `planned` is what became of `read.entries`, in their order. What the author has deleted is
    no step.
    """
    stems = iter([_find_stem(one) for one in planned])
    ids = [known or next(stems) for known in read.matching.ids]
    name = PurePosixPath(read.uri).stem
    title = read.listed.title or name.replace("-", " ").replace("_", " ").capitalize()
    text = write_order(title, arrange(read.listed, ids, read.matching.whys))
    return NewOrder(slugify(read.listed.title or name), text) if text else None


def _find_stem(planned: PlannedFile) -> PaperId | None:
    if planned.outcome == "deleted":
        return None
    return PaperId(PurePosixPath(planned.name).stem)
