"""What an import is asked for, what is there before it, and what it will do: plain values.

Separate because commands, lists and single arrivals speak of them without making a plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.diagnostics import Diagnostic
    from reading_list.intake.files import PaperFile
    from reading_list.intake.merge import Conflict, Settling
    from reading_list.intake.record import Imported
    from reading_list.model import Location

Outcome = Literal["new", "updated", "unchanged", "duplicate", "similar", "deleted", "uneditable"]
"""`duplicate`: surely a work that is there; `similar`: probably one; `deleted`: by the author;
`uneditable`: its file cannot be changed, and a fault says why."""
OUTCOMES: tuple[Outcome, ...] = (
    "new",
    "updated",
    "unchanged",
    "duplicate",
    "similar",
    "deleted",
    "uneditable",
)


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """What becomes of one work, and of the file that is or will be its own."""

    name: str
    """Path below the folder of the papers."""
    outcome: Outcome
    text: str = ""
    """The file from now on; empty where it is left alone."""
    before: str = ""
    changed: tuple[str, ...] = ()
    """Keys that change in a file that is there."""
    conflicts: tuple[Conflict, ...] = ()
    reason: str = ""
    """Why it is a duplicate, or similar."""
    key: str = ""
    """What the source calls the work."""
    source: Location | None = None
    """Where the source says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the author asks of an import."""

    authority: str = ""
    """Host that permanent feed ids name."""
    added: str = ""
    """Day of arrival of new works that say none."""
    settling: Settling = "list"
    fill: bool = False
    """Fill what is empty in the files of duplicates."""
    similar: bool = False
    """Make files of works that probably are there."""
    restore: bool = False
    """Make files anew that the author has deleted."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that an import does."""

    files: tuple[PlannedFile, ...]
    """One for each work, in their order."""
    record: Mapping[str, Imported]
    """By id, for the next import."""
    faults: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What the folder of the papers holds before an import."""

    files: tuple[PaperFile, ...] = ()
    broken: tuple[str, ...] = ()
    """Names of files that are no sound papers; they are left alone."""
    record: Mapping[str, Imported] = field(default_factory=dict)
    """By id, from the last import."""


EMPTY_SHELF = Shelf()
NO_WISHES = Wishes()
