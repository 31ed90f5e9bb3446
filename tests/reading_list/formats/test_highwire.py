from __future__ import annotations

import pytest

from builders import make_paper
from reading_list.formats.highwire import find_highwire_tags, is_own
from reading_list.model import Author

GOEDEL = Author(
    family="Gödel", given="Kurt", orcid="https://orcid.org/0000-0002-1825-0097", suffix=""
)
PAPER = make_paper(
    title="On $n^2$",
    authors=(GOEDEL, Author(literal="OpenAI")),
    issued="1931-03",
    type="article-journal",
    venue="Monatshefte",
    volume="38",
    pages="173–198",
    doi=("10.1007/bf01700692",),
    arxiv=("1706.03762",),
)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (["Kurt Gödel"], True),
        (["kurt  godel"], True),
        (["Gödel, Kurt"], True),
        (["0000-0002-1825-0097"], True),
        (["https://orcid.org/0000-0002-1825-0097"], True),
        (["Someone", "OpenAI"], True),
        (["Gödel"], False),
        (["0000-0002-1825-0098"], False),
        ([""], False),
        ([], False),
    ],
)
def test_a_work_is_own_by_a_whole_name_or_an_orcid(own: list[str], *, expected: bool) -> None:
    assert expected == is_own(PAPER, own)


def test_the_tags_say_what_scholar_asks_for() -> None:
    assert [
        ("citation_title", "On n²"),
        ("citation_author", "Gödel, Kurt"),
        ("citation_author", "OpenAI"),
        ("citation_publication_date", "1931/03"),
        ("citation_journal_title", "Monatshefte"),
        ("citation_volume", "38"),
        ("citation_firstpage", "173"),
        ("citation_lastpage", "198"),
        ("citation_doi", "10.1007/bf01700692"),
        ("citation_arxiv_id", "1706.03762"),
        ("citation_pdf_url", "https://arxiv.org/pdf/1706.03762"),
    ] == list(find_highwire_tags(PAPER))


@pytest.mark.parametrize(
    ("csl", "tag"),
    [
        ("paper-conference", "citation_conference_title"),
        ("chapter", "citation_inbook_title"),
        ("thesis", "citation_dissertation_institution"),
        ("report", "citation_technical_report_institution"),
    ],
)
def test_the_venue_has_the_tag_of_its_kind(csl: str, tag: str) -> None:
    paper = make_paper(title="T", type=csl, venue="V", links={"pdf": "https://a.org/x.pdf"})

    assert {tag: "V", "citation_pdf_url": "https://a.org/x.pdf"}.items() <= dict(
        find_highwire_tags(paper)
    ).items()
