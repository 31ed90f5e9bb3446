"""A paper -> the type and raw fields of its BibTeX entry, LaTeX and all.

Separate from the text of the entry because the importer compares with it: only what this
encoding would change is kept verbatim in a paper's front matter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.dates import format_issued, read_month
from reading_list.formats.bibtex.latex import unify_letters
from reading_list.formats.bibtex.latex_encoding import encode_latex
from reading_list.formats.bibtex.names import is_one_name, read_name
from reading_list.names import format_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.model import Author, Paper

_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_VENUES = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}
_PUBLISHERS = {"phdthesis": "school", "techreport": "institution"}
_WORD = re.compile(r"(?<!\\)\$[^$]*\$|[^\W_](?:[^\s$]*[^\W_])?")
_PLAIN_START = re.compile(r"[^\W\d_](?:(?![A-Z])[^\W\d_]|['’])*(?:-|$)")
_PLAIN_NAME = re.compile(r"[A-Z][a-z]{3,}\d*(?:-[A-Z][a-z]+)?, [A-Z][a-z]{3,}(?: [A-Z]\.)*")
"""Too long for a suffix, and with no word that has a meaning in a list of names."""
_NAME_WORDS = re.compile(r"[\s,~]+")


def encode_type(paper: Paper) -> str:
    """`article-journal` -> `article`; what BibTeX does not know is `misc`."""
    return _TYPES.get(paper.type, "misc")


def encode_fields(paper: Paper) -> dict[str, str]:
    """Raw values by field name, without empty ones; the overlay has no part in it."""
    entry_type = encode_type(paper)
    fields = {
        "title": _encode_title(paper.title),
        "shorttitle": encode_latex(paper.short_title),
        "author": _encode_names(paper.authors, incomplete=paper.authors_incomplete),
        "editor": _encode_names(paper.editors, incomplete=paper.editors_incomplete),
        **(format_issued(paper.issued) if paper.issued else {}),
        **_encode_venue(paper, entry_type),
        "volume": encode_latex(paper.volume),
        "number": encode_latex(paper.issue),
        "pages": encode_latex(re.sub(r"(?<=\w)[-\u2013](?=\w)", "--", paper.pages)),
        "eid": encode_latex(paper.article_number),
        _PUBLISHERS.get(entry_type, "publisher"): encode_latex(paper.publisher),
        "edition": encode_latex(paper.edition),
        "isbn": ", ".join(paper.isbn),
        "doi": paper.doi[0].replace("10.48550/arxiv.", "10.48550/arXiv.") if paper.doi else "",
        "url": _encode_address(paper.url),
        **_encode_arxiv(paper),
        **{label: _encode_address(url) for label, url in paper.links.items() if label.isalpha()},
        "abstract": encode_latex(paper.abstract),
        "keywords": ",".join(map(encode_latex, paper.tags)),
        "added": paper.added.text if paper.added else "",
    }
    return {name: value for name, value in fields.items() if value}


def is_alike(name: str, raw: str, encoded: str) -> bool:
    r"""Say whether BibTeX reads two raw values alike.

    Spelling does not count: `{\"o}` and `ö`, `First Last` and `Last, First`, `1-5` and `1--5`,
    `June` and `jun`.
    """
    one, other = (" ".join(unify_letters(value).split()) for value in (raw, encoded))
    if one == other:
        return True
    if name in {"author", "editor"}:
        return _sort_words(one) == _sort_words(other)
    if name == "pages":
        return re.sub("[-\u2013]+", "-", one) == re.sub("[-\u2013]+", "-", other)
    if name == "keywords":
        return re.sub(r"\s*,\s*", ",", one) == other
    if name == "month":
        return _is_month(one) and read_month(one) == read_month(other)
    return name == "archiveprefix" and one.lower() == other.lower()


def _sort_words(names: str) -> list[str]:
    return sorted(_NAME_WORDS.split(names.replace("{{", "{").replace("}}", "}")))


def _is_month(text: str) -> bool:
    return text.isalpha() or text.isdigit()


def _encode_venue(paper: Paper, entry_type: str) -> dict[str, str]:
    name = _VENUES.get(entry_type, "howpublished")
    encoded = encode_latex(paper.venue) if name != "booktitle" else _encode_title(paper.venue)
    return {name: encoded, "shortjournal": encode_latex(paper.venue_short)}


def _encode_arxiv(paper: Paper) -> dict[str, str]:
    if not paper.arxiv:
        return {}
    fields = {"archiveprefix": "arXiv", "eprint": paper.arxiv[0], "primaryclass": paper.arxiv_class}
    if paper.publisher == "arXiv" and not paper.issue:
        fields["number"] = f"arXiv:{paper.arxiv[0]}"
    return fields


def _encode_address(url: str) -> str:
    """Keep an address as it is; a brace in it would end the field."""
    return url.replace("{", "%7B").replace("}", "%7D")


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
    if read_name(text) == author and is_one_name(text):
        return text
    parts = [author.given]
    if author.suffix:
        parts.insert(0, author.suffix)
    family = f"{{{encode_latex(author.family)}}}"
    if author.non_dropping_particle:
        family = f"{encode_latex(author.non_dropping_particle)} {family}"
    return ", ".join([family, *(f"{{{encode_latex(part)}}}" for part in parts)])
