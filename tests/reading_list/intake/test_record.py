import pytest

from reading_list.intake.record import Imported, read_record, write_record


def test_a_record_is_read_back_and_has_a_line_for_each_work() -> None:
    works = {
        "b": Imported("ris", "", {"title": "é", "tags": ["x"]}),
        "a": Imported("bibtex", "k", {}),
    }
    text = write_record(works)

    assert read_record(text, "papers/.imported.json") == (works, ())
    assert [line[:3] for line in text.split("\n")[1:3]] == ['"a"', '"b"']


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ('{"works": {\n"a": }}', 2),
        ("null", 1),
        ("[]", 1),
        ('{"works": 5}', 1),
        ('{"works": {"a": {}}}', 1),
        ('{"works": {"a": {"format": "ris", "key": "k", "fields": 5}}}', 1),
        ('{"works": {"a": ' + "1" * 5_000 + "}}", 1),
        ("[" * 100_000, 1),
    ],
    ids=range(9),
)
def test_of_a_damaged_record_nothing_is_used(text: str, line: int) -> None:
    works, (fault,) = read_record(text, "papers/.imported.json")

    assert works == {}
    assert ("wrong-record", line) == (fault.code, fault.location.line)
