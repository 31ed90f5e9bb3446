from hypothesis import given

from builders import make_date, make_library, make_paper, make_post
from reading_list.digests import Span, build_digest, build_months, find_next_month
from reading_list.model import Library, find_date
from reading_list.views.timeline import build_timeline
from strategies import libraries

JULY = Span(make_date("2025-07"))


def group(library: Library, span: Span = JULY) -> dict[str | None, list[str]]:
    found = build_digest([*library.papers, *library.posts], library, span)
    return {
        one.tag.title if one.tag else None: [each.id for each in one.papers] for one in found.groups
    }


def test_each_work_stands_once_under_the_tag_that_most_have() -> None:
    library = make_library(
        [
            make_paper("a", added="2025-07-01", tags=("Rare", "Common")),
            make_paper("b", added="2025-07-03", tags=("Common",)),
            make_paper("c", added="2025-07", tags=("Common", "Rare")),
            make_paper("d", added="2025-07-02", tags=("Own",)),
            make_paper("e", added="2025-07-02"),
            make_paper("f", added="2025-06-30", tags=("Rare",)),
        ]
    )

    assert {"Common": ["b", "a", "c"], "Own": ["d"], None: ["e"]} == group(library)
    assert ["Common", "Own", None] == list(group(library))


def test_a_span_holds_both_its_ends() -> None:
    days = ("2025-06-30", "2025-07-01", "2025-07-09", "2025-07-10", "2025-07")
    library = make_library([make_paper(day, added=day, tags=("T",)) for day in days])
    first, last = make_date("2025-07-01"), make_date("2025-07-09")

    assert ["2025-07-09", "2025-07-01", "2025-07"] == group(library, Span(first, last))["T"]
    assert ["2025-07-10", "2025-07-09"] == group(library, Span(last))["T"]


def test_what_may_not_be_named_is_left_out() -> None:
    library = make_library(
        [
            make_paper("draft", added="2025-07", draft=True),
            make_paper("own", added="2025-07", private=True),
            make_paper("far", added="2025-07", unlisted=True),
            make_paper("year", added="2025"),
            make_paper("never"),
        ],
        [make_post("draft", draft=True), make_post("before", categories=("digest",))],
    )
    found = build_digest([*library.papers, *library.posts], library, JULY)

    assert (0, ()) == (found.papers, found.posts)
    assert "Nothing joined in July 2025." == found.lead


def test_a_digest_says_what_it_is() -> None:
    library = make_library([make_paper(one, added="2025-07") for one in "ab"], [make_post()])
    entries = [*library.papers, *library.posts]
    week = Span(make_date("2025-07-01"), make_date("2025-07-07"))

    july = build_digest(entries, library, JULY)
    assert "New in July 2025" == july.title
    assert "2 works and 1 post joined in July 2025." == july.lead
    assert "timeline/2025/07/" == july.url_path
    some = build_digest(entries, library, week)
    assert "New from 1 July 2025 to 7 July 2025" == some.title
    assert "timeline/" == some.url_path
    assert (
        "1 post joined since 3 July 2025."
        == build_digest(entries, library, Span(make_date("2025-07-03"))).lead
    )


def test_the_month_after_december_is_in_the_next_year() -> None:
    assert "2026-01-01" == find_next_month(make_date("2025-12")).text
    assert "9999-12-01" == find_next_month(make_date("9999-12")).text


@given(libraries)
def test_months_hold_what_the_timeline_holds(library: Library) -> None:
    listed = [one for one in (*library.papers, *library.posts) if one.is_listed]
    own = make_library(
        [one for one in library.papers if one.is_listed],
        [one for one in library.posts if one.is_listed],
    )
    months = build_months(listed, own)

    assert [(one.url, len(one.papers), len(one.posts)) for one in build_timeline(own).months] == [
        (one.url_path, one.papers, len(one.posts)) for one in months
    ]
    for month in months:
        papers = [paper.id for each in month.groups for paper in each.papers]
        assert len(set(papers)) == len(papers)
        assert all(month.span.holds(find_date(post)) for post in month.posts)
