import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import find_faults
from reading_list.loading.front_matter import LARGEST, decode, parse_document
from reading_list.loading.nodes import Entries, Items, Node, Scalar
from strategies import any_text, front_matter_text


def read(text: str) -> dict[str, Node]:
    document, faults = parse_document(f"---\n{text}\n---\n", "a.md")

    assert () == faults
    assert document.entries is not None
    return document.entries.nodes


def codes(text: str) -> list[tuple[str, int]]:
    return [(one.code, one.location.line) for one in parse_document(text, "a.md")[1]]


@pytest.mark.parametrize(
    "value",
    "2104.12250 no NO 012 1e5 0x1F 2024-13-01 true null 1_000 12:30:00 .inf =".split(),
)
def test_plain_values_stay_the_text_that_was_written(value: str) -> None:
    assert {"key": Scalar(value, 2)} == read(f"key: {value}")


def test_empty_values_are_none_and_quoted_ones_are_text() -> None:
    assert {"a": None, "b": None, "c": Scalar("", 4), "d": Scalar("~", 5)} == read(
        "a:\nb: ~\nc: ''\nd: '~'"
    )


def test_every_value_knows_its_line() -> None:
    nodes = read("a: 1\n# note\n\nb:\n  - x\n  - c: 2\n    d: |\n      long\n      text\ne: 3")

    assert nodes["a"] == Scalar("1", 2)
    assert nodes["e"] == Scalar("3", 11)
    items = nodes["b"]
    assert isinstance(items, Items)
    assert (6, Scalar("x", 6)) == (items.line, items.nodes[0])
    entries = items.nodes[1]
    assert isinstance(entries, Entries)
    assert {"c": 7, "d": 8} == entries.lines
    assert Scalar("long\ntext\n", 8) == entries.nodes["d"]


@pytest.mark.parametrize("above", ["", "\n", "\n \n\n"])
def test_blank_lines_above_front_matter_are_counted(above: str) -> None:
    text = f"{above}---\n\na: [\n---\nbody"

    assert [("yaml-syntax", above.count("\n") + 4)] == codes(text)


def test_lines_are_counted_as_editors_count_them() -> None:
    document, _ = parse_document('---\na: "x\u2028y\x85z"\nb: 1\n---\n', "a.md")

    assert document.entries is not None
    assert {"a": 2, "b": 3} == document.entries.lines


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\na: 1\n---\nbody\n", "body\n", 4),
        ("---\na: 1\n---\n\n\nbody", "body", 6),
        ("\n---\n---\nbody", "body", 4),
        ("-----\na: 1\n---  \nbody\n---\nmore", "body\n---\nmore", 4),
        ("---\n---\n", "", 3),
        ("no front matter\n---\n", "no front matter\n---\n", 1),
        ("--- a\n---\n", "--- a\n---\n", 1),
    ],
)
def test_the_body_and_its_first_line(text: str, body: str, line: int) -> None:
    document, faults = parse_document(text, "a.md")

    assert () == faults
    assert (body, line) == (document.body, document.body_line)


def test_front_matter_may_be_empty_or_absent() -> None:
    empty, _ = parse_document("---\n---\nbody", "a.md")
    absent, _ = parse_document("body", "a.md")

    assert empty.entries is not None
    assert {} == empty.entries.nodes
    assert absent.entries is None


def test_fences_inside_the_body_are_the_bodys() -> None:
    document, faults = parse_document("---\na: 1\n---\nb\n\n---\n\n[a: b\n", "a.md")

    assert () == faults
    assert "b\n\n---\n\n[a: b\n" == document.body


def test_a_raw_control_character_is_reported_where_it_is() -> None:
    (line,) = find_faults({"papers/lstm.md": "---\ntitle: LSTM\nvenue: a\x07b\n---\n"})

    assert line.startswith("papers/lstm.md:3: error[")
    assert "Quote the value" not in line


def test_the_hint_mends_the_line_that_is_broken() -> None:
    (line,) = find_faults({"papers/a.md": "---\ntitle: 'It''s' fine: yes\n---\n"})

    assert line.startswith("papers/a.md:2: error[yaml-syntax]")
    (line,) = find_faults({"papers/a.md": "---\ntitle: Who's who: a guide\n---\n"})
    assert line.endswith("`title: 'Who''s who: a guide'`.")


def test_a_file_of_too_many_bytes_is_not_read() -> None:
    text, (fault,) = decode(b"a" * (LARGEST + 1), "papers/a.md")

    assert "" == text
    assert (
        "papers/a.md:1: error[file-too-large]: The file has 2,000,001 bytes;"
        " 2,000,000 are read at the most." == str(fault)
    )
    assert () == decode(b"a" * LARGEST, "papers/a.md")[1]


def test_a_file_too_large_is_one_fault() -> None:
    big = b"---\ntitle: A\n---\n" + b"a" * LARGEST

    assert ["file-too-large"] == [
        line.split("[")[1].split("]")[0] for line in find_faults({"papers/a.md": big})
    ]


def test_bytes_that_are_not_utf8_are_named_with_their_line() -> None:
    text, (fault,) = decode("---\ntitle: G\xf6del\n---\n".encode("latin-1"), "papers/a.md")

    assert "---\ntitle: G\ufffddel\n---\n" == text
    assert "papers/a.md:2: error[not-utf8]: Byte 0xf6 is not UTF-8. Save the file as UTF-8." == str(
        fault
    )


def test_a_mapping_of_too_many_values_is_refused() -> None:
    assert [("yaml-too-large", 2)] == codes("---\na: [" + "x," * 200_001 + "]\n---\n")


@pytest.mark.parametrize("opening", ["[", "{a: ", "[{a: "])
def test_deep_nesting_is_refused_before_it_costs_anything(opening: str) -> None:
    assert [("yaml-too-deep", 2)] == codes("---\na: " + opening * 100_000 + "\n---\n")


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf---\na: 1\n---\nb", b"---\r\na: 1\r\n---\r\nb"])
def test_byte_order_marks_and_windows_lines_are_read(data: bytes) -> None:
    text, faults = decode(data, "a.md")

    assert () == faults
    assert "---\na: 1\n---\nb" == text


def test_files_with_byte_order_mark_and_windows_lines_have_no_fault() -> None:
    text = "\ufeff---\r\ntitle: LSTM\r\nissued: 2017-06\r\n---\r\n\r\nNotes.\r\n"

    assert [] == find_faults({"papers/lstm.md": text.encode()})


@given(st.binary() | any_text.map(lambda text: text.encode(errors="surrogatepass")))
def test_decoding_never_raises(data: bytes) -> None:
    text, _ = decode(data, "a.md")

    assert "\r" not in text
    text.encode()


@given(any_text | front_matter_text)
def test_parsing_never_raises_and_lines_lie_within_the_file(text: str) -> None:
    source = f"---\n{text}".encode(errors="replace").decode()
    document, faults = parse_document(source, "a.md")
    last = source.count("\n") + 1

    for fault in faults:
        assert 1 <= fault.location.line <= last
    assert 1 <= document.body_line <= last


@given(any_text | front_matter_text)
def test_the_body_is_the_end_of_the_file(text: str) -> None:
    source = f"---\n{text}".encode(errors="replace").decode()
    document, faults = parse_document(source, "a.md")

    if not faults:
        assert source.endswith(document.body)
        start = len(source) - len(document.body)
        assert source.count("\n", 0, start) + 1 == document.body_line
