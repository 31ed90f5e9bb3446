"""A paper -> the type and raw fields of its BibTeX entry, LaTeX and all.

Separate from the text of the entry because the importer compares with it: only what this
encoding would change is kept verbatim in a paper's front matter.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.dates import format_issued
from reading_list.formats.bibtex.fields import HAVE_A_HOME, PREPRINT_PLACE
from reading_list.formats.bibtex.latex_encoding import encode_latex
from reading_list.formats.bibtex.names import read_names
from reading_list.names import format_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reading_list.model import Author, Paper

_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "report": "techreport",
    "software": "software",
    "thesis": "phdthesis",
}
_VENUES = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}
_PUBLISHERS = {"phdthesis": "school", "techreport": "institution"}
_WORD = re.compile(r"(?<!\\)\$[^$]*\$|[^\W_](?:[^\s$]*[^\W_])?")
_PLAIN_START = re.compile(r"[^\W\d_](?:(?![A-Z])[^\W\d_]|['’])*(?:-|$)")
_PLAIN_NAME = re.compile(r"[A-Z][a-z]{3,}\d*(?:-[A-Z][a-z]+)?, [A-Z][a-z]{3,}(?: [A-Z]\.)*")
"""Too long for a suffix, and with no word that has a meaning in a list of names."""
_RANGE = re.compile(r"(?<=\w)[-\u2013](?=\w)")
_FIELD = re.compile(r"[a-z][a-z0-9-]*")
_TAKEN = HAVE_A_HOME | {"crossref", "entryset", "ids", "key", "options", "xdata", "xref"}
"""Fields that no label of a link may be."""


def encode_type(paper: Paper) -> str:
    """`article-journal` -> `article`; what BibTeX does not know is `misc`."""
    if paper.type == "article" and paper.venue and not paper.arxiv:
        # This is also the type of works for which nobody wrote one.
        return "misc" if PREPRINT_PLACE.search(paper.venue) else "article"
    return _TYPES.get(paper.type, "misc")


def encode_fields(paper: Paper) -> dict[str, str]:
    """Raw values by field name, without empty ones; the overlay has no part in it."""
    fields = _encode_others(paper)
    for name, write in _WRITERS.items():
        fields[name] = write(paper)
    return {name: value for name, value in fields.items() if value}


def encode_field(paper: Paper, name: str) -> str:
    """One of the fields, without the cost of the others; empty where the paper has none."""
    write = _WRITERS.get(name)
    return write(paper) if write else _encode_others(paper).get(name, "")


def _encode_others(paper: Paper) -> dict[str, str]:
    """Links, other identifiers, and every DOI and arXiv id after the first."""
    fields = {}
    for label, url in paper.links.items():
        if _FIELD.fullmatch(label) and label not in _TAKEN:
            fields[label] = _encode_verbatim(url)
    for scheme, ids in paper.ids.items():
        if _FIELD.fullmatch(scheme):
            fields.update(_number(scheme, map(_encode_verbatim, ids)))
    fields.update(_number("doi", map(_encode_verbatim, paper.doi)))
    fields.update(_number("eprint", paper.arxiv))
    return fields


def _number(name: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    """`doi`, `doi2`, `doi3` ...: styles read the first, and nothing is lost."""
    names = itertools.chain([name], (f"{name}{count}" for count in itertools.count(2)))
    return zip(names, values, strict=False)


def _write_venue(name: str) -> Callable[[Paper], str]:
    def write(paper: Paper) -> str:
        if not paper.venue or _VENUES.get(encode_type(paper), "howpublished") != name:
            return ""
        return _encode_title(paper.venue) if name == "booktitle" else encode_latex(paper.venue)

    return write


def _write_publisher(name: str) -> Callable[[Paper], str]:
    def write(paper: Paper) -> str:
        if not paper.publisher or _PUBLISHERS.get(encode_type(paper), "publisher") != name:
            return ""
        return encode_latex(paper.publisher)

    return write


def _write_date(name: str) -> Callable[[Paper], str]:
    def write(paper: Paper) -> str:
        return format_issued(paper.issued).get(name, "") if paper.issued else ""

    return write


def _write_number(paper: Paper) -> str:
    """The issue; arXiv's own way to say it is the publisher has the id here."""
    if paper.arxiv and paper.publisher == "arXiv" and not paper.issue:
        return f"arXiv:{paper.arxiv[0]}"
    return encode_latex(paper.issue)


