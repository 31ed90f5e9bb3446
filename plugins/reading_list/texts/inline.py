"""One-line texts from anywhere (titles, tags, names): neither Markdown nor HTML.

Separate because these are the texts that strangers write and every page shows.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from reading_list.texts.characters import drop_controls, fold_breaking_space, fold_space
from reading_list.texts.math import to_mathml, to_unicode
from reading_list.texts.segments import split_math

_MARKS = re.compile(r"[\\$]")
"""Without one of these there is no mathematics."""


@lru_cache(maxsize=16_384)  # every page of a work, and every list, shows its title
def to_html(text: str) -> str:
    r"""Escape everything; `$…$`, `\(…\)` and their displays become MathML, `\$` is a dollar."""
    clean = fold_breaking_space(drop_controls(text))
    if not _MARKS.search(clean):
        return escape(clean)
    return "".join(
        escape(_undollared(part.content)) if part.kind == "text" else to_mathml(part.content)
        for part in split_math(clean, display=True)
    )


@lru_cache(maxsize=16_384)
def to_text(text: str) -> str:
    """Write the same as plain Unicode, for browser tabs, sorting, search and feeds.

    Control characters are dropped and white space is folded.
    """
    clean = fold_breaking_space(drop_controls(text))
    if not _MARKS.search(clean):
        return fold_space(clean)
    return fold_space(
        "".join(
            _undollared(part.content) if part.kind == "text" else to_unicode(part.content)
            for part in split_math(clean, display=True)
        )
    )


def _undollared(text: str) -> str:
    return text.replace(r"\$", "$")
