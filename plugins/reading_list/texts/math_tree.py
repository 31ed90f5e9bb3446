"""TeX -> a sound MathML tree, or why there is none.

Separate so that the forms a reader may get (MathML, Unicode) come from the same tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reading_list.diagnostics import shorten
from reading_list.texts import math_elements as mathml
from reading_list.texts.characters import drop_controls
from reading_list.texts.math_fonts import LOOKS, SWITCHES
from reading_list.texts.math_marks import MARKS
from reading_list.texts.math_parser import Parser
from reading_list.texts.math_structures import INFIXES, STRUCTURES
from reading_list.texts.math_tables import TABLES, read_lines
from reading_list.texts.math_text import TEXTS
from reading_list.texts.math_tokens import UnreadableError
from reading_list.texts.segments import LONGEST

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_COMMANDS = STRUCTURES | MARKS | LOOKS | TABLES | TEXTS
_DECLARATIONS = SWITCHES | INFIXES
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Parsed:
    """A formula as far as it could be read; callers must not change the tree."""

    tree: Element | None
    """What stands within `<math>`; None where something of the formula would be lost."""
    problem: str = ""
    """A sentence for the author."""


@lru_cache(maxsize=4096)
def parse_tex(tex: str, *, display: bool = False) -> Parsed:
    """Read one formula.

    There is no tree where it is unbalanced, nested too deep, or longer than 5,000 characters.
    A command that nothing defines stands in the tree as its name.
    """
    source = drop_controls(tex).strip()
    if not source:
        return Parsed(None, "It is empty.")
    if len(source) > LONGEST:
        return Parsed(None, f"It is longer than {LONGEST:,} characters.")
    parser = Parser(source, _COMMANDS, _DECLARATIONS, display=display)
    try:
        is_broken = display and parser.tokens.has_line_break()
        made = read_lines(parser) if is_broken else parser.row()
    except UnreadableError as problem:
        return Parsed(None, str(problem))
    tree = mathml.make("mrow", *made)
    if _depth(tree) > _DEEPEST:
        return Parsed(None, "It is nested too deep.")
    return Parsed(tree, _describe(parser.undefined))


def _describe(undefined: list[str]) -> str:
    names = [f"'{shorten(name, 30)}'" for name in dict.fromkeys(undefined)]
    if not names:
        return ""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004 - enough for one line
    verb = "is" if len(names) == 1 else "are"
    return f"{', '.join(names[:3])}{more} {verb} not known."


def _depth(tree: Element) -> int:
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [child for element in level for child in element]
    return depth
