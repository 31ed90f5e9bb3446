"""A paper as plain data, and back, for the cache: the same value in every field.

Separate because it knows nothing of what the fields mean, only which types they have.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, cast

from reading_list.loading.papers import load_paper
from reading_list.model import Author, Location, Mention, Paper, PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_list.cache import Cache
    from reading_list.diagnostics import Diagnostic

_KINDS = (Author, Location, Mention, Paper, PartialDate)
_FIELDS = {cls.__name__: tuple(one.name for one in fields(cls)) for cls in _KINDS}
_CLASSES: dict[str, Callable[..., object]] = {cls.__name__: cls for cls in _KINDS}
_TUPLE, _LIST, _MAPPING = "t", "l", "m"


def recall_paper(
    uri: str, data: bytes, cache: Cache
) -> tuple[Paper | None, tuple[Diagnostic, ...]]:
    """Do what `load_paper` does, unless it was done before and nothing was wrong with the file."""
    digest = cache.find_digest(uri)
    if not digest:
        return load_paper(uri, data)
    read: list[tuple[Paper | None, tuple[Diagnostic, ...]]] = []

    def load() -> list[object]:
        paper, faults = load_paper(uri, data)
        read.append((paper, faults))
        return [] if faults or paper is None else [pack(paper)]

    found = cache.recall("file", (uri, digest), load)
    if read:
        return read[0]
    return (cast("Paper", unpack(found[0])), ()) if found else load_paper(uri, data)


def pack(value: object) -> object:
    """Lists that begin with what they stand for; texts, numbers, flags and None as they are.

    Raises:
        TypeError: a value has a type that no front matter gives.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        sign = _TUPLE if isinstance(value, tuple) else _LIST
        return [sign, *map(pack, value)]
    if isinstance(value, dict):
        return [_MAPPING, *map(pack, value), *map(pack, value.values())]
    name = type(value).__name__
    if name not in _FIELDS:
        raise TypeError(name)
    return [name, *(pack(getattr(value, one)) for one in _FIELDS[name])]


def unpack(plain: object) -> object:
    """Read what `pack` wrote."""
    if not isinstance(plain, list):
        return plain
    sign, *items = plain
    values = [unpack(one) if isinstance(one, list) else one for one in items]
    if sign == _TUPLE:
        return tuple(values)
    if sign == _LIST:
        return values
    if sign == _MAPPING:
        half = len(values) // 2
        return dict(zip(values[:half], values[half:], strict=True))
    return _CLASSES[sign](**dict(zip(_FIELDS[sign], values, strict=True)))
