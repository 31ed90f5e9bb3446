from datetime import UTC, datetime

import pytest
from hypothesis import given

from builders import load_files, make_date, make_library, make_paper, make_post, paper_file
from reading_list.feeds.entries import (
    SUMMARY,
    Announced,
    Entry,
    Shown,
    build_entry,
    find_announced,
    legal_text,
    make_id,
    make_moment,
)
from reading_list.model import Library, PartialDate
from reading_list.texts.math import to_mathml
from strategies import any_text, dates, hostile_text, libraries

SITE = "https://example.org/site/"


def build(html: str = "<p>Text</p>", **fields: object) -> Entry:
    paper = make_paper(added="2025-07-03", **fields)
    library = make_library([paper])
    return build_entry(find_announced(library, "a.org")[0], Shown(html, ("Ada",)), library, SITE)


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


def test_addresses_are_absolute() -> None:
    entry = build('<a href="../bert/">b</a> <a href="#x">c</a> <img src="/i.png">', tags=("NLP",))

    assert "https://example.org/site/papers/lstm/" == entry.url
    assert 'href="https://example.org/site/papers/bert/"' in entry.content
    assert 'src="https://example.org/i.png"' in entry.content
    assert [("NLP", "https://example.org/site/tags/nlp/")] == [
        (one.term, one.scheme) for one in entry.categories
    ]


def test_titles_and_summaries_are_plain_text() -> None:
    entry = build("<p>One <b>two</b> &amp; three.</p><script>x</script>", title="On $x^2$ & <b>")

    assert "On x² & <b>" == entry.title
    assert "One two & three." == entry.summary


def test_a_long_summary_is_cut() -> None:
    assert len(build(f"<p>{'word ' * 200}</p>").summary) <= SUMMARY + 1


def test_formulas_are_shown_as_tex() -> None:
    inline, block = to_mathml("x_1 < y"), to_mathml("x^2", display=True)

    content = build(f"<p>{inline} and {inline}</p>{block}").content

    assert 2 == content.count("\\(x_1 &lt; y\\)")
    assert "\\[x^2\\]" in content
    assert "<math" not in content


def test_scripts_do_not_reach_a_reader() -> None:
    content = build('<p onclick="x">a</p><script>b</script><a href="javascript:c">d</a>').content

    assert "onclick" not in content
    assert "script" not in content


@given(any_text | hostile_text)
def test_legal_text_is_what_xml_can_hold(text: str) -> None:
    legal = legal_text(text)

    legal.encode()
    assert legal == legal_text(legal)
    assert not set(legal) & {"\x00", "\x0b", "\x1b", "\ufffe", "\uffff", "\ud800"}
    assert "a\t\n\r😀\ue000" == legal_text("a\t\n\r😀\ue000")


def test_what_is_announced_knows_its_subject() -> None:
    post = make_post(time="12:00:00")
    (found,) = find_announced(make_library(posts=[post]), "a.org")

    assert (
        Announced(
            "tag:a.org,2025-07-03:blog/posts/first", datetime(2025, 7, 3, 12, tzinfo=UTC), post
        )
        == found
    )
