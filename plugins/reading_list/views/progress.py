"""What a page tells the script that keeps a reader's progress: steps of orders as plain values.

Separate because these names are a format: the script reads them, and nothing else does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.model import Paper
from reading_list.texts.excerpts import count_words, reading_minutes
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.model import Post
    from reading_list.views.order import OrderView, StepView

MOST = 300
"""Steps, of all orders together, that a page carries which is not about one order."""
_RANGE = re.compile(r"([0-9]+)\s*(?:[-\u2010-\u2015]+\s*([0-9]+))?")


def describe_orders(views: Iterable[OrderView]) -> list[dict[str, object]]:
    """As many orders as fit, in their sequence; one that does not is left out whole."""
    left = MOST
    found = []
    for view in views:
        if len(view.steps) <= left:
            left -= len(view.steps)
            found.append(describe_order(view))
    return found


def describe_order(view: OrderView) -> dict[str, object]:
    """Each work once, where it comes first; what a step does not say is left out."""
    steps = view.find_first_steps()
    return {
        "slug": view.order.slug,
        "title": to_text(view.order.title),
        "url": view.order.url_path,
        "steps": [_describe(step, frozenset(steps)) for step in steps.values()],
    }


def _describe(step: StepView, known: frozenset[str]) -> dict[str, object]:
    entry = step.entry
    facts: dict[str, object] = {
        "work": step.key,
        "title": to_text(entry.title) if entry else "",
        "url": entry.url_path if entry else "",
        "anchor": step.anchor,
        "position": step.position,
        "kind": "bonus" if not step.position else "optional" if step.optional else "required",
        "needs": [one.paper.id for one in step.prerequisites if one.paper.id in known],
        "instead": [one.paper.id for one in step.instead_of if one.paper.id in known],
        "minutes": find_minutes(entry),
        "pages": count_pages(entry.pages) if isinstance(entry, Paper) else None,
    }
    return {key: value for key, value in facts.items() if value not in (None, [])}


def find_minutes(entry: Paper | Post | None) -> int | None:
    """What the author says; of a post else by its words."""
    if isinstance(entry, Paper):
        return entry.minutes
    if entry is None:
        return None
    return entry.readtime or reading_minutes(count_words(entry.body))


def count_pages(pages: str) -> int | None:
    """How many pages a text such as `5998-6008`, `123-8` or `1-2, 5` names; None where it does not.

    A single number names no length: it may be that of an article.
    """
    total = 0
    ranges = [_RANGE.fullmatch(part.strip()) for part in pages.split(",")]
    if not all(ranges) or not any(one and one[2] for one in ranges):
        return None
    for one in filter(None, ranges):
        first, last = one[1], one[2] or one[1]
        if len(last) < len(first):
            last = first[: len(first) - len(last)] + last
        if int(last) < int(first):
            return None
        total += int(last) - int(first) + 1
    return total
