"""Markdown of notes and reasons -> HTML, with the site's own extensions.

One converter serves the whole library: making one for each text costs more than the texts.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit, urlunsplit

import markdown
from markdown.treeprocessors import Treeprocessor

from reading_list.cache import NO_CACHE, Cache
from reading_list.texts.citations import CitationContext, CitationExtension
from reading_list.texts.inline_signs import SignsExtension
from reading_list.texts.math_markdown import MathExtension
from reading_list.texts.passages import find_passages, unpack_passages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from reading_list.texts.links import Links
    from reading_list.texts.passages import Named

    _Made: TypeAlias = tuple[str, Sequence[str], Mapping[str, Sequence[tuple[str, str, str]]]]

LONGEST = 200_000
"""Characters that are converted; what is longer is shown as it was written."""
_BRACKETS = 2_000
_PLAIN = re.compile(
    r"""
    (?![\d\s]) (?:
        [^\W_]++ | [ ,;?%()–—’“”'"]++ | \.(?![\w.]) | :(?!\S) | !(?!\[) | -(?=[^\W_])
      | (?<![ ])\n+(?=[^\W\d_])
    )++ (?<![ \n])
    """,
    re.VERBOSE,
)
"""Paragraphs of prose in which Markdown has nothing to say."""
_LEAVE_PLAIN_ALONE = frozenset(
    """admonition attr_list def_list fenced_code footnotes md_in_html sane_lists tables toc
    pymdownx.betterem pymdownx.details pymdownx.emoji pymdownx.highlight pymdownx.inlinehilite
    pymdownx.magiclink pymdownx.superfences pymdownx.tabbed pymdownx.tasklist""".split()
)
"""Extensions that leave a plain line alone; others might not (`abbr` explains words)."""
_OURS = (CitationExtension, MathExtension, SignsExtension)
_LOWER_HEADINGS = {f"h{level}": f"h{level + 1}" for level in range(1, 6)}
_SAFE_SCHEMES = frozenset({"", "http", "https", "mailto"})
_BESIDE = re.compile(r"[A-Za-z0-9_-]+\.md")
"""A file of the same folder, as in citations."""
_STRAY_DECLARATION = re.compile(r"<!\[(?!CDATA\[)")


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of one text."""

    html: str
    unresolved: tuple[str, ...]
    """Relative links that lead to no file."""
    passages: Named = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quoting:
    """What finds the sentences of a text that name works, as in `find_passages`."""

    links: Links
    """Made of the addresses that the converter has been told of."""
    anchor: str


class _Links(Treeprocessor):
    """Turns links between source files into addresses of the site, and headings into lower ones.

    On its page a note stands under a heading of the second level.
    """

    def __init__(self, md: markdown.Markdown, converter: NoteConverter) -> None:
        super().__init__(md)
        self.converter = converter

    def run(self, root: Element) -> None:
        for element in root.iter():
            element.tag = _LOWER_HEADINGS.get(element.tag, element.tag)
            key = {"a": "href", "img": "src"}.get(element.tag)
            href = element.get(key) if key else None
            if key and href:
                element.set(key, self.converter.resolve(href) if _is_safe(href) else "#")


class NoteConverter:
    """Converts many texts with one set of extensions.

    `find_address` takes a source path such as `papers/lstm.md` and returns its address below the
    site's root, or None. Links come out as `prefix` + address. `citations` is the context of the
    citation extension, where the extensions hold one; its works have source paths as addresses.
    """

    def __init__(
        self,
        extensions: Sequence[str | markdown.Extension],
        configs: Mapping[str, Mapping[str, object]],
        find_address: Callable[[str], str | None],
        prefix: str,
        citations: CitationContext | None = None,
    ) -> None:
        self._cache, self._world = NO_CACHE, ""
        self._citations = citations or CitationContext()
        self._find_address = find_address
        self._prefix = prefix
        self._folder = ""
        self._unresolved: list[str] = []
        self._knows_plain = all(
            isinstance(one, _OURS) or one in _LEAVE_PLAIN_ALONE for one in extensions
        )
        self._with_html, self._without_html = (
            markdown.Markdown(
                extensions=list(extensions),
                extension_configs={name: dict(config) for name, config in configs.items()},
            )
            for _ in range(2)
        )
        # Markdown's own way to show HTML as text.
        self._without_html.preprocessors.deregister("html_block")
        self._without_html.inlinePatterns.deregister("html")
        for converter in (self._with_html, self._without_html):
            # Priority 0: after every extension that makes links.
            converter.treeprocessors.register(_Links(converter, self), "rl-links", 0)

    def use(self, cache: Cache, world: str) -> None:
        """Take what was made before from a cache, and keep there what is made.

        `world` says all that a text depends on besides itself: the extensions, the addresses of
        files, and the names and addresses of works.
        """
        self._cache, self._world = cache, world

    def convert(
        self,
        text: str,
        src_uri: str,
        quoting: Quoting | None = None,
        *,
        with_html: bool = True,
    ) -> Converted:
        """Convert the text of one source file. Hostile lengths come back as plain text.

        Without `with_html`, HTML in the text is shown as text: so it is for front matter. With
        `quoting`, sentences that name works are found, too.
        """
        if not text.strip():
            return Converted("", ())
        if len(text) > LONGEST or text.count("[") > _BRACKETS:
            escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            return Converted(f"<pre>{escaped}</pre>", ())
        if self._knows_plain and _PLAIN.fullmatch(text := text.strip("\n")):
            paragraphs = re.split(r"\n{2,}", text)
            return Converted("\n".join(f"<p>{one}</p>" for one in paragraphs), ())

        def make() -> _Made:
            html, unresolved = self._convert(text, src_uri, with_html=with_html)
            found = find_passages(html, quoting.links, quoting.anchor) if quoting else {}
            return html, unresolved, found

        place = (quoting.links.source, quoting.anchor) if quoting else ()
        told = (self._world, text, src_uri, with_html, place)
        return self._cache.recall_as("note", told, make, _read)

    def _convert(self, text: str, src_uri: str, *, with_html: bool) -> tuple[str, list[str]]:
        self._folder = posixpath.dirname(src_uri)
        self._citations.page_url = src_uri
        self._citations.with_references = False
        # A reason is shown on many pages, and on some beside others.
        self._citations.with_ids = with_html
        self._unresolved = []
        converter = self._with_html if with_html else self._without_html
        converter.reset()
        html = converter.convert(_STRAY_DECLARATION.sub("&lt;![", text))
        return html, [*dict.fromkeys(self._unresolved)]

    def resolve(self, href: str) -> str:
        """A relative link between source files -> an address; anything else as it is."""
        if _BESIDE.fullmatch(href):
            address = self._find_address(f"{self._folder}/{href}" if self._folder else href)
            if address is not None:
                return self._prefix + address
        scheme, host, path, query, fragment = urlsplit(href)
        if scheme or host or not path or path.startswith(("/", self._prefix)):
            return href
        target = posixpath.normpath(posixpath.join(self._folder, path))
        address = self._find_address(target)
        if address is None:
            self._unresolved.append(href)
            return href
        return urlunsplit(("", "", self._prefix + address, query, fragment))


def _read(made: _Made) -> Converted:
    html, unresolved, found = made
    return Converted(html, tuple(unresolved), unpack_passages(found))


def _is_safe(href: str) -> bool:
    if ":" not in href and "&" not in href:
        return True
    scheme = re.match(r"[\s\x00-\x20]*([^/?#:]*):", unescape(href))
    return scheme is None or scheme[1].lower() in _SAFE_SCHEMES


def inline(html: str) -> str:
    """Drop the paragraph around a text of one paragraph."""
    text = html.strip()
    if not (text.startswith("<p>") and text.endswith("</p>")):
        return html
    inside = text[len("<p>") : -len("</p>")]
    return html if "<p>" in inside or "</p>" in inside else inside
