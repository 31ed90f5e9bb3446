"""Plain HTML, such as Markdown writes, made fit for a feed without a tree of it.

Separate because most items of feeds are that plain, and a tree costs several times as much. What
is not certain to come out the same is left to the tree.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Final

from reading_list.texts.characters import drop_controls
from reading_list.texts.cleaning import clean_written
from reading_list.texts.plain_html import read_words

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKS: Final = re.compile(r"<pre|<math|headerlink|lineno|highlighttable|\b(?:id|name)=")
"""What takes a tree, as text outside of all elements does: code, formulas, marks of a theme, and
ids, which become the item's own."""
_TAG: Final = re.compile(r"<[a-z][^<>]*>")
_ATTRIBUTE: Final = re.compile(r' ([a-z][a-z-]*)(?:="([^"]*)")?')
_ADDRESSES: Final = frozenset({"href", "src"})
_OTHER_ADDRESSES: Final = frozenset({"srcset", "poster", "cite", "data"})
_REFERENCE: Final = re.compile("&(?!(?:amp|lt|gt|quot);)")
_PLAIN_ADDRESS: Final = re.compile(r"[\w/.:#?=&;%+~,@!()*-]*", re.ASCII)
"""Of other characters libxml2 writes some as references of its own."""


def fit_plain(html: str, complete: Callable[[str], str]) -> tuple[str, str] | None:
    """Cleaned, every address completed; and the words. None where it takes a tree to say."""
    if not html.lstrip(" \n").startswith("<") or _MARKS.search(html):
        return None
    words = read_words(html)
    if words is None:
        return None
    parts: list[str] = []
    end = 0
    source = drop_controls(html)
    for tag in _TAG.finditer(source):
        if " " in tag[0]:
            written = _complete_tag(tag[0], complete)
            if written is None:
                return None
            parts += (source[end : tag.start()], written)
            end = tag.end()
    return clean_written("".join((*parts, source[end:]))), words


def _complete_tag(tag: str, complete: Callable[[str], str]) -> str | None:
    if _REFERENCE.search(tag):
        return None
    parts: list[str] = []
    end = 0
    for attribute in _ATTRIBUTE.finditer(tag):
        name, value = attribute.groups()
        if name in _OTHER_ADDRESSES or (name in _ADDRESSES and value is None):
            return None
        if name in _ADDRESSES:
            address = complete(unescape(value).strip())
            if not _PLAIN_ADDRESS.fullmatch(address):
                return None
            parts += (tag[end : attribute.start()], f' {name}="{escape(address)}"')
            end = attribute.end()
    return "".join((*parts, tag[end:]))
