"""What of the world `reading-list add` depends on: the time, limits, the environment.

Separate because tests hand in their own.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reading_list import __version__
from reading_list.sources import arxiv, doi
from reading_list.sources.answers import Answers
from reading_list.sources.http import Fetcher, Limits
from reading_list.sources.pacing import Clock, Pace, Pacer
from reading_list.sources.works import Sources

if TYPE_CHECKING:
    from collections.abc import Mapping

_ARXIV_PACE = Pace("arxiv", 3.0)
_DOI_PACE = Pace("doi", 0.25)
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The world as the command finds it, unless it is told otherwise."""

    clock: Clock = field(default_factory=Clock)
    limits: Limits = field(default_factory=Limits)
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)


def build_sources(world: Surroundings, *, fresh: bool = False) -> Sources:
    """Ask arXiv and doi.org, or whatever stands in for them; `fresh` asks for all anew."""
    environment = world.environment
    arxiv_url = environment.get("READING_LIST_ARXIV_URL") or arxiv.BASE_URL
    doi_url = environment.get("READING_LIST_DOI_URL") or doi.BASE_URL
    mailto = environment.get("READING_LIST_MAILTO", "")
    contact = f" (mailto:{mailto})" if mailto.isprintable() and mailto.isascii() and mailto else ""
    folder = _find_cache(environment)
    paces = {
        "arxiv.org": _ARXIV_PACE,
        "doi.org": _DOI_PACE,
        urlsplit(doi_url).hostname or "": _DOI_PACE,
        urlsplit(arxiv_url).hostname or "": _ARXIV_PACE,
    }
    fetcher = Fetcher(
        user_agent=f"mkdocs-reading-list/{__version__}{contact}",
        clock=world.clock,
        pacer=Pacer(world.clock, folder),
        paces=paces,
        trusted_origins=filter(None, map(_find_local_origin, (arxiv_url, doi_url))),
        limits=world.limits,
        answers=Answers(world.clock, folder / "answers", fresh=fresh),
    )
    return Sources(fetcher=fetcher, arxiv_url=arxiv_url, doi_url=doi_url)


def _find_cache(environment: Mapping[str, str]) -> Path:
    """The user's folder for what can be had again (XDG Base Directory Specification)."""
    named = Path(environment.get("XDG_CACHE_HOME", ""))
    return (named if named.is_absolute() else Path.home() / ".cache") / "mkdocs-reading-list"


def _find_local_origin(url: str) -> str:
    """Trust an address of this machine where the environment names it as a service."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.hostname in _LOCAL else ""
