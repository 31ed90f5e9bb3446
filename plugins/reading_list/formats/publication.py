"""What of a paper the exports of a site say, in every format, encoded once.

Separate because a published file must hold nothing that is the author's alone, and because
library, tags, orders and pages share the entries.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.export import (
    LETTERS_KEY,
    TYPE_KEY,
    format_entry,
    merge_overlay,
)
from reading_list.formats.bibtex.fields import HAVE_A_HOME, LINK_FIELDS
from reading_list.formats.bibtex.notes import NOTES
from reading_list.formats.bibtex.raw_entries import RENAMED
from reading_list.formats.csl.export import encode_csl
from reading_list.formats.csl.types import VARIABLES
from reading_list.formats.ris.export import encode_ris

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.model import Paper

PUBLIC_FIELDS = frozenset(
    """address annotator chapter crossref eventdate eventtitle howpublished issn langid language
    location note organization origdate pagetotal pubstate series translator version""".split()
)
"""Keys of `extra` that belong to the work, not to the author of the site."""
_ADDED = "added"
"""Says when its owner came across a work, and nothing of the work."""
_PRIVATE_BIBTEX = frozenset(
    {_ADDED, *NOTES, *"creationdate date-added groups mendeley-tags timestamp".split()}
)
"""Fields that we know, of which the same is true."""
_PUBLIC_BIBTEX = (
    frozenset({TYPE_KEY, LETTERS_KEY, *PUBLIC_FIELDS, *HAVE_A_HOME, *LINK_FIELDS, *RENAMED})
    - _PRIVATE_BIBTEX
)
_PUBLIC_CSL = VARIABLES - {
    *("annote", "call-number", "citation-label", "citation-number", "custom", "locator", "note"),
    *("categories", "first-reference-note-number", "keyword", "year-suffix"),
}
"""Variables that say something of the work, and nothing of the library or the style."""


@dataclass(frozen=True, slots=True)
class Published:
    """One work in every format of the site."""

    citation: str
    """BibTeX without the abstract: what a reader copies."""
    bibtex: str
    csl: str
    ris: str


def publish(paper: Paper) -> Paper:
    """Leave out keys that may be the author's alone: what we do not know to be the work's."""
    if not (paper.extra or paper.bibtex or paper.csl):
        return paper  # a copy of a paper costs more than its entry
    return replace(
        paper,
        extra=_keep(paper.extra, PUBLIC_FIELDS),
        bibtex=_keep(paper.bibtex, _PUBLIC_BIBTEX),
        csl={key: value for key, value in paper.csl.items() if key in _PUBLIC_CSL},
    )


def _keep(fields: Mapping[str, object], names: frozenset[str]) -> Mapping[str, object]:
    return {key: value for key, value in fields.items() if key.lower() in names}


def encode_published(paper: Paper) -> Published:
    """Encode a work once for every file that holds it."""
    public = publish(paper)
    entry_type, fields = merge_overlay(public)
    fields.pop(_ADDED, "")
    bibtex = format_entry(public, entry_type, fields)
    has_abstract = fields.pop("abstract", "") != ""
    return Published(
        citation=format_entry(public, entry_type, fields) if has_abstract else bibtex,
        bibtex=bibtex,
        csl=encode_csl(public),
        ris=encode_ris(public),
    )
