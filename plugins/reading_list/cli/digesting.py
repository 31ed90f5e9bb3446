"""`reading-list digest`: what joined in a month, as a post, an e-mail or plain text."""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import click

from reading_list import disk
from reading_list.cli.authority import authority_option, read_authority
from reading_list.cli.content import content_options, read_content
from reading_list.cli.own_site import read_own_site
from reading_list.diagnostics import shorten
from reading_list.digests import Digest, Span, build_digest
from reading_list.feeds.options import FeedSite
from reading_list.loading.library import POSTS
from reading_list.model import PartialDate, parse_partial_date
from reading_list.rendering.digest_post import write_digest_post
from reading_list.rendering.letters import write_letter
from reading_list.rendering.mail import write_mail, write_plain
from reading_list.rendering.templates import INDEX
from reading_list.texts.citations import CitationContext, CitationExtension, CitedWorks
from reading_list.texts.math_markdown import MathExtension
from reading_list.texts.notes import NoteConverter
from reading_list.works import index_identifiers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reading_list.loading.library import Loaded
    from reading_list.model import Library, Order, Paper, Post
    from reading_list.rendering.letters import Letter

Form = Literal["markdown", "html", "text"]
_LETTERS: Mapping[str, Callable[[Letter], str]] = {"html": write_mail, "text": write_plain}
_LINK = re.compile(r'<a href="([^"]*)"[^<>]*>(.*?)</a>', re.DOTALL)
_EXAMPLES = """\b
Examples:
  reading-list digest --month 2025-07 -o docs/blog/posts/new-in-july-2025.md
  reading-list digest --since 2025-07-01 --until 2025-07-15 --format html
"""


def _check_month(_context: object, _parameter: object, text: str) -> PartialDate | None:
    month = parse_partial_date(text) if text else None
    if text and (month is None or month.month is None or not _is_plain(month) or month.day):
        raise click.BadParameter(f"'{shorten(text)}' is no month, such as 2025-07.")
    return month


def _check_day(_context: object, _parameter: object, text: str) -> PartialDate | None:
    day = parse_partial_date(text) if text else None
    if text and (day is None or day.day is None or not _is_plain(day)):
        raise click.BadParameter(f"'{shorten(text)}' is no day, such as 2025-07-03.")
    return day


def _is_plain(date: PartialDate) -> bool:
    return date.end is None and not date.approximate


def _check_url(_context: object, _parameter: object, url: str) -> str:
    if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc):
        raise click.BadParameter(f"'{shorten(url)}' is no address, such as https://example.org/.")
    return url


@click.command("digest", epilog=_EXAMPLES)
@click.option(
    "--month", metavar="MONTH", default="", callback=_check_month, help="Such as 2025-07."
)
@click.option("--since", metavar="DAY", default="", callback=_check_day, help="The first day.")
@click.option(
    "--until",
    metavar="DAY",
    default="",
    callback=_check_day,
    help="The last day; without it everything since the first.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html", "text"]),
    default="markdown",
    show_default=True,
    help="A post, the HTML of an e-mail, or its plain text.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to a new file instead of standard output.",
)
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option(
    "--site-url",
    metavar="URL",
    default="",
    callback=_check_url,
    help="Address of the site, for e-mail and text; by default that of mkdocs.yml.",
)
@authority_option
@content_options
def digest(  # noqa: PLR0913 - one for each option
    *,
    month: PartialDate | None,
    since: PartialDate | None,
    until: PartialDate | None,
    form: Form,
    output: Path | None,
    force: bool,
    site_url: str,
    authority: str,
    papers: Path,
    docs: Path,
) -> None:
    """Write what joined the library in a month, or since a day: works by tag, and posts.

    Works count by `added`, posts by `date`. Drafts, private and unlisted entries are left out, and
    so are posts of the category Digest, which are digests themselves. Faults of the content are
    named and do not stop the digest.
    """
    span = choose_span(month, since, until)
    if output is not None and output.exists() and not force:
        raise click.ClickException(f"{output.as_posix()} exists. To replace it, add `--force`.")
    loaded, faults = read_content(papers, docs, with_hidden=False)
    library = loaded.library
    for fault in faults:
        click.echo(str(fault), err=True)
    made = build_digest([*library.papers, *library.posts], library, span)
    if not (made.papers or made.posts):
        raise click.ClickException(made.lead)
    if form == "markdown":
        host = authority or read_authority()
        text = write_digest_post(made, _find_src_uri(output, docs, span), docs.resolve().name, host)
    else:
        text = _LETTERS[form](compose_letter(made, loaded, find_site(site_url)))
    _write(text, output, made)


