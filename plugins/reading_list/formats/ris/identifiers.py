"""Identifiers and links among the lines of a record.

Separate because RIS has few tags for them: preprints, and links with a label, hide in notes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reading_list.formats.own_fields import read_own
from reading_list.identifiers import parse_arxiv, parse_arxiv_version, parse_doi
from reading_list.texts.characters import clean_line

if TYPE_CHECKING:
    from reading_list.formats.ris.lines import Lines

OWN_TAG = "U1"
"""Free for users, says the specification."""
OWN = "reading-list "
_OWN_LINE = re.compile(rf"{OWN}(?P<name>[a-z_]+): (?P<text>.+)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ARXIV = re.compile(r"arxiv:\s*\S+(?:\s*\[(?P<class>[\w.-]+)\])?", re.IGNORECASE)
_LINK = re.compile(r"(?P<label>[^\s:][^:\n]{0,38}): (?P<url>https?://[^\s<>\"]+)", re.IGNORECASE)
_ACCESSION = re.compile(r"(?P<scheme>[A-Za-z][\w.-]*):\s*(?P<id>[^\s/].*)")
_SCHEMES = {name.upper(): name for name in ("acl", "dblp", "mag", "openreview", "pmcid", "pmid")}
_HTML = re.compile(r"<(?:p|div|h[1-6]|ul|ol|blockquote)\b", re.IGNORECASE)
_PDF = re.compile(r"\.pdf(?:$|[?#])|/pdf/", re.IGNORECASE)
_ISBN = re.compile(r"(?:97[89])?\d{9}[\dX]", re.IGNORECASE)
_ISSN = re.compile(r"\b\d{4}-?\d{3}[\dX]\b", re.IGNORECASE)


def find_arxiv(text: str) -> tuple[str, str] | None:
    """Find the id and class that a line names which names nothing else."""
    match = _ARXIV.fullmatch(text)
    one = parse_arxiv(text) if match else None
    return (one, match["class"] or "") if match and one else None


def find_link(text: str) -> tuple[str, str] | None:
    """Find label and address of a line such as `code: https://...`."""
    match = _LINK.fullmatch(text)
    return (match["label"], match["url"]) if match else None


def is_html(text: str) -> bool:
    """Whether a note begins as Zotero's notes do, which are HTML."""
    return _HTML.match(text) is not None


def read_arxiv(lines: Lines) -> tuple[tuple[str, ...], int | None, str]:
    """Ids, the version of the first, and the class of the first that has one.

    A line that names another version is left.
    """
    texts = [one for one in lines.see("N1", "M1") if find_arxiv(one)]
    named = list(filter(None, map(find_arxiv, texts)))
    version = parse_arxiv_version(texts[0]) if texts else None
    first = f"{named[0][0]}v{version}" if version else ""
    lines.all(lambda value: _is_whole_arxiv(value, first), "N1", "M1")
    arxiv_class = next((name for _, name in named if name), "")
    return tuple(dict.fromkeys(one for one, _ in named)), version, arxiv_class


def read_dois(lines: Lines) -> tuple[str, ...]:
    """`DO`, each under a line of its own; older programs write `M3`.

    A line in other letters is left, so that it is given back as it came.
    """
    found = [doi for value in lines.see("DO") if (doi := _read_doi(value))]
    lines.all(lambda value: _read_doi(value) == clean_line(value), "DO")
    return tuple(dict.fromkeys(found or lines.all(_read_doi, "M3")))


def read_own_lines(lines: Lines) -> dict[str, Any]:
    """What we have written of the page: fields of the paper by their names."""
    told = dict(found for one in lines.see(OWN_TAG) if (found := _split_own(one)))
    fields = read_own(told)
    lines.all(lambda value: (_split_own(value) or ("", ""))[0] in fields, OWN_TAG)
    return fields


def _split_own(value: str) -> tuple[str, str] | None:
    found = _OWN_LINE.fullmatch(clean_line(value))
    return (found["name"], found["text"]) if found else None


def read_links(lines: Lines) -> dict[str, str]:
    """`L1` is the PDF, and `L2` if it looks like one; other labels stand in notes."""
    links: dict[str, str] = {}
    pdf = lines.first(read_address, "L1") or lines.first(_read_pdf, "L2")
    if pdf:
        links["pdf"] = pdf

    def read(value: str) -> tuple[str, str] | None:
        found = find_link(value)
        if found is None or found[0] in links:
            return None
        links[found[0]] = found[1]
        return found

    lines.all(read, "N1")
    return links


def read_address(value: str) -> str | None:
    """A web address and nothing else."""
    line = clean_line(value)
    return line if _ADDRESS.fullmatch(line) else None


def read_ids(lines: Lines) -> dict[str, tuple[str, ...]]:
    """`PMID:123`, `WOS:000123` -> scheme and id."""
    ids: dict[str, tuple[str, ...]] = {}
    for found in lines.all(lambda value: _ACCESSION.fullmatch(clean_line(value)), "AN"):
        scheme = _SCHEMES.get(found["scheme"].upper(), found["scheme"])
        ids[scheme] = (*ids.get(scheme, ()), found["id"])
    return ids


def read_isbns(lines: Lines) -> tuple[str, ...]:
    """ISBNs, each under its own line or several on one."""
    found = lines.all(_read_isbns, "SN")
    return tuple(dict.fromkeys(one for several in found for one in several))


def read_issn(lines: Lines, *, is_periodical: bool) -> str:
    """What is left of `SN`, as it was written: `0028-0836 (Print)`."""

    def read(value: str) -> str | None:
        line = clean_line(value)
        return line if is_periodical or _ISSN.search(line) else None

    return ", ".join(lines.all(read, "SN"))


def _is_whole_arxiv(value: str, first: str) -> bool:
    """Whether a line says no more than an id, the first with its version, and a class."""
    named = find_arxiv(value)
    if named is None:
        return False
    arxiv_class = f"[{named[1]}]" if named[1] else ""
    ours = {f"arxiv:{one}{arxiv_class}".lower() for one in (named[0], first or named[0])}
    return "".join(value.split()).lower() in ours


def _read_doi(value: str) -> str | None:
    return parse_doi(clean_line(value))


def _read_pdf(value: str) -> str | None:
    address = read_address(value)
    return address if address and _PDF.search(address) else None


def _read_isbns(value: str) -> list[str]:
    parts = re.split(r"\s*[,;]\s*", clean_line(value))
    if len(parts) == 1 and not _is_isbn(parts[0]):
        parts = parts[0].split()
    return parts if all(map(_is_isbn, parts)) else []


def _is_isbn(text: str) -> bool:
    return _ISBN.fullmatch(text.replace("-", "").replace(" ", "")) is not None
