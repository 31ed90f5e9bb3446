"""Names in a citation that somebody typed -> authors, or a plain no.

Separate because it decides what is a citation at all: where the words before a year are no
names, they are part of a title.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reading_list.model import Author
from reading_list.names import parse_name

_ET_AL = re.compile(
    r"(?:^|[\s,]+)(?:et\s+al\b\.?|and\s+(?:others|colleagues)|&\s+al\b\.?)[\s,.]*$", re.IGNORECASE
)
_BREAK = re.compile(r"\s*,?\s+(?:and|und|et)\s+|\s*,?\s*&\s*|\s*[,;]\s*", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")
_PARTICLES = frozenset(
    "al bin da de del della den der di dos du el ibn la le ten ter van von zu".split()
)
_VENUES = frozenset(
    """aaai acl aistats arxiv blog colm colt conll cvpr eacl eccv emnlp iccv iclr icml icra ijcai
    interspeech jmlr kdd mlsys naacl nature neurips nips openreview osdi pnas preprint science
    sigir siggraph sosp tacl tmlr uai usenix vldb wacv workshop www""".split()
)
_TITLE_STARTS = frozenset(
    "a an are as can do does for from how in is of on the to toward towards what when why".split()
)
_MOST_WORDS = 5
_MOST_PEOPLE = 60
_LONGEST = 600


class People(NamedTuple):
    """Who is named."""

    authors: tuple[Author, ...]
    is_cut: bool
    """The list ends in `et al.`."""

    @property
    def is_certain(self) -> bool:
        """More than a word with a capital: `et al.`, a list, or a given name."""
        has_given = any(author.given for author in self.authors)
        return self.is_cut or len(self.authors) > 1 or has_given


def read_people(text: str) -> People | None:
    """`Vaswani et al.`, `Devlin and Chang`, `Vaswani, A., & Shazeer, N.`, `Tri Dao`; else None."""
    plain = " ".join(text.split()).strip(" ,;:")
    if not plain or len(plain) > _LONGEST:
        return None
    shorter = _ET_AL.sub("", plain)
    parts = [part for part in _BREAK.split(shorter) if part]
    names: list[str] = []
    for part in parts:
        if names and _INITIALS.fullmatch(part) and part[0].isupper() and "," not in names[-1]:
            names[-1] += f", {part}"
        elif _is_name(part):
            names.append(part)
        else:
            return None
    if not names or len(names) > _MOST_PEOPLE:
        return None
    return People(tuple(map(_to_author, names)), shorter != plain)


def drop_venue(text: str) -> str:
    """`Vaswani et al., NeurIPS` -> `Vaswani et al.`; what follows `et al.` is never a name."""
    cut = re.sub(r"(\bet\s+al\b\.?).*", r"\1", text, flags=re.IGNORECASE | re.DOTALL)
    parts = cut.split(",")
    while parts and any(word in _VENUES for word in re.findall(r"[a-z]+", parts[-1].lower())):
        parts.pop()
    return ",".join(parts)


def _is_name(text: str) -> bool:
    words = text.split()
    if not words or len(words) > _MOST_WORDS or words[0].lower() in _TITLE_STARTS:
        return False
    return _is_capital(words[-1]) and all(
        word.lower() in _PARTICLES or _is_capital(word) for word in words
    )


def _is_capital(word: str) -> bool:
    """A word that may be part of a name, in scripts without capitals too."""
    bare = word.strip("'\u2019.-")
    plain = bare.replace("-", "").replace("'", "").replace("\u2019", "").replace(".", "")
    return bool(plain) and plain.isalpha() and not plain[0].islower()


def _to_author(name: str) -> Author:
    """A single word is a family name, unless its capitals make it an organisation."""
    if "," in name or " " in name:
        return parse_name(name)
    is_organisation = any(char.isupper() for char in name[1:]) and not re.fullmatch(
        r"(?:Mc|Mac|De|Di|La|Le|O['\u2019])[A-Z][^A-Z]*|(?:[A-Z][^A-Z]+-?)+-[A-Z][^A-Z]+", name
    )
    return Author(literal=name) if is_organisation else Author(family=name)
