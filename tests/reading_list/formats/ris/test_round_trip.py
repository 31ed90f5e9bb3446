from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from reading_list.formats.ris.export import write_ris
from reading_list.formats.ris.reading import read_ris
from reading_list.model import Author
from reading_list.names import format_name, parse_name
from strategies import sound_papers

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_list.model import Paper

NOT_OF_THE_WORK = frozenset({"id", "slug", "citekey"})
"""What import gives anew: the key is told beside the paper, and addresses follow from it."""
NO_TAG = {
    "bibtex": {},
    "csl": {},
}
"""What RIS has no tag for: what other formats said."""


def keep_what_ris_can_hold(paper: Paper) -> Paper:
    """Leave out what no line of RIS can say; everything else must survive."""
    return replace(
        paper,
        **NO_TAG,  # type: ignore[arg-type]
        **{name: fit_line(getattr(paper, name)) for name in LINES},
        title=fit_line(paper.title) or "x",
        abstract="\n\n".join(map(fit_tex, paper.abstract.split("\n\n"))),
        authors=fit_people(paper.authors),
        editors=fit_people(paper.editors),
        tags=tuple(dict.fromkeys(filter(None, map(fit_tag(paper.tags), paper.tags)))),
        # A venue that is short alone is taken for the venue, as some publishers write it.
        venue_short=fit_line(paper.venue_short) if paper.venue else "",
        # Pages have two tags, so the dash between them is not told.
        pages=re.sub(r"\s*[-\u2013]\s*", "-", fit_line(paper.pages)),
        # The class is told behind the id, and an id by arXiv's own DOI or address as well.
        arxiv=paper.arxiv or fit_arxiv(paper),
        arxiv_version=paper.arxiv_version if paper.arxiv else None,
        arxiv_class=paper.arxiv_class if paper.arxiv else "",
        # Only what looks like an ISBN is told apart from the numbers of reports and patents.
        isbn=tuple(one for one in paper.isbn if len(re.sub(r"\D", "", one)) > 9),
        # Of free fields those that BibTeX has, without LaTeX, and lines that came from RIS.
        extra={
            name: fit_tex(value)
            for name, value in paper.extra.items()
            if name in {"series", "ris-xy"} and isinstance(value, str) and fit_tex(value)
        },
    )


LINES = """short_title venue volume issue article_number publisher edition""".split()


def fit_line(text: str) -> str:
    """RIS is plain text: TeX becomes Unicode, mark-up is taken for mark-up."""
    plain = re.sub(r"--+|''+", "-", re.sub(r"[$<&\\{}~`]", "", text))
    return " ".join(plain.split())


def fit_tex(text: str) -> str:
    """Reading LaTeX composes letters."""
    return unicodedata.normalize("NFC", fit_line(re.sub(r"[~`'^_%#-]", "", text)))


def fit_people(authors: tuple[Author, ...]) -> tuple[Author, ...]:
    return tuple(map(fit_person, authors))


def fit_person(author: Author) -> Author:
    """A name is one text: parts that read alike are alike, and nothing stands beside it."""
    if author.literal:
        return Author(literal=author.literal)
    given = " ".join(filter(None, (author.given, author.dropping_particle)))
    return parse_name(format_name(replace(author, given=given)).rstrip(", "))


def fit_tag(tags: tuple[str, ...]) -> Callable[[str], str]:
    """A lone keyword with semicolons is a list to every program."""
    return lambda tag: fit_line(tag.replace(";", "") if len(tags) == 1 else tag)


def fit_arxiv(paper: Paper) -> tuple[str, ...]:
    return ("1706.03762",) if "arxiv" in f"{paper.doi}{paper.url}" else ()


def read(text: str) -> list[Paper]:
    return [entry.paper for entry in read_ris(text, "library.ris")[0]]


