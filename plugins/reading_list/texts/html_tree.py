"""HTML fragments -> lxml trees and back.

Separate because every operation on a fragment parses and writes it in the same way, and the text
of code must come through untouched.
"""

from __future__ import annotations

import re
import sys

from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HtmlProcessingInstruction

from reading_list.texts.characters import drop_controls

INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small"
    " span strong sub sup time tt u var wbr".split()
)
"""Elements that do not interrupt a sentence."""
HIDDEN_CLASSES = frozenset({"headerlink", "footnote-ref", "footnote-backref", "linenos", "lineno"})
"""Of elements that are no part of what a text says."""
_PARSER = etree.HTMLParser(huge_tree=True)
_PARSER.set_element_class_lookup(
    etree.ElementDefaultClassLookup(
        element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction
    )
)
"""One for all: lxml's own asks Python for the class of every element that is looked at."""
_REFERENCE = re.compile("&#(?:0*([0-9]{1,7})|[xX]0*([0-9A-Fa-f]{1,6}));?")
_WINDOWS = range(0x80, 0xA0)  # HTML reads these as Windows' characters
_PAGE_TAG = re.compile(r"</?(?:html|head|body)(?=[\s/>])[^<>]*>", re.IGNORECASE)


def parse_fragment(html: str) -> HtmlElement:
    """Parse a fragment below a `div` of ours, which is no part of it."""
    inner = _REFERENCE.sub(_keep_fit, _PAGE_TAG.sub("", drop_controls(html)))
    body = etree.fromstring(f"<html><body>{inner}</body></html>", _PARSER).find("body")
    root: HtmlElement = _PARSER.makeelement("div")
    if body is not None:
        root.text = body.text if (body.text or "").strip() else None
        root.extend(body)
    return root


def _keep_fit(reference: re.Match[str]) -> str:
    """Keep a character reference, unless to one of the characters that are dropped."""
    number = int(reference[1]) if reference[1] else int(reference[2], 16)
    if number in _WINDOWS or number > sys.maxunicode:
        return reference[0]
    return reference[0] if drop_controls(chr(number)) == chr(number) else ""


def format_fragment(root: HtmlElement) -> str:
    """Write what is below the `div` of `parse_fragment`."""
    whole: str = etree.tostring(root, encoding="unicode", method="html", with_tail=False)
    return whole.removeprefix("<div>").removesuffix("</div>")


def elements(root: HtmlElement) -> list[HtmlElement]:
    """List the elements below `root` in their order, without comments; safe to change."""
    return list(root.iterdescendants(etree.Element))


def has_class(element: HtmlElement, *names: str) -> bool:
    """Tell whether an element has one of these classes."""
    classes = element.get("class")
    return bool(classes) and not set(names).isdisjoint(classes.split())
