"""Authors and year in a line -> where they stand, and what is left on either side.

Separate because a line is cut in the same few ways wherever its title stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reading_list.formats.pasted.item import EDGES
from reading_list.formats.pasted.names import People, drop_venue, read_people

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEAR = r"(?<![\w./-])(?P<year>(?:19|20)\d\d)[a-z]?(?![\w/]|-\d|\.\d)"
_YEARS = re.compile(_YEAR)
_GROUP = re.compile(rf"\((?P<before>[^()]{{0,300}}?)\s*{_YEAR}(?P<after>[^()]{{0,80}})\)")
_ET_AL = re.compile(r"\(?(?:by\s+)?([^()]{2,200}?\bet\s+al\b\.?)\)?")
_ET_AL_GROUP = re.compile(r"\(([^()]{2,200}?\bet\s+al\b\.?)\)")
_PLACE_AND_YEAR = re.compile(rf"[^.\d]{{0,100}}{_YEAR}\)?")
_QUOTED = re.compile('"([^"]{2,500})"|\u201c([^\u201d]{2,500})\u201d')
_SEPARATOR = re.compile(r"\s+[-\u2013\u2014|\u00b7]+\s+|\s+by\s+|,\s+|(?<=\w\w)\.\s+|\u2014")
_TITLE_FOLLOWS = re.compile(r"[.:,]?\s+[^\s\u2013\u2014-]")
_ENDS = re.compile(r"\s*(?:[.,;:]|$)")
_MOST_YEARS = 4
_MOST_SEPARATORS = 60
_FURTHEST = 400
"""Characters after a title in which its year is looked for."""
_NOBODY = People((), is_cut=False)


class Citation(NamedTuple):
    """Who and when, and the text on both sides; `title_after` says on which the title is."""

    people: People
    year: int | None
    before: str
    after: str
    title_after: bool = False


def find_citation(text: str) -> Citation | None:
    """Find the citation of a line whose title is not marked as such."""
    return _find_quoted(text) or _find_group(text) or _find_year(text) or _find_people(text)


def match_citation(text: str) -> Citation | None:
    """Read the citation right after a title: `(Vaswani et al., 2017)`, `by Vaswani, 2017`."""
    rest = text.lstrip(EDGES)
    rest = rest.removeprefix("by ")
    group = _GROUP.match(rest)
    people = _read_group(group) if group else None
    if group and people is not None:
        return Citation(people, int(group["year"]), "", rest[group.end() :])
    year = _YEARS.search(rest[:_FURTHEST])
    before = rest[: year.start()].rstrip(EDGES + "(") if year else ""
    named = read_people(before)
    if year and (named or not before):
        return Citation(named or _NOBODY, int(year["year"]), "", rest[year.end() :])
    return match_et_al(rest)


def match_et_al(text: str) -> Citation | None:
    """Read names without a year, which only `et al.` makes certain."""
    rest = text.lstrip(EDGES)
    cut = _ET_AL.match(rest)
    people = read_people(cut[1]) if cut else None
    return Citation(people, None, "", rest[cut.end() :]) if cut and people else None


def find_group(text: str) -> Citation | None:
    """Find `Title (Authors, 2017)` only."""
    found = _find_group(text)
    return None if found is None or found.title_after else found


def _find_quoted(text: str) -> Citation | None:
    """`Authors, "Title", Venue 2017`."""
    quoted = _QUOTED.search(text)
    people = read_people(text[: quoted.start()]) if quoted else None
    if quoted is None or people is None:
        return None
    after = text[quoted.end() :]
    year = _PLACE_AND_YEAR.match(after)
    title = f"{quoted[1] or quoted[2]}"
    if year is None:
        return Citation(people, None, title, after)
    return Citation(people, int(year["year"]), title, after[year.end() :])


def _find_group(text: str) -> Citation | None:
    """`Title (Authors, 2017) reason`, `Authors (2017). Title. reason`."""
    for group in _GROUP.finditer(text):
        people = _read_group(group)
        if people is None:
            continue
        year = int(group["year"])
        before, after = text[: group.start()].strip(), text[group.end() :]
        if people.authors:
            return Citation(people, year, before, after)
        first = read_people(before)
        if first and _may_open(first) and _TITLE_FOLLOWS.match(after):
            return Citation(first, year, "", after, title_after=True)
        title, named = _split_people(before)
        return Citation(named, year, title, after)
    return None


def _find_year(text: str) -> Citation | None:
    """`Title - Authors, 2017. reason`, `Authors 2017: Title`, `Title, 2017`."""
    for year in _find_years(text):
        before, after = text[: year.start()].rstrip(" ("), text[year.end() :].lstrip(")")
        title, people = _split_people(before.rstrip(EDGES))
        if people.authors:
            return Citation(people, int(year["year"]), title, after)
        first = read_people(before)
        if first and first.is_certain and after.strip(EDGES):
            return Citation(first, int(year["year"]), "", after, title_after=True)
        if before.endswith((",", "-", "|", "\u2013", "\u2014")) and _ENDS.match(after):
            return Citation(_NOBODY, int(year["year"]), before.rstrip(EDGES), after)
    return None


def _find_people(text: str) -> Citation | None:
    """`Title (Authors et al.)`."""
    group = _ET_AL_GROUP.search(text)
    people = read_people(group[1]) if group else None
    if group is None or people is None:
        return None
    return Citation(people, None, text[: group.start()], text[group.end() :])


def _find_years(text: str) -> Iterator[re.Match[str]]:
    for _, year in zip(range(_MOST_YEARS), _YEARS.finditer(text), strict=False):
        yield year


def _read_group(group: re.Match[str]) -> People | None:
    """Who is named between brackets; None where these hold something else."""
    before = drop_venue(group["before"].strip(" ,;"))
    return read_people(before) if before.strip() else _NOBODY


def _split_people(text: str) -> tuple[str, People]:
    """`Title, Authors` -> both; a dash or `by` tells more than a comma."""
    found = list(_SEPARATOR.finditer(text))[-_MOST_SEPARATORS:]
    for is_strong in (True, False):
        for one in found:
            if (one[0].strip() not in {",", "."}) is is_strong:
                people = read_people(text[one.end() :])
                if people and text[: one.start()].strip():
                    return text[: one.start()], people
    return text, _NOBODY


def _may_open(people: People) -> bool:
    """Names before `(2017)` and a title: one word may be, several capitalised ones are a title."""
    return people.is_cut or len(people.authors) > 1 or not people.authors[0].given
