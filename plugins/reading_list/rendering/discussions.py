"""Which sentences of posts, notes and orders name which work.

Separate because it needs the finished HTML of every text, whoever has rendered it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reading_list.cache import NO_CACHE, Cache
from reading_list.rendering.templates import BASE
from reading_list.texts.links import Links
from reading_list.texts.passages import Passage, find_passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reading_list.model import AnyEntry, Order, Paper, PaperId, Post
    from reading_list.rendering.templates import Pieces
    from reading_list.views.order import OrderView
    from reading_list.views.site import SiteViews


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
    works = {paper.url_path: paper.id for paper in views.library.papers}
    addresses = cache.digest(works)
    found: defaultdict[PaperId, dict[str, tuple[Passage, ...]]] = defaultdict(dict)
    for entry, parts in _find_texts(views, pieces, rendered):
        if entry.unlisted or not entry.cites:
            continue
        links = Links(entry.url_path + ending, BASE, works)
        texts = tuple(parts)
        named = cache.recall(
            "passages",
            (addresses, links.source, texts),
            partial(_find_passages, texts, links),
        )
        for work in entry.cites:
            if work in named:
                found[work][entry.location.uri] = tuple(Passage(*one) for one in named[work])
    return found


def _find_passages(parts: Iterable[_Part], links: Links) -> dict[str, list[tuple[str, str, str]]]:
    """Id of a work -> its sentences, as plain data."""
    named: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for part in parts:
        for work, passages in find_passages(part.html, links, part.anchor).items():
            if work != part.about:
                named[work] += ((one.html, one.anchor, one.heading) for one in passages)
    return named


def _find_texts(
    views: SiteViews, pieces: Pieces, rendered: Mapping[str, str]
) -> Iterator[tuple[AnyEntry, Iterator[_Part]]]:
    for post in views.library.posts:
        yield post, _post_parts(post, rendered)
    for paper in views.library.papers:
        yield paper, _paper_parts(paper, pieces)
    for view in views.orders:
        yield view.order, _order_parts(view, pieces, rendered)


def _post_parts(post: Post, rendered: Mapping[str, str]) -> Iterator[_Part]:
    yield _Part(rendered.get(post.src_uri, ""))


def _paper_parts(paper: Paper, pieces: Pieces) -> Iterator[_Part]:
    yield _Part(pieces.whys.get(paper.id, ""), "rl-why")
    yield _Part(pieces.notes.get(paper.id, ""), "rl-notes")


def _order_parts(view: OrderView, pieces: Pieces, rendered: Mapping[str, str]) -> Iterator[_Part]:
    """The text, then the reasons of the steps that have one of their own."""
    order: Order = view.order
    yield _Part(rendered.get(order.src_uri, ""))
    shown = (step for section in view.sections for step in section.steps)
    for step, here in zip(order.steps, shown, strict=True):
        if step.why:
            yield _Part(pieces.step_whys.get(step.why, ""), here.anchor, step.paper)
