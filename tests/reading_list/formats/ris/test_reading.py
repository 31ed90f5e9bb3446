from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_date, make_paper
from reading_list.formats.csl.types import CSL_TYPES
from reading_list.formats.decoding import unify_lines
from reading_list.formats.ris.export import encode_ris, write_ris
from reading_list.formats.ris.reading import read_ris
from reading_list.formats.ris.types import READ, WRITTEN
from reading_list.model import Author
from reading_list.texts.characters import drop_controls

if TYPE_CHECKING:
    from reading_list.model import Paper

ENDNOTE = """\
TY  - JOUR
AU  - Berg, Jan van der
AU  - van der Berg, Jan
AU  - de la Vallée Poussin, Charles Louis Xavier Joseph
AU  - Smith, John, Jr.
AU  - Google Brain,
AU  - University of California,, Berkeley
C1  - My field
CY  - Zürich
DA  - Jun 12
DO  - 10.1000/ABC
DB  - Scopus
ID  - 42
J2  - J. Ex.
KW  - deep learning
networks, neural
L1  - internal-pdf://1234/paper.pdf
LA  - English
M1  - 3
N1  - Export Date: 3 May 2020
PB  - Press
PY  - 2017
SN  - 0028-0836
SP  - 1-9
T2  - Journal of Examples
TI  - Adaptive <i>mixtures</i>
UR  - https://a.example/
VL  - 12
ER  -


"""


def read_one(text: str) -> Paper:
    (entry,), faults = read_ris(text, "a.ris")
    assert faults == ()
    return entry.paper


def read_lines(*lines: str) -> Paper:
    return read_one("\n".join(["TY  - JOUR", "TI  - T", *lines, "ER  - "]))


def read_faults(text: str) -> list[str]:
    return [str(fault) for fault in read_ris(text, "a.ris")[1]]


def test_a_record_of_endnote_is_read() -> None:
    paper = read_one(ENDNOTE)

    assert (paper.title, paper.type) == ("Adaptive mixtures", "article-journal")
    assert paper.authors == (
        Author(family="Berg", given="Jan van der"),
        Author(family="Berg", given="Jan", non_dropping_particle="van der"),
        Author(
            family="Vallée Poussin",
            given="Charles Louis Xavier Joseph",
            non_dropping_particle="de la",
        ),
        Author(family="Smith", given="John", suffix="Jr."),
        Author(literal="Google Brain"),
        Author(literal="University of California, Berkeley"),
    )
    assert paper.issued == make_date("2017-06-12")
    assert (paper.venue, paper.venue_short) == ("Journal of Examples", "J. Ex.")
    assert (paper.volume, paper.issue, paper.pages) == ("12", "3", "1-9")
    assert (paper.doi, paper.isbn, paper.url) == (("10.1000/abc",), (), "https://a.example/")
    assert paper.tags == ("deep learning", "networks, neural")
    assert paper.body == "Export Date: 3 May 2020"
    assert paper.links == {}
    assert paper.extra == {
        "issn": "0028-0836",
        "address": "Zürich",
        "language": "English",
        "ris-do": "10.1000/ABC",
        "ris-c1": "My field",
        "ris-db": "Scopus",
        "ris-id": "42",
        "ris-l1": "internal-pdf://1234/paper.pdf",
        "ris-ti": "Adaptive <i>mixtures</i>",
    }


def test_a_record_without_a_key_gets_none_from_a_number() -> None:
    assert [entry.key for entry in read_ris(ENDNOTE, "a.ris")[0]] == [""]
    assert [entry.key for entry in read_ris(ENDNOTE.replace("42", "k:1"), "a.ris")[0]] == ["k:1"]


