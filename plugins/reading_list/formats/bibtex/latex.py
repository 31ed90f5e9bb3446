"""LaTeX -> Unicode for titles and names; never for addresses, identifiers or keys.

Separate because every exchange format that LaTeX users write passes through it, and because the
decoder underneath cuts, drops or raises where it meets text that only looks like LaTeX.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)
from pylatexenc.latexwalker import LatexWalker, LatexWalkerError
from pylatexenc.latexwalker import get_default_latex_context_db as get_default_macros
from pylatexenc.macrospec import MacroSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SYMBOLS = {
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "S": "\u00a7",
    "P": "\u00b6",
    "copyright": "\u00a9",
    "pounds": "\u00a3",
    "textless": "<",
    "textgreater": ">",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textunderscore": "_",
    "textbar": "|",
    "newblock": "",
    "-": "",
    "/": "",
    "$": "\\$",
    "dj": "\u0111",
    "DJ": "\u0110",
}
_SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_LIGATURES = (("---", "\u2014"), ("--", "\u2013"), ("``", "\u201c"), ("''", "\u201d"))
_NEEDS_DECODER = re.compile(r"[\\$]")
_MARKED_UP = re.compile(r"[\\${}~`]|--|''")
_DOLLAR = re.compile(r"(?<!\\)\$")
_ESCAPED_SIGN = re.compile(r"\\([&%#_])")
_BARE = re.compile(r"(?<!\\)[%&#]")
_PARENTHESIS_MATH = re.compile(r"\\\((.+?)\\\)", re.DOTALL)
_VERB = re.compile(r"\\verb([^\sA-Za-z*{])(.*?)\1")
_COMMAND_OR_BRACE = re.compile(r"\\[A-Za-z]+\*?\s*|[{}\\]")
_ESCAPED_BRACE = re.compile(r"\\.", re.DOTALL)
_DEEPEST = 60
_BLANKS_THAT_GO = {
    "between-macro-and-chars": True,
    "between-latex-constructs": True,
    "after-comment": True,
    "in-equations": False,
}
_BRACED = r"[^{}$]*"
for _ in range(4):
    _BRACED = rf"(?:[^{{}}$]|\{{{_BRACED}\}})*"
MATH = re.compile(rf"(?<!\\)\$(?=[^\s$]){_BRACED}(?<![\s\\])\$(?!\d)")
"""Mathematics between dollars, balanced in its braces and at most four levels deep."""

_ONE_LETTER = r"(?:\\?[A-Za-z]|\{\\?[A-Za-z]\})"
_LETTER_COMMAND = re.compile(
    rf"""\{{\\(?:[`'^"~=.]\s*|[Hbcdkruv](?:\s+|(?=[{{\\]))){_ONE_LETTER}\s*\}}"""
    r"""|\{\\(?:AA|AE|OE|DJ|O|L|aa|ae|oe|dj|ss|o|l|i|j)\s*\}"""
    r"""|\\[`'^"~=.](?:[A-Za-z]|\{\\?[A-Za-z]\}|\\[ij]\b)"""
)

logging.getLogger("pylatexenc").addHandler(logging.NullHandler())


@lru_cache(maxsize=1 << 15)
def decode_latex(text: str) -> str:
    r"""Turn LaTeX into Unicode on one line, NFC; `$...$` stays, case-protecting braces go.

    Unknown commands keep their argument. Literal dollars that would read as mathematics stay
    `\$`.
    """
    simple = _ESCAPED_SIGN.sub(r"\1", unify_letters(text)) if "\\" in text else text
    text = _decode_commands(text) if _NEEDS_DECODER.search(simple) else _decode_marks(simple)
    return " ".join(unicodedata.normalize("NFC", text.replace("\u00ad", "")).split())


def _decode_marks(text: str) -> str:
    """Decode what holds no command: braces, ties, dashes and quotes."""
    if _MARKED_UP.search(text):
        text = text.replace("{", "").replace("}", "").replace("~", " ")
        for ligature, char in _LIGATURES:
            text = text.replace(ligature, char)
    return text


def unify_letters(raw: str) -> str:
    r"""Replace commands for single letters, so that `{\"o}`, `\"{o}` and `ö` compare equal."""
    return _LETTER_COMMAND.sub(_to_letter, raw) if "\\" in raw else raw


def _to_letter(match: re.Match[str]) -> str:
    return _decode_letter(match[0])


@lru_cache(maxsize=1 << 12)
def _decode_letter(command: str) -> str:
    letter = unicodedata.normalize("NFC", _decode_commands(command).strip())
    return letter if len(letter) == 1 and letter.isalpha() else command


def _decode_commands(text: str) -> str:
    text = _PARENTHESIS_MATH.sub(r"$\1$", text)
    text = _VERB.sub(lambda match: re.sub(r"[&%#_{}$]", r"\\\g<0>", match[2]), text)
    if len(_DOLLAR.findall(text)) % 2:
        text = _DOLLAR.sub(r"\\$", text)
    text = _BARE.sub(r"\\\g<0>", text)
    decoded = _parse_commands(text) if _is_sound(text) else None
    if decoded is None:
        return _COMMAND_OR_BRACE.sub("", text)
    plain = decoded.replace("\\$", "$")
    return plain if MATH.findall(plain) == MATH.findall(decoded) else decoded


def _parse_commands(text: str) -> str | None:
    """Decode by the library; None where it breaks, as it does on commands cut short."""
    walker = LatexWalker(text, latex_context=_macros(), tolerant_parsing=True)
    try:
        decoded: str = _decoder().nodelist_to_text(walker.get_latex_nodes()[0])
    except (LatexWalkerError, AttributeError, LookupError, TypeError, ValueError):
        return None
    return decoded


def _is_sound(text: str) -> bool:
    """Say whether braces are balanced and not so deep that the library would recurse too far."""
    depth = deepest = 0
    for char in _ESCAPED_BRACE.sub("", text):
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
        if depth < 0:
            return False
    return not depth and deepest <= _DEEPEST


def _to_last_argument(node: Any, l2tobj: Any) -> str:  # noqa: ANN401 - pylatexenc is untyped
    arguments = [one for one in node.nodeargd.argnlist or () if one is not None]
    text: str = l2tobj.nodelist_to_text(arguments[-1:])
    return text


def _script(table: Mapping[int, int]) -> Callable[[Any, Any], str]:
    """Superscript or subscript, where Unicode has every character of it."""

    def to_text(node: Any, l2tobj: Any) -> str:  # noqa: ANN401 - pylatexenc is untyped
        text = _to_last_argument(node, l2tobj)
        return text.translate(table) if all(ord(char) in table for char in text) else text

    return to_text


def _to_math(node: Any) -> str:  # noqa: ANN401 - pylatexenc is untyped
    inner = "".join(one.latex_verbatim() for one in node.nodeargd.argnlist or () if one)
    return f"${inner.removeprefix('{').removesuffix('}')}$"


@cache
def _macros() -> Any:  # noqa: ANN401 - pylatexenc is untyped
    macros = get_default_macros()
    one_argument = ("cite", "ensuremath", "textsubscript", "textsuperscript")
    specs = [MacroSpec("href", args_parser="{{")]
    specs += [MacroSpec(name, args_parser="{") for name in one_argument]
    specs += [MacroSpec(name, args_parser="") for name in _SYMBOLS]
    macros.add_context_category("reading-list", macros=specs, prepend=True)
    return macros


@cache
def _decoder() -> LatexNodes2Text:
    texts = get_default_latex_context_db()
    specs = [
        MacroTextSpec(name, simplify_repl=text, discard=not text) for name, text in _SYMBOLS.items()
    ]
    specs += [
        MacroTextSpec("href", simplify_repl=_to_last_argument),
        MacroTextSpec("cite", simplify_repl=_to_last_argument),
        MacroTextSpec("ensuremath", simplify_repl=_to_math),
        MacroTextSpec("textsuperscript", simplify_repl=_script(_SUPERSCRIPTS)),
        MacroTextSpec("textsubscript", simplify_repl=_script(_SUBSCRIPTS)),
    ]
    texts.add_context_category("reading-list", macros=specs, prepend=True)
    texts.set_unknown_macro_spec(MacroTextSpec("", discard=False))
    return LatexNodes2Text(
        latex_context=texts, math_mode="verbatim", strict_latex_spaces=_BLANKS_THAT_GO
    )
