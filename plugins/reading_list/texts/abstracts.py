"""Imported abstracts -> HTML or plain text: neither Markdown nor HTML is read in them.

Separate because an abstract is a stranger's prose with TeX in it, and a star, an underscore
or an angle bracket means itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from reading_list.texts.characters import drop_controls, fold_breaking_space, fold_space
from reading_list.texts.math import to_mathml, to_unicode
from reading_list.texts.segments import split_math
from reading_list.texts.tex_text import STYLES, decode, find_token

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRAILING = frozenset(".,;:!?*'\"’”»›…")
_BRACKETS = {")": "(", "]": "["}
_URL_ESCAPE = re.compile(r"\\([%_#&~])")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: Literal["text", "link", "inline", "display", "open", "close"]
    text: str
    """What is shown, or the TeX; of an opening its source."""
    element: str = ""
    """What an opening and its closing become; empty for nothing."""


def to_html(text: str) -> str:
    """Render as paragraphs, with formulas as MathML and bare addresses as links.

    A blank line separates paragraphs. TeX's text mode is read as far as authors use it in
    abstracts; an unknown command stays visible. Linear in the length of the text.
    """
    return "\n".join(
        f"<p>{''.join(_as_html(piece) for piece in _read(paragraph))}</p>"
        for paragraph in _paragraphs(text)
    )


@lru_cache(maxsize=16_384)  # descriptions, excerpts and search all ask for it
def to_text(text: str) -> str:
    """Write the same as one line of plain Unicode."""
    return fold_space(
        " ".join(
            "".join(_as_text(piece) for piece in _read(paragraph))
            for paragraph in _paragraphs(text)
        )
    )


def to_title(text: str) -> str:
    r"""Write one line of Unicode whose formulas stay TeX between dollars, as titles have them.

    Other dollars that would read as mathematics are `\$`.
    """
    source = fold_breaking_space(drop_controls(text))
    pieces = _read(source)
    formulas = [fold_space(one.text) for one in pieces if one.kind in {"inline", "display"}]
    for dollar in ("$", r"\$"):
        line = fold_space("".join(_as_title(piece, dollar) for piece in pieces))
        found = split_math(line, display=True)
        if formulas == [one.content for one in found if one.kind != "text"]:
            return line
    return fold_space(source)


def _as_title(piece: _Piece, dollar: str) -> str:
    if piece.kind in {"inline", "display"}:
        return f"${fold_space(piece.text)}$"
    return _as_text(piece).replace("$", dollar)


def _paragraphs(text: str) -> Iterator[str]:
    lines = drop_controls(text).splitlines()
    for is_blank, group in groupby(lines, key=lambda line: not line.strip()):
        if not is_blank:
            yield fold_breaking_space("\n".join(group))


def _as_html(piece: _Piece) -> str:
    match piece.kind:
        case "inline" | "display":
            return to_mathml(piece.text, display=piece.kind == "display")
        case "link":
            return f'<a href="{escape(piece.text)}">{escape(piece.text)}</a>'
        case "open":
            return f"<{piece.element}>" if piece.element else ""
        case "close":
            return f"</{piece.element}>" if piece.element else ""
        case _:
            return escape(piece.text)


def _as_text(piece: _Piece) -> str:
    match piece.kind:
        case "inline" | "display":
            return to_unicode(piece.text)
        case "open" | "close":
            return ""
        case _:
            return piece.text


def _read(paragraph: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    for segment in split_math(paragraph, display=True):
        if segment.kind == "text":
            pieces.extend(_read_prose(paragraph, segment.start, segment.end))
        else:
            pieces.append(_Piece(segment.kind, segment.content))
    return _pair(pieces)


def _read_prose(paragraph: str, start: int, end: int) -> Iterator[_Piece]:
    while (found := find_token(paragraph, start, end)) is not None:
        if start < found.start():
            yield _Piece("text", paragraph[start : found.start()])
        piece, start = _read_token(found)
        yield piece
    if start < end:
        yield _Piece("text", paragraph[start:end])


def _read_token(found: re.Match[str]) -> tuple[_Piece, int]:
    """Return what was found and where to go on."""
    source, end = found[0], found.end()
    if found["url"]:
        return _read_url(source, found.start())
    if found["style"] or found["declared"]:
        return _Piece("open", source, STYLES[found["style"] or found["declared"]]), end
    if found["coloured"]:
        return _Piece("open", source), end
    if found["brace"] == "{":
        return _Piece("open", source, "{"), end
    if found["brace"] == "}":
        return _Piece("close", source), end
    return _Piece("text", decode(found)), end


def _read_url(source: str, start: int) -> tuple[_Piece, int]:
    """Leave the punctuation of the sentence behind the address."""
    end = len(source)
    surplus = {last: source.count(last) - source.count(first) for last, first in _BRACKETS.items()}
    while end and (source[end - 1] in _TRAILING or surplus.get(source[end - 1], 0) > 0):
        end -= 1
        if source[end] in surplus:
            surplus[source[end]] -= 1
    url = source[:end]
    host = url.partition("://")[2]
    kind: Literal["text", "link"] = "link" if host else "text"
    return _Piece(kind, _URL_ESCAPE.sub(r"\1", url)), start + end


def _pair(pieces: list[_Piece]) -> list[_Piece]:
    """Match the braces; those of unknown commands, and those without a partner, become text."""
    paired = [
        piece if piece.kind not in {"open", "close"} else _Piece("text", piece.text)
        for piece in pieces
    ]
    opened: list[int] = []
    for index, piece in enumerate(pieces):
        if piece.kind == "open":
            opened.append(index)
        elif piece.kind == "close" and opened:
            first = pieces[opened[-1]]
            if first.element != "{" and len(opened) <= _DEEPEST:
                paired[opened[-1]] = first
                paired[index] = _Piece("close", piece.text, first.element)
            opened.pop()
    return paired
