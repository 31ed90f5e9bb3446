"""Bookmarks as browsers and link collections export them (Netscape's HTML) -> works.

Separate because it is no HTML that a parser of HTML understands: nothing is closed, and what a
folder holds is told by the order of tags. Read by its tags, in one pass, with their lines.
Source: Firefox, Chrome, Safari, Pinboard, Raindrop and Pocket; the form is Netscape's of 1996.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, error, shorten, warning
from reading_list.errors import UnknownIdentifierError
from reading_list.formats.bookmarks.entries import Bookmark, Entries
from reading_list.formats.cleaning import read_line
from reading_list.identifiers import recognise
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reading_list.formats.imported import ImportedEntry
    from reading_list.model import Status

_TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>a|dd|dl|dt|h1|h3|hr|li|ul)(?=[\s>])
    (?P<attributes>(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.IGNORECASE | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>]++)""")
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_NO_WORKS = frozenset({"javascript", "place", "about", "chrome", "edge", "data", "file", "feed"})
_ROOTS = frozenset(
    name.strip()
    for name in """bookmarks, bookmarks bar, bookmarks menu, bookmarks toolbar, favorites,
    favorites bar, favourites, favourites bar, imported, menu, mobile, mobile bookmarks,
    other bookmarks, other favorites, other favourites, reading list, synced bookmarks, unfiled,
    unsorted, unsorted bookmarks""".split(",")
)
"""Folders that a program made, not its user."""
_ROOT_MARKS = ("personal_toolbar_folder", "unfiled_bookmarks_folder")
_STATUSES: Mapping[str, Status] = {
    "reading list": "to-read",
    "unread": "to-read",
    "read archive": "read",
}
"""Safari's list, and the two headings of Pocket."""
_DEEPEST = 8
"""Folders around a bookmark, from the innermost, that become tags."""


def read_bookmarks(text: str, uri: str) -> tuple[tuple[ImportedEntry, ...], tuple[Diagnostic, ...]]:
    """Read one file; a work that it holds twice becomes one entry with the tags of both."""
    bookmarks = tuple(_read_file(text))
    if not bookmarks:
        hint = "Export the bookmarks as HTML."
        fault = error("unreadable-file", Location(uri), "The file holds no bookmarks.", hint)
        return (), (fault,)
    entries = Entries(uri)
    faults: list[Diagnostic] = []
    for one in bookmarks:
        where = Location(uri, one.line)
        scheme = _SCHEME.match(one.href)
        if not one.href or (scheme and scheme[1].lower() in _NO_WORKS):
            message = f"'{shorten(one.href or one.title)}' leads to no page, so it is no work."
            faults.append(warning("no-work", where, message))
            continue
        try:
            entries.add(one, recognise(one.href))
        except UnknownIdentifierError:
            message = f"'{shorten(one.href)}' is no address of the web."
            faults.append(error("unreadable-entry", where, message))
    return entries.finish(), tuple(faults)


@dataclass(slots=True)
class _Folders:
    """The folders around the next bookmark."""

    open: list[tuple[str, Status | None]] = field(default_factory=list)
    """Name and status of each; a folder that gives no tag has no name."""
    next: tuple[str, Status | None] = ("", None)
    """What the last heading said of the list that follows."""

    def read_heading(self, text: str, attributes: Mapping[str, str], *, is_top: bool) -> None:
        """A heading of the whole file (`is_top`) has only a status."""
        name = read_line(unescape(text))
        folded = name.casefold()
        is_root = is_top or folded in _ROOTS or any(one in attributes for one in _ROOT_MARKS)
        self.next = ("" if is_root else name, _STATUSES.get(folded))

    def read(self, name: str, tag: re.Match[str], inner: str) -> None:
        """Follow a tag that is no bookmark."""
        if name in {"dl", "ul"}:
            (self.leave if tag["close"] else self.enter)()
        elif name in {"h1", "h3"} and not tag["close"]:
            self.read_heading(inner, _read_attributes(tag["attributes"]), is_top=name == "h1")

    def enter(self) -> None:
        name, status = self.next
        outer = self.open[-1][1] if self.open else None
        self.open.append((name, status or outer))
        self.next = ("", None)

    def leave(self) -> None:
        if self.open:
            self.open.pop()

    def mark(self, bookmark: Bookmark) -> None:
        """Give a bookmark what its folders say of it."""
        inner = self.open[-_DEEPEST:]
        bookmark.tags.extend(name for name, _ in inner if name)
        if bookmark.status is None and inner:
            bookmark.status = inner[-1][1]


def _read_file(text: str) -> Iterator[Bookmark]:
    """Go through the tags; what stands between two of them belongs to the first."""
    folders = _Folders()
    current: Bookmark | None = None
    line, counted = 1, 0
    tags = list(_TAG.finditer(text))
    ends = [*(tag.start() for tag in tags[1:]), len(text)]
    for tag, end in zip(tags, ends, strict=False):
        name, inner = tag["name"].lower(), text[tag.end() : end]
        is_new = name == "a" and not tag["close"]
        if current is not None and (is_new or name not in {"a", "dd"}):
            yield current
            current = None
        if is_new:
            line += text.count("\n", counted, tag.start())
            counted = tag.start()
            current = Bookmark.read(_read_attributes(tag["attributes"]), inner, line)
            folders.mark(current)
        elif name == "dd" and current is not None:
            current.note = current.note or inner
        else:
            folders.read(name, tag, inner)
    if current is not None:
        yield current


def _read_attributes(text: str) -> dict[str, str]:
    return {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(text)}
