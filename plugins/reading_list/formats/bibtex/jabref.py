"""JabRef's groups -> which entries belong to them.

Separate because JabRef keeps its settings in comments, in a notation of its own: items end in
semicolons, a backslash hides one, and lines are wrapped anywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TREE = re.compile(r"\s*(?:groupstree|grouping):")
_ITEM = re.compile(r"((?:\\.|[^;\\])*);")
_GROUP = re.compile(r"\d+ ExplicitGroup:(.*)", re.DOTALL)
_HIDDEN = re.compile(r"\\(.)")


def read_groups(metadata: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Key of an entry in lower case -> names of the groups that list it, in their order."""
    groups: dict[str, dict[str, None]] = {}
    for comment in metadata:
        for name, keys in _find_groups(comment):
            for key in keys:
                groups.setdefault(key.lower(), {})[name] = None
    return {key: tuple(names) for key, names in groups.items()}


def _find_groups(comment: str) -> Iterator[tuple[str, list[str]]]:
    tree = _TREE.match(comment)
    for item in _split(comment[tree.end() :].replace("\n", "") if tree else ""):
        group = _GROUP.fullmatch(item)
        parts = _split(group[1]) if group else []
        if parts:
            yield parts[0], [key for key in parts[2:] if key]


def _split(text: str) -> list[str]:
    return [_HIDDEN.sub(r"\1", match[1]) for match in _ITEM.finditer(text)]
