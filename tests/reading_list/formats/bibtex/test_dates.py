import pytest

from reading_list.formats.bibtex.dates import format_issued, read_issued
from reading_list.model import parse_partial_date


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"year": "2017"}, "2017"),
        ({"year": "{2017}", "month": "jun"}, "2017-06"),
        ({"year": "2017", "month": "June"}, "2017-06"),
        ({"year": "2017", "month": "Sept"}, "2017-09"),
        ({"year": "2017", "month": "06"}, "2017-06"),
        ({"year": "2017", "month": "13"}, "2017"),
        ({"year": "2017", "month": "????"}, "2017"),
        ({"year": "2017", "month": "jun~12"}, "2017-06-12"),
        ({"year": "2017", "month": "12 June"}, "2017-06-12"),
        ({"year": "2017", "month": "9-13 July"}, "2017-07"),
        ({"year": "2017", "month": "feb", "day": "29"}, "2017-02"),
        ({"year": "2017", "month": "feb", "day": "28"}, "2017-02-28"),
        ({"year": "2017", "month": "Spring"}, "2017-21"),
        ({"date": "20170612"}, "2017-06-12"),
        ({"date": "12 Jun 2017"}, "2017-06-12"),
        ({"date": "June 2017"}, "2017-06"),
        ({"date": "2017-06-12T10:00:00"}, "2017-06-12"),
        ({"date": "2017/"}, "2017"),
        ({"date": "2016/2017", "year": "2016"}, "2016/2017"),
        ({"date": "nonsense", "year": "2016"}, "2016"),
        ({"year": "in press"}, ""),
        ({}, ""),
    ],
)
def test_dates_are_read_and_never_invented(fields: dict[str, str], text: str) -> None:
    issued = read_issued(fields)

    assert text == (issued.text if issued else "")


@pytest.mark.parametrize("text", ["2017", "2017-06", "2017-06-12", "2017-21", "2017~", "2016/2017"])
def test_dates_survive_writing(text: str) -> None:
    date = parse_partial_date(text)
    assert date is not None

    assert read_issued(format_issued(date)) == date
