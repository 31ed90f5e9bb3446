"""What a reader takes away of an order: BibTeX and CSL-JSON in its order, and a checklist.

Separate because these files follow the steps of a view and are made of finished entries.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.export import add_field, join_entries
from reading_list.formats.csl.export import join_csl, place_item
from reading_list.texts.author_year import name_work
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reading_list.formats.publication import Published
    from reading_list.model import Paper, PaperId
    from reading_list.views.order import OrderView, StepView

ORDER_FILES = ("order.bib", "order.json", "order.md")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&])")
"""What Markdown might take for more than text."""


def write_order_files(
    view: OrderView, published: Mapping[PaperId, Published], address: str, ending: str
) -> dict[str, str]:
    """Path below the site's root -> text, of everything that the order lists.

    Each work stands once, where it comes first. biblatex sorts by `sortkey`, Zotero by the call
    number; others take the entries as they stand. `address` is that of the site.
    """
    steps = (step.paper for section in view.sections for step in section.steps)
    ids = tuple(dict.fromkeys(paper.id for paper in steps if paper and paper.is_listed))
    width = len(str(len(ids)))
    places = {one: f"{place:0{width}d}" for place, one in enumerate(ids, start=1)}
    texts = (
        join_entries(
            add_field(published[one].citation, "sortkey", place) for one, place in places.items()
        ),
        join_csl(place_item(published[one].csl, place) for one, place in places.items()),
        "\n".join((*_checklist(view, address, ending), "")),
    )
    named = zip(ORDER_FILES, texts, strict=True)
    return {f"{view.order.url_path}{name}": text for name, text in named}


def _checklist(view: OrderView, address: str, ending: str) -> Iterator[str]:
    """Lines of a Markdown list of tasks, as GitHub and most editors of notes show it."""
    order = view.order
    yield f"# {_escape(order.title)}"
    if order.description:
        yield from ("", _escape(order.description))
    for section in view.sections:
        yield ""
        if section.title:
            yield from (f"## {_escape(section.title)}", "")
        for step in section.steps:
            entry = step.paper or step.post
            if entry is not None and entry.is_listed:
                yield _task(step, f"{address}{entry.url_path}{ending}")


def _task(step: StepView, url: str) -> str:
    number = f"{step.position}. " if step.position else ""
    label = f" ({_escape(_name(step.paper))})" if step.paper and step.paper.authors else ""
    entry = step.paper or step.post
    title = _escape(entry.title) if entry else ""
    return f"- [ ] {number}[{title}]({url}){label}{', optional' if step.optional else ''}"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", to_text(text))


def _name(paper: Paper) -> str:
    """`Vaswani et al. 2017`; the names alone where no year is known."""
    named = name_work(paper)
    return f"{named.names} {named.year}" if paper.issued else named.names
