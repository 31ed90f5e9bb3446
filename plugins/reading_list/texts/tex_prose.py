r"""TeX's text mode -> pieces: words, links, styles, formulas.

Separate because titles, abstracts and the texts within formulas read it alike, and show it
differently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from reading_list.texts.segments import split_math
from reading_list.texts.tex_text import STYLES, decode, find_token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TRAILING = frozenset(".,;:!?*'\"’”»›…")
_BRACE = "{"
NOTE: Final = "note"
"""Element of a footnote, which stands in parentheses."""
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:[/:?#]|$)", re.IGNORECASE)
_SINGLE_QUOTES = re.compile(r"(?<![\w`\\])`([^\s`'\\$][^`$]{0,200}?)'(?![\w'])")
_BRACKETS = {")": "(", "]": "["}
_URL_ESCAPE = re.compile(r"\\([%_#&~])")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """What is shown, or the TeX of a formula; of an opening and a closing their source."""

    kind: Literal["text", "link", "inline", "display", "open", "close"]
    text: str
    element: str = ""
    """What an opening and its closing become; empty for nothing."""
    target: str = ""
    """Where a link leads, or the text between an opening and its closing."""


def read_prose(paragraph: str) -> list[Piece]:
    """Read one paragraph; linear in its length."""
    if "`" in paragraph:
        paragraph = _SINGLE_QUOTES.sub("‘\\1’", paragraph)
    if "$" not in paragraph and "\\" not in paragraph:  # without these there is no formula
        return _pair([*_read_text(paragraph, 0, len(paragraph))])
    pieces: list[Piece] = []
    for segment in split_math(paragraph):
        if segment.kind == "text":
            pieces.extend(_read_text(paragraph, segment.start, segment.end))
        else:
            pieces.append(Piece(segment.kind, segment.content))
    return _pair(pieces)


def _read_text(paragraph: str, start: int, end: int) -> Iterator[Piece]:
    while (found := find_token(paragraph, start, end)) is not None:
        if start < found.start():
            yield Piece("text", paragraph[start : found.start()])
        start = found.end()
        if found["url"]:
            piece, start = _read_url(found["url"], found.start())
            yield piece
        else:
            yield _read_token(found)
    if start < end:
        yield Piece("text", paragraph[start:end])


def _read_token(found: re.Match[str]) -> Piece:
    for group, read in _READERS.items():
        if found[group]:
            return read(found)
    return Piece("text", decode(found))


_READERS: Final[dict[str, Callable[[re.Match[str]], Piece]]] = {
    "address": lambda found: _link(found["address"]),
    "target": lambda found: Piece("open", found[0], "a", _address(found["target"].strip())),
    "style": lambda found: Piece("open", found[0], STYLES.get(found["style"], "")),
    "declared": lambda found: Piece("open", found[0], STYLES.get(found["declared"], "")),
    "coloured": lambda found: Piece("open", found[0]),
    "formula": lambda found: Piece("inline", found["formula"][1:-1]),
    "brace": lambda found: Piece("open" if found[0] == "{" else "close", found[0], _BRACE),
}
"""Group of the token -> the piece that it makes."""


def _read_url(source: str, start: int) -> tuple[Piece, int]:
    """Leave the punctuation of the sentence behind the address."""
    end = len(source)
    surplus = {last: source.count(last) - source.count(first) for last, first in _BRACKETS.items()}
    while end and (source[end - 1] in _TRAILING or surplus.get(source[end - 1], 0) > 0):
        end -= 1
        if source[end] in surplus:
            surplus[source[end]] -= 1
    return _link(source[:end]), start + end


def _link(written: str) -> Piece:
    target = _address(written)
    host = target.partition("://")[2]
    return Piece("link" if host else "text", _URL_ESCAPE.sub(r"\1", written), "a", target)


def _address(written: str) -> str:
    """Return where a link may lead; empty where it leads nowhere on the web."""
    plain = _URL_ESCAPE.sub(r"\1", written)
    if plain.startswith(("http://", "https://", "mailto:")):
        return plain
    return f"https://{plain}" if _HOST.match(plain) else ""


def _pair(pieces: list[Piece]) -> list[Piece]:
    """Match the braces; those of unknown commands, and those without a partner, become text."""
    if not any(piece.kind in {"open", "close"} for piece in pieces):
        return pieces
    paired = [
        piece if piece.kind not in {"open", "close"} else Piece("text", piece.text)
        for piece in pieces
    ]
    opened: list[int] = []
    for index, piece in enumerate(pieces):
        if piece.kind == "open":
            opened.append(index)
        elif piece.kind == "close" and opened:
            first = pieces[opened[-1]]
            if first.element != _BRACE and len(opened) <= _DEEPEST:
                paired[opened[-1]] = first
                paired[index] = Piece("close", piece.text, first.element, first.target)
            opened.pop()
    return paired
