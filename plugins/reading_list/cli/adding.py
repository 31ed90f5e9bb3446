"""`reading-list add`: identifiers -> one page for each work, with its fields fetched.

Separate because it is the only command that asks the network.
"""

from __future__ import annotations

import sys
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reading_list import disk
from reading_list.cli.authority import authority_option, find_authority
from reading_list.cli.content import papers_option
from reading_list.cli.surroundings import Surroundings, build_sources
from reading_list.errors import FetchError, UnknownIdentifierError
from reading_list.identifiers import Reference, recognise
from reading_list.intake.arrivals import make_stub, plan_arrival
from reading_list.intake.holdings import Holdings
from reading_list.loading.papers import load_paper
from reading_list.model import STATUSES, Paper, Status, parse_partial_date
from reading_list.sources.works import Answer, Sources, fetch_works

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.intake.holdings import Resemblance

_EXAMPLES = """\b
Examples:
  reading-list add 1706.03762 --tag transformers --why "Where it began."
  reading-list add 10.1162/neco.1991.3.1.79 https://example.org/post --edit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wishes:
    """What the author says of the works, where they go, and what may be done."""

    folder: Path
    tags: tuple[str, ...]
    why: str
    status: Status | None
    added: str
    authority: str
    stub: bool
    similar: bool


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one identifier."""

    path: Path | None
    """The file that was written, if one was."""
    word: str = ""
    """What whoever asked should know."""


@click.command("add", epilog=_EXAMPLES)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--tag", "tags", multiple=True, help="A tag of the works; may be repeated.")
@click.option("--why", default="", help="Your reason to read them.")
@click.option("--status", type=click.Choice(STATUSES), help="How far you are.")
@click.option("--edit", is_flag=True, help="Open each new file in $EDITOR.")
@click.option("--stub", is_flag=True, help="Where nothing can be fetched, write what is known.")
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
    similar: bool,
    fresh: bool,
    papers: Path,
    authority: str,
) -> None:
    """Fetch works and make one page for each.

    An ID is an arXiv id or address in any form, a DOI, or the address of any web page. A work
    that the library has already is refused by name. The exit status is 1 where an ID gave no
    new page.
    """
    world = surroundings or Surroundings()
    wishes = _Wishes(
        folder=papers,
        tags=tags,
        why=why.strip(),
        status=status,
        added=datetime.fromtimestamp(world.clock.now(), tz=UTC).astimezone().date().isoformat(),
        authority=authority or _read_authority(),
        stub=stub,
        similar=similar,
    )
    references = _recognise_all(ids)
    outcomes: dict[Reference, _Outcome] = {}
    try:
        _add_all(references, build_sources(world, fresh=fresh), wishes, outcomes)
    except KeyboardInterrupt:
        _report(references, outcomes)
        left = [one.value for one in references if one not in outcomes]
        click.echo(f"Interrupted. Nothing was written for {', '.join(left)}.", err=True)
        sys.exit(1)
    written = _report(references, outcomes)
    if edit:
        for path in written:
            click.edit(filename=str(path))
    sys.exit(0 if len(written) == len(references) else 1)


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
    wishes: _Wishes,
    outcomes: dict[Reference, _Outcome],
) -> None:
    """Refuse what is there, ask for the rest, and write each work when it comes."""
    holdings = _read_holdings(wishes.folder)
    wanted: list[Reference] = []
    for one in references:
        if path := holdings.find(make_stub(one)):
            outcomes[one] = _refuse(path)
        else:
            wanted.append(one)
    bar = click.progressbar(
        length=len(wanted), label="Fetching", file=sys.stderr, hidden=not sys.stderr.isatty()
    )
    with closing(sources.fetcher), bar:
        for reference, answer in fetch_works(wanted, sources):
            outcomes[reference] = _settle(reference, answer, wishes, holdings)
            bar.update(1)


def _read_holdings(folder: Path) -> Holdings:
    texts, _ = disk.read_tree(folder, (".md",))
    loaded = ((uri, load_paper(uri, content)[0]) for uri, content in texts.items())
    return Holdings(((folder / uri).as_posix(), paper) for uri, paper in loaded if paper)


def _read_authority() -> str:
    with suppress(OSError):
        return find_authority(disk.read_text(Path("mkdocs.yml")))
    return ""


def _settle(reference: Reference, answer: Answer, wishes: _Wishes, holdings: Holdings) -> _Outcome:
    """Decide what becomes of an answer, and write the page that it is worth."""
    if isinstance(answer, FetchError):
        if not wishes.stub:
            return _Outcome(None, str(answer))
        return _write(make_stub(reference), str(answer), wishes, holdings)
    paper = answer.paper
    if path := holdings.find(paper):
        return _refuse(path)
    alike = holdings.find_alike(paper)
    if alike is None:
        return _write(paper, answer.remark, wishes, holdings)
    if not wishes.similar:
        return _Outcome(None, _doubt(alike, paper))
    remark = f"{alike.path} may be the same work."
    return _write(paper, " ".join(filter(None, (answer.remark, remark))), wishes, holdings)


def _refuse(path: str) -> _Outcome:
    return _Outcome(None, f"in the library already, as {path}.")


def _doubt(alike: Resemblance, paper: Paper) -> str:
    """Say what may be the same, and what to do in either case."""
    names = [("arxiv", paper.arxiv), ("doi", paper.doi), ("url", (paper.url,))]
    key, values = next((key, values) for key, values in names if any(values))
    one_page = f'write `{key}: "{values[0]}"` into it too'
    if alike.kind == "published":
        advice = f"One page is best: {one_page}. --similar makes a second page."
    else:
        advice = f"If it is the same work, {one_page}; if not, --similar makes a page."
    return f"perhaps in the library, as {alike.path}: {alike.reason}. {advice}"


def _write(paper: Paper, remark: str, wishes: _Wishes, holdings: Holdings) -> _Outcome:
    wished = replace(
        paper,
        added=parse_partial_date(wishes.added),
        tags=wishes.tags,
        why=wishes.why,
        status=wishes.status,
    )
    taken = {name.lower() for name in disk.find_names(wishes.folder)}
    planned = plan_arrival(wished, taken, wishes.authority)
    path = wishes.folder / planned.name
    try:
        disk.write_text_atomically(path, planned.text)
    except OSError as problem:
        return _Outcome(None, f"{path} cannot be written: {problem.strerror}.")
    holdings.note(paper, path.as_posix())
    return _Outcome(path, remark)


def _report(references: Iterable[Reference], outcomes: Mapping[Reference, _Outcome]) -> list[Path]:
    """Print the files that were written, and apart from them what else is to say."""
    known = [(one, outcomes[one]) for one in references if one in outcomes]
    written = [outcome.path for _, outcome in known if outcome.path is not None]
    for path in written:
        click.echo(path.as_posix())
    for reference, outcome in known:
        if outcome.word:
            click.echo(f"{reference.value}: {outcome.word}", err=True)
    return written
