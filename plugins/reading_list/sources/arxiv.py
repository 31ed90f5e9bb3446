"""arXiv's Atom API: ids -> works.

Source: https://info.arxiv.org/help/api/user-manual.html. The reading is apart from the asking,
so that an answer is enough to test it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from reading_list.errors import FetchError, MalformedAnswerError, StatusError, WorkNotFoundError
from reading_list.identifiers import parse_arxiv, parse_doi
from reading_list.model import parse_partial_date
from reading_list.sources.found import Found, make_paper, read_line, read_person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reading_list.sources.http import Fetcher, Response

BASE_URL = "https://export.arxiv.org"
_BATCH = 100
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_WITHDRAWN = re.compile(r"\bwithdrawn\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Feed:
    """What one answer holds."""

    works: Mapping[str, Found] = field(default_factory=dict)
    """arXiv id without version -> the work."""
    complaint: str = ""
    """What arXiv says of a request that it does not understand."""


def parse_feed(body: bytes) -> Feed:
    """Read an answer; an entry without `published` is never a work.

    Raises:
        MalformedAnswerError: it is no Atom feed, is broken off, or declares entities.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise MalformedAnswerError("arXiv sends no feed, or only a part of one.") from problem
    declared: str = getattr(root.getroottree().docinfo, "doctype", "")
    if declared or root.tag != f"{_ATOM}feed":
        raise MalformedAnswerError("arXiv sends something that is no feed.")
    works: dict[str, Found] = {}
    complaint = ""
    for entry in root.iterchildren(f"{_ATOM}entry"):
        if _text(entry, f"{_ATOM}title") == "Error":
            complaint = _text(entry, f"{_ATOM}summary") or "no reason given"
            continue
        arxiv = parse_arxiv(_text(entry, f"{_ATOM}id"))
        found = _read_entry(entry, arxiv) if arxiv else None
        if arxiv and found:
            works[arxiv] = found
    return Feed(works, complaint)


def fetch(
    ids: Iterable[str],
    fetcher: Fetcher,
    base_url: str = BASE_URL,
    report: Callable[[int], None] = lambda _: None,
) -> dict[str, Found | FetchError]:
    """Ask for works by id without version, a hundred at a time; each gets a work or a reason.

    `report` is told how many ids are done after each request.
    """
    wanted = tuple(dict.fromkeys(ids))
    answers: dict[str, Found | FetchError] = {}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        answers |= _fetch_batch(batch, fetcher, base_url)
        report(len(batch))
    return answers


def _fetch_batch(
    ids: Sequence[str], fetcher: Fetcher, base_url: str
) -> dict[str, Found | FetchError]:
    """Ask, and ask once more for what is missing: arXiv's feeds are empty now and then."""
    answers: dict[str, Found | FetchError] = {}
    missing = list(ids)
    try:
        tries = 2
        while missing and tries:
            feed = _ask(missing, fetcher, base_url)
            blamed = [one for one in missing if feed.complaint and one in feed.complaint]
            if feed.complaint and not feed.works and not blamed:
                raise MalformedAnswerError(f"arXiv refuses the request: {feed.complaint}.")
            answers |= {one: _refuse(one, feed.complaint) for one in blamed}
            answers |= {one: feed.works[one] for one in missing if one in feed.works}
            missing = [one for one in missing if one not in answers]
            tries -= not blamed  # a refused id says nothing of the others
    except FetchError as problem:
        return answers | dict.fromkeys(missing, problem)
    return answers | {one: WorkNotFoundError(f"arXiv knows no work {one}.") for one in missing}


def _ask(ids: Sequence[str], fetcher: Fetcher, base_url: str) -> Feed:
    listed = ",".join(quote(one) for one in ids)
    url = f"{base_url.rstrip('/')}/api/query?id_list={listed}&max_results={len(ids)}"
    response = fetcher.get(url, accept="application/atom+xml")
    if response.status not in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST}:
        raise StatusError(f"arXiv answers with status {response.status}.", response.status)
    return _parse_response(response)


def _parse_response(response: Response) -> Feed:
    if response.content_type == "text/html":
        raise MalformedAnswerError("arXiv answers with a page, not with a feed. Try again later.")
    feed = parse_feed(response.body)
    if response.status != HTTPStatus.OK and not feed.complaint:
        raise StatusError(f"arXiv answers with status {response.status}.", response.status)
    return feed


def _refuse(arxiv: str, complaint: str) -> WorkNotFoundError:
    return WorkNotFoundError(f"arXiv refuses the id {arxiv}: {complaint}.")


def _read_entry(entry: etree._Element, arxiv: str) -> Found | None:
    issued = parse_partial_date(_text(entry, f"{_ATOM}published")[:10])
    title = _text(entry, f"{_ATOM}title")
    if issued is None or not title:
        return None
    names = (_text(one, f"{_ATOM}name") for one in entry.iterchildren(f"{_ATOM}author"))
    category = entry.find(f"{_ARXIV}primary_category")
    comment = _text(entry, f"{_ARXIV}comment")
    is_withdrawn = _WITHDRAWN.search(comment) is not None
    # a reference is no venue: name, volume, pages and year in a form of the author's own
    extra = {
        "journal_ref": _text(entry, f"{_ARXIV}journal_ref"),
        "withdrawn": comment if is_withdrawn else "",
    }
    doi = _find_doi(_text(entry, f"{_ARXIV}doi"))
    return Found(
        paper=make_paper(
            title,
            authors=tuple(filter(None, map(read_person, names))),
            issued=issued,
            arxiv=(arxiv,),
            arxiv_class="" if category is None else read_line(category.get("term", "")),
            doi=(doi,) if doi else (),
            abstract=_text(entry, f"{_ATOM}summary"),
            extra={key: text for key, text in extra.items() if text},
        ),
        remark=f"withdrawn: {comment}" if is_withdrawn else "",
    )


def _find_doi(text: str) -> str | None:
    """Read the publisher's DOI; authors sometimes give several, separated by blanks."""
    return next(filter(None, map(parse_doi, text.split())), None)


def _text(element: etree._Element, name: str) -> str:
    return read_line(element.findtext(name, default=""))
