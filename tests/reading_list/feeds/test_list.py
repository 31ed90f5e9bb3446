from hypothesis import given

from builders import (
    make_library,
    make_order,
    make_paper,
    make_post,
    make_section,
    make_step,
)
from reading_list.connections import find_connections
from reading_list.feeds.announced import find_announced
from reading_list.feeds.list import ATOM, FORMATS, JSON, RSS, Feed, find_feeds
from reading_list.feeds.options import FeedOptions
from reading_list.model import Library, PostAuthor, Slug
from strategies import libraries


def list_feeds(library: Library, **options: int) -> tuple[Feed, ...]:
    announced = find_announced(library, "a.org")
    return find_feeds(
        announced, library, find_connections(library), "My site", FeedOptions(**options)
    )


def make_everything() -> Library:
    return make_library(
        [
            make_paper("a", added="2025-07-01", tags=("NLP & ML",)),
            make_paper("b", added="2025-07-02", tags=("nlp & ml", "once")),
            make_paper("c", tags=("NLP & ML",)),
        ],
        [
            make_post("p", categories=("News",), tags=("NLP & ML",), authors=("ada",)),
            make_post("q", date="2025-07-05", categories=("news", "Other")),
        ],
        [make_order("start", make_section("b", "a", "b", make_step(None, post="blog/posts/p.md")))],
        post_authors=[PostAuthor(id="ada", name="Ada", slug=Slug("ada"))],
    )


def test_every_kind_of_feed_holds_its_own_items_newest_first() -> None:
    feeds = list_feeds(make_everything())

    assert {
        "": ("everything", "Everything", ["q", "p", "b", "a"]),
        "papers/": ("papers", "Papers", ["b", "a"]),
        "blog/": ("posts", "Posts", ["q", "p"]),
        "reading/start/": ("order", "start", ["p", "b", "a"]),
        "tags/nlp-and-ml/": ("tag", "NLP & ML", ["p", "b", "a"]),
        "blog/category/news/": ("category", "news", ["q", "p"]),
        "blog/category/other/": ("category", "Other", ["q"]),
        "blog/author/ada/": ("author", "Ada", ["p"]),
    } == {
        feed.page: (feed.kind, feed.name, [one.subject.title for one in feed.items])
        for feed in feeds
    }


def test_titles_say_what_a_feed_is_and_whose() -> None:
    assert [
        "My site",
        "Papers · My site",
        "Posts · My site",
        "Reading order: start · My site",
        "Tag: NLP & ML · My site",
        "Category: news · My site",
        "Category: Other · My site",
        "Author: Ada · My site",
    ] == [feed.title for feed in list_feeds(make_everything())]


def test_a_feed_has_an_address_for_each_format() -> None:
    feed = list_feeds(make_everything())[4]

    assert (
        "tags/nlp-and-ml/feed.xml",
        "tags/nlp-and-ml/atom.xml",
        "tags/nlp-and-ml/feed.json",
    ) == (
        feed.path(RSS),
        feed.path(ATOM),
        feed.path(JSON),
    )


def test_a_tag_needs_as_many_items_as_is_asked() -> None:
    names = [
        [feed.name for feed in list_feeds(make_everything(), tag_minimum=few) if feed.kind == "tag"]
        for few in (1, 3, 4)
    ]

    assert [["NLP & ML", "once"], ["NLP & ML"], []] == names


def test_a_limit_cuts_what_is_held_but_not_what_is_known() -> None:
    feeds = list_feeds(make_everything(), limit=1)

    assert {1} == {len(feed.items) for feed in feeds}
    assert 4 == len(feeds[0].found)
    assert "q" == (feeds[0].newest and feeds[0].newest.subject.title)


def test_an_order_is_complete_unless_it_was_cut() -> None:
    kinds = [
        {feed.kind for feed in list_feeds(make_everything(), limit=limit) if feed.complete}
        for limit in (3, 2)
    ]

    assert [{"order"}, set()] == kinds


def test_an_empty_site_has_its_main_feeds() -> None:
    feeds = list_feeds(make_library())

    assert ["", "papers/", "blog/"] == [feed.page for feed in feeds]
    assert [None, None, None] == [feed.newest for feed in feeds]


def test_unlisted_orders_have_no_feed() -> None:
    order = make_order("start", make_section("lstm"), unlisted=True)
    library = make_library([make_paper(added="2025-07")], orders=[order])

    assert {"everything", "papers", "posts"} == {feed.kind for feed in list_feeds(library)}


@given(libraries)
def test_no_address_is_given_twice_and_nothing_is_held_twice(library: Library) -> None:
    feeds = list_feeds(library)
    paths = [feed.path(form) for feed in feeds for form in FORMATS]

    assert len(set(paths)) == len(paths)
    for feed in feeds:
        moments = [one.moment for one in feed.found]
        assert sorted(moments, reverse=True) == moments
        assert len({one.id for one in feed.found}) == len(feed.found)
