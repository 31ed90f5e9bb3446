"""What was found in each file, taken from the last build where the file is as it was.

Separate because nothing else of loading knows that there is a cache. Files are kept in groups: to
ask for a group costs little more than to ask for one, and one edit lets few others be read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from zlib import crc32

from reading_list.loading.packing import Entry, Form, pack_faults, unpack_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reading_list.cache import Cache
    from reading_list.diagnostics import Diagnostic
    from reading_list.loading.packing import Known

    Found: TypeAlias = tuple[Entry | None, tuple[Diagnostic, ...]]
    """An entry, unless it cannot be shown, and what is wrong with its file."""

_TOGETHER = 16
"""Files of a group, on average."""


def recall_entries(
    uris: Iterable[str], form: Form[Entry], load: Callable[[str], Found[Entry]], cache: Cache
) -> Iterator[Found[Entry]]:
    """Do what `load` does with each file, unless it was done before.

    `load` must look at nothing but the file.
    """
    known: Known = {}
    for group in group_files(uris):
        yield from _recall_group(group, form, load, cache, known)


def group_files(uris: Iterable[str]) -> Iterator[list[str]]:
    """Cut where the names say so: a file that comes or goes changes no group but its own."""
    group: list[str] = []
    for uri in uris:
        group.append(uri)
        if crc32(uri.encode(errors="surrogatepass")) % _TOGETHER == 0:
            yield group
            group = []
    if group:
        yield group


def _recall_group(
    uris: list[str],
    form: Form[Entry],
    load: Callable[[str], Found[Entry]],
    cache: Cache,
    known: Known,
) -> list[Found[Entry]]:
    digests: list[str] = [*map(cache.find_digest, uris)]
    if not all(digests):
        return [load(uri) for uri in uris]
    loaded: list[Found[Entry]] = []

    def make() -> list[list[Any]]:
        loaded.extend(map(load, uris))
        return [
            [form.pack(entry) if entry is not None else None, pack_faults(faults)]
            for entry, faults in loaded
        ]

    def read(rows: list[list[Any]]) -> list[Found[Entry]]:
        return loaded or [
            (None if row is None else form.unpack(row, known), unpack_faults(faults))
            for row, faults in rows
        ]

    return cache.recall_as(form.kind.__name__, (*uris, *digests), make, read)