def test_what_came_in_is_given_back_until_it_is_edited() -> None:
    paper = read_one(ENDNOTE)
    edited = replace(paper, title="Another")

    assert "TI  - Adaptive <i>mixtures</i>\r\n" in encode_ris(paper)
    assert "TI  - Adaptive mixtures\r\n" not in encode_ris(paper)
    assert "TI  - Another\r\nST" not in encode_ris(paper)
    assert "TI  - Another\r\n" in encode_ris(edited)
    assert {"C1  - My field", "CY  - Zürich", "LA  - English", "SN  - 0028-0836"} <= set(
        encode_ris(paper).split("\r\n")
    )


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\r\nTI  - One\r\nER  - \r\n\r\nTY  - BOOK\r\nTI  - Two\r\nER  - \r\n",
        "\ufeffTY  - JOUR\rTI  - One\rER  - \rTY  - BOOK\rTI  - Two\rER  -",
        "TY  - JOUR\nTI  - One\n\nTY  - BOOK\nTI  - Two",
        "TY - JOUR\nTI - One\nER -\nTY - BOOK\nTI -Two\nER - ",
        "ty  - jour\nti  - One\ner  - \nty  - book\nti  - Two\ner  -",
        "Provider: A catalogue\n\nTY  - JOUR\n\nTI  - One\n\nER  - ,\n\nTY  - BOOK\nTI  -\nTwo\n",
        "T1  - One\nTY  - BOOK\nT1  - Two\nER  - ",
    ],
)
def test_every_way_to_part_records_is_read(text: str) -> None:
    entries, faults = read_ris(text, "a.ris")

    assert (["One", "Two"], ()) == ([entry.paper.title for entry in entries], faults)
    assert entries[1].paper.type == "book"


def test_a_value_goes_on_until_the_next_tag() -> None:
    paper = read_one(
        "TY  - JOUR\nTI  - A title that\nis long\nAB  - One\nand one - still.\n\n"
        "In - between\nZZ - unknown\nN1  - # Notes\n      \n      - a  \n        b\n"
        "      TY  - JOUR\nVL  - 1\nER  -"
    )

    assert paper.title == "A title that is long"
    assert paper.abstract == "One and one - still.\n\nIn - between ZZ - unknown"
    assert paper.body == "# Notes\n\n- a  \n  b\nTY  - JOUR"
    assert paper.volume == "1"


def test_records_without_a_title_are_named_and_the_others_read() -> None:
    text = "TY  - JOUR\nAU  - A\nER  - \n\nTY  - JOUR\nID  - k\nER  -\nTY  - JOUR\nTI  - T\nER  -\n"

    assert [entry.paper.location.line for entry in read_ris(text, "a.ris")[0]] == [8]
    assert read_faults(text) == [
        "a.ris:1: error[unreadable-entry]: The record has no title.",
        "a.ris:5: error[unreadable-entry]: The record 'k' has no title.",
    ]


def test_a_file_of_another_format_is_told() -> None:
    assert read_faults("") == []
    (fault,) = read_faults("@article{a, title = {T}}")
    assert fault.startswith("a.ris:1: error[unreadable-file]: The file holds no record of RIS. ")


def test_a_key_that_is_taken_is_told() -> None:
    text = "TY  - JOUR\nTI  - A\nID  - k\nER  -\nTY  - JOUR\nTI  - B\nID  - K\nER  -\n"

    assert read_faults(text) == [
        "a.ris:5: warning[duplicate-key]: The key 'K' is taken by a.ris:1; it gets a new one."
    ]


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["PY  - 2017"], "2017"),
        (["PY  - 2017///"], "2017"),
        (["Y1  - 2017/06/12/"], "2017-06-12"),
        (["PY  - 2017/6"], "2017-06"),
        (["PY  - 2017//12/"], "2017"),
        (["PY  - 2017///Spring"], "2017-21"),
        (["PY  - 2017", "DA  - 2017/06/12/"], "2017-06-12"),
        (["PY  - 2017", "DA  - Jun 12"], "2017-06-12"),
        (["PY  - 2017", "DA  - JUN"], "2017-06"),
        (["PY  - 2017", "DA  - 12 June 2017"], "2017-06-12"),
        (["PY  - 2017", "DA  - 2018/01/02"], "2017"),
        (["DA  - 2017-06"], "2017-06"),
        (["PY  - 2016", "DA  - 2016///2016\u20132017"], "2016/2017"),
        (["PY  - 2017", "DA  - 2017///2017?"], "2017?"),
        (["PY  - 2017 (in press)"], "2017"),
        (["PY  - soon"], ""),
    ],
)
def test_dates_are_joined_and_never_invented(lines: list[str], date: str) -> None:
    issued = read_lines(*lines).issued

    assert date == (issued.text if issued else "")


