"""Mentions of works in the author's Markdown: found in the source, rendered as links.

Separate because the loader asks which works a text mentions long before a page is made.
Both sides read a bracket with the same grammar.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from reading_list.texts.addresses import is_relative, relative_address
from reading_list.texts.prose import blank_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markdown import Markdown

# `[@a]: …` at the start of a line defines a link, `[@a](…)` and `[@a][b]` are links.
_BRACKET = r"(?<!\\)\[(@[^\[\]\\]{1,1000})\](?!\(|\[[^@\]])"
_CITATION = re.compile(_BRACKET)
_DEFINITION = re.compile(r"(?m)^ {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*<?([^\s<>]{1,500})")
_DEFINES = re.compile(r"[ \t]*:")
_LINK = re.compile(r"\]\([ \t]*<?([^\s<>()]{1,500})")
_PART = re.compile(r"\s*@(?P<key>\w(?:[\w.:+-]*\w)?)\s*(?:,\s*(?P<locator>\S.*?)\s*)?", re.DOTALL)
_PAPER = re.compile(r"(?:^|/)papers/([^/]+)\.md$")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names a work; `line` counts from 1 within the text."""

    key: str
    line: int
    kind: Literal["key", "link"]


@dataclass(frozen=True, slots=True)
class _Citation:
    key: str
    locator: str = ""


class CitedWork(Protocol):
    """What a rendered citation needs to know of a work."""

    @property
    def url(self) -> str:
        """Address below the site's root, or an absolute one."""

    @property
    def label(self) -> str:
        """As author and year: `Vaswani et al. 2017`."""


@dataclass(slots=True)
class CitationContext:
    """What changes from one conversion to the next.

    Give one context to the extension, and set its fields before each conversion: a `Markdown`
    object is made once and converts many pages.
    """

    works: Mapping[str, CitedWork] = field(default_factory=dict)
    page_url: str = ""
    """Address of the page being rendered, below the site's root."""


def find_mentions(body: str) -> tuple[Mention, ...]:
    """Find `[@key, p. 3; @other]` and links to `papers/<key>.md`, in order.

    Code, comments and e-mail addresses are no mentions. Linear in the length of the text.
    """
    if "@" not in body and "papers/" not in body:
        return ()
    prose = blank_code(body)
    line_ends = [found.start() for found in re.finditer("\n", prose)]
    found = sorted((*_find_keys(prose), *_find_links(prose)), key=lambda one: one[0])
    return tuple(
        Mention(key, bisect_right(line_ends, start) + 1, kind) for start, key, kind in found
    )


def _find_keys(prose: str) -> Iterator[tuple[int, str, Literal["key", "link"]]]:
    for found in _CITATION.finditer(prose):
        if _is_definition(prose, found.start(), found.end()):
            continue
        for citation in _parse_citations(found[1]):
            yield found.start(), citation.key, "key"


def _find_links(prose: str) -> Iterator[tuple[int, str, Literal["key", "link"]]]:
    for pattern in (_LINK, _DEFINITION):
        for found in pattern.finditer(prose):
            key = _paper_key(found[1])
            if key:
                yield found.start(1), key, "link"


def _is_definition(prose: str, start: int, end: int) -> bool:
    before = prose[max(start - 4, 0) : start].rpartition("\n")[2]
    return _DEFINES.match(prose, end) is not None and not before.strip()


def _paper_key(address: str) -> str:
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    found = _PAPER.search(path) if is_relative(path.lstrip("/")) else None
    return unquote(found[1]) if found else ""


def _parse_citations(inside: str) -> tuple[_Citation, ...]:
    """Read `@key, p. 3; @other`; empty where it is anything else."""
    if re.search(r"\n[ \t]*\n", inside):
        return ()
    parts = [_PART.fullmatch(part) for part in inside.split(";")]
    citations = tuple(_Citation(part["key"], part["locator"] or "") for part in parts if part)
    return citations if len(citations) == len(parts) else ()


class CitationExtension(Extension):
    """Render `[@key, p. 3; @other]` as `(Author 2017, p. 3; Other 2018)` with links.

    A bracket with an unknown key is left as written: the loader reports it. Pass a
    `CitationContext` as `context` and change it between conversions.
    """

    def __init__(
        self,
        context: CitationContext | None = None,
        *,
        works: Mapping[str, CitedWork] | None = None,
        page_url: str = "",
    ) -> None:
        super().__init__()
        self.context = context or CitationContext(works or {}, page_url)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register after code spans and escapes (190, 180), before references (170)."""
        md.inlinePatterns.register(_CitationProcessor(self.context, md), "reading-list-cite", 175)


class _CitationProcessor(InlineProcessor):
    def __init__(self, context: CitationContext, md: Markdown) -> None:
        super().__init__(_BRACKET, md)
        self._context = context

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Markdown's signature
    ) -> tuple[Element | None, int | None, int | None]:
        citations = _parse_citations(m[1])
        works = self._context.works
        if not citations or any(one.key not in works for one in citations):
            return None, None, None
        return self._render(citations), m.start(0), m.end(0)

    def _render(self, citations: tuple[_Citation, ...]) -> Element:
        span = Element("span", {"class": "rl-cite"})
        span.text = "("
        for number, citation in enumerate(citations, start=1):
            work = self._context.works[citation.key]
            url = relative_address(work.url, self._context.page_url)
            link = SubElement(span, "a", {"href": url})
            link.text = AtomicString(work.label)
            locator = f", {citation.locator}" if citation.locator else ""
            link.tail = f"{locator}{'; ' if number < len(citations) else ')'}"
        return span
