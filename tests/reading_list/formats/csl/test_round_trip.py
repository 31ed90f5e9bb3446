from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from reading_list.formats.csl.export import write_csl_json
from reading_list.formats.csl.fields import HAVE_A_HOME
from reading_list.formats.csl.reading import read_csl_json
from strategies import lines, sound_papers

if TYPE_CHECKING:
    from reading_list.model import Paper

NOT_OF_THE_WORK = frozenset({"id", "slug", "citekey"})
"""What import gives anew: the key is told beside the paper, and addresses follow from it."""


def read(text: str) -> list[Paper]:
    return [entry.paper for entry in read_csl_json(text, "library.json")[0]]


def find_losses(paper: Paper, again: Paper) -> dict[str, Any]:
    values = {
        field.name: (getattr(paper, field.name), getattr(again, field.name))
        for field in fields(paper)
        if field.compare and field.name not in NOT_OF_THE_WORK
    }
    return {name: pair for name, pair in values.items() if pair[0] != pair[1]}


@given(st.lists(sound_papers, min_size=1, max_size=3))
def test_every_field_survives(papers: list[Paper]) -> None:
    text = write_csl_json(papers)
    again = read(text)

    assert [find_losses(*pair) for pair in zip(papers, again, strict=True)] == [{}] * len(papers)
    assert write_csl_json(again) == text


JSON = st.recursive(
    lines | st.booleans() | st.integers(0, 3000) | st.floats(0, 1) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(lines, inner, max_size=2),
    max_leaves=4,
)
DATES = lines | st.fixed_dictionaries(
    {},
    optional={
        "date-parts": st.lists(st.lists(st.integers(0, 2030) | lines, max_size=3), max_size=2),
        "season": st.integers(0, 5) | st.sampled_from(["Spring", "x"]),
        "circa": st.booleans() | st.integers(0, 1),
        "literal": lines | st.sampled_from(["c. 1999", "in press"]),
        "raw": st.sampled_from(["2017-06-12", "June 2017", "Jun 12\u201314, 2017"]),
    },
)
NAMES = st.lists(
    st.dictionaries(
        st.sampled_from("family given literal suffix name isInstitution comma-suffix".split()),
        lines | st.booleans(),
        max_size=3,
    )
    | lines,
    max_size=3,
)
NOTES = st.lists(
    lines
    | st.sampled_from(
        [
            *("arXiv:1706.03762v5 [cs.CL]", "arXiv: hep-th/9901001", "PMID: 12", "DOI: 10.1000/x"),
            *("tex.series: Notes", "tex.file= {a}", "Citation Key: x", "original-date: 1876", ""),
        ]
    ),
    max_size=4,
).map("\n".join)
PLAUSIBLE = {
    "id": ["k", 7, "http://zotero.org/users/1/items/ABCD"],
    "citation-key": ["k2"],
    "type": ["journal-article", "article-journal", "component"],
    "DOI": ["10.1000/X", "https://doi.org/10.1000/x", "10.48550/arXiv.1706.03762"],
    "PMID": [12, "13"],
    "PMCID": ["PMC1"],
    "ISBN": ["978-0-262-03384-8 0-262-03384-4", ["9780262033848"]],
    "URL": ["https://a.example/?a=1&amp=2", "http://arxiv.org/abs/1706.03762v1", "ftp://x"],
    "arxiv": ["1706.03762"],
    "number": ["arXiv:1706.03762v2", 7],
    "archive": ["arXiv", "JSTOR"],
    "archive_location": ["1706.03762"],
    "keyword": ["a, b", "a;b, c", "x", ["a", "b, c"]],
    "custom": [{"a": {"b": 1}}],
}
TEXTS = st.sampled_from(sorted(HAVE_A_HOME - {*PLAUSIBLE, "title", "note"}))
VARIABLES = st.one_of(
    st.tuples(TEXTS, lines | st.integers(0, 3000) | st.lists(lines, max_size=2)),
    st.tuples(st.sampled_from(["ISSN", "language", "genre", "nonsense"]), JSON),
    st.tuples(st.sampled_from(["author", "editor", "translator"]), NAMES),
    st.tuples(st.sampled_from(["issued", "accessed", "published-print"]), DATES),
    st.tuples(st.just("note"), NOTES),
    *(st.tuples(st.just(name), st.sampled_from(values)) for name, values in PLAUSIBLE.items()),
)
ITEMS = st.builds(
    lambda title, variables: {"title": title, **dict(variables)},
    lines.filter(bool),
    st.lists(VARIABLES, max_size=6),
)


@given(ITEMS)
def test_what_was_read_is_written_so_that_it_reads_the_same(item: dict[str, Any]) -> None:
    (paper,) = read(json.dumps([item]))
    text = write_csl_json([paper])
    (again,) = read(text)

    assert find_losses(paper, again) == {}
    assert write_csl_json([again]) == text


@given(st.lists(JSON, max_size=3) | JSON)
def test_any_json_is_read_or_named(value: object) -> None:
    entries, faults = read_csl_json(json.dumps(value), "a.json")

    assert len(entries) + len(faults) >= (len(value) if isinstance(value, list) else 1)
