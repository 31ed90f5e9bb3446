"""`reading-list import`: files of entries -> one page for each.

Separate because it only composes: what is decided is decided in pure functions below it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reading_list import disk
from reading_list.cli.authority import check_authority
from reading_list.cli.content import papers_option
from reading_list.diagnostics import Diagnostic, Severity, error, sort_diagnostics
from reading_list.formats.bibtex.reading import read_bibtex_files
from reading_list.formats.decoding import decode_file
from reading_list.intake.plan import plan_import
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.intake.plan import PlannedFile


def _check_suffixes(
    _context: object, _parameter: object, paths: tuple[Path, ...]
) -> tuple[Path, ...]:
    for path in paths:
        if path.suffix.lower() != ".bib":
            raise click.BadParameter(f"'{path}' is not a .bib file.")
    return paths


@click.command(
    "import",
    epilog="\b\nExample:\n  reading-list import library.bib --authority example.org",
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    callback=_check_suffixes,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@papers_option
@click.option(
    "--authority",
    metavar="HOST",
    default="",
    callback=check_authority,
    help="Host of the site; gives entries with a date of arrival a permanent feed id.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def import_files(*, files: tuple[Path, ...], papers: Path, authority: str, dry_run: bool) -> None:
    """Make one page per entry of BibTeX files.

    Existing pages are never written over. Everything that could not be read is named with its
    file and line; the exit status is then 1.
    """
    texts, faults = _read_sources(files)
    entries, more = read_bibtex_files(texts)
    planned = plan_import(entries, disk.find_names(papers), authority)
    if not dry_run:
        _write(papers, [one for one in planned if one.outcome == "new"])
    _list_files(papers, planned, with_new=dry_run)
    found = sort_diagnostics([*faults, *more])
    for fault in found:
        click.echo(str(fault), err=True)
    unreadable = sum(fault.severity is Severity.ERROR for fault in found)
    new = sum(one.outcome == "new" for one in planned)
    counts = f"{new} new, {len(planned) - new} existing, {unreadable} unreadable"
    click.echo(f"{counts}; nothing was written." if dry_run else f"{counts}.")
    sys.exit(1 if unreadable else 0)


def _read_sources(files: Iterable[Path]) -> tuple[dict[str, str], list[Diagnostic]]:
    texts: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for path in files:
        uri = path.as_posix()
        try:
            texts[uri], more = decode_file(disk.read_bytes(path), uri)
            faults.extend(more)
        except OSError as problem:
            reason = problem.strerror or "unknown reason"
            message = f"The file cannot be read: {reason}."
            faults.append(error("unreadable-file", Location(uri), message))
    return texts, faults


def _write(papers: Path, planned: list[PlannedFile]) -> None:
    """Write each file, with a progress bar where somebody watches."""
    bar = click.progressbar(
        planned, label="Writing", file=sys.stderr, hidden=not sys.stderr.isatty()
    )
    with bar as steps:
        for one in steps:
            try:
                disk.write_text_atomically(papers / one.name, one.text)
            except OSError as problem:
                message = f"{papers / one.name} cannot be written: {problem.strerror}."
                raise click.ClickException(message) from problem


def _list_files(papers: Path, planned: Iterable[PlannedFile], *, with_new: bool) -> None:
    for one in planned:
        if with_new or one.outcome == "exists":
            click.echo(f"{one.outcome:<6}  {(papers / one.name).as_posix()}")
