"""Formulas that are shown as their source: in titles, abstracts, notes, reasons, posts, pages.

Separate from the other rules because it looks at every text there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, shorten, warning
from reading_list.model import AnyEntry, Location, Order, Page, Paper, Post
from reading_list.texts.math_sources import find_unreadable, find_unreadable_in_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.model import Library
    from reading_list.texts.math_sources import UnreadableFormula

_LINES_OF_TEXT = ("title", "short_title", "venue", "abstract", "description")
"""Keys of the front matter in which mathematics is read, and Markdown is not."""


def find_unreadable_formulas(library: Library) -> Iterator[Diagnostic]:
    """May return `unreadable-formula`. Linear in the texts; texts without formulas cost nothing."""
    entries: tuple[AnyEntry | Page, ...] = (
        *library.papers,
        *library.posts,
        *library.orders,
        *library.pages,
    )
    for entry in entries:
        yield from _in_front_matter(entry)
        at = Location(entry.location.uri, entry.body_line)
        yield from _in_markdown(at, entry.body)
    for paper in library.papers:
        at = Location(paper.location.uri, paper.lines.get("why", 1))
        yield from _in_markdown(at, paper.why)
    for order in library.orders:
        for step in order.steps:
            yield from _in_markdown(step.location, step.why)


def _in_front_matter(entry: Paper | Post | Order | Page) -> Iterator[Diagnostic]:
    texts = entry.meta if isinstance(entry, Page) else None
    lines = {} if isinstance(entry, Page) else entry.lines
    for key in _LINES_OF_TEXT:
        text = getattr(entry, key, "") if texts is None else str(texts.get(key, ""))
        line = lines.get(key, entry.location.line)
        for formula in find_unreadable(text):
            yield _describe(Location(entry.location.uri, line), formula)


def _in_markdown(at: Location, source: str) -> Iterator[Diagnostic]:
    for formula in find_unreadable_in_markdown(source):
        yield _describe(Location(at.uri, at.line + formula.line - 1), formula)


def _describe(at: Location, formula: UnreadableFormula) -> Diagnostic:
    message = f"The formula '{shorten(formula.tex)}' is shown as it is written."
    return warning("unreadable-formula", at, message, formula.problem)
