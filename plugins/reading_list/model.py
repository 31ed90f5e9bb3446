"""The values that everything else works on: papers, posts, orders, and the library.

Frozen and free of behaviour that needs the outside world, so that any layer may hold them.
Field names follow CSL where CSL has a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NewType, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

PaperId = NewType("PaperId", str)
"""The stem of a paper's file; made once, never derived again."""

Slug = NewType("Slug", str)
"""One segment of an address: lower-case ASCII letters, digits and hyphens."""

Status = Literal["to-read", "reading", "read", "skipped"]
STATUSES: tuple[Status, ...] = ("to-read", "reading", "read", "skipped")

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?]?)")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Location:
    """Where the author wrote something; `line` counts from 1."""

    uri: str
    line: int = 1


MentionKind = Literal["key", "text", "link", "identifier"]
"""In brackets, in running text, as a link to the paper's file, by an arXiv id or DOI."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names a work; the library may not have it."""

    key: str
    """The id of a paper; of the kind `identifier` what `works` calls it: `arXiv:1706.03762`."""
    line: int
    """Of the file."""
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known.

    Source: EDTF level 0 and the level 1 forms for seasons, `~`, `?` and intervals
    (https://www.loc.gov/standards/datetime/).
    """

    text: str
    """As the author wrote it."""
    year: int
    month: int | None = None
    """1 to 12, or None where no month was written."""
    day: int | None = None
    season: int | None = None
    """21 (spring) to 24 (winter), as EDTF numbers them."""
    approximate: bool = False
    """Written with `~` or `?`."""
    end: PartialDate | None = None
    """The second part of an interval such as `2016/2017`."""

    @property
    def earliest(self) -> tuple[int, int, int]:
        """The first day covered, as (year, month, day)."""
        month = self.month or _SEASON_STARTS.get(self.season or 0, 1)
        return self.year, month, self.day or 1

    @property
    def sort_key(self) -> tuple[int, int, int, int]:
        """By the first day covered; of two that start together the finer comes first."""
        known = sum(part is not None for part in (self.month or self.season, self.day))
        return *self.earliest, 2 - known

    def __str__(self) -> str:
        """For people: `12 June 2017`, `June 2017`, `Spring 2017`, `c. 2017`, `2016–2017`."""
        name = ""
        if self.season is not None:
            name = f"{SEASONS[self.season]} "
        elif self.month is not None:
            name = f"{MONTHS[self.month - 1]} "
        day = f"{self.day} " if self.day is not None else ""
        circa = "c. " if self.approximate else ""
        end = f"\u2013{self.end}" if self.end is not None else ""
        return f"{circa}{day}{name}{self.year}{end}"


def parse_partial_date(text: str) -> PartialDate | None:
    """Read an EDTF date: `2017`, `2017-06`, `2017-06-12`, `2017-21`, `2017~`, `2016/2017`.

    Returns None for anything else, impossible days included.
    """
    first, slash, second = text.strip().partition("/")
    start = _parse_one(first)
    if not slash or start is None:
        return start
    end = _parse_one(second)
    if end is None or end.earliest < start.earliest:
        return None
    return PartialDate(
        text=text.strip(),
        year=start.year,
        month=start.month,
        day=start.day,
        season=start.season,
        approximate=start.approximate,
        end=end,
    )


def _parse_one(text: str) -> PartialDate | None:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year = int(match[1])
    number = int(match[2]) if match[2] else None
    day = int(match[3]) if match[3] else None
    season = number if number in SEASONS else None
    month = None if season is not None else number
    if season is not None and day is not None:
        return None
    if month is not None and not 1 <= month <= len(MONTHS):
        return None
    if day is not None and not 1 <= day <= _days_in(year, month or 1):
        return None
    return PartialDate(
        text=match[0], year=year, month=month, day=day, season=season, approximate=bool(match[4])
    )


def _days_in(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 if month == 2 and not leap else _DAYS[month - 1]  # noqa: PLR2004 - February


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person or an organisation, with CSL's parts of a name.

    Source: CSL-JSON schema, `name-variable`.
    """

    family: str = ""
    given: str = ""
    suffix: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    literal: str = ""
    """A name that has no parts (an organisation, a mononym)."""
    orcid: str = ""
    url: str = ""

    @property
    def name(self) -> str:
        """As one reads it aloud: `Charles de la Vallée Poussin`, `John Smith, Jr.`."""
        if self.literal:
            return self.literal
        name = _join(_join(self.given, self.dropping_particle), self.short)
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def short(self) -> str:
        """What author-year citations use: the family name with the particle that stays."""
        if self.literal:
            return self.literal
        return _join(self.non_dropping_particle, self.family)

    @property
    def sort_key(self) -> str:
        """Family name first, without the particles."""
        return self.literal or f"{self.family}, {self.given}"


def _join(first: str, second: str) -> str:
    return f"{first} {second}" if first and second else first or second


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What has a page of its own and can be announced: who may see it, where it came from."""

    aliases: tuple[str, ...] = ()
    """Former addresses."""
    feed_id: str = ""
    """Set once by the tools, so that no rename announces anything anew."""
    draft: bool = False
    private: bool = False
    unlisted: bool = False
    cites: tuple[PaperId, ...] = ()
    """Works that its texts mention, in the order of their first mention; never itself."""
    mentions: tuple[Mention, ...] = field(default=(), compare=False, repr=False)
    """Every place in its texts that names a work, known or not."""
    location: Location = field(compare=False, repr=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Key of the front matter -> its line."""

    @property
    def is_hidden(self) -> bool:
        """Belongs in a preview only."""
        return self.draft or self.private

    @property
    def is_listed(self) -> bool:
        """May stand in lists, feeds, search and sitemap."""
        return not (self.is_hidden or self.unlisted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Entry):
    """One work, whatever its kind. Keys and their meaning are those of the front matter."""

    id: PaperId
    title: str
    """Unicode, with TeX between dollars and no other mark-up."""
    short_title: str = ""
    authors: tuple[Author, ...] = ()
    authors_incomplete: bool = False
    """The list ended in `others`."""
    editors: tuple[Author, ...] = ()
    editors_incomplete: bool = False
    issued: PartialDate | None = None
    added: PartialDate | None = None
    type: str = "article"
    venue: str = ""
    venue_short: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    article_number: str = ""
    publisher: str = ""
    edition: str = ""
    arxiv: tuple[str, ...] = ()
    """Ids without version."""
    arxiv_version: int | None = None
    """Of the first id: the version that was read, or that a source described."""
    arxiv_class: str = ""
    doi: tuple[str, ...] = ()
    """Bare and lower case."""
    isbn: tuple[str, ...] = ()
    url: str = ""
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Scheme (`openreview`, `acl`, `pmid` ...) -> identifiers."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Label (`pdf`, `code`, `slides` ...) -> address, in the author's order."""
    abstract: str = ""
    why: str = ""
    tags: tuple[str, ...] = ()
    """As the author spelt them; `Library.tags` says which are one."""
    status: Status | None = None
    started: PartialDate | None = None
    finished: PartialDate | None = None
    rating: int | None = None
    """1 to 5."""
    minutes: int | None = None
    prerequisites: tuple[PaperId, ...] = ()
    related: tuple[PaperId, ...] = ()
    not_duplicate_of: tuple[PaperId, ...] = ()
    citekey: str = ""
    slug: Slug
    bibtex: Mapping[str, object] = field(default_factory=dict)
    csl: Mapping[str, object] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)
    body: str = ""
    """The author's notes, in Markdown."""
    body_line: int = 1
    """The line of the file on which `body` begins."""

    @property
    def url_path(self) -> str:
        """Address below the site's root, with the slash at its end."""
        return f"papers/{self.slug}/"


