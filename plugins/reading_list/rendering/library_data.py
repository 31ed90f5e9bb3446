"""What the library's script loads when a reader filters, searches or unfolds: rows, facets, words.

Separate because these files are written for a script and not for readers. They are scripts
themselves, each one call with plain data, for a page that was opened from a disk may load scripts
but no other files. Their folder is named after their content, so that a page never mixes two
states of a library.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from reading_list.views.facet_table import FACETS, build_facet_table, build_sequences
from reading_list.views.library import ROWS, sort_by_added
from reading_list.views.text_index import STOP_WORDS, build_text_index

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.model import Paper, PaperId
    from reading_list.rendering.templates import Templates
    from reading_list.views.search import PaperTexts
    from reading_list.views.site import SiteViews

FOLDER = "assets/reading-list/library-"
ROWS_PER_FILE = 8
"""A hit of a search costs one such file."""
LARGE = ("author",)
"""Facets in a file of their own: a library of 10,000 works has thousands of authors."""


@dataclass(frozen=True, slots=True)
class LibraryData:
    """Finished files, and what a page says of them to the script."""

    files: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """Path below the site's root -> bytes."""
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


def write_library_data(
    views: SiteViews,
    templates: Templates,
    texts: Mapping[PaperId, PaperTexts],
    *,
    rows: int = ROWS,
    rows_per_file: int = ROWS_PER_FILE,
) -> LibraryData:
    """All files for one library; a page of the library shows up to `rows` works."""
    papers = sort_by_added(paper for paper in views.library.papers if not paper.unlisted)
    if not papers:
        return LibraryData()
    table = build_facet_table(views, papers)
    shards = build_text_index(papers, texts)
    values: dict[str, object] = {
        "facets": {facet: table[facet] for facet in table if facet not in LARGE},
        "sequences": build_sequences(papers),
    }
    values |= {facet: {facet: table[facet]} for facet in LARGE if facet in table}
    values |= {
        f"words-{number}": {"words": shard.words, "names": shard.names}
        for number, shard in enumerate(shards)
    }
    is_whole = len(papers) <= rows
    for start in range(0, len(papers), rows_per_file):
        part = papers[start : start + rows_per_file]
        values[f"rows-{start // rows_per_file}"] = [
            _write_row(paper, templates, is_whole=is_whole) for paper in part
        ]
    files = {f"{name}.js": _write(name, value) for name, value in values.items()}
    folder = f"{FOLDER}{_digest(files)}/"
    facts = {
        "folder": folder,
        "total": len(papers),
        "rows": rows_per_file,
        "facets": [(facet, FACETS[facet]) for facet in table],
        "firsts": [shard.first for shard in shards],
        "stops": sorted(STOP_WORDS),
        "orders": [(slug, title) for slug, title, _ in table.get("order", ())],
    }
    return LibraryData({folder + name: content for name, content in files.items()}, facts)


def _write_row(paper: Paper, templates: Templates, *, is_whole: bool) -> tuple[str, str]:
    """The row, unless every page has all of them, and what it unfolds."""
    parts = templates.row_parts(paper)
    row = "" if is_whole else f"{parts.head.strip()}{parts.tags.strip()}{parts.end.strip()}"
    return row, parts.details.strip()


def _write(name: str, value: object) -> bytes:
    data = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"readingListData({json.dumps(name)},{data});\n".encode(errors="replace")


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:10]
