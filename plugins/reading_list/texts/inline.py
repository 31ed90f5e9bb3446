"""One-line texts from anywhere (titles, tags, names): neither Markdown nor HTML.

Separate because these are the texts that strangers write and every page shows.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from reading_list.texts.characters import drop_controls, fold_breaking_space, fold_space
from reading_list.texts.math import to_mathml, to_unicode
from reading_list.texts.math import to_words as math_words
from reading_list.texts.tex_prose import NOTE, read_prose

if TYPE_CHECKING:
    from reading_list.texts.tex_prose import Piece

_MARKS = re.compile(r"[\\$`~]|--|''")
"""Without one of these there is neither mathematics nor anything else of TeX."""

_SOURCE = re.compile(
    r'<math xmlns="[^"]*" display="inline"([^>]*)><semantics>(.*?)<annotation [^>]*>[^<]*'
    r"</annotation></semantics></math>",
    re.DOTALL,
)
"""A formula in a line, as `to_mathml` writes it."""


@lru_cache(maxsize=16_384)  # every page of a work, and every list, shows its title
def to_html(text: str) -> str:
    r"""Escape everything; mathematics becomes MathML, and TeX's text mode what it stands for.

    No links are made: such texts stand in links themselves.
    """
    clean = fold_breaking_space(drop_controls(text))
    if not _MARKS.search(clean):
        return escape(clean)
    return "".join(show_html(piece, with_links=False) for piece in read_prose(clean))


def to_short_html(text: str) -> str:
    """The same for lists, of which a site has thousands: formulas without their source beside them.

    What a formula says is in its `alttext` too; a namespace only other formats than HTML need.
    """
    html = to_html(text)
    return _SOURCE.sub(r"<math\1>\2</math>", html) if "<math" in html else html


@lru_cache(maxsize=16_384)
def to_text(text: str) -> str:
    """Write the same as plain Unicode, for browser tabs, sorting, search and feeds.

    Control characters are dropped and white space is folded.
    """
    clean = fold_breaking_space(drop_controls(text))
    if not _MARKS.search(clean):
        return fold_space(clean)
    return fold_space("".join(show_text(piece) for piece in read_prose(clean)))


def to_words(text: str) -> str:
    """Write the same in letters and digits where it can be, for addresses."""
    clean = fold_breaking_space(drop_controls(text))
    if not _MARKS.search(clean):
        return fold_space(clean)
    pieces = read_prose(clean)
    return fold_space(
        "".join(
            math_words(piece.text) if piece.kind in {"inline", "display"} else show_text(piece)
            for piece in pieces
        )
    )


def show_html(piece: Piece, *, with_links: bool = True) -> str:
    """Render a piece of prose; everything in it is escaped."""
    match piece.kind:
        case "inline" | "display":
            is_display = piece.kind == "display" and with_links
            return to_mathml(piece.text, display=is_display, in_link=not with_links)
        case "link" if with_links:
            return f'<a href="{escape(piece.target)}">{escape(piece.text)}</a>'
        case "open" | "close":
            return _show_mark(piece, with_links=with_links)
        case _:
            return escape(piece.text)


def show_text(piece: Piece) -> str:
    """Write a piece of prose as plain Unicode."""
    match piece.kind:
        case "inline" | "display":
            return to_unicode(piece.text, display=piece.kind == "display")
        case "open" | "close":
            return _show_mark(piece, with_links=False) if piece.element == NOTE else ""
        case _:
            return piece.text


def _show_mark(piece: Piece, *, with_links: bool) -> str:
    is_opening = piece.kind == "open"
    if piece.element == NOTE:
        return " (" if is_opening else ")"
    if not piece.element or (piece.element == "a" and not (piece.target and with_links)):
        return ""
    if piece.element == "a" and is_opening:
        return f'<a href="{escape(piece.target)}">'
    return f"<{piece.element}>" if is_opening else f"</{piece.element}>"
