"""Which format a file is of, and its works, whatever the format.

Separate because the command must not know formats, nor formats each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.reading import read_bibtex_files
from reading_list.formats.bookmarks.reading import read_bookmarks
from reading_list.formats.csl.reading import read_csl_json
from reading_list.formats.decoding import decode_file
from reading_list.formats.ris.reading import read_ris
from reading_list.formats.zotero.better_bibtex import ZOTERO_START, read_zotero_json
from reading_list.formats.zotero.rdf import read_zotero_rdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping

    from reading_list.diagnostics import Diagnostic
    from reading_list.formats.imported import ImportedEntry

    Reader = Callable[[str, str], tuple[tuple[ImportedEntry, ...], tuple[Diagnostic, ...]]]

LIST = "list"
"""Works that somebody named in a text: `intake.lists` reads it, for it has to know the library."""
_SUFFIXES = {
    ".bib": "bibtex",
    ".bibtex": "bibtex",
    ".htm": "bookmarks",
    ".html": "bookmarks",
    ".json": "csl-json",
    ".md": LIST,
    ".rdf": "zotero-rdf",
    ".ris": "ris",
    ".txt": LIST,
}
_BEGINNINGS = {
    "better-bibtex": ZOTERO_START,
    "csl-json": re.compile(r"[\[{]"),
    "zotero-rdf": re.compile(r"(?:<\?xml[^>]*>\s*)?<rdf:RDF\b"),
    "bookmarks": re.compile(r"<!DOCTYPE NETSCAPE-Bookmark-file", re.IGNORECASE),
    "ris": re.compile(r"(?:[^\n]*\n){0,50}?TY[ \t]{1,3}-", re.IGNORECASE),
    "bibtex": re.compile(r"(?:[^\n]*\n){0,50}?\s*@\w+\s*[{(]"),
}
"""How a file begins, after blanks; the first that fits counts, if its name does not tell."""
_SHARED = {"csl-json": "better-bibtex"}
"""A format that a name tells -> another of that name, which its beginning tells."""
_READERS: Mapping[str, Reader] = {
    "csl-json": read_csl_json,
    "ris": read_ris,
    "better-bibtex": read_zotero_json,
    "zotero-rdf": read_zotero_rdf,
    "bookmarks": read_bookmarks,
}
FORMATS = ("bibtex", *_READERS, LIST)
"""Names of the formats that are read."""
_START = 4096
"""Characters that are looked at to tell a format."""


def detect_format(uri: str, content: bytes) -> str | None:
    """Tell a file's format by its name, else by its beginning; None where neither tells."""
    named = next((form for end, form in _SUFFIXES.items() if uri.lower().endswith(end)), None)
    start = decode_file(content[:_START], uri)[0].lstrip()
    if named is not None:
        other = _SHARED.get(named, "")
        return other if other and _BEGINNINGS[other].match(start) else named
    return next((form for form, one in _BEGINNINGS.items() if one.match(start)), None)


def read_entries(
    files: Iterable[tuple[str, str, bytes]],
) -> tuple[tuple[tuple[str, ImportedEntry], ...], tuple[Diagnostic, ...]]:
    """Read files of any format, given as (format, uri, bytes): works with their format, faults.

    All BibTeX files are read together, for they may share strings and parents.
    """
    texts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    faults: list[Diagnostic] = []
    for form, uri, content in files:
        texts[form][uri], found = decode_file(content, uri)
        faults.extend(found)
    entries: list[tuple[str, ImportedEntry]] = []
    for form, by_uri in texts.items():
        for read, more in _read(form, by_uri):
            entries.extend((form, one) for one in read)
            faults.extend(more)
    return tuple(entries), tuple(faults)


def _read(
    form: str, texts: MutableMapping[str, str]
) -> Iterable[tuple[tuple[ImportedEntry, ...], tuple[Diagnostic, ...]]]:
    if form == "bibtex":
        return [read_bibtex_files(texts)]
    return (_READERS[form](text, uri) for uri, text in texts.items())
