"""One CSL item -> a paper: which variable means what.

Separate because the exporter asks it too: a verbatim variable is written only while reading it
still yields what the paper says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.formats.csl.dates import read_csl_date
from reading_list.formats.csl.encoding import IDENTIFIERS, split_keywords
from reading_list.formats.csl.names import read_people
from reading_list.formats.csl.notes import read_note
from reading_list.formats.csl.types import TYPES, UNKNOWN_TYPE
from reading_list.formats.csl.values import as_code, as_line, as_list
from reading_list.identifiers import parse_arxiv, parse_doi
from reading_list.model import Paper, PaperId, Slug
from reading_list.texts.markup import to_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reading_list.formats.csl.notes import Note
    from reading_list.model import Location

READ_FROM_CSL = """title short_title authors authors_incomplete editors editors_incomplete issued
    type venue venue_short volume issue pages article_number publisher edition arxiv
    arxiv_version arxiv_class doi isbn url ids abstract tags""".split()
"""What `read_paper` may set, apart from id, slug and location, and `extra` from the note."""

_DATES = ("issued", "published", "published-online", "published-print")
_SHORT_VENUES = ("container-title-short", "short-container-title", "journalAbbreviation")
HAVE_A_HOME = frozenset(
    """id citation-key type title subtitle title-short shortTitle author editor container-title
    volume issue page publisher edition number article-number arxiv archive archive_location version
    DOI ISBN PMID PMCID URL abstract keyword note custom""".split()
) | {*_DATES, *_SHORT_VENUES}
"""Variables that a paper's own keys are read from."""
_ARXIV_PREFIX = re.compile(r"arxiv:", re.IGNORECASE)
_VERSION = re.compile(r"[vV]?([1-9]\d{0,2})")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*[,;]\s*|(?<=[\dXx])\s+(?=97[89]|[\d-]{9,}[\dXx](?:\s|$))")


def read_paper(item: Mapping[str, object], key: str, location: Location) -> Paper:
    """Read what the model knows of an item; the title is empty where the item has none."""
    note = read_note(_read_text(item.get("note")))
    authors, authors_incomplete = read_people(item.get("author"))
    editors, editors_incomplete = read_people(item.get("editor"))
    arxiv = _read_arxiv(item, note)
    url = _code(item, "URL")
    return Paper(
        id=PaperId(key),
        slug=Slug(key),
        location=location,
        title=_read_title(item),
        short_title=_first(item, "title-short", "shortTitle"),
        authors=authors,
        authors_incomplete=authors_incomplete,
        editors=editors,
        editors_incomplete=editors_incomplete,
        issued=next(filter(None, (read_csl_date(item.get(name)) for name in _DATES)), None),
        type=TYPES.get(_code(item, "type"), UNKNOWN_TYPE),
        venue=_first(item, "container-title"),
        venue_short=_first(item, *_SHORT_VENUES),
        volume=_first(item, "volume"),
        issue=_first(item, "issue"),
        pages=re.sub("\\s*[-\u2013]+\\s*", "-", _first(item, "page")),
        article_number=_read_number(item),
        publisher=_first(item, "publisher"),
        edition=_first(item, "edition"),
        arxiv=arxiv,
        arxiv_version=_read_version(item) if arxiv else None,
        arxiv_class=note.arxiv_class if arxiv else "",
        doi=tuple(_read_dois(item, note)),
        isbn=_read_isbn(item),
        url=url if _ADDRESS.fullmatch(url) else "",
        ids={scheme: found for scheme, found in _read_ids(item, note) if found},
        abstract=to_paragraphs(_read_text(item.get("abstract"))),
        tags=tuple(_read_tags(item)),
        extra=note.fields,
    )


def _first(item: Mapping[str, object], *names: str) -> str:
    return next((line for name in names if (line := as_line(item.get(name)))), "")


def _code(item: Mapping[str, object], name: str) -> str:
    return as_code(item.get(name))


def _read_text(value: object) -> str:
    """One text with its lines and mark-up."""
    first = next(iter(as_list(value)), "")
    return first if isinstance(first, str) else as_line(first)


def _read_title(item: Mapping[str, object]) -> str:
    title, subtitle = _first(item, "title"), _first(item, "subtitle")
    is_new = subtitle and subtitle.casefold() not in title.casefold()
    return f"{title}: {subtitle}" if title and is_new else title


def _read_number(item: Mapping[str, object]) -> str:
    numbers = (_first(item, "article-number"), _first(item, "number"))
    return next((one for one in numbers if one and not _ARXIV_PREFIX.match(one)), "")


def _read_arxiv(item: Mapping[str, object], note: Note) -> tuple[str, ...]:
    """Ids in places of their own; without one, what DOI or address name."""
    named = [_code(item, "archive_location")] if _is_arxiv(item) else []
    named += [one for one in (_code(item, "number"),) if _ARXIV_PREFIX.match(one)]
    named += [_code(item, "arxiv")]
    found = [parse_arxiv(_ARXIV_PREFIX.sub("", one)) for one in named]
    known = dict.fromkeys([*filter(None, found), *note.arxiv])
    if not known:
        told = map(parse_arxiv, (_code(item, "DOI"), _code(item, "URL")))
        known = dict.fromkeys([one for one in told if one][:1])
    return tuple(known)


def _read_version(item: Mapping[str, object]) -> int | None:
    version = _VERSION.fullmatch(_first(item, "version"))
    return int(version[1]) if version else None


def _is_arxiv(item: Mapping[str, object]) -> bool:
    return _code(item, "archive").lower().startswith("arxiv")


def _read_dois(item: Mapping[str, object], note: Note) -> Iterator[str]:
    own = parse_doi(_code(item, "DOI"))
    yield from dict.fromkeys([*filter(None, [own]), *note.doi])


def _read_ids(item: Mapping[str, object], note: Note) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, scheme in IDENTIFIERS.items():
        found = dict.fromkeys([_code(item, name), *note.ids.get(scheme, ())])
        yield scheme, tuple(filter(None, found))


def _read_isbn(item: Mapping[str, object]) -> tuple[str, ...]:
    found = (_SEVERAL.split(as_code(one)) for one in as_list(item.get("ISBN")))
    return tuple(dict.fromkeys(isbn for several in found for isbn in several if isbn))


def _read_tags(item: Mapping[str, object]) -> Iterator[str]:
    words = as_list(item.get("keyword"))
    if len(words) == 1:
        return iter(split_keywords(as_line(words[0])))
    return iter(dict.fromkeys(filter(None, map(as_line, words))))
