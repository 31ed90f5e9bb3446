"""HTML that Markdown made for one page, made fit for another page or a feed.

Separate because a post is rendered once and shown in many places: its links, ids and excerpt
have to move with it.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from html import unescape
from math import inf
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from lxml import etree

from reading_list.texts.addresses import is_relative, join_address, relative_address
from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.cleaning import clean, clean_tree
from reading_list.texts.html_tree import (
    HIDDEN_CLASSES,
    INLINE,
    format_fragment,
    has_class,
    parse_fragment,
)
from reading_list.texts.math_unicode import linearise
from reading_list.texts.plain_fit import fit_plain
from reading_list.texts.plain_html import read_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

__all__ = [
    "absolutise",
    "clean",
    "fit_for_feed",
    "move_excerpt",
    "split_excerpt",
    "to_text",
]

_ADDRESSES = ("href", "src", "poster", "cite", "data")
_WITH_ADDRESS = etree.XPath(f"descendant::*[@srcset or @{' or @'.join(_ADDRESSES)}]")
_WHOLE = re.compile(r"https?://[\w.-]+(?:/[\w/.-]*)?", re.ASCII)
"""Addresses that are absolute as they stand, which takes longer to find out in general."""
_NAME = re.compile(r"\b(?:id|name)\s*=", re.IGNORECASE)
_CANDIDATE = re.compile(r"([^\s,]\S*?)(,+(?=\s|$)|\s+[^,]*(?:,|$)|$)")
_NAMED = frozenset({"a", "map", "input", "details"})
_REFERENCES = (
    "for headers list form aria-labelledby aria-describedby aria-controls aria-owns aria-details"
    " aria-flowto aria-activedescendant"
).split()
_LINKS = ("href", "usemap")
_WITH_NAME = etree.XPath("descendant::*[@id or @name]")
_NAMING = etree.XPath(f"descendant::*[@id or @name or @{' or @'.join((*_REFERENCES, *_LINKS))}]")
"""Few elements have any of these, and lxml finds them faster than one can ask each."""
_MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
_HIDDEN = frozenset("script style template noscript head title svg textarea select".split())


def move_excerpt(html: str, source: str, target: str, prefix: str = "") -> tuple[str, bool]:
    """The part before `<!-- more -->`, made fit for another page; and whether more follows.

    Relative addresses of the page `source` become right on the page `target`; both are below the
    site's root (`blog/2025/07/slug/`, or empty for the home page). A link to a place within the
    part stays one. With `prefix`, that and a hyphen stand before every id and name, and before
    what refers to one of them.
    """
    root = parse_fragment(html)
    is_cut = _cut_at_mark(root, html)
    if source != target:
        _rebase(root, source, target)
    if prefix:
        _prefix_ids(root, prefix)
    moved = format_fragment(root)
    return moved.rstrip() if is_cut else moved, is_cut


def _rebase(root: HtmlElement, source: str, target: str) -> None:
    own_ids = _ids(root)

    def move(address: str) -> str:
        is_within = address.startswith("#") and unquote(address[1:]) in own_ids
        if is_within or not is_relative(address):
            return address
        return relative_address(join_address(source, address), target)

    _change_addresses(root, move)


def absolutise(html: str, base: str) -> str:
    """Make every address absolute; `base` is the full address of the page it stands on."""
    root = parse_fragment(html)
    _absolutise(root, base)
    return format_fragment(root)


def _absolutise(root: HtmlElement, base: str) -> None:
    _change_addresses(root, partial(_complete, base))


def _complete(base: str, address: str) -> str:
    if _WHOLE.fullmatch(address):
        return address
    try:
        return urljoin(base, address) if address else base
    except ValueError:  # such as `//[`, which no one can follow
        return address


def _prefix_ids(root: HtmlElement, prefix: str) -> None:
    own_ids = _ids(root)
    for element in _find(_NAMING, root) if own_ids else ():
        for name in ("id", "name"):
            if element.get(name) in own_ids and (name == "id" or element.tag in _NAMED):
                element.set(name, f"{prefix}-{element.get(name)}")
        for name in set(_REFERENCES) & set(element.attrib):
            words = (element.get(name) or "").split()
            element.set(
                name, " ".join(f"{prefix}-{word}" if word in own_ids else word for word in words)
            )
        for name in set(_LINKS) & set(element.attrib):
            sign, place = (element.get(name) or "")[:1], (element.get(name) or "")[1:]
            if sign == "#" and unquote(place) in own_ids:
                element.set(name, f"#{prefix}-{place}")


def fit_for_feed(html: str, base: str, prefix: str, enough: int) -> tuple[str, str]:
    """Clean a page's content for feeds, addresses absolute and ids its own; and its first words.

    The words are those of `to_text`, at least `enough` characters of them where there are so many,
    none where none are wanted.
    """
    fit = fit_plain(html, partial(_complete, base))
    if fit is None:
        return fit_by_tree(html, base, prefix, enough)
    return fit[0].strip(), fit[1] if enough else ""


def fit_by_tree(html: str, base: str, prefix: str, enough: int) -> tuple[str, str]:
    """Do the same of any HTML, all in one pass, for a site has thousands."""
    root = parse_fragment(html)
    words = _to_words(root, enough) if enough else ""
    _absolutise(root, base)
    if _NAME.search(html):
        _prefix_ids(root, prefix)
    return clean_tree(root).strip(), words


def split_excerpt(html: str) -> tuple[str, bool]:
    """Return what stands before the comment `<!-- more -->`, and whether there is one.

    Without the comment the fragment comes back as it is.
    """
    if not _MORE.search(html):
        return html, False
    root = parse_fragment(html)
    return (format_fragment(root).rstrip(), True) if _cut_at_mark(root, html) else (html, False)


def _cut_at_mark(root: HtmlElement, html: str) -> bool:
    """Remove the mark and what follows it; False where there is none."""
    if not _MORE.search(html):
        return False
    marks = (one for one in root.iter(etree.Comment) if (one.text or "").strip().lower() == "more")
    mark = next(marks, None)
    if mark is not None:
        _cut_after(root, mark)
    return mark is not None


@lru_cache(maxsize=1024)  # of a post, its page and every list ask for it
def to_text(html: str) -> str:
    """Return the words on one line, formulas in Unicode.

    Without scripts, permalinks, footnote marks and line numbers.
    """
    if "<" not in html:
        return fold_space(unescape(drop_controls(html)))
    words = read_words(html)
    return _to_words(parse_fragment(html)) if words is None else words


def _to_words(root: HtmlElement, enough: float = inf) -> str:
    words: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    found = 0
    for event, element in walk:
        if found > enough:
            break
        before = len(words)
        if event == "start":
            words.append(_opening_text(element))
            if element.tag == "math" or _is_hidden(element):
                walk.skip_subtree()
        elif event == "end" and element.tag not in INLINE | {"math"}:
            words += (" ", element.tail or "")
        else:
            words.append(element.tail or "")
        if enough < inf:
            found += sum(len(part) for word in words[before:] for part in word.split())
    return fold_space("".join(words))


def _opening_text(element: HtmlElement) -> str:
    if element.tag == "math":
        return linearise(element)
    text = "" if _is_hidden(element) else element.text or ""
    return text if element.tag in INLINE else f" {text}"


def _is_hidden(element: HtmlElement) -> bool:
    return element.tag in _HIDDEN or has_class(element, *HIDDEN_CLASSES)


def _find(path: etree.XPath, root: HtmlElement) -> list[HtmlElement]:
    return path(root)  # type: ignore[return-value] # of a path that ends in elements


def _ids(root: HtmlElement) -> set[str]:
    every = _find(_WITH_NAME, root)
    names = {element.get("name") for element in every if element.tag in _NAMED}
    return {one for one in names | {element.get("id") for element in every} if one}


def _change_addresses(root: HtmlElement, change: Callable[[str], str]) -> None:
    for element in _find(_WITH_ADDRESS, root):
        for name in _ADDRESSES:
            address = element.get(name)
            if address is not None and (name != "data" or element.tag == "object"):
                element.set(name, change(address.strip()))
        candidates = element.get("srcset")
        if candidates is not None:
            element.set("srcset", _CANDIDATE.sub(lambda one: change(one[1]) + one[2], candidates))


def _cut_after(root: HtmlElement, mark: HtmlElement) -> None:
    """Remove the mark and all that follows it; what it leaves empty goes too."""
    node = mark
    while node is not root:
        parent = node.getparent()
        for later in list(node.itersiblings()):
            parent.remove(later)
        node.tail = None
        if node is mark or (len(node) == 0 and not (node.text or "").strip()):
            parent.remove(node)
        node = parent
