import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_library, make_post
from reading_list.model import Library, PostAuthor, Slug
from reading_list.views.blog import (
    PostListView,
    author_url,
    build_post_lists,
    category_url,
    find_neighbours,
)
from strategies import libraries

ADA = PostAuthor(id="ada", name="Ada", slug=Slug("ada"), description="Poet")
ALAN = PostAuthor(id="alan", name="Alan", slug=Slug("alan"))


def under(views: tuple[PostListView, ...], url: str) -> list[PostListView]:
    return [view for view in views if view.first_url == url]


@given(libraries, st.integers(1, 4))
def test_every_listed_post_is_on_exactly_one_page_of_the_blog(
    library: Library, per_page: int
) -> None:
    pages = under(build_post_lists(library, per_page), "blog/")
    shown = [post for page in pages for post in page.posts]
    listed = [post for post in library.posts if post.is_listed]

    assert sorted(post.src_uri for post in listed) == sorted(post.src_uri for post in shown)
    assert [post for post in listed if post.pin] == shown[: sum(post.pin for post in listed)]
    assert [post for post in listed if not post.pin] == [post for post in shown if not post.pin]


@given(libraries, st.integers(1, 4))
def test_pages_of_a_list_are_full_and_linked(library: Library, per_page: int) -> None:
    views = build_post_lists(library, per_page)
    urls = [view.url for view in views]

    assert len(set(urls)) == len(urls)
    for first in (view for view in views if view.number == 1):
        pages = under(views, first.first_url)
        assert list(range(1, first.pages + 1)) == [page.number for page in pages]
        assert all(len(page.posts) == per_page for page in pages[:-1])
        assert first.total == sum(len(page.posts) for page in pages)
        assert ["", *[page.url for page in pages[:-1]]] == [page.newer_url for page in pages]
        assert [*[page.url for page in pages[1:]], ""] == [page.older_url for page in pages]


@given(libraries)
def test_a_category_holds_each_of_its_posts_once(library: Library) -> None:
    views = build_post_lists(library, 100)
    listed = [post for post in library.posts if post.is_listed]

    for url in {category_url(name) for post in listed for name in post.categories}:
        (page,) = under(views, url)
        assert list(page.posts) == [
            post for post in listed if url in map(category_url, post.categories)
        ]


def test_addresses_of_pages() -> None:
    posts = [make_post(str(number)) for number in range(5)]

    assert ["blog/", "blog/page/2/", "blog/page/3/"] == [
        view.url for view in build_post_lists(make_library(posts=posts), 2)
    ]


def test_there_is_always_a_first_page() -> None:
    (view,) = build_post_lists(make_library(), 10)

    assert ("blog/", 1, 1, 0, ()) == (view.url, view.number, view.pages, view.total, view.posts)


def test_pinned_posts_come_first() -> None:
    old = make_post("old", date="2020-01-01", pin=True)
    new = make_post("new", date="2025-01-01")
    (view,) = build_post_lists(make_library(posts=[new, old]), 10)

    assert (old, new) == view.posts


def test_categories_that_share_an_address_are_one() -> None:
    posts = [
        make_post("a", categories=("News", "news"), date="2025-07-02"),
        make_post("b", categories=("NEWS",), date="2025-07-01"),
        make_post("c", categories=("C++", "C#"), date="2025-07-03"),
    ]
    views = build_post_lists(make_library(posts=posts), 10)

    assert ["Blog", "C#", "C++", "News"] == [view.title for view in views]
    assert ["a", "b"] == [post.title for post in views[3].posts]


def test_authors_of_posts_have_pages_by_name() -> None:
    posts = [make_post("a", authors=("alan", "ada")), make_post("b", authors=("ada",))]
    idle = PostAuthor(id="idle", name="Idle", slug=Slug("idle"))
    library = make_library(posts=posts, post_authors=[ALAN, ADA, idle])

    views = build_post_lists(library, 10)[1:]

    assert [("Ada", ADA, 2, "Poet"), ("Alan", ALAN, 1, "")] == [
        (view.title, view.author, view.total, view.description) for view in views
    ]
    assert ["blog/author/ada/", "blog/author/alan/"] == [view.url for view in views]
    assert "blog/author/ada/" == author_url(ADA)


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_the_last_page_is_never_empty(count: int, pages: int) -> None:
    posts = [make_post(str(number)) for number in range(count)]

    assert pages == len(build_post_lists(make_library(posts=posts), 2))


@given(st.lists(st.booleans(), max_size=8))
def test_the_neighbours_of_a_post_are_the_nearest_that_lists_name(hidden: list[bool]) -> None:
    posts = [make_post(f"p{number}", unlisted=one) for number, one in enumerate(hidden)]
    found = find_neighbours(posts)

    for place, post in enumerate(posts):
        newer = [one for one in posts[:place] if not one.unlisted]
        older = [one for one in posts[place + 1 :] if not one.unlisted]
        assert found[post.src_uri] == (newer[-1] if newer else None, older[0] if older else None)
