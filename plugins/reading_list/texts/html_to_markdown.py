"""HTML of another program's note -> Markdown that shows the same and runs nothing.

Separate because whatever comes from outside must mean itself: of HTML only `u`, `s`, `sub` and
`sup` survive, without attributes, and every character that Markdown would read is escaped.
Events instead of a tree, so that neither depth nor length of a note costs more than reading it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, cast

from lxml import etree

from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.markdown_blocks import Blocks
from reading_list.texts.markdown_line import Line, escape, escape_start, is_plain_math, write_math

if TYPE_CHECKING:
    from collections.abc import Mapping

_SILENT = frozenset("script style head title template noscript textarea select object".split())
_CODE = frozenset("code kbd pre samp tt".split())
_BLOCKS = frozenset(
    """address article aside blockquote body center dd div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p section table ul""".split()
)
_CONTAINERS = frozenset("blockquote li ol ul".split())
_CELLS = frozenset("td th".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARKS = {
    "b": ("**", "**"),
    "strong": ("**", "**"),
    "em": ("*", "*"),
    "i": ("*", "*"),
    "del": ("<s>", "</s>"),
    "s": ("<s>", "</s>"),
    "strike": ("<s>", "</s>"),
    "sub": ("<sub>", "</sub>"),
    "sup": ("<sup>", "</sup>"),
    "u": ("<u>", "</u>"),
}
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\x00-\x20]+", re.IGNORECASE)
_UNFIT_IN_ADDRESS = re.compile(r"[()\\\"'`\[\]{}|^*]")
_TAG = re.compile("<[A-Za-z/!?]")
_COMMENT = re.compile(r"(?s)<!--.*?(?:-->|$)")


def to_markdown(html: str) -> str:
    """Convert paragraphs, headings, lists, quotations, code, tables, links and emphasis.

    Pictures become their alternative text, scripts and styles nothing, and links to anything but
    `http`, `https` and `mailto` their text. Linear in the length of the note.
    """
    clean = drop_controls(html)
    if not _TAG.search(clean):
        return escape_text(unescape(clean))
    parser = etree.HTMLParser(huge_tree=True, target=cast("etree.ParserTarget", _Note()))
    try:
        return str(etree.fromstring(clean, parser))
    except etree.XMLSyntaxError:  # nothing but comments
        return escape_text(_COMMENT.sub("", clean))


def escape_text(text: str) -> str:
    """Plain text -> Markdown that says the same; empty lines separate paragraphs."""
    paragraphs = re.split(r"\n\s*\n", drop_controls(text))
    return "\n\n".join(filter(None, map(_escape_paragraph, paragraphs)))


def _escape_paragraph(text: str) -> str:
    lines = filter(None, map(fold_space, text.split("\n")))
    return escape_start("  \n".join(map(escape, lines)))


@dataclass(slots=True)
class _Note:
    """The target of lxml's parser: events in, Markdown out."""

    blocks: Blocks = field(default_factory=Blocks)
    line: Line = field(default_factory=Line)
    silent: int = 0
    """How many elements are open that say nothing."""
    code_tag: str = ""
    """The code block or span that is open, and its text."""
    code: list[str] = field(default_factory=list)
    is_math: bool = False
    """That code is a formula."""
    spans: list[list[str] | None] = field(default_factory=list)
    """For each `span` that is open the text of its formula, if it is one."""
    rows: list[list[str]] | None = None
    """Rows of the table that is open."""
    heading: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif self.silent or self.code_tag:
            return
        elif tag in _CODE:
            self._start_code(tag, attributes)
        elif tag in _BLOCKS:
            self._start_block(tag, attributes)
        elif tag in _CELLS or tag == "tr":
            self._start_cell(tag)
        else:
            self._start_inline(tag, attributes)

    def end(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(self.silent - 1, 0)
        elif self.silent:
            return
        elif self.code_tag:
            self._end_code(tag)
        elif tag in _BLOCKS:
            self._end_block(tag)
        elif tag in _CELLS:
            self._end_cell()
        else:
            self._end_inline(tag)

    def data(self, text: str) -> None:
        formula = self.spans[-1] if self.spans else None
        if self.silent:
            return
        if self.code_tag:
            self.code.append(text)
        elif formula is not None:
            formula.append(text)
        else:
            self.line.add_text(text)

    def close(self) -> str:
        self._flush()
        return str(self.blocks)

    def _start_code(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "pre":
            self._boundary()
        self.code_tag = tag
        self.code.clear()
        self.is_math = _is_math(attributes)

    def _end_code(self, tag: str) -> None:
        if tag != self.code_tag:
            return
        text, self.code_tag = "".join(self.code), ""
        if self.is_math and is_plain_math(text):
            self.line.add_raw(write_math(text))
        elif tag != "pre" or self.rows is not None:
            self.line.add_code(text)
        elif self.blocks.begins_item:  # an item cannot begin with indented code
            for line in text.split("\n"):
                self.line.add_code(line)
                self.line.add_break()
        else:
            self.blocks.write_code(text.strip("\n").split("\n"))
        if tag == "pre":
            self._boundary()

    def _start_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._boundary()
        if tag == "table" and self.rows is None:
            self.rows = []
        elif tag == "hr" and self.rows is None:
            self.blocks.write(["---"])
        elif tag in _HEADINGS:
            self.heading = _HEADINGS[tag]
        elif tag in _CONTAINERS and self.rows is None:
            self._open(tag, attributes)

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "li":
            self.blocks.open_item()
        elif tag == "blockquote":
            self.blocks.open_quote()
        else:
            start = attributes.get("start") or "1"
            first = int(start) if re.fullmatch("[0-9]{1,6}", start) else 1
            self.blocks.open_list(first if tag == "ol" else None)

    def _end_block(self, tag: str) -> None:
        self._boundary()
        if tag == "table" and self.rows is not None:
            self._end_cell()  # what stands outside every cell
            rows, self.rows = self.rows, None
            self.blocks.write_table(rows)
        elif tag in _CONTAINERS and self.rows is None:
            self.blocks.close()

    def _start_cell(self, tag: str) -> None:
        self._boundary()
        if tag == "tr" and self.rows is not None:
            self.rows.append([])

    def _end_cell(self) -> None:
        if self.rows is not None:
            self.rows = self.rows or [[]]
            self.rows[-1].append(self.line.take().replace("|", "\\|").replace("\n", " "))

    def _start_inline(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self.line.add_break()
        elif tag == "img":
            self.line.add_text(attributes.get("alt") or "")
        elif tag == "span":
            self.spans.append([] if _is_math(attributes) else None)
        elif tag in _MARKS:
            self.line.open(_MARKS[tag][0], *_MARKS[tag])
        elif tag == "a":
            href = _ADDRESS.fullmatch((attributes.get("href") or "").strip())
            address = _UNFIT_IN_ADDRESS.sub(_quote, href[0]) if href else ""
            self.line.open("a", "[" if href else "", f"]({address})" if href else "")

    def _end_inline(self, tag: str) -> None:
        if tag == "span" and self.spans:
            text = "".join(self.spans.pop() or ())
            if is_plain_math(text):
                self.line.add_raw(write_math(text))
            else:
                self.line.add_text(text)
        elif tag == "a" or tag in _MARKS:
            self.line.close("a" if tag == "a" else _MARKS[tag][0])

    def _boundary(self) -> None:
        """End what was begun; inside a table there are no blocks, only words."""
        if self.rows is None:
            self._flush()
        else:
            self.line.add_text(" ")

    def _flush(self) -> None:
        level, self.heading = self.heading, 0
        text = self.line.take()
        if text and level:
            heading = re.sub(r"#+$", _escape_hashes, fold_space(text))
            self.blocks.write([f"{'#' * level} {heading}"])
        elif text:
            self.blocks.write(escape_start(text).split("\n"))


def _is_math(attributes: Mapping[str, str]) -> bool:
    return "math" in (attributes.get("class") or "").split()


def _quote(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


def _escape_hashes(found: re.Match[str]) -> str:
    return "\\#" * len(found[0])
