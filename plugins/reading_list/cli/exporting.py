"""`reading-list export`: the library, or a part of it, for another program."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from reading_list import disk
from reading_list.cli.content import content_options, read_library
from reading_list.diagnostics import format_nearest
from reading_list.formats.bibtex.export import write_library
from reading_list.formats.csl.export import write_csl_json
from reading_list.formats.ris.export import write_ris
from reading_list.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reading_list.model import Library, Order, Paper, PaperId, Slug

_FEW = 12
"""Names that are listed where none of them is near."""
_Key = TypeVar("_Key", bound=str)

FORMATS: Mapping[str, Callable[[Iterable[Paper]], str]] = {
    "bibtex": write_library,
    "csl-json": write_csl_json,
    "ris": write_ris,
}


@click.command(
    "export",
    epilog="\b\nExamples:\n  reading-list export --format bibtex -o library.bib\n"
    "  reading-list export --format ris --tag transformers",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    required=True,
    help="What to write.",
)
@click.option("--tag", metavar="TAG", default="", help="Works with this tag only.")
@click.option("--order", metavar="ORDER", default="", help="Works of this order, in its order.")
@click.option("--id", "ids", metavar="ID", multiple=True, help="This work; may be repeated.")
@click.option(
    "--ascii",
    "ascii_only",
    is_flag=True,
    help="BibTeX with letters as LaTeX commands, for styles and tools that know no Unicode.",
)
@click.option("--drafts", is_flag=True, help="Drafts and private entries as well.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to a file instead of standard output.",
)
@content_options
def export(  # noqa: PLR0913 - one for each option
    *,
    form: str,
    tag: str,
    order: str,
    ids: tuple[str, ...],
    ascii_only: bool,
    drafts: bool,
    output: Path | None,
    papers: Path,
    docs: Path,
) -> None:
    """Write works as BibTeX, CSL-JSON or RIS.

    Conditions add up. Everything that a work says is written, abstracts and unlisted works
    included. Faults of the content are named and do not stop the export.
    """
    if ascii_only and form != "bibtex":
        raise click.UsageError("`--ascii` is for BibTeX; the other formats are Unicode.")
    library, faults = read_library(papers, docs, with_hidden=drafts)
    chosen = choose(library, tag=tag, order=order, ids=ids)
    for fault in faults:
        click.echo(str(fault), err=True)
    write = partial(write_library, ascii_only=True) if ascii_only else FORMATS[form]
    content = write(chosen).encode("utf-8", errors="replace")
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        disk.write_bytes_atomically(output, content)
    except OSError as problem:
        raise click.ClickException(f"{output} cannot be written: {problem.strerror}.") from problem
    count = f"{len(chosen)} work{'' if len(chosen) == 1 else 's'}"
    click.echo(f"{count} in {output.as_posix()}.", file=sys.stderr)


def choose(library: Library, *, tag: str, order: str, ids: tuple[str, ...]) -> tuple[Paper, ...]:
    """Works that meet every condition, in the order of `order`, else of `ids`, else by id.

    Raises:
        click.UsageError: a tag, order or work is not in the library.
    """
    slug = _find_tag(tag, library) if tag else None
    known = library.papers_by_id
    named = [_find("work", one, known) for one in ids]
    if order:
        wanted = [one for one in _find_steps(order, library) if not ids or one in named]
    else:
        wanted = list(named) if ids else list(known)
    papers = [known[one] for one in dict.fromkeys(wanted)]
    return tuple(
        paper
        for paper in papers
        if slug is None or slug in {library.tag_slugs.get(one) for one in paper.tags}
    )


def _find_steps(name: str, library: Library) -> list[PaperId]:
    names: dict[str, Order] = {}
    for order in library.orders:
        names |= dict.fromkeys((order.title, order.slug, order.id), order)
    folded = {slugify(one): one for one in names}
    found = folded.get(slugify(name))
    order = names[name if name in names else found or _find("order", name, names)]
    return [step.paper for step in order.steps if step.paper]


def _find_tag(name: str, library: Library) -> Slug:
    """Find any spelling of a tag, its title or an alias."""
    slugs: dict[Slug, Slug] = {}
    for tag in library.tags:
        slugs |= {slugify(one): tag.slug for one in (*tag.aliases, tag.title, tag.slug)}
    slugs |= {slugify(spelling): slug for spelling, slug in library.tag_slugs.items()}
    return slugs[_find("tag", slugify(name), slugs, shown=name)]


def _find(what: str, name: str, known: Mapping[_Key, object], shown: str = "") -> _Key:
    found = next((one for one in known if one == name), None)
    if found is not None:
        return found
    nearest = format_nearest(name, known)
    if not nearest and 0 < len(known) <= _FEW:
        nearest = "Known are " + ", ".join(f"'{one}'" for one in known) + "."
    raise click.UsageError(f"'{shown or name}' is no {what} of this library. {nearest}".rstrip())
