"""Zotero's creators -> authors, editors, and everybody else by role.

Separate because who counts as an author depends on the type of the item.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.formats.zotero.schema import AUTHOR_ROLES
from reading_list.model import Author
from reading_list.names import format_name, is_others, parse_name

if TYPE_CHECKING:
    from collections.abc import Iterable

_SUFFIX = re.compile(r"(.*?),\s*((?:jr|sr)\.?|ii|iii|iv)", re.IGNORECASE)
_QUOTED = re.compile(r'"(.+)"')


@dataclass(frozen=True, slots=True)
class Creator:
    """Somebody who had a part; a name in one field is a `family` without `given`."""

    role: str
    family: str
    given: str = ""


def read_creators(
    item_type: str, creators: Iterable[Creator]
) -> tuple[tuple[Author, ...], tuple[Author, ...], bool]:
    """Authors, editors, and whether the authors end in `others`."""
    people = tuple(creators)
    authors = [one for one in people if one.role in _author_roles(item_type)]
    named = [one for one in authors if not is_others(one.family)]
    editors = [one for one in people if one.role == "editor" and not is_others(one.family)]
    return tuple(map(to_author, named)), tuple(map(to_author, editors)), len(named) < len(authors)


def write_others(item_type: str, creators: Iterable[Creator]) -> dict[str, str]:
    """`translator`, `seriesEditor` and the like: role -> names joined by ` and `."""
    roles: defaultdict[str, list[str]] = defaultdict(list)
    for one in creators:
        if one.role not in _author_roles(item_type) and one.role != "editor":
            roles[one.role].append(format_name(to_author(one)))
    return {role: " and ".join(names) for role, names in roles.items()}


def to_author(creator: Creator) -> Author:
    """`van der Berg` + `Jan, Jr.`; a family name in quotation marks has no particle."""
    if not creator.given or not creator.family:
        return Author(literal=creator.family or creator.given)
    suffix = _SUFFIX.fullmatch(creator.given)
    given, last = (suffix[1], suffix[2]) if suffix else (creator.given, "")
    quoted = _QUOTED.fullmatch(creator.family)
    if quoted or "," in creator.family or "," in given:
        family = quoted[1] if quoted else creator.family
        return Author(family=family, given=given, suffix=last)
    name = f"{creator.family}, {last}, {given}" if last else f"{creator.family}, {given}"
    return parse_name(name)


def _author_roles(item_type: str) -> frozenset[str]:
    return frozenset({"author", AUTHOR_ROLES.get(item_type, "author")})
