"""`reading-list new`: a file with the right front matter in the right place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

import click

from reading_list import disk
from reading_list.cli.authority import authority_option, read_authority
from reading_list.cli.content import folder_option, papers_option
from reading_list.diagnostics import shorten
from reading_list.feeds.announced import make_id as make_feed_id
from reading_list.formats.front_matter import write_front_matter
from reading_list.identifiers import is_web_address
from reading_list.intake.ids import make_id
from reading_list.loading.library import ORDERS, POSTS
from reading_list.model import Location, Paper, PaperId, parse_partial_date
from reading_list.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Kind = Literal["paper", "post", "link", "order"]
KINDS: tuple[Kind, ...] = ("paper", "post", "link", "order")


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is still to be written."""

    folder: Literal["papers", "docs"]
    name: str
    """Path below the folder."""
    text: str


def plan_file(  # noqa: PLR0913 - one for each option
    kind: Kind, title: str, *, date: str, name: str = "", url: str = "", authority: str = ""
) -> NewFile:
    """Decide where a new page goes and what it begins with; posts and orders begin as drafts.

    With the host `authority` feeds will know it by the same id for ever, even under another name.
    """
    stem = name or slugify(title)
    if kind == "paper":
        stem = name or _suggest_id(title)
        fields: Mapping[str, object] = {"title": title, "authors": [], "added": date, "tags": []}
        fields = {**fields, **_name(authority, date, f"papers/{stem}")}
        return NewFile("papers", f"{stem}.md", write_front_matter(fields))
    if kind == "order":
        fields = {"title": title, "draft": True, "order": "all"}
        return NewFile("docs", f"{ORDERS}{stem}.md", write_front_matter(fields))
    link = {"link": url} if kind == "link" else {}
    named = _name(authority, date, f"{POSTS}{stem}")
    fields = {"title": title, "date": date, **link, "categories": [], "tags": [], **named}
    fields = {**fields, "draft": True}
    return NewFile("docs", f"{POSTS}{stem}.md", write_front_matter(fields))


def _name(authority: str, date: str, path: str) -> dict[str, str]:
    day = parse_partial_date(date)
    return {"feed_id": make_feed_id(authority, day, path)} if authority and day else {}


def _suggest_id(title: str) -> PaperId:
    """Make the id that an import would make, as far as a title alone can say it."""
    stem = PaperId("new")
    return make_id(Paper(id=stem, slug=slugify(stem), title=title, location=Location("")))


def _check_title(_context: object, _parameter: object, title: str) -> str:
    if not (flat := " ".join(title.split())):
        raise click.BadParameter("A title has at least one character.")
    return flat


def _check_date(_context: object, _parameter: object, text: str) -> str:
    date = parse_partial_date(text)
    if date is None or date.day is None or date.end is not None or date.approximate:
        raise click.BadParameter(f"'{shorten(text)}' is no day, such as 2025-07-03.")
    return text.strip()


def _check_url(_context: object, _parameter: object, url: str) -> str:
    bare = url.strip()
    if bare and not is_web_address(bare):
        whole = f"https://{bare}"
        is_near = "." in bare and is_web_address(whole)
        hint = f"Did you mean '{whole}'?" if is_near else "Write it like https://example.org/page."
        raise click.BadParameter(f"'{shorten(bare)}' is no web address. {hint}")
    return bare


def _check_name(_context: object, _parameter: object, name: str) -> str:
    if name and name != slugify(name):
        hint = slugify(name)
        raise click.BadParameter(f"'{shorten(name)}' cannot be an id. Use '{hint}', for example.")
    return name


@click.command(
    "new",
    epilog='\b\nExamples:\n  reading-list new paper "Attention is all you need" --edit\n'
    '  reading-list new link "A note on caches" --url https://example.org/caches',
)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("title", callback=_check_title)
@click.option("--id", "name", metavar="ID", default="", callback=_check_name, help="File's name.")
@click.option(
    "--url", metavar="URL", default="", callback=_check_url, help="What a link post is about."
)
@click.option(
    "--date",
    metavar="DAY",
    default=lambda: datetime.now(tz=UTC).astimezone().date().isoformat(),
    show_default="today",
    callback=_check_date,
    help="When a paper was added, or the date of a post.",
)
@click.option("--edit", is_flag=True, help="Open it in $EDITOR.")
@authority_option
@papers_option
@folder_option("docs", "posts, orders and tags", must_exist=False)
def create(  # noqa: PLR0913 - one for each option
    *,
    kind: Kind,
    title: str,
    name: str,
    url: str,
    date: str,
    edit: bool,
    authority: str,
    papers: Path,
    docs: Path,
) -> None:
    """Make the file of a new paper, post, link post or reading order, and print its path.

    A file that is already there is never written over. Posts and orders begin as drafts.
    """
    if bool(url) != (kind == "link"):
        raise click.UsageError("A link post, and nothing else, needs `--url`.")
    host = authority or read_authority()
    planned = plan_file(kind, title, date=date, name=name, url=url, authority=host)
    path = (papers if planned.folder == "papers" else docs) / planned.name
    if path.exists():
        raise click.ClickException(f"{path.as_posix()} exists. Choose another name with `--id`.")
    try:
        disk.write_text_atomically(path, planned.text)
    except OSError as problem:
        message = f"{path.as_posix()} cannot be written: {problem.strerror}."
        raise click.ClickException(message) from problem
    click.echo(path.as_posix())
    if edit:
        click.edit(filename=str(path))
