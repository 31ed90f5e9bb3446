"""Where the HTML of a text names works: the sentence around each mention, fit for another page.

Separate from `citations`, which reads the author's source: here every form of mention has become
a link, and formulas are MathML.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from urllib.parse import quote

from reading_list.texts.html_tree import INLINE
from reading_list.texts.links import find_places
from reading_list.texts.plain_runs import Mention, PlainRun, fold_blanks, mask_stops, read_paragraph
from reading_list.texts.quotable import (
    DROPPED,
    KEPT,
    UNBROKEN,
    VOID,
    WHOLE_CITE,
    WHOLE_LINK,
    is_dropped,
)
from reading_list.texts.runs import Mark, Run, link_mark, plain_mark
from reading_list.texts.sentences import cut_around, find_ends
from reading_list.texts.tags import Scanner

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reading_list.texts.links import Links

    Named: TypeAlias = Mapping[str, tuple["Passage", ...]]
    """Id of a work -> the sentences that name it, in their order."""
    from reading_list.texts.tags import Tag

LIMIT = 280
"""Characters of a sentence that are shown; of a longer one, those around the mention."""
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CELLS = " · "
"""Stands between the cells of a row."""
_EDGES = f"{_CELLS}\u00a0"
_FOOTNOTE = "Footnote"
_PLAIN_ID = re.compile(r"[A-Za-z0-9_.:-]*+")


class Passage(NamedTuple):
    """One sentence that names a work."""

    html: str
    """Inline mark-up only; links inside the site begin with the prefix of `Links`."""
    anchor: str
    """The nearest id at or before the mention, fit for an address; or nothing."""
    heading: str
    """Plain text of the heading that it stands under, or nothing."""


def find_passages(html: str, links: Links, anchor: str = "") -> Named:
    """Find the sentences that link to works: id of a work -> sentences, in their order.

    Of a table the row stands for the sentence. Lists of references, code and what is hidden are
    left out. `anchor` is the place of a mention that has no id before it. Linear in the length.
    """
    places = find_places(html)
    if not places:
        return {}
    reader = _Reader(links, _quote(anchor))
    reader.read(html, places)
    return {work: tuple(passages) for work, passages in reader.found.items()}


_State = tuple[tuple[Mark, ...], str, bool, bool, int]
"""How things stood before an element: marks, work, is_unbroken, in_row, number of ids."""


def unpack_passages(rows: Mapping[str, Sequence[Sequence[str]]]) -> Named:
    """What `find_passages` has found, from where it was kept as plain data."""
    return {work: tuple(map(Passage._make, found)) for work, found in rows.items()}


class _Reader:
    """Goes once through the tags of a text: that is all that is needed, and far from a parser."""

    def __init__(self, links: Links, anchor: str) -> None:
        self.found: defaultdict[str, list[Passage]] = defaultdict(list)
        self._links = links
        self._anchor = anchor
        self._heading = Run()
        self._run = Run()
        self._mentions: list[Mention] = []
        """Those of the run."""
        self._stack: list[tuple[str, _State]] = []
        self._open: defaultdict[str, int] = defaultdict(int)
        """How many elements of a name are in the stack."""
        self._marks: tuple[Mark, ...] = ()
        self._work = ""
        """The work that the open link leads to."""
        self._is_unbroken = False
        self._in_row = False
        self._ids: list[str] = []
        """Of elements that have begun since the last heading and have not ended."""

    def read(self, html: str, places: Sequence[int]) -> None:
        """Read the text up to the block of the last of the places that may name works."""
        scanner = Scanner(html)
        for part in scanner:
            if isinstance(part, str):
                self._add(part)
            elif not part.is_end:
                self._read_beginning(part, scanner, places)
            else:
                self._end(part.name)
                if scanner.start > places[-1] and not (self._mentions or self._work):
                    return
        self._finish_run()

    def _read_beginning(self, tag: Tag, scanner: Scanner, places: Sequence[int]) -> None:
        """Begin an element, or leave it out."""
        name = tag.name
        if name == "p" and scanner.skip_paragraph_without(places):
            self._break()
        elif self._add_whole(tag, scanner) if tag.rest else self._add_paragraph(tag, scanner):
            return
        elif name == "math":
            self._note_mention(1)
            self._run.add_math(scanner.skip(tag), tag.get("alttext"), self._marks)
        elif name in VOID:
            self._add(" " if name == "br" else "")
        elif is_dropped(tag):
            self._break_at(tag)
            scanner.skip(tag)
        else:
            self._begin(tag)

    def _break_at(self, dropped: Tag) -> None:
        """What is dropped interrupts a sentence, unless it is a part of one, such as a picture."""
        if dropped.name == "pre" or dropped.name not in INLINE | DROPPED:
            self._break()

    def _begin(self, tag: Tag) -> None:
        name = tag.name
        if name == "a" and self._open["a"]:
            self._end("a")  # links do not nest
        before = (self._marks, self._work, self._is_unbroken, self._in_row, len(self._ids))
        if name not in INLINE:
            self._break(_CELLS if name in {"td", "th"} else " ")
            self._in_row = self._in_row or name == "tr"
        elif name in KEPT:
            self._marks += (plain_mark(name),)
        if tag.rest:
            self._read_attributes(tag.attributes)
        if name == "a":
            href = tag.get("href").strip()
            address, self._work = self._links.resolve(href) if href else ("", "")
            self._marks += (link_mark(address, self._work),)
        self._is_unbroken = self._is_unbroken or name in UNBROKEN
        self._stack.append((name, before))
        self._open[name] += 1

    def _add_paragraph(self, tag: Tag, scanner: Scanner) -> bool:
        """Add a paragraph as a whole, if it holds nothing but what most of them do."""
        if (
            tag.name != "p"
            or self._marks
            or self._work
            or self._is_unbroken
            or self._in_row
            or self._open["a"]
        ):
            return False
        links, place = self._links, self._place()
        run = scanner.read_paragraph(lambda html: read_paragraph(html, links, place))
        if run is None:
            return False
        self._break()
        if run.mentions:
            self._quote_mentions(run, run.mentions)
        return True

    def _add_whole(self, tag: Tag, scanner: Scanner) -> bool:
        """Add a citation as one, if it is as nearly all are."""
        if self._open["a"]:  # links do not nest
            return False
        if tag.name == "a" and (link := scanner.take(WHOLE_LINK)) is not None:
            self._add_link(link[1], link[2], link[3])
            return True
        if tag.name == "span" and (cite := scanner.take(WHOLE_CITE)) is not None:
            was_unbroken, self._is_unbroken = self._is_unbroken, True
            self._add(cite[1])
            self._add_link(cite[2], cite[3], cite[4])
            self._add(cite[5])
            self._is_unbroken = was_unbroken
            return True
        return False

    def _add_link(self, href: str, anchor: str, text: str) -> None:
        """Begin a link, add its text and end it."""
        address, work = self._links.resolve(href)
        before = (self._marks, self._is_unbroken)
        self._marks += (link_mark(address, work),)
        self._work, self._is_unbroken = work, True
        self._ids.append(anchor)
        self._add(text)
        self._ids.pop()
        self._marks, self._is_unbroken = before
        self._work = ""

    def _read_attributes(self, attributes: Mapping[str, str]) -> None:
        if "id" in attributes:
            self._ids.append(_quote(attributes["id"]))
        classes = attributes.get("class", "")
        if "rl-cite" in classes:
            self._is_unbroken = True
        elif classes == "footnote":
            self._heading = _FOOTNOTES  # at the end, and yet not under its last heading

    def _end(self, name: str) -> None:
        """End an element and all that has not ended in it; an end without a beginning is none."""
        if not self._open[name]:
            return
        last = ""
        while last != name:
            last, state = self._stack.pop()
            self._open[last] -= 1
        marks, work, is_unbroken, in_row, ids = state
        if name not in INLINE:
            if name in _HEADINGS:
                self._heading = self._run
                self._anchor = self._place()
                self._ids.clear()
            self._in_row = in_row
            self._break()
        self._marks, self._work, self._is_unbroken, self._in_row = marks, work, is_unbroken, in_row
        del self._ids[ids:]

    def _place(self) -> str:
        return self._ids[-1] if self._ids else self._anchor

    def _add(self, text: str) -> None:
        if not text:
            return
        folded = fold_blanks(text)
        plain = mask_stops(folded) if self._is_unbroken or self._in_row else folded
        self._note_mention(len(folded))
        self._run.add(folded, plain, self._marks)

    def _note_mention(self, width: int) -> None:
        """Remember what is about to be added, if it is the text of a link to a work."""
        if self._work:
            start = self._run.length
            self._mentions.append(Mention(self._work, start, start + width, self._place()))

    def _break(self, separator: str = " ") -> None:
        """End the run, unless it is the row of a table, which goes on through its cells."""
        if not self._in_row:
            self._finish_run()
        elif self._run.length:
            self._run.add(separator, separator)

    def _finish_run(self) -> None:
        run, mentions = self._run, self._mentions
        if run.length:
            self._run = Run()
        if not mentions:
            return
        self._mentions = []
        self._quote_mentions(run, mentions)

    def _quote_mentions(self, run: Run | PlainRun, mentions: Sequence[Mention]) -> None:
        plain = run.plain
        ends = find_ends(plain)
        seen: set[tuple[str, int]] = set()
        heading = self._heading.to_text()
        for mention in mentions:
            number = min(bisect_right(ends, mention.start), len(ends) - 1)
            if (mention.work, number) not in seen:
                seen.add((mention.work, number))
                span = (ends[number - 1] if number else 0, ends[number])
                html = _write_passage(run, plain, span, mention)
                self.found[mention.work].append(Passage(html, mention.anchor, heading))


_FOOTNOTES = Run()
_FOOTNOTES.add(_FOOTNOTE, _FOOTNOTE)


def _write_passage(run: Run | PlainRun, plain: str, span: tuple[int, int], mention: Mention) -> str:
    start, end = span
    whole = plain[start:end]
    start += len(whole) - len(whole.lstrip(_EDGES))
    end -= len(whole) - len(whole.rstrip(_EDGES))
    first, last = cut_around(plain, (start, end), (mention.start, mention.end), LIMIT)
    before = "\u2026 " if first > start else ""
    after = " \u2026" if last < end else ""
    return f"{before}{run.write(first, last, mention.work).strip()}{after}"


def _quote(anchor: str) -> str:
    if _PLAIN_ID.fullmatch(anchor):  # as nearly all are
        return anchor
    return quote(anchor, safe="!$&'()*+,;=:@/?")  # RFC 3986, 3.5
