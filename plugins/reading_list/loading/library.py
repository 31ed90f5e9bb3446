"""All texts -> one Library: each file alone, then the rules over those that survived."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from reading_list.cache import NO_CACHE, Cache
from reading_list.diagnostics import Diagnostic, sort_diagnostics
from reading_list.loading.address_rules import find_address_faults
from reading_list.loading.citing import resolve_citations
from reading_list.loading.fields import Fields
from reading_list.loading.formulas import find_in_entry
from reading_list.loading.front_matter import decode, parse_document
from reading_list.loading.orders import load_order
from reading_list.loading.packing import PAPER, POST
from reading_list.loading.papers import load_paper
from reading_list.loading.posts import load_post, load_post_authors, read_updated, theme_keys
from reading_list.loading.remembered import recall_entries
from reading_list.loading.rules import Known, find_faults, find_unknown_tags
from reading_list.loading.tags import load_tags, resolve_tags
from reading_list.model import (
    Library,
    Location,
    Order,
    OrderSection,
    Page,
    Paper,
    PaperId,
    Post,
    Step,
)
from reading_list.ordering import find_stages, issue_key
from reading_list.slugs import slugify
from reading_list.texts.mentions import find_mentions

if TYPE_CHECKING:
    from collections.abc import Mapping

POSTS = "blog/posts/"
ORDERS = "reading/"
AUTHORS = "blog/.authors.yml"
TAGS = "tags.yml"
_NOT_PAPERS = frozenset({"README.md"})
_Entry = TypeVar("_Entry", Paper, Post)


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What was read from disk: path below its folder -> bytes, always with `/`."""

    papers: Mapping[str, bytes] = field(default_factory=dict)
    docs: Mapping[str, bytes] = field(default_factory=dict)
    papers_uri: str = "papers"
    """How messages name the folder of the papers."""
    docs_uri: str = "docs"


class _Loader:
    """Gathers values and faults file by file."""

    def __init__(self, texts: Texts, cache: Cache) -> None:
        self.texts = texts
        self.cache = cache
        self.faults: list[Diagnostic] = []
        self.broken_papers: set[PaperId] = set()
        self.broken_pages: set[str] = set()

    def papers(self) -> tuple[Paper, ...]:
        folder = self.texts.papers_uri
        names = {
            f"{folder}/{name}": name
            for name in sorted(self.texts.papers)
            if name.endswith(".md") and "/" not in name and name not in _NOT_PAPERS
        }

        def load(uri: str) -> tuple[Paper | None, tuple[Diagnostic, ...]]:
            return _judge(*load_paper(uri, self.texts.papers[names[uri]]))

        papers = []
        found = recall_entries(names, PAPER, load, self.cache)
        for name, (paper, faults) in zip(names.values(), found, strict=True):
            self.faults.extend(faults)
            if paper is None:
                self.broken_papers.add(PaperId(name.removesuffix(".md")))
            else:
                papers.append(paper)
        return tuple(sorted(papers, key=lambda paper: paper.id))

    def posts(self) -> tuple[Post, ...]:
        folder = self.texts.docs_uri
        src_uris = {
            f"{folder}/{src_uri}": src_uri
            for src_uri in sorted(self.texts.docs)
            if src_uri.endswith(".md") and src_uri.startswith(POSTS)
        }

        def load(uri: str) -> tuple[Post | None, tuple[Diagnostic, ...]]:
            src_uri = src_uris[uri]
            return _judge(*load_post(uri, src_uri, self.texts.docs[src_uri]))

        posts = []
        found = recall_entries(src_uris, POST, load, self.cache)
        for src_uri, (post, faults) in zip(src_uris.values(), found, strict=True):
            posts.extend([post] if post else [])
            self._note(faults, src_uri, is_broken=post is None)
        return tuple(sorted(posts, key=lambda post: post.sort_key, reverse=True))

    def pages(self) -> tuple[tuple[Order, ...], tuple[Page, ...]]:
        orders: list[Order] = []
        pages: list[Page] = []
        for src_uri, content in sorted(self.texts.docs.items()):
            if not src_uri.endswith(".md") or src_uri.startswith(POSTS):
                continue
            uri = f"{self.texts.docs_uri}/{src_uri}"
            order = None
            if src_uri.startswith(ORDERS):
                order, faults = load_order(uri, src_uri, content)
                orders.extend([order] if order else [])
                self._note(faults, src_uri, is_broken=order is None and bool(faults))
            if order is None and src_uri not in self.broken_pages:
                page, faults = _load_page(uri, src_uri, content)
                pages.extend([page] if page else [])
                self._note(faults, src_uri, is_broken=page is None)
        return tuple(sorted(orders, key=lambda order: order.slug)), tuple(pages)

    def _note(self, faults: tuple[Diagnostic, ...], src_uri: str, *, is_broken: bool) -> None:
        self.faults.extend(faults)
        if is_broken:
            self.broken_pages.add(src_uri)


def _judge(
    entry: _Entry | None, faults: tuple[Diagnostic, ...]
) -> tuple[_Entry | None, tuple[Diagnostic, ...]]:
    """Add what can be said of one entry without a look at the others."""
    return entry, (*faults, *(find_in_entry(entry) if entry is not None else ()))


