"""A MathML tree -> plain Unicode: `x²`, `a/b`, `√(x+1)`.

Separate because two callers hold such trees: the TeX of a title, and the HTML of a page.
Works on elements of the standard library and of lxml alike.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol, Self

from reading_list.texts.characters import fold_space
from reading_list.texts.math_alphabets import (
    OVER,
    UNDER,
    plain_letters,
    put_mark,
    subscript,
    superscript,
)
from reading_list.texts.math_lines import LARGE, Piece, join_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Element(Protocol):
    """What both kinds of element offer."""

    tag: str
    text: str | None

    def get(self, key: str, /) -> str | None:
        """Return an attribute."""

    def __iter__(self) -> Iterator[Self]: ...


_TIGHT = frozenset("/|!∂∇∑∏∐∫∬∭∮√∞∀∃∅¬∥…⋯∘⌈⌉⌊⌋")
_BRACES = frozenset("⏞⏟⎴⎵⏜⏝")
_THIN = 0.15
_LENGTH = re.compile(r"\d*\.?\d+")
_FACTOR = re.compile(r"√?(?:\d+(?:\.\d+)?|[^\W\d_])(?:[²³¹⁰⁴-ⁿ₀-ₜᵃ-ᵪ\u0300-\u036f′*])*")
_PLAIN = re.compile(r"[A-Za-z0-9.]+")
_WORD_AND_BLANK = re.compile(r"[a-zA-Z]{2} | [a-zA-Z]{2}")
_ENCLOSED = re.compile(r"\([^()]*\)")
_TORN = re.compile(r"[\s+−±/()]")
_HIDDEN = frozenset({"annotation", "annotation-xml", "mphantom"})
_DEEPEST = 110


def linearise(math: Element) -> str:
    """Write a formula on one line; what has no Unicode form is written `x_foo`, `x^(a/b)`."""
    return fold_space(unicodedata.normalize("NFC", _line(math, 0)))


def _line(element: Element, depth: int) -> str:
    return join_pieces(_pieces(element, depth))


def _pieces(element: Element, depth: int) -> list[Piece]:
    if depth > _DEEPEST or not isinstance(element.tag, str) or element.tag in _HIDDEN:
        return []
    children = list(element)
    layout = _LAYOUTS.get(element.tag)
    if layout is not None and not _is_aligned(element, children):
        text = layout(element, [_line(child, depth + 1) for child in children])
        is_function = _is_function(base := _innermost(element)) and _is_name(base)
        is_name = is_function or "_" in text or "^" in text
        return [Piece(text, is_name=is_name, is_function=is_function)] if text else []
    if layout is not None:
        return _equations(children, depth)
    if children:
        return [piece for child in children for piece in _pieces(child, depth + 1)]
    text = plain_letters(element.text or "")
    if element.tag == "mo" and text == "∣":
        return [Piece("|", is_operator=True)]
    is_operator = _is_spaced(element.tag, text)
    is_name = not is_operator and _is_name(element)
    is_function = is_name and _is_function(element)
    return [Piece(text, is_operator, is_name, is_function)] if text else []


def _is_aligned(element: Element, cells: Sequence[Element]) -> bool:
    """Tell whether the cells of a line are the two sides of an equation."""
    return element.tag == "mtr" and any(
        one.get("columnalign") == "right" != other.get("columnalign")
        for one, other in pairwise(cells)
    )


def _equations(cells: Sequence[Element], depth: int) -> list[Piece]:
    """Set the equations of a line apart; each begins with a cell on the right."""
    found: list[Piece] = []
    was_right = True
    for cell in cells:
        is_right = cell.get("columnalign") == "right"
        if is_right and not was_right and found and found[-1].text not in {",", ";"}:
            found.append(Piece(","))
        found += _pieces(cell, depth + 1)
        was_right = is_right
    return found


def _innermost(element: Element) -> Element:
    """Go to the base of nested scripts."""
    while len(children := list(element)) > 0:
        element = children[0]
    return element


def _is_name(token: Element) -> bool:
    text = token.text or ""
    if token.tag == "mtext":
        return text.startswith("\\")
    return token.tag in {"mi", "mo"} and ((len(text) > 1 and text[0].isalpha()) or text in LARGE)


def _is_function(token: Element) -> bool:
    return token.tag in {"mo", "mtext"}


def _is_spaced(tag: str, text: str) -> bool:
    if tag not in {"mo", "mi"} or len(text) != 1 or text in _TIGHT:
        return False
    return unicodedata.category(text) == "Sm" or "\u2190" <= text <= "\u22ff" or text == "\u00b7"


def _grouped(text: str) -> str:
    """Put into parentheses what would fall apart next to a sign."""
    bare = unicodedata.normalize("NFD", text).replace("\\", "")
    is_one = all(char.isalnum() or char in ".′_√" or unicodedata.combining(char) for char in bare)
    return text if is_one or len(text) == 1 or _is_enclosed(text) else f"({text})"


def _factor(text: str) -> str:
    """Put into parentheses what a division sign before it would tear (`1/(2n)`)."""
    is_one = _FACTOR.fullmatch(unicodedata.normalize("NFD", text)) is not None
    return text if is_one or _is_enclosed(text) else f"({text})"


def _base(text: str) -> str:
    return _grouped(text) if " " in text and not _has_words(text) else text


def _is_enclosed(text: str) -> bool:
    return text[0] == "(" and text[-1] == ")" and text.count("(") == 1


def _script(text: str, sign: str, convert: Callable[[str], str | None]) -> str:
    tight = text.replace(" ", "").replace("\u2032\u2032", "\u2033")
    if not tight or tight in _BRACES:
        return ""
    raised = convert(tight)
    if raised is not None:
        return raised
    bare = "".join(char for char in tight if not unicodedata.combining(char))
    if len(bare) == 1 or _PLAIN.fullmatch(bare) or _is_enclosed(tight):
        return f"{sign}{tight}"
    return f"{sign}({text if _has_words(text) else tight})"


def _has_words(text: str) -> bool:
    return _WORD_AND_BLANK.search(text) is not None


def _sub(element: Element, parts: Sequence[str]) -> str:
    base, low = _take(parts, 2)
    if element.tag == "munder" and low in UNDER:
        return put_mark(base, UNDER[low])
    return _base(base) + _script(low, "_", subscript)


def _sup(_: Element, parts: Sequence[str]) -> str:
    base, high = _take(parts, 2)
    return _base(base) + _script(high, "^", superscript)


def _subsup(_: Element, parts: Sequence[str]) -> str:
    base, low, high = _take(parts, 3)
    return _base(base) + _script(low, "_", subscript) + _script(high, "^", superscript)


def _over(_: Element, parts: Sequence[str]) -> str:
    base, mark = _take(parts, 2)
    if mark in OVER:
        return put_mark(base, OVER[mark])
    return base + _script(mark, "^", superscript)


def _fraction(element: Element, parts: Sequence[str]) -> str:
    above, below = _take(parts, 2)
    if element.get("linethickness") == "0":
        return f"{above} {below}"
    if not above or not below:
        return above + below
    is_product = not _TORN.search(_ENCLOSED.sub("", above))
    return f"{above if is_product else _grouped(above)}/{_factor(below)}"


def _root(_: Element, parts: Sequence[str]) -> str:
    base, degree = _take(parts, 2)
    raised = superscript(degree.replace(" ", ""))
    return (
        f"{_grouped(base)}^(1/{_grouped(degree)})"
        if raised is None
        else f"{raised}√{_grouped(base)}"
    )


def _square_root(element: Element, _: Sequence[str]) -> str:
    inside = join_pieces(piece for child in element for piece in _pieces(child, 0))
    return f"√{_grouped(inside)}"


def _space(element: Element, _: Sequence[str]) -> str:
    found = _LENGTH.match(element.get("width") or "")
    return " " if found is not None and float(found[0]) > _THIN else ""


def _cells(_: Element, parts: Sequence[str]) -> str:
    return " ".join(
        part if part[-1] in ",;" or place == len(parts) else f"{part},"
        for place, part in enumerate(parts, start=1)
        if part
    )


def _rows(_: Element, parts: Sequence[str]) -> str:
    return "; ".join(part.rstrip(",;") for part in parts if part)


def _take(parts: Sequence[str], number: int) -> list[str]:
    """Give `number` parts, though the tree of a foreign page may have fewer or more."""
    filled = [*parts, *[""] * number]
    return [*filled[: number - 1], "".join(filled[number - 1 :])]


_LAYOUTS: Final[dict[str, Callable[[Element, Sequence[str]], str]]] = {
    "msub": _sub,
    "munder": _sub,
    "msup": _sup,
    "mover": _over,
    "msubsup": _subsup,
    "munderover": _subsup,
    "mfrac": _fraction,
    "mroot": _root,
    "msqrt": _square_root,
    "mspace": _space,
    "mtr": _cells,
    "mtable": _rows,
}
