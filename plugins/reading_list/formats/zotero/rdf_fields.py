"""One node of Zotero RDF -> an item with Zotero's own fields.

Separate because Zotero spreads the fields of an item over nodes: its journal, its series, its
publisher, its conference, its files and notes.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from reading_list.formats.cleaning import read_line, read_text
from reading_list.formats.zotero.items import Attachment, ZoteroItem
from reading_list.formats.zotero.names import Creator
from reading_list.formats.zotero.rdf_graph import line_of, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from reading_list.formats.zotero.rdf_graph import RdfGraph

_TYPES = {
    "Article": "journalArticle",
    "Book": "book",
    "BookSection": "bookSection",
    "ConferenceProceedings": "conferencePaper",
    "Data": "computerProgram",
    "Document": "webpage",
    "Illustration": "artwork",
    "Image": "map",
    "Interview": "interview",
    "Legislation": "statute",
    "Letter": "letter",
    "Manuscript": "manuscript",
    "MotionPicture": "film",
    "Patent": "patent",
    "Recording": "audioRecording",
    "Report": "report",
    "Thesis": "thesis",
}
"""Class of a node -> item type, for files that lack `z:itemType`."""
_NAMES = {
    "abstract": "abstractNote",
    "alternative": "journalAbbreviation",
    "coverage": "archiveLocation",
    "dateSubmitted": "accessDate",
    "description": "extra",
    "issued": "date",
}
_SERIES = {
    "title": "series",
    "alternative": "seriesTitle",
    "description": "seriesText",
    "identifier": "seriesNumber",
}
_CONTAINER = {
    "title": "publicationTitle",
    "alternative": "journalAbbreviation",
    "volume": "volume",
    "number": "number",
}
_ELSEWHERE = frozenset(
    """hasPart identifier isPartOf isReferencedBy link presentedAt publisher relation resource
    subject path""".split()
)
_PERIODICALS = frozenset({"journalArticle", "magazineArticle", "newspaperArticle"})
_IDENTIFIER = re.compile(r"(DOI|ISBN|ISSN)\s+(.+)", re.IGNORECASE)
_MOST = 20
"""Values that are read of a node to which any number of items may point."""
_DEEPEST = 5
"""An article in a section in a journal in a series."""


def read_item(graph: RdfGraph, node: etree._Element, collections: Iterable[str]) -> ZoteroItem:
    """Read a node and what belongs to it."""
    item_type = graph.text(node, "itemType") or _TYPES.get(graph.kind(node), "document")
    item = ZoteroItem(type=item_type, line=line_of(node))
    for name, properties in graph.all_properties(node).items():
        first = properties[0]
        if len(first) and local_name(first[0]) in {"Seq", "Bag"}:
            item.creators.extend(_read_creators(graph, name, first[0]))
        elif name not in _ELSEWHERE and not len(first):
            item.fields[_NAMES.get(name, name)] = read_text(first.text)
    _read_identifiers(graph, node, item.fields)
    _read_publisher(graph, node, item.fields)
    _read_containers(graph, node, item.fields)
    if item_type in _PERIODICALS and "number" in item.fields:
        item.fields["issue"] = item.fields.pop("number")
    if item_type == "computerProgram" and "edition" in item.fields:
        item.fields["version"] = item.fields.pop("edition")
    item.tags = [*_read_tags(graph, node, item.fields), *collections]
    item.notes.extend(_read_notes(graph, node))
    item.attachments.extend(_read_attachments(graph, node))
    return item


def _read_creators(graph: RdfGraph, name: str, people: etree._Element) -> Iterator[Creator]:
    """`bib:authors`, `z:translators` ...: the role is the name without its plural."""
    role = re.sub(r"\W", "", name.removesuffix("s")) or "author"
    for one in graph.properties(people, "li"):
        person = graph.follow(one)
        if person is None:
            continue
        family = graph.text(person, "surname") or graph.text(person, "familyName")
        given = graph.text(person, "givenName") or graph.text(person, "givenname")
        family = family or graph.text(person, "name")
        if family or given:
            yield Creator(role, family, given)


def _fill(fields: dict[str, str], name: str, text: str) -> None:
    """Set what is not known yet."""
    if text and not fields.get(name):
        fields[name] = text


def _read_identifiers(graph: RdfGraph, node: etree._Element, fields: dict[str, str]) -> None:
    for one in islice(graph.properties(node, "identifier"), _MOST):
        if len(one):
            _fill(fields, "url", graph.text(one[0], "value"))
            continue
        text = read_line(one.text)
        named = _IDENTIFIER.fullmatch(text)
        if named:
            _fill(fields, named[1].upper(), named[2])
        else:
            _fill(fields, "accessionNumber", text)


def _read_publisher(graph: RdfGraph, node: etree._Element, fields: dict[str, str]) -> None:
    _fill(fields, "publisher", graph.text(node, "publisher"))
    organisation = graph.node(node, "publisher")
    if organisation is not None:
        _fill(fields, "publisher", graph.text(organisation, "name"))
        _fill(fields, "place", graph.text(graph.node(organisation, "adr"), "locality"))
    _fill(fields, "conferenceName", graph.text(graph.node(node, "presentedAt"), "title"))


def _read_containers(graph: RdfGraph, node: etree._Element, fields: dict[str, str]) -> None:
    """Follow `isPartOf` from section to journal to series, and no ring for ever."""
    parts = [node]
    for _ in range(_DEEPEST):
        found = (
            graph.follow(one)
            for part in parts
            for one in islice(graph.properties(part, "isPartOf"), _MOST)
        )
        parts = list(islice((one for one in found if one is not None), _MOST))
        for part in parts:
            _read_container(graph, part, fields)


def _read_container(graph: RdfGraph, part: etree._Element, fields: dict[str, str]) -> None:
    kind = graph.kind(part)
    if kind == "Part":
        _fill(fields, "section", graph.text(part, "title"))
    elif kind == "Series":
        for name, field in _SERIES.items():
            _fill(fields, field, graph.text(part, name))
    else:
        for name, field in _CONTAINER.items():
            _fill(fields, field, graph.text(part, name))
        _read_identifiers(graph, part, fields)


def _read_tags(graph: RdfGraph, node: etree._Element, fields: dict[str, str]) -> Iterator[str]:
    """Tags by hand are texts, automatic ones nodes; a call number is a node as well."""
    for one in graph.properties(node, "subject"):
        inner = graph.follow(one)
        if inner is None:
            yield read_line(one.text)
        elif local_name(inner) in {"AutomaticTag", "Tag"}:
            yield graph.text(inner, "value")
        else:
            _fill(fields, "callNumber", graph.text(inner, "value"))


def _read_notes(graph: RdfGraph, node: etree._Element) -> Iterator[str]:
    for one in graph.properties(node, "isReferencedBy"):
        note = graph.take(one)
        if note is not None:
            yield graph.raw_text(note, "value")


def _read_attachments(graph: RdfGraph, node: etree._Element) -> Iterator[Attachment]:
    for one in graph.properties(node, "link"):
        file = graph.take(one)
        if file is None:
            continue
        fields: dict[str, str] = {}
        _read_identifiers(graph, file, fields)
        yield Attachment(fields.get("url", ""), graph.text(file, "type"), graph.text(file, "title"))
