from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from builders import load_files, make_date, make_library, make_paper, make_post, paper_file
from reading_list.feeds.announced import find_announced, make_id, make_moment
from reading_list.model import Library, PartialDate
from strategies import any_text, dates, libraries


@given(libraries)
def test_listed_posts_and_dated_papers_are_announced_newest_first(library: Library) -> None:
    found = find_announced(library, "example.org")
    moments = [one.moment for one in found]
    papers = [one for one in library.papers if one.is_listed and one.added is not None]

    assert sorted(moments, reverse=True) == moments
    assert len({one.id for one in found}) == len(found)
    assert {one.url_path for one in papers} | {
        one.url_path for one in library.posts if one.is_listed
    } == {one.subject.url_path for one in found}


def test_of_one_instant_the_ids_decide() -> None:
    posts = [make_post(name, time="12:00:00") for name in "bca"]

    assert ["a", "b", "c"] == [
        one.subject.title for one in find_announced(make_library(posts=posts), "a.org")
    ]


def test_ids_stay_when_title_and_address_change() -> None:
    before = make_library([make_paper(added="2025-07")], [make_post()])
    after = make_library(
        [make_paper(added="2025-07", title="New", slug="new", venue="V", tags=("a",))],
        [make_post(title="New", slug="new", body="new")],
    )

    assert [(one.id, one.moment) for one in find_announced(before, "a.org")] == [
        (one.id, one.moment) for one in find_announced(after, "a.org")
    ]


def test_ids_are_tag_uris() -> None:
    found = find_announced(make_library([make_paper(added="2025-07")], [make_post()]), "a.org")

    assert {"tag:a.org,2025-07:papers/lstm", "tag:a.org,2025-07-03:blog/posts/first"} == {
        one.id for one in found
    }
    assert "tag:a.org,2025:papers/%E4%B8%AD%20%3F" == make_id(
        "a.org", make_date("2025"), "papers/中 ?"
    )


def test_an_id_that_was_set_is_kept() -> None:
    papers = [make_paper(added="2025-07", feed_id="urn:mine")]
    posts = [make_post(feed_id="urn:post")]

    assert {"urn:mine", "urn:post"} == {
        one.id for one in find_announced(make_library(papers, posts), "a.org")
    }


@given(dates, any_text)
def test_an_instant_never_leaves_its_day(date: PartialDate, name: str) -> None:
    moment = make_moment(date, "", name)

    assert date.earliest == (moment.year, moment.month, moment.day)
    assert moment == make_moment(date, "", name)


@pytest.mark.parametrize(
    ("clock", "hour"), [("18:30:00", 18), ("18:30:00+02:00", 16), ("18:30:00-05:00", 23)]
)
def test_a_time_is_kept_in_utc(clock: str, hour: int) -> None:
    assert datetime(2025, 7, 3, hour, 30, tzinfo=UTC) == make_moment(
        make_date("2025-07-03"), clock, "a"
    )


@pytest.mark.parametrize("added", ["0000-01", "0000-01-01", "0001-01-01", "9999-12-31"])
def test_any_day_on_which_a_paper_joined_can_be_announced(added: str) -> None:
    library = load_files({"papers/a.md": paper_file(added=added)}).library

    find_announced(library, "a.org")


@pytest.mark.parametrize("date", ["0001-01-01 00:00:00+05:00", "9999-12-31 23:00:00-05:00"])
def test_any_instant_of_a_post_can_be_announced(date: str) -> None:
    text = f"---\ntitle: A\ndate: {date}\n---\n"
    library = load_files({"docs/blog/posts/a.md": text}).library

    find_announced(library, "a.org")


@pytest.mark.parametrize("path", ["papers/\udcff.md", "docs/blog/posts/\udcff.md"])
def test_a_file_name_that_is_not_utf8_can_be_announced(path: str) -> None:
    text = "---\ntitle: A\nadded: 2025-07\n---\n"
    if "posts" in path:
        text = text.replace("added: 2025-07", "date: 2025-07-03")

    find_announced(load_files({path: text}).library, "a.org")


def test_what_is_announced_knows_its_subject() -> None:
    post = make_post(time="12:00:00")
    (found,) = find_announced(make_library(posts=[post]), "a.org")

    assert "tag:a.org,2025-07-03:blog/posts/first" == found.id
    assert datetime(2025, 7, 3, 12, tzinfo=UTC) == found.moment
    assert post is found.subject


@given(libraries)
def test_no_two_changes_share_a_moment(library: Library) -> None:
    found = find_announced(library, "example.org")

    assert len({one.updated for one in found}) == len(found)
    assert all(one.updated >= one.moment for one in found)


def test_two_ids_with_one_hash_are_told_apart() -> None:
    posts = [make_post(name, feed_id="urn:same", time="12:00:00") for name in "abc"]
    found = find_announced(make_library(posts=posts), "a.org")

    assert 3 == len({one.updated for one in found})


def test_a_moment_of_change_does_not_depend_on_other_items() -> None:
    alone = find_announced(make_library(posts=[make_post(time="12:00:00")]), "a.org")
    others = [make_post(name, time="12:00:00") for name in "abc"]
    together = find_announced(make_library(posts=[make_post(time="12:00:00"), *others]), "a.org")

    assert alone[0] in together


@pytest.mark.parametrize(
    ("updated", "day"), [("2025-08-01", (8, 1)), ("2025-07-03", (7, 3)), ("2024-01-01", (7, 3))]
)
def test_a_change_is_never_before_the_publication(updated: str, day: tuple[int, int]) -> None:
    post = make_post(time="23:00:00", updated=updated)
    (found,) = find_announced(make_library(posts=[post]), "a.org")

    assert day == (found.updated.month, found.updated.day)
    assert found.updated >= found.moment


@pytest.mark.parametrize(
    "hidden", [{"draft": True}, {"private": True}, {"unlisted": True}], ids=str
)
def test_what_is_hidden_is_not_announced_in_a_preview_either(hidden: dict[str, bool]) -> None:
    library = make_library([make_paper(added="2025-07", **hidden)], [make_post(**hidden)])

    assert () == find_announced(library, "a.org")


def test_what_comes_after_the_stated_day_is_not_announced() -> None:
    papers = [make_paper("old", added="2025-07-03"), make_paper("new", added="2025-07-04")]
    posts = [make_post("late", time="23:00:00-05:00"), make_post("soon", time="18:00:00+02:00")]
    library = make_library(papers, posts)

    assert {"old", "soon"} == {
        one.subject.title for one in find_announced(library, "a.org", date(2025, 7, 3))
    }
    assert 4 == len(find_announced(library, "a.org"))
