"""Front matter of the author's, with other values: every byte that no change concerns stays.

Separate from the writing because here the author's comments, order, quotes, indentation and
line ends rule. What was edited is read again, and compared, before anybody gets it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.errors import UneditableError
from reading_list.formats.adoption import adopt, to_texts
from reading_list.formats.front_matter import write_field
from reading_list.formats.paper_fields import ORDER
from reading_list.formats.yaml_text.alignment import is_equal
from reading_list.formats.yaml_text.block import BlockEdits
from reading_list.formats.yaml_text.flow import write_flow
from reading_list.formats.yaml_text.nodes import (
    BREAK,
    MappingNode,
    Source,
    read_nodes,
    to_plain,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BOM = "\ufeff"
_FENCE = re.compile(r"(?<=[\r\n])-{3,}[ \t]*(?=[\r\n]|\Z)")
_OPENING = re.compile(r"\s*-{3,}[ \t]*(?:\r\n|[\r\n]|\Z)")
_NEWLINE = re.compile("\r\n|\r|\n")


def edit_front_matter(
    content: str,
    changes: Mapping[str, object],
    *,
    aliases: Mapping[str, str] | None = None,
    order: Sequence[str] = ORDER,
) -> str:
    """Set top-level keys of a Markdown file's front matter, or remove those with None.

    `content` is the file with its own line ends and byte order mark. Values are those of
    `paper_fields.to_fields`: texts, numbers, flags, lists, mappings. `aliases` maps accepted
    keys to ours, `pdf: links.pdf` to a key below one; the author's key stays. New keys go where
    `order` has them.

    Raises:
        UneditableError: there is no front matter, or it cannot be edited without harm.
    """
    before, front, after = _split(content)
    newline = _find_newline(before + front)
    edited = _Edit(front, newline, aliases or {}).apply(changes, order)
    return f"{before}{edited}{after}"


def read_front_matter(
    content: str, *, aliases: Mapping[str, str] | None = None
) -> dict[str, object]:
    """Read what an edit would find: keys -> texts, lists and dictionaries, all as written.

    Raises:
        UneditableError: as an edit would.
    """
    _, front, _ = _split(content)
    return _Edit(front, "\n", aliases or {}).read()


def edit_mapping(
    content: str, changes: Mapping[str, object], *, renamed: Mapping[str, str] | None = None
) -> str:
    """Do the same in a file that is YAML as a whole, after giving keys another name.

    `changes` name keys as they are called then.

    Raises:
        UneditableError: the file is no mapping, or cannot be edited without harm.
    """
    bom = _BOM if content.startswith(_BOM) else ""
    text = content.removeprefix(_BOM)
    edit = _Edit(text, _find_newline(text), {}, renamed or {})
    return bom + edit.apply(changes, ())


def read_mapping(content: str) -> dict[str, object]:
    """Read a file that is YAML as a whole, as `edit_mapping` would find it.

    Raises:
        UneditableError: as an edit would.
    """
    return _Edit(content.removeprefix(_BOM), "\n", {}).read()


def _split(content: str) -> tuple[str, str, str]:
    """What is before the front matter, the front matter, and the rest with the closing fence.

    Raises:
        UneditableError: there is no front matter.
    """
    start = len(content) - len(content.removeprefix(_BOM))
    opening = _OPENING.match(content, start)
    closing = _FENCE.search(content, opening.end()) if opening else None
    if opening is None or closing is None:
        raise UneditableError("It does not begin with front matter between two lines of `---`.")
    return (
        content[: opening.end()],
        content[opening.end() : closing.start()],
        content[closing.start() :],
    )


def _find_newline(text: str) -> str:
    """The line end that most lines have."""
    found = _NEWLINE.findall(text)
    return max(("\n", "\r\n", "\r"), key=found.count)


class _Edit:
    """One mapping under way: its keys as the author spells them, and what they shall hold."""

    def __init__(
        self,
        text: str,
        newline: str,
        aliases: Mapping[str, str],
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        is_ended = not text or BREAK.search(text, len(text) - 1)
        self.ending = "" if is_ended else newline
        self.source = Source(text + self.ending, newline)
        self.root = read_nodes(self.source.text)
        self.renamed = renamed or {}
        self.nodes = {
            self.renamed.get(key.text, key.text): value
            for key, value in (self.root.pairs if self.root else ())
        }
        self.aliases = aliases
        self.spellings: dict[str, str] = {}
        for key in self.nodes:
            name = aliases.get(key, key)
            if name in self.spellings:
                raise UneditableError(f"'{key}' and '{self.spellings[name]}' are the same key.")
            self.spellings[name] = key
        if self.root and len(self.nodes) < len(self.root.pairs):
            raise UneditableError("Two of its keys would have the same name.")

    def read(self) -> dict[str, object]:
        return {key: to_plain(self.nodes[own]) for key, own in self.spellings.items()}

    def apply(self, changes: Mapping[str, object], order: Sequence[str]) -> str:
        wanted = self._spell(changes)
        before = {key: to_plain(node) for key, node in self.nodes.items()}
        after = {key: value for key, value in {**before, **wanted}.items() if value is not None}
        text = self._write(wanted, after, [self.spellings.get(key, key) for key in order])
        self._verify(text, after, [key for key in before if key in after])
        return text.removesuffix(self.ending)

    def _spell(self, changes: Mapping[str, object]) -> dict[str, object]:
        """Changes under the author's keys, without those that change nothing."""
        found: dict[str, object] = {}
        for name, value in self._spread(changes).items():
            key = self.spellings.get(name, name)
            node = self.nodes.get(key)
            if node is None:
                found.update({key: to_texts(value)} if value is not None else {})
                continue
            wanted = None if value is None else adopt(name, node, to_texts(value))
            if not is_equal(to_plain(node), wanted):
                found[key] = wanted
        return found

    def _spread(self, changes: Mapping[str, object]) -> dict[str, object]:
        """What stands at the top level for a key below another is changed where it stands."""
        spread = dict(changes)
        for name in self.spellings:
            parent, _, label = name.partition(".")
            if not label or parent not in changes:
                continue
            inner = spread[parent]
            rest = dict(inner) if isinstance(inner, dict) else {}
            own = self.nodes.get(parent)
            is_below = isinstance(own, MappingNode) and any(
                one.text == label for one, _ in own.pairs
            )
            if label not in rest:
                spread[name] = None
            elif not is_below:
                spread[name] = rest.pop(label)
            spread[parent] = rest or None
        return spread

    def _write(
        self, wanted: Mapping[str, object], after: Mapping[str, object], order: Sequence[str]
    ) -> str:
        text = self.source.text
        if self.root is None:
            lines = [line for one in wanted.items() for line in write_field(*one, "")]
            return text + "".join(f"{line}{self.source.newline}" for line in lines)
        edits = BlockEdits(self.source)
        if self.root.is_flow:
            place = (self.root.start, self.root.end)
            edits.splices.append((*place, write_flow(self.source, self.root, after)))
            return edits.apply()
        for key, _ in self.root.pairs:
            if key.text in self.renamed:
                edits.rename_key(key, self.renamed[key.text])
        edits.change_pairs(self.root, wanted, order, self.renamed)
        return edits.apply()

    def _verify(self, result: str, after: Mapping[str, object], kept: Sequence[str]) -> None:
        try:
            root = read_nodes(result)
        except UneditableError as fault:
            raise UneditableError("It is written in a way that an edit would break.") from fault
        found = {key.text: to_plain(value) for key, value in root.pairs} if root else {}
        if not is_equal(found, after) or [key for key in found if key in kept] != [*kept]:
            raise UneditableError("It is written in a way that an edit would garble.")
