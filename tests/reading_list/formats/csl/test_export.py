from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_date, make_paper
from reading_list.formats.csl.dates import to_csl_date
from reading_list.formats.csl.export import to_csl, write_csl_json
from reading_list.model import Author
from strategies import any_papers

if TYPE_CHECKING:
    from reading_list.model import Paper

NAME_PARTS = {"family", "given", "suffix", "dropping-particle", "non-dropping-particle", "literal"}


def test_a_work_has_csl_s_variables() -> None:
    paper = make_paper(
        "vaswani2017attention",
        title=r"Cost $n^2$ of \$5",
        short_title="T",
        authors=(
            Author(family="Vallée Poussin", given="Charles", non_dropping_particle="de la"),
            Author(family="King", given="Martin", suffix="Jr.", dropping_particle="von"),
            Author(literal="OpenAI"),
        ),
        authors_incomplete=True,
        issued="2017-06-12",
        type="paper-conference",
        venue="NeurIPS",
        volume="30",
        pages="5998-6008",
        arxiv=("1706.03762",),
        doi=("10.48550/arxiv.1706.03762",),
        ids={"pmid": ("1",)},
        abstract="Two\n\nparts of {\\em it}.",
        tags=("nlp", "C++"),
    )

    assert to_csl(paper) == {
        "id": "vaswani2017attention",
        "type": "paper-conference",
        "title": "Cost n² of $5",
        "title-short": "T",
        "author": [
            {"family": "Vallée Poussin", "given": "Charles", "non-dropping-particle": "de la"},
            {"family": "King", "given": "Martin", "suffix": "Jr.", "dropping-particle": "von"},
            {"literal": "OpenAI"},
            {"literal": "others"},
        ],
        "issued": {"date-parts": [[2017, 6, 12]]},
        "container-title": "NeurIPS",
        "volume": "30",
        "page": "5998-6008",
        "number": "arXiv:1706.03762",
        "archive": "arXiv",
        "archive_location": "1706.03762",
        "DOI": "10.48550/arXiv.1706.03762",
        "PMID": "1",
        "abstract": "Two parts of it.",
        "keyword": "nlp, C++",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017", {"date-parts": [[2017]]}),
        ("2017-06", {"date-parts": [[2017, 6]]}),
        ("2017-22", {"date-parts": [[2017]], "season": 2}),
        ("2017-06?", {"date-parts": [[2017, 6]], "circa": True}),
        ("2016/2017-03", {"date-parts": [[2016], [2017, 3]]}),
        ("2016/2017~", {"date-parts": [[2016], [2017]], "circa": True}),
        (
            "2016-21/2017",
            {"date-parts": [[2016], [2017]], "literal": "Spring 2016\u20132017"},
        ),
    ],
)
def test_no_part_of_a_date_is_invented(text: str, expected: object) -> None:
    assert to_csl_date(make_date(text)) == expected


def test_the_overlay_fills_gaps_and_overrides_nothing() -> None:
    paper = make_paper(title="Ours", citekey="Key:1", csl={"title": "Theirs", "genre": "Preprint"})

    assert to_csl(paper) == {
        "id": "Key:1",
        "type": "article",
        "title": "Ours",
        "genre": "Preprint",
    }


def test_a_library_is_a_list_with_one_work_on_each_line() -> None:
    text = write_csl_json([make_paper("a"), make_paper("ö")])

    assert [one["id"] for one in json.loads(text)] == ["a", "ö"]
    assert len(text.splitlines()) == 4
    assert write_csl_json([]) == "[]\n"


@given(st.lists(any_papers, max_size=3))
def test_any_text_gives_json_of_the_schema_s_types(papers: list[Paper]) -> None:
    items = json.loads(write_csl_json(papers).encode())

    assert len(items) == len(papers)
    for item in items:
        names = item.pop("author", [])
        date = item.pop("issued", {"date-parts": []})
        assert isinstance(item.pop("custom", {}), dict)
        assert all(set(name) <= NAME_PARTS and all(name.values()) for name in names)
        assert all(isinstance(part, int) for parts in date["date-parts"] for part in parts)
        assert all(isinstance(value, str) for value in item.values())
