from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from builders import make_date
from reading_list.formats.csl.export import encode_csl, to_csl, write_csl_json
from reading_list.formats.csl.overlay import find_stale_overlay
from reading_list.formats.csl.reading import read_csl_json
from reading_list.formats.front_matter import write_front_matter
from reading_list.formats.paper_fields import to_fields
from reading_list.loading.papers import load_paper
from reading_list.model import Author

if TYPE_CHECKING:
    from reading_list.model import Paper

ZOTERO: dict[str, object] = {
    "id": "http://zotero.org/users/1/items/ABCD",
    "type": "article",
    "title": 'The <span class="nocase">BERT</span> of <i>E. coli</i> and H<sub>2</sub>O',
    "abstract": "One long\nline.\n\nTwo.",
    "author": [
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"literal": "OpenAI"},
    ],
    "issued": {"date-parts": [["2023", 8, 2]]},
    "accessed": {"date-parts": [["2025", 1, 14]]},
    "DOI": "10.48550/arXiv.1706.03762",
    "URL": "http://arxiv.org/abs/1706.03762",
    "number": "arXiv:1706.03762",
    "publisher": "arXiv",
    "source": "arXiv.org",
    "volume": 12,
    "page": "1–5",
    "note": "arXiv:1706.03762 [cs.CL]\nPMID: 123\ntex.series: X & Y\nMy own words.",
}


def read_one(item: object) -> Paper:
    (entry,), faults = read_csl_json(json.dumps(item), "a.json")
    assert faults == ()
    return entry.paper


def read_title(text: str) -> list[str]:
    return [entry.paper.title for entry in read_csl_json(text, "a.json")[0]]


def read_faults(text: str) -> list[str]:
    return [str(fault) for fault in read_csl_json(text, "a.json")[1]]


def test_an_item_of_zotero_is_read() -> None:
    paper = read_one([ZOTERO])

    assert paper.title == "The BERT of E. coli and H₂O"
    assert paper.abstract == "One long line.\n\nTwo."
    assert paper.authors == (
        Author(family="Berg", given="Jan", non_dropping_particle="van der"),
        Author(literal="OpenAI"),
    )
    assert paper.issued == make_date("2023-08-02")
    assert (paper.arxiv, paper.arxiv_class) == (("1706.03762",), "cs.CL")
    assert (paper.doi, paper.ids) == (("10.48550/arxiv.1706.03762",), {"pmid": ("123",)})
    assert (paper.volume, paper.pages, paper.article_number) == ("12", "1-5", "")
    assert paper.extra == {"series": "X & Y"}


def test_what_has_no_home_or_would_be_written_otherwise_is_kept_verbatim() -> None:
    paper = read_one(ZOTERO)

    assert paper.csl == {
        "title": ZOTERO["title"],
        "accessed": {"date-parts": [["2025", "1", "14"]]},
        "source": "arXiv.org",
        "note": "My own words.",
    }
    assert to_csl(paper)["title"] == ZOTERO["title"]
    assert to_csl(paper)["accessed"] == {"date-parts": [[2025, 1, 14]]}


def test_an_edit_wins_over_what_was_kept() -> None:
    paper = replace(read_one(ZOTERO), title="Another", arxiv_class="cs.LG")
    item = to_csl(paper)

    assert (item["title"], item["source"]) == ("Another", "arXiv.org")
    assert item["note"] == "arXiv:1706.03762 [cs.LG]\nMy own words."
    assert find_stale_overlay(paper) == ("title",)
    assert find_stale_overlay(read_one(ZOTERO)) == ()


