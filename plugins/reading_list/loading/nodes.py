"""What front matter is made of: texts, lists and mappings that know their lines.

Separate because two readers make them: that of all YAML, and that of its plainest lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written, and the line of the file it starts on."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A YAML sequence."""

    nodes: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entries:
    """A YAML mapping; `lines` holds the line of every key."""

    nodes: dict[str, Node]
    lines: dict[str, int]
    line: int


Node: TypeAlias = Scalar | Items | Entries | None
"""None is a key without a value."""
