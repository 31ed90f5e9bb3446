"""RDF/XML as exporters write it -> nodes, their properties, and what these point to.

Separate because RDF lets every node stand inside a property or somewhere else in the file.
Names are told by their last part: exporters differ in prefixes, and where we look no two
vocabularies mean different things by one name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from reading_list.formats.cleaning import read_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_NAMES = (f"{_RDF}about", f"{_RDF}ID", f"{_RDF}nodeID")
_POINTERS = (f"{_RDF}resource", f"{_RDF}nodeID")


def local_name(element: etree._Element) -> str:
    """`{http://purl.org/net/biblio#}Book` -> `Book`."""
    return str(element.tag).rpartition("}")[2]


def line_of(element: etree._Element) -> int:
    """The line of the file on which an element begins."""
    return cast("int | None", element.sourceline) or 1


class RdfGraph:
    """One file. Every look-up is by dictionary, so a ring of nodes is no trap."""

    def __init__(self, root: etree._Element) -> None:
        self.nodes: tuple[etree._Element, ...] = tuple(root.iterchildren())
        """The nodes at the top, in order."""
        self._root = root
        self._properties: dict[etree._Element, Mapping[str, list[etree._Element]]] = {}
        self._by_name: dict[str, etree._Element] = {}
        self._taken: set[etree._Element] = set()
        for element in root.iter():
            name = self.name(element)
            if name:
                self._by_name.setdefault(name, element)

    def name(self, node: etree._Element) -> str:
        """What other nodes call it; nothing for one that cannot be called."""
        return next((read_line(node.get(one)) for one in _NAMES if node.get(one)), "")

    def kind(self, node: etree._Element) -> str:
        """The class of a node: the name of its element, or its `rdf:type`."""
        kind = local_name(node)
        types = self.properties(node, "type") if kind == "Description" else ()
        named = next((read_line(one.get(_POINTERS[0])) for one in types), "")
        return named.replace("#", "/").rpartition("/")[2] or kind

    def all_properties(self, node: etree._Element) -> Mapping[str, list[etree._Element]]:
        """Name -> properties, in their order; each node is gone through once."""
        known = self._properties.get(node)
        if known is None:
            found: dict[str, list[etree._Element]] = {}
            for one in node.iterchildren():
                found.setdefault(local_name(one), []).append(one)
            known = self._properties[node] = found
        return known

    def properties(self, node: etree._Element, name: str) -> list[etree._Element]:
        """All properties of a name."""
        return self.all_properties(node).get(name, [])

    def text(self, node: etree._Element | None, name: str) -> str:
        """The first text of a property, as one line."""
        return read_line(self.raw_text(node, name))

    def raw_text(self, node: etree._Element | None, name: str) -> str:
        """The same, as it is."""
        found = self.properties(node, name) if node is not None else []
        return next((one.text for one in found if one.text and not len(one)), "")

    def follow(self, one: etree._Element) -> etree._Element | None:
        """The node that a property holds or points to."""
        if len(one):
            return one[0]
        return self._by_name.get(self._pointer(one))

    def node(self, node: etree._Element, name: str) -> etree._Element | None:
        """The first node of a property."""
        found = (self.follow(one) for one in self.properties(node, name))
        return next((one for one in found if one is not None), None)

    def take(self, one: etree._Element) -> etree._Element | None:
        """Follow a property to a node that belongs to one other only: the first that asks."""
        found = self.follow(one)
        if found is None or found in self._taken:
            return None
        self._taken.add(found)
        return found

    def targets(self, node: etree._Element, name: str) -> Iterator[str]:
        """Names of the nodes that a property points to, whether the file holds them or not."""
        for one in self.properties(node, name):
            inner = self.name(one[0]) if len(one) else self._pointer(one)
            if inner:
                yield inner

    def find_targets(self, *names: str) -> frozenset[str]:
        """Names of all nodes that some property of these names points to, anywhere."""
        found = (self._pointer(one) for one in self._root.iter() if local_name(one) in names)
        return frozenset(name for name in found if name)

    def _pointer(self, one: etree._Element) -> str:
        return next((read_line(one.get(name)) for name in _POINTERS if one.get(name)), "")
