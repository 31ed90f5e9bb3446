"""Which raw values say nothing that our own encoding would not say.

Separate because this decides what an import keeps verbatim: spelling does not count, meaning
does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.dates import read_month
from reading_list.formats.bibtex.encoding import encode_field
from reading_list.formats.bibtex.latex import unify_letters

if TYPE_CHECKING:
    from reading_list.model import Author, Paper

_PLAIN_LIST = re.compile(r"[^\\{}$~=^`\"\d%;]*")
_UNLIKE_LIST = re.compile(r"\bet\s+al\b|--|''|^and\b|\band$", re.IGNORECASE)
_NAME_WORDS = re.compile(r"[\s,~]+")
_DASHES = re.compile("[-\u2013]+")
_COMMA = re.compile(r"\s*,\s*")
_UPPER = re.compile("[A-Z]")


def is_implied(paper: Paper, name: str, raw: str) -> bool:
    r"""Say whether BibTeX reads our encoding of a field as it reads the raw value.

    Spelling does not count: `{\"o}` and `ö`, `First Last` and `Last, First`, `1-5` and `1--5`,
    `June` and `jun`.
    """
    if name in {"title", "booktitle"} and _has_other_braces(raw):
        return False  # most titles; encoding them costs more than all other fields
    if name == "year" and paper.issued is not None and raw == f"{paper.issued.year:04d}":
        return True
    if name in {"author", "editor"}:
        people = paper.authors if name == "author" else paper.editors
        if _is_plain_list(raw, people):
            return True
    ours = encode_field(paper, name)
    return ours == raw or (ours != "" and _is_alike(name, raw, ours))


def _has_other_braces(title: str) -> bool:
    """Whether braces protect other letters than ours would; False where that is not plain."""
    title = unify_letters(title)
    if "\\" in title or "$" in title or "{{" in title:
        return False
    return "{" in title or _UPPER.search(title, 1) is not None


def _is_plain_list(raw: str, people: tuple[Author, ...]) -> bool:
    """Whether a list is of names that have a first and a last part and no mark-up."""
    if not _PLAIN_LIST.fullmatch(raw) or _UNLIKE_LIST.search(raw):
        return False
    return not any(one.literal or one.non_dropping_particle or one.suffix for one in people)


def _is_alike(name: str, raw: str, encoded: str) -> bool:
    one, other = (" ".join(unify_letters(value).split()) for value in (raw, encoded))
    if one == other:
        return True
    if name in {"author", "editor"}:
        return _sort_words(one) == _sort_words(other)
    if name == "pages":
        return _DASHES.sub("-", one) == _DASHES.sub("-", other)
    if name == "keywords":
        return _COMMA.sub(",", one) == other
    if name == "month":
        return _is_month(one) and read_month(one) == read_month(other)
    return name == "archiveprefix" and one.lower() == other.lower()


def _sort_words(names: str) -> list[str]:
    return sorted(_NAME_WORDS.split(names.replace("{{", "{").replace("}}", "}")))


def _is_month(text: str) -> bool:
    return text.isalpha() or text.isdigit()
