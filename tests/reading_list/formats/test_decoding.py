import pytest

from reading_list.formats.decoding import decode_file


@pytest.mark.parametrize(
    ("data", "text", "codes"),
    [
        (b"\xef\xbb\xbf@misc{a}\r\n", "@misc{a}\n", []),
        ("Gödel".encode(), "Gödel", []),
        ("x\nGödel".encode("cp1252"), "x\nGödel", ["windows-1252"]),
        ("x\r\ry\r\nGödel".encode("cp1252"), "x\n\ny\nGödel", ["windows-1252"]),
        ("Gödel".encode("utf-16"), "Gödel", []),
    ],
)
def test_encodings(data: bytes, text: str, codes: list[str]) -> None:
    found, faults = decode_file(data, "a.bib")

    assert text == found
    assert codes == [fault.code for fault in faults]
    assert [text.count("\n") + 1 for _ in codes] == [fault.location.line for fault in faults]
