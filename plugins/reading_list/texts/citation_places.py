"""Where citations and links stand in Markdown's tree, and which of them only seem to.

Separate because raw HTML is no part of the tree: whether a citation stands within `<code>` that
the author wrote by hand is seen only by reading the placeholders around it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

from markdown.util import HTML_PLACEHOLDER_RE

from reading_list.texts.heading_ids import CITE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from markdown import Markdown

GROUP = "rl-cites"
"""A bracket of citations, until the page is finished."""
LEAD = "rl-lead"
"""Stands before what a bracket begins with; empty."""
_KINDS: Mapping[str, Literal["group", "cite", "link"]] = {
    GROUP: "group",
    CITE: "cite",
    "a": "link",
}
_UNREAD = frozenset("button code kbd math pre samp script style svg textarea".split())
_QUOTES = _UNREAD | {"a"}
_RAW_TAG = re.compile(r"<(/?)([A-Za-z]+)\b")
_MARKER = re.compile(r"\s*<!--\s*reading-list:\s*references\s*-->\s*")


class Place(NamedTuple):
    """Something that concerns citations, where it stands."""

    kind: Literal["group", "cite", "link", "marker"]
    """A marker asks for the references."""
    parent: Element
    element: Element
    is_quoted: bool
    """Within raw `<code>`, `<a>` and the like."""


def find_places(root: Element, md: Markdown) -> Iterator[Place]:
    """Find groups, citations, links and markers, in the order of the page."""
    raw = [one for one in md.htmlStash.rawHtmlBlocks if isinstance(one, str)]
    has_quotes = any(_read_quote(one) for one in raw)
    has_markers = any(_MARKER.fullmatch(one) for one in raw)
    if has_quotes or has_markers:
        return _find_beside_raw(root, md, has_quotes=has_quotes, has_markers=has_markers)
    return _find_alone(root)


def _find_alone(root: Element) -> Iterator[Place]:
    """Look at elements only, as no raw HTML bears upon them."""
    stack = [(root, iter(root))]
    while stack:
        parent, children = stack[-1]
        for element in children:
            kind = _KINDS.get(element.tag)
            if kind is not None:
                yield Place(kind, parent, element, is_quoted=False)
            if len(element) and element.tag not in _UNREAD:
                stack.append((element, iter(element)))
                break
        else:
            stack.pop()


def _find_beside_raw(
    root: Element, md: Markdown, *, has_quotes: bool, has_markers: bool
) -> Iterator[Place]:
    quotes = _Quotes(md)
    stack: list[tuple[Element, Element, bool]] = [(root, child, False) for child in reversed(root)]
    while stack:
        parent, element, is_done = stack.pop()
        if is_done:
            quotes.read(element.tail)
            continue
        if has_quotes and md.is_block_level(element.tag):
            quotes.forget()
        is_marker = has_markers and _is_marker(element, md)
        kind = _KINDS.get(element.tag) or ("marker" if is_marker else None)
        if kind is not None:
            yield Place(kind, parent, element, has_quotes and quotes.are_open)
        if has_quotes:  # as is rare, and costs more than all the rest
            quotes.read(element.text)
            stack.append((parent, element, True))
        if len(element) and element.tag not in _UNREAD:
            stack.extend((element, child, False) for child in reversed(element))


class _Quotes:
    """Which raw elements are open whose text is not to be touched."""

    def __init__(self, md: Markdown) -> None:
        self._md = md
        self._open: defaultdict[str, int] = defaultdict(int)

    @property
    def are_open(self) -> bool:
        return any(count > 0 for count in self._open.values())

    def read(self, text: str | None) -> None:
        for found in HTML_PLACEHOLDER_RE.finditer(text or ""):
            if tag := _read_quote(_find_raw(found[1], self._md)):
                self._open[tag[2].lower()] += -1 if tag[1] else 1

    def forget(self) -> None:
        """No inline element reaches beyond its block."""
        self._open.clear()


def _read_quote(raw: str) -> re.Match[str] | None:
    """The tag that raw HTML begins with, where its text is not to be touched."""
    tag = _RAW_TAG.match(raw)
    return tag if tag and tag[2].lower() in _QUOTES else None


def _find_raw(number: str, md: Markdown) -> str:
    raw = md.htmlStash.rawHtmlBlocks[int(number)]
    return raw if isinstance(raw, str) else ""


def _is_marker(element: Element, md: Markdown) -> bool:
    found = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip())
    return bool(found and not len(element) and _MARKER.fullmatch(_find_raw(found[1], md)))


def unwrap(parent: Element, element: Element) -> None:
    """Put what an element holds in its place."""
    index = list(parent).index(element)
    children = list(element)
    if children:
        children[-1].tail = f"{children[-1].tail or ''}{element.tail or ''}"
        before = element.text
    else:
        before = f"{element.text or ''}{element.tail or ''}"
    if index:
        parent[index - 1].tail = f"{parent[index - 1].tail or ''}{before or ''}"
    else:
        parent.text = f"{parent.text or ''}{before or ''}"
    parent[index : index + 1] = children
