"""Which pages a site has, and what each is made of: one of an earlier build need not be made.

Separate because it makes none. Whoever lets a page show more of the library, or of what was
converted, finds it in `digest_common` or adds it to the page's own inputs.
"""

from __future__ import annotations

from dataclasses import fields, replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from reading_list.model import Paper, Post
from reading_list.rendering.site_page import PlannedPage, SitePage
from reading_list.views.timeline import BASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reading_list.cache import Cache
    from reading_list.rendering.pages import Pages
    from reading_list.rendering.templates import Pieces
    from reading_list.views.site import SiteViews

    Own = tuple[object, ...] | None
    """What a page shows besides all that any page may show; None where nobody can say."""

_OWN = frozenset({"body", "body_line", "lines", "location", "mentions"})
"""Of an entry only its own page shows this, and what was found in it: what it cites, sentences."""
_COMMON_OF_PAPER, _COMMON_OF_POST = (
    attrgetter(*(one.name for one in fields(kind) if one.name not in _OWN))
    for kind in (Paper, Post)
)


def digest_common(views: SiteViews, pieces: Pieces, cache: Cache) -> str:
    """Stands for all that any page may show; empty where nothing is kept."""
    library = views.library
    entries = (
        *(cache.digest(_COMMON_OF_PAPER(paper)) for paper in library.papers),
        *(cache.digest(_COMMON_OF_POST(post)) for post in library.posts),
    )
    others = (
        library.orders,
        tuple(order.steps for order in library.orders),
        library.tags,
        library.tag_slugs,
        library.post_authors,
        tuple(views.addresses()),
        pieces.whys,
        pieces.step_whys,
    )
    return cache.digest((*entries, *map(cache.digest, others)))


def plan_pages(pages: Pages, common: str = "") -> Iterator[PlannedPage]:
    """Papers first, then lists, none of them made yet; `common` is as `digest_common` says."""
    pieces = pages.pieces
    for paper in pages.views.library.papers:
        notes, passages = pieces.notes.get(paper.id, ""), pieces.passages.get(paper.id)
        yield PlannedPage(
            url=paper.url_path,
            section="papers/",
            make=partial(pages.paper, paper),
            inputs=(common, paper, notes, passages),
            edit=paper.id,
            is_listed=paper.is_listed,
        )
    for url, section, make, own in _plan_lists(pages):
        inputs = None if own is None else (common, url, *own)
        yield PlannedPage(
            url=url, section=section, make=partial(_make_list, pages, make), inputs=inputs
        )


def _make_list(pages: Pages, make: Callable[[], SitePage]) -> SitePage:
    page = make()
    return replace(page, head=pages.metadata.describe_page(page.title, page.description, page.url))


def _plan_lists(pages: Pages) -> Iterator[tuple[str, str, Callable[[], SitePage], Own]]:
    """Address, section, what makes the page, what it is made of."""
    views, facts = pages.views, pages.library_facts
    for shown in views.library_pages:
        yield shown.url, "papers/", partial(pages.library, shown), (facts,)
    for index in views.facets:
        yield index.url, "papers/", partial(pages.facet_index, index), ()
        for one in (page for view in index.values for page in view.paginate()):
            yield one.url, "papers/", partial(pages.facet, index, one), ()
    for tag in views.tags:
        yield tag.tag.url_path, "tags/", partial(pages.tag, tag), ()
    for url, make in pages.timelines.plan():
        yield url, BASES["added"], make, ()
    for posts in views.post_lists:
        texts = (pages.posts_html.get(post.src_uri, "") for post in posts.posts)
        yield posts.url, "blog/", partial(pages.post_list, posts), tuple(texts)
    for url, title, description, kind in (
        ("tags/", "Tags", "Every tag of the library, with its count.", "tags"),
        ("timeline/", "Timeline", "What joined the library, month by month.", "timeline"),
        ("reading/", "Reading orders", "Ways through the library.", "orders"),
        (
            "subscribe/",
            "Subscribe",
            "Follow this site: every feed, and how to get it by e-mail.",
            "subscribe",
        ),
        ("", "Home", pages.metadata.site_description, "latest"),
    ):
        # They count and measure whole texts, and are few.
        yield url, url, partial(pages.index, url, title, description, kind), None
