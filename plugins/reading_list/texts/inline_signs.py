"""Markdown's inline patterns, asked only where the sign that each of them needs is in the text.

Separate because it is about the engine's own patterns and nothing that we read ourselves: of some
twenty patterns that are tried on every text of a page, most texts hold the sign of two or three.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown import inlinepatterns
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor

from reading_list.texts.citations import CITATION_PATTERNS
from reading_list.texts.math_markdown import FORMULA_PATTERNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from markdown import Markdown

_SIGNS: Mapping[str, tuple[str, ...]] = {
    inlinepatterns.BACKTICK_RE: ("`",),
    inlinepatterns.ESCAPE_RE: ("\\",),
    inlinepatterns.LINK_RE: ("[",),
    inlinepatterns.REFERENCE_RE: ("[",),
    inlinepatterns.IMAGE_LINK_RE: ("![",),
    inlinepatterns.IMAGE_REFERENCE_RE: ("![",),
    inlinepatterns.AUTOLINK_RE: ("<",),
    inlinepatterns.AUTOMAIL_RE: ("<",),
    inlinepatterns.HTML_RE: ("<",),
    inlinepatterns.ENTITY_RE: ("&",),
    inlinepatterns.LINE_BREAK_RE: ("  \n",),
    r"\[\^([^\]]*)\]": ("[^",),  # footnotes
    r"\*|_": ("*", "_"),
    r"\*": ("*",),
}
"""Regular expression -> signs one of which is in everything that it matches."""
_SLOW: Mapping[str, str] = {
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.REFERENCE_RE: "[",
}
"""Those that try every place of a text -> the sign that matches begin with, but for backslashes."""
_LINKS = (inlinepatterns.LinkInlineProcessor, inlinepatterns.ImageInlineProcessor)
_REFERENCES = (
    inlinepatterns.ReferenceInlineProcessor,
    inlinepatterns.ShortReferenceInlineProcessor,
    inlinepatterns.ImageReferenceInlineProcessor,
    inlinepatterns.ShortImageReferenceInlineProcessor,
)
"""Those that do nothing where no text defines a link."""


class SignsExtension(Extension):
    """Ask fewer patterns; what a text becomes is the same. Comes after all other extensions."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Take the place of Markdown's own inline processor, unless another one has done so."""
        for pattern in md.inlinePatterns:
            wanted = pattern.compiled_re
            if isinstance(wanted, re.Pattern) and wanted.pattern in _SLOW:
                pattern.compiled_re = _Leaping(wanted, _SLOW[wanted.pattern])  # type: ignore[assignment] # asked for `finditer` alone
        if type(md.treeprocessors["inline"]) is InlineProcessor:
            md.treeprocessors.register(_Chosen(md), "inline", 20)


def _find_signs(pattern: inlinepatterns.Pattern) -> tuple[str, ...] | None:
    """The signs of a pattern; empty if it must always be asked, None if nobody knows it.

    What is unknown might write signs itself that are not in the text.
    """
    if isinstance(pattern, (*CITATION_PATTERNS, *FORMULA_PATTERNS)):
        return ()
    if type(pattern) in _LINKS:
        return ("](",)
    return _SIGNS.get(getattr(pattern.compiled_re, "pattern", ""))


class _Leaping:
    """A regular expression that begins to look where the first sign is."""

    def __init__(self, wanted: re.Pattern[str], sign: str) -> None:
        self.pattern = wanted.pattern
        self._wanted = wanted
        self._sign = sign

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """As the pattern does it."""
        first = text.find(self._sign, start)
        if first < 0:
            return iter(())
        while first > start and text[first - 1] == "\\":
            first -= 1
        return self._wanted.finditer(text, first)


class _Chosen(InlineProcessor):
    """Markdown's own, with the patterns that may find something in the tree at hand."""

    _signs: list[tuple[inlinepatterns.Pattern, tuple[str, ...] | None]] | None = None

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns that may match; they keep their order."""
        if self._signs is None:  # what is registered late is there by now
            self._signs = [(one, _find_signs(one)) for one in self.md.inlinePatterns]
        if all(signs is not None for _, signs in self._signs):
            text = "".join(tree.itertext())
            self.inlinePatterns = [  # type: ignore[assignment] # read by place and length alone
                pattern
                for pattern, signs in self._signs
                if (not signs or any(sign in text for sign in signs))
                and (self.md.references or type(pattern) not in _REFERENCES)
            ]
        return super().run(tree, ancestors)
