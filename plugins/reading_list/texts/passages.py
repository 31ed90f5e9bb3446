"""Where the HTML of a text names works: the sentence around each mention, fit for another page.

Separate from `citations`, which reads the author's source: here every form of mention has become
a link, and formulas are MathML.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from reading_list.texts.html_tree import INLINE, has_class, parse_fragment
from reading_list.texts.links import find_works
from reading_list.texts.runs import Mark, Run
from reading_list.texts.sentences import cut_around, find_ends

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

    from reading_list.texts.links import Links

LIMIT = 280
"""Characters of a sentence that are shown; of a longer one, those around the mention."""
_KEPT = frozenset(
    "b cite code del dfn em i ins kbd mark q s samp small strong sub sup u var".split()
)
_UNBROKEN = frozenset("a cite code kbd samp".split())
"""No sentence ends in one of these."""
_DROPPED = frozenset(
    """audio button canvas iframe img input map noscript object picture pre script select style svg
    template textarea title video""".split()
)
_DROPPED_CLASSES = ("headerlink", "footnote-ref", "footnote-backref", "rl-references")
_DROPPED_ROLES = ("doc-backlink", "doc-bibliography")
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CELLS = " · "
"""Stands between the cells of a row."""
_EDGES = f"{_CELLS}\u00a0"
_FOOTNOTE = "Footnote"
_SPACE = re.compile(r"[ \t\n\r\f]+")
_STOPS = re.compile("[.!?\u2026\u3002\uff01\uff1f]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence that names a work."""

    html: str
    """Inline mark-up only; links inside the site begin with the prefix of `Links`."""
    anchor: str
    """The nearest id at or before the mention, fit for an address; or nothing."""
    heading: str
    """Plain text of the heading that it stands under, or nothing."""


def find_passages(html: str, links: Links, anchor: str = "") -> Mapping[str, tuple[Passage, ...]]:
    """Find the sentences that link to works: id of a work -> sentences, in their order.

    Of a table the row stands for the sentence. Lists of references, code and what is hidden are
    left out. `anchor` is the place of a mention that has no id before it. Linear in the length.
    """
    if not find_works(html, links):
        return {}
    reader = _Reader(links, _quote(anchor))
    reader.read(parse_fragment(html))
    return {work: tuple(passages) for work, passages in reader.found.items()}


@dataclass(frozen=True, slots=True)
class _Mention:
    work: str
    start: int
    end: int
    anchor: str


class _Reader:
    """Walks once over a text."""

    def __init__(self, links: Links, anchor: str) -> None:
        self.found: defaultdict[str, list[Passage]] = defaultdict(list)
        self._links = links
        self._anchor = anchor
        self._heading = ""
        self._run = Run()
        self._mentions: list[_Mention] = []
        """Those of the run."""
        self._marks: tuple[Mark, ...] = ()
        self._unbroken = 0
        self._rows = 0
        self._open_ids: list[tuple[HtmlElement, str]] = []
        """Elements with an id that have begun since the last heading and have not ended."""

    def read(self, root: HtmlElement) -> None:
        skipped = None
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if not self._begin(element):
                    skipped = element
                    walk.skip_subtree()
            elif event == "end" and element is not skipped:
                self._end(element)
                self._add(element.tail)
            else:
                self._add(element.tail)
        self._finish_run()

    def _begin(self, element: HtmlElement) -> bool:
        """Tell whether what is inside counts."""
        tag = element.tag
        if tag == "math":
            self._note_mention(1)
            self._run.add_math(element, self._marks)
            return False
        if tag == "br":
            self._add(" ")
            return False
        if _is_dropped(element):
            if tag == "pre" or tag not in INLINE | _DROPPED:
                self._break()
            return False
        if (name := element.get("id")) is not None:
            self._open_ids.append((element, _quote(name)))
        if tag in INLINE:
            self._begin_inline(element)
        else:
            if has_class(element, "footnote"):
                self._heading = _FOOTNOTE  # at the end, and yet not under its last heading
            self._break(_CELLS if tag in {"td", "th"} else " ")
            self._rows += tag == "tr"
        self._add(element.text)
        return True

    def _begin_inline(self, element: HtmlElement) -> None:
        tag = element.tag
        self._unbroken += _is_unbroken(element)
        if tag == "a":
            href = (element.get("href") or "").strip()
            work = self._links.work(href) if href else ""
            self._marks += (Mark("a", self._links.move(href) if href else "", work),)
        elif tag in _KEPT:
            self._marks += (Mark(tag),)

    def _end(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in INLINE:
            self._unbroken -= _is_unbroken(element)
            if tag == "a" or tag in _KEPT:
                self._marks = self._marks[:-1]
        else:
            self._rows -= tag == "tr"
            if tag in _HEADINGS:
                self._heading = self._run.to_text()
                self._anchor = self._place()
                self._open_ids.clear()
            self._break()
        if self._open_ids and self._open_ids[-1][0] is element:
            self._open_ids.pop()

    def _place(self) -> str:
        return self._open_ids[-1][1] if self._open_ids else self._anchor

    def _add(self, text: str | None) -> None:
        if not text:
            return
        folded = _SPACE.sub(" ", text)
        plain = _STOPS.sub("_", folded) if self._unbroken or self._rows else folded
        self._note_mention(len(folded))
        self._run.add(folded, plain, self._marks)

    def _note_mention(self, width: int) -> None:
        """Remember what is about to be added if it is the text of a link to a work."""
        work = next((mark.work for mark in self._marks if mark.work), "")
        if work:
            start = self._run.length
            self._mentions.append(_Mention(work, start, start + width, self._place()))

    def _break(self, separator: str = " ") -> None:
        """End the run, unless it is the row of a table, which goes on through its cells."""
        if not self._rows:
            self._finish_run()
        elif self._run.length:
            self._run.add(separator, separator)

    def _finish_run(self) -> None:
        run, self._run = self._run, Run()
        mentions, self._mentions = self._mentions, []
        if not mentions:
            return
        plain = run.plain
        ends = find_ends(plain)
        seen: set[tuple[str, int]] = set()
        for mention in mentions:
            number = min(bisect_right(ends, mention.start), len(ends) - 1)
            if (mention.work, number) not in seen:
                seen.add((mention.work, number))
                span = (ends[number - 1] if number else 0, ends[number])
                html = _write_passage(run, plain, span, mention)
                self.found[mention.work].append(Passage(html, mention.anchor, self._heading))


def _write_passage(run: Run, plain: str, span: tuple[int, int], mention: _Mention) -> str:
    start, end = span
    start += len(plain[start:end]) - len(plain[start:end].lstrip(_EDGES))
    end -= len(plain[start:end]) - len(plain[start:end].rstrip(_EDGES))
    first, last = cut_around(plain, (start, end), (mention.start, mention.end), LIMIT)
    before = "\u2026 " if first > start else ""
    after = " \u2026" if last < end else ""
    return f"{before}{run.write(first, last, mention.work).strip()}{after}"


def _quote(anchor: str) -> str:
    return quote(anchor, safe="!$&'()*+,;=:@/?")  # RFC 3986, 3.5


def _is_unbroken(element: HtmlElement) -> bool:
    return element.tag in _UNBROKEN or has_class(element, "rl-cite")


def _is_dropped(element: HtmlElement) -> bool:
    if element.tag in _DROPPED:
        return True
    return bool(element.attrib) and (
        has_class(element, *_DROPPED_CLASSES)
        or element.get("role") in _DROPPED_ROLES
        or element.get("hidden") is not None
    )
