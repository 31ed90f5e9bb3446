r"""Where mathematics begins and ends in a text: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, environments.

Separate because titles, abstracts and Markdown must agree on which dollars are money.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 5_000
"""Characters of the longest formula."""
ENVIRONMENTS: Final = """equation align gather multline eqnarray alignat flalign displaymath math
    aligned gathered alignedat split cases dcases rcases drcases array matrix pmatrix bmatrix
    Bmatrix vmatrix Vmatrix smallmatrix subequations dmath""".split()
"""Environments that are mathematics wherever they stand; each may have a star."""

_BEGIN = rf"\\begin\{{(?P<name>(?:{'|'.join(ENVIRONMENTS)})\*?)\}}"
_ADDRESS: Final = (
    r"\b(?i:(?:https?|ftp)://|www\.)"
    r"(?:[^\s<>\"'`()\[\]{}\\$]|\$(?![\\^_{])|\([^\s()<>{}\\]{0,200}\))+"
)
"""Dollars in it are none of a formula, unless TeX follows them: marks of notes do stand there."""
_MARK: Final = re.compile(rf"\\[\\$(\[]|{_BEGIN}|{_ADDRESS}|\$\$?")
MARKDOWN_MARK: Final = re.compile(
    rf"""\\\\[(\[]|\\[\\$(\[`]|{_BEGIN}|\$\$?
    |(?P<code>`+)
    |<(?P<raw>code|kbd|samp|tt|pre|script|style|textarea|math|svg)\b
    |<!--(?s:.*?)-->
    |</?[A-Za-z][\w-]*(?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>`=$]+))?)*\s*/?>
    |<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*>
    |\]\(\s*(?:<[^<>\n]*>|(?:[^\s()<>]|\([^\s()<>]*\))+)
    |{_ADDRESS}""",
    re.VERBOSE,
)
"""The same in Markdown, and what may hold a dollar that is none: code, tags, addresses."""
BLOCK_MARK: Final = re.compile(rf"(?m)^[ ]{{0,3}}(?P<sign>\$\$|\\\\?\[|{_BEGIN})")
"""What begins a formula that has lines to itself."""
SOURCE_MARK: Final = re.compile(
    rf"(?m)^[ \t>]*(?:(?:[*+-]|\d+[.)]|\[\^[^\]\n]+\]:)[ \t]+)*(?P<sign>\$\$|\\\\?\[|{_BEGIN})"
)
"""The same in a source, where lists, notes and quotes come before it."""
_SIGN: Final = re.compile(r"[\\$`<\]]")
"""What every mark begins with, but for an address."""
_MAYBE_ADDRESS: Final = re.compile(r"(?::/|[Ww]\.)[^\s$(]*+(?P<odd>[$(])?")
"""What may be an address; and what it must hold for another mark to begin in it."""
_LINE_END: Final = re.compile(r"[ \t]*(?:\n|$)")
_CLOSINGS: Final = {
    r"\(": r"\)",
    r"\[": r"\]",
    r"\\(": r"\\)",
    r"\\[": r"\\]",
    "$$": "$$",
}
_DOLLAR: Final = re.compile(r"(?P<text>\\(?:text[a-z]*|mbox|hbox|fbox)\s*\{)|\\.|[{}$]", re.DOTALL)
_BLANK_LINE: Final = re.compile(r"\n[ \t>]*\n")

_MARKED_UP: Final = re.compile(r"[\\^_]")
_CLEARLY_TEX: Final = re.compile(r"\\[A-Za-z]{2}|\^")
_TEX: Final = re.compile(r"[\\^_{}=<>+*|]")
_WORD: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}")
_LITTLE_WORD: Final = re.compile(r"\b(?:to|and|or|per|in|for|of|the|vs|from|with|at|is|was)\b")
_CURRENCY: Final = re.compile(r"[\s,;(/–-](?:(?:US|AU|CA|NZ|HK|NT)D?|A|C|S|R)$")
_VARIABLE: Final = re.compile(r"[A-Za-z_]\w*[:/;,.]|\(\w*\)[:/;,.]")
_MOST_WORDS: Final = 2
_MOST_DOLLARS: Final = 20
"""Of those within the words of one formula."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch `[start, end)` of a text; of a formula `content` is the TeX without its signs."""

    kind: Literal["text", "inline", "display"]
    content: str
    start: int
    end: int


def split_math(text: str) -> tuple[Segment, ...]:
    r"""Split a text into prose and formulas.

    A dollar opens a formula if no blank follows it, and the next one closes it if no blank
    precedes it (Pandoc's manual, extension `tex_math_dollars`). What reads as a price, a sentence
    or a variable of a shell is no formula all the same.
    """
    segments: list[Segment] = []
    start = 0
    for formula in find_math(text):
        if start < formula.start:
            segments.append(Segment("text", text[start : formula.start], start, formula.start))
        segments.append(formula)
        start = formula.end
    if start < len(text):
        segments.append(Segment("text", text[start:], start, len(text)))
    return tuple(segments)


def find_math(text: str, marks: re.Pattern[str] = _MARK) -> Iterator[Segment]:
    """Find the formulas only, from left to right, in time linear in the text."""
    last = max(text.rfind("$"), text.rfind("\\"))
    if last < 0:
        return
    finder = _Finder(text, is_markdown=marks is MARKDOWN_MARK)
    find_mark = marks.search if _has_odd_address(text) else _SignSearch(marks).search
    start = 0
    while start <= last and (mark := find_mark(text, start)) is not None:
        formula = finder.formula(mark)
        if formula is not None:
            yield formula
        start = formula.end if formula is not None else finder.go_on(mark)


def _has_odd_address(text: str) -> bool:
    may_have_one = ":/" in text or "w." in text or "W." in text
    return may_have_one and any(found["odd"] for found in _MAYBE_ADDRESS.finditer(text))


@dataclass(frozen=True, slots=True)
class _SignSearch:
    """Searches a text of which no address holds a sign, so that addresses need not be found."""

    marks: re.Pattern[str]

    def search(self, text: str, start: int) -> re.Match[str] | None:
        """Go from sign to sign, which is much faster than to try every place."""
        while (sign := _SIGN.search(text, start)) is not None:
            mark = self.marks.match(text, sign.start())
            if mark is not None:
                return mark
            start = sign.end()
        return None


def find_displays(text: str, marks: re.Pattern[str] = BLOCK_MARK) -> Iterator[Segment]:
    r"""Find the formulas of a Markdown text that have lines to themselves.

    There `\[` always opens one; elsewhere it may be a bracket that Markdown is not to read.
    """
    if "$$" not in text and "\\[" not in text and "\\begin" not in text:
        return
    finder = _Finder(text)
    done = 0
    for mark in marks.finditer(text):
        found = finder.display(mark) if mark.start("sign") >= done else None
        if found is not None and _LINE_END.match(text, found.end):
            yield found
            done = found.end


def opens_display(text: str) -> bool:
    """Tell whether a formula with lines to itself is opened in a Markdown text and not closed."""
    finder = _Finder(text)
    done = 0
    for mark in BLOCK_MARK.finditer(text):
        if mark.start("sign") >= done:
            found = finder.display(mark)
            if found is None:
                return True
            done = found.end
    return False


def read_entities(tex: str) -> str:
    """Read the references that Markdown's authors write for `<`, `>` and `&`."""
    return tex.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class _Finder:
    """Where things end; a closing sign that was sought once is remembered."""

    def __init__(self, text: str, *, is_markdown: bool = False) -> None:
        self._text = text
        self._is_markdown = is_markdown
        self._known: dict[str, int] = {}

    def formula(self, mark: re.Match[str]) -> Segment | None:
        """Return the formula that this mark opens."""
        sign = mark[0]
        if sign == "$":
            return self._in_dollars(mark.end())
        name = mark["name"]
        if name:
            return self._environment(mark, name)
        closing = _CLOSINGS.get(sign)
        if closing is None:
            return None
        end = self.find(closing, mark.end())
        content = self._text[mark.end() : max(end, 0)]
        kind: Literal["inline", "display"] = "display" if sign[-1] in "$[" else "inline"
        if end < 0 or not content.strip() or len(content) > LONGEST:
            return None
        # Brackets may be such as Markdown is not to read.
        is_bracket = sign == r"\[" and self._is_markdown and not _CLEARLY_TEX.search(content)
        if is_bracket or (kind == "inline" and _BLANK_LINE.search(content)):
            return None
        return Segment(kind, content, mark.start(), end + len(closing))

    def display(self, mark: re.Match[str]) -> Segment | None:
        """Return the formula that begins with a line."""
        if mark["name"]:
            return self._environment(mark, mark["name"])
        closing = _CLOSINGS[mark["sign"]]
        end = self.find(closing, mark.end())
        content = self._text[mark.end() : max(end, 0)]
        if not content.strip() or len(content) > LONGEST:
            return None
        return Segment("display", content, mark.start("sign"), end + len(closing))

    def go_on(self, mark: re.Match[str]) -> int:
        """Return where to go on after a mark that opens no formula."""
        groups = mark.groupdict()
        if groups.get("code"):
            return self._after_code(mark)
        if groups.get("raw"):
            end = self.find(f"</{mark['raw'].lower()}", mark.end())
            return mark.end() if end < 0 else end
        return mark.end()

    def find(self, closing: str, start: int) -> int:
        """Return the next place of a closing sign, or -1."""
        known = self._known.get(closing)
        if known is not None and (known < 0 or known >= start):
            return known
        found = self._text.find(closing, start)
        while closing[0] == "\\" and found > start and self._is_escaped(found, start):
            found = self._text.find(closing, found + 1)
        self._known[closing] = found
        return found

    def _is_escaped(self, place: int, start: int) -> bool:
        r"""Tell whether the backslash belongs to a `\\` before it."""
        first = place
        while first > start and self._text[first - 1] == "\\":
            first -= 1
        return (place - first) % 2 == 1

    def _after_code(self, mark: re.Match[str]) -> int:
        """The end of a code span, which does not go beyond its paragraph."""
        ticks = mark["code"]
        end = mark.end()
        while (end := self._text.find(ticks, end)) >= 0:
            after = end + len(ticks)
            while self._text[after : after + 1] == "`":
                after += 1
            if after - end == len(ticks):
                is_apart = _BLANK_LINE.search(self._text, mark.end(), end)
                return mark.end() if is_apart else after
            end = after
        return mark.end()

    def _environment(self, mark: re.Match[str], name: str) -> Segment | None:
        opening, closing = rf"\begin{{{name}}}", rf"\end{{{name}}}"
        first = mark.start("name") - len(r"\begin{")
        place, last, depth = first + len(opening), first + LONGEST, 1
        while depth:
            end = self._text.find(closing, place, last)
            if end < 0:
                return None
            depth += self._text.count(opening, place, end) - 1
            place = end + len(closing)
        return Segment("display", self._text[first:place], first, place)

    def _in_dollars(self, start: int) -> Segment | None:
        text = self._text
        if text[start : start + 1].isspace():
            return None
        end = _find_closing_dollar(text, start)
        if end <= start or text[end - 1].isspace():
            return None
        content = text[start:end]
        if _is_prose(content, text[end + 1 : end + 2]) or _BLANK_LINE.search(content):
            return None
        return Segment("inline", content, start - 1, end + 1)


def _find_closing_dollar(text: str, start: int) -> int:
    r"""Return the next dollar that is not within a `\text{...}`, else the next one, or -1."""
    dollars: list[int] = []
    are_words: list[bool] = []
    for sign in _DOLLAR.finditer(text, start, start + LONGEST):
        if sign["text"] or sign[0] == "{":
            are_words.append(bool(sign["text"]))
        elif sign[0] == "}":
            del are_words[-1:]
        elif sign[0] == "$":
            if not any(are_words):
                return sign.start()
            dollars.append(sign.start())
            if len(dollars) > _MOST_DOLLARS:
                break
    return dollars[0] if dollars else -1


def _is_price(content: str) -> bool:
    """Tell whether the dollar before a digit begins a price, not ends a formula: `$5-$10`."""
    if _MARKED_UP.search(content):
        return False
    is_sign = not any(char.isalnum() for char in content)
    return content[0].isdecimal() or not (is_sign or _TEX.search(content))


def _is_balanced(content: str) -> bool:
    depth = 0
    for char in content:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0


def _is_prose(content: str, after: str) -> bool:
    """Tell whether what stands between two dollars is money, words or variables."""
    if after == "{" or (after.isdecimal() and _is_price(content)):
        return True
    if _VARIABLE.fullmatch(content) and (after.isalpha() or after in {"_", "("}):
        return True
    if not _MARKED_UP.search(content) and ("://" in content or not _is_balanced(content)):
        return True
    if _TEX.search(content):
        return False
    words = len(_WORD.findall(content))
    if content[0].isdecimal():
        is_sentence = words >= _MOST_WORDS or _LITTLE_WORD.search(content) is not None
        return is_sentence or _CURRENCY.search(content) is not None
    return words > _MOST_WORDS
