"""Whatever a file holds: no exception, and every entry is read or named with its line."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.formats.bibtex.blocks import read_blocks
from reading_list.formats.bibtex.export import write_library
from reading_list.formats.bibtex.reading import read_bibtex

GOLDEN = Path(__file__).parents[3] / "golden" / "formats"
CHUNKS = [
    chunk
    for path in sorted(GOLDEN.glob("*.bib"))
    for chunk in re.split(r"^(?=@)", path.read_text(), flags=re.MULTILINE)
]
SPLINTERS = [*'{}",=@\n%#\\()$', "@misc{", "\n@x{", "\\{", "{{", "\\\n", '"{', "\r", "\x00", "é"]
START = re.compile(r"^[ \t]*@[ \t]*([\w-]+)\s*[{(]", re.MULTILINE)
NO_ENTRY = re.compile(r"@\s*(?:comment|preamble)\s*(?=\{)", re.IGNORECASE)


@st.composite
def damaged_files(draw: st.DrawFn) -> str:
    """Entries of the golden cases in any order, with splinters and holes in them."""
    text = "".join(draw(st.lists(st.sampled_from(CHUNKS), max_size=6)))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 6)))
        text = text[:start] + draw(st.sampled_from(SPLINTERS)) + text[end:]
    return text


def find_entry_lines(text: str) -> list[int]:
    """Lines that begin an entry, outside of comments."""
    hidden = []
    for match in NO_ENTRY.finditer(text):
        depth = 0
        for brace in re.finditer("[{}]", text[match.end() :]):
            depth += 1 if brace[0] == "{" else -1
            if not depth:
                hidden.append(range(match.start() + 1, match.end() + brace.end()))
                break
    return [
        text.count("\n", 0, text.index("@", match.start())) + 1
        for match in START.finditer(text)
        if match[1].lower() not in {"comment", "preamble", "string"}
        and not any(match.start() in span for span in hidden)
    ]


@given(damaged_files())
def test_every_entry_is_read_or_named(text: str) -> None:
    entries, faults = read_bibtex(text, "a.bib")

    lines = {entry.paper.location.line for entry in entries}
    lines |= {fault.location.line for fault in faults}
    assert set(find_entry_lines(text)) <= lines
    assert all(entry.paper.title for entry in entries)
    assert write_library(entry.paper for entry in entries).isprintable() is not None


@given(st.lists(st.sampled_from('@misc{ a , = title {x} "y" # } \n @string( ) % \\ '.split(" "))))
def test_reading_never_raises(pieces: list[str]) -> None:
    read_bibtex(" ".join(pieces), "a.bib")


def test_lines_are_those_of_the_file_in_every_piece_of_it() -> None:
    text = "".join(f"@misc{{k{n},\n  title = {{\\\n{'x' * 9_000}}}\n}}\n" for n in range(100))

    entries = read_blocks(text, "a.bib").entries

    assert [entry.location.line for entry in entries] == [1 + 4 * n for n in range(100)]


@pytest.mark.parametrize(
    ("text", "titles", "codes"),
    [
        ("@misc{a title = {T}, year = 1}", ["T"], ["missing-comma"]),
        ("@misc{\n title = {T}}", ["T"], ["missing-key"]),
        ("@misc{a b, title = {T}}", ["T"], []),
        ('@misc{a"b, title = {T}}', ["T"], []),
        ("@misc{{a}, title = {T}}", ["T"], []),
        ("@misc\n{a, title = {T}}", ["T"], []),
        ("@misc(a, title = {T (x)})", ["T (x)"], []),
        ("@a{a, title={T}} @b-c{b, title={U}}", ["T", "U"], []),
        ("@misc{a, title = {T}, file = {C:\\dir\\}}", ["T"], []),
        ("@misc{a, % = {\n  title = {T}, % x, y\n % note = {n}\n}", ["T"], []),
        ("@misc{a, title = {T}, some words, year = 1}", ["T"], ["stray-text"]),
        ("@misc{a, title = {T}}, year = {1} }", ["T"], ["stray-text"]),
        ("@misc{a, title = {T}\n\n@misc{b, title = {U}}", ["T", "U"], ["unclosed-entry"]),
        ("@misc{a, title = {T}, note = {x\n@misc{b, title={U}}", ["T", "U"], ["unclosed-entry"]),
        ("@misc{a, title = {T\n@misc{b, title={U}}", ["U"], ["unreadable-entry"]),
        ("@misc{a, title = {T}, note = {\n@misc{b}\n}}", ["T"], ["nested-entry"]),
        (
            "@misc{a, title = {T}, note = {see @misc{b, title={U}}\n@misc{b, title={U}}",
            ["T", "U"],
            ["unclosed-entry"],
        ),
        ("@misc{a, title = {T}, note = {\n@x-y{b}\n}}", ["T"], ["nested-entry"]),
        ("@misc{\n@book(b, title = {U})", ["U"], ["unreadable-entry"]),
        ("@comments{a, title = {T}}", ["T"], []),
        ("@strings{a, title = {T}}\n@preambles{b, title = {U}}", ["T", "U"], []),
        ("@misc{a,\n@x-y{b, title = {U}}", ["U"], ["unreadable-entry"]),
        ('@misc{a, title = "The "Big" T"}', ['The "Big" T'], []),
        ('@misc{a, title = "The {"}Big{"} T"}', ['The "Big" T'], []),
        ("@comment{\n@misc{a, title = {T}}\n}\n@misc{b, title = {U}}", ["U"], []),
        ("@comment{open\n@misc{b, title = {U}}", ["U"], []),
        ('@string{s = "open\n@misc{b, title = {U}}', ["U"], ["unreadable-entry"]),
        ("@misc{b, title = s}\n@string{s = {U}}", ["U"], []),
        ("@xdata{d, publisher = {P}}\n@control{c}", [], ["no-work", "no-work"]),
        ("@book{b, booktitle = {B}}", ["B"], ["untitled-entry"]),
        ("@misc{b, note = {n}}", ["[b]"], ["untitled-entry"]),
        ("mail me@home (any day)", [], []),
        ("@misc{only-a-key}", [], ["unreadable-entry"]),
    ],
)
def test_what_people_write(text: str, titles: list[str], codes: list[str]) -> None:
    entries, faults = read_bibtex(text, "a.bib")

    assert titles == [entry.paper.title for entry in entries]
    assert codes == [fault.code for fault in faults]


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title = {" + "{" * 20_000 + "}" * 20_000 + "}}",
        "@misc{a, title = {x\n" * 5_000,
        "@x-y{a, title = {x " * 5_000,
        "@misc{a, title = {x}}\n" * 5_000,
        "@misc{a, title = {x}, author = {" + " and ".join(["{\\'A}b, Cd"] * 20_000) + "}}",
        "@misc{a, title = {" + "$" * 20_001 + "}}",
        "@misc{a, title = {" + "\\'{" * 20_000 + "}" * 20_000 + "}}",
        "@misc{a, title = {" + "\\enquote{" * 5_000 + "}" * 5_000 + "}}",
        "@misc{a, title = {x}, note = " + '"a" # ' * 20_000 + '"b"}',
        "@misc{a, title = {" + "x" * 5_000_000 + "}}",
    ],
    ids=[
        *("nested", "unclosed", "unclosed on a line", "duplicates", "authors", "dollars"),
        *("accents", "quotations", "concatenations", "huge"),
    ],
)
def test_hostile_files_are_read(text: str) -> None:
    entries, faults = read_bibtex(text, "a.bib")

    assert len(entries) + len(faults) >= 1
