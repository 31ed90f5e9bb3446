import os
from pathlib import Path

import pytest

from reading_list.disk import (
    find_names,
    read_again,
    read_text,
    read_texts,
    read_tree,
    write_bytes_atomically,
    write_parts_atomically,
    write_text_atomically,
    write_together,
)
from reading_list.staging.writing import write_plainly


def write_tree(folder: Path, files: dict[str, bytes]) -> None:
    for uri, content in files.items():
        write_plainly(folder, uri, content)


def test_a_file_of_another_size_is_not_read_to_its_end(tmp_path: Path) -> None:
    write_tree(tmp_path, {"page": b"1234", "folder/page": b""})
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("page")

    found = {size: read_again(str(tmp_path / "page"), size) for size in (2, 4, 9)}

    assert found == {2: b"123", 4: b"1234", 9: b"1234"}
    for name in ("none", "folder", "pipe", "link", "page/below"):
        assert read_again(str(tmp_path / name), 4) == b""


def test_a_tree_is_read_sorted_with_slashes(tmp_path: Path) -> None:
    write_tree(tmp_path, {"b/c.md": b"c", "a.md": b"a", "x.txt": b"x", ".git/d.md": b"d"})

    found, faults = read_tree(tmp_path, (".md",))

    assert list(found.items()) == [("a.md", b"a"), ("b/c.md", b"c")]
    assert faults == ()


def test_a_missing_folder_is_empty(tmp_path: Path) -> None:
    assert read_tree(tmp_path / "none", (".md",)) == ({}, ())
    assert find_names(tmp_path / "none") == ()


def test_loops_folders_pipes_and_dead_links_are_survived(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.md": b"a", "folder.md/b.md": b"b"})
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "dead.md").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.md")

    found, faults = read_tree(tmp_path, (".md",))

    assert list(found) == ["a.md", "folder.md/b.md"]
    assert sorted(fault.location.uri for fault in faults) == ["dead.md", "folder.md", "pipe.md"]
    assert {fault.code for fault in faults} == {"unreadable-file"}


def test_writing_keeps_permissions_and_follows_links(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    write_text_atomically(target, "old")
    target.chmod(0o640)
    (tmp_path / "link.md").symlink_to(target)

    write_text_atomically(tmp_path / "link.md", "Gödel\n")

    assert read_text(target) == "Gödel\n"
    assert target.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.md").is_symlink()


def test_a_new_file_has_the_permissions_of_the_process(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_text_atomically(tmp_path / "a.md", "x")
    finally:
        os.umask(mask)

    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()

    with pytest.raises(OSError, match="directory"):
        write_bytes_atomically(tmp_path / "a.md", b"x")

    assert find_names(tmp_path) == ("a.md",)


def test_a_file_is_made_part_by_part_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_parts_atomically(path, iter((b"[1", b",2", b"]")))

    with pytest.raises(ZeroDivisionError):
        write_parts_atomically(path, (b"%d" % (1 // number) for number in (1, 0)))

    assert path.read_bytes() == b"[1,2]"
    assert find_names(tmp_path) == ("a.json",)


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"before")

    with pytest.raises(OSError, match="File exists") as caught:
        write_together({old: b"after", new: b"new", old / "below": b"never"})

    assert caught.value.filename == (old / "below").as_posix()
    assert old.read_bytes() == b"before"
    assert not new.exists()

    write_together({old: b"after", new: b"new"})

    assert (old.read_bytes(), new.read_bytes()) == (b"after", b"new")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfx\xff")

    assert read_text(tmp_path / "a.md") == "x\ufffd"


def test_tags_that_cannot_be_read_are_a_fault(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/tags.yml").symlink_to("/proc/self/mem")  # nobody can read its beginning

    _, faults = read_texts(tmp_path, tmp_path / "docs", tmp_path / "papers")

    assert [(fault.code, fault.location.uri) for fault in faults] == [
        ("unreadable-file", "docs/tags.yml")
    ]
