"""DOI content negotiation: the CSL-JSON of every agency -> a work.

Separate because the agency knows the work and nothing of the library: keywords, keys and what
has no home stay behind. Source: https://citation.crosscite.org/docs.html.
"""

from __future__ import annotations

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
from reading_list.formats.csl.reading import read_csl_json
from reading_list.identifiers import recognise
from reading_list.sources.found import Found, make_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.identifiers import Reference
    from reading_list.sources.http import Fetcher
    from reading_list.sources.response import Response

BASE_URL = "https://doi.org"
_ACCEPT = "application/vnd.citationstyles.csl+json"
_SAME_WORK = ("is-preprint-of", "has-preprint")
_WANTED = """authors authors_incomplete editors editors_incomplete issued type venue venue_short
    volume issue pages article_number publisher edition arxiv isbn abstract""".split()


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
    entries, faults = read_csl_json(text, doi)
    if not entries:
        reason = f" {faults[0].message}" if faults else ""
        raise MalformedAnswerError(f"The metadata of {doi} holds no work.{reason}")
    work = entries[0].paper
    others = tuple(_read_other_forms(work.csl.get("relation")))
    fields = {name: getattr(work, name) for name in _WANTED}
    fields["arxiv"] = _distinct(*work.arxiv, *(one.value for one in others if one.kind == "arxiv"))
    fields["doi"] = _distinct(
        *(work.doi[:1] or (doi,)), *(one.value for one in others if one.kind == "doi")
    )
    return Found(paper=make_paper(work.title, **fields))


def _read_other_forms(relation: object) -> Iterator[Reference]:
    """The preprint of a work, or what became of it, as its publisher declares."""
    declared = relation if isinstance(relation, dict) else {}
    for name in _SAME_WORK:
        for one in _list(declared.get(name)):
            text = str(one.get("id") or "") if isinstance(one, dict) else ""
            with suppress(UnknownIdentifierError):
                yield recognise(text)


def _distinct(*values: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
