"""All views of one site, and the address of every page that they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.connections import find_connections
from reading_list.related import find_related
from reading_list.views.blog import build_post_lists
from reading_list.views.facets import build_facet_indexes
from reading_list.views.library import build_library_views
from reading_list.views.order import build_order_view
from reading_list.views.tags import build_tag_views
from reading_list.views.timeline import build_published_timeline, build_timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reading_list.connections import Connections
    from reading_list.model import Library, PaperId
    from reading_list.related import Relation
    from reading_list.views.blog import PostListView
    from reading_list.views.facets import FacetIndex
    from reading_list.views.library import LibraryView
    from reading_list.views.order import OrderView
    from reading_list.views.tags import TagView
    from reading_list.views.timeline import TimelineView


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteViews:
    """Everything that pages, feeds and exports are made of."""

    library: Library
    connections: Connections
    related: Mapping[PaperId, tuple[Relation, ...]]
    library_pages: tuple[LibraryView, ...]
    facets: tuple[FacetIndex, ...]
    tags: tuple[TagView, ...]
    timeline: TimelineView
    """By date added."""
    published: TimelineView
    """By date of publication."""
    orders: tuple[OrderView, ...]
    """Unlisted ones included, for they have a page."""
    post_lists: tuple[PostListView, ...]

    @property
    def listed_orders(self) -> tuple[OrderView, ...]:
        """Orders that lists may name."""
        return tuple(view for view in self.orders if not view.order.unlisted)

    @property
    def timelines(self) -> tuple[TimelineView, TimelineView]:
        """Both, that by date added first."""
        return self.timeline, self.published

    def addresses(self) -> Iterator[str]:
        """The address of every page that is made when the author has not written it."""
        yield from ("", "reading/", "tags/", "timeline/", "subscribe/")
        yield from (view.url for view in self.library_pages)
        for index in self.facets:
            yield index.url
            yield from (page.url for view in index.values for page in view.paginate())
        yield from (paper.url_path for paper in self.library.papers)
        yield from (view.tag.url_path for view in self.tags)
        yield self.published.url
        for timeline in self.timelines:
            yield from (year.url for year in timeline.years)
            yield from (month.url for month in timeline.months)
        yield from (view.url for view in self.post_lists)


def build_views(library: Library, posts_per_page: int) -> SiteViews:
    """One pass for each kind of page."""
    connections = find_connections(library)
    return SiteViews(
        library=library,
        connections=connections,
        related=find_related(library, connections),
        library_pages=build_library_views(library),
        facets=build_facet_indexes(library),
        tags=build_tag_views(library, connections),
        timeline=build_timeline(library),
        published=build_published_timeline(library),
        orders=tuple(build_order_view(order, library, connections) for order in library.orders),
        post_lists=build_post_lists(library, posts_per_page),
    )
