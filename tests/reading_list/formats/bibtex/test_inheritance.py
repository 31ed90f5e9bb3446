import pytest

from reading_list.formats.bibtex.reading import read_bibtex, read_bibtex_files
from reading_list.model import Paper

PARENTS = """
@proceedings{p, title = {P}, booktitle = {Proc. P}, editor = {E D}, year = 2001, month = may,
  volume = 7, publisher = {Pub}, doi = {10.1000/p}, url = {https://p}, keywords = {no}}
@book{b, title = {B}, date = {2002-03}, crossref = {series}}
@book{series, title = {S}, publisher = {Of the series}}
@periodical{i, title = {J}, volume = 4}
@xdata{x, publisher = {X}, xdata = {y}}
@xdata{y, location = {Y}, url = {https://y}}
"""


def read_child(text: str) -> Paper:
    entries, _ = read_bibtex(text + PARENTS, "a.bib")
    return entries[0].paper


def test_a_part_has_its_venue_from_the_whole() -> None:
    paper = read_child("@inproceedings{c, title = {C}, crossref = {P}}")

    assert (paper.venue, paper.volume, paper.publisher) == ("Proc. P", "7", "Pub")
    assert [editor.name for editor in paper.editors] == ["E D"]
    assert paper.issued is not None
    assert paper.issued.text == "2001-05"
    assert (paper.doi, paper.url, paper.tags, paper.authors) == ((), "", (), ())


def test_what_a_part_says_itself_counts() -> None:
    paper = read_child("@inproceedings{c, title = {C}, year = 1999, volume = 8, crossref = {p}}")

    assert paper.volume == "8"
    assert paper.issued is not None
    assert paper.issued.text == "1999"


@pytest.mark.parametrize(
    ("kind", "parent", "venue"),
    [
        ("inbook", "b", "B"),
        ("incollection", "b", "B"),
        ("inproceedings", "b", "B"),
        ("article", "i", "J"),
        ("book", "b", ""),
    ],
)
def test_the_parents_title_is_the_venue(kind: str, parent: str, venue: str) -> None:
    assert read_child(f"@{kind}{{c, title = {{C}}, crossref = {{{parent}}}}}").venue == venue


def test_parents_of_parents_count() -> None:
    assert read_child("@inbook{c, title = {C}, crossref = {b}}").publisher == "Of the series"


def test_data_entries_give_everything_they_have() -> None:
    paper = read_child("@book{c, title = {C}, xdata = {x}}")

    assert (paper.publisher, paper.url) == ("X", "https://y")
    assert paper.extra == {"address": "Y"}


def test_a_data_entry_that_is_not_there_stays_named() -> None:
    assert read_child("@book{c, title = {C}, xdata = {x, nowhere}}").extra == {
        "xdata": "x, nowhere",
        "address": "Y",
    }


def test_rings_end() -> None:
    text = (
        "@book{a, title = {A}, crossref = {b}}\n@book{b, title = {B}, crossref = {a}, year = 1}\n"
        "@xdata{x, xdata = {y}}\n@xdata{y, xdata = {x}}\n@misc{c, title = {C}, xdata = {x}}"
    )

    assert [entry.paper.title for entry in read_bibtex(text, "a.bib")[0]] == ["A", "B", "C"]


def test_long_chains_end() -> None:
    chain = "".join(
        f"@xdata{{k{n}, note{n} = {{x}}, xdata = {{k{n + 1}}}}}\n" for n in range(2_000)
    )

    paper = read_child("@misc{c, title = {C}, xdata = {k0}}" + chain)

    assert paper.extra["note9"] == "x"
    assert paper.extra["xdata"] == "k0", "what was not followed stays named"


def test_strings_parents_and_names_of_parents_are_found_in_any_file() -> None:
    entries, faults = read_bibtex_files(
        {
            "a.bib": "@inproceedings{c, title = {t}, publisher = pub, crossref = {Alias}}",
            "b.bib": "@proceedings{p, title = {P}, ids = {alias, other}}\n@string{pub = {Pub}}",
        }
    )

    assert [(one.paper.venue, one.paper.publisher) for one in entries] == [("P", "Pub"), ("", "")]
    assert faults == ()


def test_a_parent_that_is_not_there_is_named_at_its_field() -> None:
    _, faults = read_bibtex("@misc{c,\n title = {C},\n crossref = {gone}}", "a.bib")

    assert [(fault.code, fault.location.line) for fault in faults] == [("unknown-crossref", 3)]
