"""What the author may decide about feeds; separate because every step of making them asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions:
    """The options of `mkdocs.yml` that begin with `feed_`, and the day that counts as today."""

    limit: int = 30
    """Items of a feed."""
    tag_minimum: int = 2
    """A tag with fewer items has no feed."""
    as_of: date | None = None
    """Nothing after this day is announced."""


DEFAULTS = FeedOptions()
