"""`annote` and `annotation` -> notes in Markdown that mean what the text says.

Separate because the source is LaTeX and the notes are Markdown: nothing in a text may become
mark-up by accident.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.latex import decode_latex
from reading_list.texts.segments import split_math

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTES = frozenset({"annotation", "annote"})
"""Fields that become the notes; they are the author's own and never written again."""

_PARAGRAPH = re.compile(r"\n\n|\\par(?![A-Za-z])\s*|\\\\\s*")
_SPECIAL = re.compile(r"[\\`*_{}\[\]]|<|&(?=#?\w)|(?<!\w)@")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "@": "&#64;"}
_LINE_START = re.compile(r"(?P<number>\d+)[.)]|[-#+=>~?!:%/^|]")


def read_notes(fields: Mapping[str, str]) -> str:
    """Read the notes as Markdown, with an empty line between paragraphs."""
    if NOTES.isdisjoint(fields):
        return ""
    texts = (fields.get(name, "") for name in sorted(NOTES))
    parts = (part for text in texts if text for part in _PARAGRAPH.split(text))
    plain = (decode_latex(part) for part in parts)
    return "\n\n".join(write_markdown(text) for text in plain if text)


def write_markdown(text: str) -> str:
    """Write one line of plain text, with mathematics between dollars, as a paragraph."""
    pieces = [
        text[one.start : one.end]
        if one.kind != "text"
        else _SPECIAL.sub(_escape, text[one.start : one.end])
        for one in split_math(text)
    ]
    line = "".join(pieces)
    start = _LINE_START.match(line)
    if start is None:
        return line
    if start["number"]:
        return f"{start['number']}\\{line[start.end('number') :]}"
    return f"&#{ord(line[0])};{line[1:]}"


def _escape(match: re.Match[str]) -> str:
    return _ENTITIES.get(match[0], f"\\{match[0]}")
