"""arXiv's Atom API: ids -> works.

Source: https://info.arxiv.org/help/api/user-manual.html. The reading is apart from the asking,
so that an answer is enough to test it.
"""

from __future__ import annotations

import copy
import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from reading_list.errors import FetchError, MalformedAnswerError, StatusError, WorkNotFoundError
from reading_list.identifiers import parse_arxiv, parse_arxiv_version, parse_doi
from reading_list.model import parse_partial_date
from reading_list.sources.found import Found, make_paper, read_line, read_person
from reading_list.texts.abstracts import to_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reading_list.sources.http import Fetcher
    from reading_list.sources.response import Response

BASE_URL = "https://export.arxiv.org"
_ACCEPT = "application/atom+xml"
_BATCH = 100
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_WITHDRAWN = re.compile(r"\bwithdrawn\b", re.IGNORECASE)
_SAID_WITHDRAWN = re.compile(
    r"[^.]{0,40}\b(?:paper|article|submission|manuscript|work|preprint)\s+"
    r"(?:has been|is being|was|is)\s+withdrawn\b[^.]{0,200}\.?",
    re.IGNORECASE,
)
"""How the abstract of such a work begins."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What one answer holds."""

    works: Mapping[str, Found] = field(default_factory=dict)
    """arXiv id without version -> the work."""
    answers: Mapping[str, bytes] = field(default_factory=dict)
    """The same id -> the feed that holds nothing else."""
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
    answers: dict[str, bytes] = {}
    complaint = ""
    for entry in root.iterchildren(f"{_ATOM}entry"):
        arxiv = parse_arxiv(_text(entry, f"{_ATOM}id"))
        if arxiv is None:
            if _text(entry, f"{_ATOM}title") == "Error":
                complaint = _text(entry, f"{_ATOM}summary") or "no reason given"
            continue
        found = _read_entry(entry, arxiv)
        if found is not None:
            works[arxiv] = found
            answers[arxiv] = _isolate(entry)
    return Feed(works, answers, complaint)


def _isolate(entry: etree._Element) -> bytes:
    feed = etree.Element(f"{_ATOM}feed")
    feed.append(copy.deepcopy(entry))
    return etree.tostring(feed, encoding="utf-8")


def fetch(
    ids: Iterable[str], fetcher: Fetcher, base_url: str = BASE_URL
) -> Iterator[tuple[str, Found | FetchError]]:
    """Ask for works by id without version; each comes with a work or a reason, once.

    Those that were asked for today come first; the others are asked for by the hundred.
    """
    missing: list[str] = []
    for one in dict.fromkeys(ids):
        known = _recall(one, fetcher, base_url)
        if known is None:
            missing.append(one)
        else:
            yield one, known
    for start in range(0, len(missing), _BATCH):
        yield from _fetch_batch(missing[start : start + _BATCH], fetcher, base_url).items()


def _recall(arxiv: str, fetcher: Fetcher, base_url: str) -> Found | None:
    known = fetcher.answers.find(_locate([arxiv], base_url), _ACCEPT)
    if known is not None:
        with suppress(FetchError):
            return parse_feed(known.body).works.get(arxiv)
    return None


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
    """Ask for all at once, and keep each work as the answer to a question for it alone."""
    response = fetcher.get(_locate(ids, base_url), accept=_ACCEPT)
    if response.status not in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST}:
        raise StatusError(f"arXiv answers with status {response.status}.", response.status)
    feed = _parse_response(response)
    for one in feed.answers.keys() & set(ids):
        alone = replace(response, status=HTTPStatus.OK, body=feed.answers[one])
        fetcher.answers.keep(_locate([one], base_url), _ACCEPT, alone)
    return feed


def _locate(ids: Sequence[str], base_url: str) -> str:
    listed = ",".join(quote(one) for one in ids)
    return f"{base_url.rstrip('/')}/api/query?id_list={listed}&max_results={len(ids)}"


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
    title = to_title(_text(entry, f"{_ATOM}title"))
    if issued is None or not title:
        return None
    names = (to_title(_text(one, f"{_ATOM}name")) for one in entry.iterchildren(f"{_ATOM}author"))
    category = entry.find(f"{_ARXIV}primary_category")
    abstract = _text(entry, f"{_ATOM}summary")
    withdrawal = _find_withdrawal(_text(entry, f"{_ARXIV}comment"), abstract)
    # a reference is no venue: name, volume, pages and year in a form of the author's own
    extra = {
        "journal_ref": _text(entry, f"{_ARXIV}journal_ref"),
        "withdrawn": withdrawal,
    }
    return Found(
        paper=make_paper(
            title,
            authors=tuple(filter(None, map(read_person, names))),
            issued=issued,
            arxiv=(arxiv,),
            arxiv_version=parse_arxiv_version(_text(entry, f"{_ATOM}id")),
            arxiv_class="" if category is None else read_line(category.get("term", "")),
            doi=_read_dois(_text(entry, f"{_ARXIV}doi")),
            abstract=abstract,
            extra={key: text for key, text in extra.items() if text},
        ),
        remark=f"withdrawn: {withdrawal}" if withdrawal else "",
    )


def _find_withdrawal(comment: str, abstract: str) -> str:
    """What the author says of it, in the comment or where the abstract begins."""
    if _WITHDRAWN.search(comment):
        return comment
    said = _SAID_WITHDRAWN.match(abstract)
    return said[0].strip() if said else ""


def _read_dois(text: str) -> tuple[str, ...]:
    """Read the publisher's DOI; authors sometimes give several, separated by blanks or commas."""
    found = (parse_doi(one.rstrip(",;")) for one in text.split())
    return tuple(dict.fromkeys(filter(None, found)))


def _text(element: etree._Element, name: str) -> str:
    return read_line(element.findtext(name, default=""))
