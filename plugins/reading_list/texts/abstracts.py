"""Imported abstracts -> HTML or plain text: neither Markdown nor HTML is read in them.

Separate because an abstract is a stranger's prose with TeX in it, and a star, an underscore
or an angle bracket means itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.texts.characters import drop_controls, fold_breaking_space, fold_space
from reading_list.texts.inline import show_html, show_text
from reading_list.texts.segments import split_math
from reading_list.texts.tex_prose import read_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.texts.tex_prose import Piece

_SENTENCE_END = re.compile(r"[.!?:][)\]}'\"”]*\s*$")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_INDENT = "  "


def to_html(text: str) -> str:
    """Render as paragraphs, with formulas as MathML and bare addresses as links.

    A blank line separates paragraphs, and so does an indented line after the end of a sentence,
    as in arXiv's listings. TeX's text mode is read as far as authors use it in abstracts; an
    unknown command stays visible. Linear in the length of the text.
    """
    return "\n".join(
        f"<p>{''.join(show_html(piece) for piece in read_prose(paragraph))}</p>"
        for paragraph in _paragraphs(text)
    )


@lru_cache(maxsize=16_384)  # descriptions, excerpts and search all ask for it
def to_text(text: str) -> str:
    """Write the same as one line of plain Unicode."""
    return fold_space(
        " ".join(
            "".join(show_text(piece) for piece in read_prose(paragraph))
            for paragraph in _paragraphs(text)
        )
    )


def find_commands(text: str) -> tuple[str, ...]:
    """Return the commands outside of formulas that nothing defines, as they are shown."""
    if "\\" not in text:
        return ()
    pieces = (piece for paragraph in _paragraphs(text) for piece in read_prose(paragraph))
    return tuple(
        name for piece in pieces if piece.kind == "text" for name in _COMMAND.findall(piece.text)
    )


def to_title(text: str) -> str:
    r"""Write one line of Unicode whose formulas stay TeX between dollars, as titles have them.

    Other dollars that would read as mathematics are `\$`.
    """
    source = fold_breaking_space(drop_controls(text))
    pieces = read_prose(source)
    formulas = [fold_space(one.text) for one in pieces if one.kind in {"inline", "display"}]
    for dollar in ("$", r"\$"):
        line = fold_space("".join(_as_title(piece, dollar) for piece in pieces))
        found = split_math(line)
        if formulas == [one.content for one in found if one.kind != "text"]:
            return line
    return fold_space(source)


def _as_title(piece: Piece, dollar: str) -> str:
    if piece.kind in {"inline", "display"}:
        return f"${fold_space(piece.text)}$"
    return show_text(piece).replace("$", dollar)


def _paragraphs(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in drop_controls(text).splitlines():
        if lines and (not line.strip() or _is_paragraph(lines[-1], line)):
            yield fold_breaking_space("\n".join(lines))
            lines = []
        if line.strip():
            lines.append(line)
    if lines:
        yield fold_breaking_space("\n".join(lines))


def _is_paragraph(before: str, line: str) -> bool:
    is_indented = line.startswith(_INDENT) and not before.startswith(_INDENT)
    return is_indented and _SENTENCE_END.search(before) is not None