PostKind = Literal["essay", "link", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAuthor:
    """Who wrote a post, from `.authors.yml`."""

    id: str
    name: str
    description: str = ""
    url: str = ""
    avatar: str = ""
    slug: Slug

    @property
    def url_path(self) -> str:
        """`blog/author/slug/`, below the site's root."""
        return f"blog/author/{self.slug}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Entry):
    """A page under `docs/blog/posts/`."""

    src_uri: str
    """Path below the docs folder, always with `/`."""
    title: str
    """Unicode, with TeX between dollars; for a note its first words."""
    named_in_title: tuple[PaperId, ...] = ()
    """Works that its title names; hidden ones are not among them."""
    kind: PostKind
    date: PartialDate
    """Always with a day."""
    time: str = ""
    """`HH:MM:SS` where the author gave one; breaks ties between posts of a day."""
    updated: PartialDate | None = None
    slug: Slug
    description: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """Keys of `.authors.yml`."""
    pin: bool = False
    readtime: int | None = None
    """Minutes, when the author knows better than the word count."""
    link: str = ""
    via_title: str = ""
    via_url: str = ""
    body: str = ""
    """Markdown without front matter and without the heading that gave the title."""
    body_line: int = 1
    theme: Mapping[str, object] = field(default_factory=dict)
    """Keys that belong to the theme (`hide`, `template` ...), handed through."""

    @property
    def url_path(self) -> str:
        """`blog/2025/07/slug/`, below the site's root."""
        return f"blog/{self.date.year:04d}/{self.date.month or 1:02d}/{self.slug}/"

    @property
    def sort_key(self) -> tuple[tuple[int, int, int], str, str]:
        """Oldest first; posts of one day by time, then by file."""
        return self.date.earliest, self.time, self.src_uri


def find_date(entry: Paper | Post) -> PartialDate | None:
    """When an entry joined the site, as far as its author says."""
    return entry.date if isinstance(entry, Post) else entry.added


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stop of an order: a paper or a post, and why it stands here."""

    paper: PaperId | None = None
    post: str = ""
    """`src_uri` of a post, where the step is one."""
    why: str = ""
    optional: bool = False
    alongside: tuple[PaperId, ...] = ()
    instead_of: tuple[PaperId, ...] = ()
    prerequisites: tuple[PaperId, ...] = ()
    """What this step needs besides the paper's own prerequisites."""
    location: Location = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSection:
    """A titled run of steps; bonus sections are not numbered."""

    title: str = ""
    bonus: bool = False
    steps: tuple[Step, ...] = ()
    location: Location = field(default=Location(""), compare=False, repr=False)
    """Of its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Entry):
    """A curated way through the library: a page under `docs/reading/`."""

    id: str
    src_uri: str
    title: str
    named_in_title: tuple[PaperId, ...] = ()
    """Works that its title names; hidden ones are not among them."""
    description: str = ""
    updated: PartialDate | None = None
    slug: Slug
    sections: tuple[OrderSection, ...] = ()
    computed_from: tuple[str, ...] | None = None
    """Tags of a computed order; empty for `order: all`; None where the steps are written."""
    body: str = ""
    body_line: int = 1
    theme: Mapping[str, object] = field(default_factory=dict)

    @property
    def url_path(self) -> str:
        """`reading/slug/`, below the site's root."""
        return f"reading/{self.slug}/"

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps of all sections, in order."""
        return tuple(step for section in self.sections for step in section.steps)


AnyEntry: TypeAlias = Paper | Post | Order
"""One of the three kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One tag under all its spellings."""

    slug: Slug
    title: str
    """The declared spelling, else the one most used."""
    description: str = ""
    aliases: tuple[str, ...] = ()
    parent: Slug | None = None
    location: Location = field(default=Location(""), compare=False, repr=False)
    """Where it is declared."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Key of its declaration -> its line."""

    @property
    def url_path(self) -> str:
        """`tags/slug/`, below the site's root."""
        return f"tags/{self.slug}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Any other page of the author's; only what concerns us is kept."""

    src_uri: str
    meta: Mapping[str, object] = field(default_factory=dict)
    draft: bool = False
    private: bool = False
    updated: PartialDate | None = None
    body: str = ""
    body_line: int = 1
    mentions: tuple[Mention, ...] = field(default=(), compare=False, repr=False)
    location: Location = field(compare=False, repr=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Key of the front matter -> its line."""

    @property
    def is_hidden(self) -> bool:
        """Whether only a preview has it."""
        return self.draft or self.private


@dataclass(frozen=True, kw_only=True)
class Library:
    """Everything that was loaded and is sound."""

    papers: tuple[Paper, ...] = ()
    """By id."""
    posts: tuple[Post, ...] = ()
    """Newest first."""
    orders: tuple[Order, ...] = ()
    """By slug."""
    tags: tuple[Tag, ...] = ()
    """By title, folded; only tags that are used or declared."""
    tag_slugs: Mapping[str, Slug] = field(default_factory=dict)
    """Every spelling -> the slug of its tag."""
    post_authors: tuple[PostAuthor, ...] = ()
    pages: tuple[Page, ...] = ()

    @cached_property
    def papers_by_id(self) -> Mapping[PaperId, Paper]:
        """Look-up by id."""
        return {paper.id: paper for paper in self.papers}

    @cached_property
    def posts_by_uri(self) -> Mapping[str, Post]:
        """Look-up by source path."""
        return {post.src_uri: post for post in self.posts}

    @cached_property
    def tags_by_slug(self) -> Mapping[Slug, Tag]:
        """Look-up by slug."""
        return {tag.slug: tag for tag in self.tags}

    def tags_of(self, entry: Paper | Post) -> tuple[Tag, ...]:
        """The tags of an entry, each once, in the author's order.

        A tag that only unlisted entries carry has no page and is left out.
        """
        known = self.tag_slugs
        slugs = dict.fromkeys(known[name] for name in entry.tags if name in known)
        return tuple(self.tags_by_slug[slug] for slug in slugs)
