"""What single fields mean, whichever program wrote them."""

import pytest

from reading_list.formats.bibtex.reading import read_bibtex
from reading_list.model import Paper


def read_one(fields: str, kind: str = "article") -> Paper:
    (entry,), _ = read_bibtex(f"@{kind}{{k, title = {{T}}, {fields}}}", "a.bib")
    return entry.paper


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ("added = {2025-07}", "2025-07"),
        ("date-added = {2020-01-30 16:19:59 +0100}", "2020-01-30"),
        ("creationdate = {2021-03-04T12:00:00}", "2021-03-04"),
        ("timestamp = {2010.01.26}", "2010-01-26"),
        ("timestamp = {Thu, 25 Jul 2019 14:25:38 +0200}", ""),
        ("timestamp = {2010.13.26}", ""),
        ("added = {2025-07-03}, timestamp = {2010.01.26}", "2025-07-03"),
        ("urldate = {2010-01-26}", ""),
    ],
)
def test_the_day_of_arrival_is_what_other_programs_noted(fields: str, day: str) -> None:
    added = read_one(fields).added

    assert day == (added.text if added else "")


@pytest.mark.parametrize(
    ("fields", "tags"),
    [
        ("keywords = {a, b ,a}", ["a", "b"]),
        ("keywords = {Crystallography, X-Ray; Mutation}", ["Crystallography, X-Ray", "Mutation"]),
        ("keywords = {{a, b}, c}", ["a, b", "c"]),
        (r"keywords = {R\&D, na{\"\i}ve}", ["R&D", "naïve"]),
        ("keywords = {a,b}, mendeley-tags = {b,c}", ["a", "b", "c"]),
        (r"groups = {Logic, One\, two}", ["Logic", "One, two"]),
        ("keyword = {a}", ["a"]),
        ("keywords = {, ,}", []),
    ],
)
def test_keywords_groups_and_tags_are_tags(fields: str, tags: list[str]) -> None:
    assert tags == list(read_one(fields).tags)


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ("annote = {Read *this* [1].}", r"Read \*this\* \[1\]."),
        ("annotation = {One.\n\nTwo \\emph{and} three.}", "One.\n\nTwo and three."),
        ("annote = {# no heading}", "&#35; no heading"),
        ("annote = {1. first}", r"1\. first"),
        ("annote = {A <b> and $x_1 < 2$ by @someone}", "A &lt;b> and $x_1 < 2$ by &#64;someone"),
        ("note = {public}", ""),
    ],
)
def test_annotations_are_the_notes(fields: str, body: str) -> None:
    paper = read_one(fields)

    assert body == paper.body
    assert "annotation" not in {*paper.extra, *paper.bibtex}


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ("pmid = {31942072}", {"pmid": ("31942072",)}),
        ("eprint = {31158259}, eprinttype = {pubmed}", {"pmid": ("31158259",)}),
        ("pmid = {1}, pmid = {2}", {"pmid": ("1", "2")}),
        ("eprint = {1706.03762}", {}),
    ],
)
def test_other_identifiers_have_their_scheme(fields: str, ids: dict[str, tuple[str]]) -> None:
    assert ids == read_one(fields).ids


def test_every_doi_counts() -> None:
    paper = read_one("doi = {https://doi.org/10.1000/A_b}, doi = {10.1000/a\\_b}, doi={10.1/c d}")

    assert paper.doi == ("10.1000/a_b",)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (r"\url{https://a.b/c\_d--e%20}", "https://a.b/c_d--e%20"),
        (r"https://a.b/?x{\&}y=1{\%}20", "https://a.b/?x&y=1%20"),
        (r"https://a.b/\textasciitilde{}me", "https://a.b/~me"),
        (r"https://a.b/{\textasciitilde}me/$\sim$you", "https://a.b/~me/~you"),
        ("{https://a.b}", "https://a.b"),
    ],
)
def test_addresses_are_no_latex(url: str, address: str) -> None:
    assert address == read_one(f"url = {{{url}}}").url


@pytest.mark.parametrize(
    ("kind", "fields", "csl"),
    [
        ("article", "journal = {J}", "article-journal"),
        ("article", "", "article"),
        ("misc", "eprint = {1706.03762}", "article"),
        ("misc", "url = {https://a.b}", "webpage"),
        ("misc", r"howpublished = {\url{https://a.b}}", "webpage"),
        ("misc", "howpublished = {Blog post}", "post-weblog"),
        ("misc", "", "document"),
        ("thesis", "type = {phdthesis}", "thesis"),
        ("mastersthesis", "", "thesis"),
        ("inreference", "", "entry-encyclopedia"),
        ("suppbook", "", "chapter"),
        ("movie", "", "motion_picture"),
        ("something", "", "document"),
    ],
)
def test_types_are_those_of_csl(kind: str, fields: str, csl: str) -> None:
    assert csl == read_one(fields, kind).type


@pytest.mark.parametrize(
    ("journal", "venue"),
    [
        (r"\aap", "Astronomy and Astrophysics"),
        (r"\unknownj", "unknownj"),
        ("CoRR", ""),
        ("arXiv preprint arXiv:1706.03762", ""),
        ("Actes du $4^{e}$ Congr{\\`e}s", "Actes du $4^{e}$ Congrès"),
    ],
)
def test_journals(journal: str, venue: str) -> None:
    assert venue == read_one(f"journal = {{{journal}}}").venue


@pytest.mark.parametrize("dash", ["-", "--", "---", "–", "—", " - ", "\u2010", "\u2212"])
def test_pages_have_one_dash(dash: str) -> None:
    assert read_one(f"pages = {{1{dash}9}}").pages == "1-9"
