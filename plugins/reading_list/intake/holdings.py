"""What the library holds: by identifiers, which are certain, and by titles, which are not.

Separate because a work is told from all others in one step, however large the library is.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reading_list.errors import UnknownIdentifierError
from reading_list.identifiers import recognise
from reading_list.works import find_matches, identifiers_of, normalise_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.model import Paper
    from reading_list.works import MatchKind


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A work of the library that may be the same; no identifier says so."""

    path: str
    kind: MatchKind
    reason: str


class Holdings:
    """Which works the library holds, and in which file; grows with each arrival."""

    def __init__(self, papers: Iterable[tuple[str, Paper]] = ()) -> None:
        """`papers`: the path of a file and what it says."""
        self._paths: dict[str, str] = {}
        self._by_title: defaultdict[str, list[tuple[str, Paper]]] = defaultdict(list)
        for path, paper in papers:
            self.note(paper, path)

    def note(self, paper: Paper, path: str) -> None:
        """Remember one more; of two files with one identifier the first counts."""
        for name in _identify(paper):
            self._paths.setdefault(name, path)
        self._by_title[normalise_title(paper.title)].append((path, paper))

    def find(self, paper: Paper) -> str:
        """Return the path of the same work, or nothing."""
        return next((self._paths[one] for one in _identify(paper) if one in self._paths), "")

    def find_alike(self, paper: Paper) -> Resemblance | None:
        """Return a work of the same title and people, if there is one (`works`)."""
        known = self._by_title.get(normalise_title(paper.title), [])
        for match in find_matches([*(one for _, one in known), paper]):
            if match.second is paper:
                path = next(path for path, one in known if one is match.first)
                return Resemblance(path, match.kind, match.reason)
        return None


def _identify(paper: Paper) -> Iterator[str]:
    """All identifiers in one form, the address of its page among them."""
    yield from identifiers_of(paper)
    if not paper.url:
        return
    yield _fold_address(paper.url)
    with suppress(UnknownIdentifierError):
        named = recognise(paper.url)
        if named.kind != "url":
            yield f"{'arXiv:' if named.kind == 'arxiv' else 'DOI '}{named.value}"
        yield from (f"{scheme} {one}" for scheme, one in named.ids)


def _fold_address(url: str) -> str:
    """Scheme, `www.`, a place within the page and the last slash make no other page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    route = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}{route}"
