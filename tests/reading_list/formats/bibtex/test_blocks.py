import pytest

from reading_list.formats.bibtex.blocks import read_blocks
from reading_list.formats.bibtex.values import evaluate, scan_entry


@pytest.mark.parametrize(
    ("value", "text", "rest", "unknown"),
    [
        ("{a {b} c}", "a {b} c", "", ""),
        ('"a {"} b"', 'a {"} b', "", ""),
        ('acm # " Press" # {!}', "ACM Press!", "", ""),
        ("1 # 2", "12", "", ""),
        ("JAN", "jan", "", ""),
        ("nobody", "nobody", "", "nobody"),
        ("{a} year = 3", "a", "year = 3", ""),
        ('"never closed', '"never closed', "", ""),
        ("=", "=", "", "="),
        ("", "", "", ""),
    ],
)
def test_values_are_evaluated(value: str, text: str, rest: str, unknown: str) -> None:
    assert (text, rest, unknown) == evaluate(value, {"acm": "ACM"})


@pytest.mark.parametrize("text", ["@misc", "@misc{a, b = {", '@misc{a, b = "', "@misc{a, b = {c}"])
def test_an_entry_that_never_ends_is_not_read(text: str) -> None:
    assert scan_entry(text, 0) is None


def test_a_backslash_hides_no_brace_where_nothing_else_helps() -> None:
    text = '@misc{a, file = {C:\\dir\\}, note = "x" # y, year = 1}'

    assert scan_entry(text, 0) == (
        "misc",
        "a",
        [("file", "{C:\\dir\\}", 1), ("note", '"x" # y', 1), ("year", "1", 1)],
        len(text),
    )


def test_lines_are_those_of_the_file() -> None:
    blocks = read_blocks("\n\n@misc{a,\n  title = {x},\n  note = nobody\n}\n", "a.bib")

    assert [(field.name, field.line) for field in blocks.entries[0].fields] == [
        ("title", 4),
        ("note", 5),
    ]
    assert blocks.entries[0].location.line == 3
    assert [fault.location.line for fault in blocks.faults] == [5]


def test_a_third_field_of_one_name_gets_its_own() -> None:
    blocks = read_blocks("@misc{a, note = {1}, note = {2}, note2 = {3}, note = {4}}", "a.bib")

    assert [field.name for field in blocks.entries[0].fields] == ["note", "note3", "note2", "note4"]


def test_unquoted_words_are_kept_with_a_warning() -> None:
    blocks = read_blocks("@misc{a, title = Some words}", "a.bib")

    assert blocks.entries[0].get("title") == "Some words"
    assert [fault.code for fault in blocks.faults] == ["unquoted-value"]
