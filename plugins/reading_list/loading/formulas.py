"""Formulas that are shown as their source: in titles, tags, abstracts, notes, posts, pages.

Separate from the other rules because it looks at every text there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, shorten, warning
from reading_list.model import Location, Page, Paper, Post
from reading_list.texts.math_sources import (
    find_unreadable,
    find_unreadable_in_markdown,
    may_hold_formulas,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.model import AnyEntry, Library, Order, Tag
    from reading_list.texts.math_sources import UnreadableFormula

_LINES_OF_TEXT = ("title", "short_title", "venue", "abstract", "description")
"""Keys of the front matter in which mathematics is read, and Markdown is not."""


def find_in_entry(entry: Paper | Post) -> Iterator[Diagnostic]:
    """Look at the texts of one entry, but for its tags. May return `unreadable-formula`."""
    yield from _in_page(entry)
    if isinstance(entry, Paper):
        at = Location(entry.location.uri, entry.lines.get("why", 1))
        yield from _in_markdown(at, entry.why)


def find_unreadable_formulas(library: Library) -> Iterator[Diagnostic]:
    """Look at everything else. May return `unreadable-formula`.

    Linear in the texts; texts without formulas cost nothing.
    """
    pages: tuple[Order | Page, ...] = (*library.orders, *library.pages)
    for page in pages:
        yield from _in_page(page)
    for tag in library.tags:
        yield from _in_front_matter(tag)
    yield from _in_names_of_tags(library)
    for order in library.orders:
        for section in order.sections:
            yield from _in_text(section.location, section.title)
        for step in order.steps:
            yield from _in_markdown(step.location, step.why)


def _in_page(page: AnyEntry | Page) -> Iterator[Diagnostic]:
    yield from _in_front_matter(page)
    if may_hold_formulas(page.body):
        yield from _in_markdown(Location(page.location.uri, page.body_line), page.body)


def _in_front_matter(entry: AnyEntry | Page | Tag) -> Iterator[Diagnostic]:
    texts = entry.meta if isinstance(entry, Page) else None
    for key in _LINES_OF_TEXT:
        text = getattr(entry, key, "") if texts is None else str(texts.get(key, ""))
        if may_hold_formulas(text):
            line = entry.lines.get(key, entry.location.line)
            yield from _in_text(Location(entry.location.uri, line), text)


def _in_names_of_tags(library: Library) -> Iterator[Diagnostic]:
    """Each name that is not declared, where it first stands."""
    seen = {tag.title for tag in library.tags if tag.location.uri}
    entries: tuple[Paper | Post, ...] = (*library.papers, *library.posts)
    for entry in entries:
        categories = entry.categories if isinstance(entry, Post) else ()
        for key, names in (("tags", entry.tags), ("categories", categories)):
            for name in names:
                if may_hold_formulas(name) and name not in seen:
                    seen.add(name)
                    line = entry.lines.get(key, entry.location.line)
                    yield from _in_text(Location(entry.location.uri, line), name)


def _in_text(at: Location, text: str) -> Iterator[Diagnostic]:
    """Judge a text of one line."""
    for formula in find_unreadable(text):
        yield describe_formula(at, formula)


def _in_markdown(at: Location, source: str) -> Iterator[Diagnostic]:
    for formula in find_unreadable_in_markdown(source):
        yield describe_formula(Location(at.uri, at.line + formula.line - 1), formula)


def describe_formula(at: Location, formula: UnreadableFormula) -> Diagnostic:
    """`unreadable-formula`, with what is wrong."""
    message = f"The formula '{shorten(formula.tex)}' is shown as it is written."
    return warning("unreadable-formula", at, message, formula.problem)
