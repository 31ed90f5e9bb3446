"""`papers/<id>.md` -> Paper: each file alone, without a look at the others."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, error, format_nearest, shorten, warning
from reading_list.formats.csl.types import CSL_TYPES
from reading_list.identifiers import parse_arxiv, parse_arxiv_version, parse_doi
from reading_list.loading.fields import Fields
from reading_list.loading.front_matter import decode, parse_document
from reading_list.loading.nodes import Entries, Items, Scalar
from reading_list.model import STATUSES, Author, Location, Paper, PaperId
from reading_list.names import parse_name, split_names
from reading_list.slugs import slugify
from reading_list.texts.mentions import find_in_field, find_mentions

if TYPE_CHECKING:
    from collections.abc import Callable

ALIASES = {
    "author": "authors",
    "editor": "editors",
    "year": "issued",
    "publication_date": "issued",
    "container-title": "venue",
    "journal": "venue",
    "booktitle": "venue",
    "eprint": "arxiv",
    "keywords": "tags",
    "redirect_from": "aliases",
}
LINK_LABELS = ("pdf", "code", "data", "project", "slides", "poster", "video", "blog", "demo")
SPELLINGS = {**ALIASES, **{label: f"links.{label}" for label in LINK_LABELS}}
"""Every accepted key that is not ours -> what it stands for, as editing a file asks for it."""
KEYS = """title short_title authors editors issued added type venue venue_short volume issue pages
    article_number publisher edition arxiv arxiv_version arxiv_class doi isbn url ids links abstract
    why tags status started finished rating minutes prerequisites related not_duplicate_of citekey
    slug aliases feed_id draft private unlisted bibtex csl extra""".split()
_NAME_PARTS = frozenset(
    """family given suffix dropping-particle non-dropping-particle literal orcid url""".split()
)
_OVERVIEWS = ("index", "readme")
"""To engines these are the page of the folder itself, which is the library's."""
_SAFE_ID = re.compile("[^\\s/\\\\?#%<>\"'`{}|^\\[\\]()@,;\x00-\x1f\x7f\ud800-\udfff]+")


def load_paper(uri: str, data: bytes) -> tuple[Paper | None, tuple[Diagnostic, ...]]:
    """Read one file. The paper is None where it cannot be shown at all (no title, broken YAML)."""
    text, faults = decode(data, uri)
    document, more = parse_document(text, uri)
    found: list[Diagnostic] = [*faults, *more]
    stem = uri.rpartition("/")[2].removesuffix(".md")
    is_safe = _SAFE_ID.fullmatch(stem) is not None and stem.casefold() not in _OVERVIEWS
    if not is_safe:
        found.append(
            error(
                "unsafe-id",
                Location(uri),
                f"'{shorten(stem)}' cannot be the id of a paper.",
                f"Rename the file, for example to '{slugify(stem)}.md'.",
            )
        )
    if document.entries is None:
        if is_safe and not found:
            found.append(
                error(
                    "no-front-matter",
                    Location(uri),
                    "The file does not begin with front matter.",
                    "Begin it with `---`, `title: ...`, `---`.",
                )
            )
        return None, tuple(found)
    fields = Fields(document.entries, uri, ALIASES, found)
    fields.report_unknown((*KEYS, *LINK_LABELS, "date"))
    # Whatever is missing, the rest is read, for everything that is wrong is said at once.
    paper = _paper(fields, PaperId(stem), document.body, document.body_line)
    return paper if paper.title and is_safe else None, tuple(fields.faults)


def _paper(fields: Fields, stem: PaperId, body: str, body_line: int) -> Paper:
    if fields.has("date"):
        fields.fault(
            "ambiguous-date",
            fields.at("date"),
            "A paper has no 'date'.",
            "Use `issued` for its publication and `added` for when it joined the library.",
        )
    title = fields.line_text("title")
    if not title and not isinstance(fields.nodes.get("title"), Items | Entries):
        fields.fault(
            "missing-title", fields.at("title"), "The paper has no title.", "Add `title: ...`."
        )
    authors, authors_incomplete = _people(fields, "authors")
    editors, editors_incomplete = _people(fields, "editors")
    why = fields.text("why")
    src_uri = f"papers/{stem}.md"
    return Paper(
        id=stem,
        title=title,
        authors=authors,
        authors_incomplete=authors_incomplete,
        editors=editors,
        editors_incomplete=editors_incomplete,
        issued=fields.date("issued"),
        added=fields.date("added", finest_only=True),
        type=_type(fields),
        arxiv=_identifiers(fields, "arxiv", parse_arxiv),
        arxiv_version=_arxiv_version(fields),
        doi=_identifiers(fields, "doi", parse_doi),
        isbn=fields.texts("isbn"),
        url=fields.address("url"),
        ids=_ids(fields),
        links=_links(fields),
        abstract=fields.text("abstract"),
        why=why,
        tags=fields.texts("tags"),
        status=fields.choice("status", STATUSES),
        started=fields.date("started"),
        finished=fields.date("finished"),
        rating=fields.number("rating", 1, 5),
        minutes=fields.number("minutes", 1, 100_000),
        prerequisites=tuple(PaperId(one) for one in fields.texts("prerequisites")),
        related=tuple(PaperId(one) for one in fields.texts("related")),
        not_duplicate_of=tuple(PaperId(one) for one in fields.texts("not_duplicate_of")),
        slug=fields.slug(stem),
        aliases=fields.texts("aliases"),
        draft=fields.flag("draft", if_unreadable=True),
        private=fields.flag("private", if_unreadable=True),
        unlisted=fields.flag("unlisted", if_unreadable=True),
        bibtex=fields.free("bibtex"),
        csl=fields.free("csl"),
        extra=fields.free("extra"),
        cites=(),  # known when all papers are
        mentions=(
            *find_in_field(why, src_uri, fields.at("why")),
            *find_mentions(body, src_uri, body_line),
        ),
        body=body,
        body_line=body_line,
        location=Location(fields.uri, fields.at("title")),
        lines=dict(fields.lines),
        **{key: fields.line_text(key) for key in _LINES_OF_TEXT},
    )


