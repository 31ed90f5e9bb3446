"""Keywords, groups and other programs' tags -> tags.

Separate because every program separates them in its own way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.latex import decode_latex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TAG_FIELDS = ("keywords", "mendeley-tags", "groups")
_BRACED_SEPARATOR = re.compile(r"\\.|[{},;]", re.DOTALL)


def read_tags(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Read the tags of all three fields, each once."""
    found = (tag for name in _TAG_FIELDS if fields.get(name) for tag in split_tags(fields[name]))
    tags = (decode_latex(tag) for tag in found)
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def split_tags(text: str) -> Iterator[str]:
    r"""Split at semicolons if there are any, else at commas; braces and `\,` hold together."""
    if "{" not in text and "\\" not in text:
        yield from text.split(";" if ";" in text else ",")
        return
    marks = [(one.start(), one[0]) for one in _BRACED_SEPARATOR.finditer(text)]
    depth = 0
    cuts: dict[str, list[int]] = {",": [], ";": []}
    for position, mark in marks:
        depth = max(0, depth + {"{": 1, "}": -1}.get(mark, 0))
        if not depth and mark in cuts:
            cuts[mark].append(position)
    places = cuts[";"] or cuts[","]
    for start, end in zip([-1, *places], [*places, len(text)], strict=True):
        yield text[start + 1 : end].replace("\\,", ",")
