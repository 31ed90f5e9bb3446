"""The head of a page as machines read it: Open Graph, a card for Twitter, JSON-LD, Highwire tags.

Separate because every page has one, whoever made the page, and everything in it is escaped here.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING

from reading_list.formats.highwire import find_highwire_tags, is_own
from reading_list.formats.openurl import format_iso_date
from reading_list.rendering.shell import HEAD_END, insert_head
from reading_list.texts.inline import to_text
from reading_list.views.linked_data import describe_order, describe_paper_page, describe_post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.model import Library, Order, Paper, Post
    from reading_list.views.linked_data import SiteFacts
    from reading_list.views.order import OrderView

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))

_DESCRIPTION = re.compile(r'<meta name="description" (content="[^"]*">)')
_OPEN_GRAPH = ('<meta property="', '<meta name="twitter:')


def add_metadata(html: str, head: str) -> str:
    """Put a head written here into a page; a page that has Open Graph already keeps its own."""
    if has_open_graph(html):
        return insert_head(html, drop_open_graph(head))
    return insert_head(*share_description(html, head))


def share_description(html: str, head: str) -> tuple[str, str]:
    """Let the description that the page has be that of Open Graph too, where it is the same text.

    Search engines know the element by its `name`, those who link to the page by its `property`.
    """
    found = _DESCRIPTION.search(html, 0, html.find(HEAD_END) + 1)
    told = f'<meta property="og:description" {found[1]}\n' if found else ""
    if found is None or told not in head:
        return html, head
    shared = f'<meta name="description" property="og:description" {found[1]}'
    return html[: found.start()] + shared + html[found.end() :], head.replace(told, "", 1)


def write_description(text: str) -> str:
    """What those who link to a page say of it."""
    return _property("og:description", text)


def drop_description(head: str) -> str:
    """Leave out what the page says with its description already."""
    before, mark, after = head.partition('<meta property="og:description"')
    return before + after.partition("\n")[2] if mark else head


def has_open_graph(html: str) -> bool:
    """Whether something else has described the page to those who link to it."""
    return 'property="og:title"' in html.partition(HEAD_END)[0]


def drop_open_graph(head: str) -> str:
    """Leave what programs read of the page itself."""
    lines = head.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_OPEN_GRAPH))


class Metadata:
    """Writes the heads of one site's pages."""

    def __init__(self, site: SiteFacts, library: Library, own_authors: tuple[str, ...]) -> None:
        self._site = site
        self._library = library
        self._own_authors = own_authors

    @property
    def site_description(self) -> str:
        """What the site says of itself."""
        return self._site.description

    def describe_page(self, title: str, description: str, url: str) -> str:
        """Any page; title and description are plain text."""
        return self._open_graph(title, description, url, "website")

    def describe_paper(self, paper: Paper, description: str) -> str:
        """The page of a work; as the work's own page only where it is the author's own."""
        data = describe_paper_page(paper, self._library, self._site)
        tags = find_highwire_tags(paper) if is_own(paper, self._own_authors) else ()
        return (
            _robots(paper)
            + self._open_graph(to_text(paper.title), description, paper.url_path, "website")
            + "".join(f'<meta name="{name}" content="{escape(text)}">\n' for name, text in tags)
            + _script(data)
        )

    def describe_post(self, post: Post, description: str) -> str:
        """The page of a post."""
        data = describe_post(post, self._library, self._site, description)
        return (
            _robots(post)
            + self._open_graph(to_text(post.title), description, post.url_path, "article")
            + "".join(_article_tags(post, self._library))
            + _script(data)
        )

    def describe_order(self, view: OrderView, description: str) -> str:
        """The page of a reading order."""
        order = view.order
        head = self._open_graph(to_text(order.title), description, order.url_path, "website")
        return _robots(order) + head + _script(describe_order(view, self._site))

    def _open_graph(self, title: str, description: str, url: str, kind: str) -> str:
        """Twitter takes title and description from Open Graph, and asks for its card alone."""
        values = (
            ("type", kind),
            ("title", title if url else self._site.name),
            ("description", description),
            ("url", self._site.address(url)),
            ("site_name", self._site.name),
        )
        tags = "".join(_property(f"og:{name}", value) for name, value in values if value)
        return f'{tags}<meta name="twitter:card" content="summary">\n'


def _article_tags(post: Post, library: Library) -> Iterator[str]:
    """Source: https://ogp.me/#type_article."""
    time = f"T{post.time}" if post.time else ""
    yield _property("article:published_time", f"{post.date.text}{time}")
    if post.updated:
        yield _property("article:modified_time", format_iso_date(post.updated))
    yield from (_property("article:section", one) for one in post.categories[:1])
    yield from (_property("article:tag", to_text(tag.title)) for tag in library.tags_of(post))


def _robots(entry: Paper | Post | Order) -> str:
    """What no list of ours names, no other list should."""
    return '<meta name="robots" content="noindex">\n' if entry.unlisted else ""


def _property(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{escape(value)}">\n'


def _script(data: dict[str, object]) -> str:
    # What could end a script, written so that JSON reads the same.
    text = _ENCODER.encode(data).replace("<", "\\u003c")
    text = text.replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{text}</script>\n'
