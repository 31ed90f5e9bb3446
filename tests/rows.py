"""Finished pieces in memory: what a build leaves to the next one, without a file."""

from __future__ import annotations


class Memory:
    """Rows that no file holds."""

    def __init__(self) -> None:
        self.rows: dict[bytes, bytes] = {}

    def read(self, key: bytes) -> bytes | None:
        return self.rows.get(key)

    def write(self, key: bytes, content: bytes) -> None:
        self.rows[key] = content
