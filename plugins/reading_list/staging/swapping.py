"""One folder takes the place of another, in as few steps as the system allows.

Separate because systems differ in nothing else here: whole folders are exchanged, or moved one
after the other, or, where a folder cannot be moved at all, their entries are.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MARK = ".reading-list-"
"""In the name of everything that is made while a site is built."""
LAST = "last"
"""The last site, while another is moved into its place."""
LEAVING = "leaving"
GONE = "gone"
"""Entries of the last site that are moved aside one by one; all of them."""
_AT_WORKING_FOLDER = -100
_EXCHANGE = 2


def swap(folder: Path, target: Path) -> None:
    """Put `folder` in the place of `target`; what is then at `folder` may be removed.

    Raises:
        OSError: `target` stands as it was.
    """
    if not target.exists():
        folder.rename(target)
    elif folder.parent == target:
        _swap_entries(folder, target, target / MARK)
    else:
        try:
            _exchange(folder, target)
        except OSError:
            _swap_in_steps(folder, target)


def _exchange(one: Path, other: Path) -> None:
    """Let two folders have one another's names.

    Raises:
        OSError: neither has moved. Only Linux can do it, and not on every file system.

    Source: https://man7.org/linux/man-pages/man2/rename.2.html
    """
    sys.audit("os.rename", str(one), str(other), -1, -1)
    library = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    call = getattr(library, "renameat2", None)
    if call is None:
        raise OSError(0, "names cannot be exchanged here")
    here = _AT_WORKING_FOLDER
    if call(here, os.fsencode(one), here, os.fsencode(other), _EXCHANGE) != 0:
        raise OSError(ctypes.get_errno(), "names cannot be exchanged here")


def _swap_in_steps(folder: Path, target: Path) -> None:
    aside = target.with_name(f".{target.name}{MARK}{LAST}")
    try:
        target.rename(aside)
    except OSError:  # as with folders that an image of a container came with
        _swap_entries(folder, target, target.with_name(f".{target.name}{MARK}"))
        return
    try:
        folder.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _swap_entries(folder: Path, target: Path, prefix: Path) -> None:
    leaving, gone = _name(prefix, LEAVING), _name(prefix, GONE)
    leaving.mkdir()
    try:
        for path in _entries(target):
            _move(path, leaving / path.name)
        leaving.rename(gone)
        for path in _entries(folder):
            _move(path, target / path.name)
        gone.rename(folder / GONE)  # from here on the new site is whole
    except BaseException:
        put_back(target, prefix)
        raise


def put_back(target: Path, prefix: Path) -> None:
    """Undo what a build had begun when it died: the entries of the last site stand again.

    Raises:
        OSError: an entry cannot be moved; the others are where they were.
    """
    leaving, gone = _name(prefix, LEAVING), _name(prefix, GONE)
    if gone.is_dir():
        for path in _entries(target):
            _remove(path)
        gone.rename(leaving)
    if leaving.is_dir():
        for path in _entries(leaving):
            _remove(target / path.name)
            _move(path, target / path.name)
        leaving.rmdir()


def _name(prefix: Path, ending: str) -> Path:
    return prefix.with_name(prefix.name + ending)


def _entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith(MARK))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _move(path: Path, place: Path) -> None:
    """Move an entry, by way of a copy where it cannot be moved: `place` is whole or not there."""
    try:
        path.rename(place)
    except OSError:
        copy = place.with_name(f"{MARK}copy")
        _remove(copy)
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, copy, symlinks=True)
        else:
            shutil.copy2(path, copy, follow_symlinks=False)
        copy.rename(place)
        _remove(path)
