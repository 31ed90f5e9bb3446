"""BibTeX files -> papers and every fault found.

Every entry that a file holds is either read or named with its file and line.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reading_list.diagnostics import Diagnostic, shorten, warning
from reading_list.formats.bibtex.alikeness import is_implied
from reading_list.formats.bibtex.blocks import read_blocks
from reading_list.formats.bibtex.encoding import encode_type
from reading_list.formats.bibtex.export import AS_COMMANDS, LETTERS_KEY, TYPE_KEY
from reading_list.formats.bibtex.fields import (
    OWN,
    has_escaped_braces,
    has_home,
    name_untitled,
    read_paper,
)
from reading_list.formats.bibtex.inheritance import Parents
from reading_list.formats.bibtex.jabref import read_groups
from reading_list.formats.bibtex.latex import has_letter_commands
from reading_list.formats.bibtex.names import (
    MOST_COMMAS,
    count_commas,
    has_long_name,
    split_raw_names,
)
from reading_list.formats.bibtex.notes import NOTES
from reading_list.formats.bibtex.raw_entries import NO_WORKS
from reading_list.formats.bibtex.values import find_strings
from reading_list.formats.imported import ImportedEntry
from reading_list.formats.own_fields import read_own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping

    from reading_list.formats.bibtex.raw_entries import RawEntry
    from reading_list.model import Location, Paper


def read_bibtex(text: str, uri: str) -> tuple[tuple[ImportedEntry, ...], tuple[Diagnostic, ...]]:
    """Read one file; entries in its order."""
    return read_bibtex_files({uri: text})


def read_bibtex_files(
    texts: MutableMapping[str, str],
) -> tuple[tuple[ImportedEntry, ...], tuple[Diagnostic, ...]]:
    """Read several files, uri -> text, that share their `@string`s and `crossref` parents.

    Texts leave the mapping as they are read: a large one takes as much memory as its works.
    """
    strings: Mapping[str, str] = find_strings(texts.values())
    files = []
    for uri in tuple(texts):
        files.append(read_blocks(texts.pop(uri), uri, strings))
        strings = files[-1].strings
    raw = deque(entry for blocks in files for entry in blocks.entries)
    faults = [fault for blocks in files for fault in blocks.faults]
    faults.extend(_find_key_faults(raw))
    groups = read_groups(comment for blocks in files for comment in blocks.metadata)
    reader = _Reader(Parents(raw), groups, faults)
    files.clear()
    entries = []
    while raw:  # memory holds an entry raw or read, not both
        entry = reader.read(raw.popleft())
        if entry is not None:
            entries.append(entry)
    return tuple(entries), tuple(faults)


class _Reader:
    """Raw entries -> works, with what they have from other entries."""

    def __init__(
        self,
        parents: Parents,
        groups: Mapping[str, tuple[str, ...]],
        faults: list[Diagnostic],
    ) -> None:
        self.parents = parents
        self.groups = groups
        self.faults = faults

    def read(self, entry: RawEntry) -> ImportedEntry | None:
        if entry.type in NO_WORKS:
            message = f"'{shorten(entry.key)}' is no work: '@{entry.type}' only serves others."
            self.faults.append(warning("no-work", entry.location, message))
            return None
        family = self.parents.inherit(entry)
        fields = family.fields
        for name, key in family.missing:
            message = f"'{shorten(key)}' is not an entry of these files."
            self.faults.append(warning("unknown-crossref", entry.locate(name), message))
        groups = self.groups.get(entry.key.lower())
        if groups:
            names = (name.replace(",", "\\,") for name in groups)
            fields = {**fields, "groups": ",".join([*names, fields.get("groups", "")])}
        self.faults.extend(_find_faults(entry))
        overlay: dict[str, str] = {}
        extra: dict[str, str] = {}
        paper = read_paper(entry.type, entry.key, fields, entry.location, overlay, extra)
        if not paper.title:
            paper = name_untitled(paper, fields)
            message = f"'{shorten(entry.key)}' has no title; '{shorten(paper.title)}' stands in."
            self.faults.append(warning("untitled-entry", entry.location, message))
        rest = dict(family.own)
        own = _take_own(rest, entry.fields)
        paper = replace(paper, **own) if own else paper
        _keep_rest(entry.type, rest, paper, overlay, extra)
        return ImportedEntry(entry.key, paper)


def _take_own(rest: dict[str, str], fields: Mapping[str, str]) -> dict[str, Any]:
    """Read what our export has written of the page, and take it out of the rest."""
    names = [name for name in fields if name.startswith(OWN)]
    keys = {name: name.removeprefix(OWN).replace("-", "_") for name in names}
    own = read_own({key: fields[name] for name, key in keys.items()}) if keys else {}
    for name in names:
        if keys[name] in own:
            rest.pop(name, "")
    return own


def _find_key_faults(entries: Iterable[RawEntry]) -> Iterator[Diagnostic]:
    first: dict[str, Location] = {}
    for entry in entries:
        folded = unicodedata.normalize("NFC", entry.key).casefold()
        if not entry.key:
            yield warning("missing-key", entry.location, "The entry has no key; it gets one.")
        elif folded in first:
            where = f"{first[folded].uri}:{first[folded].line}"
            message = f"The key '{shorten(entry.key)}' is taken by {where}; it gets a new one."
            yield warning("duplicate-key", entry.location, message)
        else:
            first[folded] = entry.location


def _find_faults(entry: RawEntry) -> Iterator[Diagnostic]:
    for name in ("author", "editor"):
        names = entry.fields.get(name, "")
        if has_long_name(names):
            for one in split_raw_names(names)[0]:
                if count_commas(one) > MOST_COMMAS:
                    message = f"'{shorten(one)}' has more than two commas; it is kept whole."
                    hint = "Separate names by ` and `."
                    yield warning("too-many-commas", entry.locate(name), message, hint)
    title = entry.fields.get("title", "")
    if has_escaped_braces(title):
        message = f"Braces with a backslash protect nothing: '{shorten(title)}'."
        yield warning("escaped-braces", entry.locate("title"), message)


def _keep_rest(
    entry_type: str,
    fields: Mapping[str, str],
    paper: Paper,
    overlay: dict[str, str],
    extra: dict[str, str],
) -> None:
    """Keep what the paper's own fields do not say, as in the entry and in its order.

    To the overlay the fields that our encoding would write otherwise, to `extra` those without
    a home.
    """
    if encode_type(paper) != entry_type:
        overlay[TYPE_KEY] = entry_type
    letters: set[bool] = set()
    for name, value in fields.items():
        if not value or name in NOTES:
            continue
        if not has_home(name, paper):
            extra[name] = value
        elif name == "date" and paper.issued is not None and paper.issued.text == value:
            continue
        elif is_implied(paper, name, value):
            letters.update(_find_letters(value))
        else:
            overlay[name] = value
    if letters == {True}:
        overlay[LETTERS_KEY] = AS_COMMANDS


def _find_letters(value: str) -> Iterator[bool]:
    """True for letters that are written as commands, False for those in Unicode."""
    if has_letter_commands(value):
        yield True
    if not value.isascii() and any(char.isalpha() and not char.isascii() for char in value):
        yield False
