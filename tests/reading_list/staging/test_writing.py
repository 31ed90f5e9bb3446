"""Files that are written by a thread: all of them, or a fault that says which could not be."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from reading_list.disk import read_tree
from reading_list.staging.writing import link_plainly, write_plainly, writing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MANY = 500
"""More than may wait at once."""


def write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    with writing(folder) as write:
        for uri, content in files:
            write(uri, content)


def is_writing() -> bool:
    return any("reading-list" in thread.name for thread in threading.enumerate())


def read(folder: Path) -> dict[str, bytes]:
    return read_tree(folder, ("",))[0]


def test_all_files_are_there_at_the_end(tmp_path: Path) -> None:
    files = {f"p/{number}/index.html": b"%d" % number for number in range(MANY)}

    more = [("large", b"x" * 3_000_000), ("p/7/index.html", b"again")]

    write_all(tmp_path, [*files.items(), *more])

    assert read(tmp_path) == files | dict(more)
    assert not is_writing()


@pytest.mark.parametrize("place", [0, MANY // 2, MANY - 1])
def test_what_cannot_be_written_is_said_with_its_name(tmp_path: Path, place: int) -> None:
    (tmp_path / "taken").write_bytes(b"no folder")

    names = ("taken/a" if number == place else f"p/{number}" for number in range(MANY))
    with pytest.raises(NotADirectoryError) as caught:
        write_all(tmp_path, ((name, b"x") for name in names))

    assert caught.value.filename == f"{tmp_path}/taken/a"
    assert not is_writing()


def test_a_fault_of_the_maker_is_its_own_and_nothing_more_is_written(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write_all(tmp_path, ((f"p/{number}", b"%d" % (1 // number)) for number in (1, 0)))

    assert not is_writing()
    assert read(tmp_path) == {}


def test_folders_are_made_for_files_and_files_in_their_place_are_faults(tmp_path: Path) -> None:
    for uri, content in (("a/b/c/d", b"older"), ("a/b/c/d", b"new"), ("a/b/e", b"")):
        write_plainly(tmp_path, uri, content)

    assert read(tmp_path) == {"a/b/c/d": b"new", "a/b/e": b""}
    with pytest.raises(NotADirectoryError):
        write_plainly(tmp_path, "a/b/e/f", b"f")


def test_a_file_of_another_folder_is_linked_where_it_can_be(tmp_path: Path) -> None:
    for name in ("last", "next"):
        (tmp_path / name).mkdir()
    write_plainly(tmp_path / "last", "a.html", b"A")
    source = str(tmp_path / "last" / "a.html")

    assert link_plainly(source, tmp_path / "next", "deep/below/a.html")

    assert (tmp_path / "next/deep/below/a.html").samefile(source)
    assert not link_plainly(source, tmp_path / "next", "deep/below/a.html")
    assert not link_plainly(source, tmp_path / "next", "deep/below/a.html/b")
    assert not link_plainly(str(tmp_path / "none"), tmp_path / "next", "other.html")
    assert not link_plainly(str(tmp_path / "last"), tmp_path / "next", "other.html")
