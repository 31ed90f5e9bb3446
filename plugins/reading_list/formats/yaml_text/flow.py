"""Lists and mappings in brackets, with other values: what stays keeps its characters.

Separate from blocks because commas stand between items, and a line may hold many of them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from reading_list.formats.front_matter import write_inline, write_pair
from reading_list.formats.yaml_text.alignment import align, is_equal, place_new
from reading_list.formats.yaml_text.nodes import (
    BREAK,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    to_plain,
)
from reading_list.formats.yaml_text.writing import write_like

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reading_list.formats.yaml_text.nodes import Source

Piece: TypeAlias = tuple[int | None, str | None]
"""Place of an old item or None, and its text; None where it is dropped."""

_COMMENT = re.compile("#[^\n\r\x85\u2028\u2029]*")
_COMMENT_AND_BLANKS = re.compile(f"[ \t]*{_COMMENT.pattern}")


def write_flow(source: Source, node: Node, wanted: object) -> str:
    """Text of a node that stands in brackets, or is in brackets itself, with another value."""
    if is_equal(to_plain(node), wanted) and not _is_nothing(node):
        return source.text[node.start : node.end]
    if isinstance(node, ScalarNode) and isinstance(wanted, str):
        return write_like(wanted, node.style, is_flow=True)
    if isinstance(node, SequenceNode) and node.items and isinstance(wanted, list) and wanted:
        return _join(source, node, [(one.start, one.end) for one in node.items], _list_pieces(
            source, node, wanted
        ))  # fmt: skip
    if isinstance(node, MappingNode) and node.pairs and isinstance(wanted, dict) and wanted:
        spans = [(key.start, value.end) for key, value in node.pairs]
        return _join(source, node, spans, _mapping_pieces(source, node, wanted))
    return write_inline(wanted, is_flow=True)


def find_style(node: SequenceNode) -> str:
    """Quotes that all texts of a list have, else none."""
    styles = {one.style for one in node.items if isinstance(one, ScalarNode)}
    return styles.pop() if len(styles) == 1 else ""


def _is_nothing(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.is_empty


def _list_pieces(source: Source, node: SequenceNode, wanted: list[object]) -> Iterator[Piece]:
    style = find_style(node)
    for old, new in align([to_plain(one) for one in node.items], wanted):
        if new is None:
            yield old, None
        elif old is not None:
            yield old, write_flow(source, node.items[old], wanted[new])
        elif isinstance(text := wanted[new], str):
            yield None, write_like(text, style, is_flow=True)
        else:
            yield None, write_inline(text, is_flow=True)


def _mapping_pieces(
    source: Source, node: MappingNode, wanted: Mapping[str, object]
) -> Iterator[Piece]:
    there = [key.text for key, _ in node.pairs]
    new = place_new([key for key in wanted if key not in there], there, [*wanted])
    yield from ((None, write_pair(key, wanted[key])) for key in new.get(None, ()))
    for place, (key, value) in enumerate(node.pairs):
        yield place, _write_changed(source, key, value, wanted)
        yield from ((None, write_pair(one, wanted[one])) for one in new.get(key.text, ()))


def _write_changed(
    source: Source, key: ScalarNode, value: Node, wanted: Mapping[str, object]
) -> str | None:
    if key.text not in wanted:
        return None
    if _is_nothing(value) and not is_equal(wanted[key.text], ""):
        name = source.text[key.start : key.end]
        return f"{name}: {write_inline(wanted[key.text], is_flow=True)}"
    if is_equal(to_plain(value), wanted[key.text]):
        return source.text[key.start : value.end]
    return source.text[key.start : value.start] + write_flow(source, value, wanted[key.text])


def _join(
    source: Source,
    node: SequenceNode | MappingNode,
    spans: list[tuple[int, int]],
    pieces: Iterable[Piece],
) -> str:
    """Put items between the brackets again; a gap with its comment belongs to the item before."""
    gaps = [source.text[one[1] : two[0]] for one, two in pairwise(spans)]
    opening, closing = source.text[node.start : spans[0][0]], source.text[spans[-1][1] : node.end]
    separator = _find_separator(opening, gaps)
    deeper = f"{source.newline}{source.indent_of(node.start)}  "
    made = [opening]
    dropped: list[str] = []
    last: int | None = -1
    for place, text in pieces:
        if text is None:
            is_inner = place is not None and place < len(gaps)
            dropped += _COMMENT.findall(gaps[place or 0]) if is_inner else []
            continue
        if len(made) > 1:
            made.append(_write_gap(last, gaps, closing, separator, deeper))
            closing = _COMMENT_AND_BLANKS.sub("", closing) if last == len(gaps) else closing
        made += [*(f"{one}{deeper}" for one in dropped), text]
        last, dropped = place, []
    kept = [] if last is None or last == len(gaps) else _COMMENT.findall(gaps[last])
    return "".join((*made, _write_closing([*kept, *dropped], closing, deeper)))


def _find_separator(opening: str, gaps: list[str]) -> str:
    """What stands between two items: as the others have it, comments aside."""
    plain = next((gap for gap in gaps if "#" not in gap), None)
    if plain is not None:
        return plain
    sample = gaps[0] if gaps else opening
    found = [*BREAK.finditer(sample)]
    return f",{sample[found[-1].start() :]}" if found else ", "


def _write_gap(last: int | None, gaps: list[str], closing: str, separator: str, deeper: str) -> str:
    """What follows an item that another one follows; `last` is its old place."""
    if last is None:
        return separator
    if last < len(gaps):
        return gaps[last]
    comments = _COMMENT.findall(closing)
    if not comments:
        return separator
    found = [*BREAK.finditer(separator)]
    return f",  {deeper.join(comments)}{separator[found[-1].start() :] if found else deeper}"


def _write_closing(comments: list[str], closing: str, deeper: str) -> str:
    """What follows the last item: comments that lost theirs, and what was there."""
    if not comments:
        return closing
    comma = "," if "," in _COMMENT.sub("", closing) else ""
    inner = _COMMENT.findall(closing)
    end = closing[closing.rindex(inner[-1]) + len(inner[-1]) :] if inner else closing
    end = end.replace(",", "", 1)
    written = f"{comma}  {deeper.join([*comments, *inner])}"
    return f"{written}{end}" if BREAK.match(end) else f"{written}{deeper}{end.lstrip()}"
