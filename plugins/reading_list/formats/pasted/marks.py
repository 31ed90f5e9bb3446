"""What stands in a line of a pasted list: links, addresses and identifiers.

Separate because a title, a citation and a reason are what remains when these are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from reading_list.errors import UnknownIdentifierError
from reading_list.identifiers import parse_arxiv_version, recognise

_LINK = r"""!?\[(?P<label>[^\[\]]{0,500})\]
    \(\s*<?(?P<href>[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+"[^"]*")?\s*\)"""
_BARE = r"""<?(?P<bare>https?://[^\s<>]+ | (?<![\w/])arxiv:\s?[\w./-]+ | (?<![\w/])doi:\s?10\.\S+
    | (?<![\w./])10\.\d{4,9}/\S+ | (?<![\w./-])\d{4}\.\d{4,5}(?:v\d+)?(?![\w/-]|\.\w))>?"""
MARK = re.compile(rf"\[?(?:{_LINK})\]?|{_BARE}", re.IGNORECASE | re.VERBOSE)
"""A link of Markdown, or an address or identifier as it is."""

_LABELS = {
    "blog": "blog",
    "code": "code",
    "data": "data",
    "demo": "demo",
    "github": "code",
    "poster": "poster",
    "project": "project",
    "slides": "slides",
    "video": "video",
}
_NO_TITLES = frozenset(
    """abs abstract arxiv article doi here html link openreview page paper pdf post preprint read
    source url web website""".split()
) | frozenset(_LABELS)
_CLOSING = {")": "(", "]": "["}


class Mark(NamedTuple):
    """One link, address or identifier of a line."""

    start: int
    end: int
    label: str
    """Of a link; empty for a bare address."""
    target: str

    @property
    def is_titled(self) -> bool:
        """The label says more than what kind of link it is."""
        words = re.findall(r"\w+", self.label.lower())
        return bool(words) and not _NO_TITLES.issuperset(words)


@dataclass(slots=True)
class Targets:
    """What the marks of one item lead to."""

    arxiv: str = ""
    arxiv_version: int | None = None
    doi: str = ""
    url: str = ""
    links: dict[str, str] = field(default_factory=dict)
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, mark: Mark) -> bool:
        """Note where a mark leads; False for what is no identifier after all."""
        try:
            reference = recognise(mark.target)
        except UnknownIdentifierError:
            return False
        self.ids |= {scheme: (one,) for scheme, one in reference.ids}
        words = re.findall(r"[a-z]+", mark.label.lower())
        label = next((_LABELS[word] for word in words if word in _LABELS), "")
        if reference.kind == "arxiv":
            self.arxiv = self.arxiv or reference.value
            if self.arxiv == reference.value:
                self.arxiv_version = self.arxiv_version or parse_arxiv_version(mark.target)
        elif reference.kind == "doi":
            self.doi = self.doi or reference.value
            self.url = self.url or reference.page
        elif label and not mark.is_titled:
            self.links.setdefault(label, reference.value)
        else:
            self.url = self.url or reference.value
        return True

    def __bool__(self) -> bool:
        """Whether there is a way to the work."""
        return bool(self.arxiv or self.doi or self.url)


def find_mark(text: str, start: int = 0) -> Mark | None:
    """The first mark at or after a position."""
    found = MARK.search(text, start)
    return _to_mark(found) if found else None


def match_mark(text: str) -> Mark | None:
    """A mark with which the text begins."""
    found = MARK.match(text)
    return _to_mark(found) if found else None


def _to_mark(found: re.Match[str]) -> Mark:
    if found["href"]:
        return Mark(found.start(), found.end(), found["label"].strip(), found["href"])
    bare = found["bare"]
    end = len(bare)
    while end and (bare[end - 1] in ".,;:!?\"'*_" or _is_surplus(bare[:end])):
        end -= 1
    surplus = len(bare) - end
    stop = found.end() if not surplus else found.start("bare") + end
    return Mark(found.start(), stop, "", bare[:end])


def _is_surplus(text: str) -> bool:
    opening = _CLOSING.get(text[-1])
    return opening is not None and text.count(opening) < text.count(text[-1])
