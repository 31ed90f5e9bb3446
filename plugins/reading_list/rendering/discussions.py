"""Which sentences of posts, notes and orders name which work.

Separate because it needs the finished HTML of every text, whoever has rendered it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from reading_list.cache import NO_CACHE, Cache
from reading_list.rendering.templates import BASE
from reading_list.texts.links import Links
from reading_list.texts.passages import Passage, find_passages, unpack_passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reading_list.model import AnyEntry, Order, PaperId, Post
    from reading_list.rendering.templates import Pieces
    from reading_list.texts.passages import Named
    from reading_list.views.order import OrderView
    from reading_list.views.site import SiteViews

    _Quoted: TypeAlias = tuple[AnyEntry, Sequence[Named]]
    """An entry, and its sentences about works."""


@dataclass(frozen=True, slots=True)
class _Part:
    """HTML of a text, and the place of what has no id before it."""

    html: str
    anchor: str = ""
    about: PaperId | None = None
    """The work that it is about, which it does not discuss."""


def find_discussions(
    views: SiteViews,
    pieces: Pieces,
    rendered: Mapping[str, str],
    ending: str,
    cache: Cache = NO_CACHE,
) -> dict[PaperId, dict[str, tuple[Passage, ...]]]:
    """Id of a work -> file of a text -> its sentences about the work.

    `rendered` holds what MkDocs made of posts and orders, by `src_uri`; `ending` is what their
    addresses end in. Only listed texts are read, and only those that name a work.
    """
    found: defaultdict[PaperId, dict[str, tuple[Passage, ...]]] = defaultdict(dict)
    texts = _find_in_pages(views, pieces, rendered, ending, cache)
    for entry, named in chain(_find_in_notes(views, pieces), texts):
        for work in entry.cites:
            passages = tuple(one for part in named for one in part.get(work, ()))
            if passages:
                found[work][entry.location.uri] = passages
    return found


def _find_in_notes(views: SiteViews, pieces: Pieces) -> Iterator[_Quoted]:
    """What was found when the notes were converted."""
    for paper in views.library.papers:
        if paper.cites and not paper.unlisted:
            yield paper, pieces.named.get(paper.id, ())


def _find_in_pages(
    views: SiteViews, pieces: Pieces, rendered: Mapping[str, str], ending: str, cache: Cache
) -> Iterator[_Quoted]:
    """What posts and orders say, found in what became of them."""
    works = {paper.url_path: paper.id for paper in views.library.papers}
    addresses = cache.digest(works)
    for entry, parts in _find_texts(views, pieces, rendered):
        if entry.unlisted or not entry.cites:
            continue
        links = Links(entry.url_path + ending, BASE, works)
        texts = tuple(parts)
        inputs = (addresses, links.source, texts)
        rows = cache.recall("passages", inputs, partial(_find_passages, texts, links))
        yield entry, [unpack_passages(rows)]


def _find_passages(parts: Iterable[_Part], links: Links) -> Named:
    named: defaultdict[str, tuple[Passage, ...]] = defaultdict(tuple)
    for part in parts:
        for work, passages in find_passages(part.html, links, part.anchor).items():
            if work != part.about:
                named[work] += passages
    return named


def _find_texts(
    views: SiteViews, pieces: Pieces, rendered: Mapping[str, str]
) -> Iterator[tuple[AnyEntry, Iterator[_Part]]]:
    for post in views.library.posts:
        yield post, _post_parts(post, rendered)
    for view in views.orders:
        yield view.order, _order_parts(view, pieces, rendered)


def _post_parts(post: Post, rendered: Mapping[str, str]) -> Iterator[_Part]:
    yield _Part(rendered.get(post.src_uri, ""))


def _order_parts(view: OrderView, pieces: Pieces, rendered: Mapping[str, str]) -> Iterator[_Part]:
    """The text, then the reasons of the steps that have one of their own."""
    order: Order = view.order
    yield _Part(rendered.get(order.src_uri, ""))
    shown = (step for section in view.sections for step in section.steps)
    for step, here in zip(order.steps, shown, strict=True):
        if step.why:
            yield _Part(pieces.step_whys.get(step.why, ""), here.anchor, step.paper)
