"""Names as RIS has them <-> people.

Separate because RIS puts the suffix last, and EndNote marks organisations with commas.
Source: RIS format specifications, 2001: "Lastname, Firstname, Suffix"; EndNote's manual,
"Corporate authors": a comma behind the name, and two for the first one inside.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.model import Author
from reading_list.names import is_others, is_suffix, parse_name
from reading_list.texts.characters import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_OTHERS = "others"


def write_names(authors: tuple[Author, ...], *, incomplete: bool) -> list[str]:
    """One text for each person; `others` last where the list was cut."""
    names = [_write_name(author) for author in authors]
    return [*names, _OTHERS] if incomplete and names else names


def read_names(texts: Iterable[str]) -> tuple[tuple[Author, ...], bool]:
    """Read a list of texts, each with one name, or several between semicolons.

    The second value says that the list ended in `others`.
    """
    names = [clean_line(name) for text in texts for name in text.split(";")]
    people = [person for name in names if name and (person := _read_name(name)).name]
    has_others = bool(people) and is_others(people[-1].name)
    known = tuple(people[:-1] if has_others else people)
    return known, has_others and bool(known)


@lru_cache(maxsize=1 << 14)  # people write more than one paper
def _write_name(author: Author) -> str:
    """`van Beethoven, Ludwig`, `Smith, John, Jr.`, `Google Brain,`, `University,, Department`."""
    if author.literal:
        name = clean_line(author.literal)
        if "," in name:
            return name.replace(",", ",,", 1)
        return name if parse_name(name).literal else f"{name},"
    given = " ".join(part for part in (author.given, author.dropping_particle) if part)
    parts = (author.short, given, author.suffix)
    return clean_line(", ".join(parts if author.suffix else parts[:2]).rstrip(", "))


@lru_cache(maxsize=1 << 14)
def _read_name(name: str) -> Author:
    if ",," in name:
        return Author(literal=name.replace(",,", ",", 1))
    parts = [part.strip() for part in name.split(",")]
    if len(parts) > 1 and not parts[-1]:
        parts.pop()
        if len(parts) == 1:
            return Author(literal=parts[0])
    if len(parts) == 3 and not is_suffix(parts[1]):  # noqa: PLR2004 - family, given, suffix
        parts = [parts[0], parts[2], parts[1]]
    return parse_name(", ".join(parts))
