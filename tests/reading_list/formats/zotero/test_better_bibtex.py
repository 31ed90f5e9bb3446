import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.formats.zotero.better_bibtex import read_zotero_json

BOOK = {"itemType": "book", "title": "T"}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
names = st.sampled_from(
    """title creators tags notes attachments extra date DOI collections itemID dateAdded version
    abstractNote pages ISBN citationKey itemType""".split()
)


def test_collections_name_items_or_items_name_collections() -> None:
    collections = {
        "K1": {"name": "One", "items": [7], "collections": ["K2"], "parent": "K2"},
        "K2": {"name": "Two", "items": [{"itemID": 8}], "collections": ["K1"], "parent": "K1"},
    }
    items = [{**BOOK, "itemID": 7}, {**BOOK, "itemID": 8, "collections": ["K1"]}, BOOK]
    text = json.dumps({"collections": collections, "items": items})
    entries, faults = read_zotero_json(text, "a.json")

    assert [one.paper.tags for one in entries] == [("One",), ("One", "Two"), ()]
    assert faults == ()


def test_collections_may_come_after_the_items() -> None:
    collections = {"K": {"name": "One", "items": [7]}}
    text = json.dumps({"items": [{**BOOK, "itemID": 7}], "collections": collections})

    assert read_zotero_json(text, "a.json")[0][0].paper.tags == ("One",)


@pytest.mark.parametrize(
    ("text", "entries", "line"),
    [
        ("", 0, 1),
        ("{", 0, 1),
        ('{"items": []}\n{}', 0, 2),
        ('{"config": {},\n"items" []}', 0, 2),
        ('{"items": [\n{"itemType": "book", "title": "T"},\n{"title": ]}', 1, 3),
        ('{"items": [{"itemType": "book", "title": "T"}\n', 1, 2),
        ('{"items": [\n' + "[" * 100_000, 0, 2),
    ],
)
def test_what_comes_before_a_fault_is_read(text: str, entries: int, line: int) -> None:
    found, (fault,) = read_zotero_json(text, "a.json")

    assert len(found) == entries
    assert (fault.code, fault.location.line) == ("unreadable-file", line)


@pytest.mark.parametrize("item", ["{}", "5", "null", '"x"', "[]", "9" * 10_000, '{"title": ,}'])
def test_an_item_that_is_none_leaves_the_others_alone(item: str) -> None:
    whole = '{"itemType": "book", "title": "T"}'
    found, (fault,) = read_zotero_json(f'{{"items": [{whole},\n{item},\n{whole}]}}', "a.json")

    assert [one.paper.location.line for one in found] == [1, 3]
    assert (fault.code, fault.location.line) == ("unreadable-entry", 2)


@pytest.mark.parametrize("text", ['{"items": []}', "[]", '\ufeff{"items": [], "x": 1}'])
def test_an_empty_export_is_no_fault(text: str) -> None:
    assert read_zotero_json(text, "a.json") == ((), ())


@given(st.dictionaries(names, anything))
def test_no_value_makes_it_raise(fields: dict[str, object]) -> None:
    items = [{**BOOK, **fields}, fields]
    text = json.dumps({"collections": fields, "items": items})
    entries, faults = read_zotero_json(text, "a.json")

    left_out = [fault for fault in faults if fault.code != "duplicate-key"]
    assert len(entries) + len(left_out) == 2
