"""What feeds need to know of the site, and what the author may decide about them.

Separate because every step of making them asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.texts.addresses import make_ascii

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions:
    """The options of `mkdocs.yml` that begin with `feed_`, and the day that counts as today."""

    limit: int = 30
    """Items of a feed."""
    max_bytes: int = 512_000
    """Bytes of a feed, beyond which its oldest items are summaries."""
    tag_minimum: int = 2
    """A tag with fewer items has no feed."""
    is_excerpt: bool = False
    """Whether items end where posts say `<!-- more -->`, and are summaries where none says so."""
    has_mathml: bool = False
    """Whether formulas are MathML and not their TeX."""
    hub: str = ""
    """Address of a WebSub hub."""
    has_archives: bool = False
    """Whether what a feed no longer holds stands in one file for each year (RFC 5005)."""
    until: date | None = None
    """Nothing after this day is announced."""


DEFAULTS = FeedOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSite:
    """The site, as its feeds name it."""

    name: str
    url: str
    """Absolute, with a slash at its end."""
    ending: str = ""
    """What the addresses of pages end in, such as `index.html`."""
    description: str = ""
    language: str = "en"
    authority: str = "localhost"
    """Who mints the ids of feeds and items."""
    options: FeedOptions = DEFAULTS

    def page(self, path: str) -> str:
        """Absolute address of the page at `path`, in ASCII."""
        return make_ascii(f"{self.url}{path}{self.ending}")

    def file(self, path: str) -> str:
        """Absolute address of the file at `path`, in ASCII."""
        return make_ascii(self.url + path)
