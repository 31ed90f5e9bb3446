import pytest

from reading_list.formats.bibtex.blocks import read_blocks
from reading_list.formats.bibtex.values import evaluate


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


def test_lines_are_those_of_the_file() -> None:
    blocks = read_blocks("\n\n@misc{a,\n  title = {x},\n  note = nobody\n}\n", "a.bib")

    entry = blocks.entries[0]
    assert [(name, entry.locate(name).line) for name in entry.fields] == [("title", 4), ("note", 5)]
    assert blocks.entries[0].location.line == 3
    assert [fault.location.line for fault in blocks.faults] == [5]


def test_a_third_field_of_one_name_gets_its_own() -> None:
    blocks = read_blocks("@misc{a, note = {1}, note = {2}, note2 = {3}, note = {4}}", "a.bib")

    assert dict(blocks.entries[0].fields) == {"note": "1", "note3": "2", "note2": "3", "note4": "4"}


def test_unquoted_words_are_kept_with_a_warning() -> None:
    blocks = read_blocks("@misc{a, title = Some words}", "a.bib")

    assert blocks.entries[0].fields["title"] == "Some words"
    assert [fault.code for fault in blocks.faults] == ["unquoted-value"]
