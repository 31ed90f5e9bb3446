"""Papers -> CSL-JSON, which Zotero, pandoc and citeproc read.

Separate because a site says of a work what everybody may know, and its owner's own export says
everything, so that reading it gives the same papers.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reading_list.formats.csl import custom
from reading_list.formats.csl.encoding import encode_item
from reading_list.formats.csl.fields import read_paper
from reading_list.formats.csl.overlay import merge_overlay

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.model import Paper

_ENCODER = json.JSONEncoder(ensure_ascii=False)


def write_csl_json(papers: Iterable[Paper]) -> str:
    """Write a library of one's own: a list with one work on each line, nothing left out."""
    return join_csl(_to_line(to_own_csl(paper)) for paper in papers)


def encode_csl(paper: Paper) -> str:
    """One work as one line of JSON, for everybody."""
    return _to_line(to_csl(paper))


def join_csl(encoded: Iterable[str]) -> str:
    """Works that are JSON already -> the list of them."""
    inner = ",\n".join(encoded)
    return f"[\n{inner}\n]\n" if inner else "[]\n"


def place_item(encoded: str, place: str) -> str:
    """An item that is JSON already, without its abstract, and its place in a list added to it.

    The place is the call number, which Zotero shows as a column to sort by.
    """
    item: dict[str, object] = json.loads(encoded)
    item.pop("abstract", None)
    return _to_line({**item, "call-number": place})


def to_csl(paper: Paper) -> dict[str, object]:
    """Make one item, without empty variables; the `csl` overlay where it is still true."""
    return _add_custom(_to_item(paper), custom.write_public(paper))


def to_own_csl(paper: Paper) -> dict[str, object]:
    """Make one item whose `custom` holds whatever reading the variables does not give back."""
    item = _to_item(paper, with_fields=True)
    return _add_custom(item, custom.write_rest(paper, read_paper(item, paper.id, paper.location)))


def _to_item(paper: Paper, *, with_fields: bool = False) -> dict[str, object]:
    item = encode_item(paper, with_fields=with_fields)
    return merge_overlay(item, paper) if paper.csl else item


def _add_custom(item: dict[str, object], ours: Mapping[str, object]) -> dict[str, object]:
    if not ours:
        return item
    theirs = item.get("custom")
    return {**item, "custom": {**(theirs if isinstance(theirs, dict) else {}), custom.OURS: ours}}


def _to_line(item: Mapping[str, object]) -> str:
    text = _ENCODER.encode(item)
    return text if text.isascii() else text.encode("utf-8", errors="replace").decode()
