"""BibTeX files -> papers and every fault found.

Every entry that a file holds is either read or named with its file and line.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, error, shorten, warning
from reading_list.formats.bibtex.blocks import RawEntry, read_blocks
from reading_list.formats.bibtex.encoding import encode_fields, encode_type, is_alike
from reading_list.formats.bibtex.export import TYPE_KEY
from reading_list.formats.bibtex.fields import HAVE_A_HOME, RENAMED, has_escaped_braces, read_paper
from reading_list.formats.bibtex.names import count_commas, split_raw_names
from reading_list.formats.imported import ImportedEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reading_list.model import Location, Paper


_NEVER_INHERITED = frozenset(
    """title subtitle shorttitle author crossref xref key keywords abstract url doi eprint pages
    added file note sortkey shorthand options ids entryset""".split()
)
_MOST_COMMAS = 2
_DEEPEST = 8
"""Parents of parents that are followed."""


def read_bibtex(text: str, uri: str) -> tuple[tuple[ImportedEntry, ...], tuple[Diagnostic, ...]]:
    """Read one file; entries in its order."""
    return read_bibtex_files({uri: text})


def read_bibtex_files(
    texts: Mapping[str, str],
) -> tuple[tuple[ImportedEntry, ...], tuple[Diagnostic, ...]]:
    """Read several files, uri -> text, that share their `@string`s and `crossref` parents."""
    raw: list[RawEntry] = []
    faults: list[Diagnostic] = []
    strings: Mapping[str, str] = {}
    for uri, text in texts.items():
        blocks = read_blocks(text, uri, strings)
        strings = blocks.strings
        raw.extend(blocks.entries)
        faults.extend(blocks.faults)
    faults.extend(_find_duplicate_keys(raw))
    parents = {entry.key.lower(): entry for entry in reversed(raw) if entry.key}
    entries = []
    for entry in raw:
        fields, unresolved = _inherit(entry, parents)
        faults.extend(_find_faults(entry, unresolved))
        paper = read_paper(entry.type, entry.key, fields, entry.location)
        if paper.title:
            overlay, extra = _find_rest(entry, paper)
            entries.append(ImportedEntry(entry.key, replace(paper, bibtex=overlay, extra=extra)))
        else:
            message = f"The entry '{shorten(entry.key)}' has no title."
            faults.append(error("unreadable-entry", entry.location, message))
    return tuple(entries), tuple(faults)


def _find_duplicate_keys(entries: list[RawEntry]) -> Iterator[Diagnostic]:
    first: dict[str, Location] = {}
    for entry in entries:
        folded = entry.key.lower()
        if not entry.key:
            yield warning("missing-key", entry.location, "The entry has no key; it gets one.")
        elif folded in first:
            where = f"{first[folded].uri}:{first[folded].line}"
            message = f"The key '{shorten(entry.key)}' is taken by {where}; it gets a new one."
            yield warning("duplicate-key", entry.location, message)
        else:
            first[folded] = entry.location


def _find_faults(entry: RawEntry, unresolved: str) -> Iterator[Diagnostic]:
    for field in entry.fields:
        if field.name in {"author", "editor"} and field.value.count(",") > _MOST_COMMAS:
            for name in split_raw_names(field.value)[0]:
                if name.count(",") > _MOST_COMMAS < count_commas(name):
                    message = f"'{shorten(name)}' has more than two commas; it is kept whole."
                    hint = "Separate names by ` and `."
                    at = replace(entry.location, line=field.line)
                    yield warning("too-many-commas", at, message, hint)
        if field.name == "title" and has_escaped_braces(field.value):
            at = replace(entry.location, line=field.line)
            message = f"Braces with a backslash protect nothing: '{shorten(field.value)}'."
            yield warning("escaped-braces", at, message)
    if unresolved:
        message = f"'{shorten(unresolved)}' is not an entry of these files."
        yield warning("unknown-crossref", entry.location, message)


def _inherit(entry: RawEntry, parents: Mapping[str, RawEntry]) -> tuple[dict[str, str], str]:
    """Fields by name, those of `crossref` and `xdata` parents included; a parent not found."""
    fields: dict[str, str] = {}
    for field in entry.fields:
        fields.setdefault(RENAMED.get(field.name, field.name), field.value)
    current = entry
    for _ in range(_DEEPEST):
        key = current.get("crossref") or current.get("xdata")
        if not key:
            break
        parent = parents.get(key.lower())
        if parent is None:
            return fields, key
        is_data = not current.get("crossref")
        for field in parent.fields:
            name = RENAMED.get(field.name, field.name)
            if is_data or name not in _NEVER_INHERITED:
                fields.setdefault(name, field.value)
        if (not is_data and parent.type != "book") or entry.type in {"inbook", "incollection"}:
            fields.setdefault("booktitle", parent.get("booktitle") or parent.get("title"))
        current = parent
    return fields, ""


def _find_rest(entry: RawEntry, paper: Paper) -> tuple[dict[str, str], dict[str, str]]:
    """What the paper's own fields do not say, as in the entry and in its order.

    First the fields that our encoding would write otherwise, then those without a home.
    """
    encoded = encode_fields(paper)
    overlay = {} if encode_type(paper) == entry.type else {TYPE_KEY: entry.type}
    extra: dict[str, str] = {}
    for field in entry.fields:
        name = RENAMED.get(field.name, field.name)
        if name == "date" and paper.issued is not None and paper.issued.text == field.value:
            continue
        if not field.value:
            continue
        ours = encoded.get(name, "")
        if name not in HAVE_A_HOME:
            extra[name if name not in extra else field.name] = field.value
        elif ours != field.value and not (ours and is_alike(name, field.value, ours)):
            overlay[name if name not in overlay else field.name] = field.value
    return overlay, extra
