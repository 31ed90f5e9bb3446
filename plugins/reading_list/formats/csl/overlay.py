"""What an item says in its own words -> the `csl` overlay of a paper, and back into its item.

Separate because it settles what is kept verbatim: a raw variable wins while it still reads as
what the paper says, and loses against every later edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.formats.csl.custom import OURS
from reading_list.formats.csl.encoding import encode_item, is_alike
from reading_list.formats.csl.fields import HAVE_A_HOME, READ_FROM_CSL, read_paper
from reading_list.formats.csl.notes import read_note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.model import Paper

_NEVER_RAW = frozenset({"id", "citation-key", "note"})
"""The key of the work is ours to give, and the note is joined line by line."""
_CHECKED = HAVE_A_HOME - _NEVER_RAW - {"custom"}
_ARCHIVE = frozenset({"archive", "archive_location"})
_TRUTHS = frozenset({"circa", "comma-suffix", "static-ordering", "parse-names"})
"""Parts of dates and names that are true or false."""
_MOST_DIGITS = 9


def find_overlay(item: Mapping[str, object], paper: Paper) -> dict[str, object]:
    """What the paper's own fields do not say, in the order of the item."""
    ours = encode_item(paper)
    alike = {name for name in _CHECKED if is_alike(name, item.get(name), ours.get(name))}
    if not alike.issuperset(_ARCHIVE.intersection(item)):
        alike -= _ARCHIVE
    overlay: dict[str, object] = {}
    for name, raw in item.items():
        kept = raw
        if name == "custom" and isinstance(raw, dict):
            kept = {key: value for key, value in raw.items() if key != OURS}
        elif name == "note":
            kept = read_note(raw).rest if isinstance(raw, str) else raw
        elif name in alike or name in _NEVER_RAW:
            continue
        if not _is_empty(kept):
            overlay[name] = kept
    return overlay


def merge_overlay(item: dict[str, object], paper: Paper) -> dict[str, object]:
    """Join the overlay with the variables that were encoded, which stand behind it."""
    overlay = {name: _retype(raw) for name, raw in paper.csl.items() if name not in _NEVER_RAW}
    checked = {name: raw for name, raw in overlay.items() if name in _CHECKED}
    merged = {**{name: raw for name, raw in overlay.items() if name not in checked}, **item}
    if not checked:
        return merged
    whole = _put(merged, checked)
    if _is_true(whole, item, paper):
        return whole
    for name, raw in checked.items():
        candidate = _put(merged, {name: raw})
        if _is_true(candidate, item, paper):
            merged = candidate
    return merged


def _put(item: dict[str, object], raw: Mapping[str, object]) -> dict[str, object]:
    """Replace variables; an archive and the place in it are not mixed with our own."""
    made = {**item, **raw}
    for name in _ARCHIVE - raw.keys() if not _ARCHIVE.isdisjoint(raw) else ():
        made.pop(name, None)
    return made


def find_stale_overlay(paper: Paper) -> tuple[str, ...]:
    """Variables of the overlay that an edit has overtaken, in their order."""
    merged = merge_overlay(encode_item(paper), paper)
    raw = {name: _retype(value) for name, value in paper.csl.items() if name in _CHECKED}
    return tuple(name for name, value in raw.items() if merged.get(name) != value)


def _is_true(candidate: Mapping[str, object], item: Mapping[str, object], paper: Paper) -> bool:
    """Say whether an item says what the paper says, or what our own of it says."""
    read = _read(candidate, paper)
    unlike = [name for name in READ_FROM_CSL if getattr(read, name) != getattr(paper, name)]
    if not unlike:
        return True
    ours = _read(item, paper)
    return all(getattr(read, name) == getattr(ours, name) for name in unlike)


def _read(item: Mapping[str, object], paper: Paper) -> Paper:
    return read_paper(item, paper.id, paper.location)


def _is_empty(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_empty, value.values()))
    return all(map(_is_empty, value)) if isinstance(value, list) else value == ""


def _retype(value: object) -> object:
    """Numbers and truth values where the schema wants them, which front matter holds as texts."""
    if isinstance(value, dict):
        return {key: _retype_part(key, one) for key, one in value.items()}
    return [_retype(one) for one in value] if isinstance(value, list) else value


def _retype_part(key: str, value: object) -> object:
    if key == "date-parts":
        return _to_numbers(value)
    if key in _TRUTHS and value in ("true", "false"):
        return value == "true"
    return _retype(value)


def _to_numbers(value: object) -> object:
    if isinstance(value, list):
        return [_to_numbers(one) for one in value]
    is_number = isinstance(value, str) and value.isdecimal() and len(value) <= _MOST_DIGITS
    return int(str(value)) if is_number else value
