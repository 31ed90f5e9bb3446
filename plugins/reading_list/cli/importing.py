"""`reading-list import`: files of other programs -> one page for each work.

Separate because it only composes: what is decided is decided in pure functions below it.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reading_list import disk
from reading_list.cli.authority import authority_option, read_authority
from reading_list.cli.content import folder_option, papers_option
from reading_list.cli.outcomes import show_diff, summarise, tell_outcome
from reading_list.diagnostics import Diagnostic, Severity, error, shorten, sort_diagnostics, warning
from reading_list.formats.decoding import decode_file
from reading_list.formats.readers import FORMATS, LIST, detect_format, read_entries
from reading_list.intake.files import read_paper_file
from reading_list.intake.lists import plan_order, read_list
from reading_list.intake.merge import SETTLINGS
from reading_list.intake.plan import plan_import
from reading_list.intake.planned import Shelf, Wishes
from reading_list.intake.record import RECORD, read_record, write_record
from reading_list.loading.library import ORDERS
from reading_list.model import Location, parse_partial_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from click._termui_impl import ProgressBar

    from reading_list.intake.lists import NewOrder, ReadList
    from reading_list.intake.merge import Settling
    from reading_list.intake.planned import Plan, PlannedFile

_EXAMPLES = """\b
Examples:
  reading-list import library.bib --dry-run
  reading-list import zotero.rdf bookmarks.html --added today
  reading-list import course-readings.txt
  reading-list import library.bib --conflicts keep