def _load_page(
    uri: str, src_uri: str, content: bytes
) -> tuple[Page | None, tuple[Diagnostic, ...]]:
    """Read any other page, so that a fault in it is seen and a draft stays one."""
    text, faults = decode(content, uri)
    document, more = parse_document(text, uri)
    found: list[Diagnostic] = [*faults, *more]
    meta: dict[str, object] = {}
    draft = private = False
    updated = None
    lines: Mapping[str, int] = {}
    if document.entries is not None:
        fields = Fields(document.entries, uri, {"lastmod": "updated"}, found)
        updated = read_updated(fields)
        lines = dict(fields.lines)
        meta = {key: fields.text(key) for key in ("title", "description") if fields.has(key)}
        meta |= theme_keys(fields)
        draft = fields.flag("draft", if_unreadable=True)
        private = fields.flag("private", if_unreadable=True)
    elif found:
        return None, tuple(found)
    page = Page(
        src_uri=src_uri,
        meta=meta,
        draft=draft,
        private=private,
        updated=updated,
        body=document.body,
        body_line=document.body_line,
        mentions=find_mentions(document.body, src_uri, document.body_line),
        location=Location(uri),
        lines=lines,
    )
    return page, tuple(found)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A library, what is wrong with it, and which pages could not be read."""

    library: Library
    diagnostics: tuple[Diagnostic, ...]
    broken_pages: frozenset[str]
    """`src_uri` of pages that must not be published as they are."""
    hidden: frozenset[PaperId] = frozenset()
    """Drafts and private works, which have been left out."""


def load_library(texts: Texts, *, is_preview: bool = False, cache: Cache = NO_CACHE) -> Loaded:
    """Read everything. Drafts and private entries are dropped unless it is for a preview."""
    loader = _Loader(texts, cache)
    papers = loader.papers()
    posts = loader.posts()
    orders, pages = loader.pages()
    declared, faults = load_tags(f"{texts.docs_uri}/{TAGS}", texts.docs.get(TAGS, b""))
    loader.faults.extend(faults)
    authors, faults = load_post_authors(f"{texts.docs_uri}/{AUTHORS}", texts.docs.get(AUTHORS, b""))
    loader.faults.extend(faults)
    whole = Library(
        papers=papers,
        posts=posts,
        orders=orders,
        tags=tuple(declared.values()),
        post_authors=tuple(authors.values()),
        pages=pages,
    )
    known = Known(whole, frozenset(loader.broken_papers), frozenset(loader.broken_pages))
    loader.faults.extend(find_faults(known))
    kept = whole if is_preview else _published(whole)
    hidden = frozenset(whole.papers_by_id) - frozenset(kept.papers_by_id)
    sound = resolve_citations(_without_dangling(kept), hidden)
    entries: tuple[Paper | Post, ...] = (*sound.papers, *sound.posts)
    used = [name for entry in entries if not entry.unlisted for name in entry.tags]
    tags, tag_slugs = resolve_tags(declared, used)
    tagged = replace(sound, tags=tags, tag_slugs=tag_slugs)
    loader.faults.extend(find_unknown_tags(tagged))
    loader.faults.extend(find_address_faults(replace(whole, tags=tags)))
    library = replace(tagged, orders=tuple(_computed(order, tagged) for order in tagged.orders))
    faults = sort_diagnostics(loader.faults)
    return Loaded(library, faults, frozenset(loader.broken_pages), hidden)


def _computed(order: Order, library: Library) -> Order:
    """Give a computed order its steps: stage by stage, then by date of issue, then by id.

    A stage is a section of its own where there are several.
    """
    if order.computed_from is None:
        return order
    slugs = {slugify(tag) for tag in order.computed_from}
    chosen = {
        paper.id: paper
        for paper in library.papers
        if not paper.unlisted
        and (not slugs or not slugs.isdisjoint(tag.slug for tag in library.tags_of(paper)))
    }

    stages = find_stages({one: paper.prerequisites for one, paper in chosen.items()})
    at = replace(order.location, line=order.lines.get("order", order.location.line))
    steps: dict[int, list[Step]] = {}
    for one in sorted(chosen, key=lambda one: (stages[one], issue_key(chosen[one]))):
        steps.setdefault(stages[one], []).append(Step(paper=one, location=at))
    sections = tuple(
        OrderSection(title=f"Stage {stage}" if len(steps) > 1 else "", steps=tuple(found))
        for stage, found in steps.items()
    )
    return replace(order, sections=sections or (OrderSection(),))


def _published(library: Library) -> Library:
    return replace(
        library,
        papers=tuple(paper for paper in library.papers if not paper.is_hidden),
        posts=tuple(post for post in library.posts if not post.is_hidden),
        orders=tuple(order for order in library.orders if not order.is_hidden),
        pages=tuple(page for page in library.pages if not page.is_hidden),
    )


def _without_dangling(library: Library) -> Library:
    """Drop references to what is not there, and from lists what is unlisted.

    The rules have reported those that are faults.
    """
    known = frozenset(library.papers_by_id)
    unlisted = {
        *(paper.id for paper in library.papers if paper.unlisted),
        *(post.src_uri for post in library.posts if post.unlisted),
    }

    def is_kept(step: Step, order: Order) -> bool:
        one = step.paper or step.post
        is_there = one in known or one in library.posts_by_uri
        return is_there and (order.unlisted or one not in unlisted)

    def keep(ids: tuple[PaperId, ...]) -> tuple[PaperId, ...]:
        return tuple(one for one in dict.fromkeys(ids) if one in known)

    def keep_steps(order: Order) -> Order:
        sections = tuple(
            replace(
                section,
                steps=tuple(
                    replace(
                        step,
                        alongside=keep(step.alongside),
                        instead_of=keep(step.instead_of),
                        prerequisites=keep(step.prerequisites),
                    )
                    for step in section.steps
                    if is_kept(step, order)
                ),
            )
            for section in order.sections
        )
        return replace(order, sections=sections)

    papers = tuple(
        replace(
            paper,
            prerequisites=keep(paper.prerequisites),
            related=keep(paper.related),
        )
        if paper.prerequisites or paper.related
        else paper
        for paper in library.papers
    )
    return replace(
        library,
        papers=papers,
        orders=tuple(keep_steps(order) for order in library.orders),
    )
