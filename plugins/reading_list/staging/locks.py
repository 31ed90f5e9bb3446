"""Locks on folders, which the system lets go of when a process dies.

Separate because not every system has them: where there are none, builds cannot see one another.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def waiting(folder: Path) -> Iterator[None]:
    """Let one process at a time do something with what lies in a folder."""
    handle = _open(folder)
    try:
        if handle is not None:
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def hold(folder: Path) -> int | None:
    """Take a folder until the handle is closed; None where another process has it."""
    handle = _open(folder)
    if handle is None:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _open(folder: Path) -> int | None:
    if sys.platform == "win32":
        return None
    with suppress(OSError):
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    return None
