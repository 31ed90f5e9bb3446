"""A paper's file that is there: what it says, and how it is changed without losing a byte else.

Separate because whoever fills, merges or renames must leave the same things alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.diagnostics import Severity
from reading_list.errors import UneditableError
from reading_list.formats.front_matter_edit import edit_front_matter
from reading_list.formats.paper_fields import to_fields
from reading_list.loading.papers import SPELLINGS, load_paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.model import Paper

HAS_ERRORS = "It has errors; `reading-list check` names them."
NOTES = "notes"
"""Stands among the fields for the body of the file."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True, slots=True)
class PaperFile:
    """One file of the library."""

    name: str
    """Path below the folder of the papers."""
    text: str
    """As it is, byte order mark and line endings included."""
    paper: Paper
    fields: Mapping[str, object]
    """Those of `to_fields`, and the notes."""
    has_errors: bool = False
    """Something in it cannot be read, so that what looks empty may not be."""


def read_paper_file(name: str, content: bytes) -> PaperFile | None:
    """Read a file; None where it is no sound paper."""
    paper, faults = load_paper(name, content)
    if paper is None:
        return None
    notes = paper.body.strip()
    fields = {**to_fields(paper), **({NOTES: notes} if notes else {})}
    has_errors = any(one.severity is Severity.ERROR for one in faults)
    return PaperFile(name, content.decode("utf-8", errors="replace"), paper, fields, has_errors)


def edit_paper(file: PaperFile, changes: Mapping[str, object]) -> str:
    """Return the text with these fields set, or removed where they are None.

    Raises:
        UneditableError: the front matter cannot be edited without a risk for the rest.
    """
    if file.has_errors:
        raise UneditableError(HAS_ERRORS)
    keys = {key: value for key, value in changes.items() if key != NOTES}
    text = edit_front_matter(file.text, keys, aliases=SPELLINGS) if keys else file.text
    if NOTES not in changes:
        return text
    notes = changes[NOTES]
    return _replace_notes(file, text, notes if isinstance(notes, str) else "")


def _replace_notes(file: PaperFile, text: str, notes: str) -> str:
    """Put other notes in the place of those that are there, with the line ends of the file."""
    lines, before = _split_lines(text), _split_lines(file.text)
    behind = len(before) - file.paper.body_line + 1 if file.paper.body.strip() else 0
    head = "".join(lines[: len(lines) - behind])
    end = next((found[0] for found in _LINE_END.finditer(text)), "\n")
    if not behind:
        head = head.rstrip("\r\n") + end + end
    return head + end.join([*notes.split("\n"), ""]) if notes else head


def _split_lines(text: str) -> list[str]:
    """Lines with their ends; no other character ends one."""
    return _LINE.findall(text)
