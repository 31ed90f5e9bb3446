"""Citations as a Python-Markdown extension: every form in which a text names a work is a link.

Runs with and without MkDocs. While a text is read citations are only marked; once all of them are
known the works are told apart, numbered and listed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from reading_list.texts.citation_places import GROUP, LEAD
from reading_list.texts.citation_syntax import (
    ADDRESS,
    BRACKET,
    MATH,
    NARRATIVE,
    find_label_keys,
    identify,
    may_name_works,
    parse_bracket,
    read_key,
    trim_address,
    write_range,
)
from reading_list.texts.citation_writing import CitationWriter
from reading_list.texts.cited_works import CitationContext, CitedWorks, read_works
from reading_list.texts.heading_ids import CITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

    from reading_list.model import PaperId

__all__ = ["CitationContext", "CitationExtension", "CitedWorks", "makeExtension"]

_WORKS = rf"{BRACKET}|{ADDRESS}|(?:https?|ftp)://[^\s<>\"]+|{NARRATIVE}"
_FLAGS = re.VERBOSE | re.IGNORECASE
_HOOKED = r"<((?:arxiv|doi):[^<>\s]{1,300})>"
_PATTERN = re.compile(_WORKS, _FLAGS)
_PATTERN_OF_KEYS = re.compile(rf"{BRACKET}|(?P<address>(?!))|{NARRATIVE}", _FLAGS)
_FIRST_OF_KEYS = re.compile(r"[\[@]|-@")
"""What either begins with."""
_PATTERN_WITH_MATH = re.compile(rf"{MATH}|{_WORKS}", _FLAGS)


class CitationExtension(Extension):
    """Render `[@key, p. 3; @other]`, `@key`, links to papers, arXiv ids, DOIs: author and year.

    What names no known work is left as it is written. Pass a `CitationContext` and change it
    between conversions; or the options `works` (see `read_works`) and `base`, with which the
    references are listed unless `references` is false.
    """

    def __init__(self, context: CitationContext | None = None, **options: Any) -> None:  # noqa: ANN401 - Markdown's
        self.config = {
            "works": [{}, "Works by key, as in `papers` of reading-list.json"],
            "base": ["", "Address that those of the works are relative to"],
            "references": [True, "Whether the works are listed at the end"],
        }
        super().__init__(**options)
        self.context = context or CitationContext(
            works=read_works(self.getConfig("works"), self.getConfig("base")),
            with_references=self.getConfig("references"),
        )

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        r"""Register among Markdown's own.

        `\@` is read with the other escapes (180), and `<arXiv:...>` before other addresses in
        hooks (120), which would take it for HTML. Citations come after links, raw HTML and
        entities (80), before emphasis and what else may read an `@`; they are finished after
        attribute lists (8) and before the contents list (5), which shows headings.
        """
        md.inlinePatterns.register(_EscapeProcessor(r"\\(?<!\\\\)(\[?-?@)", md), "rl-escape", 181)
        md.inlinePatterns.register(_BetweenHooks(_HOOKED, self.context, md), "rl-hooked", 121)
        md.inlinePatterns.register(_MarkProcessor(self.context, md), "rl-cite", 79.95)
        if "reference" in md.parser.blockprocessors:
            definitions = md.parser.blockprocessors["reference"]
            definitions.RE = _Definitions(definitions.RE, self.context)  # type: ignore[attr-defined]
        md.treeprocessors.register(CitationWriter(self.context, md), "rl-cite", 7.5)


def makeExtension(**options: Any) -> CitationExtension:  # noqa: ANN401, N802 - Markdown's
    """Find the extension by the name of this module, as Markdown asks for it."""
    return CitationExtension(**options)


_Handled = tuple[Element | str | None, int | None, int | None]


class _EscapeProcessor(InlineProcessor):
    r"""`\@key` and `\[@key]` mean what they show."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Handled:  # type: ignore[override]  # noqa: ARG002, N802 - Markdown's
        return m[1], m.start(0), m.end(0)


class _BetweenHooks(InlineProcessor):
    """`<arXiv:1706.03762>` names a work, as `<https://...>` does; it is never an element."""

    def __init__(self, pattern: str, context: CitationContext, md: Markdown) -> None:
        super().__init__(pattern, md)
        self.compiled_re = re.compile(pattern, re.IGNORECASE)
        self._context = context

    def handleMatch(self, m: re.Match[str], data: str) -> _Handled:  # type: ignore[override]  # noqa: ARG002, N802 - Markdown's
        key = self._context.works.identifiers.get(identify(m[1]))
        return (_mark(key, m[1]) if key else m[1]), m.start(0), m.end(0)


