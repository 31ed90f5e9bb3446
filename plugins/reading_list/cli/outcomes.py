"""What an import did, in words: one line for each work that needs one, and the count.

Separate from the command because wording is all that it does.
"""

from __future__ import annotations

from collections import Counter
from difflib import unified_diff
from typing import TYPE_CHECKING

import click

from reading_list.diagnostics import shorten
from reading_list.intake.planned import OUTCOMES

if TYPE_CHECKING:
    from pathlib import Path

    from reading_list.intake.merge import Conflict
    from reading_list.intake.planned import Plan, PlannedFile


def tell_outcome(planned: PlannedFile, papers: Path, *, with_diff: bool) -> None:
    """Say what becomes of a work, unless nothing does."""
    path = (papers / planned.name).as_posix()
    source = f"{planned.source.uri}:{planned.source.line}" if planned.source else ""
    if planned.outcome in {"duplicate", "similar"}:
        what = (
            f"{source} is {path}" if planned.outcome == "duplicate" else f"{source} may be {path}"
        )
        click.echo(f"{planned.outcome:<9}  {what}: {planned.reason}.")
    elif planned.outcome == "deleted":
        click.echo(f"deleted    {path}, which {source} would bring back; see `--restore`.")
    elif planned.outcome not in {"unchanged", "uneditable"}:
        changed = f" ({', '.join(planned.changed)})" if planned.changed else ""
        click.echo(f"{planned.outcome:<9}  {path}{changed}")
    for one in planned.conflicts:
        click.echo(f"conflict   {path}: {_word_conflict(one)} in {source}.")
    if with_diff and planned.text:
        show_diff(path, planned.before, planned.text)


def show_diff(path: str, before: str, after: str) -> None:
    """Show what changes in a file, as `diff -u` does."""
    lines = unified_diff(before.splitlines(), after.splitlines(), path, path, lineterm="")
    click.echo("\n".join(lines))


def _word_conflict(conflict: Conflict) -> str:
    return f"{conflict.key} is {_quote(conflict.ours)} here, {_quote(conflict.theirs)}"


def _quote(value: object) -> str:
    if value is None:
        return "not"
    text = (
        value
        if isinstance(value, str)
        else "; ".join(map(str, value))
        if isinstance(value, list)
        else str(value)
    )
    return f"'{shorten(text)}'"


def summarise(plan: Plan, failed: int, conflicts: int, *, dry_run: bool, listed: int = 0) -> str:
    """Count by outcome: `2 new, 1 updated, 128 unchanged, 1 conflict.`.

    `listed` works were named by a pasted list and are in the library.
    """
    counts = Counter(one.outcome for one in plan.files)
    parts = [f"{counts[one]} {one}" for one in OUTCOMES if counts[one] or one == "new"]
    if listed:
        parts.append(f"{listed} in the library")
    if conflicts:
        parts.append(f"{conflicts} conflict{'' if conflicts == 1 else 's'}")
    if failed:
        parts.append(f"{failed} unreadable")
    return f"{', '.join(parts)}{'; nothing was written' if dry_run else ''}."
