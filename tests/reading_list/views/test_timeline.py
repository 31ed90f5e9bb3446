from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_date, make_library, make_paper, make_post
from reading_list.model import Library
from reading_list.views.timeline import build_published_timeline, build_timeline, find_cell
from strategies import dates, libraries

BUILDERS = {"added": build_timeline, "issued": build_published_timeline}
edtf = dates | st.sampled_from(
    [
        *("2017~", "2017-06?", "2017-21", "2017-24", "2016/2017", "2016-05-01/2016-05-03"),
        *("2016-21/2016-21", "2016-05/2016-07", "2016-21/2017-23", "0001/0002", "2017/2017"),
    ]
).map(make_date)


@pytest.mark.parametrize("key", BUILDERS)
@given(libraries)
def test_every_listed_paper_is_in_exactly_one_cell(key: str, library: Library) -> None:
    view = BUILDERS[key](library)
    cells = [cell for year in view.years for cell in year.cells]
    shown = [paper.id for cell in cells for paper in cell.papers]
    shown += [paper.id for paper in view.undated]

    assert sorted(paper.id for paper in library.papers if paper.is_listed) == sorted(shown)
    for cell in cells:
        for paper in cell.papers:
            assert getattr(paper, key).year == cell.year
    for month in view.months:
        for paper in month.papers:
            assert getattr(paper, key).month == month.number
    assert all(getattr(paper, key) is None for paper in view.undated)


@given(st.lists(edtf, max_size=8))
def test_a_date_of_any_kind_has_one_cell_and_no_month_is_made_up(found: list) -> None:
    papers = [make_paper(f"p{place}", issued=date) for place, date in enumerate(found)]
    view = build_published_timeline(make_library(papers))
    shown = [paper.id for year in view.years for cell in year.cells for paper in cell.papers]

    assert sorted(shown) == [f"p{place}" for place in range(len(found))]
    for month in view.months:
        for paper in month.papers:
            assert paper.issued is not None
            assert f"-{month.number:02d}" in paper.issued.text
    for year in view.years:
        assert year.papers == sum(paper.issued.year == year.number for paper in papers)


@given(libraries)
def test_every_listed_post_is_in_exactly_one_cell(library: Library) -> None:
    shown = [post for month in build_timeline(library).months for post in month.posts]

    assert [post for post in library.posts if post.is_listed] == shown


@pytest.mark.parametrize("key", BUILDERS)
@given(libraries)
def test_cells_add_up_to_their_year(key: str, library: Library) -> None:
    for year in BUILDERS[key](library).years:
        assert year.papers + year.posts == sum(cell.count for cell in year.cells)
        assert year.busiest == max(cell.count for cell in year.cells)
        assert year.papers + year.posts > 0


@pytest.mark.parametrize("key", BUILDERS)
@given(libraries)
def test_time_runs_backwards_without_a_month_missing(key: str, library: Library) -> None:
    view = BUILDERS[key](library)
    numbers = [year.number for year in view.years]

    assert sorted(set(numbers), reverse=True) == numbers
    for year in view.years:
        assert all(newer.number == older.number + 1 for newer, older in pairwise(year.months))
        assert {month.year for month in year.months} <= {year.number}


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


@pytest.mark.parametrize(
    ("date", "cell"),
    [
        ("2017", (2017, "unknown")),
        ("2017~", (2017, "unknown")),
        ("2017-06", (2017, 6)),
        ("2017-06~", (2017, 6)),
        ("2017-01-01", (2017, 1)),
        ("2017-23", (2017, "autumn")),
        ("2017-23/2017-23", (2017, "autumn")),
        ("2016-05-01/2016-05-03", (2016, 5)),
        ("2016-05-31/2016-06-01", (2016, "span")),
        ("2016/2017", (2016, "span")),
        ("2016-21/2017-23", (2016, "span")),
        ("2016-01/2017-01", (2016, "span")),
    ],
)
def test_a_date_stands_where_it_says_and_no_finer(date: str, cell: tuple[int, int | str]) -> None:
    assert cell == find_cell(make_date(date))


def test_what_has_no_month_stands_beside_the_months_of_its_year() -> None:
    papers = [
        make_paper("year", issued="2017"),
        make_paper("circa", issued="2017~"),
        make_paper("first", issued="2017-01-01"),
        make_paper("spring", issued="2017-21"),
        make_paper("later", issued="2017-05/2018"),
        make_paper("early", issued="2017-02/2017-05"),
    ]
    (year,) = build_published_timeline(make_library(papers)).years

    assert [("January", ["first"])] == [
        (month.label, [paper.id for paper in month.papers]) for month in year.months
    ]
    assert [
        ("Spring 2017", "timeline/issued/2017/#spring", ["spring"]),
        ("2017, over several months", "timeline/issued/2017/#span", ["later", "early"]),
        ("2017, month unknown", "timeline/issued/2017/#unknown", ["circa", "year"]),
    ] == [(one.name, one.url, [paper.id for paper in one.papers]) for one in year.remainders]


def test_a_year_of_which_no_month_is_known_has_no_empty_months() -> None:
    papers = [make_paper(f"p{date}", issued=date) for date in ("2019-03", "2015", "2011-07")]
    years = build_published_timeline(make_library(papers)).years

    assert [(2019, 3), (2015, 0), (2011, 6)] == [(year.number, len(year.months)) for year in years]


def test_empty_years_are_a_gap() -> None:
    papers = [make_paper(f"p{year}", issued=f"{year}") for year in (2019, 2018, 2016, 2008)]
    years = build_published_timeline(make_library(papers)).years

    assert ["", "2017", "2009 to 2015", ""] == [year.gap for year in years]


def test_posts_are_in_the_timeline_by_date_added_alone() -> None:
    library = make_library(posts=[make_post()])

    assert 1 == build_timeline(library).years[0].posts
    assert () == build_published_timeline(library).years


def test_bars_of_all_years_are_drawn_against_the_busiest_month() -> None:
    papers = [
        make_paper(f"p{place}", added=f"{date}")
        for place, date in enumerate(["2024-03", "2024-03", "2025-01"])
    ]
    view = build_timeline(make_library(papers))

    assert (2, [1, 2]) == (view.busiest, [year.busiest for year in view.years])
