"""What `mkdocs.yml` may say under `reading-list:`, and what is refused there.

Separate because it is what an author writes; the hooks are what the engine calls.
"""

from __future__ import annotations

from datetime import date, datetime

from mkdocs.config import config_options
from mkdocs.config.base import BaseConfigOption, Config, ValidationError

from reading_list.identifiers import is_host


class Count(config_options.Type[int]):
    """A whole number from 1 on."""

    def __init__(self, default: int) -> None:
        super().__init__(int, default=default)

    def run_validation(self, value: object) -> int:
        """Refuse what is no number, and numbers below 1."""
        number = super().run_validation(value)
        if number < 1:
            raise ValidationError(f"{number} is not a number from 1 on.")
        return number


class Host(config_options.Type[str]):
    """The name of a host, or nothing."""

    def __init__(self) -> None:
        super().__init__(str, default="")

    def run_validation(self, value: object) -> str:
        """Refuse what cannot stand in a `tag:` URI."""
        name = super().run_validation(value)
        if name and not is_host(name):
            raise ValidationError(f"'{name}' is not the name of a host.")
        return name


class Day(BaseConfigOption["date | None"]):
    """A day such as `2025-07-03`, or nothing."""

    def run_validation(self, value: object) -> date | None:
        """Refuse what is no day; YAML may have read it already, or left an empty text."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value) if value else None  # type: ignore[arg-type]
        except (TypeError, ValueError) as problem:
            raise ValidationError(f"'{value}' is not a day such as 2025-07-03.") from problem


class Options(Config):
    """What `mkdocs.yml` may say under `reading-list:`."""

    papers_dir = config_options.Type(str, default="papers")
    """Folder of the papers, beside `mkdocs.yml`."""
    posts_per_page = Count(default=10)
    """Posts on one page of the blog."""
    feed_items = Count(default=30)
    """Items of a feed."""
    feed_content = config_options.Choice(("full", "excerpt"), default="full")
    """Whether items hold the whole text."""
    feed_math = config_options.Choice(("tex", "mathml"), default="tex")
    """What stands for formulas in feeds."""
    feed_bytes = Count(default=512_000)
    """Bytes of a feed, beyond which its oldest items are summaries."""
    feed_tag_minimum = Count(default=2)
    """A tag with fewer items has no feed."""
    feed_archives = config_options.Type(bool, default=False)
    """Whether everything older stands in one file for each year."""
    feed_hub = config_options.URL(default="")
    """Address of a WebSub hub."""
    feed_until = Day()
    """Nothing after this day is announced."""
    mathematics = config_options.Type(bool, default=True)
    """Whether formulas in Markdown become MathML; those in titles and abstracts always do."""
    published = config_options.Type(str, default="")
    """A copy of the published `reading-list.json`, beside `mkdocs.yml`."""
    authority = Host()
    """Host name in the ids of feed items; the host of `site_url` where none is given."""
    cache = config_options.Type(bool, default=True)
    """Whether finished pieces are kept for the next build, beside `mkdocs.yml` in `.cache`."""
    own_authors = config_options.ListOfItems(config_options.Type(str), default=[])
    """Names or ORCIDs of people whose works are the site's own."""
