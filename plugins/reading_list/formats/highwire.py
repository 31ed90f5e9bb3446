"""A paper -> Highwire Press tags, by which Google Scholar indexes a page as the work itself.

Separate because they claim that the page is the author's own publication: they are for the works
of the site's owner, and for no others.
Source: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.slugs import fold
from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.model import Author, Paper, PartialDate

_HOSTS = {
    "paper-conference": "citation_conference_title",
    "chapter": "citation_inbook_title",
}
"""CSL's type -> the tag of what holds the work; else a journal."""
_INSTITUTIONS = {
    "thesis": "citation_dissertation_institution",
    "report": "citation_technical_report_institution",
}
_RANGE = re.compile(r"(\w+)\s*(?:--?|[\u2013\u2014])\s*(\w+)")
_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?", re.IGNORECASE)


def is_own(paper: Paper, own_authors: Iterable[str]) -> bool:
    """Tell whether one of these people, given by name or by ORCID, wrote the work."""
    wanted = {_key(one) for one in own_authors}
    return bool(wanted) and any(
        not wanted.isdisjoint({_key(author.name), _key(author.sort_key), _key(author.orcid)} - {""})
        for author in paper.authors
    )


def _key(name: str) -> str:
    orcid = _ORCID.fullmatch(name.strip())
    return orcid[1].upper() if orcid else fold(fold_space(name))


def find_highwire_tags(paper: Paper) -> Iterator[tuple[str, str]]:
    """(name, content) of each tag, plain text."""
    return ((name, content) for name, content in _find_tags(paper) if content)


def _find_tags(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "citation_title", to_text(paper.title)
    yield from (("citation_author", _name(author)) for author in paper.authors)
    yield "citation_publication_date", _date(paper.issued) if paper.issued else ""
    institution = _INSTITUTIONS.get(paper.type)
    if institution:
        yield institution, to_text(paper.publisher or paper.venue)
    else:
        yield _HOSTS.get(paper.type, "citation_journal_title"), to_text(paper.venue)
        yield "citation_publisher", to_text(paper.publisher)
    yield "citation_volume", to_text(paper.volume)
    yield "citation_issue", to_text(paper.issue)
    pages = to_text(paper.pages)
    found = _RANGE.fullmatch(pages)
    yield "citation_firstpage", found[1] if found else pages
    yield "citation_lastpage", found[2] if found else ""
    yield from (("citation_isbn", _plain(one)) for one in paper.isbn)
    yield "citation_doi", paper.doi[0] if paper.doi else ""
    yield "citation_arxiv_id", paper.arxiv[0] if paper.arxiv else ""
    arxiv = f"https://arxiv.org/pdf/{paper.arxiv[0]}" if paper.arxiv else ""
    yield "citation_pdf_url", paper.links.get("pdf", arxiv)


def _name(author: Author) -> str:
    """`Ab, Ann`. Zotero takes a comma between names of two words for one between two authors."""
    if author.literal:
        return _plain(author.literal)
    family, given = _plain(author.short), _plain(author.given)
    if " " in family and " " in given:
        family = family.replace(" ", "\u00a0")
    return f"{family}, {given}".strip(", ")


def _date(date: PartialDate) -> str:
    """`2017/06/12`, `2017/06` or `2017`."""
    parts = [f"{date.year:04d}", *(f"{part:02d}" for part in (date.month, date.day) if part)]
    return "/".join(parts)


def _plain(text: str) -> str:
    return fold_space(drop_controls(text))
