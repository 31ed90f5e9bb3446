"""A folder that is served while its site is built anew, again and again.

Separate because it is never exchanged: a preview's server reads from one folder as long as it
lives, and waits while files are moved into it. So only what has changed is written.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from reading_list.staging.swapping import MARK

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


class Standing:
    """The served folder, what stands in it, and the folder beside it for what is new."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.folder = target / f"{MARK}next"
        """Hidden, and on the same disk: files are moved, not copied."""
        self._paths: set[str] = set()
        """Every file of the last build; empty where nobody knows what stands there."""
        self._digests: dict[str, bytes] = {}
        """Of files that `is_there` was asked about."""
        self._made: dict[str, bytes] = {}
        self._new: set[str] = set()
        self._moved: set[str] = set()

    def begin(self) -> None:
        """Start anew; the last site stands.

        Raises:
            OSError: the folder cannot be made.
        """
        self._made, self._new, self._moved = {}, set(), set()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def is_there(self, path: str, content: bytes) -> bool:
        """Whether a file of the site need not be written; else it is to be, into `folder`."""
        digest = self._made[path] = blake2b(content, digest_size=16).digest()
        if path not in self._new and self._digests.get(path) == digest:
            return True
        self._new.add(path)
        return False

    @property
    def is_known(self) -> bool:
        """Whether a site of ours stands here."""
        return bool(self._paths)

    def publish_part(self, later: AbstractSet[str]) -> AbstractSet[str]:
        """Move in what is new so far, but for the paths to come `later`; all that is ready.

        Nothing is removed yet. What cannot be moved waits for the whole.
        """
        for path in _find_files(self.folder):
            if path not in later:
                with suppress(OSError):
                    self._digests.pop(path, None)
                    _move(self.folder / path, self.target / path)
                    self._moved.add(path)
        self._paths |= self._moved
        there = {path for path, digest in self._made.items() if self._digests.get(path) == digest}
        return self._moved | there

    def publish(self) -> None:
        """Move in what is new, and remove what the site no longer has.

        Raises:
            OSError: a file cannot be moved; the next build begins with an empty folder.
        """
        found = {*_find_files(self.folder)}
        now = found | self._moved | self._made.keys()
        if not self._paths:
            _empty(self.target)
        gone, self._paths, self._digests = self._paths - now, set(), {}
        for path in gone:
            _remove(self.target, path)
        for path in found:
            _move(self.folder / path, self.target / path)
        shutil.rmtree(self.folder, ignore_errors=True)
        self._paths = now
        # What others have written in the place of ours is not what we remember.
        others = (found | self._moved) - self._new
        self._digests = {path: one for path, one in self._made.items() if path not in others}

    def discard(self) -> None:
        """Give the build up; the last site stands."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _empty(folder: Path) -> None:
    """Remove everything but what is hidden, as the engine does before a build."""
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _find_files(folder: Path) -> list[str]:
    start = len(str(folder)) + 1
    return [
        f"{root}/{name}".replace(os.sep, "/")[start:]
        for root, _, names in os.walk(folder)
        for name in names
    ]


def _remove(target: Path, path: str) -> None:
    """The file, and the folders that are empty without it."""
    (target / path).unlink(missing_ok=True)
    with suppress(OSError):
        for folder in Path(path).parents[:-1]:
            (target / folder).rmdir()


def _move(source: Path, place: Path) -> None:
    try:
        source.replace(place)
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        source.replace(place)
