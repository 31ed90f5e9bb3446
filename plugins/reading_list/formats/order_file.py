"""Sections of steps -> the text of a reading order, `docs/reading/<slug>.md`.

Separate because it is the inverse of what `loading` reads, and tested as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.formats.front_matter import write_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.model import PaperId


@dataclass(frozen=True, slots=True)
class OrderPart:
    """One section: works in their order, each with its reason or an empty text."""

    title: str
    steps: tuple[tuple[PaperId, str], ...]
    is_bonus: bool = False


def write_order(title: str, parts: Iterable[OrderPart], description: str = "") -> str:
    """Write an order; nothing where no part has a step.

    A work is a step once: where it comes again it is left out, for an order that names a work
    twice is a fault.
    """
    seen: set[PaperId] = set()
    sections = [section for part in parts if (section := _write_part(part, seen))]
    if not sections:
        return ""
    fields: dict[str, object] = {"title": title}
    if description:
        fields["description"] = description
    return write_front_matter({**fields, "order": sections})


def _write_part(part: OrderPart, seen: set[PaperId]) -> dict[str, object]:
    steps: list[object] = []
    for paper, why in part.steps:
        if paper not in seen:
            steps.append({"paper": paper, "why": why} if why else paper)
            seen.add(paper)
    if not steps:
        return {}
    section: dict[str, object] = {"section": part.title} if part.title else {}
    if part.is_bonus:
        section["bonus"] = True
    return {**section, "steps": steps}
