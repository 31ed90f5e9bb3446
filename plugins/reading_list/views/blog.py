"""Lists of posts: the blog, its categories and its authors, in pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.connections import Category, find_categories
from reading_list.slugs import fold, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reading_list.model import Library, Post, PostAuthor

POST_LABELS = {"essay": "Essay", "link": "Link", "note": "Note"}
"""Kind of a post -> the word for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostListView:
    """One page of a list of posts."""

    title: str
    description: str
    url: str
    first_url: str
    """Address of the list's first page."""
    number: int
    """From 1."""
    pages: int
    total: int
    """Posts on all pages."""
    posts: tuple[Post, ...]
    author: PostAuthor | None = None

    @property
    def newer_url(self) -> str:
        """Address of the page before this one, or nothing."""
        return page_url(self.first_url, self.number - 1) if self.number > 1 else ""

    @property
    def older_url(self) -> str:
        """Address of the page after this one, or nothing."""
        return page_url(self.first_url, self.number + 1) if self.number < self.pages else ""


Neighbours = tuple["Post | None", "Post | None"]
"""The next newer and the next older post."""


def find_neighbours(posts: Sequence[Post]) -> Mapping[str, Neighbours]:
    """File of each post, which are newest first -> the posts beside it that lists may name."""
    newer, older = _find_last_listed(posts), _find_last_listed(reversed(posts))
    return {uri: (newer[uri], older[uri]) for uri in newer}


def _find_last_listed(posts: Iterable[Post]) -> dict[str, Post | None]:
    found: dict[str, Post | None] = {}
    last = None
    for post in posts:
        found[post.src_uri] = last
        last = last if post.unlisted else post
    return found


def page_url(first_url: str, number: int) -> str:
    """`blog/`, `blog/page/2/`, ..."""
    return first_url if number <= 1 else f"{first_url}page/{number}/"


def category_url(name: str) -> str:
    """`blog/category/slug/`."""
    return Category(name, slugify(name), ()).url_path


def author_url(author: PostAuthor) -> str:
    """`blog/author/slug/`."""
    return author.url_path


def build_post_lists(library: Library, per_page: int) -> tuple[PostListView, ...]:
    """The blog first, then categories and authors by name; there is always a first page."""
    posts = tuple(post for post in library.posts if not post.unlisted)
    pinned = sorted(posts, key=lambda post: not post.pin)
    found = list(_paginate("Blog", "", "blog/", pinned, per_page))
    for one in find_categories(posts):
        lede = f"Posts on {one.title}."
        found.extend(_paginate(one.title, lede, one.url_path, one.posts, per_page))
    for author in sorted(library.post_authors, key=lambda one: (fold(one.name), one.id)):
        group = [post for post in posts if author.id in post.authors]
        if group:
            found.extend(
                _paginate(
                    author.name, author.description, author_url(author), group, per_page, author
                )
            )
    return tuple(found)


def _paginate(  # noqa: PLR0913, PLR0917 - the parts of one list
    title: str,
    description: str,
    url: str,
    posts: Sequence[Post],
    per_page: int,
    author: PostAuthor | None = None,
) -> Iterator[PostListView]:
    pages = max(1, -(-len(posts) // per_page))
    for number in range(1, pages + 1):
        yield PostListView(
            title=title,
            description=description,
            url=page_url(url, number),
            first_url=url,
            number=number,
            pages=pages,
            total=len(posts),
            posts=tuple(posts[(number - 1) * per_page : number * per_page]),
            author=author,
        )
