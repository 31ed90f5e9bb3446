from itertools import pairwise

from hypothesis import given

from builders import make_library, make_paper, make_post
from reading_list.model import Library
from reading_list.views.timeline import build_timeline
from strategies import libraries


@given(libraries)
def test_every_listed_paper_is_in_exactly_one_cell(library: Library) -> None:
    view = build_timeline(library)
    shown = [paper.id for month in view.months for paper in month.papers]
    shown += [paper.id for paper in view.undated]

    assert sorted(paper.id for paper in library.papers if paper.is_listed) == sorted(shown)
    for month in view.months:
        for paper in month.papers:
            assert paper.added is not None
            assert (month.year, month.number) == (paper.added.year, paper.added.month)


@given(libraries)
def test_every_listed_post_is_in_exactly_one_cell(library: Library) -> None:
    shown = [post for month in build_timeline(library).months for post in month.posts]

    assert [post for post in library.posts if post.is_listed] == shown


@given(libraries)
def test_months_add_up_to_their_year(library: Library) -> None:
    for year in build_timeline(library).years:
        assert year.papers + year.posts == sum(month.count for month in year.months)
        assert year.busiest == max(month.count for month in year.months)
        assert year.papers + year.posts > 0


@given(libraries)
def test_time_runs_backwards_without_a_month_missing(library: Library) -> None:
    view = build_timeline(library)
    numbers = [year.number for year in view.years]

    assert sorted(set(numbers), reverse=True) == numbers
    for year in view.years:
        assert all(newer.number == older.number + 1 for newer, older in pairwise(year.months))
        assert {year.number} == {month.year for month in year.months}


def test_gaps_appear_between_the_newest_and_the_oldest_month() -> None:
    papers = [
        make_paper("a", added="2025-09"),
        make_paper("b", added="2025-06-01"),
        make_paper("c", added="2023-11"),
    ]
    view = build_timeline(make_library(papers))

    assert [2025, 2023] == [year.number for year in view.years]
    assert [("2025-09", 1), ("2025-08", 0), ("2025-07", 0), ("2025-06", 1)] == [
        (month.key, month.count) for month in view.years[0].months
    ][:4]
    assert ("2023-11", 1) == (view.years[1].months[-1].key, view.years[1].months[-1].count)
    assert ["2025-09", "2025-06", "2023-11"] == [month.key for month in view.months]


def test_a_month_shows_the_newest_day_first_and_days_before_the_month_alone() -> None:
    papers = [
        make_paper("a", title="Zebra", added="2025-07"),
        make_paper("b", title="Ant", added="2025-07"),
        make_paper("c", title="Bee", added="2025-07-01"),
        make_paper("d", title="Cow", added="2025-07-30"),
        make_paper("e", title="Auk", added="2025-07-01"),
    ]
    (month,) = build_timeline(make_library(papers)).months

    assert ["Cow", "Auk", "Bee", "Ant", "Zebra"] == [paper.title for paper in month.papers]


def test_addresses_and_names() -> None:
    (year,) = build_timeline(make_library(posts=[make_post()])).years
    (month,) = year.months

    assert ("timeline/2025/", "timeline/2025/07/") == (year.url, month.url)
    assert ("July 2025", "2025-07") == (month.name, month.key)


def test_a_year_alone_is_no_month() -> None:
    view = build_timeline(make_library([make_paper(added="2025"), make_paper("b")]))

    assert () == view.years
    assert ["b", "lstm"] == [paper.id for paper in view.undated]
