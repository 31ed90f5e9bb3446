"""What a page is before the theme is put around it, and before it is made.

Separate because several modules make pages, and none of them needs the others for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """One page before the theme is put around it."""

    url: str
    title: str
    """Plain text."""
    description: str
    """Plain text."""
    content: str
    """HTML whose links are right at `url`."""
    section: str
    """Address of the page in the navigation that this one belongs under."""
    edit: str = ""
    """File below the folder of the papers, without `.md`; empty for pages made of many."""
    is_listed: bool = True
    """Whether search and sitemap may name it."""
    changed: str = ""
    """Date of the last change, as far as it is known."""
    head: str = ""
    """HTML for the end of the page's `<head>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPage:
    """One page that can be made; who has it from an earlier build need not make it."""

    url: str
    section: str
    make: Callable[[], SitePage]
    inputs: tuple[object, ...] | None = None
    """All that it is made of, as the cache takes it; None where nobody has said."""
    edit: str = ""
    is_listed: bool = True
