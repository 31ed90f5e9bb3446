r"""A formula as tokens: `\alpha`, `\,`, `{`, `x`; and one place from which they are read.

Separate because some arguments are formulas and some are texts, and only here one becomes the
other.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)?|\S", re.DOTALL)
_LENGTH = re.compile(r"[+-]?\s*\d*\.?\d+\s*(?:em|ex|mu|pt|px|pc|cm|mm|in|sp|bp)")
_DEPTHS = {"{": 1, "}": -1, r"\begin": 1, r"\end": -1, r"\left": 1, r"\right": -1}


class UnreadableError(Exception):
    """The formula cannot be shown whole; the message is a sentence for its author."""


class Tokens:
    """Blanks separate tokens and are none; the source keeps them for arguments that are text."""

    def __init__(self, source: str) -> None:
        self.source = source
        found = list(_TOKEN.finditer(source))
        self._texts = [one[0] for one in found]
        self._starts = [one.start() for one in found]
        self._next = 0

    def peek(self) -> str:
        """Return the next token; empty at the end."""
        return self._texts[self._next] if self._next < len(self._texts) else ""

    def peek_second(self) -> str:
        """Return the token after the next; empty where there is none."""
        return self._texts[self._next + 1] if self._next + 1 < len(self._texts) else ""

    def take(self) -> str:
        """Return the next token and go on; empty at the end."""
        token = self.peek()
        self._next += 1
        return token

    def skip(self, token: str) -> bool:
        """Go on if the next token is this one."""
        is_next = self.peek() == token
        self._next += is_next
        return is_next

    def take_text(self, command: str) -> str:
        """Return an argument as it is written, without its braces.

        Raises:
            UnreadableError: there is none, or its brace is not closed.
        """
        if not self.skip("{"):
            sign = self.take()
            if sign in {"", "}"}:
                raise UnreadableError(f"'{command}' lacks its argument.")
            return sign
        first, depth = self._next, 1
        while depth:
            sign = self.take()
            if not sign:
                raise UnreadableError("A brace is not closed.")
            depth += {"{": 1, "}": -1}.get(sign, 0)
        return self._between(first, self._next - 1)

    def take_option(self) -> str | None:
        """Return what stands in the brackets that follow; None where no bracket does."""
        if self.peek() != "[":
            return None
        before, depth = self._next, 0
        self.take()
        while sign := self.take():
            depth += {"{": 1, "}": -1}.get(sign, 0)
            if sign == "]" and depth == 0:
                return self._between(before + 1, self._next - 1)
        self._next = before
        return None

    def take_option_like(self, pattern: re.Pattern[str]) -> str | None:
        """Return what stands in the brackets that follow, if all of it is of a pattern."""
        before = self._next
        option = self.take_option()
        if option is not None and not pattern.fullmatch(option):
            self._next = before
            return None
        return option

    def take_length(self) -> str:
        """Return a length that stands without braces, such as `-3mu`."""
        start = self._starts[self._next] if self.peek() else len(self.source)
        found = _LENGTH.match(self.source, start)
        if found is None:
            return ""
        while self.peek() and self._starts[self._next] < found.end():
            self.take()
        return found[0]

    def has_line_break(self) -> bool:
        r"""Tell whether a `\\` stands outside of every group, environment and `\left`."""
        depth = 0
        for sign in self._texts:
            if sign == "\\\\" and depth == 0:
                return True
            depth += _DEPTHS.get(sign, 0)
        return False

    def _between(self, first: int, last: int) -> str:
        """The source from one token up to another."""
        start = self._starts[first - 1] + len(self._texts[first - 1])
        return self.source[start : self._starts[last]]
