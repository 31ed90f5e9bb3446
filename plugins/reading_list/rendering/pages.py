"""Every page that the author did not write, and the parts of those that he did."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from reading_list.cache import NO_CACHE, Cache
from reading_list.feeds.list import FORMATS
from reading_list.rendering.paper_pages import PaperPages
from reading_list.rendering.planned import plan_pages
from reading_list.rendering.previews import Previews
from reading_list.rendering.site_page import SitePage
from reading_list.rendering.templates import Templates, place
from reading_list.rendering.timeline_pages import TimelinePages
from reading_list.texts import abstracts, inline
from reading_list.texts.excerpts import count_words, reading_minutes
from reading_list.texts.fragments import move_excerpt, to_text
from reading_list.texts.references import drop_references
from reading_list.views.blog import author_url, category_url, find_neighbours
from reading_list.views.changes import newest_date
from reading_list.views.library import ROWS, sort_by_added
from reading_list.views.newest import describe_newest
from reading_list.views.paper import find_links
from reading_list.views.picture import HEIGHT, ROW, WIDTH, build_pictures
from reading_list.views.places import find_places
from reading_list.views.progress import describe_order, describe_orders
from reading_list.views.tags import build_tag_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reading_list.model import Order, Paper, Post
    from reading_list.rendering.metadata import Metadata
    from reading_list.rendering.site_files import SiteFiles
    from reading_list.rendering.site_page import PlannedPage
    from reading_list.rendering.subscribe import FeedGroup
    from reading_list.rendering.templates import Pieces
    from reading_list.views.blog import PostListView
    from reading_list.views.facets import FacetIndex, FacetView
    from reading_list.views.library import LibraryView
    from reading_list.views.order import OrderView
    from reading_list.views.site import SiteViews
    from reading_list.views.tags import TagView

NEWEST_PAPERS = 6
NEWEST_POSTS = 4


@dataclass(frozen=True, slots=True)
class PostItem:
    """A post in a list, with as much of it as the list shows."""

    post: Post
    html: Markup
    is_cut: bool
    minutes: int


class Pages:
    """Makes pages of the views of one site.

    `posts_html` holds what the engine made of each post, by `src_uri`.
    """

    def __init__(
        self,
        views: SiteViews,
        templates: Templates,
        pieces: Pieces,
        metadata: Metadata,
        posts_html: Mapping[str, str],
    ) -> None:
        self.views = views
        self.templates = templates
        self.pieces = pieces
        self.posts_html = posts_html
        self.metadata = metadata
        self.cache: Cache = NO_CACHE
        self.common = ""
        """Stands for all that any page may show, where pages are kept."""
        self.feeds: tuple[FeedGroup, ...] = ()
        self.feed_pages: frozenset[str] = frozenset()
        self.files: SiteFiles | None = None
        self.urls = frozenset(views.addresses())
        self.previews = Previews(views, templates, pieces)
        self.papers = PaperPages(views, templates, pieces, metadata, self.previews)
        self.neighbours = find_neighbours(views.library.posts)
        self.newest = describe_newest(views.library)
        self.newest_paper = newest_date(views.library.papers)
        self.timelines = TimelinePages(templates, views.timelines, self.newest)

    def plan(self) -> Iterator[PlannedPage]:
        """Papers first, then lists, none of them made yet."""
        return plan_pages(self, self.common)

    def all(self) -> Iterator[SitePage]:
        """The same, made one at a time, so that no more than one is in memory."""
        return (one.make() for one in self.plan())

    def fragment(self, kind: str, url: str) -> str | None:
        """What a marker on the author's page at `url` is replaced by; None for an unknown kind."""
        made = self._fragment(kind, url)
        return None if made is None else place(made, url)

    def _fragment(self, kind: str, url: str) -> str | None:
        makers: Mapping[str, Callable[[str], str]] = {
            "library": self._library,
            "tags": self._tags,
            "timeline": self.timelines.fragment,
            "order": self._order,
            "orders": self._orders,
            "latest": self._latest,
            "subscribe": self._subscribe,
            "posts": self._posts,
        }
        make = makers.get(kind)
        return make(url) if make is not None else None

    @property
    def library_facts(self) -> Mapping[str, object]:
        """What pages of the library tell its script, once its files are made."""
        return self.files.library_data.facts if self.files else {}

    def _library(self, _url: str) -> str:
        return self._render_library(self.views.library_pages[0])

    def _render_library(self, view: LibraryView) -> str:
        facts = dict(self.library_facts)
        if facts:
            facts |= {"sort": view.key, "first": (view.number - 1) * ROWS}
        return self.templates.render(
            "library",
            view=view,
            views=[page for page in self.views.library_pages if page.number == 1],
            facets=self.views.facets,
            facts=facts,
        )

    def _tags(self, url: str) -> str:
        """The index, or one tag on a page that the author wrote for it."""
        here = next((view for view in self.views.tags if view.tag.url_path == url), None)
        if here is not None:
            return self._tag(here, heading=False)
        return self.templates.render("tag_index", index=build_tag_index(self.views.tags))

    def _order(self, url: str) -> str:
        """The order whose page it is; anywhere else the list of all."""
        here = self.find_order(url)
        if here is None:
            return self._orders(url)
        return self.templates.render(
            "order",
            view=here,
            progress=describe_order(here),
            pictures=build_pictures(here),
            width=WIDTH,
            height=HEIGHT,
            row=ROW,
        )

    def find_order(self, url: str) -> OrderView | None:
        """The order whose page it is."""
        return next((view for view in self.views.orders if view.order.url_path == url), None)

    def _orders(self, _url: str) -> str:
        views = self.views.listed_orders
        return self.templates.render("orders", views=views, progress=describe_orders(views))

    def _subscribe(self, _url: str) -> str:
        return self.templates.render("subscribe", groups=self.feeds)

    def _posts(self, _url: str) -> str:
        return self._post_list(self.views.post_lists[0], heading=False)

    def _latest(self, _url: str) -> str:
        library = self.views.library
        listed = [paper for paper in library.papers if not paper.unlisted]
        posts = [post for post in library.posts if not post.unlisted]
        return self.templates.render(
            "latest",
            papers=sort_by_added(listed)[:NEWEST_PAPERS],
            posts=posts[:NEWEST_POSTS],
            total=len(listed),
            newest=self.newest,
            orders=self.views.listed_orders,
            views=self.views.listed_orders,
            progress=describe_orders(self.views.listed_orders),
        )

    def index(self, url: str, title: str, description: str, kind: str) -> SitePage:
        """An overview that the author left to us."""
        library = self.views.library
        made = self._fragment(kind, url) or ""
        lede = f'<p class="rl-lede">{escape(description)}</p>\n' if description else ""
        heading = f'<h1 id="rl-top">{title}</h1>\n{lede}'
        return SitePage(
            url=url,
            title=title,
            description=description,
            content=place(heading + made, url),
            section=url,
            changed="" if kind == "orders" else newest_date(library.papers, library.posts),
        )

    def paper(self, paper: Paper) -> SitePage:
        """The page of one work."""
        return self.papers.make(paper)

    def summary(self, paper: Paper) -> str:
        """Why one should read it, else its abstract; HTML."""
        return self.pieces.whys.get(paper.id, "") or abstracts.to_html(paper.abstract)

    def feed_paper(self, paper: Paper) -> str:
        """A paper as the item of a feed; its links are right on its own page."""
        html = self.templates.render("feed_paper", paper=paper, links=find_links(paper))
        return place(html, paper.url_path)

    def library(self, view: LibraryView) -> SitePage:
        """The library in one order."""
        html = self._render_library(view)
        return SitePage(
            url=view.url,
            title=view.title,
            description=f"All {view.total} works of this library.",
            content=place(f'<h1 id="rl-top">{view.title}</h1>\n{html}', view.url),
            section="papers/",
            changed=self.newest_paper,
        )

    def facet_index(self, index: FacetIndex) -> SitePage:
        """All types, venues or authors that have a page."""
        html = self.templates.render("facet_index", index=index)
        return SitePage(
            url=index.url,
            title=index.title,
            description=index.description,
            content=place(html, index.url),
            section="papers/",
            changed=newest_date(*(view.papers for view in index.values)),
        )

    def facet(self, index: FacetIndex, view: FacetView) -> SitePage:
        """A page of the works of one type, venue or author."""
        html = self.templates.render("facet", index=index, view=view)
        return SitePage(
            url=view.url,
            title=view.title if view.number == 1 else f"{view.title}, page {view.number}",
            description=f"{view.total} works of this library: {view.title}.",
            content=place(html, view.url),
            section="papers/",
            changed=newest_date(view.papers),
        )

    def tag(self, view: TagView) -> SitePage:
        """What carries a tag."""
        html = self._tag(view, heading=True)
        return SitePage(
            url=view.tag.url_path,
            title=inline.to_text(view.tag.title),
            description=inline.to_text(
                view.tag.description or f"Works and posts on {view.tag.title}."
            ),
            content=place(html, view.tag.url_path),
            section="tags/",
            changed=newest_date(view.papers, view.posts),
        )

    def _tag(self, view: TagView, *, heading: bool) -> str:
        page = view.tag.url_path
        feed = [(form.label, page + form.file) for form in FORMATS if page in self.feed_pages]
        return self.templates.render("tag", view=view, heading=heading, feed=feed)

    def post_list(self, view: PostListView) -> SitePage:
        """A page of the blog, of a category or of an author."""
        title = inline.to_text(view.title)
        title = title if view.number == 1 else f"{title}, page {view.number}"
        return SitePage(
            url=view.url,
            title=title,
            description=inline.to_text(view.description) or "Posts, newest first.",
            content=place(self._post_list(view, heading=True), view.url),
            section="blog/",
            changed=newest_date(view.posts),
        )

    def _post_list(self, view: PostListView, *, heading: bool) -> str:
        items = [self._post_item(post, view.url) for post in view.posts]
        return self.templates.render("post_list", view=view, items=items, heading=heading)

    def _post_item(self, post: Post, url: str) -> PostItem:
        """As much of a post as a list shows; links and footnotes stay right beside others."""
        whole = self.posts_html.get(post.src_uri, "")
        text = drop_references(whole)
        html, is_cut = move_excerpt(text, post.url_path, url, f"{post.slug}-")
        return PostItem(post, Markup(html), is_cut, read_minutes(post, whole))  # noqa: S704

    def post_frame(self, post: Post, html: str) -> tuple[str, str]:
        """What stands before and after a post on its own page."""
        library = self.views.library
        before = self.templates.render(
            "post_head",
            post=post,
            title="" if html.lstrip().startswith("<h1") else post.title,
            categories=[
                (name, url if (url := category_url(name)) in self.urls else "")
                for name in post.categories
            ],
            authors=[
                (one.name, url if (url := author_url(one)) in self.urls else "")
                for one in library.post_authors
                if one.id in post.authors
            ],
            minutes=read_minutes(post, html),
        )
        newer, older = self.neighbours[post.src_uri]
        members = self.views.connections.post_memberships.get(post.src_uri, ())
        after = self.templates.render(
            "post_foot",
            post=post,
            places=[*find_places(members, library)],
            tags=library.tags_of(post),
            newer=newer,
            older=older,
        )
        return place(before, post.url_path), place(after, post.url_path)

    def order_head(self, order: Order) -> str:
        """What stands before an order on its own page."""
        return place(self.templates.render("order_head", order=order), order.url_path)


def read_minutes(post: Post, html: str) -> int:
    """What the author says, else by the words of the text."""
    return post.readtime or _estimate_minutes(html)


@lru_cache(maxsize=1024)  # of a post, its page and every list ask for it
def _estimate_minutes(html: str) -> int:
    return reading_minutes(count_words(to_text(drop_references(html))))
