from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from builders import load_files, make_library, make_order, make_paper, make_post, make_section
from reading_list.feeds.announced import find_announced
from reading_list.model import Library
from reading_list.views.catalogue import build_catalogue
from reading_list.views.paper import build_paper_view
from reading_list.views.search import build_search_entries
from reading_list.views.site import build_views
from strategies import front_matter_text, libraries

dated = st.sampled_from(["2025-07-03", "0001-01-01", "9999-12-31", "2025-07", "0000-01", "2025"])
keys = st.lists(
    st.one_of(
        front_matter_text,
        dated.map(lambda text: f"added: {text}\n"),
        st.sampled_from(["date: 0001-01-01 00:00:00+05:00\n", "date: 9999-12-31 23:00:00-05:00\n"]),
        st.sampled_from(['title: "\\uFFFE"\n', "order: [a, b, {post: blog/posts/a.md}]\n"]),
        st.sampled_from(["title: A\n", "date: 2025-07-03\n", "tags: [a, b]\n", "unlisted: true\n"]),
    ),
    max_size=4,
).map(lambda parts: f"---\n{''.join(parts)}\n---\n".encode(errors="replace"))


@given(
    st.dictionaries(
        st.sampled_from(
            ["papers/a.md", "papers/b.md", "docs/blog/posts/a.md", "docs/reading/start.md"]
        ),
        keys,
    )
)
def test_whatever_was_loaded_can_be_shown(files: Mapping[str, bytes]) -> None:
    library = load_files(files).library
    views = build_views(library, 2)

    build_catalogue(library, views.connections, views.tags, views.timeline)
    list(build_search_entries(views))
    find_announced(library, "example.org")
    for paper in library.papers:
        build_paper_view(paper, library, views.connections)


@given(libraries)
def test_every_address_is_that_of_one_page(library: Library) -> None:
    views = build_views(library, 2)
    # Equal addresses of two works are a fault of the content.
    papers = [paper.url_path for paper in library.papers]
    addresses = [one for one in views.addresses() if one not in papers]

    assert len(set(addresses)) == len(addresses)
    assert all(one.endswith("/") for one in addresses if one)
    assert {post.url_path for post in library.posts}.isdisjoint(addresses)


def test_what_is_unlisted_keeps_its_page_and_stands_in_no_list() -> None:
    paper = make_paper("secret", added="2025-07", issued="2017", tags=("secret",), unlisted=True)
    post = make_post("secret-post", tags=("secret",), categories=("secret",), unlisted=True)
    order = make_order("secret-order", make_section("secret"), unlisted=True)
    library = make_library([make_paper(), paper], [post], [order])

    views = build_views(library, 10)

    assert ["papers/lstm/", "papers/secret/"] == [
        one for one in views.addresses() if one.startswith("papers/") and "/by/" not in one
    ][1:]
    assert ["secret-order"] == [view.order.id for view in views.orders]
    assert () == views.listed_orders
    lists = (views.library_pages, views.tags, views.timelines, views.post_lists)
    assert "secret" not in repr(lists)
    assert "secret" not in repr(list(build_search_entries(views)))
    catalogue = build_catalogue(library, views.connections, views.tags, views.timeline)
    assert "secret" not in repr(catalogue)
    assert () == find_announced(library, "example.org")


def test_a_step_that_is_unlisted_is_not_shown_by_a_listed_order() -> None:
    files = {
        "papers/lstm.md": "---\ntitle: LSTM\n---\n",
        "papers/secret.md": "---\ntitle: Secret\nunlisted: true\n---\n",
        "docs/reading/start.md": "---\norder: [lstm, secret]\n---\n",
    }
    views = build_views(load_files(files).library, 10)

    assert "Secret" not in repr(views.listed_orders[0].sections)


def test_an_empty_library_has_its_pages() -> None:
    assert [
        *("", "reading/", "tags/", "timeline/", "subscribe/"),
        *("papers/", "papers/by/issued/", "papers/by/title/", "timeline/issued/", "blog/"),
    ] == list(build_views(make_library(), 10).addresses())


def test_months_and_years_that_hold_something_have_an_address() -> None:
    papers = [make_paper("a", added="2025-09"), make_paper("b", added="2025-07")]
    addresses = list(build_views(make_library(papers), 10).addresses())

    assert ["timeline/2025/", "timeline/2025/09/", "timeline/2025/07/"] == [
        one for one in addresses if one.startswith("timeline/2")
    ]


def test_months_and_years_of_publication_have_an_address() -> None:
    papers = [make_paper("a", issued="2017-06"), make_paper("b", issued="2016")]
    addresses = list(build_views(make_library(papers), 10).addresses())

    assert [
        *("timeline/issued/", "timeline/issued/2017/", "timeline/issued/2016/"),
        "timeline/issued/2017/06/",
    ] == [one for one in addresses if one.startswith("timeline/issued/")]
