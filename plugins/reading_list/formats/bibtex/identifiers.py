r"""Identifiers and addresses of an entry, and none of them is LaTeX.

Separate because decoding would break them: `%` and `--` mean themselves here, and only what
BibTeX users escape by habit (`\_`, `\url{...}`) is undone.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from reading_list.identifiers import parse_arxiv, parse_arxiv_version, parse_doi

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KNOWN_IDS = tuple(
    """pmid pmcid openreview acl dblp s2 mrnumber zblnumber bibcode inspire hal jstor ssrn oclc lccn
    handle wikidata openalex""".split()
)
"""Schemes of identifiers that have a field of their name."""

_KNOWN_IDS = frozenset(KNOWN_IDS)
_EPRINT_SCHEMES = {
    "pubmed": "pmid",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "jstor": "jstor",
    "hdl": "handle",
    "hal": "hal",
}
"""`eprinttype` of biblatex -> our scheme."""
_ARXIV_MENTION = re.compile(
    r"\barxiv:\s*([\w.-]+(?:/\d{7})?)|\babs/(\d{4}\.\d{4,5})", re.IGNORECASE
)
_MAY_BE_ARXIV = re.compile(r"arxiv|lanl\.gov|/papers/|ar5iv", re.IGNORECASE)
_MAY_MENTION = re.compile(r"[xX][iI][vV]|/\d")
_URL_COMMAND = re.compile(r"\\(?:url|href)\s*\{([^{}]*)\}")
_BARE_URL = re.compile(r"https?://\S+")
_ESCAPED = re.compile(r"\{\\([_%&#~$])\}|\\([_%&#~$])(?:\{\})?")
_TILDE = re.compile(r"\\textasciitilde(?:\{\})?|\{\\textasciitilde\}|\\~\{\}|\$\\sim\$")
_SEPARATOR = re.compile("[,;]")
_WEB = ("https://", "http://")


def clean_address(text: str) -> str:
    r"""`\url{https://a.b/c\_d}` -> `https://a.b/c_d`; nothing else is decoded in an address."""
    if "\\" in text or "{" in text:
        found = _URL_COMMAND.search(text)
        text = found[1] if found else text
        text = _ESCAPED.sub(r"\1\2", _TILDE.sub("~", text)).replace("\\-", "")
    return text.strip(" {}")


def has_address(published: str) -> bool:
    """Say whether a `howpublished` is an address and no place."""
    if not published:
        return False
    return _URL_COMMAND.search(published) is not None or _BARE_URL.fullmatch(published) is not None


def read_url(fields: Mapping[str, str]) -> str:
    """`url`, else an address under `howpublished`."""
    if fields.get("url"):
        return clean_address(fields["url"])
    published = fields.get("howpublished", "")
    return clean_address(published) if has_address(published) else ""


def read_link(text: str) -> str:
    """Read the address of one of the links; what is none stays out."""
    address = clean_address(text) if text else ""
    return address if address.startswith(_WEB) else ""


def read_doi(fields: Mapping[str, str]) -> tuple[str, ...]:
    """`doi`, `doi2` ...: bare and lower case, each once."""
    if "doi" not in fields:
        return ()
    found = (parse_doi(clean_address(text)) for text in _numbered(fields, "doi"))
    return tuple(dict.fromkeys(doi for doi in found if doi))


def read_isbn(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Split at commas and semicolons."""
    text = fields.get("isbn", "")
    items = (" ".join(item.split()) for item in _SEPARATOR.split(text)) if text else ()
    return tuple(dict.fromkeys(item for item in items if item))


def read_ids(fields: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Identifiers by their scheme: `pmid = {123}`, or `eprint` with another type than arXiv's."""
    ids = {}
    if not _KNOWN_IDS.isdisjoint(fields):
        for name in fields:
            if name in _KNOWN_IDS and fields[name]:
                ids[name] = tuple(map(clean_address, _numbered(fields, name)))
    scheme = _EPRINT_SCHEMES.get(fields.get("archiveprefix", "").lower(), "")
    if scheme and scheme not in ids and fields.get("eprint"):
        ids[scheme] = (clean_address(fields["eprint"]),)
    return ids


def read_arxiv(fields: Mapping[str, str]) -> tuple[str, ...]:
    """`eprint`, `eprint2` ..., else whatever names an arXiv id."""
    found: list[str | None] = []
    if fields.get("eprint") and fields.get("archiveprefix", "arxiv").lower() == "arxiv":
        archive = fields.get("primaryclass", "")
        for eprint in _numbered(fields, "eprint"):
            whole = parse_arxiv(eprint)
            found.append(whole or (parse_arxiv(f"{archive}/{eprint}") if archive else None))
    if not any(found):
        found = [next(filter(None, _find_mentions(fields)), None)]
    return tuple(dict.fromkeys(one for one in found if one))


def read_arxiv_version(fields: Mapping[str, str]) -> int | None:
    """Read the version of the first `eprint`."""
    eprint = fields.get("eprint", "")
    if not eprint or fields.get("archiveprefix", "arxiv").lower() != "arxiv":
        return None
    archive = fields.get("primaryclass", "")
    return parse_arxiv_version(eprint) or parse_arxiv_version(f"{archive}/{eprint}")


def find_arxiv(text: str) -> str | None:
    """Find `arXiv:1706.03762` or the end of its address in running text."""
    match = _ARXIV_MENTION.search(text) if _MAY_MENTION.search(text) else None
    return parse_arxiv(match[1] or match[2]) if match else None


def _find_mentions(fields: Mapping[str, str]) -> Iterator[str | None]:
    for name in ("arxivid", "arxiv"):
        if name in fields:
            yield parse_arxiv(clean_address(fields[name]))
    for name in ("doi", "url"):
        if name in fields and _MAY_BE_ARXIV.search(fields[name]):
            yield parse_arxiv(clean_address(fields[name]))
    for name in ("number", "journal", "volume", "note", "howpublished"):
        if name in fields:
            yield find_arxiv(fields[name])


def _numbered(fields: Mapping[str, str], name: str) -> Iterator[str]:
    """`doi`, `doi2`, `doi3` ... as far as they go."""
    names = itertools.chain([name], (f"{name}{number}" for number in itertools.count(2)))
    return itertools.takewhile(bool, (fields.get(one, "") for one in names))
