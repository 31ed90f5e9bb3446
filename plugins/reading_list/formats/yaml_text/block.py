"""Mappings and lists in lines, with other values: what stays keeps its characters.

An edit is a splice of the source, so that a line that none touches cannot change. A comment
whose value goes stays on a line of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from reading_list.errors import UneditableError
from reading_list.formats.front_matter import write_field, write_item, write_value
from reading_list.formats.yaml_text.alignment import align, is_equal, place_new
from reading_list.formats.yaml_text.flow import find_style, write_flow
from reading_list.formats.yaml_text.nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    Source,
    find_scalars,
    to_plain,
)
from reading_list.formats.yaml_text.scalar import rewrite_scalar
from reading_list.formats.yaml_text.writing import write_like

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

Splice: TypeAlias = tuple[int, int, str]
"""Begin and end in the source, and what stands there instead."""

_COMMENT = re.compile("[ \t]*(#[^\n\r\x85\u2028\u2029]*)")
_COLON = re.compile(r"\s*:")


class BlockEdits:
    """Gathers the splices of one source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.splices: list[Splice] = []

    def apply(self) -> str:
        """Return the text with all splices made."""
        made: list[str] = []
        done = 0
        for start, end, text in sorted(self.splices, key=lambda one: one[:2]):
            made += [self.source.text[done:start], text]
            done = end
        return "".join((*made, self.source.text[done:]))

    def rename_key(self, key: ScalarNode, name: str) -> None:
        """Write another name in place of a key, in its quotes."""
        self.splices.append((key.start, key.end, write_like(name, key.style)))

    def change_pairs(
        self,
        node: MappingNode,
        changes: Mapping[str, object],
        order: Sequence[str],
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        """Set keys, add those that are new where `order` has them, remove those with None.

        `changes` name a key by what it is `renamed` to.
        """
        called = renamed or {}
        there = {called.get(key.text, key.text): (key, value) for key, value in node.pairs}
        kept = [name for name in there if changes.get(name, "") is not None]
        for name, wanted in changes.items():
            if name in there and wanted is not None:
                self._set_pair(*there[name], wanted, node.column)
        self._remove_pairs(node, {there[name][0].text for name in kept})
        added = [name for name in changes if name not in there and changes[name] is not None]
        for before, names in place_new(added, kept, order).items():
            fields = {name: changes[name] for name in names}
            self._insert_pairs(node, there[before][1] if before is not None else None, fields)

    def _insert_pairs(
        self, node: MappingNode, before: Node | None, fields: Mapping[str, object]
    ) -> None:
        indent = " " * node.column
        text = self._lines(
            line for key, value in fields.items() for line in write_field(key, value, indent)
        )
        if before is not None:
            place = self._skip_comments(self.source.next_line(before.end), node.column)
        elif self.source.is_first_on_line(node.start):
            place = self.source.line_start(node.start)
        else:
            place, text = node.start, f"{text.removeprefix(indent)}{indent}"
        self.splices.append((place, place, text))

    def _lines(self, lines: Iterable[str]) -> str:
        return "".join(f"{line}{self.source.newline}" for line in lines)

    def _skip_comments(self, place: int, column: int) -> int:
        """Comments that are indented deeper than a key belong to its value."""
        text = self.source.text
        while text.startswith(" " * (column + 1), place):
            if not text[place : self.source.line_stop(place)].lstrip(" ").startswith("#"):
                break
            place = self.source.next_line(place)
        return place

    def _remove_pairs(self, node: MappingNode, kept: Collection[str]) -> None:
        indent = " " * node.column
        pairs = list(node.pairs)
        if pairs[0][0].text not in kept and not self.source.is_first_on_line(node.start):
            # The first key of an item stands behind the hyphen, where the next one goes.
            following = next((n for n, (key, _) in enumerate(pairs) if key.text in kept), None)
            if following is None:
                raise UneditableError("Something stands before its first key.")
            end = pairs[following][0].start
            gone = [one for pair in pairs[:following] for one in pair]
            comments = self._find_comments(node.start, end, gone)
            text = self._lines(f"{indent}{one[1]}" for one in comments)
            self.splices.append((node.start, end, f"{text}{indent}".removeprefix(indent)))
            pairs = pairs[following:]
        for key, value in pairs:
            if key.text not in kept:
                self._remove_lines(self.source.line_start(key.start), [key, value], indent)

    def _remove_lines(self, start: int, nodes: Sequence[Node], indent: str) -> None:
        """Remove whole lines up to the end of the nodes; their comments stay."""
        end = self._skip_comments(self.source.next_line(nodes[-1].end), len(indent))
        comments = self._find_comments(start, end, nodes)
        self.splices.append((start, end, self._lines(f"{indent}{one[1]}" for one in comments)))

    def _find_comments(
        self, start: int, end: int, nodes: Iterable[Node]
    ) -> Sequence[re.Match[str]]:
        """Comments between two places, with theirs: `#` outside of every text begins one."""
        found: list[re.Match[str]] = []
        for scalar in (one for node in nodes for one in find_scalars(node)):
            is_block = scalar.style in ("|", ">")
            stop = self.source.line_stop(scalar.start) if is_block else scalar.start
            found += _COMMENT.finditer(self.source.text, start, stop)
            start = max(start, scalar.end)
        return [*found, *_COMMENT.finditer(self.source.text, start, end)]

    def _set_pair(self, key: ScalarNode, value: Node, wanted: object, column: int) -> None:
        if is_equal(to_plain(value), wanted) or self._edit_inside(value, wanted):
            return
        colon = _COLON.match(self.source.text, key.end)
        if colon is None:
            raise UneditableError(f"'{key.text}' has no colon behind it.")
        indent = " " * column
        self._replace(colon.end(), value, write_value(key.text, wanted, indent), indent)

    def _replace(self, start: int, node: Node, lines: Sequence[str], indent: str) -> None:
        """Write lines in place of a node; a comment beside its beginning stays there."""
        end = self.source.next_line(node.end)
        following = self._skip_comments(end, len(indent))
        stop = self.source.line_stop(node.end)
        if following > end:
            # A block would take them for its own lines.
            stop = self.source.line_stop(self.source.line_start(following - 1))
        comments = self._find_comments(start, stop, [node])
        first_line = self.source.line_stop(start)
        beside = "".join(f" {one[0]}" if one[0][0] == "#" else one[0]
                         for one in comments if one.start() < first_line)  # fmt: skip
        below = (f"{indent}{one[1]}" for one in comments if one.start() >= first_line)
        text = self.source.newline.join((f"{lines[0]}{beside}", *lines[1:], *below))
        self.splices.append((start, stop, text))

    def _edit_inside(self, node: Node, wanted: object) -> bool:
        """Change a value without leaving its form, where that is possible."""
        if isinstance(node, ScalarNode):
            text = rewrite_scalar(self.source, node, wanted) if isinstance(wanted, str) else None
            self.splices += [(node.start, node.end, text)] if text is not None else []
            return text is not None
        if node.is_flow:
            is_alike = isinstance(wanted, list) == isinstance(node, SequenceNode)
            if not (is_alike and wanted and node.end - node.start > len("[]")):
                return False
            self.splices.append((node.start, node.end, write_flow(self.source, node, wanted)))
            return True
        if isinstance(node, SequenceNode):
            return isinstance(wanted, list) and bool(wanted) and self._edit_items(node, wanted)
        if not isinstance(wanted, dict) or all(key.text not in wanted for key, _ in node.pairs):
            return False
        gone = {key.text: None for key, _ in node.pairs if key.text not in wanted}
        self.change_pairs(node, {**gone, **wanted}, [*wanted])
        return True

    def _edit_items(self, node: SequenceNode, wanted: Sequence[object]) -> bool:
        hyphens = [*self._find_hyphens(node)]
        if not all(map(self.source.is_first_on_line, hyphens)):
            return False
        indent = " " * node.column
        style = find_style(node)
        place = self.source.line_start(node.start)
        for old, new in align([to_plain(one) for one in node.items], wanted):
            if old is None and new is not None:
                value = wanted[new]
                lines = write_item(value, indent)
                if isinstance(value, str):
                    lines = [f"{indent}- {write_like(value, style)}"]
                self.splices.append((place, place, self._lines(lines)))
            elif old is not None:
                item = node.items[old]
                place = self._skip_comments(self.source.next_line(item.end), node.column)
                if new is None:
                    self._remove_lines(self.source.line_start(hyphens[old]), [item], indent)
                elif not is_equal(to_plain(item), wanted[new]):
                    self._set_item(hyphens[old], item, wanted[new], indent)
        return True

    def _set_item(self, hyphen: int, item: Node, wanted: object, indent: str) -> None:
        if not self._edit_inside(item, wanted):
            first, *rest = write_item(wanted, indent)
            lines = [first.removeprefix(f"{indent}-"), *rest]
            self._replace(hyphen + 1, item, lines, indent)

    def _find_hyphens(self, node: SequenceNode) -> Iterator[int]:
        """Find the hyphen of each item, in the column of the list; the item may be below it."""
        for item in node.items:
            line = self.source.line_start(item.start)
            while self.source.text[line + node.column : line + node.column + 1] != "-":
                line = self.source.line_start(line - 1)
            yield line + node.column
