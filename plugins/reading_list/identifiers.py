"""Identifiers of works in every form that people paste, and the one form that we keep.

Source: arXiv's identifier schemes (https://info.arxiv.org/help/arxiv_identifier.html) and the
DOI handbook, section 2.2.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from reading_list.errors import UnknownIdentifierError

Kind = Literal["arxiv", "doi", "url"]


class Reference(NamedTuple):
    """What somebody pasted, understood."""

    kind: Kind
    value: str
    """An arXiv id without version, a DOI bare and in lower case, or an address as it was."""


_ARXIV_NEW = re.compile(r"(\d{2})(\d{2})\.(\d{4,5})(?:v\d+)?")
_ARXIV_OLD = re.compile(r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(\d{2})(\d{2})(\d{3})(?:v\d+)?")
_ARXIV_PREFIX = re.compile(
    r"""(?:https?://)?(?:
        (?:(?:www|export|browse|cn)\.)?arxiv\.org/(?:abs|pdf|html|format|src|e-print|ps|other)/
      | xxx\.lanl\.gov/(?:abs|pdf|ps)/
      | ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html|pdf)/
      | (?:www\.)?alphaxiv\.org/(?:abs|overview|pdf)/
      | (?:huggingface\.co|hf\.co)/papers/
      | (?:(?:dx\.)?doi\.org/)?10\.48550/arxiv\.
    )|arxiv:\s*""",
    re.VERBOSE,
)
_HOST = re.compile(r"(?!-)[a-z0-9-]+(?<!-)(?:\.(?!-)[a-z0-9-]+(?<!-))*", re.IGNORECASE)
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/(?P<doi>[^?#]+)", re.IGNORECASE)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<id>.+)")
_BRACKETS = {")": "(", "]": "[", ">": "<"}
_LOST_ZERO = re.compile(r"(?:arxiv:)?\d{3,4}\.\d{1,4}", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_FIVE_DIGITS_SINCE = 15
"""The year, of two digits, from which new ids have five digits after the point."""
_LAST_OLD_YEAR = 91


def parse_arxiv(text: str) -> str | None:
    """`arXiv:1706.03762v5`, any arXiv address, `hep-th/9901001` -> the id without version.

    None for what is no arXiv id: a month outside 01 to 12, four digits where five are due.
    """
    bare = text.strip().lower()
    prefix = _ARXIV_PREFIX.match(bare)
    if prefix is not None:
        bare = re.sub(r"[?#].*$", "", bare[prefix.end() :])
    bare = re.sub(r"\s*\[[\w.-]+\]$", "", bare)
    bare = re.sub(r"(?:\.pdf|\.md|/)$", "", bare)
    new = _ARXIV_NEW.fullmatch(bare)
    if new is not None:
        year, month, number = int(new[1]), int(new[2]), new[3]
        due = 5 if year >= _FIVE_DIGITS_SINCE else 4
        is_sound = 1 <= month <= 12 and year >= 7 and len(number) == due  # noqa: PLR2004
        return f"{new[1]}{new[2]}.{number}" if is_sound else None
    old = _ARXIV_OLD.fullmatch(bare)
    if old is not None:
        is_sound = 1 <= int(old[3]) <= 12 and (int(old[2]) >= _LAST_OLD_YEAR or int(old[2]) <= 7)  # noqa: PLR2004
        return f"{old[1]}/{old[2]}{old[3]}{old[4]}" if is_sound else None
    return None


def parse_doi(text: str) -> str | None:
    """`https://doi.org/10.1162/NECO.1991.3.1.79`, `doi:10...` -> bare and lower case."""
    prefix = _DOI_PREFIX.match(text.strip())
    bare = text.strip()[prefix.end() if prefix else 0 :]
    return bare.lower() if _DOI.fullmatch(bare) else None


def is_host(text: str) -> bool:
    """Whether it is the name of a host, as the ids of feed items need one (RFC 4151)."""
    return _HOST.fullmatch(text) is not None


def recognise(text: str) -> Reference:
    """Tell what somebody pasted: an arXiv id or a DOI in any form, or any other web address.

    Raises:
        UnknownIdentifierError: it is none of these; the message says what is understood.
    """
    bare = _trim(text)
    arxiv = parse_arxiv(bare)
    if arxiv is not None:
        return Reference("arxiv", arxiv)
    address = _DOI_ADDRESS.fullmatch(bare) or _DOI_ADDRESS.match(bare)
    doi = parse_doi(_trim(unquote(address["doi"])) if address else bare)
    if doi is not None:
        minted = _ARXIV_DOI.fullmatch(doi)
        arxiv = parse_arxiv(minted["id"]) if minted else None
        return Reference("arxiv", arxiv) if arxiv else Reference("doi", doi)
    if _is_web_address(bare):
        return Reference("url", bare)
    message = f"'{text.strip()[:100]}' is no arXiv id, DOI or web address."
    if _LOST_ZERO.fullmatch(bare):
        hint = "A final zero may be missing; copy the id again from arXiv."
    else:
        hint = "Examples: 1706.03762, 10.1162/neco.1991.3.1.79, https://example.org/paper."
    raise UnknownIdentifierError(f"{message} {hint}")


def _trim(text: str) -> str:
    """Drop the punctuation of the sentence or the brackets that it was copied with."""
    bare = text.strip().lstrip("<([\"'")
    while bare and (bare[-1] in ".,;:\"'" or _is_surplus(bare)):
        bare = bare[:-1].rstrip()
    return bare


def _is_surplus(text: str) -> bool:
    opening = _BRACKETS.get(text[-1])
    return opening is not None and text.count(opening) < text.count(text[-1])


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in text
    except ValueError:
        return False