@pytest.mark.parametrize(
    ("line", "extra"),
    [
        ("DA  - 2018/01/02", {"ris-da": "2018/01/02"}),
        ("PY  - 2017/06/12/Epub", {"ris-py": "2017/06/12/Epub"}),
        ("PY  - 2017 (in press)", {"ris-py": "2017 (in press)"}),
        ("DO  - none", {"ris-do": "none"}),
        ("DO  - 10.1000/ABC", {"ris-do": "10.1000/ABC"}),
        ("DO  - 10.1000/abc", {}),
        ("U1  - reading-list added: 2025-07-03", {}),
        ("U1  - reading-list rating: 9", {"ris-u1": "reading-list rating: 9"}),
        ("AN  - 123", {"ris-an": "123"}),
        ("N2  - Short", {}),
        ("XX  - a", {"ris-xx": "a"}),
        ("XX  - a\nXX  - b", {"ris-xx": ["a", "b"]}),
        ("T3  - A & B", {"series": r"A \& B"}),
        ("M3  - article", {"ris-m3": "article"}),
        ("M3  - review", {}),
        ("N1  - arXiv:1706.03762v5", {}),
        ("N1  - arXiv:1706.03762v5\nN1  - arXiv:1706.03762v6", {"ris-n1": "arXiv:1706.03762v6"}),
    ],
)
def test_what_has_no_key_is_kept(line: str, extra: dict[str, object]) -> None:
    assert read_lines("PY  - 2017", line).extra == extra


@pytest.mark.parametrize(
    ("kind", "lines", "names"),
    [
        ("JOUR", ["T2  - Full", "JO  - Short"], ("Full", "Short")),
        ("JOUR", ["JF  - Full", "JA  - Short"], ("Full", "Short")),
        ("JOUR", ["JO  - Full", "J2  - Short"], ("Full", "Short")),
        ("JOUR", ["T2  - Full", "JO  - Full"], ("Full", "")),
        ("JOUR", ["JA  - Short"], ("Short", "")),
        ("CHAP", ["BT  - Book"], ("Book", "")),
    ],
)
def test_venues_have_many_tags(kind: str, lines: list[str], names: tuple[str, str]) -> None:
    paper = read_one("\n".join([f"TY  - {kind}", "TI  - T", *lines, "ER  -"]))

    assert (paper.venue, paper.venue_short) == names
    assert paper.extra == {}


def test_a_book_s_title_and_editors_have_tags_of_their_own() -> None:
    paper = read_one("TY  - EDBOOK\nAU  - Lee, Ann\nA2  - Series, Ed\nBT  - Book\nER  -")

    assert (paper.title, paper.type, paper.authors) == ("Book", "book", ())
    assert paper.editors == (Author(family="Lee", given="Ann"),)
    assert paper.extra == {"ris-a3": "Series, Ed"}


def test_editors_are_secondary_authors() -> None:
    lee, roe = Author(family="Lee", given="A."), Author(family="Roe", given="B.")

    assert read_lines("A2  - Lee, A.", "ED  - Roe, B.").editors == (lee, roe)
    assert read_lines("A3  - Lee, A.").editors == (lee,)
    assert read_lines("A2  - Lee, A.", "A3  - Roe, B.").extra == {"ris-a3": "Roe, B."}


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Smith, John, Jr.", Author(family="Smith", given="John", suffix="Jr.")),
        ("Smith, Jr., John", Author(family="Smith", given="John", suffix="Jr.")),
        ("Phillips,A.J", Author(family="Phillips", given="A.J")),
        ("Smith,John,", Author(family="Smith", given="John")),
        ("John Smith", Author(family="Smith", given="John")),
        ("OpenAI", Author(literal="OpenAI")),
        ("Apple Computer Inc.,", Author(literal="Apple Computer Inc.")),
    ],
)
def test_names_are_read_as_programs_write_them(text: str, author: Author) -> None:
    assert read_lines(f"AU  - {text}").authors == (author,)


def test_lists_of_names_may_end_in_others() -> None:
    paper = read_lines("A1  - Lee, A.; Roe, B.", "A1  - et al.")

    assert ([author.family for author in paper.authors], paper.authors_incomplete) == (
        ["Lee", "Roe"],
        True,
    )


