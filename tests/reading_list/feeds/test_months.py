from datetime import date

from hypothesis import given

from builders import make_library, make_paper, make_post
from reading_list.digests import Digest
from reading_list.feeds.announced import find_announced
from reading_list.feeds.list import ATOM, JSON, RSS, Feed
from reading_list.feeds.months import find_digest_feed
from reading_list.feeds.options import FeedOptions, FeedSite
from reading_list.model import Library
from strategies import libraries


def find(library: Library, until: date | None = None, **options: int) -> Feed | None:
    chosen = FeedOptions(until=until, **options)
    site = FeedSite(name="Mine", url="https://a.example/", authority="a.example", options=chosen)
    announced = find_announced(library, site.authority, until)
    return next(iter(find_digest_feed(announced, library, site)), None)


def find_titles(library: Library, until: date | None = None) -> list[str]:
    feed = find(library, until)
    return [one.subject.title for one in feed.items] if feed else []


def make_summer() -> Library:
    papers = [make_paper(month, added=month) for month in ("2025-05", "2025-07", "2025-06-30")]
    return make_library(papers, [make_post(date="2025-06-01")])


def test_a_month_is_announced_once_something_has_joined_in_a_later_one() -> None:
    assert ["New in June 2025", "New in May 2025"] == find_titles(make_summer())
    assert [] == find_titles(make_library([make_paper(added="2025-07")]))
    assert [] == find_titles(make_library())


def test_a_month_is_announced_once_the_day_lies_in_a_later_one() -> None:
    titles = ["New in July 2025", "New in June 2025", "New in May 2025"]

    assert titles[1:] == find_titles(make_summer(), date(2025, 7, 31))
    assert titles == find_titles(make_summer(), date(2025, 8, 1))
    assert titles == find_titles(make_summer(), date(2026, 1, 1))


def test_what_is_still_to_come_ends_no_month() -> None:
    library = make_library([make_paper("a", added="2025-07"), make_paper("b", added="2025-08-02")])

    assert [] == find_titles(library, date(2025, 7, 31))


def test_an_item_keeps_id_and_dates_whatever_joins_its_month_later() -> None:
    papers = [make_paper("a", added="2025-06-03"), make_paper("b", added="2025-07-03")]
    late = [make_paper("late", added="2025-06-30"), make_paper("c", added="2025-08-01")]
    before, after = find(make_library(papers)), find(make_library([*papers, *late]))
    assert before is not None
    assert after is not None
    (old,) = before.items
    new = after.items[-1]

    assert "tag:a.example,2025-06:digest/2025-06" == old.id == new.id
    assert (old.moment, old.updated, old.subject.title) == (
        new.moment,
        new.updated,
        new.subject.title,
    )
    assert "2025-07-01" == old.moment.date().isoformat()


def test_it_lies_in_a_folder_of_its_own_and_belongs_to_the_timeline() -> None:
    feed = find(make_summer())

    assert feed is not None
    assert ("digest", "timeline/") == (feed.kind, feed.page)
    assert ("digest/feed.xml", "digest/atom.xml", "digest/feed.json") == (
        feed.path(RSS),
        feed.path(ATOM),
        feed.path(JSON),
    )


def test_it_holds_no_more_than_other_feeds() -> None:
    feed = find(make_summer(), limit=1)

    assert feed is not None
    assert (1, 2) == (len(feed.items), len(feed.found))


@given(libraries)
def test_moments_and_ids_differ_and_nothing_hidden_is_named(library: Library) -> None:
    feed = find(library)
    items = feed.items if feed else ()

    assert len({one.id for one in items}) == len({one.updated for one in items}) == len(items)
    for one in items:
        assert isinstance(one.subject, Digest)
        assert all(paper.is_listed for each in one.subject.groups for paper in each.papers)
        assert all(post.is_listed for post in one.subject.posts)
