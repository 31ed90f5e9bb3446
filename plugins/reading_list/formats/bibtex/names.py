"""BibTeX's lists of names, whose braces and LaTeX must survive until each name is in its parts.

Separate because decoding first would cut `{Barnes and Noble}` in two (Patashnik, BibTeXing,
1988, section 4).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.latex import decode_latex, unify_letters
from reading_list.model import Author
from reading_list.names import cut_others, is_suffix, read_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_COMMAS = 2
"""`von Last, Suffix, First` has this many."""

_AND = re.compile(r"\s+and(?=\s)", re.IGNORECASE)
_AND_OR_BRACE = re.compile(r"\\.|[{}]|\s+and(?=\s)", re.IGNORECASE | re.DOTALL)
_DANGLING_AND = re.compile(r"^and(?:\s+|$)|\s+and$", re.IGNORECASE)
_PERSON = re.compile(r"\s*(?:\{[^{}]*\}|[^\s,{}]+(?: [^\s,{}]+){0,2}), ?[^\s,]")
_SPACE_OR_COMMA = re.compile(r"\\.|[{}]|,|[\s~]+", re.DOTALL)
_MARKED_UP = re.compile(r"[\\{}~=$^`\"]|--|''")
_LABELLED = re.compile(r"\"?([a-z-]+)\s*=\s*(.*?)\"?", re.DOTALL)
_LISTED = re.compile(r"([A-Z][^\s,;]*), ([^\s,;]+(?: [^\s,;]+)*)")
_SPOKEN = re.compile(r"([A-Z][^\s,;]*(?: [A-Z][^\s,;]*)*) ([A-Z][^\s,;]*)")
"""The two shapes that most names have: no particle, no organisation."""


def read_names(text: str) -> tuple[tuple[Author, ...], bool]:
    """Split first, decode after; the second value says that the list ended in `others`."""
    if not text:
        return (), False
    names, incomplete = split_raw_names(text)
    authors = tuple(map(read_name, names))
    if all(author.family or author.literal for author in authors):
        return authors, incomplete
    return tuple(author for author in authors if author.name), incomplete


def split_raw_names(text: str) -> tuple[tuple[str, ...], bool]:
    """Split a BibTeX name field at its top-level ` and `, braces and LaTeX still there.

    A list without ` and ` is split at semicolons. The second value says that the list ended in
    `others`.
    """
    names = _DANGLING_AND.sub("", text.strip())
    pieces = _unwrap(names) or _cut(names)
    if len(pieces) == 1 and ";" in names and not set("{&\\").intersection(names):
        pieces = names.split(";")
    kept, incomplete = cut_others([name for piece in pieces if (name := piece.strip())])
    return tuple(kept), incomplete


@lru_cache(maxsize=1 << 15)
def read_name(text: str) -> Author:
    """Read one name, cached: the same people write many papers.

    What stands in braces is one word, and a name wholly in braces is literal.
    """
    if _is_braced(text):
        return Author(literal=decode_latex(text))
    text = unicodedata.normalize("NFC", unify_letters(text))
    if not _MARKED_UP.search(text):
        listed = _LISTED.fullmatch(text)
        if listed:
            return Author(family=listed[1], given=listed[2])
        spoken = _SPOKEN.fullmatch(text)
        if spoken and not is_suffix(spoken[2]):
            return Author(family=spoken[2], given=spoken[1])
        return read_parts([part.split() for part in text.split(",")], decode_latex)
    parts = _split_raw_words(text)
    labelled = [_LABELLED.fullmatch(" ".join(words)) for words in parts]
    if all(labelled):
        return _read_labels({one[1]: decode_latex(one[2]) for one in labelled if one})
    return read_parts(parts, decode_latex)


def has_long_name(text: str) -> bool:
    """Say whether a list may hold a name with too many commas, at little cost."""
    if text.count(",") <= MOST_COMMAS:
        return False
    return any(name.count(",") > MOST_COMMAS for name in _AND.split(text))


def count_commas(text: str) -> int:
    """Count the commas of a BibTeX name that separate its parts; more than two are a fault.

    Biblatex's labelled parts may be many.
    """
    parts = _split_raw_words(text)
    is_labelled = _LABELLED.fullmatch(" ".join(parts[0])) is not None
    return 0 if is_labelled else len(parts) - 1


def _unwrap(text: str) -> list[str]:
    """Names of persons in braces that somebody put around the whole list; else none.

    `{Smith, A. and Jones, B.}`, but neither `{Barnes and Noble}` nor `{Acme, Inc.}`.
    """
    if not _is_braced(text):
        return []
    pieces = _AND.split(text[1:-1])
    is_list = len(pieces) > 1 or text.startswith("{{")
    return pieces if is_list and all(map(_PERSON.match, pieces)) else []


def _cut(text: str) -> list[str]:
    """Cut at each ` and ` outside of braces; at all of them where braces are not balanced."""
    pieces = _AND.split(text)
    if "{" not in text or all(piece.count("{") == piece.count("}") for piece in pieces):
        return pieces
    depth = start = 0
    whole = []
    for match in _AND_OR_BRACE.finditer(text):
        mark = match[0]
        if mark in "{}":
            depth = max(0, depth + (1 if mark == "{" else -1))
        elif not depth and not mark.startswith("\\"):
            whole.append(text[start : match.start()])
            start = match.end()
    return pieces if depth else [*whole, text[start:]]


def _is_braced(text: str) -> bool:
    """Say whether one pair of braces holds the whole text, other than an accent's."""
    if not (text.startswith("{") and text.endswith("}")) or text.startswith("{\\"):
        return False
    depth = 0
    for match in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth:
            return match.end() == len(text)
    return False


def _split_raw_words(text: str) -> list[list[str]]:
    """Commas and blanks outside braces separate: parts, each a list of words."""
    depth = start = 0
    parts: list[list[str]] = [[]]
    for match in _SPACE_OR_COMMA.finditer(text):
        mark = match[0]
        if mark in "{}":
            depth = max(0, depth + (1 if mark == "{" else -1))
        elif not depth and not mark.startswith("\\"):
            parts[-1].append(text[start : match.start()])
            start = match.end()
            if mark == ",":
                parts.append([])
    parts[-1].append(text[start:])
    return [[word for word in words if word] for words in parts]


def _read_labels(labels: Mapping[str, str]) -> Author:
    """Read the extended form of biblatex: `family=Fontaine, given=Jean, prefix=de la`."""
    return Author(
        family=labels.get("family", ""),
        given=labels.get("given", ""),
        suffix=labels.get("suffix", ""),
        non_dropping_particle=labels.get("prefix", ""),
    )
