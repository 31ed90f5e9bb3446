"""`reading-list policy`: what a server should say of a built site, for browsers to hold it to."""

from __future__ import annotations

from pathlib import Path

import click

from reading_list import disk
from reading_list.rendering.policy import find_policy


@click.command("policy", epilog="\b\nExample:\n  reading-list policy site")
@click.argument(
    "site", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("site")
)
def policy(site: Path) -> None:
    """Print a strict Content-Security-Policy for the built SITE, by default `site`."""
    pages, _ = disk.read_tree(site, (".html",))
    if not pages:
        raise click.UsageError(f"'{site}' has no pages. Run `mkdocs build` first.")
    click.echo(find_policy(page.decode("utf-8", errors="replace") for page in pages.values()))
