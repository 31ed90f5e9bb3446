"""Files of each exporter's true shape; `UPDATE_GOLDEN=1 pytest` rewrites what is expected."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.diagnostics import Diagnostic
from reading_list.formats.bookmarks.reading import read_bookmarks
from reading_list.formats.front_matter import write_front_matter
from reading_list.formats.imported import ImportedEntry
from reading_list.formats.paper_fields import to_fields
from reading_list.formats.pasted.reading import read_pasted_list
from reading_list.formats.readers import detect_format
from reading_list.formats.ris.reading import read_ris
from reading_list.formats.zotero.better_bibtex import read_zotero_json
from reading_list.formats.zotero.rdf import read_zotero_rdf
from reading_list.intake.listed import make_entry
from reading_list.loading.papers import load_paper
from strategies import hostile_text

EXPORTS = Path(__file__).parent / "exports"
READERS = {
    ".rdf": read_zotero_rdf,
    ".json": read_zotero_json,
    ".html": read_bookmarks,
    ".ris": read_ris,
}
CASES = sorted(path.name for path in EXPORTS.iterdir() if path.suffix in {*READERS, ".md"})
CASES = [name for name in CASES if not name.endswith(".expected.md")]


def read(name: str, text: str) -> tuple[tuple[ImportedEntry, ...], tuple[Diagnostic, ...]]:
    suffix = Path(name).suffix
    if suffix in READERS:
        return READERS[suffix](text, name)
    listed, faults = read_pasted_list(text, name)
    return tuple(make_entry(item, name) for item in listed.items), faults


def write(entry: ImportedEntry) -> str:
    return write_front_matter(to_fields(entry.paper), entry.paper.body)


@pytest.mark.parametrize("name", CASES)
def test_an_export_is_read_whole(name: str) -> None:
    expected = EXPORTS / f"{name}.expected.md"
    entries, faults = read(name, (EXPORTS / name).read_text("utf-8"))
    parts = [
        f"=== {one.key or '-'} at line {one.paper.location.line}\n{write(one)}" for one in entries
    ]
    found = "".join([*parts, "=== faults\n", *(f"{fault}\n" for fault in faults)])

    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(found, "utf-8")

    assert expected.read_text("utf-8") == found


@pytest.mark.parametrize("name", CASES)
def test_what_was_read_is_a_sound_file(name: str) -> None:
    entries, _ = read(name, (EXPORTS / name).read_text("utf-8"))

    for entry in entries:
        paper, faults = load_paper("papers/x.md", write(entry).encode())

        assert faults == ()
        assert paper is not None
        assert to_fields(paper) | {"slug": ""} == to_fields(entry.paper) | {"slug": ""}


def test_every_case_has_a_reader() -> None:
    assert {Path(name).suffix for name in CASES} == {*READERS, ".md"}


@given(st.sampled_from(CASES), st.data())
def test_a_damaged_export_never_raises(name: str, data: st.DataObject) -> None:
    text = (EXPORTS / name).read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 200, len(text))))
    damaged = text[:start] + data.draw(hostile_text) + text[end:]

    entries, faults = read(name, damaged)

    assert entries or faults
    assert all(entry.paper.title for entry in entries)


@given(hostile_text)
def test_no_text_makes_a_reader_raise(text: str) -> None:
    for name in CASES:
        entries, _ = read(name, text)

        for entry in entries:
            write(entry).encode()


@pytest.mark.parametrize("name", [name for name in CASES if not name.endswith(".md")])
def test_each_format_is_told_by_its_name_and_most_by_their_beginning(name: str) -> None:
    content = (EXPORTS / name).read_bytes()
    expected = {
        ".rdf": "zotero-rdf",
        ".json": "better-bibtex",
        ".html": "bookmarks",
        ".ris": "ris",
    }

    assert detect_format(name, content) == expected[Path(name).suffix]
    if name != "pocket.html":
        assert detect_format("export", b"\xef\xbb\xbf\n" + content) == expected[Path(name).suffix]


@pytest.mark.parametrize("text", ['[{"id": "a", "items": 1}]', '{"id": "a", "title": "T"}'])
def test_other_json_is_csl(text: str) -> None:
    assert detect_format("a.json", text.encode()) == "csl-json"