_LINES_OF_TEXT = """
    short_title venue venue_short volume issue pages article_number publisher edition
    arxiv_class citekey feed_id
    """.split()


def _type(fields: Fields) -> str:
    text = fields.line_text("type").lower() or "article"
    if text in CSL_TYPES:
        return text
    fields.faults.append(
        warning(
            "unknown-type",
            Location(fields.uri, fields.at("type")),
            f"'{shorten(text)}' is not a CSL type.",
            format_nearest(text, CSL_TYPES) or "Examples: article-journal, paper-conference, book.",
        )
    )
    return "article"


def _people(fields: Fields, key: str) -> tuple[tuple[Author, ...], bool]:
    """Names as a list, or as one text split at ` and ` or `;`."""
    people: list[Author] = []
    node = fields.nodes.get(key)
    if isinstance(node, Scalar):
        return split_names(fields.line_text(key))
    incomplete = False
    for item in fields.items(key):
        if isinstance(item, Entries):
            person = _person(Fields(item, fields.uri, faults=fields.faults), key)
            people.extend([person] if person else [])
        elif isinstance(item, Scalar) and item.text.strip():
            name = " ".join(fields.clean(item, key).split())
            if name.lower().rstrip(".") in ("others", "et al"):
                incomplete = True
                continue
            people.append(_parse_name(name))
        elif item is not None:
            fields.fault("wrong-type", fields.at(key), f"'{key}' holds something that is no name.")
    return tuple(people), incomplete


@lru_cache(maxsize=16_384)  # people write more than one work
def _parse_name(name: str) -> Author:
    return parse_name(name)


def _person(fields: Fields, key: str) -> Author | None:
    fields.report_unknown(_NAME_PARTS)
    person = Author(
        family=fields.line_text("family"),
        given=fields.line_text("given"),
        suffix=fields.line_text("suffix"),
        dropping_particle=fields.line_text("dropping-particle"),
        non_dropping_particle=fields.line_text("non-dropping-particle"),
        literal=fields.line_text("literal"),
        orcid=fields.line_text("orcid"),
        url=fields.address("url"),
    )
    if person.name:
        return person
    fields.fault(
        "missing-name", fields.line, f"A name in '{key}' is empty.", "Give `family` or `literal`."
    )
    return None


def _identifiers(fields: Fields, key: str, parse: Callable[[str], str | None]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for scalar in fields.scalars(key):
        value = parse(scalar.text)
        if value is None:
            fields.fault(
                f"wrong-{key}",
                scalar.line,
                f"'{shorten(scalar.text)}' is not {_IDENTIFIER_NAMES[key]}.",
                _identifier_hint(key, scalar.text),
            )
            continue
        found[value] = None
    return tuple(found)


def _arxiv_version(fields: Fields) -> int | None:
    """`arxiv_version`, else that of the first id: `1706.03762v5`."""
    if fields.has("arxiv_version"):
        return fields.number("arxiv_version", 1, 999)
    return next((parse_arxiv_version(one.text) for one in fields.scalars("arxiv")), None)


_IDENTIFIER_NAMES = {"arxiv": "an arXiv id", "doi": "a DOI"}


def _identifier_hint(key: str, text: str) -> str:
    if key == "doi":
        return "A DOI looks like 10.1162/neco.1991.3.1.79."
    if re.fullmatch(r"\d{3,4}\.\d{1,4}", text):
        return "A tool read it as a number and dropped a zero; copy it again from arXiv."
    return "An arXiv id looks like 1706.03762 or hep-th/9901001."


def _ids(fields: Fields) -> dict[str, tuple[str, ...]]:
    entries = fields.entries("ids")
    if entries is None:
        return {}
    inner = Fields(entries, fields.uri, faults=fields.faults)
    return {scheme: inner.texts(scheme) for scheme in inner.nodes}


def _links(fields: Fields) -> dict[str, str]:
    """`links:` first, then the labels that may stand at the top level."""
    links: dict[str, str] = {}
    entries = fields.entries("links")
    if entries is not None:
        inner = Fields(entries, fields.uri, faults=fields.faults)
        links = {label: inner.address(label) for label in inner.nodes}
    for label in LINK_LABELS:
        if fields.has(label):
            links.setdefault(label, fields.address(label))
    return {label: address for label, address in links.items() if address}
