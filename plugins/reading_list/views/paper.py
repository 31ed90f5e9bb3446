"""The page of one work: what it is, why it is here, and everything that knows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.model import Paper, Post
from reading_list.views.blog import POST_LABELS
from reading_list.views.places import find_places, find_way

if TYPE_CHECKING:
    from reading_list.connections import Connections, Membership
    from reading_list.model import AnyEntry, Author, Library, PaperId, PartialDate, Tag
    from reading_list.related import Relation
    from reading_list.views.places import OrderPlace, Way

TYPE_LABELS = {
    "article": "Article",
    "article-journal": "Journal article",
    "article-magazine": "Magazine article",
    "article-newspaper": "Newspaper article",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Data set",
    "document": "Document",
    "manuscript": "Manuscript",
    "motion_picture": "Film",
    "pamphlet": "Booklet",
    "paper-conference": "Conference paper",
    "post": "Post",
    "post-weblog": "Blog post",
    "report": "Report",
    "review": "Review",
    "software": "Software",
    "speech": "Talk",
    "thesis": "Thesis",
    "webpage": "Web page",
}
STATUS_LABELS = {"to-read": "To read", "reading": "Reading", "read": "Read", "skipped": "Skipped"}
_LINK_LABELS = {"pdf": "PDF", "code": "Code", "data": "Data", "demo": "Demo"}
_ACRONYM = re.compile(r"\(([A-Z][\w-]*[A-Z][\w/-]*(?:,? '?\d{2,4})?)\)\s*$")
NAMED_IN_LISTS = 3
"""Authors named in lists before `et al.`"""


@dataclass(frozen=True, slots=True)
class OutLink:
    """A link away from the site: what it is called and where it goes."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Discussion:
    """A text that names the work."""

    text: AnyEntry
    kind: str
    """In words, as readers see it."""
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """Everything that one page of a work shows."""

    paper: Paper
    links: tuple[OutLink, ...]
    tags: tuple[Tag, ...]
    memberships: tuple[Membership, ...]
    places: tuple[OrderPlace, ...]
    way: Way
    prerequisites: tuple[Paper, ...]
    unlocked: tuple[Paper, ...]
    related: tuple[Relation, ...]
    discussions: tuple[Discussion, ...]


def build_paper_view(
    paper: Paper,
    library: Library,
    connections: Connections,
    related: tuple[Relation, ...] = (),
) -> PaperView:
    """Look up what belongs to one work."""
    memberships = connections.memberships.get(paper.id, ())
    return PaperView(
        paper=paper,
        links=find_links(paper),
        tags=library.tags_of(paper),
        memberships=memberships,
        places=tuple(find_places(memberships, library)),
        way=find_way(paper, library, connections),
        prerequisites=_listed(paper.prerequisites, library),
        unlocked=_listed(connections.unlocked.get(paper.id, ()), library),
        related=related,
        discussions=tuple(map(_describe, connections.discussed_in.get(paper.id, ()))),
    )


def _describe(text: AnyEntry) -> Discussion:
    if isinstance(text, Post):
        return Discussion(text, POST_LABELS[text.kind], text.date)
    return Discussion(text, "Notes" if isinstance(text, Paper) else "Reading order")


def _listed(ids: tuple[PaperId, ...], library: Library) -> tuple[Paper, ...]:
    papers = library.papers_by_id
    return tuple(papers[one] for one in ids if one in papers and not papers[one].unlisted)


def find_links(paper: Paper) -> tuple[OutLink, ...]:
    """Where the work can be read and what comes with it; each address once."""
    found = [OutLink("arXiv", f"https://arxiv.org/abs/{one}") for one in paper.arxiv]
    if "pdf" not in paper.links:
        found += [OutLink("PDF", f"https://arxiv.org/pdf/{one}") for one in paper.arxiv[:1]]
    found += [
        OutLink(_LINK_LABELS.get(label, label.capitalize()), url)
        for label, url in paper.links.items()
    ]
    found += [OutLink("DOI", f"https://doi.org/{one}") for one in paper.doi if not _is_arxiv(one)]
    if paper.url:
        found.append(OutLink(_url_label(paper), paper.url))
    unique = {_bare(link.url): link for link in reversed(found)}
    return tuple(link for link in found if unique.pop(_bare(link.url), None) is not None)


def _is_arxiv(doi: str) -> bool:
    return doi.startswith("10.48550/arxiv.")


def _url_label(paper: Paper) -> str:
    return "Read online" if paper.type in ("post-weblog", "webpage", "post") else "Publisher"


def _bare(url: str) -> str:
    """What two spellings of one address have in common; paths may differ in case."""
    host, slash, path = re.sub(r"^https?://", "", url, flags=re.IGNORECASE).partition("/")
    return f"{host.lower()}{slash}{path}".rstrip("/")


def format_authors(paper: Paper) -> str:
    """`Vaswani, Shazeer, Parmar et al.`; all of them where they are three or fewer."""
    return _format(paper.authors or paper.editors, incomplete=_is_incomplete(paper))


def _is_incomplete(paper: Paper) -> bool:
    return paper.authors_incomplete if paper.authors else paper.editors_incomplete


def _format(people: tuple[Author, ...], *, incomplete: bool) -> str:
    names = [person.short for person in people]
    if incomplete or len(names) > NAMED_IN_LISTS:
        return ", ".join(names[:NAMED_IN_LISTS]) + (" et al." if names else "")
    if len(names) > 1:
        return ", ".join(names[:-1]) + " and " + names[-1]
    return "".join(names)


def type_label(paper: Paper) -> str:
    """The kind of work in words."""
    return TYPE_LABELS.get(paper.type, paper.type.replace("-", " ").replace("_", " ").capitalize())


def format_venue(paper: Paper) -> str:
    """The venue as lists name it: `NeurIPS 2017` for `... Systems 30 (NeurIPS 2017)`."""
    short = _ACRONYM.search(paper.venue)
    return paper.venue_short or (short[1] if short else paper.venue)


def format_source(paper: Paper) -> str:
    """Venue, volume, issue, pages and publisher, without stray punctuation."""
    volume = f"vol. {paper.volume}" if paper.volume else ""
    issue = f"no. {paper.issue}" if paper.issue else ""
    pages = re.sub(r"(?<=\w)\s*(?:--?|–)\s*(?=\w)", "–", paper.pages)
    sign = "pp." if "–" in pages or "," in pages else "p."
    place = f"{sign} {pages}" if pages else paper.article_number
    parts = (paper.venue, volume, issue, place, paper.publisher)
    return ", ".join(part for part in parts if part)
