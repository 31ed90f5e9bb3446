"""Finished pieces in memory: what a build leaves to the next one, without a file."""

from __future__ import annotations


class Memory:
    """Rows that no file holds."""

    def __init__(self) -> None:
        self.rows: dict[bytes, bytes] = {}
        self.used: set[bytes] = set()

    def read(self, key: bytes) -> bytes | None:
        self.use(key)
        return self.rows.get(key)

    def use(self, key: bytes) -> None:
        self.used.add(key)

    def write(self, key: bytes, content: bytes) -> None:
        self.rows[key] = content
