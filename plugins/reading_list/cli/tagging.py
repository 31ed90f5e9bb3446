"""`reading-list tags`: what tags there are, and one of them under another name."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reading_list import disk
from reading_list.cli.content import content_options, folder_option
from reading_list.diagnostics import shorten
from reading_list.loading import load_library
from reading_list.loading.library import TAGS
from reading_list.loading.tags import load_tags
from reading_list.tagging.names import TagNames
from reading_list.tagging.overview import write_json, write_text
from reading_list.tagging.renaming import plan_rename

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reading_list.diagnostics import Diagnostic
    from reading_list.loading import Texts
    from reading_list.tagging.renaming import Edit

FORMATS: Mapping[str, Callable[[TagNames], str]] = {"text": write_text, "json": write_json}


@click.group(
    "tags",
    invoke_without_command=True,
    epilog="\b\nExamples:\n  reading-list tags\n  reading-list tags --format json\n"
    '  reading-list tags rename MoE "Mixture of experts" --dry-run',
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How to write the list.",
)
@folder_option("papers", "the library's papers", must_exist=False)
@folder_option("docs", "posts, orders and tags", must_exist=False)
@click.pass_context
def tags(context: click.Context, *, form: str, papers: Path, docs: Path) -> None:
    """List all tags with their papers and posts, or rename one.

    Drafts and unlisted entries count as well. Tags that look alike, and tags that are used once
    and not described, are named below the list.
    """
    context.default_map = {"rename": {"papers": papers, "docs": docs}}
    if context.invoked_subcommand is None:
        if not papers.is_dir():
            raise click.UsageError(f"'{papers}' is no folder. Name it with `--papers`.")
        _, names, faults = _read(papers, docs)
        for fault in faults:
            click.echo(str(fault), err=True)
        click.echo(FORMATS[form](names).encode("utf-8", errors="replace"), nl=False)


@tags.command(
    "rename",
    epilog='\b\nExamples:\n  reading-list tags rename MoE "Mixture of experts" --dry-run\n'
    "  reading-list tags rename transformer transformers",
)
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@content_options
def rename(*, old: str, new: str, dry_run: bool, papers: Path, docs: Path) -> None:
    """Give the tag OLD the name NEW, in every paper, post and order, and in tags.yml.

    OLD may be any spelling of the tag, and all its spellings are replaced. It stays as an alias,
    so that former addresses live on. If NEW is a tag already, the two become one. Nothing is
    written unless every file can be edited.
    """
    texts, names, unread = _read(papers, docs)
    slug = names.find(old)
    if slug is None:
        message = f"'{shorten(old)}' is no tag of this library. {names.suggest(old)}".rstrip()
        raise click.UsageError(message)
    flat = " ".join(new.split())
    if not flat:
        raise click.UsageError("A tag has at least one character.")
    planned = plan_rename(texts, names, slug, flat)
    if unread or planned.faults:
        lines = "\n".join(map(str, (*unread, *planned.faults)))
        click.echo(f"{lines}\nNothing was written.", err=True)
        sys.exit(1)
    if not dry_run:
        _write(planned.edits)
    for edit in planned.edits:
        click.echo(_write_diff(edit) if dry_run else f"{edit.uri}\n", nl=False)
    for note in planned.notes:
        click.echo(note)
    number = len(planned.edits)
    counts = f"{number} file{'' if number == 1 else 's'}"
    done = "would change; nothing was written" if dry_run else "changed"
    click.echo(f"'{shorten(old)}' is now '{shorten(planned.written)}': {counts} {done}.")


def _read(papers: Path, docs: Path) -> tuple[Texts, TagNames, tuple[Diagnostic, ...]]:
    """Read what there is, and name the files that cannot be read."""
    texts, faults = disk.read_texts(Path(), docs, papers)
    declared, _ = load_tags(f"{texts.docs_uri}/{TAGS}", texts.docs.get(TAGS, b""))
    return texts, TagNames(load_library(texts, is_preview=True).library, declared), faults


def _write_diff(edit: Edit) -> str:
    """Write a unified diff, as `patch` reads it; line ends are those of the file."""
    before, after = (_split_lines(one or b"") for one in (edit.before, edit.after))
    source = "/dev/null" if edit.before is None else edit.uri
    lines = unified_diff(before, after, source, edit.uri)
    return "".join(
        line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"
        for line in lines
    )


def _split_lines(data: bytes) -> list[str]:
    return [line.decode(errors="replace") for line in data.splitlines(keepends=True)]


def _write(edits: Iterable[Edit]) -> None:
    try:
        disk.write_together({Path(edit.uri): edit.after for edit in edits})
    except OSError as problem:
        reason = problem.strerror or "unknown reason"
        message = f"{problem.filename} cannot be written: {reason}. Nothing was changed."
        raise click.ClickException(message) from problem
