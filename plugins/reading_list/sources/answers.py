"""Today's answers, kept on disk: what was asked today is not asked again.

Separate because arXiv's terms want it (https://info.arxiv.org/help/api/tou.html), and because
a store may fail in every way without costing anybody more than a request.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from reading_list.sources.response import Response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.sources.pacing import Clock

_DAY = 86_400
_SLACK = 2
"""Seconds by which a file system rounds times."""
_ROOM = 50_000_000
"""Bytes of all answers together."""


class Answers:
    """Finds and keeps answers by what was asked: an address, and the kinds that were accepted.

    Files are the user's alone, are written whole or not at all, and are found by the clock
    that is given, for a day. Two processes may share a folder.
    """

    def __init__(
        self, clock: Clock, folder: Path | None = None, *, fresh: bool = False, room: int = _ROOM
    ) -> None:
        """Without a `folder` nothing is kept; `fresh` keeps, but finds nothing."""
        self._clock = clock
        self._folder = folder
        self._fresh = fresh
        self._room = room
        self._size: int | None = None
        """Of the folder, as far as we know; None before it was looked at."""

    def find(self, url: str, accept: str) -> Response | None:
        """Return the answer of today, if there is one that is sound."""
        if self._folder is None or self._fresh:
            return None
        try:
            with _locate(self._folder, url, accept).open("rb") as file:
                if not self._is_of_today(os.fstat(file.fileno()).st_mtime):
                    return None
                head, _, body = file.read().partition(b"\n")
        except OSError:
            return None
        return _unpack(head, body, url, accept)

    def keep(self, url: str, accept: str, response: Response) -> None:
        """Keep a good answer; any other, and one that cannot be written, is passed over."""
        if self._folder is None or response.status != HTTPStatus.OK:
            return
        content = _pack(url, accept, response)
        if len(content) > self._room:
            return
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room(self._folder, len(content))
            self._write(_locate(self._folder, url, accept), content)

    def _write(self, path: Path, content: bytes) -> None:
        """Write beside the file, then put it in its place; only the user may read it."""
        handle, name = tempfile.mkstemp(dir=path.parent)
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            now = self._clock.now()
            os.utime(draft, (now, now))
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise

    def _make_room(self, folder: Path, size: int) -> None:
        """Drop what is not of today, once, and the oldest half where there is no room."""
        if self._size is None or self._size + size > self._room:
            kept = 0
            goal = self._room - size
            if self._size is not None:
                goal = min(goal, self._room // 2)
            for time, length, path in sorted(_list(folder), reverse=True):
                if self._is_of_today(time) and kept + length <= goal:
                    kept += length
                    continue
                with suppress(OSError):
                    path.unlink()
            self._size = kept
        self._size += size

    def _is_of_today(self, time: float) -> bool:
        return -_SLACK <= self._clock.now() - time < _DAY


def _list(folder: Path) -> Iterator[tuple[float, int, Path]]:
    for path in folder.iterdir():
        with suppress(OSError):  # another process was faster
            found = path.stat()
            yield found.st_mtime, found.st_size, path


def _locate(folder: Path, url: str, accept: str) -> Path:
    asked = f"{accept}\n{url}".encode(errors="surrogatepass")
    return folder / hashlib.sha256(asked).hexdigest()


def _pack(url: str, accept: str, response: Response) -> bytes:
    """One line that says what the rest is, then the body as it came."""
    head = {
        "asked": [url, accept],
        "url": response.url,
        "content_type": response.content_type,
        "charset": response.charset,
        "sha256": hashlib.sha256(response.body).hexdigest(),
    }
    return json.dumps(head).encode() + b"\n" + response.body


def _unpack(head: bytes, body: bytes, url: str, accept: str) -> Response | None:
    try:
        said = json.loads(head)
        is_sound = said["asked"] == [url, accept]
        is_sound &= said["sha256"] == hashlib.sha256(body).hexdigest()
        texts = {name: str(said[name]) for name in ("url", "content_type", "charset")}
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    return Response(status=HTTPStatus.OK, body=body, **texts) if is_sound else None
