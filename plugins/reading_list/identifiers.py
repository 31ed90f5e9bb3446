"""Identifiers of works in every form that people paste, and the one form that we keep.

Source: arXiv's identifier schemes (https://info.arxiv.org/help/arxiv_identifier.html) and the
DOI handbook, section 2.2.
"""

from __future__ import annotations

import re

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
