"""Requests to one service go one at a time, and no sooner than its pace allows.

Separate because arXiv's terms count all processes of a user together, so that the time of the
last request is kept in a locked file (https://info.arxiv.org/help/api/tou.html).
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

if sys.platform != "win32":
    import fcntl

_LONGEST_TIME = 64
"""Bytes of a time in a lock file."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds since the epoch, and a way to let them pass."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a service may be asked."""

    name: str
    """Hosts of one service share it; also the name of the lock file."""
    seconds: float
    """From the end of one request to the beginning of the next."""


class Pacer:
    """Gives out turns; remembers when the last one ended."""

    def __init__(self, clock: Clock, folder: Path | None = None) -> None:
        """`folder` holds the lock files; without one, only this process is counted."""
        self._clock = clock
        self._folder = folder
        self._ended: dict[str, float] = {}

    @contextmanager
    def turn(self, pace: Pace) -> Iterator[None]:
        """Wait for a turn, and keep others waiting while the block runs."""
        with self._locked(pace.name) as file:
            ended = max(self._ended.get(pace.name, 0.0), _read_time(file))
            wait = ended + pace.seconds - self._clock.now()
            if ended and wait > 0:
                self._clock.sleep(min(wait, pace.seconds))  # a clock set back must not stop us
            try:
                yield
            finally:
                self._ended[pace.name] = self._clock.now()
                _write_time(file, self._ended[pace.name])

    @contextmanager
    def _locked(self, name: str) -> Iterator[int | None]:
        """Hold the service's lock file; where none can be opened, go on without."""
        file = None
        if self._folder is not None:
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                flags = os.O_RDWR | os.O_CREAT
                file = os.open(self._folder / f"{name}.lock", flags, 0o600)
        try:
            if file is not None and sys.platform != "win32":
                with suppress(OSError):  # some network disks know no locks
                    fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            if file is not None:
                os.close(file)


def _read_time(file: int | None) -> float:
    if file is None:
        return 0.0
    with suppress(OSError, ValueError):
        os.lseek(file, 0, os.SEEK_SET)
        return float(os.read(file, _LONGEST_TIME))
    return 0.0


def _write_time(file: int | None, moment: float) -> None:
    if file is not None:
        with suppress(OSError):
            os.lseek(file, 0, os.SEEK_SET)
            os.truncate(file, 0)
            os.write(file, str(moment).encode())
