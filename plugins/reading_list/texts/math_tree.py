"""TeX -> a sound MathML tree, or nothing.

Separate because latex2mathml drops comments, arguments and unbalanced braces, lets links and
styles through and leaves its own references undecoded: all of it is judged or mended here, once,
so that the two forms a reader may get (MathML and Unicode) come from the same tree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from latex2mathml import commands
from latex2mathml.converter import convert_to_element

from reading_list.texts.characters import drop_controls
from reading_list.texts.math_alphabets import style_letters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_LONGEST = 5_000
_DEEPEST_BRACES = 40
_DEEPEST_TREE = 100

# Commands that hide their argument, carry an address or a style, or define other commands.
_REFUSED = re.compile(
    r"\\(?:def|newcommand|newenvironment|DeclareMathOperator|unicode|verb|href|style|class"
    r"|mathchoice|leftroot|uproot|rule|skew|genfrac)(?![A-Za-z])|&#"
)
_NESTED_TEXT = re.compile(r"\\(?:text[a-z]*|mbox|hbox|fbox|emph)\s*\{[^{}]*\{")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_COMMENT_SIGN = re.compile(r"(\\.)|%", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{([^{}]*)\}")
_FONT_COMMAND = re.compile(r"\\math[a-z]*")
_PLAIN_ENVIRONMENTS = frozenset({"equation", "equation*", "gather", "gather*", "aligned"})
_KNOWN_ENVIRONMENTS = frozenset(name[1:] for name in commands.MATRICES) | _PLAIN_ENVIRONMENTS
_KNOWN_FONTS = frozenset(commands.LOCAL_FONTS) | frozenset(commands.MATH_NON_FONT_COMMANDS)

_ALIASES: Final = (
    (re.compile(r"\\math(?:bbm|ds)(?![A-Za-z])"), r"\\mathbb"),
    (re.compile(r"\\(?:ensuremath|xspace|nonumber)(?![A-Za-z])"), ""),
    (re.compile(r"\\operatorname\*?(?!\s*\{[A-Za-z\s]+\}|[A-Za-z*])"), r"\\mathrm"),
    (re.compile(r"\{align\}|\{gather\*?\}|\{aligned\}"), "{align*}"),
    (re.compile(r"\\arg(?![A-Za-z])"), r"\\operatorname{arg}"),
)

_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_TEXT_ESCAPE = re.compile(r"\\([%&_#$ ])")
_FUNCTION = re.compile(r"[a-z]{2,6}")
_UNDEFINED = re.compile(r"\\[A-Za-z]+")
_LENGTH = re.compile(r"[+-]?\d?(?:\.\d{1,3})?(?:em|ex|px)|0")
_LENGTHS = frozenset({"width", "height", "depth", "lspace", "rspace", "voffset"})
_KEPT = frozenset(
    "stretchy fence form accent movablelimits largeop minsize maxsize displaystyle scriptlevel"
    " linethickness columnalign notation".split()
)
_KEPT_VALUE = re.compile(r"[\w. ]{1,20}")
_CHILDREN = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
_NEGATION = "\u29f8"


@lru_cache(maxsize=4096)
def parse_tex(tex: str, *, display: bool = False) -> Element | None:
    """Convert one formula to a `<math>` tree that callers must not change.

    None where the formula cannot be shown without losing something of it: it is unbalanced,
    nested too deep, longer than 5,000 characters, or latex2mathml fails.
    """
    source = _prepare(tex)
    if source is None:
        return None
    try:
        math = convert_to_element(source, display="block" if display else "inline")
    except Exception:  # noqa: BLE001 - a foreign parser; on hostile text it raises whatever it likes
        return None
    if _depth(math) > _DEEPEST_TREE:
        return None
    return math if _mend(math) else None


def _prepare(tex: str) -> str | None:
    source = drop_controls(tex).strip()
    if not source or len(source) > _LONGEST or not _is_safe(source):
        return None
    for pattern, replacement in _ALIASES:
        source = pattern.sub(replacement, source)
    return _COMMENT_SIGN.sub(lambda found: found[1] or r"\%", source)


def _is_safe(source: str) -> bool:
    """Tell whether latex2mathml keeps all of it."""
    return (
        _is_balanced(source)
        and _REFUSED.search(source) is None
        and _NESTED_TEXT.search(source) is None
        and set(_ENVIRONMENT.findall(source)) <= _KNOWN_ENVIRONMENTS
        and {name for name in _FONT_COMMAND.findall(source) if name not in _KNOWN_FONTS}
        <= {r"\mathbbm", r"\mathds"}
    )


def _is_balanced(source: str) -> bool:
    depth = 0
    for found in _BRACE.finditer(source):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not 0 <= depth <= _DEEPEST_BRACES:
            return False
    return depth == 0


def _depth(math: Element) -> int:
    depth, level = 0, [math]
    while level:
        depth += 1
        level = [child for element in level for child in element]
    return depth


def _mend(math: Element) -> bool:
    """Repair the tree in place; False where a part is missing."""
    elements = list(math.iter())
    if any(len(element) != _CHILDREN.get(element.tag, len(element)) for element in elements):
        return False
    for element in elements:
        _mend_text(element)
        _mend_attributes(element)
    for element in reversed(elements):
        _mend_children(element)
    return all(element.text == drop_controls(element.text or "") for element in _tokens(elements))


def _tokens(elements: list[Element]) -> Iterator[Element]:
    return (element for element in elements if element.text)


def _mend_text(element: Element) -> None:
    text = _REFERENCE.sub(lambda found: chr(int(found[1], 16)), element.text or "")
    if element.tag == "mtext":
        text = _TEXT_ESCAPE.sub(r"\1", text)
    elif element.tag == "mi" and text == "~":  # what latex2mathml makes of \sim
        element.tag, text = "mo", "\u223c"
    elif element.tag == "mi" and _UNDEFINED.fullmatch(text):
        element.tag = "mtext"
    elif element.tag == "mi" and _FUNCTION.fullmatch(text) and not element.get("mathvariant"):
        # An identifier has no room around it: `n log n` would read `nlogn`.
        element.tag = "mo"
        element.attrib.update(form="prefix", lspace="0.167em", rspace="0.167em")
    elif element.tag == "mo" and text == "\u2015":
        text = "\u203e"
    style = element.get("mathvariant", "") if element.tag != "mtext" else ""
    element.text = style_letters(text, style)


def _mend_attributes(element: Element) -> None:
    if element.get("linebreak"):
        element.set("width", "1em")
    for name, value in list(element.attrib.items()):
        if not _is_kept(element, name, value):
            del element.attrib[name]


def _is_kept(element: Element, name: str, value: str) -> bool:
    if element.tag == "math":
        return name in {"xmlns", "display"}
    if name == "mathvariant":
        return element.tag == "mi" and value == "normal"
    if name in _LENGTHS:
        return _LENGTH.fullmatch(value) is not None
    return name in _KEPT and _KEPT_VALUE.fullmatch(value) is not None


def _mend_children(element: Element) -> None:
    if element.tag in _CHILDREN:
        return
    kept: list[Element] = []
    for child in element:
        before = kept[-1] if kept else None
        if before is not None and _is_negation(before) and child.text:
            kept[-1] = child
            child.text = unicodedata.normalize("NFC", f"{child.text[0]}\u0338{child.text[1:]}")
        elif before is not None and _are_one_word(before, child):
            before.text = f"{before.text}{child.text}"
        else:
            kept.append(child)
    element[:] = kept


def _is_negation(element: Element) -> bool:
    return element.tag == "mpadded" and "".join(element.itertext()) == _NEGATION


def _are_one_word(first: Element, second: Element) -> bool:
    """Tell whether both are upright letters, which MathML otherwise sets apart."""
    return all(
        child.tag == "mi" and child.get("mathvariant") == "normal" for child in (first, second)
    )
