"""One line of a pasted list -> a work as far as it is named, and why it stands there.

Separate because lines are written in a dozen ways: `Title (Authors, 2017)`, `[Title](address)`,
`Authors (2017). Title.`, `"Title", Author, 2017`, `Title - Authors, 2017`, an address alone.
"""

from __future__ import annotations

import re

from reading_list.formats.pasted.citation import (
    Citation,
    find_citation,
    find_group,
    match_citation,
    match_et_al,
)
from reading_list.formats.pasted.item import (
    EDGES,
    PastedItem,
    clean_reason,
    clean_title,
    match_delimited,
)
from reading_list.formats.pasted.marks import Targets, find_mark, match_mark

_SENTENCE = re.compile(r"(?<=[\w)\]}$]{2})[.?!](?=\s|$)")
_PUBLISHED = re.compile(
    r"""(?:in\s+)?(?:proceedings|advances|journal|transactions|proc\.|arxiv\s+preprint|preprint|
    neurips|nips|icml|iclr|acl\b|emnlp|naacl|cvpr|jmlr|tmlr|nature\b|science\b)[^.]{0,200}(?:\.|$)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Where a work appeared, which follows its title in a reference."""
LONGEST = 4_000
"""Characters of a line that is still read as one."""


def read_item(text: str, line: int = 1) -> PastedItem:
    """Read one line without its bullet; the title is empty where there is none."""
    reader = _Reader(text.strip(), line)
    reader.read()
    return reader.finish()


def add_reason(item: PastedItem, text: str) -> None:
    """Add a line that goes on below an item: more of the reason, or where the work is."""
    reader = _Reader(text.strip(), item.line)
    reader.read_targets()
    found = reader.finish()
    item.arxiv, item.doi = item.arxiv or found.arxiv, item.doi or found.doi
    if item.arxiv == found.arxiv:
        item.arxiv_version = item.arxiv_version or found.arxiv_version
    item.url, item.links = item.url or found.url, {**found.links, **item.links}
    item.ids = {**found.ids, **item.ids}
    item.why = f"{item.why} {found.why}".strip()


class _Reader:
    """Cuts from the left what it understands; `rest` is what remains."""

    def __init__(self, text: str, line: int) -> None:
        self.rest = text
        self.item = PastedItem(line=line)
        self.targets = Targets()

    def finish(self) -> PastedItem:
        item, targets = self.item, self.targets
        item.title = clean_title(item.title)
        item.arxiv, item.doi, item.url = targets.arxiv, targets.doi, targets.url
        item.arxiv_version = targets.arxiv_version
        item.links, item.ids = targets.links, targets.ids
        item.why = clean_reason(self.rest)
        return item

    def read(self) -> None:
        self._read_marked_title()
        if self.item.title:
            self._cite_marked_title()
        else:
            citation = find_citation(self.rest)
            if citation is None:
                self._read_bare()
            elif citation.title_after:
                self._cite(citation)
                self._read_title_after()
            else:
                self.item.title = citation.before
                self._cite(citation)
                self._cite(None if self.item.authors else match_et_al(self.rest))
        self.read_targets()

    def _read_marked_title(self) -> None:
        """Read a title that is marked as such, and identifiers before it."""
        while not self.item.title:
            mark = match_mark(self.rest)
            delimited = None if mark else match_delimited(self.rest)
            if mark and self.targets.add(mark):
                self.item.title = mark.label if mark.is_titled else ""
                self.rest = self.rest[mark.end :].lstrip(EDGES)
            elif delimited:
                inner = delimited[0]
                linked = match_mark(inner)
                if linked and self.targets.add(linked):
                    inner = linked.label + inner[linked.end :]
                self.item.title, self.rest = inner, self.rest[delimited[1] :]
            else:
                return

    def _cite_marked_title(self) -> None:
        """The citation of a marked title follows it, or it is within the marks."""
        inner = find_group(self.item.title)
        if inner and inner.before:
            self.item.title = inner.before
            self._cite(inner._replace(after=self.rest))
        else:
            self._cite(match_citation(self.rest))

    def _cite(self, citation: Citation | None) -> None:
        if citation is None:
            return
        if not self.item.authors:
            self.item.authors, self.item.authors_incomplete = citation.people
        self.item.year = self.item.year or citation.year
        self.rest = citation.after

    def _read_bare(self) -> None:
        """No citation: the title ends where an address begins, else with the line."""
        mark = find_mark(self.rest)
        while mark and not self.targets.add(mark):
            mark = find_mark(self.rest, mark.end)
        if mark is None:
            self.item.title, self.rest = self.rest, ""
            return
        head = self.rest[: mark.start].rstrip(EDGES + "([<")
        self.item.title = head or (mark.label if mark.is_titled else "")
        self.rest = self.rest[mark.end :]

    def _read_title_after(self) -> None:
        """The title after authors and year ends with its marks, its address or its sentence."""
        self.rest = self.rest.lstrip(EDGES)
        self._read_marked_title()
        if self.item.title:
            return
        mark, sentence = find_mark(self.rest), _SENTENCE.search(self.rest)
        ends = [mark.start] if mark else []
        ends += [sentence.start()] if sentence else []
        end = min(ends, default=len(self.rest))
        self.item.title, self.rest = self.rest[:end], self.rest[end:].lstrip(EDGES + "?!")
        published = _PUBLISHED.match(self.rest)
        if published and not find_mark(published[0]):
            self.rest = self.rest[published.end() :]

    def read_targets(self) -> None:
        """Addresses right after the citation, and one at the very end."""
        while True:
            bare = self.rest.lstrip(EDGES + ")]")
            bare = bare[1:] if bare.startswith(("[[", "(")) else bare
            mark = match_mark(bare)
            if mark is None or mark.is_titled or not self.targets.add(mark):
                break
            self.rest = bare[mark.end :]
        if self.targets:
            return
        mark = find_mark(self.rest)
        while mark and self.rest[mark.end :].strip(EDGES + ")]"):
            mark = find_mark(self.rest, mark.end)
        if mark and not mark.is_titled and self.targets.add(mark):
            self.rest = self.rest[: mark.start].rstrip(" ([<:|\u2013\u2014-")
