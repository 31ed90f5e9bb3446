"""Everything that others may take away: the library, each tag, each order, each work.

Separate because these files are made work by work and handed over one by one: all of them
together, and the entries that they are made of, would be the largest thing of a build.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.export import join_entries
from reading_list.formats.csl.export import join_csl
from reading_list.formats.ris.export import join_ris
from reading_list.rendering.order_files import ORDER_FILES, write_order_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.formats.publication import Published
    from reading_list.model import Paper, PaperId
    from reading_list.views.site import SiteViews

Put = Callable[[str, bytes], None]
"""Takes a finished file: its path below the site's root, and its content."""

LIBRARY_FILES = ("library.bib", "library.json", "library.ris")
"""The whole library, as others may take it away."""
_JOIN: tuple[Callable[[Iterable[str]], str], ...] = (join_entries, join_csl, join_ris)


def write_exports(
    views: SiteViews, publish: Callable[[Paper], Published], put: Put, address: str, ending: str
) -> dict[PaperId, str]:
    """Hand over the files, of listed entries only; returns the BibTeX of every work by its id.

    Abstracts stand in the files of the whole library and nowhere else. `address` is that of the
    site, `ending` what those of its pages end in.
    """
    ordered = _find_ordered(views)
    citations: dict[PaperId, str] = {}
    in_orders: dict[PaperId, Published] = {}
    # As bytes until they are joined: a text with one formula takes two or four for each letter.
    library: tuple[list[bytes], ...] = tuple([] for _ in LIBRARY_FILES)
    for paper in views.library.papers:
        one = publish(paper)
        citations[paper.id] = one.citation
        if paper.id in ordered:
            in_orders[paper.id] = replace(one, bibtex="", ris="")
        if paper.is_listed:
            put(f"{paper.url_path}cite.bib", encode(one.citation))
            for entries, text in zip(library, (one.bibtex, one.csl, one.ris), strict=True):
                entries.append(encode(text))
    _write_library(library, put)
    _write_tags(views, citations, put)
    for view in (view for view in views.orders if view.order.is_listed):
        for name, text in write_order_files(view, in_orders, address, ending).items():
            put(name, encode(text))
    return citations


def name_exports(views: SiteViews) -> frozenset[str]:
    """Addresses of all files that `write_exports` hands over."""
    listed = [paper for paper in views.library.papers if paper.is_listed]
    tags = (one.tag for one in views.tags if any(paper.is_listed for paper in one.papers))
    orders = (view.order for view in views.orders if view.order.is_listed)
    return frozenset(
        (
            *LIBRARY_FILES,
            *(f"{paper.url_path}cite.bib" for paper in listed),
            *(f"{tag.url_path}library.bib" for tag in tags),
            *(f"{order.url_path}{name}" for order in orders for name in ORDER_FILES),
        )
    )


def _write_library(library: Iterable[list[bytes]], put: Put) -> None:
    """One format at a time, and its entries are gone."""
    for name, join, entries in zip(LIBRARY_FILES, _JOIN, library, strict=True):
        put(name, encode(join(map(bytes.decode, entries))))
        entries.clear()


def _find_ordered(views: SiteViews) -> set[PaperId]:
    """Works that stand in an order which has files."""
    listed = (view for view in views.orders if view.order.is_listed)
    sections = (section for view in listed for section in view.sections)
    return {step.paper.id for section in sections for step in section.steps if step.paper}


def _write_tags(views: SiteViews, citations: Mapping[PaperId, str], put: Put) -> None:
    for tag in views.tags:
        entries = [citations[paper.id] for paper in tag.papers if paper.is_listed]
        if entries:
            put(f"{tag.tag.url_path}library.bib", encode(join_entries(entries)))


def encode(text: str) -> bytes:
    """A file of text; what no file can hold becomes a question mark."""
    return text.encode("utf-8", errors="replace")
