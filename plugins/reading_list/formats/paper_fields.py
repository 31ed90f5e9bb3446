"""A paper -> the fields of its front matter, in the order a reader wants them.

Separate from the writing because it is the inverse of the schema, and tested as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.model import Location, Paper, PaperId, Slug
from reading_list.names import to_front_matter
from reading_list.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.model import Author

_OTHERS = "others"
_FORMAT_KEYS = ("extra", "csl", "bibtex")


def to_fields(paper: Paper) -> dict[str, object]:
    """Keys of the front matter that have a value; the notes are not among them."""
    fields = _write_all(paper)
    return {key: value for key, value in fields.items() if value not in ("", [], {}, False, None)}


def _write_all(paper: Paper) -> dict[str, object]:
    return {
        "title": paper.title,
        "short_title": paper.short_title,
        "authors": _write_names(paper.authors, incomplete=paper.authors_incomplete),
        "editors": _write_names(paper.editors, incomplete=paper.editors_incomplete),
        "issued": paper.issued.text if paper.issued else "",
        "added": paper.added.text if paper.added else "",
        "type": "" if paper.type == "article" else paper.type,
        **_to_publication(paper),
        "arxiv": _write_few(paper.arxiv),
        "arxiv_version": paper.arxiv_version,
        "arxiv_class": paper.arxiv_class,
        "doi": _write_few(paper.doi),
        "isbn": _write_few(paper.isbn),
        "url": paper.url,
        "ids": {scheme: _write_few(ids) for scheme, ids in paper.ids.items()},
        "links": dict(paper.links),
        "abstract": paper.abstract,
        "why": paper.why,
        "tags": list(paper.tags),
        **_to_reading(paper),
        "citekey": paper.citekey,
        "slug": "" if paper.slug == slugify(paper.id) else paper.slug,
        "aliases": list(paper.aliases),
        "feed_id": paper.feed_id,
        "draft": paper.draft,
        "private": paper.private,
        "unlisted": paper.unlisted,
        **{key: dict(getattr(paper, key)) for key in _FORMAT_KEYS},
    }


def _to_publication(paper: Paper) -> Mapping[str, str]:
    keys = "venue venue_short volume issue pages article_number publisher edition".split()
    return {key: getattr(paper, key) for key in keys}


def _to_reading(paper: Paper) -> Mapping[str, object]:
    """What the author did and means to do with the paper."""
    return {
        "status": paper.status,
        "started": paper.started.text if paper.started else "",
        "finished": paper.finished.text if paper.finished else "",
        "rating": paper.rating,
        "minutes": paper.minutes,
        "prerequisites": list(paper.prerequisites),
        "related": list(paper.related),
        "not_duplicate_of": list(paper.not_duplicate_of),
    }


def _write_names(authors: tuple[Author, ...], *, incomplete: bool) -> list[object]:
    names: list[object] = [to_front_matter(author) for author in authors]
    return [*names, _OTHERS] if incomplete else names


def _write_few(values: tuple[str, ...]) -> object:
    """One value as a text, several as a list."""
    return values[0] if len(values) == 1 else list(values)


ORDER = tuple(_write_all(Paper(id=PaperId(""), title="", slug=Slug(""), location=Location(""))))
"""Every key of the front matter, in the order in which we write them."""