def test_front_matter_loses_nothing_of_an_item() -> None:
    before = read_one(ZOTERO)
    after, faults = load_paper("papers/x.md", write_front_matter(to_fields(before)).encode())

    assert after is not None
    assert faults == ()
    assert write_csl_json([replace(after, id=before.id)]) == write_csl_json([before])


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ({"id": "Kn:84"}, "Kn:84"),
        ({"id": 7}, "7"),
        ({"id": "http://zotero.org/users/1/items/ABCD"}, ""),
        ({"id": "http://zotero.org/users/1/items/ABCD", "citation-key": "knuth"}, "knuth"),
        ({}, ""),
    ],
)
def test_the_key_is_what_a_person_would_cite(item: dict[str, object], key: str) -> None:
    (entry,), _ = read_csl_json(json.dumps({"title": "T", **item}), "a.json")

    assert entry.key == key


@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "T"}]',
        '{"title": "T"}',
        '\ufeff{"config": {"items": 1}, "items": [{"title": "T"}], "version": 2}',
        '{"status": "ok", "message": {"title": ["T"]}}',
        '{"message": {"total": 1, "items": [{"title": "T"}]}}',
        '[{"title": "T"},]',
        '[{"title":\n"T", "abstract": "a\nb"}]',
    ],
)
def test_every_shape_of_file_is_read(text: str) -> None:
    assert (read_title(text), read_faults(text)) == (["T"], [])


def test_a_list_may_be_empty() -> None:
    assert (read_title("[]"), read_faults(" [ ]\n")) == ([], [])


def test_one_bad_item_leaves_the_others() -> None:
    text = '[\n{"title": "A"},\n17,\n{"id": "k"}, {},\n\n{"title": "B"}]'

    assert read_title(text) == ["A", "B"]
    assert read_faults(text) == [
        "a.json:3: error[unreadable-entry]: '17' is no item of variables and values.",
        "a.json:4: error[unreadable-entry]: The item 'k' has no title.",
        "a.json:4: error[unreadable-entry]: The item has no title.",
    ]
    assert [one.paper.location.line for one in read_csl_json(text, "a.json")[0]] == [2, 6]


def test_a_break_leaves_the_items_around_it() -> None:
    text = '[{"title": "A"},\n{"title": "B" "x": [{"y": 1}, {"z": 2}]},\n{"title": "C"}]'

    assert read_title(text) == ["A", "C"]
    (fault,) = read_faults(text)
    assert fault.startswith("a.json:2: error[unreadable-entry]: The JSON is not sound: ")


@pytest.mark.parametrize(
    ("text", "titles", "line"),
    [
        ("", [], 1),
        ("null", [], 1),
        ("<html>", [], 1),
        ('[{"title": "A"},\n{"title": "B"', ["A"], 2),
        ('[{"title": "A"}\n', ["A"], 2),
        ('[{"title": "A"}]\n\n]', ["A"], 3),
        ('{"title": "A",\n"x"}', [], 2),
        ("[" * 100_000, [], 1),
        ('{"a":' * 100_000, [], 1),
    ],
)
def test_a_file_that_ends_too_early_is_told(text: str, titles: list[str], line: int) -> None:
    (fault,) = read_faults(text)

    assert read_title(text) == titles
    assert fault.startswith(f"a.json:{line}: error[unreadable-file]: The JSON is not sound: ")


def test_deep_values_are_kept_as_their_json() -> None:
    deep: object = "x"
    for _ in range(30):
        deep = [deep]
    paper = read_one({"title": "T", "nonsense": deep})
    text = write_front_matter(to_fields(replace(paper, csl=paper.csl)))

    assert load_paper("papers/x.md", text.encode())[1] == ()


def test_what_is_given_twice_is_told() -> None:
    text = '[{"id": "a", "title": "A", "title": "B"},\n{"id": "A", "title": "C"}]'

    assert read_title(text) == ["B", "C"]
    assert read_faults(text) == [
        "a.json:1: warning[duplicate-field]: 'title' is given twice; the last one counts.",
        "a.json:2: warning[duplicate-key]: The key 'A' is taken by a.json:1; it gets a new one.",
    ]


