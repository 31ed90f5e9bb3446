"""What a page is before the theme is put around it.

Separate because several modules make pages, and none of them needs the others for it.
"""

from __future__ import annotations

from dataclasses import dataclass


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
