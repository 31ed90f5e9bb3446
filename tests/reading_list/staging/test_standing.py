"""A served folder becomes each next site, and only what has changed is written."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.staging.standing import Standing

paths = st.sampled_from(["a", "a/b", "a/c", "b/c/d", "b/c", "e"])
sites = st.dictionaries(paths, st.tuples(st.sampled_from(["x", "y"]), st.booleans()))
"""Path -> content, and whether it is ours; else the engine writes it without asking."""


def is_possible(site: dict[str, tuple[str, bool]]) -> bool:
    """No file has the name of a folder."""
    return not any(other.startswith(f"{one}/") for one in site for other in site)


def write(standing: Standing, site: dict[str, tuple[str, bool]]) -> list[str]:
    """What had to be written."""
    written = []
    for path, (content, is_ours) in site.items():
        if is_ours and standing.is_there(path, content.encode()):
            continue
        place = standing.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content)
        written.append(path)
    return written


def build(standing: Standing, site: dict[str, tuple[str, bool]]) -> list[str]:
    standing.begin()
    written = write(standing, site)
    standing.publish()
    return written


def read(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


@given(st.lists(sites.filter(is_possible), min_size=2, max_size=5))
def test_each_site_stands_whole(many: list[dict[str, tuple[str, bool]]]) -> None:
    with TemporaryDirectory() as temporary:
        standing = Standing(Path(temporary))
        for site in many:
            build(standing, site)
            assert {path: content for path, (content, _) in site.items()} == read(standing.target)


@given(
    sites.filter(is_possible),
    st.lists(st.tuples(sites.filter(is_possible), st.integers(0, 4), st.booleans()), max_size=4),
)
def test_a_site_may_come_in_two_parts_and_be_given_up_between_them(
    first: dict[str, tuple[str, bool]],
    many: list[tuple[dict[str, tuple[str, bool]], int, bool]],
) -> None:
    with TemporaryDirectory() as temporary:
        standing = Standing(Path(temporary))
        build(standing, {"x": ("x", True), **first})
        for site, cut, is_whole in many:
            names = [*site]
            standing.begin()
            write(standing, {name: site[name] for name in names[:cut]})
            ready = standing.publish_part({"e"})
            assert "e" not in ready or site["e"][1]
            for name in ready:
                assert site[name][0] == (standing.target / name).read_text()
            if is_whole:
                write(standing, {name: site[name] for name in names[cut:]})
                standing.publish()
                expected = {path: content for path, (content, _) in site.items()}
                assert expected == read(standing.target)
                build(standing, {"x": ("x", True), **site})


def test_only_what_has_changed_is_written(tmp_path: Path) -> None:
    standing = Standing(tmp_path)

    assert build(standing, {"a": ("x", True), "b": ("x", True)}) == ["a", "b"]
    assert build(standing, {"a": ("x", True), "b": ("y", True)}) == ["b"]
    assert build(standing, {"a": ("x", True), "b": ("y", True)}) == []


def test_what_was_there_before_the_first_build_goes(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "page").write_text("old")
    (tmp_path / "file").write_text("old")
    (tmp_path / ".hidden").write_text("mine")

    build(Standing(tmp_path), {"a": ("x", True)})

    assert read(tmp_path) == {"a": "x", ".hidden": "mine"}


def test_a_build_that_is_given_up_changes_nothing(tmp_path: Path) -> None:
    standing = Standing(tmp_path)
    build(standing, {"a": ("x", True)})

    standing.begin()
    assert not standing.is_there("a", b"y")
    (standing.folder / "a").write_text("y")
    standing.discard()

    assert read(tmp_path) == {"a": "x"}
    assert build(standing, {"a": ("y", True)}) == ["a"]
    assert read(tmp_path) == {"a": "y"}


def test_after_a_move_that_failed_everything_is_written(tmp_path: Path) -> None:
    standing = Standing(tmp_path)
    site = {"a": ("x", True), "b": ("x", True)}
    build(standing, site)
    (tmp_path / "c" / "in the way").mkdir(parents=True)

    with pytest.raises(OSError, match="c"):
        build(standing, {**site, "c": ("x", True)})

    assert build(standing, site) == ["a", "b"]
    assert read(tmp_path) == {"a": "x", "b": "x"}
