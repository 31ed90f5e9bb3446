"""A site that appears whole: built in a folder beside the last one, then put in its place.

Separate from `disk` because it knows nothing of what a site holds, only of folders, and of
processes that may die at any moment.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reading_list.staging.locks import hold, waiting
from reading_list.staging.swapping import LAST, MARK, put_back, swap

_NEW_FOLDER_MODE = 0o777


@dataclass(frozen=True, slots=True)
class Staging:
    """A folder that a site is built in, and the one whose place it is to take."""

    folder: Path
    target: Path
    lock: int | None
    """Held as long as the process lives: what nobody holds has been abandoned."""


def begin_staging(target: Path, *, keep: bool = False) -> Staging:
    """Make an empty folder beside `target`; with `keep` it holds a copy of what stands there.

    What killed builds have left is removed, and a site that one had moved aside is put back.
    Where nothing can be made beside it (a mount point, say), the folder is made inside.

    Raises:
        OSError: no folder can be made, or `target` is a file.
    """
    target = Path(os.path.realpath(target))
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(0, "it is no folder", target.as_posix())
    target.parent.mkdir(parents=True, exist_ok=True)
    home, prefix = _find_home(target)
    with waiting(home):
        _recover(target, home, prefix)
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=home))
        staging = Staging(folder, target, hold(folder))
    if keep and target.is_dir():
        ours = shutil.ignore_patterns(f"{MARK}*")
        try:
            shutil.copytree(target, folder, symlinks=True, dirs_exist_ok=True, ignore=ours)
        except BaseException:
            discard(staging)
            raise
    return staging


def publish(staging: Staging) -> None:
    """Put the folder in the target's place, in one step where the system can.

    Hidden files and folders of the target, which are no part of the site, go along.

    Raises:
        OSError: the target stands as it was, and the folder is removed.
    """
    folder, target = staging.folder, staging.target
    try:
        with waiting(folder.parent):
            _carry_hidden(target, folder)
            folder.chmod(_mode_of(target))
            swap(folder, target)
    finally:
        discard(staging)


def discard(staging: Staging) -> None:
    """Remove the folder, whatever it holds by now; the next build removes what this cannot."""
    shutil.rmtree(staging.folder, ignore_errors=True)
    if staging.lock is not None:
        with suppress(OSError):
            os.close(staging.lock)


def _find_home(target: Path) -> tuple[Path, str]:
    """Where a folder can be made that can be moved to the target, and how its name begins."""
    is_beside = not target.exists() or (
        os.access(target.parent, os.W_OK) and not os.path.ismount(target)
    )
    return (target.parent, f".{target.name}{MARK}") if is_beside else (target, MARK)


def _recover(target: Path, home: Path, prefix: str) -> None:
    last = home / f"{prefix}{LAST}"
    if last.is_dir() and not target.exists():
        last.rename(target)
    put_back(target, home / prefix)
    for path in tuple(home.iterdir()):
        if not path.name.startswith(prefix):
            continue
        lock = hold(path)
        if lock is not None:
            shutil.rmtree(path, ignore_errors=True)
            os.close(lock)


def _carry_hidden(target: Path, folder: Path) -> None:
    """Engines leave `.git`, `.nojekyll` and their like where they are; so do we."""
    if not target.is_dir():
        return
    for path in target.iterdir():
        if path.name.startswith(".") and not path.name.startswith(MARK):
            _carry(path, folder / path.name)


def _carry(path: Path, place: Path) -> None:
    """Link or copy what is not there yet."""
    if path.is_dir() and not path.is_symlink():
        if not place.exists():
            place.mkdir()
            shutil.copystat(path, place)
        for inner in path.iterdir():
            _carry(inner, place / inner.name)
    elif not os.path.lexists(place):
        try:
            os.link(path, place, follow_symlinks=False)
        except OSError:
            shutil.copy2(path, place, follow_symlinks=False)


def _mode_of(target: Path) -> int:
    """Permissions of the last site, or those that a new folder gets from the process."""
    with suppress(OSError):
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return _NEW_FOLDER_MODE & ~mask
