"""The command `reading-list`: one module for each subcommand.

Arguments in, outcome and exit status out; what is decided is decided in pure functions below.
"""

from __future__ import annotations

import click

from reading_list import __version__
from reading_list.cli.adding import add_works
from reading_list.cli.checking import check
from reading_list.cli.creating import create
from reading_list.cli.digesting import digest
from reading_list.cli.exporting import export
from reading_list.cli.guarding import policy
from reading_list.cli.importing import import_files
from reading_list.cli.tagging import tags


@click.group(epilog="\b\nExample:\n  reading-list add 1706.03762 --tag transformers")
@click.version_option(__version__, prog_name="reading-list")
def main() -> None:
    """Look after a reading list: its papers, their metadata and their order."""


for command in (add_works, check, create, digest, export, import_files, policy, tags):
    main.add_command(command)
