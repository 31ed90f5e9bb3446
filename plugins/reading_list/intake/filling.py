"""A fetched work, and a file that has it already -> the file with what it lacks.

Separate because it decides what an answer may write into a file that the author has: only what
is empty, so that nothing he wrote is ever lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.errors import UneditableError
from reading_list.formats.paper_fields import to_fields
from reading_list.intake.files import HAS_ERRORS, edit_paper, read_paper_file

if TYPE_CHECKING:
    from reading_list.model import Paper

_THE_FILES_OWN = frozenset({"title", "added", "feed_id"})
"""What an answer cannot know: the day on which the file joined is not today."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A file from now on, and which of its keys were empty."""

    text: str
    keys: tuple[str, ...]


def fill_file(uri: str, content: bytes, found: Paper) -> Filled:
    """Write into a file what it leaves empty and the answer knows; every other byte stays.

    Raises:
        UneditableError: it has errors, so that what looks empty may not be, or cannot be edited.
    """
    file = read_paper_file(uri, content)
    if file is None:
        raise UneditableError(HAS_ERRORS)
    missing = find_missing(file.paper, found)
    return Filled(edit_paper(file, missing), tuple(missing))


def find_missing(known: Paper, found: Paper) -> dict[str, object]:
    """Fields of `found` that are empty in `known`, as front matter holds them.

    A list or a mapping with anything in it is not empty, nor is a type that is written out.
    """
    there = to_fields(known).keys() | _THE_FILES_OWN
    if "type" in known.lines:
        there = there | {"type"}
    fields = to_fields(found)
    missing = {key: value for key, value in fields.items() if key not in there}
    if is_newer(known, found):
        missing["arxiv_version"] = found.arxiv_version
    return missing


def is_newer(known: Paper, found: Paper) -> bool:
    """Whether it is a later version of the same preprint; an unknown one is not later."""
    versions = known.arxiv_version or 0, found.arxiv_version or 0
    return 0 < versions[0] < versions[1] and known.arxiv[:1] == found.arxiv[:1]
