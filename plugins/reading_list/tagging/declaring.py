"""`docs/tags.yml` after a tag has been renamed: its entry, its aliases, its children.

Separate from the entries that carry the tag, which know nothing of descriptions and parents.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reading_list.formats.front_matter_edit import edit_mapping, read_mapping
from reading_list.loading.tags import KEYS
from reading_list.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reading_list.model import Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """One tag under another name; where the new name is another tag's, the two become one."""

    old: Slug
    new: Slug
    title: str
    """The new name as it is shown."""
    written: str
    """The new name as it stands in the front matter of entries."""
    former: str
    """The spelling of the old tag that becomes an alias, unless its entry has one."""


def edit_declarations(content: str, rename: Rename) -> tuple[str, tuple[str, ...]]:
    """Give a text of `tags.yml`, empty where there is none, the renamed tag and its aliases.

    Returns the text, and a sentence for everything of the old entry that found no place.

    Raises:
        UneditableError: the file cannot be edited without harm.
    """
    edit = _Edit(read_mapping(content), rename)
    edit.rename()
    edit.move_children()
    return edit_mapping(content, edit.changes, renamed=edit.renamed), tuple(edit.notes)


@dataclass
class _Edit:
    """The changes under way; `entries` are those of the file, key -> its mapping."""

    entries: Mapping[str, object]
    wanted: Rename
    changes: dict[str, object] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    key: str = ""
    """The key of the tag after the edit."""

    def rename(self) -> None:
        keys = {slugify(key): key for key in self.entries}
        old, new = keys.get(self.wanted.old), keys.get(self.wanted.new)
        if old is None:
            self._extend(new)
        elif new is None or new == old:
            self._rename_entry(old)
        else:
            self._merge(old, new)

    def move_children(self) -> None:
        """Tags whose parent was the old one now name the new one."""
        for key, entry in self.entries.items():
            parent = entry.get("parent") if isinstance(entry, dict) else None
            if key in {*self.changes, *self.renamed} or not isinstance(parent, str):
                continue
            if parent.strip() and slugify(parent) == self.wanted.old and self.key:
                self.changes[key] = {**_to_mapping(entry), "parent": self.key}

    def _extend(self, new: str | None) -> None:
        """The old tag is not declared; its name is kept with the new one, declared or not."""
        if self.wanted.old == self.wanted.new:
            return
        entry = _to_mapping(self.entries[new]) if new is not None else {}
        self.key = new or self.wanted.new
        if new is None and self.wanted.title != self.wanted.new:
            entry["title"] = self.wanted.title
        self._set(self.key, entry, [self.wanted.former])

    def _rename_entry(self, old: str) -> None:
        """Keys that are slugs stay so, and the name is the title."""
        entry = _to_mapping(self.entries[old])
        title = self.wanted.title
        is_slug = old == self.wanted.old
        self.key = self.wanted.new if is_slug else title
        former = [old, *_texts(entry.get("title"))]
        if self.wanted.old == self.wanted.new == title and entry.get("title", title) != title:
            self.notes.append(f"'{self.key}' keeps its title: {entry['title']}")
            return
        if "title" in entry or (is_slug and title != self.wanted.new):
            entry["title"] = title
        if self.key != old:
            self.renamed[old] = self.key
        self._set(self.key, entry, former)

    def _merge(self, old: str, new: str) -> None:
        """The entry of the new tag stays; what it lacks comes from the old one."""
        self.key = new
        gone, entry = _to_mapping(self.entries[old]), _to_mapping(self.entries[new])
        titles = _texts(gone.pop("title", ""))
        former = [old, *titles, *_texts(gone.pop("aliases", ()))]
        for owner, one in ((new, entry), (old, gone)):
            if self._is_within(one.get("parent")):
                message = f"'{new}' cannot be below itself; the parent of '{owner}' was left out"
                self.notes.append(f"{message}: {one.pop('parent')}")
        for name, value in gone.items():
            if not entry.get(name):
                entry[name] = value
            elif value and value != entry[name]:
                self._tell_left_out(name, value, old)
        self.changes[old] = None
        self._set(new, entry, former)
        for title in titles:
            if title not in (entry.get("title"), *_texts(entry.get("aliases"))):
                self._tell_left_out("title", title, old)

    def _tell_left_out(self, name: str, value: object, old: str) -> None:
        message = f"'{self.key}' keeps its own {name}; that of '{old}' was left out"
        self.notes.append(f"{message}: {value}")

    def _is_within(self, parent: object) -> bool:
        """Say whether a parent is one of the two tags, or a child of theirs."""
        parents = {
            slugify(key): _to_mapping(entry).get("parent") for key, entry in self.entries.items()
        }
        seen: set[Slug] = set()
        while isinstance(parent, str) and parent.strip() and slugify(parent) not in seen:
            slug = slugify(parent)
            if slug in (self.wanted.old, self.wanted.new):
                return True
            seen.add(slug)
            parent = parents.get(slug)
        return False

    def _set(self, key: str, entry: dict[str, object], former: Iterable[str]) -> None:
        """Add former names that are not there yet; the new name itself is no alias."""
        aliases = _texts(entry.get("aliases"))
        kept = [one for one in aliases if slugify(one) != self.wanted.new]
        known = {self.wanted.new, *map(slugify, kept)}
        for name in former:
            if slugify(name) not in known:
                kept.append(name)
                known.add(slugify(name))
        if kept != aliases:
            entry["aliases"] = kept
        ranks = {name: rank for rank, name in enumerate(KEYS)}
        ordered = sorted(entry, key=lambda name: ranks.get(name, len(ranks)))
        if entry:
            self.changes[key] = {name: entry[name] for name in ordered}


def _to_mapping(entry: object) -> dict[str, object]:
    return dict(entry) if isinstance(entry, dict) else {}


def _texts(value: object) -> Sequence[str]:
    """A list of texts; one text counts as a list of one."""
    items = value if isinstance(value, list | tuple) else [value]
    return [one for one in items if isinstance(one, str) and one.strip()]
