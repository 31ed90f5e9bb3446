"""`reading-list add`: identifiers -> one page for each work, with its fields fetched.

Separate because it is the only command that asks the network.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from reading_list import __version__, disk
from reading_list.cli.authority import authority_option, find_authority
from reading_list.cli.content import papers_option
from reading_list.errors import FetchError, UnknownIdentifierError
from reading_list.identifiers import Reference, recognise
from reading_list.intake.arrivals import Holdings, make_stub, plan_arrival
from reading_list.loading.papers import load_paper
from reading_list.model import STATUSES, Paper, Status, parse_partial_date
from reading_list.sources import arxiv, doi
from reading_list.sources.http import Fetcher, Limits
from reading_list.sources.pacing import Clock, Pace, Pacer
from reading_list.sources.works import Answer, Sources, fetch_works

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ARXIV_PACE = Pace("arxiv", 3.0)
_DOI_PACE = Pace("doi", 0.25)
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
_EXAMPLES = """\b
Examples:
  reading-list add 1706.03762 --tag transformers --why "Where it began."
  reading-list add 10.1162/neco.1991.3.1.79 https://example.org/post --edit
"""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What of the world the command depends on; tests hand in their own."""

    clock: Clock = field(default_factory=Clock)
    limits: Limits = field(default_factory=Limits)
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wishes:
    """What the author says of the works, and where they go."""

    folder: Path
    tags: tuple[str, ...]
    why: str
    status: Status | None
    added: str
    authority: str


@click.command("add", epilog=_EXAMPLES)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--tag", "tags", multiple=True, help="A tag of the works; may be repeated.")
@click.option("--why", default="", help="Your reason to read them.")
@click.option("--status", type=click.Choice(STATUSES), help="How far you are.")
@click.option("--edit", is_flag=True, help="Open each new file in $EDITOR.")
@click.option("--stub", is_flag=True, help="Where nothing can be fetched, write what is known.")
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
    )
    references = _recognise_all(ids)
    holdings = _read_holdings(papers)
    problems = {one: text for one in references if (text := _refuse(make_stub(one), holdings))}
    wanted = [one for one in references if one not in problems]
    sources = _build_sources(world)
    with closing(sources.fetcher):
        answers = _fetch(wanted, sources)
    written: list[Path] = []
    for reference, answer in answers.items():
        paper, problem = _judge(reference, answer, holdings, stub=stub)
        if problem:
            problems[reference] = problem
        if paper is not None:
            written.append(_write(paper, wishes, holdings))
            click.echo(written[-1].as_posix())
    for reference in references:
        if reference in problems:
            click.echo(f"{reference.value}: {problems[reference]}", err=True)
    if edit:
        for path in written:
            click.edit(filename=str(path))
    sys.exit(0 if len(written) == len(references) else 1)


def _recognise_all(ids: Iterable[str]) -> tuple[Reference, ...]:
    """Understand every identifier, or name those that are none before anything is asked."""
    found: dict[Reference, None] = {}
    unknown: list[str] = []
    for text in ids:
        try:
            found[recognise(text)] = None
        except UnknownIdentifierError as problem:
            unknown.append(str(problem))
    if unknown:
        raise click.UsageError("\n".join(unknown))
    return tuple(found)


def _read_holdings(folder: Path) -> Holdings:
    texts, _ = disk.read_tree(folder, (".md",))
    loaded = ((uri, load_paper(uri, content)[0]) for uri, content in texts.items())
    return Holdings(((folder / uri).as_posix(), paper) for uri, paper in loaded if paper)


def _read_authority() -> str:
    with suppress(OSError):
        return find_authority(disk.read_text(Path("mkdocs.yml")))
    return ""


def _build_sources(world: Surroundings) -> Sources:
    """Ask arXiv and doi.org, or whatever stands in for them."""
    environment = world.environment
    arxiv_url = environment.get("READING_LIST_ARXIV_URL") or arxiv.BASE_URL
    doi_url = environment.get("READING_LIST_DOI_URL") or doi.BASE_URL
    mailto = environment.get("READING_LIST_MAILTO", "")
    contact = f" (mailto:{mailto})" if mailto.isprintable() and mailto.isascii() and mailto else ""
    cache = environment.get("XDG_CACHE_HOME")
    folder = (Path(cache) if cache else Path.home() / ".cache") / "mkdocs-reading-list"
    paces = {
        "arxiv.org": _ARXIV_PACE,
        "doi.org": _DOI_PACE,
        urlsplit(doi_url).hostname or "": _DOI_PACE,
        urlsplit(arxiv_url).hostname or "": _ARXIV_PACE,
    }
    fetcher = Fetcher(
        user_agent=f"mkdocs-reading-list/{__version__}{contact}",
        clock=world.clock,
        pacer=Pacer(world.clock, folder),
        paces=paces,
        trusted_origins=filter(None, map(_find_local_origin, (arxiv_url, doi_url))),
        limits=world.limits,
    )
    return Sources(fetcher=fetcher, arxiv_url=arxiv_url, doi_url=doi_url)


def _find_local_origin(url: str) -> str:
    """Trust an address of this machine where the environment names it as a service."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.hostname in _LOCAL else ""


def _fetch(wanted: list[Reference], sources: Sources) -> dict[Reference, Answer]:
    """Ask, with a progress bar where somebody watches."""
    bar = click.progressbar(
        length=len(wanted), label="Fetching", file=sys.stderr, hidden=not sys.stderr.isatty()
    )
    with bar:
        return fetch_works(wanted, sources, bar.update)


def _refuse(paper: Paper, holdings: Holdings) -> str:
    path = holdings.find(paper)
    return f"in the library already, as {path}." if path else ""


def _judge(
    reference: Reference, answer: Answer, holdings: Holdings, *, stub: bool
) -> tuple[Paper | None, str]:
    """What becomes of an answer: a page, a word about it, or both."""
    if isinstance(answer, FetchError):
        return (make_stub(reference) if stub else None), str(answer)
    refusal = _refuse(answer.paper, holdings)
    return (None, refusal) if refusal else (answer.paper, answer.remark)


def _write(paper: Paper, wishes: _Wishes, holdings: Holdings) -> Path:
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
        raise click.ClickException(f"{path} cannot be written: {problem.strerror}.") from problem
    holdings.note(paper, path.as_posix())
    return path
