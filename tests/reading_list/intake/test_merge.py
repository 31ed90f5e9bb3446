from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.intake.merge import Conflict, merge_fields, remember_fields

Fields = dict[str, Any]


def merge(base: Fields | None, ours: Fields, theirs: Fields, **options: Any) -> Any:
    return merge_fields(None if base is None else remember_fields(base), ours, theirs, **options)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "changes"),
    [
        ({"title": "A"}, {"title": "A"}, {"title": "A"}, {}),
        ({"title": "A"}, {"title": "A"}, {"title": "B"}, {"title": "B"}),
        ({"title": "A"}, {"title": "Mine"}, {"title": "A"}, {}),
        ({"title": "A"}, {"title": "B"}, {"title": "B"}, {}),
        ({}, {}, {"volume": "3"}, {"volume": "3"}),
        ({"volume": "3"}, {"volume": "3"}, {}, {"volume": None}),
        ({"volume": "3"}, {"volume": "4"}, {}, {}),
        ({"volume": "3"}, {}, {"volume": "3"}, {}),
        ({}, {"why": "Mine."}, {}, {}),
        ({"authors": ["A"]}, {"authors": ["A"]}, {"authors": ["A", "B"]}, {"authors": ["A", "B"]}),
    ],
)
def test_one_side_changed(base: Fields, ours: Fields, theirs: Fields, changes: Fields) -> None:
    merged = merge(base, ours, theirs)

    assert merged.changes == changes
    assert merged.conflicts == ()
    assert merged.remembered == remember_fields(theirs)


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ({"title": "A"}, {"title": "Mine"}, {"title": "B"}),
        ({"title": "A"}, {}, {"title": "B"}),
        ({}, {"title": "Mine"}, {"title": "B"}),
        (None, {"title": "Mine"}, {"title": "B"}),
    ],
)
def test_both_sides_changed(base: Fields | None, ours: Fields, theirs: Fields) -> None:
    conflict = Conflict("title", ours.get("title"), "B")

    listed = merge(base, ours, theirs)
    assert (listed.changes, listed.conflicts) == ({}, (conflict,))
    again = merge_fields(listed.remembered, ours, theirs)
    assert again.conflicts == (conflict,)

    kept = merge(base, ours, theirs, settling="keep")
    assert (kept.changes, kept.conflicts) == ({}, ())
    assert merge_fields(kept.remembered, ours, theirs).conflicts == ()

    taken = merge(base, ours, theirs, settling="take")
    assert (taken.changes, taken.conflicts) == ({"title": "B"}, ())


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (["a", "b"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c"]),
        (["a", "b"], ["b", "mine"], ["a", "b", "c"], ["b", "mine", "c"]),
        (["a", "b"], ["a", "b", "mine"], ["b"], ["b", "mine"]),
        (["a"], ["mine"], ["A"], ["mine"]),
        (["a"], ["a"], [], None),
        (["a"], [], ["a"], "unchanged"),
        (["RL"], ["Reinforcement learning"], ["RL"], "unchanged"),
    ],
)
def test_tags_merge_one_by_one(
    base: list[str], ours: list[str], theirs: list[str], expected: object
) -> None:
    def as_fields(tags: list[str]) -> Fields:
        return {"tags": tags} if tags else {}

    merged = merge(as_fields(base), as_fields(ours), as_fields(theirs))

    assert merged.changes.get("tags", "unchanged") == (
        "unchanged" if expected == ours else expected
    )
    assert merged.conflicts == ()


def test_without_a_record_only_the_empty_is_filled() -> None:
    merged = merge(
        None, {"title": "A", "tags": ["mine"]}, {"title": "A", "tags": ["x"], "doi": "d"}
    )

    assert merged.changes == {"doi": "d"}
    assert merged.conflicts == (Conflict("tags", ["mine"], ["x"]),)
    assert set(merged.remembered) == {"title", "doi"}


def test_mappings_merge_by_key() -> None:
    base = {"links": {"pdf": "1", "code": "1", "data": "1"}}
    ours = {"links": {"pdf": "1", "code": "mine", "data": "mine", "demo": "mine"}}
    theirs = {"links": {"pdf": "2", "code": "1", "data": "2"}}

    merged = merge(base, ours, theirs)

    assert merged.changes == {"links": {"pdf": "2", "code": "mine", "data": "mine", "demo": "mine"}}
    assert merged.conflicts == (Conflict("links.data", "mine", "2"),)


def test_the_spelling_of_a_contested_field_is_not_taken_over() -> None:
    base = {"title": "A", "bibtex": {"title": "{A}"}}
    ours = {"title": "Mine", "bibtex": {"title": "{A}"}}
    theirs = {"title": "B", "bibtex": {"title": "{B}"}}

    listed = merge(base, ours, theirs)
    assert listed.changes == {}
    assert [one.key for one in listed.conflicts] == ["title"]

    kept = merge(base, ours, theirs, settling="keep")
    assert kept.changes == {}
    assert merge_fields(kept.remembered, ours, theirs).changes == {}

    taken = merge(base, ours, theirs, settling="take")
    assert taken.changes == {"title": "B", "bibtex": {"title": "{B}"}}


def test_what_is_given_once_is_never_merged() -> None:
    ours = {"citekey": "mine", "feed_id": "mine", "slug": "mine", "aliases": ["mine"]}

    assert merge({}, ours, {"citekey": "x", "feed_id": "x", "slug": "x"}).changes == {}


_values = st.none() | st.sampled_from(["a", "b", "c"])
_tags = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True)


def _fields(title: str | None, volume: str | None, code: str | None, tags: list[str]) -> Fields:
    made = {"title": title, "volume": volume, "links": {"code": code} if code else None}
    return {key: one for key, one in {**made, "tags": tags or None}.items() if one is not None}


_any = st.builds(_fields, _values, _values, _values, _tags)


@given(base=_any, ours=_any, theirs=_any)
def test_nothing_of_the_author_is_lost(base: Fields, ours: Fields, theirs: Fields) -> None:
    merged = merge(base, ours, theirs)
    after = {**ours, **merged.changes}

    for key in ("title", "volume"):
        if ours.get(key) != base.get(key):
            assert after.get(key) == ours.get(key)
        else:
            assert after.get(key) == theirs.get(key)
    assert (ours.get("links") != base.get("links")) <= (after.get("links") == ours.get("links"))
    own = set(ours.get("tags", ())) - set(base.get("tags", ()))
    assert own <= set(after.get("tags") or ())


@given(base=_any, ours=_any, theirs=_any)
def test_a_second_import_changes_nothing_more(base: Fields, ours: Fields, theirs: Fields) -> None:
    merged = merge(base, ours, theirs)
    after = {key: one for key, one in {**ours, **merged.changes}.items() if one not in (None, {})}

    again = merge_fields(merged.remembered, after, theirs)

    assert again.changes == {}
    assert again.conflicts == merged.conflicts
    assert again.remembered == merged.remembered
