"""HTML as a row of texts and tags, without the tree that a parser makes of them.

Separate because quoting a sentence needs no more, ten thousand times over. The HTML is what
Markdown made, and whatever the author wrote into it by hand: nothing here relies on its being
well-formed, and everything is linear in its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_TAG = re.compile(
    r"""<(?: (?P<end>/?) (?P<name>[A-Za-z][^\s/<>"']*)
             (?P<rest>(?>[^<>"']+|"[^"]*"|'[^']*')*) >
          | (?P<comment>!--) | [!?/] )""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+) (?:\s*=\s* (?:"([^"]*)" | '([^']*)' | ([^\s"'<>=]+)))?""", re.VERBOSE
)
Read = TypeVar("Read")
_SHORT = 20
"""Characters behind a name that are likely to come again."""


class Tag:
    """The beginning or the end of an element."""

    __slots__ = ("_attributes", "is_end", "name", "rest")

    def __init__(self, name: str, rest: str, *, is_end: bool) -> None:
        self.name = name
        """In lower case."""
        self.rest = rest
        """What stands behind the name."""
        self.is_end = is_end
        self._attributes: Mapping[str, str] | None = None

    @property
    def attributes(self) -> Mapping[str, str]:
        """Name in lower case -> value; of equal names the first counts."""
        if self._attributes is None:
            found: dict[str, str] = {}
            for one in _ATTRIBUTE.finditer(self.rest):
                found.setdefault(one[1].lower(), _read(one[2] or one[3] or one[4] or ""))
            self._attributes = found
        return self._attributes

    def get(self, name: str) -> str:
        """The value of an attribute, or nothing."""
        return self.attributes.get(name, "")


class Scanner:
    """Goes through a text once; whoever reads along may leave elements out."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._position = 0
        self.start = 0
        """Where the last tag begins."""
        self._found: dict[str, int] = {}
        self._unread = -1
        """Where the paragraph ends that could not be read last."""

    def __iter__(self) -> Iterator[str | Tag]:
        """Texts, unescaped, and tags; without comments."""
        html = self._html
        while (found := _TAG.search(html, self._position)) is not None:
            before = self._position
            self.start, self._position = found.span()
            if self.start > before:
                yield _read(html[before : self.start])
            end, name, rest, comment = found.groups()
            if name is None:
                self._position = self._behind("-->" if comment else ">")
            elif end:
                yield _end_of(name)
            else:
                yield _begin_of(name, rest) if len(rest) < _SHORT else _read_tag(name, rest)
        if self._position < len(html):
            yield _read(html[self._position :])

    def skip(self, tag: Tag) -> str:
        """Go on behind the element that the last tag begins; returns its source.

        One that never ends reaches to the end of the text.
        """
        depth = 1
        for found in _tags_named(tag.name).finditer(self._html, self._position):
            depth += -1 if found[1] else 1
            if not depth:
                self._position = found.end()
                break
        else:
            self._position = len(self._html)
        return self._html[self.start : self._position]

    def take(self, wanted: re.Pattern[str]) -> re.Match[str] | None:
        """Go on behind what the last tag is the beginning of, if it looks as wanted."""
        found = wanted.match(self._html, self.start)
        if found is not None:
            self._position = found.end()
        return found

    def skip_paragraph_without(self, places: Sequence[int]) -> bool:
        """Go on behind the paragraph that the last tag begins, if it holds none of the places."""
        end = self._next("</p>")
        following = bisect_left(places, self._position)
        if end < 0 or (following < len(places) and places[following] < end):
            return False
        self._position = end + len("</p>")
        return True

    def read_paragraph(self, read: Callable[[str], Read | None]) -> Read | None:
        """Go on behind the paragraph that the last tag begins, if `read` can read it."""
        end = self._next("</p>")
        if end in (-1, self._unread):  # of paragraphs with one end, the first is the longest
            return None
        found = read(self._html[self._position : end])
        if found is None:
            self._unread = end
        else:
            self._position = end + len("</p>")
        return found

    def _behind(self, sign: str) -> int:
        place = self._next(sign)
        return len(self._html) if place < 0 else place + len(sign)

    def _next(self, sign: str) -> int:
        """Where a sign comes next, or -1; nothing is looked through twice."""
        place = self._found.get(sign, 0)
        if 0 <= place < self._position or sign not in self._found:
            place = self._found[sign] = self._html.find(sign, self._position)
        return place


def _read_tag(name: str, rest: str) -> Tag:
    return Tag(name.lower(), rest, is_end=False)


_begin_of = lru_cache(maxsize=512)(_read_tag)
"""Those that pages repeat: without attributes, or with a class and nothing else."""


@lru_cache(maxsize=256)
def _end_of(name: str) -> Tag:
    return Tag(name.lower(), "", is_end=True)


@lru_cache(maxsize=64)
def _tags_named(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])[^<>]*>?", re.IGNORECASE)


def _read(text: str) -> str:
    return unescape(text) if "&" in text else text
