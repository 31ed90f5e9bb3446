"""One work of a pasted list, and the texts of it: title and reason as they should stand.

Separate because reading a line fills it, and later lines add to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reading_list.texts.characters import fold_space

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.model import Author

EDGES = " \t,;:.|\u00b7\u2013\u2014-"
"""What joins the parts of a line and belongs to none of them."""
_DELIMITED = re.compile(
    r"""(?P<mark>\*\*|__|\*|_)(?=\S)(?P<marked>.{1,500}?)(?<=\S)(?P=mark)(?!\w)
    |"(?P<plain>[^"]{2,500})" | \u201c(?P<curly>[^\u201d]{2,500})\u201d
    | \u00ab\s?(?P<angled>[^\u00bb]{2,500}?)\s?\u00bb | \u2018(?P<single>[^\u2019]{2,500})\u2019""",
    re.VERBOSE,
)
_LABEL = re.compile(r"(?:why|reason|notes?)\s*:\s*", re.IGNORECASE)
_WRAPPED = re.compile(r"(\*{1,2}|_{1,2})(?=\S)([^*_]+)(?<=\S)\1|\(([^()]+)\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(slots=True)
class PastedItem:
    """One work of a list."""

    title: str = ""
    authors: tuple[Author, ...] = ()
    authors_incomplete: bool = False
    year: int | None = None
    arxiv: str = ""
    arxiv_version: int | None = None
    doi: str = ""
    url: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    why: str = ""
    line: int = 1

    @property
    def has_address(self) -> bool:
        """There is a way to the work."""
        return bool(self.arxiv or self.doi or self.url)

    @property
    def is_cited(self) -> bool:
        """Somebody or some year is named, or an identifier."""
        return bool(self.authors or self.year or self.has_address)

    @property
    def is_bare(self) -> bool:
        """Nothing but an address or identifier."""
        return self.has_address and not (self.title or self.why or self.authors or self.year)


def are_rivals(one: PastedItem, other: PastedItem) -> bool:
    """Say whether both have an identifier of one kind, or a page, and not the same."""
    pairs = ((one.arxiv, other.arxiv), (one.doi, other.doi), (one.url, other.url))
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


def match_delimited(text: str) -> tuple[str, int] | None:
    """A title in quotation marks or emphasis with which a text begins, and where that ends."""
    found = _DELIMITED.match(text)
    return (_inner(found), found.end()) if found else None


def clean_title(text: str) -> str:
    """Drop marks around the title, punctuation behind it, and the escapes of Markdown."""
    bare = text.strip().strip(" \t,;|\u2013\u2014").strip()
    delimited = _DELIMITED.fullmatch(bare)
    if delimited:
        bare = _inner(delimited)
    bare = bare.rstrip(" .,;:-") if not bare.endswith("...") else bare
    return fold_space(_ESCAPE.sub(r"\1", bare))


def clean_reason(text: str) -> str:
    """Drop the punctuation that joined a reason to its citation, and marks around all of it."""
    bare = text.strip().lstrip(EDGES + ")").strip()
    wrapped = _WRAPPED.fullmatch(bare)
    bare = (wrapped[2] or wrapped[3]) if wrapped else bare
    label = _LABEL.match(bare)
    return fold_space(bare[label.end() :] if label else bare)


def _inner(found: re.Match[str]) -> str:
    names = ("marked", "plain", "curly", "angled", "single")
    return next(found[name] for name in names if found[name])
