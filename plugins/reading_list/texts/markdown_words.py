"""Markdown -> roughly the words that a reader sees, without converting it.

Separate because titles are wanted while files are read, long before a page is made.
"""

from __future__ import annotations

import re
from typing import Final

from reading_list.texts.citation_syntax import find_label_keys
from reading_list.texts.math import to_unicode
from reading_list.texts.math_sources import find_formulas

ENOUGH: Final = 2_000
"""Characters of a text from which its first words are taken."""
_PLACE: Final = "\x02{}\x03"
"""Stands for a formula while Markdown's marks are taken away."""


_CITATION: Final = re.compile(r"(,?)(\s*)\[@(?:[^\[\]]|\[[^\[\]]*\])*\](,?)")
_DEFINITION: Final = re.compile(r"(?m)^\[([^\]\n]*)\]:[ \t]*(.*)$")


def to_words(markdown: str, *, with_tex: bool = True, with_citations: bool = False) -> str:
    """Markdown -> roughly the words that a reader sees; good enough for a title.

    Formulas stay TeX between dollars, or become Unicode, which can be cut anywhere. Citations in
    brackets are left out, or stay as they are.
    """
    plain = re.sub("[\x02\x03]", " ", markdown[:ENOUGH])
    text, kept = _take_formulas(plain, with_tex=with_tex)
    text = re.sub(r"(`+)(?=\S)(.+?)(?<=\S)\1", lambda code: _keep_code(code[2], kept), text)
    text = re.sub(r"<!--.*?-->", " ", text, flags=re.DOTALL)
    text = _DEFINITION.sub(_drop_definition, text)
    text = text if with_citations else _CITATION.sub(_leave_out, text)
    text = re.sub(r"\[\^[^\]]*\]", "", text)
    text = re.sub(r"!?\[([^\]]*)\](?:\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r"^[ \t]*(?:[#>]+|[-*+]|\d+\.)[ \t]+", "", text, flags=re.MULTILINE)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])[*_](?=\S)([^*_\n]+?)(?<=\S)[*_](?![\w*])", r"\1", text)
    text = re.sub(r"\\([*`>+.!|\[\]()-])", r"\1", text)
    text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))
    return _put_back(text, kept)


def _drop_definition(definition: re.Match[str]) -> str:
    """`[@key]: word` is none."""
    _, is_possible = find_label_keys(definition[1], definition[2])
    return " " if is_possible else definition[0]


def _leave_out(citation: re.Match[str]) -> str:
    """Of the commas around it one stays."""
    return f"{citation[1] or citation[3]}{citation[2]}"


def _take_formulas(markdown: str, *, with_tex: bool) -> tuple[str, list[str]]:
    """Put a place in the stead of each formula, lest its stars and hooks be taken for marks."""
    parts: list[str] = []
    kept: list[str] = []
    start = 0
    for found in find_formulas(markdown):
        parts += (markdown[start : found.start], _PLACE.format(len(kept)))
        tex = " ".join(found.content.split())
        kept.append(f"${tex}$" if with_tex else to_unicode(tex))
        start = found.end
    return "".join((*parts, markdown[start:])), kept


def _put_back(text: str, kept: list[str]) -> str:
    """What was kept later may hold what was kept before it."""
    place = re.compile(_PLACE.format(r"(\d+)"))
    return place.sub(lambda found: _put_back(kept[int(found[1])], kept), text)


def _keep_code(code: str, kept: list[str]) -> str:
    """What stands in code stands for itself, in a title too."""
    written = code.replace("\\", r"\textbackslash{}").replace("~", r"\textasciitilde{}")
    kept.append(written.replace("$", r"\$"))
    return _PLACE.format(len(kept) - 1)
