import pytest

from builders import find_faults, load_files, make_date, paper_file
from reading_list.loading.papers import load_paper
from reading_list.model import Author, Paper

ADA, ALAN = Author(given="Ada", family="Lovelace"), Author(given="Alan", family="Turing")


def read(**keys: str) -> Paper:
    paper, faults = load_paper("papers/lstm.md", paper_file(**keys).encode())

    assert () == faults
    assert paper is not None
    return paper


def test_a_whole_paper() -> None:
    text = """---
title: Long Short-Term Memory
short_title: LSTM
authors: [Sepp Hochreiter, "Schmidhuber, Jürgen"]
issued: 1997-11-15
added: 2025-07
type: article-journal
venue: Neural Computation
volume: 012
issue: 8
pages: 1735-1780
doi: https://doi.org/10.1162/NECO.1997.9.8.1735
ids: {dblp: journals/neco/HochreiterS97, s2: [a, b]}
links:
  slides: https://example.org/slides
pdf: https://example.org/lstm.pdf
status: read
rating: 5
minutes: 90
tags: [RNN]
citekey: hochreiter1997long
extra: {mood: [happy, 1], rest: }
---

Notes.
"""
    paper, faults = load_paper("papers/lstm.md", text.encode())

    assert () == faults
    assert paper is not None
    assert ("lstm", "lstm", "LSTM") == (paper.id, paper.slug, paper.short_title)
    assert ["Sepp Hochreiter", "Jürgen Schmidhuber"] == [one.name for one in paper.authors]
    assert (make_date("1997-11-15"), make_date("2025-07")) == (paper.issued, paper.added)
    assert ("012", "8", "1735-1780") == (paper.volume, paper.issue, paper.pages)
    assert ("10.1162/neco.1997.9.8.1735",) == paper.doi
    assert {"dblp": ("journals/neco/HochreiterS97",), "s2": ("a", "b")} == paper.ids
    assert ["slides", "pdf"] == list(paper.links)
    assert ("read", 5, 90) == (paper.status, paper.rating, paper.minutes)
    assert {"mood": ["happy", "1"], "rest": ""} == paper.extra
    assert ("Notes.\n", 25) == (paper.body, paper.body_line)
    assert 2 == paper.location.line
    assert 5 == paper.lines["issued"]


def test_a_title_is_all_that_is_needed() -> None:
    paper = read()

    assert ("Title", "article", ()) == (paper.title, paper.type, paper.authors)
    assert not paper.is_hidden


@pytest.mark.parametrize(
    ("alias", "key", "value"),
    [
        ("year", "issued", "2017"),
        ("publication_date", "issued", "2017"),
        ("container-title", "venue", "NeurIPS"),
        ("journal", "venue", "NeurIPS"),
        ("booktitle", "venue", "NeurIPS"),
        ("author", "authors", "Ada Lovelace"),
        ("editor", "editors", "Ada Lovelace"),
        ("eprint", "arxiv", "1706.03762"),
        ("keywords", "tags", "NLP"),
        ("redirect_from", "aliases", "old"),
    ],
)
def test_aliases_mean_the_same(alias: str, key: str, value: str) -> None:
    assert getattr(read(**{key: value}), key) == getattr(read(**{alias: value}), key)


@pytest.mark.parametrize(
    "authors",
    [
        "[Ada Lovelace, Alan Turing]",
        "['Lovelace, Ada', 'Turing, Alan']",
        "Ada Lovelace and Alan Turing",
        "Lovelace, Ada; Turing, Alan",
        "[{family: Lovelace, given: Ada}, Alan Turing]",
        "[Ada Lovelace, ~, Alan Turing]",
    ],
)
def test_authors_may_be_written_in_many_ways(authors: str) -> None:
    assert (ADA, ALAN) == read(authors=authors).authors


@pytest.mark.parametrize("last", ["others", "et al.", "Et al"])
def test_a_list_of_authors_may_be_incomplete(last: str) -> None:
    paper = read(authors=f"[Ada Lovelace, {last}]", editors=f"Ada Lovelace and {last}")

    assert ((ADA,), True) == (paper.authors, paper.authors_incomplete)
    assert ((ADA,), True) == (paper.editors, paper.editors_incomplete)


def test_a_name_may_be_a_mapping_with_all_its_parts() -> None:
    keys = (
        "{family: Vallée Poussin, given: Charles, non-dropping-particle: la,"
        " dropping-particle: de, suffix: Jr., orcid: 0000-0001, url: 'https://example.org'}"
    )

    assert (
        Author(
            family="Vallée Poussin",
            given="Charles",
            non_dropping_particle="la",
            dropping_particle="de",
            suffix="Jr.",
            orcid="0000-0001",
            url="https://example.org",
        ),
    ) == read(authors=f"[{keys}]").authors


def test_a_list_among_names_is_a_fault() -> None:
    (line,) = find_faults({"papers/a.md": paper_file(authors="[Ada Lovelace, [b]]")})

    assert "papers/a.md:3: error[wrong-type]: 'authors' holds something that is no name." == line


def test_identifiers_are_kept_once_in_one_form() -> None:
    arxiv = "[arXiv:1706.03762v5, https://arxiv.org/abs/1706.03762, 2506.11440]"

    assert ("1706.03762", "2506.11440") == read(arxiv=arxiv).arxiv
    assert ("2506.11440",) == read(arxiv="2506.11440").arxiv
    assert ("10.5555/12.30",) == read(doi="10.5555/12.30").doi


def test_links_at_the_top_level_do_not_displace_those_below_links() -> None:
    paper = read(links="{pdf: 'https://a.org', demo: 'https://b.org'}", pdf="https://c.org")

    assert {"pdf": "https://a.org", "demo": "https://b.org"} == paper.links


@pytest.mark.parametrize(
    "stem", ["a b", "a#b", "a?b", "a%20b", "a@b", "a,b", "a(b)", "a;b", "\udcff"]
)
def test_ids_that_no_address_can_hold_are_refused(stem: str) -> None:
    paper, faults = load_paper(f"papers/{stem}.md", paper_file().encode())

    assert paper is None
    assert ["unsafe-id"] == [fault.code for fault in faults]


@pytest.mark.parametrize("stem", ["vaswani2017attention", "a.b", "a_b", "a-b", "中文", "a+b:c"])
def test_ids_may_be_written_in_any_script(stem: str) -> None:
    paper, faults = load_paper(f"papers/{stem}.md", paper_file().encode())

    assert () == faults
    assert paper is not None
    assert stem == paper.id


def test_an_address_may_be_chosen() -> None:
    assert "attention" == read(slug="Attention").slug


def test_only_markdown_at_the_top_of_the_folder_is_a_paper() -> None:
    names = ["README.md", "a.txt", "sub/b.md", "c.md"]
    loaded = load_files({f"papers/{name}": paper_file() for name in names})

    assert ["c"] == [paper.id for paper in loaded.library.papers]


@pytest.mark.parametrize(
    ("keys", "version"),
    [
        ({"arxiv": "1706.03762"}, None),
        ({"arxiv": "1706.03762v5"}, 5),
        ({"arxiv": "1706.03762v5", "arxiv_version": "7"}, 7),
        ({"arxiv": "[1706.03762, 1810.04805v2]"}, None),
    ],
)
def test_the_version_of_a_preprint_has_its_own_key(
    keys: dict[str, str], version: int | None
) -> None:
    assert read(**keys).arxiv_version == version
