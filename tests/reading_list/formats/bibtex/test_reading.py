"""Golden cases: `UPDATE_GOLDEN=1 pytest` rewrites them, the review is the diff."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.formats.bibtex.export import find_stale_overlay, write_bibtex, write_library
from reading_list.formats.bibtex.reading import read_bibtex, read_bibtex_files
from reading_list.formats.decoding import decode_file
from reading_list.formats.imported import ImportedEntry
from reading_list.formats.paper_fields import to_fields
from reading_list.intake.ids import make_id
from reading_list.intake.plan import plan_import
from reading_list.intake.planned import PlannedFile, Wishes
from reading_list.loading.papers import load_paper
from reading_list.model import Author, Location, Paper, PaperId, Slug, parse_partial_date
from strategies import any_papers

GOLDEN = Path(__file__).parents[3] / "golden" / "formats"
CASES = sorted(path.stem for path in GOLDEN.glob("*.bib"))


def read_one(text: str) -> Paper:
    (entry,), _ = read_bibtex(text, "a.bib")
    return entry.paper


def make_paper(**values: object) -> Paper:
    defaults = {"title": "T", "slug": Slug("x"), "location": Location("papers/x.md")}
    return Paper(id=PaperId("x"), **{**defaults, **values})  # type: ignore[arg-type]


def plan(entries: tuple[ImportedEntry, ...], authority: str = "") -> tuple[PlannedFile, ...]:
    wishes = Wishes(similar=True, authority=authority)
    return plan_import((("bibtex", one) for one in entries), wishes=wishes).files


@pytest.mark.parametrize("case", CASES)
def test_golden(case: str) -> None:
    expected = GOLDEN / f"{case}.md"
    entries, faults = read_bibtex((GOLDEN / f"{case}.bib").read_text(), f"{case}.bib")
    parts = [f"=== {one.name}\n{one.text}" for one in plan(entries)]
    found = "".join([*parts, "=== faults\n", *(f"{fault}\n" for fault in faults)])

    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(found)

    assert expected.read_text() == found


@pytest.mark.parametrize("case", CASES)
def test_what_was_imported_survives_export_and_import(case: str) -> None:
    entries, _ = read_bibtex((GOLDEN / f"{case}.bib").read_text(), f"{case}.bib")

    for planned in plan(entries):
        paper, faults = load_paper(f"papers/{planned.name}", planned.text.encode())
        assert paper is not None
        again = read_one(write_bibtex(paper))

        assert faults == ()
        assert find_stale_overlay(paper) == ()
        assert to_fields(paper) == to_fields(
            replace(again, id=paper.id, slug=paper.slug, citekey=paper.citekey)
        )


TEXTS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=15).map(
    lambda text: " ".join(text.split())
)


@given(
    st.builds(
        make_paper,
        title=TEXTS,
        venue=TEXTS,
        volume=TEXTS,
        publisher=TEXTS,
        type=st.sampled_from(["paper-conference", "article-journal", "book", "thesis"]),
        authors=st.lists(st.builds(Author, family=TEXTS.filter(bool), given=TEXTS), max_size=3).map(
            tuple
        ),
        issued=st.sampled_from(["2017", "2017-06", "2017-06-12", "2017-22", "2017~"]).map(
            parse_partial_date
        ),
    )
)
def test_every_export_is_one_entry(paper: Paper) -> None:
    entries, faults = read_bibtex(write_bibtex(paper), "a.bib")

    assert len(entries) + len(faults) >= 1
    assert entries or "unreadable-entry" in {fault.code for fault in faults}
    assert all(entry.paper.issued == paper.issued for entry in entries)


def test_an_entry_is_written_as_people_write_it() -> None:
    paper = make_paper(
        title="BERT: 100% of R&D on $x_1$",
        authors=(
            Author(given="Łukasz", family="Kaiser"),
            Author(literal="OpenAI"),
            Author(given="Jan", family="van der Berg"),
        ),
        authors_incomplete=True,
        type="paper-conference",
        venue="Proceedings of NeurIPS",
        issued=parse_partial_date("2017-06-12"),
        pages="5998-6008",
        arxiv=("1706.03762",),
        url="https://a.b/c_d%20e",
        tags=("attention", "nlp"),
        added=parse_partial_date("2025-07"),
    )

    assert write_bibtex(paper) == (
        "@inproceedings{x,\n"
        "  title = {{{BERT}}: 100\\% of {{R\\&D}} on $x_1$},\n"
        "  author = {Kaiser, Łukasz and {{OpenAI}} and {van der Berg}, {Jan} and others},\n"
        "  year = {2017},\n"
        '  month = jun # "~12",\n'
        "  booktitle = {Proceedings of {{NeurIPS}}},\n"
        "  pages = {5998--6008},\n"
        "  url = {https://a.b/c_d%20e},\n"
        "  archivePrefix = {arXiv},\n"
        "  eprint = {1706.03762},\n"
        "  keywords = {attention,nlp},\n"
        "  added = {2025-07}\n"
        "}\n"
    )


def test_the_overlay_loses_against_an_edit() -> None:
    paper = read_one("@article{x, title = {{BERT} rocks}, journal = {J}, note = {n}}")
    edited = replace(paper, title="BERT rolls")

    assert "title = {{BERT} rocks}" in write_bibtex(paper)
    assert find_stale_overlay(paper) == ()
    assert "title = {{{BERT}} rolls}" in write_bibtex(edited)
    assert "note = {n}" in write_bibtex(edited)
    assert find_stale_overlay(edited) == ("title",)


def test_an_overlay_cannot_break_the_entry() -> None:
    paper = make_paper(bibtex={"note": "{open", "a b": "x", "entrytype": "mi,sc", "n": ["x"]})

    assert write_bibtex(paper) == "@misc{x,\n  title = {T}\n}\n"


def test_the_citekey_is_the_key_where_bibtex_can_read_it() -> None:
    assert write_bibtex(make_paper(citekey="Kn:84")).startswith("@misc{Kn:84,")
    assert write_bibtex(make_paper(citekey="a,b")).startswith("@misc{x,")


def test_strings_and_parents_are_found_across_files() -> None:
    entries, faults = read_bibtex_files(
        {
            "a.bib": "@string{j = {Journal}}\n@inproceedings{c, title = {t}, crossref = {p}}",
            "b.bib": "@article{d, title = {u}, journal = j}\n@proceedings{p, title = {P}}",
        }
    )

    assert [entry.paper.venue for entry in entries] == ["P", "Journal", ""]
    assert faults == ()


def test_feed_ids_need_a_date_of_arrival() -> None:
    text = "@misc{a, title = {t}, added = {2025-07}}\n@misc{b, title = {u}, added = {2025}}"

    one, other = plan(read_bibtex(text, "a.bib")[0], "example.org")

    assert "feed_id: tag:example.org,2025-07:papers/a\n" in one.text
    assert "feed_id" not in other.text


def test_an_id_is_made_of_name_year_and_word() -> None:
    paper = make_paper(
        title="The Höhe of It",
        authors=(Author(given="K.", family="Gödel"),),
        issued=parse_partial_date("1931"),
    )

    assert make_id(paper) == "godel1931hohe"


@pytest.mark.parametrize(
    ("data", "text", "codes"),
    [
        (b"\xef\xbb\xbf@misc{a}\r\n", "@misc{a}\n", []),
        ("Gödel".encode(), "Gödel", []),
        ("x\nGödel".encode("cp1252"), "x\nGödel", ["windows-1252"]),
        ("Gödel".encode("utf-16"), "Gödel", []),
        ("Gödel".encode("utf-32"), "Gödel", []),
        (b"a\rb\r\nc\n", "a\nb\nc\n", []),
        ("é\n".encode() + "à€".encode("cp1252"), "é\nà€", ["windows-1252"]),
        (
            "% Encoding: Shift_JIS\n日本".encode("shift_jis"),
            "% Encoding: Shift_JIS\n日本",
            ["windows-1252"],
        ),
        (
            "% Encoding: ISO8859_2\nš".encode("iso8859-2"),
            "% Encoding: ISO8859_2\nš",
            ["windows-1252"],
        ),
        (b"% Encoding: UTF-8\n\xe9", "% Encoding: UTF-8\né", ["windows-1252"]),
        (b"% Encoding: nonsense\n\xe9", "% Encoding: nonsense\né", ["windows-1252"]),
    ],
)
def test_encodings(data: bytes, text: str, codes: list[str]) -> None:
    found, faults = decode_file(data, "a.bib")

    assert text == found
    assert codes == [fault.code for fault in faults]


def test_a_library_is_entries_with_an_empty_line_between() -> None:
    text = write_library([make_paper(title="A"), make_paper(title="B", citekey="b")])

    assert text == "@misc{x,\n  title = {A}\n}\n\n@misc{b,\n  title = {B}\n}\n"


@given(st.lists(any_papers, max_size=2))
def test_a_library_of_any_text_is_written(papers: list[Paper]) -> None:
    assert write_library(papers).count("  title = {") >= len(
        [paper for paper in papers if paper.title]
    )


@pytest.mark.parametrize("text", ["x}} @misc{y, title={Y}}", "{", "a\\", "\\}", "\\{", "%}", '"{"'])
def test_nothing_ends_an_entry_before_its_end(text: str) -> None:
    fields = dict.fromkeys("title venue volume arxiv_class url citekey why".split(), text)
    lists = dict.fromkeys(("isbn", "doi", "tags"), (text,))
    given = make_paper(
        **fields, **lists, arxiv=("1706.03762",), ids={"pmid": (text,)}, links={"pdf": text}
    )
    entries, _ = read_bibtex(write_library([given, make_paper(title="Z")]), "a.bib")

    assert len(entries) == 2
    assert entries[1].paper.title == "Z"


@given(
    st.builds(
        Author,
        family=st.sampled_from("Smith Jones Lee Others And Smith-Jones Jr Iii Kaiser0001".split()),
        given=st.sampled_from("Anna Jr. Others Anna-Lena III And".split()) | st.just("Anna B. C."),
        suffix=st.sampled_from(["", "Jr."]),
    )
)
def test_plain_names_come_back_as_they_were(author: Author) -> None:
    assert read_one(write_bibtex(make_paper(authors=(author,)))).authors == (author,)
