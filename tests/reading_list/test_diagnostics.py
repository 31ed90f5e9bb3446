import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.diagnostics import (
    Diagnostic,
    NearNames,
    Severity,
    error,
    format_count,
    format_nearest,
    shorten,
    sort_diagnostics,
    warning,
)
from reading_list.model import Location
from strategies import any_text, hostile_text

AT = Location("papers/lstm.md", 7)
faults = st.builds(
    Diagnostic,
    st.sampled_from(Severity),
    st.sampled_from(["wrong-type", "wrong-date"]),
    st.builds(Location, st.sampled_from("ab"), st.integers(1, 3)),
    st.sampled_from("xy"),
    st.sampled_from(["", "Hint."]),
)


def test_a_fault_is_one_line_with_a_machine_readable_start() -> None:
    fault = error("unknown-paper", AT, "'lsmt' is not a paper.", "Did you mean 'lstm'?")

    assert (
        "papers/lstm.md:7: error[unknown-paper]: 'lsmt' is not a paper. Did you mean 'lstm'?"
        == str(fault)
    )
    assert "papers/lstm.md:7: warning[x-y]: Odd." == str(warning("x-y", AT, "Odd."))


@given(st.lists(faults))
def test_sorting_is_the_same_for_any_input_order_and_keeps_each_once(
    found: list[Diagnostic],
) -> None:
    ordered = sort_diagnostics(found)
    keys = [(one.location.uri, one.location.line, one.code, one.message) for one in ordered]

    assert ordered == sort_diagnostics(reversed(found))
    assert sorted(keys) == keys
    assert len(ordered) == len(set(found))
    assert set(ordered) == set(found)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ([], "no faults"),
        ([error("a", AT, "x")], "1 error in 1 file"),
        ([warning("a", AT, "x")], "1 warning in 1 file"),
        (
            [error("a", AT, str(number)) for number in range(3)]
            + [warning("b", Location("papers/bert.md"), "x")],
            "3 errors, 1 warning in 2 files",
        ),
    ],
)
def test_counts_are_worded(found: list[Diagnostic], text: str) -> None:
    assert text == format_count(found)


def test_near_names_are_suggested_and_distant_ones_are_not() -> None:
    assert "Did you mean 'lstm'?" == format_nearest("lsmt", ["lstm", "bert"])
    assert "Did you mean 'bert' or 'berta'?" == format_nearest("bert1", ["berta", "bert"])
    assert "Did you mean 'LSTM'?" == format_nearest("lstm", ["LSTM", "bert"])
    assert "" == format_nearest("gpt", ["lstm", "bert"])
    assert "" == format_nearest("gpt", [])


@given(any_text | hostile_text | st.text(min_size=61))
def test_a_shortened_value_is_one_line(text: str) -> None:
    assert len(shorten(text)) <= 60
    assert len(shorten(text).splitlines()) <= 1


def test_only_long_values_are_cut() -> None:
    assert "a b" == shorten(" a\n b ")
    assert "abc…" == shorten("abcdefgh", 4)
    assert "abcd" == shorten("abcd", 4)


NAMES = [
    f"{family}{1990 + number}{word}"
    for number, family in enumerate("vaswani kaplan hoffmann brown li ng devlin radford".split())
    for word in "attention scaling training language bert gpt deep nets learning graphs".split()
] + [f"name{number}" for number in range(100)]


@given(st.sampled_from(NAMES), st.integers(0, 30), st.sampled_from(["", "x", "_"]))
def test_of_many_names_the_same_one_is_near(name: str, place: int, other: str) -> None:
    """A letter that is missing, wrong or too much."""
    wrong = f"{name[:place]}{other}{name[place + 1 :]}"
    hint = NearNames(NAMES).format(wrong)

    assert hint.split("'")[1:2] == format_nearest(wrong, NAMES).split("'")[1:2]


def test_of_few_names_all_are_compared_and_of_none_nothing_is_said() -> None:
    assert NearNames(["abc", "xyz"]).format("abd") == format_nearest("abd", ["abc", "xyz"])
    assert NearNames([]).format("abc") == ""
    assert NearNames(NAMES).format("%%%%%%%%") == ""
