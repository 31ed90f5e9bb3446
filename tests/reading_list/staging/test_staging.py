from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reading_list.staging import begin_staging, discard, publish

FAILING = Path(__file__).parents[2] / "failing.py"


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_site_takes_the_place_of_the_last_one_as_a_whole(tmp_path: Path) -> None:
    site = write(tmp_path / "site", a="old", gone="old")

    staging = begin_staging(site)
    write(staging.folder, a="new")
    assert (site / "a").read_text() == "old"
    publish(staging)

    assert names(site) == ["a"]
    assert (site / "a").read_text() == "new"
    assert names(tmp_path) == ["site"]


def test_a_first_site_appears_with_the_folders_above_it(tmp_path: Path) -> None:
    staging = begin_staging(tmp_path / "deep" / "site")
    write(staging.folder, a="new")
    publish(staging)

    assert names(tmp_path / "deep") == ["site"]
    assert names(tmp_path / "deep" / "site") == ["a"]


def test_what_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    site = write(tmp_path / "site", a="old")

    staging = begin_staging(site)
    write(staging.folder, a="new")
    discard(staging)

    assert names(tmp_path) == ["site"]
    assert (site / "a").read_text() == "old"


def test_hidden_files_stay_and_permissions_too(tmp_path: Path) -> None:
    site = write(tmp_path / "site", a="old", **{".nojekyll": ""})
    write(site / ".git" / "refs", main="1")
    write(site / ".well-known", mine="mine", both="old")
    site.chmod(0o750)

    staging = begin_staging(site)
    write(staging.folder / ".well-known", both="new")
    publish(staging)

    assert names(site) == [".git", ".nojekyll", ".well-known"]
    assert (site / ".git" / "refs" / "main").read_text() == "1"
    assert (site / ".well-known" / "mine").read_text() == "mine"
    assert (site / ".well-known" / "both").read_text() == "new"
    assert site.stat().st_mode & 0o777 == 0o750


def test_a_new_site_has_the_permissions_of_the_process(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        publish(begin_staging(tmp_path / "site"))
    finally:
        os.umask(mask)

    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o750


def test_the_last_site_may_be_built_upon(tmp_path: Path) -> None:
    site = write(tmp_path / "site", a="old", b="old")

    staging = begin_staging(site, keep=True)
    write(staging.folder, a="new")
    assert (site / "a").read_text() == "old"
    publish(staging)

    assert [(site / name).read_text() for name in ("a", "b")] == ["new", "old"]


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    real = write(tmp_path / "real" / "x", a="old")
    (tmp_path / "site").symlink_to(real, target_is_directory=True)

    staging = begin_staging(tmp_path / "site")
    write(staging.folder, a="new")
    publish(staging)

    assert (tmp_path / "site").is_symlink()
    assert (real / "a").read_text() == "new"


def test_a_file_is_no_place_for_a_site(tmp_path: Path) -> None:
    write(tmp_path, site="mine")

    with pytest.raises(NotADirectoryError):
        begin_staging(tmp_path / "site")

    assert (tmp_path / "site").read_text() == "mine"


def test_what_a_killed_build_left_goes_and_what_another_is_making_stays(tmp_path: Path) -> None:
    site = write(tmp_path / "site", a="old")
    write(tmp_path / ".site.reading-list-dead", a="half")
    write(tmp_path / ".other.reading-list-dead", a="of another site")
    alive = begin_staging(site)

    staging = begin_staging(site)

    assert names(tmp_path) == sorted(
        [".other.reading-list-dead", alive.folder.name, staging.folder.name, "site"]
    )
    discard(staging)
    discard(alive)


def test_a_site_that_a_killed_build_moved_aside_comes_back(tmp_path: Path) -> None:
    write(tmp_path / ".site.reading-list-last", a="old")

    discard(begin_staging(tmp_path / "site"))

    assert (tmp_path / "site" / "a").read_text() == "old"
    assert names(tmp_path) == ["site"]


def test_sites_that_are_ready_at_once_do_not_mix(tmp_path: Path) -> None:
    site = write(tmp_path / "site", **{str(number): "old" for number in range(20)})

    def put(text: str) -> None:
        for _ in range(20):
            staging = begin_staging(site)
            write(staging.folder, **{str(number): text for number in range(20)})
            publish(staging)

    threads = [threading.Thread(target=put, args=(text,)) for text in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert names(tmp_path) == ["site"]
    assert len({path.read_text() for path in site.iterdir()}) == 1
    assert len(names(site)) == 20


@pytest.mark.parametrize("how", ["fail", "full", "kill"])
@pytest.mark.parametrize("what", ["exchange", "steps", "entries"])
def test_whatever_goes_wrong_there_is_one_whole_site(tmp_path: Path, what: str, how: str) -> None:
    """On systems that exchange folders, that only move them, and where they cannot be moved."""
    site = write(tmp_path / "site", **{"index.html": "old", "zz.html": "z", ".nojekyll": ""})
    write(site / "papers", **{"a.html": "a"})
    write(site / ".git", HEAD="x")

    done = subprocess.run(
        [sys.executable, FAILING, what, how, "1", tmp_path],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr == ""
    first, *wrong, last = done.stdout.splitlines()
    assert (first, wrong) == ("different", [])
    assert int(last.split()[0]) >= 15
    assert last.endswith("tried; [] left")
