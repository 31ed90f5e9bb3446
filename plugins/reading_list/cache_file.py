"""The file in which finished pieces wait for the next build.

Separate from `disk` because it holds nothing of the author's and may vanish at any time: whatever
is wrong with it, a build goes on without it, and the next one has a new file.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files as package_files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

SCHEMA = "CREATE TABLE piece (key BLOB PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID"
_FORMAT = 1
_TOGETHER = 500
"""Rows that are written at once."""
_SPARE = 3
"""So many times the pieces of the last build are kept: drafts and options come and go."""


class CacheFile:
    """Reads and writes rows while a build runs.

    Nothing in it is code, and nothing in it is run. Every fault of the file is swallowed: what is
    damaged, foreign or locked is as good as empty.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._connection = _open(path)

    def read(self, key: bytes) -> bytes | None:
        """What is kept under a key."""
        self._used.add(key)
        if self._connection is None:
            return None
        try:
            row = self._connection.execute("SELECT content FROM piece WHERE key = ?", (key,))
            found = row.fetchone()
        except sqlite3.Error:
            self._give_up()
            return None
        return found[0] if found and isinstance(found[0], bytes) else None

    def write(self, key: bytes, content: bytes) -> None:
        """Keep it, soon."""
        if self._connection is not None:
            self._new[key] = content
            if len(self._new) >= _TOGETHER:
                self._flush()

    def close(self) -> None:
        """Write what waits, and drop what no build has asked for in a while."""
        self._flush()
        if self._connection is None:
            return
        with suppress(sqlite3.Error):
            self._prune(self._connection)
            self._connection.commit()
        with suppress(sqlite3.Error):
            self._connection.close()
        self._connection = None

    def _flush(self) -> None:
        new, self._new = self._new, {}
        if self._connection is None or not new:
            return
        try:
            statement = "INSERT OR REPLACE INTO piece VALUES (?, ?)"
            self._connection.executemany(statement, new.items())
        except sqlite3.OperationalError:  # another build holds the file, or the disk is full
            self._connection.close()
            self._connection = None
        except sqlite3.Error:
            self._give_up()

    def _prune(self, connection: sqlite3.Connection) -> None:
        (count,) = connection.execute("SELECT count(*) FROM piece").fetchone()
        if count <= _SPARE * max(len(self._used), 1):
            return
        connection.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
        connection.executemany("INSERT INTO used VALUES (?)", ((key,) for key in self._used))
        connection.execute("DELETE FROM piece WHERE key NOT IN (SELECT key FROM used)")

    def _give_up(self) -> None:
        """The file is no good: go on without, and leave the place to a new one."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection | None:
    """A file that is ours, or a new one in its place."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=1, isolation_level="DEFERRED")
        except (OSError, sqlite3.Error):
            return None
        try:
            _prepare(connection)
        except sqlite3.OperationalError:
            connection.close()
            return None
        except (sqlite3.Error, ValueError):
            connection.close()
            with suppress(OSError):
                path.unlink(missing_ok=True)
        else:
            return connection
    return None


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the table, or see that it is there.

    Raises:
        ValueError: the file is somebody else's, or of another time.
    """
    # A crash may leave half a file: then checksums fail, and pieces are made anew.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA trusted_schema = OFF")
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    schema = connection.execute("SELECT type, sql FROM sqlite_master").fetchall()
    if not schema and not found:
        connection.execute(SCHEMA)
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
        connection.commit()
    elif found != _FORMAT or schema != [("table", SCHEMA)]:
        raise ValueError(found)


def digest_software(distributions: Iterable[str]) -> str:
    """What our own code is, and which versions of others are here."""
    found = blake2b(digest_size=16)
    for name, content in _sources(package_files("reading_list")):
        found.update(f"{name} {len(content)} ".encode() + content)
    for name in distributions:
        with suppress(PackageNotFoundError):
            found.update(f"{name} {version(name)} ".encode())
    return found.hexdigest()


def _sources(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir() and one.name != "__pycache__":
            yield from _sources(one)
        elif one.name.endswith((".py", ".html")):
            yield one.name, one.read_bytes()