class _Works:
    """Finds what may name works, and looks only into texts that may hold some."""

    def __init__(self, md: Markdown) -> None:
        self._md = md

    def finditer(self, text: str, start: int) -> Iterator[re.Match[str]]:
        """As a pattern does it; formulas are stepped over where nothing has read them before."""
        if not may_name_works(text):
            return iter(())
        if "rl-math" not in self._md.inlinePatterns:
            return _PATTERN_WITH_MATH.finditer(text, start)
        # Every address has one of these; what Markdown leaves in a text has other colons.
        has_addresses = "/" in text or "v:" in text or "V:" in text
        return _PATTERN.finditer(text, start) if has_addresses else _leap(text, start)


def _leap(text: str, start: int) -> Iterator[re.Match[str]]:
    """Find what `_PATTERN` finds in a text without addresses, trying few of its places."""
    while (sign := _FIRST_OF_KEYS.search(text, start)) is not None:
        found = _PATTERN_OF_KEYS.match(text, sign.start())
        if found is not None:
            yield found
        start = found.end() if found else sign.start() + 1


class _Definitions:
    """Finds definitions of links, of which `[@key]: word` is none, and so is not lost."""

    def __init__(self, pattern: re.Pattern[str], context: CitationContext) -> None:
        self._pattern = pattern
        self._context = context

    def search(self, block: str) -> re.Match[str] | None:
        """As a pattern does it."""
        return next(self.finditer(block), None)

    def finditer(self, block: str, start: int = 0) -> Iterator[re.Match[str]]:
        """As a pattern does it."""
        return filter(self._is_definition, self._pattern.finditer(block, start))

    def _is_definition(self, found: re.Match[str]) -> bool:
        keys, is_possible = find_label_keys(found[1], found[2])
        works = self._context.works
        return is_possible and not (keys and all(works.find_key(key) for key in keys))


class _MarkProcessor(InlineProcessor):
    """Marks what names a known work; steps over formulas and other addresses."""

    ANCESTOR_EXCLUDES = ("a", "button", "kbd", "samp")

    def __init__(self, context: CitationContext, md: Markdown) -> None:
        super().__init__("", md)
        self.compiled_re = _Works(md)  # type: ignore[assignment] # asked for `finditer` alone
        self._context = context

    def handleMatch(self, m: re.Match[str], data: str) -> _Handled:  # type: ignore[override]  # noqa: N802 - Markdown's
        start, end = m.span()
        element = None
        if m["inside"] is not None:
            element = self._mark_group(m["inside"])
        elif m["address"]:
            end = start + len(trim_address(m["address"]))
            key = self._context.works.identifiers.get(identify(data[start:end]))
            element = _mark(key, data[start:end]) if key else None
        elif m["key"] or m["braced"]:
            key = self._context.works.find_key(read_key(m))
            element = _mark(key, m[0]) if key else None
            if element is not None and m["minus"]:
                element.set("form", "suppressed")
            if element is not None and m["locator"]:
                element.set("locator", write_range(m["locator"].strip()))
        if element is None:
            return None, None, None
        if element.tag == CITE and data[start - 1 : start] == "(" and data[end : end + 1] == ")":
            element.set("form", "year" if m["minus"] else "parenthetical")
        return element, start, end

    def _mark_group(self, inside: str) -> Element | None:
        """`(see Vaswani et al., 2017, p. 3; Kaplan, 2020)`; nothing unless all works are known."""
        group = Element(GROUP)
        group.text = "("
        # Markdown goes on to look for works in tails only.
        SubElement(group, LEAD)
        parts = parse_bracket(inside)
        for number, part in enumerate(parts):
            _append(group, f"{'; ' if number else ''}{part.before}")
            if not part.key:
                continue
            key = self._context.works.find_key(part.key)
            if key is None:
                return None
            _append(group, " " if part.before else "")
            mark = _mark(key, f"@{part.key}")
            mark.set("form", "year" if part.year_only else "parenthetical")
            mark.tail = part.after
            group.append(mark)
        _append(group, ")")
        return group if parts else None


CITATION_PATTERNS = (_EscapeProcessor, _BetweenHooks, _MarkProcessor)
"""What finds citations: all of them write what is in the text, and brackets and semicolons."""


def _mark(key: PaperId, source: str) -> Element:
    mark = Element(CITE, {"key": key})
    mark.text = AtomicString(source)
    return mark


def _append(group: Element, text: str) -> None:
    group[-1].tail = f"{group[-1].tail or ''}{text}"
