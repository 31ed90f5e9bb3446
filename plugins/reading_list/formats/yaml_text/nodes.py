"""YAML text -> nodes that know the place of every value.

Separate from the reader of loading because that one needs lines for its messages, and this one
the exact characters; it refuses what an edit could harm.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import yaml

from reading_list.errors import UneditableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml._yaml import Mark as CMark

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Where YAML 1.1 ends a line (section 4.1.4); editors know the first three only."""
_DEEPEST = 20
_HEADER = 3
"""Characters that begin a block: its style, indentation and chomping (section 8.1.1)."""


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A text; `text[start:end]` of the source is its writing, quotes and header included."""

    start: int
    end: int
    text: str
    style: str
    """`'`, `"`, `|`, `>`, or nothing for a plain text."""
    is_empty: bool = False
    """There is nothing but the place where a value could stand."""


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list; a block ends with its last item, so comments below it are outside."""

    start: int
    end: int
    column: int
    """Of the hyphens, in a block."""
    is_flow: bool
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys and values in the author's order."""

    start: int
    end: int
    column: int
    """Of the keys, in a block."""
    is_flow: bool
    pairs: tuple[tuple[ScalarNode, Node], ...]


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


@dataclass(frozen=True)
class Source:
    """A text and where its lines are; `newline` ends the lines that an edit adds."""

    text: str
    newline: str = "\n"

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in BREAK.finditer(self.text))]

    def line_start(self, place: int) -> int:
        """Begin of the line that holds the place."""
        return self._starts[bisect_right(self._starts, place) - 1]

    def line_stop(self, place: int) -> int:
        """End of the line that holds the place, without its break."""
        found = BREAK.search(self.text, place)
        return found.start() if found else len(self.text)

    def next_line(self, place: int) -> int:
        """Begin of the line after that of the place, or the end of the text."""
        following = bisect_right(self._starts, place)
        return self._starts[following] if following < len(self._starts) else len(self.text)

    def indent_of(self, place: int) -> str:
        """Blanks at the begin of the line that holds the place."""
        start = self.line_start(place)
        line = self.text[start : self.line_stop(start)]
        return line[: len(line) - len(line.lstrip(" "))]

    def is_first_on_line(self, place: int) -> bool:
        """Say whether nothing but blanks stands before the place on its line."""
        return not self.text[self.line_start(place) : place].strip(" ")


def read_nodes(text: str) -> MappingNode | None:
    """Read a mapping; None where there is no value at all.

    Raises:
        UneditableError: broken YAML, or something that no edit can keep safe: anchors, aliases,
            tags of collections, equal keys, keys that are no texts, several documents.
    """
    try:
        root = _Reader(text).read()
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f" on line {mark.line + 1} of it" if mark is not None else ""
        problem = str(getattr(fault, "problem", "") or "").strip() or "it cannot be read"
        raise UneditableError(f"It is not valid YAML{line}: {problem}.") from fault
    except UnicodeError as fault:
        raise UneditableError("It holds something that is no character.") from fault
    if root is None or isinstance(root, MappingNode):
        return root
    if isinstance(root, ScalarNode) and root.is_empty:
        return None
    raise UneditableError("It is no mapping of keys to values.")


def to_plain(node: Node) -> object:
    """Nodes -> texts, lists and dictionaries; what is empty is an empty text."""
    if isinstance(node, SequenceNode):
        return [to_plain(item) for item in node.items]
    if isinstance(node, MappingNode):
        return {key.text: to_plain(value) for key, value in node.pairs}
    return "" if not node.style and node.text == "~" else node.text


def find_scalars(node: Node) -> Iterator[ScalarNode]:
    """Find every text within a node, keys included, in the order of the source."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from find_scalars(item)
    else:
        for key, value in node.pairs:
            yield key
            yield from find_scalars(value)


class _Reader:
    """Builds nodes from PyYAML's events, whose C parser knows no recursion."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events: Iterator[yaml.Event] = iter(yaml.CSafeLoader(text).get_event, None)

    def read(self) -> Node | None:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                if root is not None:
                    raise UneditableError("It holds more than one YAML document.")
                root = self._node(event, 0)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > _DEEPEST:
            raise UneditableError(f"It is nested over {_DEEPEST} deep.")
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            raise UneditableError(
                f"It has the anchor or alias '{event.anchor}'; write the values out."
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if not isinstance(event, yaml.CollectionStartEvent) or event.tag is not None:
            raise UneditableError("It has a list or mapping with a YAML tag.")
        is_list = isinstance(event, yaml.SequenceStartEvent)
        return self._sequence(event, depth) if is_list else self._mapping(event, depth)

    def _scalar(self, event: yaml.ScalarEvent) -> ScalarNode:
        start, end = _find_place(event.start_mark)[0], _find_place(event.end_mark)[0]
        style = event.style or ""
        if style in ("|", ">"):
            end = self._find_last_line(start, end)
        return ScalarNode(start, end, event.value, style, is_empty=start == end)

    def _find_last_line(self, start: int, end: int) -> int:
        """Leave the empty lines below a block outside, unless its header keeps them (`+`)."""
        block = self.text[start:end]
        if "+" in block[:_HEADER]:
            *_, final = BREAK.finditer(block)
            return start + final.start() if final.end() == len(block) else end
        last = start + len(block.rstrip())
        found = BREAK.search(self.text, last, end)
        return found.start() if found else end

    def _sequence(self, event: yaml.CollectionStartEvent, depth: int) -> SequenceNode:
        items: list[Node] = []
        for inner in self.events:
            if isinstance(inner, yaml.SequenceEndEvent):
                break
            items.append(self._node(inner, depth + 1))
        start, column = _find_place(event.start_mark)
        is_flow = bool(event.flow_style)
        end = _find_place(inner.end_mark)[0] if is_flow or not items else items[-1].end
        return SequenceNode(start, end, column, is_flow, tuple(items))

    def _mapping(self, event: yaml.CollectionStartEvent, depth: int) -> MappingNode:
        pairs: dict[str, tuple[ScalarNode, Node]] = {}
        for inner in self.events:
            if isinstance(inner, yaml.MappingEndEvent):
                break
            key = self._node(inner, depth + 1)
            if not isinstance(key, ScalarNode):
                raise UneditableError("One of its keys is not a text.")
            if key.text in pairs:
                raise UneditableError(f"'{key.text}' stands there twice; keep one of the two.")
            pairs[key.text] = key, self._node(next(self.events), depth + 1)
        start, column = _find_place(event.start_mark)
        found = tuple(pairs.values())
        is_flow = bool(event.flow_style)
        end = _find_place(inner.end_mark)[0] if is_flow or not found else found[-1][1].end
        return MappingNode(start, end, column, is_flow, found)


def _find_place(mark: yaml.error.Mark | CMark | None) -> tuple[int, int]:
    """Offset and column of a mark; PyYAML gives one to every event."""
    return (mark.index, mark.column) if mark is not None else (0, 0)
