"""The author's folders, as every command that reads them is told where they are.

Separate because commands must agree on the options, and on how a fault is said.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reading_list import disk
from reading_list.diagnostics import Diagnostic, sort_diagnostics
from reading_list.loading import load_library

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_list.loading.library import Loaded
    from reading_list.model import Library

_Command = TypeVar("_Command", bound="Callable[..., Any]")


def folder_option(name: str, what: str, *, must_exist: bool) -> Callable[[_Command], _Command]:
    """Make an option `--<name> FOLDER` whose default is the folder of that name."""
    return click.option(
        f"--{name}",
        type=click.Path(exists=must_exist, file_okay=False, path_type=Path),
        default=Path(name),
        show_default=True,
        help=f"Folder of {what}.",
    )


papers_option = folder_option("papers", "the library's papers", must_exist=False)
"""For commands that make papers, and with them the folder."""


def content_options(command: _Command) -> _Command:
    """Add `--papers` and `--docs`, for commands that read both."""
    docs = folder_option("docs", "posts, orders and tags", must_exist=False)
    return folder_option("papers", "the library's papers", must_exist=True)(docs(command))


def read_library(
    papers: Path, docs: Path, *, with_hidden: bool
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Read everything, with drafts and private entries or without, and every fault in it."""
    loaded, faults = read_content(papers, docs, with_hidden=with_hidden)
    return loaded.library, faults


def read_content(
    papers: Path, docs: Path, *, with_hidden: bool
) -> tuple[Loaded, tuple[Diagnostic, ...]]:
    """Do the same, for who needs to know which works are hidden."""
    texts, faults = disk.read_texts(Path(), docs, papers)
    loaded = load_library(texts, is_preview=with_hidden)
    return loaded, sort_diagnostics([*faults, *loaded.diagnostics])
