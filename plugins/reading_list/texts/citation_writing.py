"""The second half of the citation extension: what was marked becomes links, and works a list.

Separate because it sees a whole page: two works of one author and year are told apart, mentions
are numbered, and a list of references holds each work once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from reading_list.texts.addresses import relative_address
from reading_list.texts.author_year import (
    UNPUBLISHED,
    format_citation,
    name_works,
    sort_references,
)
from reading_list.texts.citation_places import GROUP, find_places, unwrap
from reading_list.texts.citation_syntax import (
    find_linked_work,
    find_paper_key,
    identify,
    split_title,
)
from reading_list.texts.heading_ids import name_headings, read_escapes
from reading_list.texts.references import build_references

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from markdown import Markdown

    from reading_list.model import Paper, PaperId
    from reading_list.texts.author_year import AuthorYear
    from reading_list.texts.citation_places import Place
    from reading_list.texts.cited_works import CitationContext


class CitationWriter(Treeprocessor):
    """Writes what was marked, and what links lead to works; lists the works."""

    def __init__(self, context: CitationContext, md: Markdown) -> None:
        super().__init__(md)
        self._context = context

    def run(self, root: Element) -> None:
        """Change the tree of one page."""
        for group in root.iter(GROUP):
            unwrap(group, group[0])  # the lead
        places = tuple(find_places(root, self.md))
        _restore_quoted(places)
        live = [place for place in places if not place.is_quoted]
        cited = [(place, key) for place in live if (key := self._find_key(place)) is not None]
        if cited:
            name_headings(root, self.md)
        papers = self._context.works.papers
        named = (*(key for _, key in cited), *self._context.named_before)
        known = (papers[key] for key in named if key in papers)
        names = name_works(known, self._context.works.find_name)
        counts: defaultdict[PaperId, int] = defaultdict(int)
        for place, key in cited:
            counts[key] += 1
            if key in papers:
                self._write(place, papers[key], names[key], counts[key])
            else:
                _write_hidden(place)
        for place in live:
            if place.kind == "group":
                place.element.tag = "span"
                place.element.set("class", "rl-cite")
        self._list_works(root, [one for one in live if one.kind == "marker"], names)

    def _find_key(self, place: Place) -> PaperId | None:
        works = self._context.works
        if place.kind == "cite":
            return works.find_key(place.element.get("key", ""))
        href = read_escapes(place.element.get("href", "")) if place.kind == "link" else ""
        if not href:
            return None
        key = find_paper_key(href, self._context.page_url)
        if key:
            return works.find_key(key)
        name = find_linked_work(href, read_escapes(place.element.text or ""))
        return works.identifiers.get(name)

    def _write(self, place: Place, paper: Paper, name: AuthorYear, number: int) -> None:
        element = place.element
        address = self._find_address(paper)
        if place.kind == "cite":
            text = format_citation(name, element.get("form", ""), element.get("locator", ""))
            element.tag = "a"
            element.attrib.clear()
            element.text = AtomicString(text)
        else:
            address = _keep_place(element.get("href", ""), address)
            self._shorten(place, paper, name)
        element.set("class", f"{element.get('class', '')} rl-ref".lstrip())
        if self._context.with_ids and not element.get("id"):
            element.set("id", f"cite-{paper.id}-{number}")
        element.set("href", address)

    def _shorten(self, place: Place, paper: Paper, name: AuthorYear) -> None:
        """Of a link, an address becomes author and year, and an id before a title goes."""
        text = read_escapes(place.element.text or "")
        has_more = len(place.element) > 0
        if not has_more and self._context.works.identifiers.get(identify(text)) == paper.id:
            form = "parenthetical" if _is_in_brackets(place) else ""
            place.element.text = AtomicString(format_citation(name, form, ""))
            return
        found, title = split_title(text)
        if found and (title or has_more):
            place.element.text = AtomicString(title)

    def _find_address(self, paper: Paper) -> str:
        return relative_address(self._context.works.find_address(paper), self._context.page_url)

    def _list_works(
        self, root: Element, markers: list[Place], names: Mapping[PaperId, AuthorYear]
    ) -> None:
        """Put the references where the first marker is, else at the end if they are wanted."""
        if not (markers or self._context.with_references):
            return
        papers = sort_references(self._context.works.papers[key] for key in names)
        works = [(paper, names[paper.id]) for paper in papers]
        sections = [build_references(works, self._find_address, self.md)] if works else []
        if not markers:
            root.extend(sections)
        for number, marker in enumerate(markers):
            at = list(marker.parent).index(marker.element)
            marker.parent[at : at + 1] = [] if number else sections


def _write_hidden(place: Place) -> None:
    """Say nothing of a work that is not published, not even its key."""
    place.element.tag = "span"
    place.element.attrib.clear()
    if place.kind == "cite":
        place.element.text = UNPUBLISHED


def _keep_place(href: str, address: str) -> str:
    """`x.md#notes` stays a link to the notes; an outside address with a place stays outside."""
    rest = href[len(re.split(r"[?#]", href, maxsplit=1)[0]) :]
    if ":" not in href:
        return f"{address}{rest}"
    return href if "#" in rest else address


def _is_in_brackets(place: Place) -> bool:
    """Whether a link is all that stands between two round brackets."""
    at = list(place.parent).index(place.element)
    before = place.parent[at - 1].tail if at else place.parent.text
    return (before or "").endswith("(") and (place.element.tail or "").startswith(")")


def _restore_quoted(places: tuple[Place, ...]) -> None:
    """Put back what was marked within raw `<code>` and the like; what is inside comes first."""
    quoted = [place for place in places if place.is_quoted and place.kind in {"group", "cite"}]
    for place in quoted:
        if place.kind == "group":
            place.element.text = f"[{(place.element.text or '')[1:]}"
            place.element[-1].tail = f"{(place.element[-1].tail or '')[:-1]}]"
    for place in reversed(quoted):
        unwrap(place.parent, place.element)
