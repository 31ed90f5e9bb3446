r"""Mathematics in Markdown: `$…$`, `\(…\)`, `$$…$$`, `\[…\]`, `\begin{align}…` -> MathML.

Separate because here formulas must be found before Markdown sees them, and be Unicode until it
has made headings, addresses and contents of them. Works in any site, without our plugin.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from reading_list.texts.heading_ids import FORMULA, name_headings
from reading_list.texts.math import to_mathml, to_unicode
from reading_list.texts.segments import (
    LONGEST,
    MARKDOWN_MARK,
    Segment,
    find_displays,
    find_math,
    opens_display,
    read_entities,
)

if TYPE_CHECKING:
    from markdown import Markdown

_PLACE: Final = re.compile(f"{STX}{FORMULA}:(\\d+){ETX}")
_SKIPPED: Final = frozenset("pre code kbd samp tt script style textarea math".split())
_CELLS: Final = frozenset({"td", "th"})
_INDENT: Final = "    "
_LIST_ITEM: Final = re.compile(r"[ ]{0,3}(?:[*+-]|\d+[.)])[ ]")
_ARITHMATEX: Final = re.compile(
    r'<(span|div) class="arithmatex"[^>]*>\s*(?:\\\((.*?)\\\)|\\\[(.*?)\\\])\s*</\1>'
    r'|<(script) type="math/tex(; mode=display)?">(.*?)</script>',
    re.DOTALL,
)


class MathExtension(Extension):
    """Turn formulas into MathML when the page is made, with their TeX kept in it.

    Code stays as it is; so do prices, variables of a shell and templates. Headings get ids of
    plain words, and contents lists and titles get Unicode. What PyMdown's Arithmatex has left for
    a script, such as a fence of code in its format, is converted, too.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register before everything that reads a line, and after everything that names it."""
        if "$" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS.append("$")
        formulas = _Formulas()
        md.registerExtension(formulas)  # type: ignore[arg-type] # whatever can be reset
        blocks = md.parser.blockprocessors
        blocks.register(_DisplayBlocks(md.parser, formulas), "rl-math", 78)  # after code (80)
        trees = md.treeprocessors
        trees.register(_Finder(md, formulas), "rl-math-find", 25)  # before inline (20)
        md.inlinePatterns.register(_Inline(md, formulas), "rl-math", 185)  # before escapes (180)
        trees.register(_HeadingIds(md, formulas), "rl-math-ids", 5.5)  # before toc (5)
        trees.register(_Placer(md), "rl-math-place", -10)  # when titles have been read (1)
        md.postprocessors.register(_Restorer(md, formulas), "rl-math", 5)  # last


class _Formulas(list[Segment]):
    """The formulas of one conversion; a placeholder is a place in it."""

    def reset(self) -> None:
        self.clear()

    def put(self, formula: Segment, *, in_cell: bool = False) -> int:
        r"""Note a formula; in a table, a bar is written as `\|`, for a bare one ends the cell."""
        tex = read_entities(formula.content)
        tex = tex.replace(r"\|", "|") if in_cell else tex
        self.append(Segment(formula.kind, tex, formula.start, formula.end))
        return len(self) - 1

    def fill(self, element: Element, number: int) -> Element:
        """Let an element stand for a formula; until the end its text is Unicode."""
        formula = self[number]
        element.set("n", str(number))
        element.set("tex", formula.content)
        words = to_unicode(formula.content, display=formula.kind == "display")
        element.text = AtomicString(words)
        return element


class _DisplayBlocks(BlockProcessor):
    """Formulas that have lines to themselves, wherever blocks may stand."""

    def __init__(self, parser: object, formulas: _Formulas) -> None:
        super().__init__(parser)  # type: ignore[arg-type] # the stubs lack the class
        self._formulas = formulas

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Markdown's signature
        return ("$$" in block or "\\" in block) and not _LIST_ITEM.match(block)

    def run(self, parent: Element, blocks: list[str]) -> bool:
        found = _find_in_blocks(blocks)
        if found is None:
            return False
        formula, text, taken = found
        del blocks[:taken]
        before, after = text[: formula.start].rstrip(), text[formula.end :].lstrip("\n")
        if before.strip():
            self.parser.parseBlocks(parent, [before])
        self._formulas.fill(SubElement(parent, FORMULA), self._formulas.put(formula))
        if after.strip():
            blocks.insert(0, after)
        return True


def _find_in_blocks(blocks: list[str]) -> tuple[Segment, str, int] | None:
    """Return the first formula, the text that it is in, and how many blocks that text took."""
    text = ""
    for taken, block in enumerate(blocks, start=1):
        if text and (block.startswith(_INDENT) or len(text) > LONGEST + len(blocks[0])):
            return None
        text = f"{text}\n\n{block}" if text else block
        found = next(find_displays(text), None)
        if found is not None:
            is_foreign = STX in found.content or _is_in_fence(text, found.start)
            return None if is_foreign else (found, text, taken)
        if not opens_display(text):
            return None
    return None


def _is_in_fence(text: str, place: int) -> bool:
    """Tell whether a fence is open that no extension has read."""
    return text.count("```", 0, place) % 2 == 1


class _Finder(Treeprocessor):
    """Puts placeholders where formulas are, one pass over each text."""

    def __init__(self, md: Markdown, formulas: _Formulas) -> None:
        super().__init__(md)
        self._formulas = formulas

    def run(self, root: Element) -> None:
        waiting = [(root, False)]
        while waiting:
            element, in_cell = waiting.pop()
            if element.tag not in _SKIPPED:
                in_cell = in_cell or element.tag in _CELLS
                element.text = self._replace(element.text, in_cell=in_cell)
                for child in element:
                    child.tail = self._replace(child.tail, in_cell=in_cell)
                    waiting.append((child, in_cell))

    def _replace(self, text: str | None, *, in_cell: bool) -> str | None:
        if not text or isinstance(text, AtomicString) or not ("$" in text or "\\" in text):
            return text
        parts: list[str] = []
        start = 0
        for formula in find_math(text, MARKDOWN_MARK):
            if STX in formula.content:
                continue
            place = f"{STX}{FORMULA}:{self._formulas.put(formula, in_cell=in_cell)}{ETX}"
            parts += (text[start : formula.start], place)
            start = formula.end
        return "".join((*parts, text[start:])) if parts else text


class _Inline(InlineProcessor):
    """Makes elements of the placeholders."""

    def __init__(self, md: Markdown, formulas: _Formulas) -> None:
        super().__init__(_PLACE.pattern, md)
        self._formulas = formulas

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Markdown's signature
    ) -> tuple[Element, int, int]:
        return self._formulas.fill(Element(FORMULA), int(m[1])), m.start(), m.end()


FORMULA_PATTERNS = (_Inline,)
"""What finds formulas, and writes nothing that is read again."""


class _HeadingIds(Treeprocessor):
    """Gives headings that hold formulas ids of plain words."""

    def __init__(self, md: Markdown, formulas: _Formulas) -> None:
        super().__init__(md)
        self._formulas = formulas

    def run(self, root: Element) -> None:
        if self._formulas:
            name_headings(root, self.md)


class _Placer(Treeprocessor):
    """Puts the placeholders back, since the serialiser would write MathML as if it were HTML."""

    def run(self, root: Element) -> None:
        for parent in [one for one in root.iter() if one.find(FORMULA) is not None]:
            before: Element | None = None
            for child in list(parent):
                if child.tag != FORMULA:
                    before = child
                    continue
                shown = f"{STX}{FORMULA}:{child.get('n')}{ETX}{child.tail or ''}"
                if before is None:
                    parent.text = f"{parent.text or ''}{shown}"
                else:
                    before.tail = f"{before.tail or ''}{shown}"
                parent.remove(child)


class _Restorer(Postprocessor):
    """Writes the formulas."""

    def __init__(self, md: Markdown, formulas: _Formulas) -> None:
        super().__init__(md)
        self._formulas = formulas

    def run(self, text: str) -> str:
        shown = _PLACE.sub(self._restore, text) if self._formulas else text
        has_more = "arithmatex" in shown or "math/tex" in shown
        return _ARITHMATEX.sub(_take_over, shown) if has_more else shown

    def _restore(self, match: re.Match[str]) -> str:
        formula = self._formulas[int(match[1])]
        return to_mathml(formula.content, display=formula.kind == "display")


def _take_over(match: re.Match[str]) -> str:
    """Convert what was left for a script."""
    if match[4]:
        return to_mathml(unescape(match[6]), display=bool(match[5]))
    return to_mathml(unescape(match[2] or match[3]), display=match[3] is not None)
