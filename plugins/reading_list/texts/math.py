"""TeX formulas -> MathML, plain Unicode or plain words, along one path.

Separate so that a title in a list, in a feed and in a browser tab never disagree. Whatever
cannot be converted stays visible as its source.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import tostring

from reading_list.texts import math_elements as mathml
from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.math_tree import parse_tex
from reading_list.texts.math_unicode import linearise

MATHML = re.compile(
    r'<math(?: display="(?P<display>block)")? alttext="(?P<tex>[^"]*)"[^>]*>'
    r".*?</math>",
    re.DOTALL,
)
"""A formula as `to_mathml` writes it."""
_NARROW = 24
"""Characters of a formula that fit on every screen."""
_GREEK = re.compile("[\u0391-\u03a9\u03b1-\u03c9]")
_WORDS = {"×": "x", "∞": " infinity ", "→": " to ", "∇": " nabla ", "∂": " d ", "≠": " not "}


@lru_cache(maxsize=16_384)
def to_mathml(tex: str, *, display: bool = False, in_link: bool = False) -> str:
    """Convert a formula to `<math>`, with its TeX as `alttext` and, but for links, as annotation.

    In HTML the element needs no namespace, and is inline unless it says otherwise. One that may
    be wider than a phone scrolls by itself and, unless it is part of a link, can be reached by
    keys.
    A formula that cannot be converted becomes `<code class="rl-tex">` with the source; a command
    that nothing defines stays as its name in an otherwise good one. Well-formed in any case.
    """
    source = drop_controls(tex).strip()
    tree = parse_tex(tex, display=display).tree
    if tree is None:
        return f'<code class="rl-tex">{escape(source)}</code>'
    if not in_link:  # of which a list has many, and nobody copies from one
        annotation = mathml.token("annotation", source, encoding="application/x-tex")
        tree = mathml.make("semantics", tree, annotation)
    # In a link nothing stands beside the row, and the element is a row itself.
    is_row = in_link and tree.tag == "mrow" and not tree.attrib
    math = mathml.make("math", *tree) if is_row else mathml.make("math", tree)
    if display:
        math.set("display", "block")
    math.set("alttext", fold_space(source))
    if len(linearise(tree)) > _NARROW:
        math.set("class", "rl-wide")
        if not in_link:
            math.set("tabindex", "0")  # keys must reach what scrolls (WCAG 2.1.1)
    return tostring(math, encoding="unicode", short_empty_elements=False)


@lru_cache(maxsize=16_384)
def to_unicode(tex: str, *, display: bool = False) -> str:
    r"""Convert a formula to one line of text: `5\times 5` to `5 × 5`, `x_i^2` to `xᵢ²`."""
    tree = parse_tex(tex, display=display).tree
    return fold_space(drop_controls(tex)) if tree is None else linearise(tree)


def to_words(tex: str) -> str:
    r"""Convert a formula to letters and digits for an address: `\alpha^2` to `alpha2`."""
    plain = unicodedata.normalize("NFKC", to_unicode(tex))
    return fold_space(_GREEK.sub(_name, "".join(_WORDS.get(char, char) for char in plain)))


def find_problem(tex: str, *, display: bool = False) -> str:
    """Say what keeps a formula from being shown as it is meant; empty where nothing does."""
    return parse_tex(tex, display=display).problem


def _name(letter: re.Match[str]) -> str:
    """Spell a Greek letter, apart from the letters beside it."""
    word = unicodedata.name(letter[0]).rpartition(" ")[2].lower()
    before = " " * letter.string[: letter.start()][-1:].isalpha()
    after = " " * letter.string[letter.end() :][:1].isalpha()
    return f"{before}{word}{after}"
