"""Finished pieces of earlier builds, found again by everything that they were made of.

Separate because it is all that a build may take from another one. A piece is plain data under a
digest of its kind and of all its inputs, so one that is out of date is never asked for; what
cannot be read is made anew. Nothing here opens a file.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from reading_list.model import Order, OrderSection, Paper, Post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Plain = TypeVar("Plain", bound="str | Sequence[object] | Mapping[str, object]")
Item = TypeVar("Item")
Value = TypeVar("Value")


class Rows(Protocol):
    """Where pieces are kept between builds."""

    def read(self, key: bytes) -> bytes | None:
        """What is kept under a key; None where nothing is, or nothing can be read."""

    def write(self, key: bytes, content: bytes) -> None:
        """Keep it, if possible."""

    def use(self, key: bytes) -> None:
        """What is kept under a key is still wanted, though nobody reads it."""


class Held:
    """What was made of pieces, held in memory for the next build of the same process."""

    def __init__(self) -> None:
        self._last: dict[bytes, object] = {}
        self._now: dict[bytes, object] = {}

    def begin(self) -> None:
        """Another build: what this one does not ask for is forgotten after it."""
        self._last, self._now = self._now, {}

    def find(self, key: bytes) -> object:
        """None where nothing is held."""
        found = self._last.get(key)
        if found is not None:
            self._now[key] = found
        return found

    def hold(self, key: bytes, value: object) -> None:
        """Until the end of the next build, and longer if that asks for it."""
        self._now[key] = value


class Cache:
    """Gives back what was made before, or makes it.

    `salt` stands for what every piece depends on: versions and options. `files` holds a digest of
    each of the author's files by its `uri`; an entry whose file has none is known by its values.
    `held` is what a preview has in memory.
    """

    def __init__(
        self,
        rows: Rows | None = None,
        salt: str = "",
        files: Mapping[str, str] | None = None,
        held: Held | None = None,
    ) -> None:
        self._rows = rows
        self._held = held
        self._salt = blake2b(salt.encode(), digest_size=32).digest()
        self._files = files or {}
        # C code walks texts, numbers and tuples; only what it does not know comes back to us.
        encoder = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=self._describe)
        self._write_inputs = encoder.encode

    def recall(self, kind: str, inputs: Iterable[object], make: Callable[[], Plain]) -> Plain:
        """The piece that was made of these inputs; `make` must depend on nothing else.

        `inputs` are texts, numbers, None, tuples and dataclasses of them, mappings whose keys are
        texts, and entries of the library; the steps of an order are not part of it.
        """
        if self._rows is None:
            return make()
        return self._recall(self._key(kind, inputs), make)

    def recall_as(
        self,
        kind: str,
        inputs: Iterable[object],
        make: Callable[[], Plain],
        read: Callable[[Plain], Value],
    ) -> Value:
        """What `read` makes of the piece: the very same as in the last build, where it is held.

        `read` must depend on nothing else, and nobody may change its value.
        """
        if self._rows is None:
            return read(make())
        key = self._key(kind, inputs)
        found = None if self._held is None else self._held.find(key)
        if found is None:
            found = read(self._recall(key, make))
            if self._held is not None:
                self._held.hold(key, found)
        else:
            self._rows.use(key)
        return cast("Value", found)

    def _recall(self, key: bytes, make: Callable[[], Plain]) -> Plain:
        found = self._read(key)
        if found is None:
            found = make()
            self._write(key, found)
        return cast("Plain", found)

    def find(self, kind: str, inputs: Iterable[object]) -> object:
        """The piece that `keep` has kept under these inputs, as `recall` takes them; None without.

        For what cannot be made by a call: it is made between the two.
        """
        return None if self._rows is None else self._read(self._key(kind, inputs))

    def keep(self, kind: str, inputs: Iterable[object], piece: Plain) -> None:
        """Leave a piece to the next build, if anything is kept."""
        if self._rows is not None:
            self._write(self._key(kind, inputs), piece)

    def recall_all(
        self,
        kind: str,
        items: Sequence[Item],
        inputs: Callable[[Item], Iterable[object] | None],
        make: Callable[[Sequence[Item]], Iterable[Plain]],
    ) -> list[Plain]:
        """The pieces of several items; those that are missing are made together.

        What has no inputs is made each time.
        """
        if self._rows is None:
            return [*make(items)]
        keys = [None if (told := inputs(one)) is None else self._key(kind, told) for one in items]
        found = [None if key is None else self._read(key) for key in keys]
        missing = [place for place, piece in enumerate(found) if piece is None]
        pieces = make([items[place] for place in missing]) if missing else ()
        for place, piece in zip(missing, pieces, strict=True):
            found[place] = piece
            if (key := keys[place]) is not None:
                self._write(key, piece)
        return [cast("Plain", piece) for piece in found]

    def _read(self, key: bytes) -> object:
        kept = self._rows.read(key) if self._rows is not None else None
        found: object = None if kept is None else json.loads(kept)
        return found

    def _write(self, key: bytes, piece: object) -> None:
        if self._rows is not None:
            self._rows.write(key, _write_json(piece).encode("utf-8", errors="surrogatepass"))

    def find_digest(self, uri: str) -> str:
        """The digest of one of the author's files; empty where nothing is kept or known."""
        return "" if self._rows is None else self._files.get(uri, "")

    def digest(self, value: object) -> str:
        """Stands for one input of many pieces; empty where nothing is kept."""
        return "" if self._rows is None else self._key("digest", (value,)).hex()

    def _key(self, kind: str, inputs: Iterable[object]) -> bytes:
        told = self._write_inputs((kind, *inputs))
        whole = told.encode("utf-8", errors="surrogatepass")
        return blake2b(whole, digest_size=16, key=self._salt).digest()

    def _describe(self, value: object) -> object:
        """What stands for a value that JSON does not know: in braces, and so unlike any other."""
        if isinstance(value, Paper | Post | Order) and value.location.uri in self._files:
            return {"entry": self._describe_entry(value)}
        if isinstance(value, OrderSection):
            # Its steps would be described once for each of them; who needs them names them.
            return {"section": (value.bonus, value.title)}
        if is_dataclass(value) and not isinstance(value, type):
            return {type(value).__name__: _find_values(type(value))(value)}
        return {"value": repr(value)}

    def _describe_entry(self, entry: Paper | Post | Order) -> Sequence[object]:
        """An entry is what its file says, and what loading has made of it among the others."""
        uri = entry.location.uri
        known = (uri, self._files[uri], entry.cites)
        if isinstance(entry, Paper):
            return (*known, entry.prerequisites, entry.related)
        # The title of a text may name works, as their own files write them.
        return (*known, entry.title)


_write_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


@cache
def _find_values(kind: type) -> Callable[[object], object]:
    """The function that takes all values out of a dataclass, found once for each."""
    names = [field.name for field in fields(kind)]
    return attrgetter(*names) if names else lambda _: ()


NO_CACHE = Cache()
"""Keeps nothing."""
