"""A work that joins the library -> its id, its feed id and its file.

Separate from the command so that it can be tested without a disk or a clock.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reading_list.formats.front_matter import write_front_matter
from reading_list.formats.paper_fields import to_fields
from reading_list.intake.ids import give_feed_id, make_id, name_by_identifier, number_stems
from reading_list.intake.planned import PlannedFile
from reading_list.model import Location, Paper, PaperId, Slug
from reading_list.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Collection

    from reading_list.identifiers import Reference


def plan_arrival(paper: Paper, taken: Collection[str], authority: str = "") -> PlannedFile:
    """Give a work that has no id one, and write its file.

    `taken` are the ids and citekeys that are there, in lower case; collisions take `a`, `b` ...
    """
    stem = str(paper.id or make_id(paper))
    free = number_stems(stem)
    chosen = stem
    while chosen in taken:
        chosen = next(free)
    arrived = replace(paper, id=PaperId(chosen), slug=slugify(chosen))
    text = write_front_matter(to_fields(give_feed_id(arrived, authority)))
    return PlannedFile(f"{chosen}.md", "new", text)


def make_stub(reference: Reference) -> Paper:
    """Make a paper of the identifier alone, which stands in for the title."""
    known: dict[str, tuple[str, ...]] = {}
    if reference.kind == "arxiv":
        known["arxiv"] = (reference.value,)
    elif reference.kind == "doi":
        known["doi"] = (reference.value,)
    prefix = {"arxiv": "arXiv:", "doi": "doi:", "url": ""}[reference.kind]
    bare = Paper(
        id=PaperId(""),
        slug=Slug(""),
        location=Location("stub"),
        title=f"{prefix}{reference.value}",
        url=reference.value if reference.kind == "url" else "",
        type="webpage" if reference.kind == "url" else "article",
        ids={scheme: (one,) for scheme, one in reference.ids},
        **known,  # type: ignore[arg-type]
    )
    return replace(bare, id=PaperId(name_by_identifier(bare)))
