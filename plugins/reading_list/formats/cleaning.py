"""Values of other programs' files -> one clean line, one safe address, tags that are named once.

Separate because no reader may trust a type, a character or a scheme that it finds in a file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reading_list.identifiers import parse_arxiv, parse_doi
from reading_list.slugs import fold
from reading_list.texts.characters import drop_controls, fold_space

if TYPE_CHECKING:
    from collections.abc import Iterable

_ARXIV_MENTION = re.compile(
    r"""(?<![a-z])arxiv[\s:.]*(?P<id>\d{4}\.\d{4,5}|[a-z-]{2,10}(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?!\d)
    (?:\s*\[(?P<class>[\w.-]{1,20})\])?""",
    re.IGNORECASE | re.VERBOSE,
)
"""Not PsyArXiv and its kin, which are other servers."""
_DOI_IN_ADDRESS = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/([^?#\s]+)", re.IGNORECASE)


def read_line(value: object) -> str:
    """One line of clean text; of anything that is no text or number, nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return fold_space(drop_controls(str(value)))


def read_text(value: object) -> str:
    """Clean text that may have lines."""
    return drop_controls(value).strip() if isinstance(value, str) else ""


def read_address(value: object) -> str:
    """An address of the web as it is, or nothing."""
    text = read_line(value)
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in text
    return text if is_web else ""


def find_arxiv(text: str) -> tuple[str, str]:
    """Find an arXiv id and its class in an address or in a phrase: `arXiv:1706.03762v5 [cs.CL]`."""
    found = _ARXIV_MENTION.search(text)
    if found and (arxiv := parse_arxiv(found["id"])):
        return arxiv, found["class"] or ""
    return parse_arxiv(text) or "", ""


def find_doi(text: str) -> str:
    """Read a DOI, bare or as an address of doi.org."""
    address = _DOI_IN_ADDRESS.fullmatch(text.strip())
    return parse_doi(address[1] if address else text) or ""


def unite(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order; case and accents make no difference."""
    first: dict[str, str] = {}
    for value in values:
        if value:
            first.setdefault(fold(value), value)
    return tuple(first.values())
