"""The words of plain HTML, such as Markdown writes, without a tree of it.

Separate because thousands of notes are that plain, and a tree costs ten times as much. What is
not certain to say the same is left to the tree.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.cleaning import MATH_TAGS
from reading_list.texts.html_tree import HIDDEN_CLASSES, INLINE, parse_fragment
from reading_list.texts.math_unicode import linearise

if TYPE_CHECKING:
    from collections.abc import Iterable

_ATTRIBUTES: Final = r'(?:[ ][a-z][a-z-]*(?:="[^"<>]*")?)*'
_MARKUP: Final = re.compile(
    rf"""( <math[ >].*?</math>
        | <a[ ]class="(?:footnote-(?:back)?ref|headerlink)"{_ATTRIBUTES}>[^<]*</a>
        | <[^<>]*> )""",
    re.VERBOSE | re.DOTALL,
)
_TAG: Final = re.compile(rf"<(/?)([a-z][a-z0-9]*)({_ATTRIBUTES})([ ]?/)?>")
_CLASS: Final = re.compile(r' class="([^"]*)"')
_COMMENT: Final = re.compile(r"<!--(?:[^<>-]|-[^<>-])*-->")
_ODD_REFERENCE: Final = re.compile(
    "&(?!(?:amp|lt|gt|quot|nbsp|[lr][sd]quo|[nm]dash|hellip|#39|#x27|#160);)"
)
"""Of the others the two readers of HTML may think otherwise."""
_FLOW: Final = ("", "div", "section", "blockquote", "li", "dd", "th", "td")
"""What may hold blocks; the first is the fragment itself."""
_BLOCKS: Final = {
    **dict.fromkeys("p pre h1 h2 h3 h4 h5 h6 div section blockquote ul ol dl table".split(), _FLOW),
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "thead": ("table",),
    "tbody": ("table",),
    "tr": ("thead", "tbody"),
    "th": ("tr",),
    "td": ("tr",),
}
"""Blocks, and in which others they stand; elsewhere a parser may end what is around them."""
_VOID: Final = frozenset({"br", "hr", "img", "wbr"})


class _Markup(NamedTuple):
    """What stands between two texts."""

    text: str
    """What it says itself: a formula its words, the border of a block a blank."""
    opens: str = ""
    closes: str = ""
    """The name of an element, whose text follows or is over."""


def read_words(html: str) -> str | None:
    """The words on one line as a tree would give them; None where it takes a tree to say.

    The elements are nested as Markdown nests them, and nothing is hidden but the marks of
    footnotes and headings.
    """
    parts = _MARKUP.split(drop_controls(html))
    texts = parts[::2]
    if any("<" in text or ("&" in text and _ODD_REFERENCE.search(text)) for text in texts):
        return None
    markup = [_read_markup(source) for source in parts[1::2]]
    if None in markup or not _is_nested(markup):
        return None
    parts[::2] = map(unescape, texts) if "&" in html else texts
    parts[1::2] = [one.text for one in markup if one]
    return fold_space("".join(parts))


def _is_nested(markup: Iterable[_Markup | None]) -> bool:
    """Whether every element ends where it may, and stands where it may."""
    opened = [""]
    for one in filter(None, markup):
        if one.opens:
            if opened[-1] not in _BLOCKS.get(one.opens, opened):
                return False
            opened.append(one.opens)
        elif one.closes and opened.pop() != one.closes:
            return False
    return opened == [""]


@lru_cache(maxsize=4096)  # a site has few tags, and the same formulas again and again
def _read_markup(source: str) -> _Markup | None:
    if source.endswith("</math>"):
        return _read_formula(source)
    if (source.endswith("</a>") and source != "</a>") or _COMMENT.fullmatch(source):
        return _Markup("")
    tag = _TAG.fullmatch(source)
    return _read_tag(*tag.groups()) if tag else None


def _read_tag(is_end: str, name: str, attributes: str, is_empty: str) -> _Markup | None:
    classes = _CLASS.search(attributes)
    is_odd = classes and ("&" in classes[1] or not HIDDEN_CLASSES.isdisjoint(classes[1].split()))
    if is_odd or (is_end if name in _VOID else is_empty):
        return None
    if name in _VOID:
        return _Markup("" if name in INLINE else " ")
    if name not in INLINE and name not in _BLOCKS:
        return None
    text = "" if name in INLINE else " "
    return _Markup(text, closes=name) if is_end else _Markup(text, opens=name)


def _read_formula(source: str) -> _Markup | None:
    tags = [_TAG.fullmatch(tag) for tag in re.findall("<[^>]*>", source)]
    if source.count("<math") != 1 or not all(tag and tag[2] in MATH_TAGS for tag in tags):
        return None
    children = [*parse_fragment(source)]
    return _Markup(linearise(children[0])) if len(children) == 1 else None
