"""CSL's name variables <-> people, with their particles and suffixes.

Separate because agencies, Zotero and pandoc each leave parts to the reader's wit.
Source: CSL-JSON schema, `name-variable`; citeproc-js, "CSL-JSON: name fields".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.formats.csl.values import as_flag, as_line, as_list
from reading_list.model import Author
from reading_list.names import format_name, is_others, parse_name, split_names
from reading_list.texts.characters import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

_TRUNCATED = {"literal": "others"}
"""What pandoc writes and reads for a list of names that is cut."""
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_INSTITUTION = ("isInstitution", "is-institution")


def to_csl_names(authors: tuple[Author, ...], *, incomplete: bool) -> list[dict[str, str]]:
    """People as mappings of their parts, in order; `others` last where the list was cut."""
    names = [dict(name) for author in authors if (name := _to_name(author))]
    return [*names, dict(_TRUNCATED)] if incomplete and names else names


def read_people(value: object) -> tuple[tuple[Author, ...], bool]:
    """Read a list of mappings or texts, or one text; the second value says it ended in `others`.

    What is no name is left out.
    """
    if isinstance(value, str):
        return split_names(as_line(value))
    people = [person for one in as_list(value) if (person := _read_one(one)).name]
    incomplete = bool(people) and is_others(people[-1].name)
    return tuple(people[:-1] if incomplete else people), incomplete


@lru_cache(maxsize=1 << 14)  # people write more than one paper
def _to_name(author: Author) -> dict[str, str]:
    parts = (
        {"literal": author.literal}
        if author.literal
        else {
            "family": author.family,
            "given": author.given,
            "suffix": author.suffix,
            "dropping-particle": author.dropping_particle,
            "non-dropping-particle": author.non_dropping_particle,
        }
    )
    return {key: plain for key, part in parts.items() if (plain := clean_line(part))}


def _read_one(value: object) -> Author:
    if isinstance(value, dict):
        return _read_parts(value)
    return parse_name(as_line(value)) if isinstance(value, str) else Author()


def _read_parts(parts: Mapping[str, object]) -> Author:
    orcid = _ORCID.search(as_line(parts.get("ORCID")))
    known = {
        "suffix": as_line(parts.get("suffix")),
        "dropping_particle": as_line(parts.get("dropping-particle")),
        "non_dropping_particle": as_line(parts.get("non-dropping-particle")),
        "orcid": orcid[0] if orcid else "",
    }
    family, given = as_line(parts.get("family")), as_line(parts.get("given"))
    literal = as_line(parts.get("literal")) or as_line(parts.get("name"))
    if any(as_flag(parts.get(key)) for key in _INSTITUTION):
        literal, family = literal or family, ""
    if not family:
        return Author(literal=literal or given, orcid=known["orcid"])
    if any(known.values()) or "," in family:
        return Author(family=family, given=given, **known)
    return _read_unparsed(family, given)


def _read_unparsed(family: str, given: str) -> Author:
    """Find the particle that stands before a family name, the suffix behind a given one."""
    first, comma, suffix = given.partition(",")
    if comma and "," in suffix:
        return Author(family=family, given=given)
    return parse_name(
        format_name(Author(family=family, given=first.strip(), suffix=suffix.strip()))
    )
