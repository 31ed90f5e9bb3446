"""The lines of CSL's `note` that mean something, as Zotero keeps them under Extra.

Separate because `note` is the author's own text as well, of which nothing may be lost.
Source: https://www.zotero.org/support/kb/item_types_and_fields#citing_fields_from_extra, and
Better BibTeX's `tex.` fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reading_list.identifiers import parse_arxiv, parse_doi
from reading_list.texts.characters import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.model import Paper

_CLASS = re.compile(r"[\w.-]+")
_CLASS_AT_END = re.compile(r"\[([\w.-]+)\]\s*$")
_ARCHIVE = frozenset({"archive", "archive_location"})
"""Of another archive, so that they cannot hold the preprint's id as well."""
_IDENTIFIER = re.compile(r"(DOI|PMID|PMCID)\s*:\s*(\S+)", re.IGNORECASE)
_FIELD = re.compile(r"(?:tex|bibtex|biblatex)\.([A-Za-z][\w-]*)\s*[:=]\s*(\S.*)", re.IGNORECASE)
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a note says of the work."""

    arxiv: tuple[str, ...] = ()
    arxiv_class: str = ""
    doi: tuple[str, ...] = ()
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    """BibTeX's name -> raw value."""
    rest: str = ""
    """The lines that say something else, or more than we can."""


def read_note(text: str) -> Note:
    """Read a note line by line; of a field that is there twice the first counts."""
    arxiv: dict[str, str] = {}
    named: dict[str, dict[str, None]] = {"doi": {}, "pmid": {}, "pmcid": {}}
    fields: dict[str, str] = {}
    rest: list[str] = []
    for line in text.splitlines():
        name, value = _read_line(line)
        is_told = True
        if name == "arxiv":
            one = _read_class(line)
            arxiv[value] = arxiv.get(value) or one
            has_version = _fold(line) != _fold(_write_arxiv(value, one))
            is_told = not has_version and one in {"", arxiv[value]}
        elif name in named:
            named[name][value] = None
        elif name:
            is_told = fields.setdefault(name.removeprefix("tex."), value) == value
        if not (name and is_told):
            rest.append(line)
    return Note(
        arxiv=tuple(arxiv),
        arxiv_class=next(filter(None, arxiv.values()), ""),
        doi=tuple(named.pop("doi")),
        ids={name: tuple(values) for name, values in named.items() if values},
        fields=fields,
        rest="\n".join(rest).strip(),
    )


def write_note(paper: Paper, *, with_fields: bool = False) -> str:
    """Write what no variable holds, and then the rest of the note that came in.

    A line of the rest that names an id stays while the work has that id.
    """
    is_needed = paper.arxiv_class or len(paper.arxiv) > 1 or not _ARCHIVE.isdisjoint(paper.csl)
    if not (is_needed or with_fields or paper.csl.get("note")):
        return ""
    rest = [
        line for line in str(paper.csl.get("note", "")).splitlines() if _is_current(line, paper)
    ]
    told = {(*_read_line(line), _read_class(line)) for line in rest}
    lines = []
    for place, one in enumerate(paper.arxiv if is_needed else ()):
        arxiv_class = "" if place else paper.arxiv_class
        if ("arxiv", one, arxiv_class) not in told:
            lines.append(_write_arxiv(one, arxiv_class))
    if with_fields:
        lines.extend(_write_fields(paper.extra))
    return "\n".join(lines + rest)


def _read_line(line: str) -> tuple[str, str]:
    """Return what a line names and its value; two empty texts for the author's own words."""
    bare = line.strip()
    if bare[:6].lower() == "arxiv:":
        return ("arxiv", found) if (found := parse_arxiv(bare)) else ("", "")
    identifier = _IDENTIFIER.fullmatch(bare)
    if identifier:
        name, value = identifier[1].lower(), identifier[2]
        doi = parse_doi(value) if name == "doi" else value
        return (name, doi) if doi else ("", "")
    one = _FIELD.fullmatch(bare)
    return (f"tex.{one[1].lower()}", clean_line(one[2])) if one else ("", "")


def _is_current(line: str, paper: Paper) -> bool:
    name, value = _read_line(line)
    if name == "arxiv":
        return value in paper.arxiv
    if name == "doi":
        return value in paper.doi
    return name not in {"pmid", "pmcid"} or value in paper.ids.get(name, ())


def _read_class(line: str) -> str:
    found = _CLASS_AT_END.search(line)
    return found[1] if found else ""


def _write_arxiv(one: str, arxiv_class: str) -> str:
    return f"arXiv:{one} [{arxiv_class}]" if _CLASS.fullmatch(arxiv_class) else f"arXiv:{one}"


def _write_fields(extra: Mapping[str, object]) -> Iterable[str]:
    """Fields that fit on a line; those that do not are left to `custom`."""
    for name, value in extra.items():
        is_line = isinstance(value, str) and value and value == clean_line(value)
        if is_line and _FIELD_NAME.fullmatch(name):
            yield f"tex.{name}: {value}"


def _fold(line: str) -> str:
    return "".join(line.split()).lower()
