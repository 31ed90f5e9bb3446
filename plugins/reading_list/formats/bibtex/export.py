"""A paper -> the text of its BibTeX entry.

Separate because it settles what is kept verbatim from an import: a paper's `bibtex` overlay
wins while it still reads as what the paper says, and loses against every later edit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.encoding import encode_fields, encode_type
from reading_list.formats.bibtex.fields import (
    LINK_FIELDS,
    ORGANISATIONS,
    OWN,
    READ_FROM_BIBTEX,
    read_paper,
)
from reading_list.formats.bibtex.identifiers import KNOWN_IDS
from reading_list.formats.bibtex.latex_encoding import spell_letters
from reading_list.formats.bibtex.raw_entries import RENAMED
from reading_list.formats.bibtex.values import MONTH_MACROS
from reading_list.formats.own_fields import write_own

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.model import Paper

TYPE_KEY = "entrytype"
"""The overlay's key for the type of the entry, where ours would be another."""
LETTERS_KEY = "letters"
"""The overlay's key for how the source writes letters, where that is not in Unicode."""
AS_COMMANDS = "commands"
r"""Its value: `{\"o}`."""

_ORDER = """title subtitle shorttitle author editor year month date journal booktitle howpublished
    series volume number pages eid publisher school institution organization address edition isbn
    issn doi url archiveprefix eprint primaryclass pdf code data project slides poster video blog
    demo abstract keywords""".split()
_LAST = "added"
_PLACES = {**{name: place for place, name in enumerate(_ORDER)}, _LAST: len(_ORDER) + 1}
_SPELLINGS = {"archiveprefix": "archivePrefix", "primaryclass": "primaryClass"}
_VERBATIM = frozenset({*LINK_FIELDS, *KNOWN_IDS, "url", "doi", "eprint", "file", "biburl"})
_RIVALS = (("journal", "booktitle", "howpublished"), ORGANISATIONS)
_MONTH = re.compile(rf"({'|'.join(MONTH_MACROS)})(?:~(.+))?")
_CLOSE = "\n}\n"
_TYPE = re.compile(r"[\w-]+")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_KEY = re.compile(r"[^\s,{}()\"#%=\\~']+")


def write_bibtex(paper: Paper, *, ascii_only: bool = False) -> str:
    """Write one entry, with a line feed at its end; its key is the `citekey`, else the id.

    It is the owner's, with what only a page says. With `ascii_only` letters become LaTeX's
    commands, those of verbatim fields too.
    """
    entry_type, fields = merge_overlay(paper)
    if ascii_only:
        fields = spell_fields(fields)
    own = write_own(paper, ascii_only=ascii_only)
    own.pop("added", "")  # a field that JabRef and others know as well
    fields = {**fields, **{f"{OWN}{name.replace('_', '-')}": text for name, text in own.items()}}
    return format_entry(paper, entry_type, fields)


def format_entry(paper: Paper, entry_type: str, fields: Mapping[str, str]) -> str:
    """Raw fields -> the text of the entry, in the order that people expect."""
    names = sorted(fields, key=lambda name: _PLACES.get(name, len(_ORDER)))
    lines = [f"  {_SPELLINGS.get(name, name)} = {_delimit(name, fields[name])}" for name in names]
    key = paper.citekey if _KEY.fullmatch(paper.citekey) else paper.id
    return ",\n".join([f"@{entry_type}{{{key}", *lines]) + _CLOSE


def write_library(papers: Iterable[Paper], *, ascii_only: bool = False) -> str:
    """Write entries in the order of the papers, an empty line between them."""
    return join_entries(write_bibtex(paper, ascii_only=ascii_only) for paper in papers)


def add_field(entry: str, name: str, value: str) -> str:
    """Put one more field at the end of a finished entry."""
    return f"{entry.removesuffix(_CLOSE)},\n  {name} = {{{value}}}{_CLOSE}"


def join_entries(entries: Iterable[str]) -> str:
    """Entries -> a file of them."""
    return "\n".join(entries)


def find_stale_overlay(paper: Paper) -> tuple[str, ...]:
    """Keys of the overlay that an edit has overtaken, in their order."""
    entry_type, fields = merge_overlay(paper)
    merged = {**fields, TYPE_KEY: entry_type}
    return tuple(name for name, value in _overlay_of(paper).items() if merged.get(name) != value)


def merge_overlay(paper: Paper) -> tuple[str, dict[str, str]]:
    """Type and raw fields, the overlay's where they still read as the paper's own."""
    fields = encode_fields(paper)
    if paper.bibtex.get(LETTERS_KEY) == AS_COMMANDS:
        fields = spell_fields(fields)
    plain = (encode_type(paper), fields)
    overlay = _overlay_of(paper)
    if not overlay:
        return plain
    expected = _read(paper, *plain)
    for whole in (_apply(_without_rivals(plain, overlay), overlay), _apply(plain, overlay)):
        if _is_true(_read(paper, *whole), expected, paper):
            return whole
    merged = plain
    for name, value in overlay.items():
        candidate = _apply(merged, {name: value})
        if _is_true(_read(paper, *candidate), expected, paper):
            merged = candidate
    return merged


def spell_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Letters of raw values as LaTeX's commands; addresses and identifiers stay as they are."""
    return {
        name: value if name in _VERBATIM else spell_letters(value) for name, value in fields.items()
    }


def _is_true(read: Paper, expected: Paper, paper: Paper) -> bool:
    """Say whether an entry says what the paper says, as far as BibTeX can."""
    return read == expected or all(
        getattr(read, name) in (getattr(expected, name), getattr(paper, name))
        for name in READ_FROM_BIBTEX
    )


def _overlay_of(paper: Paper) -> dict[str, str]:
    raw = {**paper.extra, **paper.bibtex}
    if raw.get(LETTERS_KEY) == AS_COMMANDS:
        del raw[LETTERS_KEY]
    return {
        name.lower(): value
        for name, value in raw.items()
        if isinstance(value, str) and _is_balanced(value) and _KEY.fullmatch(name)
    }


def _without_rivals(
    entry: tuple[str, dict[str, str]], overlay: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """Leave out a `journal` where the source says the same under `booktitle`."""
    rivals = {name for names in _RIVALS if not overlay.keys().isdisjoint(names) for name in names}
    return entry[0], {name: value for name, value in entry[1].items() if name not in rivals}


def _apply(
    entry: tuple[str, dict[str, str]], overlay: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    fields = {**entry[1], **overlay}
    entry_type = fields.pop(TYPE_KEY, entry[0])
    return (entry_type if _TYPE.fullmatch(entry_type) else entry[0]), fields


def _read(paper: Paper, entry_type: str, fields: Mapping[str, str]) -> Paper:
    renamed = {RENAMED.get(name, name): value for name, value in fields.items()}
    return read_paper(entry_type, paper.id, renamed, paper.location)


def _delimit(name: str, value: str) -> str:
    """Months are bare macros: `jun`, `jun # "~12"`."""
    month = _MONTH.fullmatch(value) if name == "month" else None
    if month is None:
        return f"{{{value}}}"
    return f'{month[1]} # "~{month[2]}"' if month[2] else month[1]


def _is_balanced(value: str) -> bool:
    depth = 0
    for match in _BRACE.finditer(value):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth < 0:
            return False
    return not depth
