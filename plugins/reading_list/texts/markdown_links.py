"""Markdown that was written for one file, made fit for another.

Separate because a reason is Markdown in the front matter of a work, and may be quoted in a post:
its relative links have to move with it, and HTML in it is text, as in the front matter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.texts.addresses import is_relative, join_address, relative_address
from reading_list.texts.math_sources import find_formulas
from reading_list.texts.prose import blank_code

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESS = r"(?P<to>[^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*)"
_TOKEN = re.compile(
    rf"\]\(\s*(?:<(?P<angle>[^<>\n]*)>|{_ADDRESS})"
    r"|(?m:^ {0,3}\[[^\[\]\n]+\]:[ \t]*(?P<defined>[^\s<>]+))"
    r"|(?P<auto><[A-Za-z][A-Za-z0-9+.-]{1,15}:[^\s<>]*>)"
    r"|(?P<tag><(?=[A-Za-z/!?]))"
)
_TO = ("angle", "to", "defined")


def carry(markdown: str, source: str, target: str, docs: str = "docs") -> str:
    """Move a text from the file `source` to `target`, both as seen from the docs folder.

    Links may also read as files lie in the repository, beside the folder `docs`. Code and
    formulas stay as they are; what looks like HTML is escaped. Linear in the length of the text.
    """
    parts: list[str] = []
    start = 0
    for begin, end, text in _find_changes(markdown, source, target, docs):
        parts += (markdown[start:begin], text)
        start = end
    return "".join((*parts, markdown[start:]))


def _find_changes(
    markdown: str, source: str, target: str, docs: str
) -> Iterator[tuple[int, int, str]]:
    for found in _TOKEN.finditer(_blank_formulas(blank_code(markdown), markdown)):
        if found["tag"]:
            yield found.start(), found.end(), "&lt;"
        for name in _TO:
            if found[name]:
                moved = _move(found[name], source, target, docs)
                yield found.start(name), found.end(name), moved


def _blank_formulas(prose: str, source: str) -> str:
    parts: list[str] = []
    start = 0
    for formula in find_formulas(source):
        parts += (prose[start : formula.start], " " * (formula.end - formula.start))
        start = formula.end
    return "".join((*parts, prose[start:]))


def _move(address: str, source: str, target: str, docs: str) -> str:
    if address.startswith("#") or not is_relative(address):
        return address
    joined = join_address(source, address).removeprefix(f"{docs}/")
    return relative_address(joined, target)
