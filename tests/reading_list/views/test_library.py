import pytest
from hypothesis import given

from builders import make_library, make_paper
from reading_list.model import Library
from reading_list.views.library import build_library_views, sort_by_added, sort_by_title, title_key
from strategies import libraries


@given(libraries)
def test_groups_partition_the_papers_in_each_order(library: Library) -> None:
    views = build_library_views(library)

    assert ["added", "issued", "title"] == [view.key for view in views]
    for view in views:
        shown = [paper.id for group in view.groups for paper in group.papers]
        assert sorted(paper.id for paper in library.papers if paper.is_listed) == sorted(shown)
        assert len(shown) == view.total


@given(libraries)
def test_headings_of_a_page_are_distinct(library: Library) -> None:
    for view in build_library_views(library):
        anchors = [group.anchor for group in view.groups]
        titles = [group.title for group in view.groups]

        assert len(set(anchors)) == len(anchors)
        assert len(set(titles)) == len(titles)


def test_groups_by_month_added_and_year_of_publication() -> None:
    papers = [
        make_paper("a", added="2025-07-03", issued="2017-06"),
        make_paper("b", added="2025-07", issued="2017-21"),
        make_paper("c", added="2024-12-01", issued="2016/2017"),
        make_paper("d"),
    ]
    added, issued, _ = build_library_views(make_library(papers))

    assert [
        ("July 2025", "2025-07", ["a", "b"]),
        ("December 2024", "2024-12", ["c"]),
        ("No date noted", "undated", ["d"]),
    ] == [(one.title, one.anchor, [paper.id for paper in one.papers]) for one in added.groups]
    assert [("2017", ["a", "b"]), ("2016", ["c"]), ("Without a date", ["d"])] == [
        (one.title, [paper.id for paper in one.papers]) for one in issued.groups
    ]


def test_groups_by_first_letter() -> None:
    titles = ["“Apple”", "Änderung", "$\\alpha$", "1984", "中文", "banana", ""]
    papers = [make_paper(str(number), title=title) for number, title in enumerate(titles)]
    groups = build_library_views(make_library(papers))[2].groups

    assert {
        "A": ["Änderung", "“Apple”"],
        "B": ["banana"],
        "0–9": ["1984"],
        "Other scripts and signs": ["", "$\\alpha$", "中文"],
    } == {one.title: [paper.title for paper in one.papers] for one in groups}


@pytest.mark.parametrize(
    ("title", "key"),
    [("“Gödel”", "godel”"), ("'What' is", "what' is"), ("...", "..."), ("“”", "“”"), ("$x$", "x")],
)
def test_titles_sort_as_in_a_catalogue(title: str, key: str) -> None:
    assert key == title_key(title)


def test_works_of_one_title_sort_by_id() -> None:
    papers = [make_paper(one, title="Same") for one in ("b", "a", "c")]

    assert ["a", "b", "c"] == [paper.id for paper in sort_by_title(papers)]


def test_newest_first_then_by_title_and_undated_last() -> None:
    papers = [
        make_paper("a", title="Z", added="2025-07-01"),
        make_paper("b", title="Y", added="2025-07-01"),
        make_paper("c", title="A"),
        make_paper("d", title="X", added="2025-08"),
    ]

    assert ["d", "b", "a", "c"] == [paper.id for paper in sort_by_added(papers)]


def test_an_empty_library_still_has_its_pages() -> None:
    assert [("papers/", 0), ("papers/by/issued/", 0), ("papers/by/title/", 0)] == [
        (view.url, view.total) for view in build_library_views(make_library())
    ]


def test_a_large_library_has_pages_that_partition_it() -> None:
    papers = [make_paper(f"w{one}", added=f"2025-0{1 + one // 2}") for one in range(5)]
    pages = [page for page in build_library_views(make_library(papers), 2) if page.key == "added"]

    assert ["papers/", "papers/by/added/2/", "papers/by/added/3/"] == [page.url for page in pages]
    assert ["", "papers/", "papers/by/added/2/"] == [page.previous_url for page in pages]
    assert ["papers/by/added/2/", "papers/by/added/3/", ""] == [
        page.following_url for page in pages
    ]
    assert ["Library", "Library, page 2", "Library, page 3"] == [page.title for page in pages]
    assert [["w4", "w2"], ["w3", "w0"], ["w1"]] == [
        [paper.id for group in page.groups for paper in group.papers] for page in pages
    ]
    assert [(5, 2), (5, 2), (5, 1)] == [(page.total, page.count) for page in pages]