@pytest.mark.parametrize(
    ("item", "arxiv"),
    [
        ({"number": "arXiv:1706.03762v5"}, ("1706.03762",)),
        ({"archive": "arXiv", "archive_location": "hep-th/9901001"}, ("hep-th/9901001",)),
        ({"archive": "JSTOR", "archive_location": "1706.03762"}, ()),
        ({"DOI": "10.48550/ARXIV.1706.03762"}, ("1706.03762",)),
        ({"URL": "https://arxiv.org/pdf/1706.03762v2"}, ("1706.03762",)),
        ({"note": "arXiv: 1706.03762\narXiv:1810.04805"}, ("1706.03762", "1810.04805")),
        ({"arxiv": "1706.03762", "URL": "https://arxiv.org/abs/1810.04805"}, ("1706.03762",)),
    ],
)
def test_arxiv_ids_are_found(item: dict[str, object], arxiv: tuple[str, ...]) -> None:
    assert read_one({"title": "T", **item}).arxiv == arxiv


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ("a, b,a", ("a", "b")),
        ("a, b; c", ("a, b", "c")),
        ("a, b;", ("a, b",)),
        (["a, b", "c"], ("a, b", "c")),
        ("", ()),
    ],
)
def test_keywords_keep_their_commas(value: object, tags: tuple[str, ...]) -> None:
    assert read_one({"title": "T", "keyword": value}).tags == tags


def test_a_version_that_the_note_names_stays_until_the_id_is_edited() -> None:
    paper = read_one({"title": "T", "note": "arXiv:1706.03762v5 [cs.CL]\nHm."})
    edited = replace(paper, arxiv=("1810.04805",))

    assert to_csl(paper)["note"] == "arXiv:1706.03762v5 [cs.CL]\nHm."
    assert to_csl(edited)["note"] == "arXiv:1810.04805 [cs.CL]\nHm."


def test_another_archive_keeps_its_place_beside_the_preprint() -> None:
    place = {"archive": "JSTOR", "archive_location": "box 2"}
    item = {"title": "T", **place, "note": "arXiv:1706.03762"}
    written = to_csl(read_one(item))

    assert {name: written[name] for name in item} == item


def test_another_program_s_edit_wins_over_our_custom_fields() -> None:
    paper = read_one({"title": "T", "id": "x", "keyword": "a"})
    rich = replace(paper, title="$t$", why="Because.", tags=("a;b",), rating=5)
    (item,) = json.loads(write_csl_json([rich]))

    assert read_one(item).title == "$t$"
    edited = read_one({**item, "title": "New", "custom": {**item["custom"], "other": 1}})
    assert (edited.title, edited.why, edited.rating) == ("New", "Because.", 5)
    assert edited.tags == ("a;b",)
    assert edited.csl == {"custom": {"other": "1"}}


def test_what_is_published_names_every_identifier_and_nothing_of_the_reader() -> None:
    paper = replace(
        read_one({"title": "T", "id": "x"}),
        doi=("10.1000/a", "10.1000/b"),
        ids={"pmid": ("1",), "openreview": ("SyX",)},
        links={"code": "https://a.example/"},
        why="Because.",
        body="Notes.",
        rating=5,
        extra={"mood": "good"},
    )

    assert json.loads(encode_csl(paper))["custom"] == {
        "reading-list": {
            "doi": ["10.1000/a", "10.1000/b"],
            "ids": {"pmid": ["1"], "openreview": ["SyX"]},
            "links": {"code": "https://a.example/"},
        }
    }
    assert "Because" not in encode_csl(paper)
    assert "mood" not in encode_csl(paper)


def test_thousands_of_authors_are_read() -> None:
    people = [{"family": f"Name{place}", "given": "A."} for place in range(3000)]
    paper = read_one({"title": "T", "author": [*people, {"literal": "others"}]})

    assert (len(paper.authors), paper.authors_incomplete) == (3000, True)
    assert paper.csl == {}
