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
from typing import TYPE_CHECKING, Any
from zlib import compress, crc32, decompress
from zlib import error as ZlibError  # noqa: N812 - it is an exception

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

SCHEMA = "CREATE TABLE block (id INTEGER PRIMARY KEY, keys BLOB NOT NULL, content BLOB NOT NULL)"
_FORMAT = 2
_KEY = 16
"""Bytes of a key."""
_PIECES, _BYTES = 16, 1 << 16
"""A block is full with so many pieces, or so many bytes: one that is read for a single piece costs
little, and what was made together is asked for together."""
_TOGETHER = 50
"""Blocks that are written at once."""
_HELD = 64
"""Blocks that are held unpacked: several kinds of pieces are asked for in turn."""
_SPARE = 3
"""So many times the pieces of the last build are kept: drafts and options come and go."""
_CHECK = 4
"""Bytes of a checksum."""
_LEVEL = 1
"""Of compression: a third of the bytes is left; the other levels cost far more than they save."""


class CacheFile:
    """Reads and writes rows while a build runs.

    Pieces stand in blocks of several, in the order in which they were made, for what is small
    and alike is packed together in less time and room. Nothing in the file is code, and nothing
    in it is run. Every fault of it is swallowed: what is damaged, foreign or locked is as good as
    empty.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._blocks: dict[bytes, int] = {}
        """Key -> the block that holds its piece."""
        self._used: set[bytes] = set()
        self._held: dict[int, dict[bytes, bytes]] = {}
        self._new: dict[bytes, bytes] = {}
        self._size = 0
        self._full: list[tuple[bytes, bytes]] = []
        self._connection = _open(path)
        self._list_blocks()

    def read(self, key: bytes) -> bytes | None:
        """What is kept under a key."""
        self.use(key)
        block = self._blocks.get(key)
        if block is None:
            return None
        held = self._held.get(block)
        if held is None:
            held = self._hold(block)
        return held.get(key)

    def use(self, key: bytes) -> None:
        """Do not drop what is kept under a key."""
        self._used.add(key)

    def write(self, key: bytes, content: bytes) -> None:
        """Keep it, soon; a piece is one line."""
        if self._connection is None:
            return
        self._new[key] = content
        self._size += len(content)
        if len(self._new) >= _PIECES or self._size >= _BYTES:
            self._fill()
            if len(self._full) >= _TOGETHER:
                self._flush()

    def close(self) -> None:
        """Write what waits, and drop what no build has asked for in a while."""
        if self._new:
            self._fill()
        self._flush()
        if self._connection is None:
            return
        with suppress(sqlite3.Error):
            self._prune(self._connection)
            self._connection.commit()
        with suppress(sqlite3.Error):
            self._connection.close()
        self._connection = None

    def _list_blocks(self) -> None:
        for block, keys in self._select("SELECT id, keys FROM block ORDER BY id"):
            if isinstance(keys, bytes):
                self._blocks |= dict.fromkeys(_cut(keys), block)

    def _hold(self, block: int) -> dict[bytes, bytes]:
        """Unpack a block; the one that came first makes room."""
        found = self._select("SELECT keys, content FROM block WHERE id = ?", (block,))
        if len(self._held) >= _HELD:
            del self._held[next(iter(self._held))]
        held = self._held[block] = _unpack(*found[0]) if found else {}
        return held

    def _select(self, statement: str, values: tuple[int, ...] = ()) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error:
            self._give_up()
            return []

    def _fill(self) -> None:
        self._full.append(_pack(self._new))
        self._new, self._size = {}, 0

    def _flush(self) -> None:
        full, self._full = self._full, []
        if self._connection is None or not full:
            return
        try:
            self._connection.executemany("INSERT INTO block (keys, content) VALUES (?, ?)", full)
        except sqlite3.OperationalError:  # another build holds the file, or the disk is full
            self._connection.close()
            self._connection = None
        except sqlite3.Error:
            self._give_up()

    def _prune(self, connection: sqlite3.Connection) -> None:
        """Pack anew what was asked for, where most of the file was not."""
        (size,) = connection.execute("SELECT sum(length(keys)) FROM block").fetchone()
        if (size or 0) <= _SPARE * _KEY * max(len(self._used), 1):
            return
        (last,) = connection.execute("SELECT max(id) FROM block").fetchone()
        statement = "SELECT id, keys, content FROM block WHERE id <= ? ORDER BY id"
        for block, keys, content in connection.execute(statement, (last,)).fetchall():
            for key, piece in _unpack(keys, content).items():
                if key in self._used:
                    self.write(key, piece)
            connection.execute("DELETE FROM block WHERE id = ?", (block,))
        if self._new:
            self._fill()
        self._flush()

    def _give_up(self) -> None:
        """The file is no good: go on without, and leave the place to a new one."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _pack(pieces: Mapping[bytes, bytes]) -> tuple[bytes, bytes]:
    """Keys and lines, with a checksum of both before the lines."""
    keys = b"".join(pieces)
    packed = compress(b"\n".join(pieces.values()), _LEVEL)
    return keys, _check(keys, packed) + packed


def _unpack(keys: object, content: object) -> dict[bytes, bytes]:
    """What `_pack` has packed; nothing where it is damaged."""
    if not isinstance(keys, bytes) or not isinstance(content, bytes):
        return {}
    packed = content[_CHECK:]
    if content[:_CHECK] != _check(keys, packed):
        return {}
    try:
        return dict(zip(_cut(keys), decompress(packed).split(b"\n"), strict=True))
    except (ValueError, ZlibError):
        return {}


def _cut(keys: bytes) -> list[bytes]:
    return [keys[start : start + _KEY] for start in range(0, len(keys), _KEY)]


def _check(keys: bytes, packed: bytes) -> bytes:
    return crc32(packed, crc32(keys)).to_bytes(_CHECK, "big")


def _open(path: Path) -> sqlite3.Connection | None:
    """A file that is ours, or a new one in its place."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(
                path,
                timeout=1,
                isolation_level="DEFERRED",
                check_same_thread=False,  # a preview ends in another one
            )
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
