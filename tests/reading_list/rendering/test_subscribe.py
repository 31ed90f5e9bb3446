from builders import make_library, make_paper, make_post
from reading_list.connections import find_connections
from reading_list.feeds.announced import find_announced
from reading_list.feeds.list import find_feeds
from reading_list.feeds.options import FeedOptions, FeedSite
from reading_list.model import Library
from reading_list.rendering.subscribe import FeedLine, describe_feeds


def describe(library: Library, **options: int) -> dict[str, FeedLine]:
    site = FeedSite(name="Mine", url="https://a.example/ü/", options=FeedOptions(**options))
    announced = find_announced(library, "a.example")
    feeds = find_feeds(announced, library, find_connections(library), "Mine", site.options)
    return {line.page: line for group in describe_feeds(feeds, site) for line in group.feeds}


def test_a_feed_says_how_much_it_holds_and_what_is_newest() -> None:
    papers = [make_paper(f"p{day}", added=f"2025-07-{day:02d}") for day in range(1, 8)]
    line = describe(make_library(papers), limit=5)[""]

    assert (7, 5) == (line.count, line.held)
    assert ("p7", "papers/p7/", "7 July 2025") == (
        line.newest_title,
        line.newest_url,
        str(line.newest_date),
    )


def test_a_feed_is_named_in_all_its_formats() -> None:
    line = describe(make_library(posts=[make_post()]))["blog/"]

    assert "https://a.example/%C3%BC/blog/feed.xml" == line.address
    assert (
        ("RSS", "blog/feed.xml", "application/rss+xml"),
        ("Atom", "blog/atom.xml", "application/atom+xml"),
        ("JSON Feed", "blog/feed.json", "application/feed+json"),
    ) == line.files


def test_an_empty_feed_has_no_newest_item() -> None:
    line = describe(make_library())["papers/"]

    assert (0, "", "", None) == (
        line.count,
        line.newest_title,
        line.newest_url,
        line.newest_date,
    )


def test_posts_are_not_said_to_be_whole_where_they_are_not() -> None:
    library = make_library(posts=[make_post()])

    assert "in full" in describe(library)["blog/"].what
    assert "in full" not in describe(library, is_excerpt=True)["blog/"].what


def test_no_day_is_made_up_where_the_month_alone_is_known() -> None:
    line = describe(make_library([make_paper(added="2025-07")]))[""]

    assert "July 2025" == str(line.newest_date)
