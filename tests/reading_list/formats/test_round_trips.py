"""The works of this repository, out and in again."""

from dataclasses import fields

import pytest

from reading_list.formats.csl.export import write_csl_json
from reading_list.formats.csl.reading import read_csl_json
from reading_list.formats.ris.export import write_ris
from reading_list.formats.ris.reading import read_ris
from reading_list.loading.papers import load_paper
from reading_list.model import Paper
from sites import ROOT

SITE = {"slug", "citekey"}
"""What import gives anew, from the key beside the paper."""
LIBRARY = {"bibtex"}
"""What these works say that RIS has no tag for."""


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    files = sorted((ROOT / "papers").glob("*.md"))
    loaded = (load_paper(f"papers/{file.name}", file.read_bytes())[0] for file in files)
    return [paper for paper in loaded if paper is not None]


def find_losses(papers: list[Paper], again: list[Paper]) -> set[str]:
    return {
        field.name
        for one, other in zip(papers, again, strict=True)
        for field in fields(one)
        if field.compare and field.name not in {*SITE, "body_line"}
        if getattr(one, field.name) != getattr(other, field.name)
    }


def test_csl_json_loses_nothing(papers: list[Paper]) -> None:
    text = write_csl_json(papers)
    entries, faults = read_csl_json(text, "library.json")
    again = [entry.paper for entry in entries]

    assert (faults, find_losses(papers, again)) == ((), set())
    assert write_csl_json(again) == text


def test_ris_loses_nothing_that_it_has_a_tag_for(papers: list[Paper]) -> None:
    text = write_ris(papers)
    entries, faults = read_ris(text, "library.ris")
    again = [entry.paper for entry in entries]

    assert (faults, find_losses(papers, again)) == ((), LIBRARY)
    assert write_ris(again) == text
