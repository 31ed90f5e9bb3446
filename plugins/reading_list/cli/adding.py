"""`reading-list add`: identifiers -> one page for each work, with its fields fetched.

Separate because it is the only command that asks the network.
"""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from reading_list import disk
from reading_list.cli.authority import authority_option, read_authority
from reading_list.cli.content import papers_option
from reading_list.cli.settling import Outcome, Shelf, Wishes, note_version, settle
from reading_list.cli.surroundings import Surroundings, build_sources
from reading_list.errors import UnknownIdentifierError
from reading_list.identifiers import Reference, parse_arxiv, parse_arxiv_version, recognise
from reading_list.intake.arrivals import make_stub
from reading_list.loading.papers import load_paper
from reading_list.model import STATUSES, Status
from reading_list.sources.works import Sources, fetch_works

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_EXAMPLES = """\b
Examples:
  reading-list add 1706.03762 --tag transformers --why "Where it began."
  reading-list add 10.1162/neco.1991.3.1.79 https://example.org/post --edit
  reading-list add 10.1038/nature14539 --fill
"""


@click.command("add", epilog=_EXAMPLES)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--tag", "tags", multiple=True, help="A tag of the works; may be repeated.")
@click.option("--why", default="", help="Your reason to read them.")
@click.option("--status", type=click.Choice(STATUSES), help="How far you are.")
@click.option("--edit", is_flag=True, help="Open each new file in $EDITOR.")
@click.option("--stub", is_flag=True, help="Where nothing can be fetched, write what is known.")
@click.option("--fill", is_flag=True, help="Fill what is empty in files of works that are there.")
@click.option("--similar", is_flag=True, help="Write a page even where the library may have it.")
@click.option("--fresh", is_flag=True, help="Ask anew what was asked today already.")
@papers_option
@authority_option
@click.pass_obj
def add_works(  # noqa: PLR0913 - one for each option
    surroundings: Surroundings | None,
    *,
    ids: tuple[str, ...],
    tags: tuple[str, ...],
    why: str,
    status: Status | None,
    edit: bool,
    stub: bool,
    fill: bool,
    similar: bool,
    fresh: bool,
    papers: Path,
    authority: str,
) -> None:
    """Fetch works and make one page for each.

    An ID is an arXiv id or address in any form, a DOI, or the address of any web page. A work
    that the library has already is refused by name. The exit status is 1 where an ID came to
    nothing.
    """
    world = surroundings or Surroundings()
    wishes = Wishes(
        folder=papers,
        tags=tags,
        why=why.strip(),
        status=status,
        added=datetime.fromtimestamp(world.clock.now(), tz=UTC).astimezone().date().isoformat(),
        authority=authority or read_authority(),
        stub=stub,
        fill=fill,
        similar=similar,
        versions={id_: version for id_, version in map(_read_version, ids) if id_ and version},
    )
    references = _recognise_all(ids)
    outcomes: dict[Reference, Outcome] = {}
    try:
        _add_all(references, build_sources(world, fresh=fresh), wishes, outcomes)
    except KeyboardInterrupt:
        _report(references, outcomes)
        left = [one.value for one in references if one not in outcomes]
        click.echo(f"Interrupted. Nothing was written for {', '.join(left)}.", err=True)
        sys.exit(1)
    written = _report(references, outcomes)
    if edit:
        for path in dict.fromkeys(written):
            click.edit(filename=str(path))
    sys.exit(0 if all(outcomes[one].is_done for one in references) else 1)


def _read_version(text: str) -> tuple[str | None, int | None]:
    return parse_arxiv(text), parse_arxiv_version(text)


def _recognise_all(ids: Iterable[str]) -> tuple[Reference, ...]:
    """Understand every identifier, or name those that are none before anything is asked."""
    found: dict[tuple[str, str], Reference] = {}
    unknown: list[str] = []
    for text in ids:
        try:
            known = recognise(text)
        except UnknownIdentifierError as problem:
            unknown.append(str(problem))
        else:
            found.setdefault((known.kind, known.value), known)
    if unknown:
        raise click.UsageError("\n".join(unknown))
    return tuple(found.values())


def _add_all(
    references: Iterable[Reference],
    sources: Sources,
    wishes: Wishes,
    outcomes: dict[Reference, Outcome],
) -> None:
    """Refuse what is there, ask for the rest, and write each work when it comes."""
    shelf = _read_shelf(wishes.folder)
    wanted: list[Reference] = []
    for one in references:
        match = None if wishes.fill else shelf.works.find(make_stub(one))
        if match is None:
            wanted.append(one)
        else:
            outcomes[one] = note_version(match, wishes)
    bar = click.progressbar(
        length=len(wanted), label="Fetching", file=sys.stderr, hidden=not sys.stderr.isatty()
    )
    with closing(sources.fetcher), bar:
        for reference, answer in fetch_works(wanted, sources):
            outcomes[reference] = settle(reference, answer, wishes, shelf)
            bar.update(1)


def _read_shelf(folder: Path) -> Shelf:
    """Every work of the folder; where it is located says in which file it is."""
    texts, faults = disk.read_tree(folder, (".md",))
    for fault in faults:
        path = (folder / fault.location.uri).as_posix()
        click.echo(f"{path}: {fault.message} A work in it may be added again.", err=True)
    loaded = (load_paper(uri, content)[0] for uri, content in texts.items())
    return Shelf(paper for paper in loaded if paper)


def _report(references: Iterable[Reference], outcomes: Mapping[Reference, Outcome]) -> list[Path]:
    """Print the files that were written, and apart from them what else is to say."""
    known = [(one, outcomes[one]) for one in references if one in outcomes]
    written = [outcome.path for _, outcome in known if outcome.path is not None]
    for path in written:
        click.echo(path.as_posix())
    for reference, outcome in known:
        if outcome.word:
            click.echo(f"{reference.value}: {outcome.word}", err=True)
    return written