def _write_doi(paper: Paper) -> str:
    doi = _encode_verbatim(paper.doi[0]) if paper.doi else ""
    return doi.replace("10.48550/arxiv.", "10.48550/arXiv.")


def _write_eprint(paper: Paper) -> str:
    version = f"v{paper.arxiv_version}" if paper.arxiv_version else ""
    return f"{paper.arxiv[0]}{version}" if paper.arxiv else ""


def _write_pages(paper: Paper) -> str:
    return encode_latex(_RANGE.sub("--", paper.pages))


def _write_tags(paper: Paper) -> str:
    return ",".join(_encode_tag(tag) for tag in paper.tags)


def _encode_tag(tag: str) -> str:
    """Braces keep a tag whole that has a separator in it."""
    return f"{{{encode_latex(tag)}}}" if "," in tag or ";" in tag else encode_latex(tag)


def _encode_verbatim(text: str) -> str:
    """Keep an address or an id as it is; braces and backslashes in it could end the field."""
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


@lru_cache(maxsize=1 << 12)
def _encode_title(title: str) -> str:
    """Protect capitals by braces, all but the initial of the title; neighbours share a pair."""
    pieces = []
    done = 0
    for start, end in _merge_neighbours(title, list(_find_protected(title))):
        pieces += [encode_latex(title[done:start]), f"{{{{{encode_latex(title[start:end])}}}}}"]
        done = end
    return "".join([*pieces, encode_latex(title[done:])])


def _find_protected(title: str) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(title):
        start, end = match.span()
        if match[0].startswith("$"):
            continue
        plain = _PLAIN_START.match(match[0])
        if not start and plain:
            start = plain.end()
        if (word := title[start:end]) != word.lower():
            yield start, end


def _merge_neighbours(title: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and title[merged[-1][1] : start] == " ":
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _encode_names(authors: tuple[Author, ...], *, incomplete: bool) -> str:
    names = [_encode_name(author) for author in authors]
    return " and ".join([*names, "others"] if incomplete and names else names)


@lru_cache(maxsize=1 << 15)
def _encode_name(author: Author) -> str:
    """`Family, Given`; braces around an organisation and around what BibTeX would misread."""
    name = format_name(author)
    if _PLAIN_NAME.fullmatch(name) and not (author.literal or author.dropping_particle):
        return name  # most are; reading one back to be sure costs more than the whole entry
    text = encode_latex(name)
    if author.literal:
        return f"{{{{{text}}}}}"
    if read_names(text) == ((author,), False):
        return text
    parts = [author.given]
    if author.suffix:
        parts.insert(0, author.suffix)
    family = f"{{{encode_latex(author.family)}}}"
    if author.non_dropping_particle:
        family = f"{encode_latex(author.non_dropping_particle)} {family}"
    return ", ".join([family, *(f"{{{encode_latex(part)}}}" for part in parts)])


_WRITERS: Mapping[str, Callable[[Paper], str]] = {
    "title": lambda paper: _encode_title(paper.title),
    "shorttitle": lambda paper: encode_latex(paper.short_title),
    "author": lambda paper: _encode_names(paper.authors, incomplete=paper.authors_incomplete),
    "editor": lambda paper: _encode_names(paper.editors, incomplete=paper.editors_incomplete),
    "year": _write_date("year"),
    "month": _write_date("month"),
    "date": _write_date("date"),
    "journal": _write_venue("journal"),
    "booktitle": _write_venue("booktitle"),
    "howpublished": _write_venue("howpublished"),
    "shortjournal": lambda paper: encode_latex(paper.venue_short),
    "volume": lambda paper: encode_latex(paper.volume),
    "number": _write_number,
    "pages": _write_pages,
    "eid": lambda paper: encode_latex(paper.article_number),
    "publisher": _write_publisher("publisher"),
    "school": _write_publisher("school"),
    "institution": _write_publisher("institution"),
    "edition": lambda paper: encode_latex(paper.edition),
    "isbn": lambda paper: _encode_verbatim(", ".join(paper.isbn)),
    "doi": _write_doi,
    "url": lambda paper: _encode_verbatim(paper.url),
    "archiveprefix": lambda paper: "arXiv" if paper.arxiv else "",
    "eprint": _write_eprint,
    "primaryclass": lambda paper: _encode_verbatim(paper.arxiv_class) if paper.arxiv else "",
    "abstract": lambda paper: encode_latex(paper.abstract),
    "keywords": _write_tags,
    "added": lambda paper: paper.added.text if paper.added else "",
}
