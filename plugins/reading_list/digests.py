"""What joined the site within a month or a span of days, grouped by tag.

Separate from the timeline because letters and feeds are made of it too, and because here each
work stands once, under one tag.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.model import MONTHS, Location, Paper, PartialDate, Post, find_date
from reading_list.slugs import fold, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reading_list.model import Library, Slug, Tag

CATEGORY = "Digest"
"""Posts of this category are digests themselves, and no digest names another."""
_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `since` to `until`, both included; without `until` to the end of time."""

    since: PartialDate
    """With a day, or a whole month."""
    until: PartialDate | None = None

    @property
    def is_month(self) -> bool:
        """Whether it is one whole month."""
        return self.since.day is None

    @property
    def name(self) -> str:
        """`July 2025`, `3 July 2025 to 9 July 2025`, `3 July 2025 and after`."""
        if self.is_month:
            return str(self.since)
        return f"{self.since} to {self.until}" if self.until else f"{self.since} and after"

    @property
    def phrase(self) -> str:
        """The same in a sentence: `in July 2025`, `from ... to ...`, `since 3 July 2025`."""
        if self.is_month:
            return f"in {self.name}"
        return f"from {self.name}" if self.until else f"since {self.since}"

    def holds(self, date: PartialDate | None) -> bool:
        """Tell whether a day, or the first day of a month, lies within.

        A date without a month does not, as it is in no month of the timeline.
        """
        if date is None or date.month is None:
            return False
        if self.is_month:
            return (date.year, date.month) == (self.since.year, self.since.month)
        is_before_end = self.until is None or date.earliest <= self.until.earliest
        return self.since.earliest <= date.earliest and is_before_end


@dataclass(frozen=True, slots=True)
class TagGroup:
    """Works under one of their tags; `tag` is None for those that have none."""

    tag: Tag | None
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What joined within a span."""

    span: Span
    posts: tuple[Post, ...]
    """Newest first."""
    groups: tuple[TagGroup, ...]
    """The largest first; works without a tag last."""
    location: Location
    """Of no file: names it among what feeds announce."""

    @property
    def title(self) -> str:
        """`New in July 2025`; it does not change when a work is added to the month."""
        return f"New {self.span.phrase}"

    @property
    def papers(self) -> int:
        """Works of all groups."""
        return sum(len(group.papers) for group in self.groups)

    @property
    def lead(self) -> str:
        """`10 works and 1 post joined in July 2025.`."""
        counts = [_count(self.papers, "work"), _count(len(self.posts), "post")]
        said = " and ".join(one for one in counts if one)
        return (
            f"{said} joined {self.span.phrase}." if said else f"Nothing joined {self.span.phrase}."
        )

    @property
    def url_path(self) -> str:
        """The page of the month in the timeline, or the timeline."""
        since = self.span.since
        if not self.span.is_month:
            return "timeline/"
        return f"timeline/{since.year:04d}/{since.month or 1:02d}/"

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Those of the groups."""
        return tuple(group.tag for group in self.groups if group.tag is not None)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}" if number else ""


def build_digest(entries: Iterable[Paper | Post], library: Library, span: Span) -> Digest:
    """Collect what joined within the span: listed entries only, and no digest of before."""
    found = [one for one in entries if one.is_listed and span.holds(find_date(one))]
    papers = sorted(
        (one for one in found if isinstance(one, Paper)), key=lambda one: (fold(one.title), one.id)
    )
    papers.sort(key=_added_day, reverse=True)
    posts = [one for one in found if isinstance(one, Post) and not is_digest(one)]
    posts.sort(key=lambda one: one.sort_key, reverse=True)
    return Digest(
        span=span,
        posts=tuple(posts),
        groups=_group(papers, library),
        location=Location(f"digest/{span.since.text}"),
    )


def is_digest(post: Post) -> bool:
    """Tell whether a post is a digest itself."""
    return any(slugify(one) == slugify(CATEGORY) for one in post.categories)


def build_months(entries: Iterable[Paper | Post], library: Library) -> tuple[Digest, ...]:
    """One digest for each month in which something joined, the newest first."""
    months: defaultdict[tuple[int, int], list[Paper | Post]] = defaultdict(list)
    for entry in entries:
        date = find_date(entry)
        if date is not None and date.month is not None:
            months[date.year, date.month].append(entry)
    made = (
        build_digest(found, library, Span(name_month(year, month)))
        for (year, month), found in sorted(months.items(), reverse=True)
    )
    return tuple(one for one in made if one.papers or one.posts)


def name_month(year: int, month: int) -> PartialDate:
    """`2025-07` as a date."""
    return PartialDate(text=f"{year:04d}-{month:02d}", year=year, month=month)


def find_next_month(month: PartialDate) -> PartialDate:
    """The first day of the month after; of the last month that dates know, its own."""
    year, number = month.year, (month.month or 1) + 1
    if number > len(MONTHS):
        year, number = year + 1, 1
    if year > _LAST_YEAR:
        year, number = month.year, month.month or 1
    text = f"{year:04d}-{number:02d}-01"
    return PartialDate(text=text, year=year, month=number, day=1)


def _group(papers: Iterable[Paper], library: Library) -> tuple[TagGroup, ...]:
    """Put each work under that of its tags which most of the works have, so groups are few."""
    tagged = [(paper, library.tags_of(paper)) for paper in papers]
    counts = Counter(tag.slug for _, tags in tagged for tag in tags)
    groups: defaultdict[Slug | None, list[Paper]] = defaultdict(list)
    for paper, tags in tagged:
        most = max(tags, key=lambda tag: counts[tag.slug], default=None)
        groups[most.slug if most else None].append(paper)
    rest = tuple(groups.pop(None, ()))
    made = [
        TagGroup(library.tags_by_slug[slug], tuple(members))
        for slug, members in groups.items()
        if slug is not None
    ]
    made.sort(key=lambda group: (-len(group.papers), fold(group.tag.title if group.tag else "")))
    return (*made, TagGroup(None, rest)) if rest else tuple(made)


def _added_day(paper: Paper) -> tuple[int, int, int]:
    """A month without a day comes before its first day."""
    added = paper.added
    return (added.year, added.month or 0, added.day or 0) if added else (0, 0, 0)
