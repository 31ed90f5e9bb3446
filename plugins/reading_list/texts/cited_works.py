"""The works that a text may cite, and where a link to each of them leads.

Separate because the plugin has a library of papers, and whoever uses the Markdown extension alone
has the entries of a `reading-list.json`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from reading_list.identifiers import parse_arxiv, parse_doi
from reading_list.model import Location, Paper, PaperId, parse_partial_date
from reading_list.names import parse_name
from reading_list.slugs import slugify
from reading_list.texts.author_year import name_work
from reading_list.works import index_identifiers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reading_list.model import Author
    from reading_list.texts.author_year import AuthorYear


def _source_path(paper: Paper) -> str:
    return f"papers/{paper.id}.md"


@dataclass(frozen=True, slots=True)
class CitedWorks:
    """Papers by key, and their arXiv ids and DOIs as `works` names them."""

    papers: Mapping[PaperId, Paper] = field(default_factory=dict)
    identifiers: Mapping[str, PaperId] = field(default_factory=dict)
    hidden: frozenset[PaperId] = frozenset()
    """Drafts and private works, of which a page may say nothing, not even the key."""
    find_address: Callable[[Paper], str] = _source_path
    """By default the source, as links between sources are resolved like any other."""

    _names: dict[PaperId, AuthorYear] = field(default_factory=dict, repr=False, compare=False)

    def find_name(self, paper: Paper) -> AuthorYear:
        """What a work of these is called where it stands alone; found once for each."""
        found = self._names.get(paper.id)
        if found is None:
            found = self._names[paper.id] = name_work(paper)
        return found

    def find_key(self, key: str) -> PaperId | None:
        """The key of a work that may be cited, hidden ones included."""
        one = PaperId(key)
        return one if one in self.papers or one in self.hidden else None


@dataclass(slots=True)
class CitationContext:
    """What changes from one conversion to the next.

    Give one context to the extension, and set its fields before each conversion: a `Markdown`
    object is made once and converts many pages.
    """

    works: CitedWorks = field(default_factory=CitedWorks)
    page_url: str = ""
    """Address of the page, or path of the source, below the root that addresses of works have."""
    named_before: tuple[PaperId, ...] = ()
    """Works named before the text, such as in its title; among the references."""
    with_references: bool = False
    """Whether the works are listed at the end; a marker asks for it in any case."""
    with_ids: bool = True
    """Whether mentions have ids; not in texts of which a page shows several."""


def read_works(
    entries: Mapping[str, Mapping[str, object]] | Iterable[Mapping[str, object]], base: str = ""
) -> CitedWorks:
    """Read works as `papers` of a `reading-list.json` has them, or the same by key.

    Of each `title`, `authors` (names), `issued`, `venue`, `arxiv`, `doi` and `url` count, and
    `id` where the entries are a list. Addresses are taken to be relative to `base`.
    """
    pairs = (
        entries.items()
        if hasattr(entries, "items")
        else ((str(entry.get("id", "")), entry) for entry in entries)
    )
    papers: dict[PaperId, Paper] = {}
    addresses: dict[PaperId, str] = {}
    for key, entry in pairs:
        paper = _read_paper(PaperId(key), entry)
        papers[paper.id] = paper
        addresses[paper.id] = urljoin(base, str(entry.get("url") or paper.url_path))
    return CitedWorks(
        papers=papers,
        identifiers=index_identifiers(papers.values()),
        find_address=lambda paper: addresses[paper.id],
    )


def _read_paper(key: PaperId, entry: Mapping[str, object]) -> Paper:
    """What cannot be read is left out: there is no file of the author's to find fault with."""
    arxiv, doi = parse_arxiv(_text(entry, "arxiv")), parse_doi(_text(entry, "doi"))
    return Paper(
        id=key,
        title=_text(entry, "title") or key,
        authors=_read_authors(entry.get("authors")),
        issued=parse_partial_date(_text(entry, "issued")),
        venue=_text(entry, "venue"),
        arxiv=(arxiv,) if arxiv else (),
        doi=(doi,) if doi else (),
        slug=slugify(key),
        location=Location(""),
    )


def _text(entry: Mapping[str, object], name: str) -> str:
    value = entry.get(name)
    return "" if value is None else str(value).strip()


def _read_authors(names: object) -> tuple[Author, ...]:
    """One name, or several."""
    some = [names] if isinstance(names, str) else names if isinstance(names, list | tuple) else []
    return tuple(parse_name(str(name)) for name in some)