def test_identifiers_and_links_are_told_apart() -> None:
    paper = read_one(
        "TY  - GEN\nTI  - T\nSN  - 978-0-262-03384-8; 0262033844\nSN  - 1476-4687 (Electronic)\n"
        "DO  - https://doi.org/10.1000/A\nDO  - 10.1000/b\nAN  - PMID:12\nAN  - WOS:00\n"
        "M1  - arXiv:hep-th/9901001 [hep-th]\nL2  - https://a.example/pdf/1\n"
        "UR  - file:///c\nUR  - https://a.example/\nhttps://b.example/\n"
        "N1  - code: https://c.example/\nER  -"
    )

    assert paper.isbn == ("978-0-262-03384-8", "0262033844")
    assert paper.doi == ("10.1000/a", "10.1000/b")
    assert paper.ids == {"pmid": ("12",), "WOS": ("00",)}
    assert (paper.arxiv, paper.arxiv_class) == (("hep-th/9901001",), "hep-th")
    assert paper.links == {"pdf": "https://a.example/pdf/1", "code": "https://c.example/"}
    assert paper.url == "https://a.example/"
    assert paper.extra == {
        "issn": "1476-4687 (Electronic)",
        "ris-do": "https://doi.org/10.1000/A",
        "ris-ur": ["file:///c", "https://b.example/"],
    }


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        (["KW  - a, b", "KW  - c; d"], ("a, b", "c; d")),
        (["KW  - a; b, c"], ("a", "b, c")),
        (["KW  - a\nb", "KW  - a"], ("a", "b")),
    ],
)
def test_keywords_keep_their_commas(lines: list[str], tags: tuple[str, ...]) -> None:
    assert read_lines(*lines).tags == tags


def test_types_are_those_of_csl_and_survive() -> None:
    assert set(READ.values()) | set(WRITTEN) <= CSL_TYPES
    for name in sorted(CSL_TYPES):
        assert read_one(write_ris([make_paper(type=name)])).type == name


@pytest.mark.parametrize("kind", ["EJOUR", "INPR", "CONF", "PREPRINT", "EDBOOK", "SER", "XYZ"])
def test_synonyms_of_types_are_given_back(kind: str) -> None:
    paper = read_one(f"TY  - {kind}\nTI  - T\nA2  - Lee, A.\nER  -")

    assert f"TY  - {'BOOK' if kind == 'EDBOOK' else kind}\r\n" in encode_ris(paper)
    assert encode_ris(replace(paper, type="thesis")).startswith("TY  - THES\r\n")


def test_notes_are_the_owner_s() -> None:
    paper = make_paper(body="arXiv:1706.03762", why="Because.")

    assert "1706" not in encode_ris(paper)
    assert read_one(write_ris([paper])).body == "arXiv:1706.03762"
    assert read_one(write_ris([replace(paper, body="    code\n\nx")])).body == "    code\n\nx"


def test_html_becomes_markdown_unless_it_is_the_owner_s() -> None:
    assert read_lines("N1  - <p>One <b>two</b></p>", "N1  - Three").body == "One **two**\n\nThree"
    paper = make_paper(body="<div markdown>\nx\n</div>")
    assert read_one(write_ris([paper])).body == paper.body


def test_thousands_of_authors_are_read() -> None:
    authors = tuple(Author(family=f"Name{place}", given="A.") for place in range(3000))
    paper = make_paper(authors=authors, authors_incomplete=True)

    assert read_one(write_ris([paper])).authors == authors


@given(
    st.lists(
        st.sampled_from(
            [
                *("TY  - JOUR\n", "TI  - T\n", "ER  - \n", "ER  -", "AU  - ,,\n", "TY", "\n", " "),
                *("PY  - 2017/99/99/x\n", "SN  - -\n", "KW  - ;\n", "SP  - --\n", "N1  - \n"),
                *(
                    "\x00",
                    "\r",
                    "ty - a\n",
                    "M3  - article\n",
                    "ID  - 1\n",
                    "TI - <i>\n",
                    "L1  -\n",
                ),
            ]
        )
    ).map("".join)
)
def test_any_text_is_read_or_named(text: str) -> None:
    entries, faults = read_ris(text, "a.ris")

    begun = re.findall("^TY  - JOUR$", unify_lines(drop_controls(text)), re.MULTILINE)

    assert len(entries) + len(faults) >= len(begun)
    assert all(entry.paper.title for entry in entries)
