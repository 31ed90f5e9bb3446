"""Names of people and organisations: one text -> its parts, and back.

Separate because front matter, BibTeX and the fetchers must agree on who somebody is. The rules
are BibTeX's (Patashnik, BibTeXing, 1988, section 4), eased where they are known to mislead.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from reading_list.model import Author

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAPPING_KEYS = (
    "family",
    "given",
    "suffix",
    "dropping-particle",
    "non-dropping-particle",
    "literal",
    "orcid",
    "url",
)
"""What a name written as a mapping may hold, in the order we write it."""

_PLAIN_BREAK = re.compile(r"\s+and\s+|;(?:\s*and\s+)?", re.IGNORECASE)
_ET_AL = re.compile(r"(?:^|[\s,;]{1,9})(?:and\s+)?(?:et\s+al\b\.?|others)\s*$", re.IGNORECASE)
_LISTED_ET_AL = re.compile(r"[\s,;]{1,9}et\s+al\b\.?\s*$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr)\.?|ii|iii|iv", re.IGNORECASE)
_HOMONYM = re.compile(r"\d{4}")
_ORGANISATION_WORDS = frozenset({"and", "of", "for", "the", "&"})
_MOST_COMMAS = 2


def parse_name(text: str) -> Author:
    """Read one name in plain Unicode; never raises.

    `Given Family`, `Family, Given`, `Family, Suffix, Given`; lower-case words before the family
    name are its particle. One word, a text with more than two commas and `University of X` are
    literal. `Family,` says that there is no given name.
    """
    plain = unicodedata.normalize("NFC", text)
    return read_parts([part.split() for part in plain.split(",")], _keep)


def split_names(text: str) -> tuple[tuple[Author, ...], bool]:
    """Read a list of names in one text, split at ` and ` or `;` and never at commas.

    The second value says that the list ended in `others` or `et al.`.
    """
    names = [part.strip() for part in _PLAIN_BREAK.split(f" {text} ")]
    kept, incomplete = cut_others([name for name in names if name])
    return tuple(map(parse_name, kept)), incomplete


def is_others(text: str) -> bool:
    """Say whether an item of a list stands for everybody else: `others`, `et al.`."""
    return _ET_AL.fullmatch(text) is not None


def is_suffix(text: str) -> bool:
    """Say whether a part of a name stands behind it: `Jr.`, `III`."""
    return _SUFFIX.fullmatch(text) is not None


def cut_others(names: list[str]) -> tuple[list[str], bool]:
    """Cut `others` or `et al.` off the end of a list, and say whether it was there."""
    if not names:
        return names, False
    if is_others(names[-1]):
        return names[:-1], True
    shorter = _LISTED_ET_AL.sub("", names[-1])
    return [*names[:-1], shorter], shorter != names[-1]


def read_parts(parts: list[list[str]], decode: Callable[[str], str]) -> Author:
    """Read a name from the words of each part between its commas.

    `decode` turns what was written into one line of Unicode, after the split.
    """
    first, rest = parts[0], parts[1:]
    if len(rest) > _MOST_COMMAS:
        return Author(literal=decode(", ".join(" ".join(words) for words in parts)))
    first = _drop_homonym(first)
    if not first:
        return Author(literal=decode(" ".join(word for words in rest for word in words)))
    if not rest:
        return _read_spoken(first, decode)
    if len(rest) == 1 and len(first) > 1 and _is_suffix(rest[0]):
        return _read_spoken([*first, *rest[0]], decode)
    if len(rest) == _MOST_COMMAS and _is_suffix(rest[1]) and not _is_suffix(rest[0]):
        rest.reverse()  # `Smith, John, Jr.` is as common as it is wrong
    suffix = rest[0] if len(rest) == _MOST_COMMAS else []
    if not suffix and len(first) > 1 and _is_suffix(first[-1:]):
        first, suffix = first[:-1], first[-1:]
    particle, family = _split_particle(first, decode)
    return Author(
        family=decode(" ".join(family)),
        non_dropping_particle=decode(" ".join(particle)),
        suffix=decode(" ".join(suffix)),
        given=decode(" ".join(rest[-1])),
    )


def format_name(author: Author) -> str:
    """`Family, Given`, `von Family, Given`, `Family, Suffix, Given`, or the literal."""
    if author.literal:
        return author.literal
    family = " ".join(part for part in (author.non_dropping_particle, author.family) if part)
    suffix = f", {author.suffix}" if author.suffix else ""
    return f"{family}{suffix}, {author.given}".rstrip()


def to_front_matter(author: Author) -> str | Mapping[str, str]:
    """As front matter holds a name: text where that reads back as the same, else a mapping."""
    text = format_name(author)
    is_one = _PLAIN_BREAK.search(f" {text} ") is None and _ET_AL.search(text) is None
    if is_one and parse_name(text) == author:
        return text
    values = {key: getattr(author, key.replace("-", "_")) for key in MAPPING_KEYS}
    return {key: value for key, value in values.items() if value}


def _keep(text: str) -> str:
    return text


def _read_spoken(words: list[str], decode: Callable[[str], str]) -> Author:
    """`Given von Family`, `Given Family Jr.`, or a name without parts."""
    if len(words) == 1 or not _ORGANISATION_WORDS.isdisjoint(words):
        return Author(literal=decode(" ".join(words)))
    suffix = words[-1] if len(words) > _MOST_COMMAS and _is_suffix(words[-1:]) else ""
    named = words[:-1] if suffix else words
    given, particle, family = _split_spoken(named, [_is_small(word, decode) for word in named])
    return Author(
        family=decode(" ".join(family)),
        given=decode(" ".join(given)),
        non_dropping_particle=decode(" ".join(particle)),
        suffix=decode(suffix),
    )


def _split_spoken(words: list[str], small: list[bool]) -> tuple[list[str], list[str], list[str]]:
    """Given names, particle and family name; `small` says which words are in lower case.

    A name wholly in lower case (`bell hooks`) has no particle.
    """
    last = len(words) - 1
    if all(small) or not any(small[:last]):
        return words[:last], [], words[last:]
    start = small.index(True)
    end = last - small[last - 1 :: -1].index(True)
    if not start:
        end = small.index(False) if False in small[:last] else last
    return words[:start], words[start:end], words[end:]


def _split_particle(words: list[str], decode: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """Leading lower-case words are the particle; the last word never is.

    BibTeX also takes capitalised words before a later lower-case one (`Lopez de Mantaras`),
    which files a person under the wrong letter.
    """
    count = 0
    while count < len(words) - 1 and _is_small(words[count], decode):
        count += 1
    return words[:count], words[count:]


def _drop_homonym(words: list[str]) -> list[str]:
    """DBLP numbers people of one name: `John McCarthy 0001`."""
    return words[:-1] if len(words) > 1 and _HOMONYM.fullmatch(words[-1]) else words


def _is_suffix(words: list[str]) -> bool:
    return len(words) == 1 and is_suffix(words[0])


def _is_small(word: str, decode: Callable[[str], str]) -> bool:
    """Lower case at its first letter; a word in braces has no case, an accent's braces aside."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    plain = decode(word) if "\\" in word else word
    letter = next((char for char in plain if char.isalpha()), "")
    return letter.islower()
