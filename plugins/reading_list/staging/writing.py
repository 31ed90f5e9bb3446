"""Files of a site that nobody reads yet: tens of thousands, written while others are made.

Separate because these need no care: where one cannot be written, all of them are given up.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Batch = list[tuple[str, bytes]]

_NEW_FILE_MODE = 0o666
_BATCH = 32
"""Files that are handed to the thread at once, for each time costs as much as a small file."""
_BATCH_BYTES = 1_000_000
_WAITING = 4
"""Batches that may wait: memory stays bounded however slow the disk is."""


@contextmanager
def writing(folder: Path) -> Iterator[Callable[[str, bytes], None]]:
    """Give a function that takes files, uri and content; at the end all of them are written.

    They are written by a thread, for the system needs as long for them as it takes to make them,
    and asks nothing of the interpreter meanwhile. It has ended when this ends, however it does.

    Raises:
        OSError: a file cannot be written; its `filename` says which. Raised at the next file or
            at the end.
    """
    writer = _Writer(folder)
    try:
        yield writer.take
    except BaseException:
        writer.give_up()
        raise
    finally:
        writer.finish()
    writer.say()


class _Writer:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._batch: Batch = []
        self._bytes = 0
        self._queue: Queue[Batch] = Queue(_WAITING)
        self._problem: BaseException | None = None
        self._is_over = False
        self._thread = Thread(target=self._run, name="reading-list-writing")
        self._thread.start()

    def take(self, uri: str, content: bytes) -> None:
        """Write it soon."""
        self.say()
        self._batch.append((uri, content))
        self._bytes += len(content)
        if len(self._batch) >= _BATCH or self._bytes >= _BATCH_BYTES:
            self._hand_over()

    def say(self) -> None:
        """Raise what went wrong."""
        if self._problem is not None:
            raise self._problem

    def give_up(self) -> None:
        """Write nothing more."""
        self._is_over = True

    def finish(self) -> None:
        """Wait until all is written."""
        self._hand_over()
        self._queue.put([])
        self._thread.join()

    def _hand_over(self) -> None:
        if self._batch:
            self._queue.put(self._batch)
        self._batch, self._bytes = [], 0

    def _run(self) -> None:
        """Until an empty batch comes: whoever hands over must never wait for nobody."""
        while batch := self._queue.get():
            try:
                for uri, content in batch:
                    if not self._is_over:
                        write_plainly(self._folder, uri, content)
            except BaseException as problem:  # noqa: BLE001 - raised where the files come from
                self._problem = problem
                self._is_over = True


def write_plainly(folder: Path, uri: str, content: bytes) -> None:
    """Write one file, without `Path` and buffers, which cost ten times what the writing does.

    And without a look at what is there: a folder is made when a file has found none.

    Raises:
        OSError: the folder cannot be made or written to; its `filename` says which.
    """
    path = f"{folder}/{uri}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        handle = os.open(path, flags, _NEW_FILE_MODE)
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        handle = os.open(path, flags, _NEW_FILE_MODE)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
    except OSError as problem:
        problem.filename = path
        raise
    finally:
        os.close(handle)


def link_plainly(source: str, folder: Path, uri: str) -> bool:
    """Let one file of the last site be one of this site too; whether the system can.

    It takes a thirtieth of the time that writing it takes. Whoever writes to one from now on
    writes to both.
    """
    path = f"{folder}/{uri}"
    try:
        try:
            os.link(source, path)
        except FileNotFoundError:
            _make_folder(path.rpartition("/")[0])
            os.link(source, path)
    except OSError:
        return False
    return True


def _make_folder(path: str) -> None:
    """The folder above it is mostly there; another thread may make the same."""
    try:
        os.mkdir(path)  # noqa: PTH102 - without `Path`, as above
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103
    except FileExistsError:
        pass  # what stands there shows with the file
