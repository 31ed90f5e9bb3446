"""Papers -> RIS, which EndNote, Mendeley, Zotero and library catalogues read.

Separate because a site says of a work what everybody may know, and its owner's own export adds
notes. Lines end in CR LF, as the specification says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading_list.formats.decoding import unify_lines
from reading_list.formats.own_fields import write_own
from reading_list.formats.ris.encoding import encode_fields
from reading_list.formats.ris.identifiers import OWN, OWN_TAG, find_arxiv, find_link, is_html
from reading_list.formats.ris.records import INDENT
from reading_list.formats.ris.types import read_type
from reading_list.identifiers import parse_doi
from reading_list.texts import abstracts
from reading_list.texts.characters import clean_line, drop_controls
from reading_list.texts.markup import to_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reading_list.model import Paper

PREFIX = "ris-"
"""Begins the keys of `extra` under which lines are kept that have no key of their own."""
_TAG = re.compile(r"[A-Z][A-Z0-9]")
_BLANK_LINE = re.compile(r"\n\s*\n")
_NOTES = frozenset({"N1", "M1"})
_END = "\r\n"

_Lines = list[tuple[str, str]]


def write_ris(papers: Iterable[Paper]) -> str:
    """Write a library of one's own, notes included: an empty line between the records."""
    return join_ris(_encode_own(paper) for paper in papers)


def encode_ris(paper: Paper) -> str:
    """One record for everybody: `TY` first, `ER` last, without notes."""
    return _format(paper, encode_fields(paper))


def join_ris(encoded: Iterable[str]) -> str:
    """Records -> a file of them."""
    return _END.join(encoded)


def _encode_own(paper: Paper) -> str:
    paragraphs = map(abstracts.to_text, _BLANK_LINE.split(paper.abstract))
    text = _indent("\n\n".join(filter(None, paragraphs)))
    lines = [(tag, text if tag == "AB" else value) for tag, value in encode_fields(paper)]
    own = [(OWN_TAG, f"{OWN}{name}: {value}") for name, value in write_own(paper).items()]
    return _format(paper, [*lines, ("N1", _indent(_write_note(paper.body))), *own])


def _format(paper: Paper, lines: Iterable[tuple[str, str]]) -> str:
    """Lines without the empty ones, and those that came in."""
    if paper.extra and (raw := dict(_find_raw(paper.extra))):
        lines = _put_back(list(lines), raw, paper)
    texts = [f"{tag}  - {value}" for tag, value in lines if value]
    key = clean_line(paper.citekey) or paper.id
    return _END.join([*texts, *([f"ID  - {key}"] if key else []), "ER  - ", ""])


def _indent(value: str) -> str:
    """Indent the further lines of a value, so that none of them is taken for a tag."""
    return value.replace("\n", _END + INDENT) if "\n" in value else value


def _write_note(body: str) -> str:
    """Notes as they are; an empty first line before what would be read as something else."""
    text = unify_lines(drop_controls(body)).strip("\n").rstrip()
    is_odd = text[:1].isspace() or find_arxiv(text) or find_link(text) or is_html(text)
    return f"\n{text}" if is_odd else text


def _find_raw(extra: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    """Lines that were kept from a file, by their tags: tag -> values."""
    for key, value in sorted(extra.items(), key=lambda pair: pair[0]):
        tag = key.removeprefix(PREFIX).upper()
        if key.startswith(PREFIX) and _TAG.fullmatch(tag) and tag != "ER":
            values = value if isinstance(value, list | tuple) else [value]
            texts = (unify_lines(drop_controls(one)) for one in values if isinstance(one, str))
            yield tag, [text.strip() for text in texts if text.strip()]


def _put_back(made: _Lines, raw: Mapping[str, list[str]], paper: Paper) -> _Lines:
    """Put a line that came in where ours says the same, else behind them, unless it is stale."""
    ours = {_find_meaning(tag, value): place for place, (tag, value) in enumerate(made) if value}
    for tag, values in raw.items():
        for value in values:
            if tag == "TY":
                _put_type(made, clean_line(value).upper(), paper.type)
                continue
            place = ours.pop(_find_meaning(tag, to_line(value)), None)
            if place is not None:
                made[place] = (tag, _indent(value))
            elif not _is_stale(tag, value, paper):
                made.append((tag, _indent(value)))
    return made


def _put_type(made: _Lines, kind: str, name: str) -> None:
    """Put a synonym where it means the same type, which `M3` then need not tell."""
    if read_type(kind) == name:
        made[:2] = [("TY", kind), ("M3", "")]


def _find_meaning(tag: str, value: str) -> tuple[str, ...]:
    """A preprint is one wherever it stands, and a DOI in whatever letters."""
    if tag == "DO":
        return (tag, parse_doi(clean_line(value)) or clean_line(value))
    return (find_arxiv(value) if tag in _NOTES else None) or (tag, clean_line(value))


def _is_stale(tag: str, value: str, paper: Paper) -> bool:
    """Whether a line names a preprint that the work no longer is, or a DOI that it lost."""
    named = find_arxiv(value) if tag in _NOTES else None
    doi = parse_doi(clean_line(value)) if tag == "DO" else None
    return (named is not None and named[0] not in paper.arxiv) or (
        doi is not None and doi not in paper.doi
    )
