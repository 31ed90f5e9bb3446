r"""The grammar of a formula: rows, groups, scripts, letters; TeX -> elements of MathML.

Separate from the commands because these rules are few and every command follows them. Whatever
is not known is shown as it is written, and noted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reading_list.texts import math_elements as mathml
from reading_list.texts.math_symbols import FUNCTIONS, LIMITS, SPACES, find_symbol
from reading_list.texts.math_tokens import Tokens, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

    Command = Callable[["Parser", str], list[Element]]
    """What a command makes of the arguments that follow it."""
    Declaration = Callable[["Parser", str, list[Element], frozenset[str]], list[Element]]
    """What it makes of the row before it and the rest of its group."""

DEEPEST: Final = 40
_GROUP: Final = frozenset({"}"})
_NOWHERE: Final[frozenset[str]] = frozenset()
_PRIMES: Final = ("", "\u2032", "\u2033", "\u2034", "\u2057")
_RUNS: Final = frozenset({"normal", "sans-serif", "monospace", "italic", "bold"})
"""Fonts in which letters beside one another are a word."""
_SCRIPTS: Final = frozenset({"_", "^", "'", r"\limits", r"\nolimits"})
_NO_ARGUMENT: Final = frozenset({"", "}", "_", "^", "'", "&", r"\\", r"\right", r"\end"})
_MISPLACED: Final = {
    "}": "A closing brace has no opening one.",
    r"\right": r"'\right' has no '\left'.",
    r"\middle": r"'\middle' has no '\left'.",
    r"\end": r"'\end' has no '\begin'.",
    r"\limits": r"'\limits' follows no operator.",
}


class Parser:
    """Reads one formula, with the commands that it is given."""

    def __init__(
        self,
        source: str,
        commands: Mapping[str, Command],
        declarations: Mapping[str, Declaration],
        *,
        display: bool,
    ) -> None:
        self.tokens = Tokens(source)
        self.display = display
        self.font = ""
        self.undefined: list[str] = []
        self._commands = commands
        self._declarations = declarations
        self._depth = 0

    def row(self, ends: frozenset[str] = _NOWHERE) -> list[Element]:
        """Read up to one of these tokens, which is left, or to the end of the formula.

        Raises:
            UnreadableError: it breaks off, or is nested too deep.
        """
        self._enter()
        font = self.font
        found: list[Element] = []
        while (sign := self.tokens.peek()) and sign not in ends:
            declare = self._declarations.get(sign)
            if declare is not None:
                self.tokens.take()
                found = declare(self, sign, found, ends)
            else:
                found += self._scripted()
        self.font = font
        self._depth -= 1
        return mathml.finish(found)

    def argument(self, command: str) -> Element:
        """Read the argument of a command: a group, or what the next token makes.

        Raises:
            UnreadableError: there is none.
        """
        if self.tokens.peek() in _NO_ARGUMENT:
            raise UnreadableError(f"'{command}' lacks an argument.")
        self._enter()
        made = mathml.row(self._group() if self.tokens.skip("{") else self._atom(single=True))
        self._depth -= 1
        return made

    def styled(self, command: str, font: str) -> Element:
        """Read an argument in a font."""
        before, self.font = self.font, font
        made = self.argument(command)
        self.font = before
        return made

    def inner(self, source: str) -> list[Element]:
        """Read a formula within a text of this one."""
        outer, self.tokens = self.tokens, Tokens(source)
        made = self.row()
        self.tokens = outer
        return made

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise UnreadableError("It is nested too deep.")

    def _group(self) -> list[Element]:
        made = self.row(_GROUP)
        if not self.tokens.skip("}"):
            raise UnreadableError("A brace is not closed.")
        return made

    def _scripted(self) -> list[Element]:
        """Read something and the scripts that follow it."""
        bare = self.tokens.peek() in {"_", "^", "'"}
        made = [] if bare else self._atom()
        if not bare and not made:
            return []
        base = made.pop() if made else mathml.make("mrow")
        return [*made, self._attach(base)]

    def _attach(self, base: Element) -> Element:
        limits = mathml.takes_limits(base)
        low: Element | None = None
        high: Element | None = None
        primes: list[Element] = []
        while (sign := self.tokens.peek()) in _SCRIPTS:
            if sign == "'":
                primes.append(self._primes())
            elif sign == "_":
                low = self._script(low)
            elif sign == "^":
                high = self._script(high)
            else:
                limits = self._limits(base)
        if base.tag != "mo":
            base.attrib.pop("movablelimits", None)  # a mark of ours
        raised = [*primes, *([] if high is None else [high])]
        return _join(base, low, mathml.row(raised) if raised else None, limits=limits)

    def _script(self, before: Element | None) -> Element:
        sign = self.tokens.take()
        if before is not None:
            raise UnreadableError(f"Two scripts with '{sign}' follow one another.")
        return self.argument(sign)

    def _limits(self, base: Element) -> bool:
        """Follow the author, who says where the scripts of an operator stand."""
        limits = self.tokens.take() == r"\limits"
        if limits and base.tag == "mo":
            base.set("movablelimits", "false")
        return limits

    def _primes(self) -> Element:
        count = 0
        while self.tokens.skip("'"):
            count += 1
        text = _PRIMES[count] if count < len(_PRIMES) else _PRIMES[1] * count
        return mathml.token("mo", text)

    def _atom(self, *, single: bool = False) -> list[Element]:
        """Read one thing without its scripts; only its first letter or digit if `single`."""
        sign = self.tokens.take()
        if sign in _MISPLACED:
            raise UnreadableError(_MISPLACED[sign])
        if sign == "{":
            made = self._group()
            return [mathml.tighten(made[0])] if len(made) == 1 else [mathml.row(made)]
        if len(sign) > 1:
            return self._command(sign)
        if sign.isdecimal() or (sign == "." and self.tokens.peek().isdecimal() and not single):
            return [mathml.number(sign if single else self._number(sign), self.font)]
        if sign.isalpha():
            text = sign
            while not single and self.font in _RUNS and _is_alphanumeric(self.tokens.peek()):
                text += self.tokens.take()
            return [mathml.letters(text, self.font)]
        if sign == "~":
            return [mathml.space(SPACES["~"])]
        return [mathml.symbol(sign)]

    def _number(self, first: str) -> str:
        text = first
        while (sign := self.tokens.peek()).isdecimal() or (sign == "." and "." not in text):
            if sign == "." and not self.tokens.peek_second().isdecimal():
                break
            text += self.tokens.take()
        return text

    def _command(self, sign: str) -> list[Element]:
        make = self._commands.get(sign)
        if make is not None:
            return make(self, sign)
        name = sign[1:]
        if name in SPACES:
            return [mathml.space(SPACES[name])]
        if name in FUNCTIONS or name in LIMITS:
            return [mathml.name(LIMITS.get(name, name), limits=name in LIMITS)]
        char = find_symbol(name)
        return [mathml.symbol(char, self.font)] if char else self._undefined(sign)

    def _undefined(self, sign: str) -> list[Element]:
        """Show a command that nothing defines, and its braces, as they are written."""
        self.undefined.append(sign)
        made = [mathml.text(sign)]
        while self.tokens.skip("{"):
            made += [mathml.text("{"), *self._group(), mathml.text("}")]
        return [mathml.row(made)]


def _is_alphanumeric(sign: str) -> bool:
    return len(sign) == 1 and sign.isalnum()


def _join(base: Element, low: Element | None, high: Element | None, *, limits: bool) -> Element:
    if low is not None and high is not None:
        return mathml.make("munderover" if limits else "msubsup", base, low, high)
    if low is not None:
        return mathml.make("munder" if limits else "msub", base, low)
    if high is not None:
        return mathml.make("mover" if limits else "msup", base, high)
    return base
