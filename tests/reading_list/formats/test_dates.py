import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_date
from reading_list.formats.dates import build_date, read_date
from reading_list.model import parse_partial_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2017-06-12 10:00", "2017-06-12"),
        ("12. June 2017", "2017-06-12"),
        ("June 2017", "2017-06"),
        ("Sept. 2017", "2017-09"),
        ("2017 Jun", "2017-06"),
        ("2017 Jun 12", "2017-06-12"),
        ("2017/06/12", "2017-06-12"),
        ("2017.6", "2017-06"),
        ("31 June 2017", "2017-06"),
        ("Fall, 2017", "2017-23"),
        ("circa 1850", "1850~"),
        ("c. June 1850", "1850-06~"),
        ("1 May 2016 - 3 May 2016", "2016-05-01/2016-05-03"),
        ("2016\u20132017", "2016/2017"),
        ("9-13 July 2017", "2017"),
        ("06/12/2017", "2017"),
        ("2017/../..", "2017"),
        ("Smarch 2017", "2017"),
        ("12345", ""),
        ("June 12", ""),
        ("", ""),
    ],
)
def test_dates_in_words_are_read_as_far_as_they_make_sense(text: str, date: str) -> None:
    found = read_date(text)

    assert date == (found.text if found else "")


@pytest.mark.parametrize(
    "text", ["2017-06-12", "2017-06", "2017", "2017-22", "2017~", "2016-21/2017", "2016/2017~"]
)
def test_what_people_are_shown_is_read_back(text: str) -> None:
    date = make_date(text)

    assert read_date(str(date)) == date


def test_parts_that_make_no_sense_are_left_out() -> None:
    assert build_date(2017, 13, 1) == make_date("2017")
    assert build_date(2017, 2, 31) == make_date("2017-02")
    assert build_date(2017, 21) == make_date("2017")
    assert build_date(2017, None, 3) == make_date("2017")
    assert build_date(None) is None


@given(st.text("0123456789-/~?.c JuneSpring\u2013", max_size=20))
def test_any_text_is_read_as_edtf_or_refused(text: str) -> None:
    date = read_date(text)

    assert date is None or parse_partial_date(date.text) == date
