"""HTML of a page -> HTML that a feed reader shows well and safely.

Separate from the other work on fragments because it decides what is allowed. The tree is
simplified first; nh3 has the last word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import nh3

from reading_list.texts.html_tree import elements, format_fragment, has_class, parse_fragment

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MATH_TAGS = frozenset(
    "math semantics mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom"
    " msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd menclose"
    " none annotation".split()
)
MATH_ATTRIBUTES = frozenset(
    "alttext display xmlns mathvariant stretchy fence form accent movablelimits largeop minsize"
    " maxsize displaystyle scriptlevel linethickness columnalign notation width height depth lspace"
    " rspace voffset encoding".split()
)
_TAGS: Final = MATH_TAGS | frozenset(
    "a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn"
    " div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p"
    " pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th"
    " thead time tr u ul var wbr".split()
)
_ATTRIBUTES: Final = {tag: set(MATH_ATTRIBUTES) for tag in MATH_TAGS} | {
    "*": {"id", "class", "title", "lang", "dir"},
    "a": {"href", "name", "hreflang", "rel"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "td": {"align", "colspan", "headers", "rowspan"},
    "th": {"align", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
_DROPPED: Final = frozenset(
    "script style form button select textarea template noscript svg canvas dialog title".split()
)
_EMBEDS = {"iframe": "src", "embed": "src", "video": "src", "audio": "src", "object": "data"}
_CHANGED: Final = _DROPPED | _EMBEDS.keys() | {"input"}
"""What changes whatever its class."""
_PASSES = 5  # broken nesting is mended differently by the two parsers until both agree
_LANGUAGE = re.compile(r"(?:language|lang)-[\w+#.-]+")
_CODE_LINE = re.compile(r"__codelineno|__span")


def clean(html: str) -> str:
    """Keep prose, headings, lists, tables, code, pictures, footnotes and MathML; drop the rest.

    Scripts, styles, forms, event handlers and the marks of a theme go; embedded frames become
    links; only `http`, `https`, `mailto` and relative addresses stay. Cleaning twice is cleaning
    once.
    """
    cleaned = _clean_once(html)
    for _ in range(_PASSES):  # pragma: no branch
        before, cleaned = cleaned, _clean_once(cleaned)
        if before == cleaned:
            break
    return cleaned


def _clean_once(html: str) -> str:
    return clean_tree(parse_fragment(html))


def clean_tree(root: HtmlElement) -> str:
    """Do the same once, to what is below the `div` of `parse_fragment`, which it changes.

    What comes out is safe; cleaning it again may still mend broken nesting.
    """
    for element in elements(root):
        if (element.tag in _CHANGED or element.get("class")) and element.getparent() is not None:
            _simplify(element)
    for pre in list(root.iter("pre")):
        _flatten_code(pre)
    return clean_written(format_fragment(root))


def clean_written(html: str) -> str:
    """The last word: what is not allowed goes."""
    return _CLEANER.clean(html)


def _simplify(element: HtmlElement) -> None:
    tag = element.tag
    if tag in _DROPPED or has_class(element, "headerlink", "linenos", "lineno", "linenodiv"):
        element.drop_tree()
    elif tag in _EMBEDS:
        _link_embed(element)
    elif tag == "input":
        _write_checkbox(element)
    elif tag == "table" and has_class(element, "highlighttable"):
        _unwrap_table(element)


def _link_embed(element: HtmlElement) -> None:
    """Put a link in the place of what another document would have filled."""
    sources = [
        element.get(_EMBEDS[element.tag]),
        *(one.get("src") for one in element.iter("source")),
    ]
    address = next((one for one in sources if one), "")
    if not address:
        element.drop_tree()
        return
    for child in list(element):
        element.remove(child)
    element.attrib.clear()
    element.tag = "a"
    element.set("href", address)
    element.text = address


def _write_checkbox(element: HtmlElement) -> None:
    if element.get("type") == "checkbox":
        mark = "\u2611" if element.get("checked") is not None else "\u2610"
        element.tail = f"{mark}{element.tail or ''}"
    element.drop_tree()


def _unwrap_table(table: HtmlElement) -> None:
    """Leave the code of a table that has line numbers in its other column."""
    for part in elements(table):
        if part.tag in {"tbody", "thead", "tr", "td", "th"}:
            part.drop_tag()
    table.tag = "div"


def _flatten_code(pre: HtmlElement) -> None:
    """Drop a highlighter's elements; the text stays as it is."""
    for element in elements(pre):
        is_line = element.tag == "a" and _CODE_LINE.match(
            element.get("id") or element.get("name") or ""
        )
        if element.tag == "span" or is_line:
            element.drop_tag()
    language = next((found for found in map(_language, (pre, *pre.iterancestors())) if found), "")
    for code in pre.findall("code"):
        if language and not _language(code):
            code.set("class", language)
    if (pre.text or "").startswith("\n"):  # an HTML parser drops the first line end of a `pre`
        pre.text = f"\n{pre.text}"


def _language(element: HtmlElement) -> str:
    found = _LANGUAGE.search(element.get("class") or "")
    return found[0] if found else ""


def _filter_attribute(tag: str, name: str, value: str) -> str | None:  # noqa: ARG001 - nh3's signature
    if name != "class":
        return value
    kept = [one for one in value.split() if one == "math" or _LANGUAGE.fullmatch(one)]
    return " ".join(kept) or None


_CLEANER: Final = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_DROPPED),
    attributes=_ATTRIBUTES,
    attribute_filter=_filter_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
"""Made once: to read its rules costs twenty times as much as to clean a paragraph."""
