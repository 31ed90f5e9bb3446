"""TeX formulas -> MathML or plain Unicode, along one path.

Separate so that a title in a list, in a feed and in a browser tab never disagree. Whatever
cannot be converted stays visible as its source.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import tostring

from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.math_tree import parse_tex
from reading_list.texts.math_unicode import linearise


@lru_cache(maxsize=4096)
def to_mathml(tex: str, *, display: bool = False) -> str:
    """Convert a formula to `<math>`, with its TeX as `alttext`.

    A formula that cannot be converted becomes `<code class="rl-tex">` with the source; an
    undefined macro in an otherwise good one stays as its name. Well-formed in any case.
    """
    tree = parse_tex(tex, display=display)
    source = fold_space(drop_controls(tex))
    if tree is None:
        return f'<code class="rl-tex">{escape(source)}</code>'
    math = deepcopy(tree)
    math.set("alttext", source)
    return tostring(math, encoding="unicode", short_empty_elements=False)


@lru_cache(maxsize=4096)
def to_unicode(tex: str) -> str:
    r"""Convert a formula to one line of text: `5\times 5` to `5 × 5`, `x_i^2` to `xᵢ²`."""
    tree = parse_tex(tex)
    return fold_space(drop_controls(tex)) if tree is None else linearise(tree)
