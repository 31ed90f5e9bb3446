"""A preview's server sees a saved file at once.

Separate because it is a second way to the same: MkDocs looks at every file twice a second, which
sees changes on any disk. Where the system says that something has changed, it looks then.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.livereload import LiveReloadServer

_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
"""Files are opened and closed by every build as well."""


class Watching(FileSystemEventHandler):
    """Lets the server look as soon as a file below some folders has changed."""

    def __init__(self, server: LiveReloadServer, folders: Iterable[str]) -> None:
        """Begin; where the system does not tell, the server looks as often as before."""
        self._server = server
        self._has_changed = threading.Event()
        self._is_over = False
        self._observer = Observer()
        paths = {Path(folder).resolve() for folder in folders}
        # The system may have no watches left, and an older library knows no filter.
        with suppress(OSError, TypeError):
            for path in paths:
                if path.is_dir() and paths.isdisjoint(path.parents):
                    self._observer.schedule(self, str(path), recursive=True, event_filter=_CHANGES)
            self._observer.start()
            threading.Thread(target=self._look, name="preview's changes", daemon=True).start()

    def on_any_event(self, _event: FileSystemEvent) -> None:
        """Have it looked at: once for all that change meanwhile, for a look costs most."""
        self._has_changed.set()

    def _look(self) -> None:
        while self._has_changed.wait() and not self._is_over:
            self._has_changed.clear()
            for emitter in tuple(self._server.observer.emitters):
                if emitter.is_alive():  # else it does not know yet what was there
                    emitter.queue_events(0)

    def stop(self) -> None:
        """Leave the server to its own looks."""
        self._is_over = True
        self._has_changed.set()
        self._observer.stop()
