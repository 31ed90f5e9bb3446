"""What is wrong with the content, as values: collected, sorted, worded in one place.

Content faults never raise. Codes are stable kebab-case nouns; the manual explains each.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.model import Location


_FEW = 100
"""Names that are all compared."""
_LIKELY = 20
"""Names of many that are compared."""
_ENOUGH = 3000
"""Names that share a part of the wrong one, counted for each part: the rarest parts say most."""


class Severity(Enum):
    """Errors end a build; warnings do so under `--strict`; advice never does."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


_NOUNS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.ADVICE: "piece of advice",
}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault: what, where, and how to mend it."""

    severity: Severity
    code: str
    location: Location
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """`papers/lstm.md:7: error[unknown-prerequisite]: ... Did you mean ...?`."""
        where = f"{self.location.uri}:{self.location.line}"
        hint = f" {self.hint}" if self.hint else ""
        return f"{where}: {self.severity.value}[{self.code}]: {self.message}{hint}"


def error(code: str, location: Location, message: str, hint: str = "") -> Diagnostic:
    """A fault that ends the build with exit code 1."""
    return Diagnostic(Severity.ERROR, code, location, message, hint)


def warning(code: str, location: Location, message: str, hint: str = "") -> Diagnostic:
    """A fault that ends the build under `--strict` only."""
    return Diagnostic(Severity.WARNING, code, location, message, hint)


def advice(code: str, location: Location, message: str, hint: str = "") -> Diagnostic:
    """What could be better, and is no fault."""
    return Diagnostic(Severity.ADVICE, code, location, message, hint)


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file, line, code and message; equal ones once."""
    return tuple(
        sorted(
            set(diagnostics),
            key=lambda one: (
                one.location.uri,
                one.location.line,
                one.code,
                one.message,
                one.severity.value,
                one.hint,
            ),
        )
    )


def format_count(diagnostics: Iterable[Diagnostic]) -> str:
    """`3 errors, 1 warning, 2 pieces of advice in 2 files`, or `no faults`."""
    found = tuple(diagnostics)
    counts = Counter(one.severity for one in found)
    parts = [
        _plural(counts[severity], _NOUNS[severity]) for severity in Severity if counts[severity]
    ]
    files = len({one.location.uri for one in found})
    return f"{', '.join(parts)} in {_plural(files, 'file')}" if parts else "no faults"


def format_nearest(value: str, known: Iterable[str]) -> str:
    """`Did you mean 'x' or 'y'?`, or nothing where no known name is near, whatever its case."""
    names = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(value.casefold(), names, n=2, cutoff=0.7)
    if not near:
        return ""
    return "Did you mean " + " or ".join(f"'{names[one]}'" for one in near) + "?"


class NearNames:
    """Names of which the nearest is asked for again and again, as of a thousand unknown ids.

    Of many names only those are compared that share the rarest parts of the wrong one.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(known)
        self._by_part: defaultdict[str, list[str]] = defaultdict(list)

    def format(self, value: str) -> str:
        """Return what `format_nearest` does, of all names or of those that are likely."""
        if len(self._known) <= _FEW:
            return format_nearest(value, self._known)
        if not self._by_part:
            for name in self._known:
                for part in _split(name):
                    self._by_part[part].append(name)
        counts = Counter(chain.from_iterable(self._sharing(value)))
        return format_nearest(value, (name for name, _ in counts.most_common(_LIKELY)))

    def _sharing(self, value: str) -> Iterator[list[str]]:
        """The names that share a part, part by part from the rarest; the last are left out."""
        found = 0
        for part in sorted(_split(value) & self._by_part.keys(), key=self._rank):
            names = self._by_part[part]
            if found and found + len(names) > _ENOUGH:
                return
            found += len(names)
            yield names

    def _rank(self, part: str) -> tuple[int, str]:
        return len(self._by_part[part]), part


def _split(name: str) -> set[str]:
    """Every three characters in a row; those at an end know that they are."""
    ended = f"^{name.casefold()}$"
    return {ended[start : start + 3] for start in range(len(ended) - 2)}


def shorten(value: str, limit: int = 60) -> str:
    """Cut a quoted value so that a message stays one line; `limit` counts characters."""
    flat = " ".join(value.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "\u2026"


def _plural(number: int, noun: str) -> str:
    first, *rest = noun.split(" ")
    return f"{number} {noun}" if number == 1 else " ".join((f"{number} {first}s", *rest))
