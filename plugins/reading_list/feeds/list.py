"""All feeds of a site: what each is about, where it lies, what it holds.

Separate from writing them, for the pages that name feeds need no more than this.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reading_list.connections import find_categories
from reading_list.digests import Digest
from reading_list.feeds.options import DEFAULTS, FeedOptions
from reading_list.feeds.plain_text import plain_text
from reading_list.model import Paper, Post
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reading_list.connections import Connections
    from reading_list.feeds.announced import Announced
    from reading_list.model import Library, Order

FeedKind = Literal["everything", "papers", "posts", "digest", "tag", "category", "author", "order"]
_LABELS: dict[FeedKind, str] = {
    "tag": "Tag: ",
    "category": "Category: ",
    "author": "Author: ",
    "order": "Reading order: ",
}

_GROUPS: dict[FeedKind, str] = {
    "order": "Reading orders",
    "tag": "Tags",
    "category": "Categories",
    "author": "Authors",
}
"""What stands above the feeds of a kind; the others stand first, under no heading."""


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """One of the formats in which every feed is written."""

    file: str
    """Its name beside the feed's page."""
    media_type: str
    label: str


RSS = FeedFormat("feed.xml", "application/rss+xml", "RSS")
ATOM = FeedFormat("atom.xml", "application/atom+xml", "Atom")
JSON = FeedFormat("feed.json", "application/feed+json", "JSON Feed")
FORMATS = (RSS, ATOM, JSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed, whatever the format."""

    kind: FeedKind
    name: str
    """Plain text, told apart from others of its kind: `Everything`, `NLP`, `Ada Lovelace`."""
    title: str
    """Plain text: what the feed calls itself."""
    page: str
    """Address of the page that it belongs to, below the site's root; empty for everything."""
    found: tuple[Announced, ...]
    """All that belongs to it, the newest first."""
    limit: int
    folder: str = ""
    """Where its files lie, if not beside its page."""
    complete: bool = False
    """Whether its items are all that there will be of it, as those of a reading order are."""

    @property
    def items(self) -> tuple[Announced, ...]:
        """What its files hold, the newest first."""
        return self.found[: self.limit]

    @property
    def newest(self) -> Announced | None:
        """Its newest item."""
        return self.found[0] if self.found else None

    def path(self, form: FeedFormat) -> str:
        """Address below the site's root: `tags/nlp/feed.xml`."""
        return self.address + form.file

    @property
    def address(self) -> str:
        """The folder of its files, below the site's root."""
        return self.folder or self.page


def find_feeds(
    announced: Sequence[Announced],
    library: Library,
    connections: Connections,
    site_name: str,
    options: FeedOptions = DEFAULTS,
) -> tuple[Feed, ...]:
    """Everything, papers and posts, always; then what has items: orders, tags, categories, authors.

    `announced` is what may be named at all, the newest first.
    """
    rank = {one.subject.location.uri: place for place, one in enumerate(announced)}
    feeds = []
    for kind, name, page, entries in _groups(announced, library, connections):
        files = {entry.location.uri for entry in entries}
        places = sorted(rank[file] for file in files if file in rank)
        always = kind in {"everything", "papers", "posts"}
        if not always and len(places) < (options.tag_minimum if kind == "tag" else 1):
            continue
        own = f"{_LABELS.get(kind, '')}{name} · {site_name}"
        feeds.append(
            Feed(
                kind=kind,
                name=name,
                title=plain_text(site_name if kind == "everything" else own),
                page=page,
                found=tuple(announced[place] for place in places),
                limit=options.limit,
                complete=kind == "order" and len(places) <= options.limit,
            )
        )
    return tuple(feeds)


def group_feeds(feeds: Iterable[Feed]) -> tuple[tuple[str, tuple[Feed, ...]], ...]:
    """Heading and feeds, as people look for them; what belongs to the whole site has no heading."""
    groups: defaultdict[str, list[Feed]] = defaultdict(list)
    for feed in feeds:
        groups[_GROUPS.get(feed.kind, "")].append(feed)
    return tuple(
        (label, tuple(groups[label])) for label in ("", *_GROUPS.values()) if label in groups
    )


def _groups(
    announced: Sequence[Announced], library: Library, connections: Connections
) -> Iterator[tuple[FeedKind, str, str, Iterable[Paper | Post]]]:
    """Kind, name, page and members of every feed that there may be."""
    entries = [one.subject for one in announced if not isinstance(one.subject, Digest)]
    posts = [entry for entry in entries if isinstance(entry, Post)]
    yield "everything", "Everything", "", entries
    yield "papers", "Papers", "papers/", (one for one in entries if isinstance(one, Paper))
    yield "posts", "Posts", "blog/", posts
    for order in library.orders:
        if order.is_listed:
            yield "order", to_text(order.title), order.url_path, _steps(order, library)
    for tag in library.tags:
        tagged: list[Paper | Post] = [*connections.papers_by_tag.get(tag.slug, ())]
        tagged += connections.posts_by_tag.get(tag.slug, ())
        yield "tag", to_text(tag.title), tag.url_path, tagged
    for category in find_categories(posts):
        yield "category", to_text(category.title), category.url_path, category.posts
    written: defaultdict[str, list[Post]] = defaultdict(list)
    for post in posts:
        for name in post.authors:
            written[name].append(post)
    for author in library.post_authors:
        yield "author", to_text(author.name), author.url_path, written[author.id]


def _steps(order: Order, library: Library) -> Iterator[Paper | Post]:
    for step in order.steps:
        entry = library.papers_by_id.get(step.paper) if step.paper else None
        if entry is not None:
            yield entry
        elif step.post in library.posts_by_uri:
            yield library.posts_by_uri[step.post]
