"""A file is read once, and found to be what it was found to be then."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.cache import Cache, Held
from reading_list.loading.packing import PAPER
from reading_list.loading.papers import load_paper
from reading_list.loading.remembered import group_files, recall_entries
from rows import Memory
from strategies import front_matter_text, ids

if TYPE_CHECKING:
    from reading_list.diagnostics import Diagnostic
    from reading_list.model import Paper

FILES = {f"papers/{number}.md": f"---\ntitle: T {number}\n---\n" for number in range(100)}


class Folder:
    """Papers, and a note of which were read."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.read: list[str] = []

    def load(self, uri: str) -> tuple[Paper | None, tuple[Diagnostic, ...]]:
        self.read.append(uri)
        return load_paper(uri, self.files[uri].encode(errors="surrogatepass"))

    def recall(self, rows: Memory) -> list[tuple[Paper | None, tuple[Diagnostic, ...]]]:
        self.read = []
        # The text stands for its digest.
        return [*recall_entries(self.files, PAPER, self.load, Cache(rows, "", self.files))]


def show(found: list[tuple[Paper | None, tuple[Diagnostic, ...]]]) -> list[object]:
    """Every field, those that equality leaves out as well."""
    return [
        (paper and [getattr(paper, one.name) for one in fields(paper)], faults)
        for paper, faults in found
    ]


@given(st.dictionaries(ids.map("papers/{}.md".format), front_matter_text, max_size=5))
def test_three_builds_find_the_same(texts: dict[str, str]) -> None:
    folder, rows = (
        Folder({uri: f"---\n{text}\n---\n{text}" for uri, text in texts.items()}),
        Memory(),
    )
    expected = show([*map(folder.load, folder.files)])

    assert show(folder.recall(rows)) == expected
    assert folder.read == [*folder.files]
    assert show(folder.recall(rows)) == expected
    assert folder.read == []


def test_an_edit_lets_only_its_neighbours_be_read_again() -> None:
    folder, rows = Folder(dict(FILES)), Memory()
    folder.recall(rows)

    folder.files["papers/50.md"] = "---\ntitle: Other\n---\n"
    found = folder.recall(rows)

    assert found[50][0] is not None
    assert found[50][0].title == "Other"
    assert 0 < len(folder.read) < len(FILES) / 2


@pytest.mark.parametrize("change", ["comes", "goes"])
def test_a_file_that_comes_or_goes_leaves_other_groups_alone(change: str) -> None:
    folder, rows = Folder(dict(FILES)), Memory()
    folder.recall(rows)

    if change == "comes":
        folder.files = {"papers/0a.md": "---\ntitle: A\n---\n", **FILES}
    else:
        del folder.files["papers/0.md"]
    found = folder.recall(rows)

    assert [paper.id for paper, _ in found if paper] == [
        uri.removeprefix("papers/").removesuffix(".md") for uri in folder.files
    ]
    assert len(folder.read) < len(FILES) / 2


def test_a_file_of_which_no_digest_is_known_is_read() -> None:
    folder, rows = Folder(dict(FILES)), Memory()

    found = [*recall_entries(folder.files, PAPER, folder.load, Cache(rows))]

    assert len(found) == len(FILES)
    assert rows.rows == {}


@given(st.lists(ids, unique=True))
def test_each_file_is_in_one_group(names: list[str]) -> None:
    assert [one for group in group_files(names) for one in group] == names


def test_a_preview_holds_what_it_has_read() -> None:
    folder, rows, held = Folder(FILES), Memory(), Held()
    builds = []
    for text in ("First", "Second", "Second"):
        held.begin()
        rows.used.clear()
        folder.files = FILES | {"papers/7.md": f"---\ntitle: {text}\n---\n"}
        cache = Cache(rows, "", folder.files, held)
        builds.append(
            [paper for paper, _ in recall_entries(folder.files, PAPER, folder.load, cache)]
        )
        assert len(rows.used) == len([*group_files(FILES)])

    first, second, third = builds
    assert all(one is other for one, other in zip(second, third, strict=True))
    changed = [one.id for one, other in zip(first, second, strict=True) if one is not other and one]
    assert "7" in changed
    assert len(changed) < len(FILES) / 2
    assert [one.title for one in second if one and one.id == "7"] == ["Second"]
