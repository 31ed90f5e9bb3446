"""Ids of headings that hold formulas or citations.

Separate because each of the two extensions works without the other, and either must read what
the other has put into a heading. Headings of mere words are left to the contents list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from markdown.extensions.toc import unique

from reading_list.texts.math import to_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from markdown import Markdown

FORMULA: Final = "rl-math"
"""A formula in Markdown's tree, until the page is finished; its TeX is in the attribute `tex`."""
CITE: Final = "rl-cite"
"""A work that a text names; its text is what the author wrote."""
_HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
_ESCAPED: Final = re.compile("\x02([0-9]{1,7})\x03")
_PLACEHOLDER: Final = re.compile("\x02[^\x02\x03]*\x03")


def name_headings(root: Element, md: Markdown) -> None:
    """Give headings that hold formulas or citations an id, as the contents list would.

    Of a formula the id has the words and of a citation the author's key: what a work is called
    may change, and the address of a heading should not. Headings with an id keep it.
    """
    if "toc" not in md.treeprocessors:
        return
    contents: Any = md.treeprocessors["toc"]  # of one of several extensions
    headings = [one for one in root.iter() if one.tag in _HEADINGS]
    taken = {element.get("id", "") for element in root.iter()} if headings else set()
    for heading in headings:
        if heading.get("id") or not _is_ours(heading):
            continue
        words = " ".join("".join(_find_words(heading)).split())
        heading.set("id", unique(contents.slugify(words, contents.sep) or "section", taken))


def read_escapes(text: str) -> str:
    """What a text says once Markdown has read its backslashes."""
    return _ESCAPED.sub(lambda found: chr(int(found[1])), text)


def _is_ours(heading: Element) -> bool:
    return any(one.tag in {FORMULA, CITE} for one in heading.iter())


def _find_words(element: Element) -> Iterator[str]:
    if element.tag == FORMULA:
        yield to_words(element.get("tex", ""))
    elif element.tag == CITE:
        yield f"{element.get('key', '')} {element.get('locator', '')}"
    elif not (element.get("id") or "").startswith("fnref"):
        yield _read(element.text)
        for child in element:
            yield from _find_words(child)
            yield _read(child.tail)


def _read(text: str | None) -> str:
    return _PLACEHOLDER.sub("", read_escapes(text or ""))
