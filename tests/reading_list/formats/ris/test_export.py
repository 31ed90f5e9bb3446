from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_date, make_paper
from reading_list.formats.ris.dates import format_ris_date
from reading_list.formats.ris.export import encode_ris, write_ris
from reading_list.model import Author
from strategies import any_papers

if TYPE_CHECKING:
    from reading_list.model import Paper


def test_a_record_has_its_tags() -> None:
    paper = make_paper(
        "hochreiter1997long",
        title="Long $n^2$",
        short_title="LSTM",
        authors=(
            Author(family="Beethoven", given="Ludwig", non_dropping_particle="van"),
            Author(family="King", given="Martin", suffix="Jr."),
            Author(literal="OpenAI"),
        ),
        authors_incomplete=True,
        editors=(Author(family="Ed", given="Itor"),),
        issued="1997-11-15",
        type="article-journal",
        venue="Neural Computation",
        venue_short="Neural Comput.",
        volume="9",
        issue="8",
        pages="1735–1780",
        publisher="MIT Press",
        doi=("10.1162/neco.1997.9.8.1735",),
        arxiv=("1706.03762",),
        url="https://a.example/",
        abstract="One\ntwo.",
        tags=("rnn", "memory"),
    )

    assert encode_ris(paper).split("\r\n") == [
        "TY  - JOUR",
        "AU  - van Beethoven, Ludwig",
        "AU  - King, Martin, Jr.",
        "AU  - OpenAI",
        "AU  - others",
        "TI  - Long n²",
        "ST  - LSTM",
        "A2  - Ed, Itor",
        "T2  - Neural Computation",
        "JO  - Neural Computation",
        "J2  - Neural Comput.",
        "PY  - 1997",
        "DA  - 1997/11/15/",
        "VL  - 9",
        "IS  - 8",
        "SP  - 1735",
        "EP  - 1780",
        "PB  - MIT Press",
        "DO  - 10.1162/neco.1997.9.8.1735",
        "N1  - arXiv:1706.03762",
        "UR  - https://a.example/",
        "AB  - One two.",
        "KW  - rnn",
        "KW  - memory",
        "ID  - hochreiter1997long",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017", "2017///"),
        ("2017-06", "2017/06//"),
        ("2017-06-12", "2017/06/12/"),
        ("2017-21", "2017///Spring 2017"),
        ("2016/2017", "2016///2016\u20132017"),
    ],
)
def test_no_part_of_a_date_is_invented(text: str, expected: str) -> None:
    assert format_ris_date(make_date(text)) == expected


@pytest.mark.parametrize("pages", ["1-5, 9", "e12", "xii"])
def test_pages_that_are_no_range_stay_whole(pages: str) -> None:
    record = encode_ris(make_paper(pages=pages))

    assert f"SP  - {pages}\r\n" in record
    assert "EP  - " not in record


def test_outside_a_periodical_the_preprint_s_number_is_m1() -> None:
    assert "M1  - arXiv:1706.03762" in encode_ris(make_paper(arxiv=("1706.03762",)))


@given(st.lists(any_papers, max_size=3))
def test_any_text_gives_whole_records(papers: list[Paper]) -> None:
    text = write_ris(papers)
    lines = text.encode().decode().split("\r\n")[:-1]

    assert [line[:2] for line in lines].count("TY") == len(papers)
    assert [line for line in lines if line.startswith("ER")] == ["ER  - "] * len(papers)
    assert all(re.fullmatch(r"(?:[A-Z][A-Z0-9]  - [^\r\n]*)?", line) for line in lines)
