"""A tag under another name: which files change, and how; nothing is written here.

Separate so that a dry run and a real one cannot differ, and nothing is written by halves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from reading_list.diagnostics import Diagnostic, error
from reading_list.errors import UneditableError
from reading_list.formats.front_matter_edit import edit_front_matter, read_front_matter
from reading_list.loading import papers, posts
from reading_list.loading.library import ORDERS, POSTS, TAGS
from reading_list.model import Location
from reading_list.slugs import fold, slugify
from reading_list.tagging.declaring import Rename, edit_declarations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reading_list.loading.library import Texts
    from reading_list.model import Entry, Page, Slug
    from reading_list.tagging.names import TagNames

    _Step: TypeAlias = tuple[str, Callable[[str], str]]


@dataclass(frozen=True, slots=True)
class Edit:
    """One file before and after; `before` is None where it is still to be made."""

    uri: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is to be written, or why nothing may be."""

    written: str
    """The new name as it stands in entries."""
    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()
    """What of the old tag's entry found no place."""
    faults: tuple[Diagnostic, ...] = ()


def plan_rename(texts: Texts, names: TagNames, old: Slug, new: str) -> Renaming:
    """Rename a tag that there is; where `new` names another one, the two become one.

    Errors: `uneditable-file`; there are no edits then.
    """
    rename = _choose(names, old, new)
    files = {
        **{f"{texts.papers_uri}/{uri}": data for uri, data in texts.papers.items()},
        **{f"{texts.docs_uri}/{uri}": data for uri, data in texts.docs.items()},
    }
    notes: list[str] = []
    tags_uri = f"{texts.docs_uri}/{TAGS}"
    steps: list[_Step] = [*_find_steps(names, rename)]
    steps.append((tags_uri, partial(_edit_tags, rename, notes)))
    edits: list[Edit] = []
    faults = [*_find_unread(texts, names, rename, files)]
    for uri, step in steps:
        try:
            before = files.get(uri)
            after = step((before or b"").decode()).encode()
        except UneditableError as problem:
            faults.append(_refuse(uri, str(problem)))
        except UnicodeDecodeError:
            faults.append(_refuse(uri, "It is not UTF-8."))
        else:
            edits.extend([Edit(uri, before, after)] if after != (before or b"") else [])
    if faults:
        return Renaming(rename.written, faults=tuple(faults))
    return Renaming(rename.written, tuple(edits), tuple(notes))


def _choose(names: TagNames, old: Slug, new: str) -> Rename:
    """Where the new name is another tag's, that tag's own spelling is written.

    Where the old tag is declared, and stands as its slug in every entry, the new one does too.
    """
    found = names.find(new)
    in_use = names.spellings.get(old, ())
    former = next((one for one in in_use if slugify(one) == old), old)
    if found is None or found == old:
        slug = slugify(new)
        is_slug = old in names.declared and set(in_use) == {old}
        written = slug if is_slug else new
        return Rename(old=old, new=slug, title=new, written=written, former=former)
    spellings = names.spellings.get(found, ())
    title = next(tag.title for tag in names.tags if tag.slug == found)
    written = new if new in spellings else next(iter(spellings), title)
    return Rename(old=old, new=found, title=written, written=written, former=former)


def _find_steps(names: TagNames, rename: Rename) -> Iterator[_Step]:
    """Find the files that name the tag, each with what edits its text."""
    library = names.library
    kinds = ((papers.ALIASES, library.papers), (posts.ALIASES, library.posts))
    for aliases, entries in kinds:
        edit = partial(_edit_entry, names, rename, aliases)
        for entry in entries:
            if rename.old in names.find_of(entry):
                yield entry.location.uri, edit
    for order in library.orders:
        if any(names.find(name) == rename.old for name in order.computed_from or ()):
            yield order.location.uri, partial(_edit_order, names, rename)


def _edit_entry(names: TagNames, rename: Rename, aliases: Mapping[str, str], text: str) -> str:
    tags = read_front_matter(text, aliases=aliases).get("tags")
    return edit_front_matter(
        text, {"tags": _replace(names, rename, tags, rename.written)}, aliases=aliases
    )


def _edit_order(names: TagNames, rename: Rename, text: str) -> str:
    """An order is computed from slugs, so a title that gives another one will not do."""
    order = read_front_matter(text).get("order")
    if not isinstance(order, dict):
        return text
    name = rename.written if slugify(rename.written) == rename.new else rename.new
    tags = _replace(names, rename, order.get("tags"), name)
    return edit_front_matter(text, {"order": {**order, "tags": tags}})


def _replace(names: TagNames, rename: Rename, tags: object, name: str) -> object:
    """Write the new name in place of the old one's spellings, once."""
    if not isinstance(tags, list):
        return name
    found = [names.find(one) if isinstance(one, str) and one.strip() else None for one in tags]
    is_there = rename.new != rename.old and rename.new in found
    made: list[object] = []
    for tag, slug in zip(tags, found, strict=True):
        if slug != rename.old:
            made.append(tag)
        elif not is_there:
            made.append(name)
            is_there = True
    return made


def _edit_tags(rename: Rename, notes: list[str], text: str) -> str:
    edited, left_out = edit_declarations(text, rename)
    notes.extend(left_out)
    return edited


def _find_unread(
    texts: Texts, names: TagNames, rename: Rename, files: Mapping[str, bytes]
) -> Iterator[Diagnostic]:
    """Find files that could not be loaded and seem to name the tag."""
    library = names.library
    entries: tuple[Entry | Page, ...] = (
        *library.papers,
        *library.posts,
        *library.orders,
        *library.pages,
    )
    loaded = {one.location.uri for one in entries}
    spellings = {rename.old, *names.spellings.get(rename.old, ())}
    words = "|".join(re.escape(fold(one)) for one in sorted(spellings))
    mention = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    folders = (f"{texts.papers_uri}/", f"{texts.docs_uri}/{POSTS}", f"{texts.docs_uri}/{ORDERS}")
    for uri, data in files.items():
        if uri in loaded or not uri.startswith(folders) or not uri.endswith(".md"):
            continue
        inside = uri.removeprefix(folders[0])
        if uri.startswith(folders[0]) and ("/" in inside or inside == "README.md"):
            continue
        if mention.search(fold(data.decode(errors="replace"))):
            yield _refuse(uri, "It cannot be read, and seems to have the tag.")


def _refuse(uri: str, reason: str) -> Diagnostic:
    return error(
        "uneditable-file",
        Location(uri),
        f"The file cannot be edited. {reason}",
        "Mend it, and run the command again.",
    )
