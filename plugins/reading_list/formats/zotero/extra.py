"""Zotero's field Extra: lines that people and translators put there for want of a field.

Separate because it is a small format of its own, in which an unknown line is a remark to keep.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reading_list.formats.cleaning import find_arxiv
from reading_list.identifiers import parse_arxiv

_LINE = re.compile(r"\s*(_?[A-Za-z][\w .-]{0,40}?)\s*[:=]\s*(\S.*?)\s*")
_FIELDS = {
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "url": "url",
    "issued": "date",
    "containertitle": "publicationTitle",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "publisher": "publisher",
    "publisherplace": "place",
    "edition": "edition",
    "titleshort": "shortTitle",
    "shorttitle": "shortTitle",
    "collectiontitle": "series",
    "eventtitle": "conferenceName",
    "type": "cslType",
}
"""What a line begins with, in lower case without blanks and hyphens -> Zotero's field."""
_KEYS = frozenset({"citationkey", "bibtex", "bibtexkey"})
_SCHEMES = frozenset({"pmid", "pmcid"})
_EPRINT = frozenset({"eprint", "arxivid"})
_EPRINT_CLASS = frozenset({"eprintclass", "primaryclass"})


@dataclass(slots=True)
class Extra:
    """What the lines say."""

    fields: dict[str, str] = field(default_factory=dict)
    """Zotero's fields."""
    key: str = ""
    arxiv: str = ""
    arxiv_class: str = ""
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rest: str = ""
    """Lines that say something else, as they are."""


def read_extra(text: str, filled: frozenset[str] = frozenset()) -> Extra:
    """Read all lines; one that repeats a field of `filled` stays a remark, as Zotero has it."""
    extra = Extra()
    kept = [line for line in text.split("\n") if not _read_line(line, extra, filled)]
    extra.rest = "\n".join(kept).strip()
    return extra


def _read_line(line: str, extra: Extra, filled: frozenset[str]) -> bool:
    """Tell whether the line was understood."""
    found = _LINE.fullmatch(line)
    if found is None:
        return False
    name, value = re.sub(r"[\s_-]", "", found[1].lower()), found[2]
    if name == "arxiv" or name in _EPRINT:
        return _read_arxiv(line if name == "arxiv" else f"arXiv:{value}", extra)
    if name in _EPRINT_CLASS:
        extra.arxiv_class = extra.arxiv_class or value
    elif name == "eprinttype":
        return value.lower() == "arxiv"
    elif name in _KEYS:
        extra.key = extra.key or value
    elif name in _SCHEMES:
        extra.ids.setdefault(name, (value,))
    elif name in _FIELDS and _FIELDS[name] not in filled:
        extra.fields.setdefault(_FIELDS[name], value)
    else:
        return False
    return True


def _read_arxiv(text: str, extra: Extra) -> bool:
    arxiv, kind = find_arxiv(text)
    if not arxiv or parse_arxiv(arxiv) is None or extra.arxiv not in {"", arxiv}:
        return False
    extra.arxiv = arxiv
    extra.arxiv_class = extra.arxiv_class or kind
    return True
