"""Stray HTML, JATS and MathML in titles and abstracts -> plain text.

Separate because agencies and pages leave mark-up in fields that should hold none.
"""

from __future__ import annotations

import re

from lxml import etree, html

from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.math_alphabets import subscript, superscript

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#x[0-9A-Fa-f]+|\w+);")
_DOUBLED = re.compile(r"&amp;(?=(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]\w*);)")
_BLOCKS = frozenset({"p", "sec", "list-item", "li", "div", "title", "br"})
_BREAK = "\u2029"
"""Unicode's paragraph separator."""
_SILENT = frozenset({"script", "style"})
_TEX = frozenset({"tex-math", "annotation"})
_FORMULAS = frozenset({"math", "inline-formula", "sub", "sup"}) | _TEX
_HEADING = re.compile(r"(?:abstract|summary)[.:]?", re.IGNORECASE)
_DOLLARS = re.compile(r"^\s*\$+|\$+\s*$|\\(?:begin|end)\{document\}")


def to_line(text: str) -> str:
    """One line: `H<sub>2</sub>O &amp; <i>E. coli</i>` -> `H₂O & E. coli`."""
    return fold_space(" ".join(_paragraphs(text)))


def to_paragraphs(text: str) -> str:
    """Paragraphs with empty lines between them, without a heading `Abstract`."""
    found = [one for one in map(fold_space, _paragraphs(text)) if one]
    if found and _HEADING.fullmatch(found[0]):
        found = found[1:]
    return "\n\n".join(found)


def _paragraphs(text: str) -> list[str]:
    clean = drop_controls(text)
    if not _MARKUP.search(clean):
        return re.split(r"\n\s*\n", clean)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        root = html.fragment_fromstring(
            _DOUBLED.sub("&", clean), create_parent="div", parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return [_MARKUP.sub(" ", clean)]
    for element in list(root.iterdescendants()):
        _flatten(element)
    return "".join(map(str, root.itertext())).split(_BREAK)


def _flatten(element: html.HtmlElement) -> None:
    """Leave text only: formulas as one text, marks where a paragraph begins or ends."""
    name = str(element.tag).rpartition(":")[2]
    if name in _BLOCKS:
        element.text = _BREAK + (element.text or "")
        element.tail = _BREAK + (element.tail or "")
    elif name in _FORMULAS or name in _SILENT:
        element.text = _to_formula(name, element) if name in _FORMULAS else ""
        del element[:]


def _to_formula(name: str, element: etree._Element) -> str:
    """TeX where the source gives it, else the characters of the formula."""
    inner = fold_space("".join(map(str, element.itertext())))
    if name == "sub":
        return subscript(inner) or inner
    if name == "sup":
        return superscript(inner) or inner
    for one in element.iter():
        if str(one.tag).rpartition(":")[2] in _TEX and one.text:
            return f"${fold_space(_DOLLARS.sub('', one.text))}$"
    return inner.replace(" ", "") if name == "math" else inner
