"""One text in place of another: in its quotes, its form of block, its indentation.

Separate because lists, mappings and blocks all end in texts.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from reading_list.formats.yaml_text.nodes import BREAK
from reading_list.formats.yaml_text.writing import WIDEST, wrap, write_block, write_like

if TYPE_CHECKING:
    from reading_list.formats.yaml_text.nodes import ScalarNode, Source

_INDICATORS = re.compile("[-+0-9]*")


def rewrite_scalar(source: Source, node: ScalarNode, wanted: str) -> str | None:
    """Write a text as another one is written; None where its form cannot hold it."""
    if node.is_empty:
        return None
    if node.style in ("|", ">"):
        return _rewrite_block(source, node, wanted)
    if "\n" in wanted and node.style != '"':
        return None
    written = write_like(wanted, node.style)
    _, *below = BREAK.split(source.text[node.start : node.end])
    if not below or len(written) <= WIDEST or "  " in written:
        return written
    column = node.start - source.line_start(node.start)
    indent = next((_indent_of(line) for line in below if line.strip()), "")
    return source.newline.join(wrap(written, " " * column, indent)).lstrip(" ")


def _rewrite_block(source: Source, node: ScalarNode, wanted: str) -> str | None:
    """Keep the header with its comment, and the indentation; a final break is the header's."""
    header, *below = BREAK.split(source.text[node.start : node.end])
    indent = next((_indent_of(line) for line in below if line.strip()), "")
    lines = write_block(wanted.removesuffix("\n"), node.style, indent) if indent else None
    if lines is None:
        return None
    # Empty lines that belonged to the text stay as empty lines below it.
    lines += list(takewhile(lambda line: not line.strip(), reversed(below)))
    chomping = "" if wanted.endswith("\n") else "-"
    rest = _INDICATORS.sub("", header[1:], count=1)
    return source.newline.join((f"{node.style}{chomping}{rest}", *lines))


def _indent_of(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]
