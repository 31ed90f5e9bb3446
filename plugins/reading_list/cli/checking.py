"""`reading-list check`: everything wrong with the content, and what could be better."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reading_list import disk
from reading_list.advice import find_advice
from reading_list.cli.comparing import find_missing
from reading_list.cli.content import content_options, read_library
from reading_list.diagnostics import (
    Diagnostic,
    Severity,
    advice,
    format_count,
    sort_diagnostics,
    warning,
)
from reading_list.model import Location
from reading_list.rendering.exports import LIBRARY_FILES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.ADVICE: "notice",
}
"""How GitHub calls them."""


def write_text(faults: tuple[Diagnostic, ...]) -> str:
    """One line each, then their count."""
    return "".join(f"{line}\n" for line in (*map(str, faults), f"{format_count(faults)}."))


def write_json(faults: tuple[Diagnostic, ...]) -> str:
    """`faults`, one object each, and `counts` by severity."""
    counts = Counter(one.severity for one in faults)
    made = {
        "faults": [
            {
                "severity": one.severity.value,
                "code": one.code,
                "file": one.location.uri,
                "line": one.location.line,
                "message": one.message,
                "hint": one.hint,
            }
            for one in faults
        ],
        "counts": {severity.value: counts[severity] for severity in Severity},
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def write_github(faults: tuple[Diagnostic, ...]) -> str:
    """Write workflow commands, which GitHub shows beside the line.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(
        f"::{_COMMANDS[one.severity]} file={_escape_property(one.location.uri)},"
        f"line={one.location.line},title={_escape_property(one.code)}"
        f"::{_escape(f'{one.message} {one.hint}'.rstrip())}\n"
        for one in faults
    )


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[tuple[Diagnostic, ...]], str]] = {
    "text": write_text,
    "json": write_json,
    "github": write_github,
}


def find_overwritten(docs: Path) -> Iterator[Diagnostic]:
    """Find the author's files that the site would publish something else in place of."""
    for name in set(LIBRARY_FILES).intersection(disk.find_names(docs)):
        uri = f"{disk.relate(docs, Path())}/{name}"
        message = "The site has its own file of the library at this address, which replaces this."
        yield warning("overwritten-file", Location(uri), message, "Give it another name.")


def find_nothing(papers: Path) -> Iterator[Diagnostic]:
    """Say where works were looked for, and that there is none."""
    if not any(disk.read_tree(papers, (".md",))):
        uri = disk.relate(papers, Path())
        hint = "Add one with `reading-list add`, or name another folder with `--papers`."
        yield advice("no-works", Location(uri), "No works were found in this folder.", hint)


@click.command(
    "check",
    epilog="\b\nExamples:\n  reading-list check\n  reading-list check --strict --format github",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How to write what was found.",
)
@click.option("--strict", is_flag=True, help="Warnings fail as errors do; advice never does.")
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the built site, in which every page must be.",
)
@content_options
def check(*, form: str, strict: bool, site: Path | None, papers: Path, docs: Path) -> None:
    """Name everything that is wrong with the content, drafts included, and give advice.

    The exit status is 1 if there is an error.
    """
    library, faults = read_library(papers, docs, with_hidden=True)
    advised = (*find_advice(library), *find_overwritten(docs), *find_nothing(papers))
    missing = find_missing(site, library) if site else ()
    found = sort_diagnostics([*faults, *advised, *missing])
    click.echo(FORMATS[form](found).encode("utf-8", errors="replace"), nl=False)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(any(one.severity in failing for one in found))
