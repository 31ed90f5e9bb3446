"""What a source found out, and what every reader of answers needs.

Separate because arXiv, agencies and pages fill the same fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from reading_list.model import Author, Location, Paper, PaperId, Slug
from reading_list.names import parse_name
from reading_list.texts.characters import clean_line

_GROUP = re.compile(r".*\b(?:collaboration|consortium|team|group|project)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One work as its source describes it."""

    paper: Paper
    """Without id, address and day of arrival, which the library gives."""
    remark: str = ""
    """What whoever asked should know, such as a withdrawal."""


def make_paper(title: str, **fields: Any) -> Paper:  # noqa: ANN401 - the fields of a paper
    """Make a paper that has no id yet."""
    location = Location("fetched")
    return Paper(id=PaperId(""), slug=Slug(""), location=location, title=title, **fields)


def read_line(text: object) -> str:
    """One line of clean text; of anything that is no text or number, nothing."""
    if isinstance(text, bool) or not isinstance(text, str | int):
        return ""
    return clean_line(str(text))


def read_person(text: str) -> Author | None:
    """Read a name written in one text; a group of people has no given name."""
    name = read_line(text)
    if not name:
        return None
    return Author(literal=name) if _GROUP.fullmatch(name) else parse_name(name)
