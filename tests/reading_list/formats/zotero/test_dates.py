import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.formats.zotero.dates import read_typed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-06-12", "2017-06-12"),
        ("2017", "2017"),
        ("06/2017", "2017-06"),
        ("6.2017", "2017-06"),
        ("6/2017", "2017-06"),
        ("2017/06/12", "2017-06-12"),
        ("20170612", "2017-06-12"),
        ("June 2017", "2017-06"),
        ("2017, June", "2017-06"),
        ("Sept. 2017", "2017-09"),
        ("12 Jun 2017", "2017-06-12"),
        ("June 12th, 2017", "2017-06-12"),
        ("2017-06-00", "2017-06"),
        ("2017-00-00 2017", "2017"),
        ("2017-06-12 June 12, 2017", "2017-06-12"),
        ("2017-06-12T10:00:00Z", "2017-06-12"),
        ("2017-06-12 10:00:00", "2017-06-12"),
        ("Spring 2017", "2017-21"),
        ("2016–2017", "2016/2017"),
        ("13/04/2017", "2017-04-13"),
        ("04/13/2017", "2017-04-13"),
        ("ca. 2017", "2017~"),
        ("2017?", "2017?"),
        ("[2017]", "2017"),
    ],
)
def test_what_is_written_is_understood(text: str, expected: str) -> None:
    date, is_whole = read_typed(text)

    assert date is not None
    assert (date.text, is_whole) == (expected, True)


@pytest.mark.parametrize(
    "text",
    ["03/04/2017", "juin 2017", "13/2017", "May/June 2017", "12-15 June 2017", "in press 2017"],
)
def test_what_is_not_certain_is_not_invented(text: str) -> None:
    date, is_whole = read_typed(text)

    assert date is not None
    assert (date.text, is_whole) == ("2017", False)


def test_a_day_that_the_calendar_lacks_leaves_the_month() -> None:
    date, is_whole = read_typed("31 June 2017")

    assert date is not None
    assert (date.text, is_whole) == ("2017-06", False)


@pytest.mark.parametrize("text", ["n.d.", "in press", "12 June", "99999"])
def test_without_a_year_there_is_no_date(text: str) -> None:
    assert read_typed(text) == (None, False)


@pytest.mark.parametrize("text", ["", " ", "0000-00-00"])
def test_nothing_is_nothing(text: str) -> None:
    assert read_typed(text) == (None, True)


@given(st.text(st.sampled_from("0129-/. ~?TJuneMay,c"), max_size=24))
def test_no_text_makes_it_raise(text: str) -> None:
    date, _ = read_typed(text)

    assert date is None or f"{date.year:04d}" in text
