"""DOI content negotiation: CSL-JSON in every agency's shape -> a work.

Source: https://citation.crosscite.org/docs.html, the CSL-JSON schema, and Crossref's own
dialect of it (lists for texts, type names of its own, mark-up in titles).
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from reading_list.errors import (
    MalformedAnswerError,
    StatusError,
    UnknownIdentifierError,
    WorkNotFoundError,
)
from reading_list.identifiers import parse_arxiv, parse_doi, recognise
from reading_list.model import Author, parse_partial_date
from reading_list.names import format_name, parse_name
from reading_list.sources.found import Found, build_date, make_paper, read_line
from reading_list.sources.markup import to_line, to_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reading_list.identifiers import Reference
    from reading_list.model import PartialDate
    from reading_list.sources.http import Fetcher
    from reading_list.sources.response import Response

BASE_URL = "https://doi.org"
_ACCEPT = "application/vnd.citationstyles.csl+json"
TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "book-track": "chapter",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "proceedings": "book",
    "posted-content": "article",
    "dissertation": "thesis",
    "peer-review": "review",
    "reference-entry": "entry-encyclopedia",
    "journal": "periodical",
    "report-component": "report",
    **{
        name: name
        for name in """article article-journal article-magazine article-newspaper book chapter
        dataset document graphic manuscript map motion_picture paper-conference patent periodical
        post post-weblog report review software song speech standard thesis webpage""".split()
    },
}
"""Types of Crossref and of CSL -> those of CSL; anything else is a document."""
_SAME_WORK = ("is-preprint-of", "has-preprint")
_DATES = ("issued", "published", "published-online", "published-print")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def fetch(doi: str, fetcher: Fetcher, base_url: str = BASE_URL) -> Found:
    """Ask the agency that registered a DOI.

    Raises:
        FetchError: there is no usable answer.
    """
    url = f"{base_url.rstrip('/')}/{quote(doi, safe='/:;()')}"
    return fetcher.ask(url, _ACCEPT, lambda response: _read_response(response, doi))


def _read_response(response: Response, doi: str) -> Found:
    if response.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        raise WorkNotFoundError(f"No agency knows the DOI {doi}.")
    if response.status != HTTPStatus.OK:
        message = f"The agency of {doi} answers with status {response.status}."
        raise StatusError(message, response.status)
    if response.content_type in {"text/html", "application/xhtml+xml"}:
        raise MalformedAnswerError(f"The agency of {doi} answers with a page, not with metadata.")
    return parse_csl(response.decode(), doi)


def parse_csl(text: str, doi: str) -> Found:
    """Read one item; `doi` is what was asked for.

    Raises:
        MalformedAnswerError: it is no JSON, no item, or an item without a title.
    """
    try:
        item = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise MalformedAnswerError(f"The metadata of {doi} is no sound JSON.") from problem
    if isinstance(item, dict) and isinstance(item.get("message"), dict):
        item = item["message"]  # Crossref's REST API wraps it
    title = _read_title(item) if isinstance(item, dict) else ""
    if not title:
        raise MalformedAnswerError(f"The metadata of {doi} has no title.")
    return Found(paper=make_paper(title, **_read_fields(item, doi)))


def _read_fields(item: Mapping[str, object], doi: str) -> dict[str, object]:
    dates = (_read_date(item.get(name)) for name in _DATES)
    arxiv = parse_arxiv(f"arxiv:{text}") if (text := _text(item, "arxiv")) else None
    others = tuple(_read_other_forms(item.get("relation")))
    return {
        "authors": tuple(_read_people(item.get("author"))),
        "editors": tuple(_read_people(item.get("editor"))),
        "issued": next(filter(None, dates), None),
        "type": TYPES.get(_text(item, "type"), "document"),
        "venue": _text(item, "container-title"),
        "venue_short": _text(item, "container-title-short")
        or _text(item, "short-container-title")
        or _text(item, "journalAbbreviation"),
        "volume": _text(item, "volume"),
        "issue": _text(item, "issue"),
        "pages": re.sub("\\s*[-\u2013]+\\s*", "-", _text(item, "page")),
        "article_number": _text(item, "article-number"),
        "publisher": _text(item, "publisher"),
        "edition": _text(item, "edition"),
        "arxiv": _distinct(arxiv, *(one.value for one in others if one.kind == "arxiv")),
        "doi": _distinct(
            parse_doi(_text(item, "DOI")) or doi,
            *(one.value for one in others if one.kind == "doi"),
        ),
        "isbn": tuple(filter(None, map(read_line, _list(item.get("ISBN"))))),
        "abstract": to_paragraphs(str(item.get("abstract") or "")),
    }


def _read_other_forms(relation: object) -> Iterator[Reference]:
    """The preprint of a work, or what became of it, as its publisher declares."""
    declared = relation if isinstance(relation, dict) else {}
    for name in _SAME_WORK:
        for one in _list(declared.get(name)):
            text = _text(one, "id") if isinstance(one, dict) else ""
            with suppress(UnknownIdentifierError):
                yield recognise(text)


def _distinct(*values: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))


def _read_title(item: Mapping[str, object]) -> str:
    title, subtitle = _text(item, "title"), _text(item, "subtitle")
    is_new = subtitle and subtitle.casefold() not in title.casefold()
    return f"{title}: {subtitle}" if title and is_new else title


def _read_people(value: object) -> Iterator[Author]:
    for one in _list(value):
        if not isinstance(one, dict):
            continue
        person = _read_person(one)
        if person.name:
            yield person


def _read_person(parts: Mapping[str, object]) -> Author:
    orcid = _ORCID.search(_text(parts, "ORCID"))
    known = {
        "suffix": _text(parts, "suffix"),
        "dropping_particle": _text(parts, "dropping-particle"),
        "non_dropping_particle": _text(parts, "non-dropping-particle"),
        "orcid": orcid[0] if orcid else "",
    }
    family, given = _text(parts, "family"), _text(parts, "given")
    literal = _text(parts, "literal") or _text(parts, "name")
    if not family:
        return Author(literal=literal or given, orcid=known["orcid"])
    if not any(known.values()) and "," not in family + given:
        return parse_name(format_name(Author(family=family, given=given)))
    return Author(family=family, given=given, **known)


def _read_date(value: object) -> PartialDate | None:
    """`{"date-parts": [[2017, 6, 12]]}`, `[[null]]`, numbers as texts, or one text."""
    if not isinstance(value, dict):
        return parse_partial_date(read_line(value)[:10])
    first = next(iter(_list(value.get("date-parts"))), None)
    numbers = [read_line(one) for one in _list(first)]
    parts = [int(one) if one.isdecimal() else None for one in numbers[:3]]
    text = _text(value, "raw") or _text(value, "literal")
    return build_date(*parts) or parse_partial_date(text[:10])


def _text(item: Mapping[str, object], key: str) -> str:
    """One line, of a text or of the first of a list, without mark-up."""
    value = next(iter(_list(item.get(key))), "")
    return read_line(to_line(value)) if isinstance(value, str) else read_line(value)


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]