"""


def _check_day(_context: object, _parameter: object, text: str) -> str:
    if text == "today":
        return datetime.now(tz=UTC).astimezone().date().isoformat()
    date = parse_partial_date(text) if text else None
    if text and (date is None or date.month is None or date.end or date.approximate):
        raise click.BadParameter(f"'{shorten(text)}' is no day, such as 2025-07-03 or today.")
    return text


@click.command("import", epilog=_EXAMPLES)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--from",
    "form",
    type=click.Choice(list(FORMATS)),
    help="What the files are, where their names and beginnings do not tell.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--conflicts",
    "settling",
    type=click.Choice(SETTLINGS),
    default="list",
    show_default=True,
    help="What you and the source both changed: list it, keep yours for good, or take theirs.",
)
@click.option("--fill", is_flag=True, help="Fill what is empty in the files of duplicates.")
@click.option("--similar", is_flag=True, help="Import works that are probably there already.")
@click.option("--restore", is_flag=True, help="Import again what you have deleted.")
@click.option(
    "--added",
    metavar="DAY",
    default="",
    callback=_check_day,
    help="When new works joined the library, where their source does not say; or `today`.",
)
@papers_option
@folder_option("docs", "posts, orders and tags", must_exist=False)
@authority_option
def import_files(  # noqa: PLR0913 - one for each option
    *,
    files: tuple[Path, ...],
    form: str | None,
    dry_run: bool,
    settling: Settling,
    fill: bool,
    similar: bool,
    restore: bool,
    added: str,
    papers: Path,
    docs: Path,
    authority: str,
) -> None:
    """Make or update one page for each work of other programs' files.

    A later import of the same files brings what has changed in them, and leaves alone what you
    have changed: what both have changed is listed. Everything that could not be read is named
    with its file and line. The exit status is 1 where something could not be read or written,
    or is left for you to decide.
    """
    contents, faults = _read_sources(files)
    shelf = _read_shelf(papers)
    detected = tuple(_detect(contents, form))
    entries, more = read_entries(one for one in detected if one[0] != LIST)
    lists = _read_lists(detected, shelf)
    named = tuple((LIST, entry) for one in lists for entry in one.entries)
    wishes = Wishes(
        authority=authority or read_authority(),
        added=added,
        settling=settling,
        fill=fill,
        similar=similar,
        restore=restore,
    )
    with _show_progress("Comparing", len(entries) + len(named)) as bar:
        plan = plan_import((*entries, *named), shelf, wishes, bar.update)
    if not dry_run:
        _write(papers, plan, is_new_record=plan.record != shelf.record)
    for planned in plan.files:
        tell_outcome(planned, papers, with_diff=dry_run)
    for order in _plan_orders(lists, plan.files[len(entries) :]):
        _write_order(docs / ORDERS / f"{order.slug}.md", order.text, dry_run=dry_run)
    inside = (
        replace(one, location=replace(one.location, uri=(papers / one.location.uri).as_posix()))
        for one in plan.faults
    )
    listed = (fault for one in lists for fault in one.faults)
    unread = [*faults, *more, *listed]
    told = {one.paper.location.uri for _, one in entries} | {one.location.uri for one in unread}
    unread += _name_empty(contents.keys() - told - {one.uri for one in lists if one.listed.items})
    for fault in sort_diagnostics([*unread, *inside]):
        click.echo(str(fault), err=True)
    failed = sum(fault.severity is Severity.ERROR for fault in sort_diagnostics(unread))
    conflicts = sum(len(one.conflicts) for one in plan.files)
    matched = sum(one is not None for read in lists for one in read.matching.ids)
    click.echo(summarise(plan, failed, conflicts, dry_run=dry_run, listed=matched))
    is_open = conflicts and settling == "list"
    sys.exit(1 if failed or plan.faults or is_open else 0)


def _read_sources(files: Iterable[Path]) -> tuple[dict[str, bytes], list[Diagnostic]]:
    contents: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    for path in files:
        uri = path.as_posix()
        try:
            contents[uri] = disk.read_bytes(path)
        except OSError as problem:
            reason = problem.strerror or "unknown reason"
            message = f"The file cannot be read: {reason}."
            faults.append(error("unreadable-file", Location(uri), message))
    return contents, faults


def _name_empty(uris: Iterable[str]) -> Iterator[Diagnostic]:
    hint = "Is it the file that you mean, and `--from` its format?"
    for uri in uris:
        yield warning("no-entries", Location(uri), "The file holds no works.", hint)


def _detect(contents: Mapping[str, bytes], form: str | None) -> Iterator[tuple[str, str, bytes]]:
    """Format, uri and bytes of each file.

    Raises:
        click.UsageError: a file is of no format that we know.
    """
    for uri, content in contents.items():
        found = form or detect_format(uri, content)
        if found is None:
            known = ", ".join(FORMATS)
            raise click.UsageError(f"'{uri}' is none of {known}. Say what it is with `--from`.")
        yield found, uri, content


def _read_shelf(papers: Path) -> Shelf:
    """Read what the folder holds.

    Raises:
        click.ClickException: the record of earlier imports cannot be read.
    """
    contents, faults = disk.read_tree(papers, (".md",))
    files = {name: read_paper_file(name, content) for name, content in contents.items()}
    broken = [name for name, file in files.items() if file is None]
    path = papers / RECORD
    try:
        text = disk.read_text(path) if path.exists() else None
    except OSError as problem:
        message = f"{path.as_posix()} cannot be read: {problem.strerror}."
        raise click.ClickException(message) from problem
    record, wrong = read_record(text, path.as_posix()) if text is not None else ({}, ())
    if wrong:
        raise click.ClickException("\n".join(map(str, wrong)))
    return Shelf(
        files=tuple(filter(None, files.values())),
        broken=(*broken, *(fault.location.uri for fault in faults)),
        record=record,
    )


def _read_lists(detected: Iterable[tuple[str, str, bytes]], shelf: Shelf) -> tuple[ReadList, ...]:
    return tuple(
        read_list(decode_file(content, uri)[0], uri, (file.paper for file in shelf.files))
        for form, uri, content in detected
        if form == LIST
    )


def _plan_orders(lists: Iterable[ReadList], planned: Iterable[PlannedFile]) -> Iterator[NewOrder]:
    files = iter(planned)
    for one in lists:
        order = plan_order(one, islice(files, len(one.entries)))
        if order is not None:
            yield order


def _write_order(path: Path, text: str, *, dry_run: bool) -> None:
    """Write the order of a list, unless one is there: that is the author's."""
    if path.exists():
        click.echo(f"kept       {path.as_posix()}, which is there already.")
        return
    if dry_run:
        show_diff(path.as_posix(), "", text)
    else:
        _write_text(path, text)
    click.echo(f"order      {path.as_posix()}")


def _write(papers: Path, plan: Plan, *, is_new_record: bool) -> None:
    """Write each file; the record comes last."""
    planned = [one for one in plan.files if one.text]
    with _show_progress("Writing", len(planned)) as bar:
        for one in planned:
            _write_text(papers / one.name, one.text)
            bar.update(1)
    if is_new_record:
        _write_text(papers / RECORD, write_record(plan.record))


def _show_progress(label: str, length: int) -> AbstractContextManager[ProgressBar[int]]:
    """Show a progress bar where somebody watches."""
    is_hidden = not sys.stderr.isatty()
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=is_hidden)


def _write_text(path: Path, text: str) -> None:
    try:
        disk.write_bytes_atomically(path, text.encode("utf-8", errors="replace"))
    except OSError as problem:
        message = f"{path.as_posix()} cannot be written: {problem.strerror}."
        raise click.ClickException(message) from problem
