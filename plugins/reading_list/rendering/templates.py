"""Our templates and the filters that they use.

Every link inside the site begins with `BASE`, so that one piece of HTML serves pages at every
depth; `place` puts the way to the root in its stead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from reading_list.cache import NO_CACHE, Cache
from reading_list.formats.publication import encode_published
from reading_list.rendering.compiled import reuse_compiled
from reading_list.rendering.rows import Row, write_byline, write_coins, write_row, write_tags
from reading_list.texts import abstracts, inline
from reading_list.views.blog import POST_LABELS
from reading_list.views.order import find_key
from reading_list.views.paper import (
    format_source,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reading_list.model import AnyEntry, Library, Paper, PaperId, Tag
    from reading_list.texts.passages import Named, Passage

BASE = "\ufdd0"
"""Stands for the way from a page to the site's root.

Unicode keeps this character for such use inside a program; loading lets none through.
"""
TAKEABLE = 500
"""Works in a list from which Zotero can take them: naming all authors doubles the list's size."""
INDEX = "index.html"


def place(html: str, url: str) -> str:
    """Make the links of a piece right for the page at `url` (`papers/x/`, or `` for home)."""
    return html.replace(BASE, "../" * url.count("/") or "./")


@dataclass(frozen=True, slots=True)
class Pieces:
    """HTML that was converted once for each paper and is shown in many places."""

    whys: Mapping[PaperId, str] = field(default_factory=dict)
    notes: Mapping[PaperId, str] = field(default_factory=dict)
    step_whys: Mapping[str, str] = field(default_factory=dict)
    """By the Markdown of the reason."""
    citations: Mapping[PaperId, str] = field(default_factory=dict)
    """BibTeX, as a reader copies it."""
    downloads: frozenset[str] = frozenset()
    """Addresses of the exports that this site has."""
    named: Mapping[PaperId, Sequence[Named]] = field(default_factory=dict)
    """Id of a work -> the sentences of its reason, and of its notes, that name other works."""
    passages: Mapping[PaperId, Mapping[str, tuple[Passage, ...]]] = field(default_factory=dict)
    """Id of a work -> file of a text -> its sentences about the work."""


class Templates:
    """Renders our templates for one library."""

    def __init__(self, library: Library, pieces: Pieces, *, use_directory_urls: bool) -> None:
        self._library = library
        self._pieces = pieces
        self._ending = "" if use_directory_urls else INDEX
        self._rows: dict[PaperId, Row] = {}
        self.cache: Cache = NO_CACHE
        self._is_large = sum(not paper.unlisted for paper in library.papers) > TAKEABLE
        self._environment = _environment()
        self._environment.globals |= {
            "href": self.href,
            "rows": self.rows,
            "brief_rows": self.brief_rows,
            "tag_list": self.tag_list,
            "byline": _byline,
            "coins": _coins,
            "why": self.why,
            "notes": self.notes,
            "step_why": self.step_why,
            "downloads": pieces.downloads,
            "ending": self._ending,
        }

    def render(self, template: str, **values: object) -> str:
        """One piece of HTML; its links begin with `BASE`."""
        return self._environment.get_template(f"{template}.html").render(values)

    def href(self, url: str) -> str:
        """An address below the site's root -> a link for any page."""
        path, mark, fragment = url.partition("#")
        ending = self._ending if path.endswith("/") or not path else ""
        return f"{BASE}{path}{ending}{mark}{fragment}"

    def rows(
        self, papers: Sequence[Paper], *, detailed: bool = False, of: int | None = None
    ) -> Markup:
        """Papers in a list, each made once and shown in many.

        In a list `of` so many works, unless they are too many, they name themselves to Zotero too.
        """
        takeable = 0 < (len(papers) if of is None else of) <= TAKEABLE
        html = "".join(
            f"{one.head}{one.details if detailed else ''}{one.tags}"
            f"{one.work if takeable else ''}{one.end}"
            for one in map(self.row_parts, papers)
        )
        return Markup(html)  # noqa: S704 - everything in it is escaped

    def brief_rows(self, papers: Sequence[Paper]) -> Markup:
        """Works of one type, venue or author, or of a month by date of publication.

        In a large library no more than who wrote what and when: as a work stands in a dozen of
        these lists, all of a row would be more than all pages of works.
        """
        if not self._is_large:
            return self.rows(papers)
        html = "".join(f"{one.head}{one.end}" for one in map(self.row_parts, papers))
        return Markup(html)  # noqa: S704 - everything in it is escaped

    def row_parts(self, paper: Paper) -> Row:
        """What lists show of a paper."""
        found = self._rows.get(paper.id)
        if found is None:
            why, tags = self._pieces.whys.get(paper.id, ""), self.tags_of(paper)
            inputs = (paper, why, self._ending, *((tag.slug, tag.title) for tag in tags))
            made = self.cache.recall("row", inputs, lambda: write_row(paper, why, tags, self.href))
            found = self._rows[paper.id] = Row(*made)
        return found

    def tag_list(self, tags: Iterable[Tag]) -> Markup:
        """Tags as links."""
        return Markup(write_tags(tags, self.href))  # noqa: S704 - everything in it is escaped

    def why(self, paper: Paper) -> Markup:
        """The author's reason, converted."""
        return Markup(self._pieces.whys.get(paper.id, ""))  # noqa: S704 - author's Markdown

    def notes(self, paper: Paper) -> Markup:
        """The author's notes, converted."""
        return Markup(self._pieces.notes.get(paper.id, ""))  # noqa: S704 - author's Markdown

    def step_why(self, text: str) -> Markup:
        """The reason of a step, converted."""
        return Markup(self._pieces.step_whys.get(text, ""))  # noqa: S704 - author's Markdown

    def passages(self, paper: Paper, text: AnyEntry) -> tuple[Passage, ...]:
        """The sentences of a text about a work; none where its HTML links to it nowhere."""
        return self._pieces.passages.get(paper.id, {}).get(text.location.uri, ())

    def citation(self, paper: Paper) -> str:
        """The entry that a reader copies: without the abstract, and without what is ours alone."""
        return self._pieces.citations.get(paper.id) or encode_published(paper).citation

    def tags_of(self, paper: Paper) -> tuple[Tag, ...]:
        """The tags of a paper."""
        return self._library.tags_of(paper)


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("reading_list", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )
    reuse_compiled(environment)
    environment.filters |= {
        "inline": _inline,
        "text": inline.to_text,
        "abstract": _abstract,
        "cleaned": Markup,
        "source": format_source,
        "host": _host,
        "key": find_key,
        "kind": POST_LABELS.__getitem__,
        "plural": plural,
    }
    return environment


def _inline(text: str) -> Markup:
    return Markup(inline.to_html(text))  # noqa: S704 - escaped there


def _abstract(text: str) -> Markup:
    return Markup(abstracts.to_html(text))  # noqa: S704 - escaped there


def _byline(paper: Paper) -> Markup:
    return Markup(write_byline(paper))  # noqa: S704 - everything in it is escaped


def _coins(paper: Paper) -> Markup:
    return Markup(write_coins(paper))  # noqa: S704 - everything in it is escaped


def _host(address: str) -> str:
    """`https://www.example.org/a` -> `example.org`."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def plural(count: int, noun: str) -> str:
    """`1 paper`, `130 papers`, `2 categories`."""
    many = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{count:,} {noun if count == 1 else many}"
