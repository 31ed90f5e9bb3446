"""Front matter -> nodes whose scalars are still text and know their line.

Ordinary YAML loading turns the arXiv id `2104.12250` into `2104.1225`, `no` into false and keeps
the last of two equal keys without a word; so scalars stay text here and the schema types them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from reading_list.diagnostics import Diagnostic, error, shorten, warning
from reading_list.loading.nodes import Entries, Items, Scalar
from reading_list.loading.plain_lines import read_plain_lines
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.loading.nodes import Node

LARGEST = 2_000_000
"""Bytes of one file."""
DEEPEST = 20
"""Levels of nesting."""
_NODES = 200_000
_INTERNAL = re.compile("[\ufdd0-\ufdef]")
"""Not characters: Unicode leaves them to programs (section 23.7), and rendering uses two."""
_ODD_BREAK = re.compile("[\x85\u2028\u2029]")
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML refuses to read (YAML 1.1, section 4.1.1)."""
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in "str int float bool null timestamp seq map".split()
)
"""Those that say no more than what stands there; every value is read as text."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
"""What no text has; a form feed is white space to Markdown."""
_FENCE = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_OPENING = re.compile(r"\s*(?P<fence>-{3,})[ \t]*(?:\n|$)")


@dataclass(frozen=True, slots=True)
class Document:
    """A file in its two halves; `entries` is None where there is no front matter."""

    entries: Entries | None
    body: str
    body_line: int
    """The line of the file on which `body` begins."""


class _Fault(Exception):  # noqa: N818 - not an error of the program
    def __init__(self, code: str, line: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.line, self.message, self.hint = code, line, message, hint


class _Reader:
    """Builds nodes from PyYAML's events, which cost C speed and no recursion."""

    def __init__(self, text: str, first_line: int) -> None:
        # YAML breaks lines at characters at which editors do not.
        self.odd_breaks = text if _ODD_BREAK.search(text) else ""
        self.events: Iterator[yaml.Event] = iter(yaml.CSafeLoader(text).get_event, None)
        self.first_line = first_line
        self.count = 0
        self.faults: list[_Fault] = []

    def read(self) -> Node:
        node: Node = None
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                node = self._node(event, 0)
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = self._line(event)
        self.count += 1
        if depth > DEEPEST:
            raise _Fault("yaml-too-deep", line, f"The front matter is nested over {DEEPEST} deep.")
        if self.count > _NODES:
            raise _Fault("yaml-too-large", line, f"The front matter has over {_NODES} values.")
        if isinstance(event, yaml.AliasEvent):
            raise _Fault(
                "yaml-alias", line, f"'*{event.anchor}' is an alias.", "Write the value out."
            )
        self._judge_tag(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(line, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._entries(line, depth)
        return self._scalar(event, line) if isinstance(event, yaml.ScalarEvent) else None

    def _judge_tag(self, event: yaml.Event, line: int) -> None:
        """Nothing is ever made of a tag; the value counts as it stands there."""
        tag = getattr(event, "tag", None)
        if tag and tag != "!" and tag not in _PLAIN_TAGS:
            named = tag.replace("tag:yaml.org,2002:", "!!", 1)
            said = f"The tag '{shorten(named)}' means nothing here."
            self.faults.append(_Fault("yaml-tag", line, said, "Write the value without it."))

    def _line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        if mark is None:
            return self.first_line
        if self.odd_breaks:
            return self.first_line + self.odd_breaks.count("\n", 0, mark.index)
        return self.first_line + mark.line

    @staticmethod
    def _scalar(event: yaml.ScalarEvent, line: int) -> Node:
        # PyYAML's C parser gives plain scalars an empty style, the Python one None.
        if not event.style and event.value in ("", "~"):
            return None
        return Scalar(event.value, line)

    def _items(self, line: int, depth: int) -> Items:
        nodes: list[Node] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            nodes.append(self._node(event, depth + 1))
        return Items(tuple(nodes), line)

    def _entries(self, line: int, depth: int) -> Entries:
        nodes: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            at = self._line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Fault("yaml-key", at, "A key is not a text.", "Write `key: value`.")
            value = self._node(next(self.events), depth + 1)
            key = event.value
            if key in nodes:
                self.faults.append(
                    _Fault(
                        "duplicate-key",
                        at,
                        f"'{shorten(key)}' stands here and on line {lines[key]}.",
                        "Keep one of the two.",
                    )
                )
                continue
            nodes[key], lines[key] = value, at
        return Entries(nodes, lines, line)


def _find_unfit(unfit: re.Pattern[str], text: str, first_line: int) -> list[_Fault]:
    """One fault, however many there are: a file of other data may have millions."""
    first = unfit.search(text)
    if first is None:
        return []
    others = sum(1 for _ in unfit.finditer(text)) - 1
    more = f", nor can {others:,} more below it" if others else ""
    line = first_line + text.count("\n", 0, first.start())
    message = f"The character U+{ord(first[0]):04X} cannot stand here{more}."
    return [
        _Fault("control-character", line, message, "Delete it; it often comes from a copied PDF.")
    ]


def _read_yaml(text: str, first_line: int) -> tuple[Entries | None, list[_Fault]]:
    """Read a mapping; None and a fault where it is none."""
    faults = _find_unfit(_UNFIT, text, first_line)
    reader = _Reader(_UNFIT.sub("", text) if faults else text, first_line)
    try:
        node = reader.read()
    except yaml.YAMLError as fault:
        return None, [*faults, _yaml_fault(fault, text, first_line)]
    except _Fault as fault:
        return None, [*faults, *reader.faults, fault]
    faults += reader.faults
    if node is None or isinstance(node, Entries):
        return node or Entries({}, {}, first_line), faults
    found = _Fault(
        "yaml-syntax", node.line, "This is not a mapping.", "Write `key: value` on each line."
    )
    return None, [*faults, found]


class _Handler(BaseHandler):
    """python-frontmatter's seam: it splits, we read."""

    FM_BOUNDARY = _FENCE
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, first_line: int) -> None:
        super().__init__()
        self.first_line = first_line
        self.faults: list[_Fault] = []

    def load(self, fm: str) -> dict[str, Node]:
        node, self.faults = _read_yaml(fm, self.first_line)
        return {"entries": node}


def decode(data: bytes, uri: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Bytes -> text with Unix line ends, without BOM. May return `not-utf8`, `file-too-large`."""
    if len(data) > LARGEST:
        found = error(
            "file-too-large",
            Location(uri),
            f"The file has {len(data):,} bytes; {LARGEST:,} are read at the most.",
        )
        return "", (found,)
    faults: tuple[Diagnostic, ...] = ()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        byte = f"0x{data[fault.start]:02x}"
        faults = (
            error(
                "not-utf8",
                Location(uri, line),
                f"Byte {byte} is not UTF-8.",
                "Save the file as UTF-8.",
            ),
        )
        text = data.decode("utf-8-sig", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else _INTERNAL.sub("\ufffd", text), faults


def parse_document(text: str, uri: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Split a text into front matter and body.

    Errors: `unclosed-front-matter`, `yaml-syntax`, `yaml-alias`, `yaml-key`, `yaml-tag`,
    `yaml-too-deep`, `yaml-too-large`, `duplicate-key`, `control-character`, which in the body is
    a warning.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return Document(None, _CONTROL.sub("", text), 1), _judge_body(text, 1, uri)
    # python-frontmatter's split leaves the rest of the fence's line to the YAML.
    first_line = text.count("\n", 0, opening.end("fence")) + 1
    closing = _find_fence(text, opening.end())
    if closing is None:
        at = Location(uri, first_line)
        found = error(
            "unclosed-front-matter",
            at,
            "The front matter has no closing line.",
            "End it with `---`.",
        )
        return Document(None, "", first_line), (found,)
    entries, wrong = _read_front_matter(text, opening.end(), closing.start(), first_line)
    body = text[closing.end() :]
    stripped = body.lstrip("\n")
    body_line = text.count("\n", 0, closing.end()) + 1 + len(body) - len(stripped)
    judged = _judge_body(stripped, body_line, uri)
    clean = _CONTROL.sub("", stripped) if judged else stripped
    return Document(entries, clean, body_line), _to_diagnostics(wrong, uri) + judged


def _find_fence(text: str, start: int) -> re.Match[str] | None:
    """The first fence from the beginning of this line on."""
    place = text.find("\n---", start - 1)
    while place >= 0:
        found = _FENCE.match(text, place + 1)
        if found is not None:
            return found
        place = text.find("\n---", place + 1)
    return None


def _read_front_matter(
    text: str, start: int, end: int, first_line: int
) -> tuple[Entries | None, list[_Fault]]:
    """Read what stands between the fences, which have been found."""
    plain = read_plain_lines(text[start:end], first_line + 1)
    if plain is not None:
        return plain, []
    handler = _Handler(first_line)
    metadata, _ = frontmatter.parse(text, handler=handler)
    entries = metadata.get("entries")
    return entries if isinstance(entries, Entries) else None, handler.faults


def _judge_body(body: str, line: int, uri: str) -> tuple[Diagnostic, ...]:
    """What Markdown does without is no error there."""
    found = _find_unfit(_CONTROL, body, line)
    return tuple(
        warning("control-character", Location(uri, one.line), one.message, one.hint)
        for one in found
    )


def parse_mapping(text: str, uri: str) -> tuple[Entries | None, tuple[Diagnostic, ...]]:
    """Read a file that is YAML as a whole. Errors: those of `parse_document`."""
    entries, faults = _read_yaml(text, 1)
    return entries, _to_diagnostics(faults, uri)


def _to_diagnostics(faults: list[_Fault], uri: str) -> tuple[Diagnostic, ...]:
    return tuple(error(one.code, Location(uri, one.line), one.message, one.hint) for one in faults)


def _yaml_fault(fault: yaml.YAMLError, text: str, first_line: int) -> _Fault:
    """Word a syntax error; the commonest one, an unquoted colon, gets its mended line."""
    mark = getattr(fault, "problem_mark", None)
    line = first_line + (text.count("\n", 0, mark.index) if mark is not None else 0)
    problem = str(getattr(fault, "problem", "") or getattr(fault, "reason", "") or fault)
    lines = text.split("\n")
    source = lines[line - first_line] if line - first_line < len(lines) else ""
    hint = ""
    match = re.match(r"(\s*(?:- )?[\w-]+):\s+(?=\S)([^\"'|>\[{].*)$", source)
    if match is not None:
        quoted = match[2].strip().replace("'", "''")
        hint = f"Quote the value: `{match[1].strip()}: '{shorten(quoted)}'`."
    message = f"This is not valid YAML: {' '.join(problem.split())}."
    return _Fault("yaml-syntax", line, message, hint)
