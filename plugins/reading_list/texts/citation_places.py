"""Where citations and links stand in Markdown's tree, and which of them only seem to.

Separate because raw HTML is no part of the tree: whether a citation stands within `<code>` that
the author wrote by hand is seen only by reading the placeholders around it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from markdown.util import HTML_PLACEHOLDER_RE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from markdown import Markdown

GROUP = "rl-cites"
"""A bracket of citations, until the page is finished."""
LEAD = "rl-lead"
"""Stands before what a bracket begins with; empty."""
CITE = "rl-cite"
"""One work of it, or one in running text; its text is what the author wrote."""
_KINDS: Mapping[str, Literal["group", "cite", "link"]] = {
    GROUP: "group",
    CITE: "cite",
    "a": "link",
}
_UNREAD = frozenset("button code kbd math pre samp script style svg textarea".split())
_RAW_TAG = re.compile(r"<(/?)([A-Za-z]+)\b")
_MARKER = re.compile(r"\s*<!--\s*reading-list:\s*references\s*-->\s*")
_ESCAPED = re.compile("\x02([0-9]{1,7})\x03")
_PLACEHOLDER = re.compile("\x02[^\x02\x03]*\x03")
_HEADING = re.compile(r"h[1-6]")


@dataclass(frozen=True, slots=True)
class Place:
    """Something that concerns citations, where it stands."""

    kind: Literal["group", "cite", "link", "marker"]
    """A marker asks for the references."""
    parent: Element
    element: Element
    is_quoted: bool
    """Within raw `<code>`, `<a>` and the like."""


def find_places(root: Element, md: Markdown) -> Iterator[Place]:
    """Find groups, citations, links and markers, in the order of the page."""
    quotes = _Quotes(md)
    stack: list[tuple[Element, Element, bool]] = [(root, child, False) for child in reversed(root)]
    while stack:
        parent, element, is_done = stack.pop()
        if is_done:
            quotes.read(element.tail)
            continue
        if md.is_block_level(element.tag):
            quotes.forget()
        kind = _KINDS.get(element.tag) or ("marker" if _is_marker(element, md) else None)
        if kind is not None:
            yield Place(kind, parent, element, quotes.are_open)
        quotes.read(element.text)
        stack.append((parent, element, True))
        if element.tag not in _UNREAD:
            stack.extend((element, child, False) for child in reversed(element))


class _Quotes:
    """Which raw elements are open whose text is not to be touched."""

    def __init__(self, md: Markdown) -> None:
        self._md = md
        self._open: Counter[str] = Counter()

    @property
    def are_open(self) -> bool:
        return any(count > 0 for count in self._open.values())

    def read(self, text: str | None) -> None:
        for found in HTML_PLACEHOLDER_RE.finditer(text or ""):
            tag = _RAW_TAG.match(_find_raw(found[1], self._md))
            if tag and tag[2].lower() in _UNREAD | {"a"}:
                self._open[tag[2].lower()] += -1 if tag[1] else 1

    def forget(self) -> None:
        """No inline element reaches beyond its block."""
        self._open.clear()


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


def read_escapes(text: str) -> str:
    """What a text says once Markdown has read its backslashes."""
    return _ESCAPED.sub(lambda found: chr(int(found[1])), text)


def name_headings(root: Element, md: Markdown) -> None:
    """Give headings that cite something an id made of the author's words and keys.

    What a work is called may change; the address of a heading should not. Brackets are left out,
    as the marks of footnotes are.
    """
    toc: Any = md.treeprocessors["toc"]  # of one of several extensions
    taken = {element.get("id") for element in root.iter()}
    for heading in root.iter():
        if not _HEADING.fullmatch(heading.tag) or heading.get("id"):
            continue
        if next(heading.iter(CITE), None) is None:
            continue
        words = _PLACEHOLDER.sub("", read_escapes("".join(_find_words(heading))))
        name = base = toc.slugify(words.replace("@", ""), toc.sep) or "section"
        number = 0
        while name in taken:
            number += 1
            name = f"{base}_{number}"
        heading.set("id", name)
        taken.add(name)


def _find_words(element: Element) -> Iterator[str]:
    is_mark = element.tag == "sup" and (element.get("id") or "").startswith("fnref")
    if element.tag != GROUP and not is_mark:
        yield element.text or ""
        for child in element:
            yield from _find_words(child)
            yield child.tail or ""
