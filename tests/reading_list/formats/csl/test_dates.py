import pytest

from reading_list.formats.csl.dates import read_csl_date, to_csl_date
from reading_list.model import parse_partial_date


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"date-parts": [[2017, 6, 12]]}, "2017-06-12"),
        ({"date-parts": [["2017", "06"]]}, "2017-06"),
        ({"date-parts": [2017, 6]}, "2017-06"),
        ({"date-parts": [[2017, 0, 0]]}, "2017"),
        ({"date-parts": [[2016], [2017, 3]]}, "2016/2017-03"),
        ({"date-parts": [[2017, 3], [2016]]}, "2017-03"),
        ({"date-parts": [[2017]], "season": 2}, "2017-22"),
        ({"date-parts": [[2017]], "season": "22"}, "2017-22"),
        ({"date-parts": [[2017]], "season": "Spring"}, "2017-21"),
        ({"date-parts": [[2017, 23]]}, "2017-23"),
        ({"date-parts": [[2017]], "season": 9}, "2017"),
        ({"date-parts": [[2017]], "circa": True}, "2017~"),
        ({"date-parts": [["2017"]], "circa": "1"}, "2017~"),
        ({"date-parts": [[2017]], "circa": False}, "2017"),
        ({"date-parts": [[2017]], "circa": "false"}, "2017"),
        ({"raw": "2017-06-12"}, "2017-06-12"),
        ({"raw": "June 12th, 2017"}, "2017-06-12"),
        ({"raw": "2017/6"}, "2017-06"),
        ({"literal": "c. 1999"}, "1999~"),
        ({"literal": "Spring 2017"}, "2017-21"),
        ({"literal": "presented 1971, unpublished"}, "1971"),
        ({"date-parts": [[]], "literal": "2017"}, "2017"),
        ("2017-06-12T10:00:00Z", "2017-06-12"),
        ("2016/2017~", "2016/2017~"),
        ("12 Jun 2017", "2017-06-12"),
        (2017, "2017"),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": [["soon"]]}, ""),
        ({"date-parts": [[99999]]}, ""),
        ({"date-parts": [[-44]]}, ""),
        ({"literal": "in press"}, ""),
        ({"literal": "1999 or 2001"}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_dates_are_read_and_never_invented(value: object, text: str) -> None:
    date = read_csl_date(value)

    assert text == (date.text if date else "")


@pytest.mark.parametrize(
    "text",
    [
        *("2017", "2017-06", "2017-06-12", "2017-22", "2017~", "2016/2017", "0987"),
        *("2016-05-01/2016-05-03", "2016-21/2017-23", "2016-21/2017"),
    ],
)
def test_dates_survive_writing(text: str) -> None:
    date = parse_partial_date(text)
    assert date is not None

    assert read_csl_date(to_csl_date(date)) == date
