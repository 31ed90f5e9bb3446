"""Which format a file is of, and its works, whatever the format.

Separate because the command must not know formats, nor formats each other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.reading import decode_bibtex, read_bibtex_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.diagnostics import Diagnostic
    from reading_list.formats.imported import ImportedEntry

_SUFFIXES = {
    ".bib": "bibtex",
    ".bibtex": "bibtex",
}
_BEGINNINGS = {
    "bibtex": re.compile(rb"\s*(?:%[^\n]*\n\s*)*@\w+\s*[{(]"),
}
FORMATS = ("bibtex",)
"""Names of the formats that are read."""


def detect_format(uri: str, content: bytes) -> str | None:
    """Tell a file's format by its beginning, else by its name; None where neither tells."""
    start = content[:4096].removeprefix(b"\xef\xbb\xbf")
    for form, beginning in _BEGINNINGS.items():
        if beginning.match(start):
            return form
    return next((form for suffix, form in _SUFFIXES.items() if uri.lower().endswith(suffix)), None)


def read_entries(
    files: Iterable[tuple[str, str, bytes]],
) -> tuple[tuple[tuple[str, ImportedEntry], ...], tuple[Diagnostic, ...]]:
    """Read files of any format, given as (format, uri, bytes): works with their format, faults.

    All BibTeX files are read together, for they may share strings and parents.
    """
    faults: list[Diagnostic] = []
    bibtex: dict[str, str] = {}
    for form, uri, content in files:
        text, found = decode_bibtex(content, uri)
        faults.extend(found)
        if form == "bibtex":
            bibtex[uri] = text
    entries, more = read_bibtex_files(bibtex)
    return tuple(("bibtex", one) for one in entries), (*faults, *more)