def find_losses(paper: Paper, again: Paper) -> dict[str, Any]:
    values = {
        field.name: (getattr(paper, field.name), getattr(again, field.name))
        for field in fields(paper)
        if field.compare and field.name not in NOT_OF_THE_WORK
    }
    return {name: pair for name, pair in values.items() if pair[0] != pair[1]}


@given(st.lists(sound_papers.map(keep_what_ris_can_hold), min_size=1, max_size=3))
def test_everything_that_a_line_can_say_survives(papers: list[Paper]) -> None:
    text = write_ris(papers)
    again = read(text)

    assert [find_losses(*pair) for pair in zip(papers, again, strict=True)] == [{}] * len(papers)
    keyed = [replace(one, id=two.id) for one, two in zip(again, papers, strict=True)]
    assert write_ris(keyed) == text


VALUES = {
    "TY": ["JOUR", "BOOK", "EDBOOK", "EJOUR", "GEN", "XYZ"],
    "AU": ["Berg, Jan van der", "van der Berg, Jan", "OpenAI,", "Smith, John, Jr.", "et al."],
    "A2": ["King, M.", "Lee, Ann"],
    "A3": ["Roe, R."],
    "A4": ["Doe, D."],
    "TI": ["A <i>b</i>", "C & d"],
    "T2": ["Venue of words", "V. w."],
    "JF": ["Venue of words", "Another"],
    "JO": ["V. w.", "Venue of words"],
    "JA": ["V. w."],
    "BT": ["Book of words"],
    "PY": ["2017", "2017/06/12/", "2018///Spring", "in press"],
    "Y1": ["2017//"],
    "DA": ["2017/06/12/", "Jun 12", "2017/06/12/Epub", "2019", "June 2017"],
    "SP": ["1", "1-9", "S1"],
    "EP": ["9"],
    "SN": ["978-0-262-03384-8", "0028-0836", "0028-0836 (Print) 1476-4687", "TR-7"],
    "DO": ["10.1000/X", "https://doi.org/10.1000/y", "none"],
    "UR": ["https://a.example/", "https://b.example/", "file:///c"],
    "L1": ["https://a.example/x.pdf", "internal-pdf://x.pdf"],
    "L2": ["https://a.example/y.pdf", "https://a.example/full"],
    "AB": ["One.\n      Two.", "Not <b>bold</b>"],
    "N2": ["One. Two.", "More"],
    "N1": ["A note\n\nin *two*", "arXiv:1706.03762v5", "code: https://c.example/", "Again"],
    "M1": ["7", "arXiv:1706.03762 [cs.CL]"],
    "M3": ["article", "Article", "report"],
    "IS": ["3"],
    "KW": ["a; b", "c, d", "e\nf"],
    "AN": ["PMID:12", "WOS:0001", "77"],
    "ID": ["key", "12"],
    "CY": ["Zürich & Bern"],
    "C1": ["free"],
    "ET": ["2nd"],
}
RECORDS = st.lists(
    st.sampled_from([(tag, value) for tag, values in VALUES.items() for value in values]),
    max_size=8,
)
TOLD_OTHERWISE = frozenset({"TY", "M3", "PY", "Y1", "DA"})
"""Types and dates are spelt anew."""


@given(RECORDS)
def test_whatever_came_in_is_given_back(lines: list[tuple[str, str]]) -> None:
    body = "".join(f"{tag}  - {value}\n" for tag, value in lines if tag != "TY")
    kind = next((value for tag, value in lines if tag == "TY"), "GEN")
    (paper,) = read(f"TY  - {kind}\nT1  - Title\n{body}ER  - \n")
    text = write_ris([paper])
    (again,) = read(text)

    assert find_losses(paper, again) == {}
    assert write_ris([again]) == text
    told = " ".join(value for tag, value in lines if tag not in TOLD_OTHERWISE)
    assert find_words(told) - {"et", "al"} <= find_words(text)


def find_words(text: str) -> set[str]:
    """Words; the version of a preprint is one of its own."""
    return set(re.findall(r"\w+", re.sub(r"(?<=\d)v(?=\d)", " v", text.lower())))
