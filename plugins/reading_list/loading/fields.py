"""One mapping of the front matter, read field by field into typed values.

A field that cannot be read yields a fault and counts as absent, so that one wrong value never
takes the rest of the file down.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from reading_list.diagnostics import Diagnostic, error, format_nearest, shorten, warning
from reading_list.loading.nodes import Entries, Items, Node, Scalar
from reading_list.model import Location, PartialDate, parse_partial_date
from reading_list.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reading_list.model import Slug

Choice = TypeVar("Choice", bound=str)

_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
_ADDRESS = re.compile(r"https?://[^\s<>\"]+|mailto:[^\s<>\"]+", re.IGNORECASE)
MOST = 1000
"""Values of a list."""
_MOST = {"tags": 200, "categories": 200}
"""Of these each has a page, which shows all the others."""
_PATH = re.compile(r"[/\\]|^\.+$")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef]")


class Fields:
    """Reads `entries` of the file `uri`; what is wrong gathers in `faults`.

    `aliases` maps accepted names to the name used here; both at once is a fault.
    """

    def __init__(
        self,
        entries: Entries,
        uri: str,
        aliases: Mapping[str, str] | None = None,
        faults: list[Diagnostic] | None = None,
    ) -> None:
        self.uri = uri
        self.line = entries.line
        self.faults: list[Diagnostic] = [] if faults is None else faults
        self.nodes: dict[str, Node] = {}
        self.lines: dict[str, int] = {}
        for written, node in entries.nodes.items():
            line = entries.lines[written]
            name = self.clean(Scalar(written, line), "a key")
            key = (aliases or {}).get(name, name)
            if key in self.nodes:
                self.fault(
                    "duplicate-key",
                    line,
                    f"'{written}' and line {self.lines[key]} both give '{key}'.",
                    "Keep one of the two.",
                )
                continue
            self.nodes[key], self.lines[key] = node, line

    def fault(self, code: str, line: int, message: str, hint: str = "") -> None:
        """Note an error on a line of this file."""
        self.faults.append(error(code, Location(self.uri, line), message, hint))

    def at(self, key: str) -> int:
        """The line of a key, or of the mapping where the key is absent."""
        return self.lines.get(key, self.line)

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value."""
        return self.nodes.get(key) is not None

    def report_unknown(self, known: Iterable[str]) -> None:
        """Warn of keys that the schema does not know (`unknown-field`)."""
        names = frozenset(known)
        for key in self.nodes:
            if key not in names:
                hint = format_nearest(key, names) or "Put free data under `extra:`."
                self.faults.append(
                    warning(
                        "unknown-field",
                        Location(self.uri, self.lines[key]),
                        f"'{shorten(key)}' is not a known key.",
                        hint,
                    )
                )

    def text(self, key: str) -> str:
        """One text, white space trimmed; control characters are a fault and dropped."""
        node = self.nodes.get(key)
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.fault("wrong-type", self.at(key), f"'{key}' is not one text.")
            return ""
        return self.clean(node, key).strip()

    def line_text(self, key: str) -> str:
        """One text on one line."""
        return " ".join(self.text(key).split())

    def slug(self, default: str) -> Slug:
        """The address that `slug` gives, else that of `default`; a path is a fault."""
        text = self.line_text("slug")
        if not _PATH.search(text):
            return slugify(text or default)
        self.fault(
            "wrong-slug",
            self.at("slug"),
            f"'slug: {shorten(text)}' is no single part of an address.",
            f"Write it without slashes, for example `{slugify(text.strip('.') or default)}`.",
        )
        return slugify(default)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text counts as a list of one. What is too much is left out."""
        found = tuple(scalar.text for scalar in self.scalars(key))
        most = _MOST.get(key, MOST)
        if len(found) > most:
            self.fault(
                "too-many-values",
                self.at(key),
                f"'{key}' has {len(found):,} values; the first {most:,} are read.",
                "Remove what nobody looks for.",
            )
        return found[:most]

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """A list of texts with their lines; empty ones are dropped."""
        node = self.nodes.get(key)
        found = []
        for item in node.nodes if isinstance(node, Items) else (node,):
            if item is None:
                continue
            if not isinstance(item, Scalar):
                self.fault("wrong-type", item.line, f"'{key}' holds something that is no text.")
                continue
            text = " ".join(self.clean(item, key).split())
            if text:
                found.append(Scalar(text, item.line))
        return tuple(found)

    def flag(self, key: str, *, if_unreadable: bool) -> bool:
        """True or false; an unreadable value counts as the safe one."""
        if not self.has(key):
            return False
        if not isinstance(self.nodes[key], Scalar):
            self.text(key)
            return if_unreadable
        text = self.text(key).lower()
        if text in _FALSE:
            return False
        if text in _TRUE:
            return True
        self.fault(
            "wrong-type", self.at(key), f"'{key}: {shorten(text)}' is neither true nor false."
        )
        return if_unreadable

    def number(self, key: str, lowest: int, highest: int) -> int | None:
        """A whole number between two bounds, both included."""
        text = self.text(key)
        if not text:
            return None
        if re.fullmatch(r"\d{1,9}", text) and lowest <= int(text) <= highest:
            return int(text)
        self.fault(
            "wrong-type",
            self.at(key),
            f"'{key}: {shorten(text)}' is not a whole number from {lowest} to {highest}.",
        )
        return None

    def choice(self, key: str, choices: Sequence[Choice]) -> Choice | None:
        """One of a closed list of words."""
        text = self.text(key)
        if not text:
            return None
        for one in choices:
            if one == text.lower():
                return one
        names = ", ".join(choices)
        hint = format_nearest(text.lower(), choices)
        self.fault(
            "unknown-value",
            self.at(key),
            f"'{key}: {shorten(text)}' is not one of {names}.",
            hint,
        )
        return None

    def date(self, key: str, *, finest_only: bool = False) -> PartialDate | None:
        """An EDTF date; with `finest_only` a month or a day of the calendar, nothing vaguer."""
        text = self.text(key)
        if not text:
            return None
        found = _parse_date(text)
        example = "`2025-07-03` or `2025-07`" if finest_only else "`2017`, `2017-06`, `2017-06-12`"
        is_vague = found is not None and (
            found.month is None or found.approximate or found.end is not None
        )
        if found is None or (finest_only and is_vague):
            self.fault(
                "wrong-date",
                self.at(key),
                f"'{key}: {shorten(text)}' is not a date that the calendar has."
                if found is None
                else f"'{key}: {shorten(text)}' is too vague.",
                f"Write it like {example}.",
            )
            return None
        return found

    def address(self, key: str) -> str:
        """An http, https or mailto address."""
        text = self.text(key)
        return self.check_address(text, key, self.at(key)) if text else ""

    def check_address(self, text: str, key: str, line: int) -> str:
        """The address itself, or nothing and a `wrong-address`."""
        if _ADDRESS.fullmatch(text):
            return text
        self.fault(
            "wrong-address",
            line,
            f"'{key}: {shorten(text)}' is not a web address.",
            "Addresses begin with https://, http:// or mailto:.",
        )
        return ""

    def entries(self, key: str) -> Entries | None:
        """A mapping."""
        node = self.nodes.get(key)
        if node is None or isinstance(node, Entries):
            return node
        self.fault("wrong-type", self.at(key), f"'{key}' is not a mapping.", "Write `name: value`.")
        return None

    def items(self, key: str) -> tuple[Node, ...]:
        """A list of anything; one thing counts as a list of one."""
        node = self.nodes.get(key)
        if node is None:
            return ()
        return node.nodes if isinstance(node, Items) else (node,)

    def free(self, key: str) -> dict[str, object]:
        """A mapping of anything, kept as texts, lists and mappings."""
        entries = self.entries(key)
        if entries is None:
            return {}
        return {name: to_plain(node) for name, node in entries.nodes.items()}

    def clean(self, node: Scalar, key: str) -> str:
        """The text of a node without control characters, which are a fault."""
        if _CONTROL.search(node.text):
            self.fault(
                "control-character",
                node.line,
                f"'{key}' holds a control character.",
                "Delete it; it often comes from a copied PDF.",
            )
            return _CONTROL.sub("", node.text)
        return node.text


@lru_cache(maxsize=16_384)  # one day saw more than one work
def _parse_date(text: str) -> PartialDate | None:
    return parse_partial_date(text)


def to_plain(node: Node) -> object:
    """Nodes -> texts, lists and dictionaries."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [to_plain(item) for item in node.nodes]
    if isinstance(node, Entries):
        return {key: to_plain(value) for key, value in node.nodes.items()}
    return ""
