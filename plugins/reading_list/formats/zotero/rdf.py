"""Zotero RDF, the export that keeps notes and collections -> works and every fault found.

Source: Zotero's exports; the vocabularies are bib, dc, dcterms, foaf, link, prism, vcard and
Zotero's own (`z`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from lxml import etree

from reading_list.diagnostics import Diagnostic, error, shorten, warning
from reading_list.formats.imported import find_duplicate_keys
from reading_list.formats.zotero.items import to_entry
from reading_list.formats.zotero.rdf_fields import read_item
from reading_list.formats.zotero.rdf_graph import RdfGraph, line_of, local_name
from reading_list.model import Location
from reading_list.texts.characters import drop_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.formats.imported import ImportedEntry

_CONTAINERS = frozenset(
    """Journal Periodical Newspaper Magazine Series Part Collection CourtReporter Conference Website
    Blog Forum Seq Bag Person Organization Address URI AutomaticTag LCC""".split()
)
"""Nodes that describe a part or a place of a work, never a work."""
_CHILDREN = frozenset({"note", "attachment", "Memo", "Attachment"})


def read_zotero_rdf(
    text: str, uri: str
) -> tuple[tuple[ImportedEntry, ...], tuple[Diagnostic, ...]]:
    """Read one file; entries in its order. Collections that hold an item become tags."""
    root, fault = _parse(text, uri)
    if root is None:
        return (), (fault,) if fault else ()
    graph = RdfGraph(root)
    collections = _name_collections(graph)
    held = graph.find_targets("isReferencedBy", "link")
    containers = graph.find_targets("isPartOf")
    entries: list[ImportedEntry] = []
    faults: list[Diagnostic] = []
    for node in graph.nodes:
        kind = graph.text(node, "itemType") or graph.kind(node)
        at = Location(uri, line_of(node))
        is_part = kind in _CONTAINERS or (
            graph.name(node) in containers and not graph.text(node, "itemType")
        )
        if kind in _CHILDREN or graph.kind(node) in _CHILDREN:
            if graph.name(node) not in held:
                faults.append(_name_child(graph, node, at))
        elif not is_part:
            item = read_item(graph, node, collections.get(graph.name(node), ()))
            entry = to_entry(item, uri)
            if entry.paper.title:
                entries.append(entry)
            else:
                message = f"The entry '{shorten(graph.name(node))}' has no title."
                faults.append(error("unreadable-entry", at, message))
    return tuple(entries), (*faults, *find_duplicate_keys(entries))


def _parse(text: str, uri: str) -> tuple[etree._Element | None, Diagnostic | None]:
    """Parse without DTD, entities or network; a file with a DTD is refused."""
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(drop_controls(text.removeprefix("\ufeff")).encode(), parser)
    except etree.XMLSyntaxError as problem:
        at = Location(uri, problem.lineno or 1)
        reason = re.sub(r",? line \d+, column \d+.*", "", str(problem.msg or "no XML")).strip(" .")
        message = f"The file is no sound XML: {shorten(reason)}."
        return None, error("unreadable-file", at, message, "Export it again.")
    if root.getroottree().docinfo.internalDTD is not None:
        message = "The file declares a document type, which no export of Zotero does."
        return None, error("unreadable-file", Location(uri), message)
    if local_name(root) != "RDF":
        message = f"The file is no RDF; it begins with '{shorten(local_name(root))}'."
        hint = "Choose Zotero RDF as the format."
        return None, error("unreadable-file", Location(uri), message, hint)
    return root, None


def _name_collections(graph: RdfGraph) -> Mapping[str, Iterable[str]]:
    """Name of a node -> the collections that hold it directly."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for node in graph.nodes:
        title = graph.text(node, "title") if local_name(node) == "Collection" else ""
        if title:
            for part in graph.targets(node, "hasPart"):
                names[part].append(title)
    return names


def _name_child(graph: RdfGraph, node: etree._Element, at: Location) -> Diagnostic:
    kind = "attachment" if "Attachment" in local_name(node) else "note"
    text = graph.text(node, "title") or re.sub("<[^<>]*>", " ", graph.text(node, "value"))
    return warning("skipped-item", at, f"The {kind} '{shorten(text)}' belongs to no work.")