def choose_span(
    month: PartialDate | None, since: PartialDate | None, until: PartialDate | None
) -> Span:
    """Make one span of the options.

    Raises:
        click.UsageError: they name none, or two, or one that ends before it begins.
    """
    if (month is None) == (since is None) or (until is not None and since is None):
        raise click.UsageError("Give `--month`, or `--since` and perhaps `--until`.")
    if since is not None and until is not None and until.earliest < since.earliest:
        raise click.UsageError(f"{until} is before {since}.")
    return Span(month or since or PartialDate("", 0), until)


def find_site(url: str) -> FeedSite:
    """Find the site that a letter names and leads to.

    Raises:
        click.UsageError: nothing says where it is.
    """
    own = read_own_site()
    address = url or own.url
    if not address:
        raise click.UsageError(
            "An e-mail needs the address of the site. Name it with `--site-url`."
        )
    return FeedSite(
        name=own.name,
        url=address if address.endswith("/") else f"{address}/",
        ending="" if own.use_directory_urls else INDEX,
        language=own.language or "en",
    )


def compose_letter(made: Digest, loaded: Loaded, site: FeedSite) -> Letter:
    """Make the letter, its reasons converted from Markdown; a link to no page is its text."""
    library = loaded.library
    works = CitedWorks(library.papers_by_id, index_identifiers(library.papers), loaded.hidden)
    context = CitationContext(works=works)
    extensions = [CitationExtension(context), MathExtension()]
    notes = NoteConverter(extensions, {}, _find_addresses(library, site).get, site.url, context)

    def convert(paper: Paper) -> str:
        found = notes.convert(paper.why, f"papers/{paper.id}.md", with_html=False)
        lost = {escape(one) for one in found.unresolved}
        return _LINK.sub(lambda link: link[2] if link[1] in lost else link[0], found.html)

    return write_letter(made, site, convert)


def _find_addresses(library: Library, site: FeedSite) -> dict[str, str]:
    """Source below the docs folder -> address, as the engine gives them."""
    written: list[Order | Post] = [*library.orders, *library.posts]
    found = {one.src_uri: one.url_path for one in written}
    found |= {f"papers/{one.id}.md": one.url_path for one in library.papers}
    found = {src_uri: url + site.ending for src_uri, url in found.items()}
    return {one.src_uri: _guess_address(one.src_uri, site.ending) for one in library.pages} | found


def _guess_address(src_uri: str, ending: str) -> str:
    folder, slash, name = src_uri.removesuffix(".md").rpartition("/")
    if name in {"index", "README"}:
        return f"{folder}{slash}{ending}"
    return f"{folder}{slash}{name}{'.html' if ending else '/'}"


def _find_src_uri(output: Path | None, docs: Path, span: Span) -> str:
    """Where the post is going to be, below the docs folder: links are relative to that."""
    if output is not None:
        uri = disk.relate(output, docs)
        if not uri.startswith("../"):
            return uri
    return f"{POSTS}digest-{span.since.text}.md"


def _write(text: str, output: Path | None, made: Digest) -> None:
    content = text.encode("utf-8", errors="replace")
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        disk.write_bytes_atomically(output, content)
    except OSError as problem:
        raise click.ClickException(f"{output} cannot be written: {problem.strerror}.") from problem
    click.echo(f"{made.lead} Written to {output.as_posix()}.", file=sys.stderr)
