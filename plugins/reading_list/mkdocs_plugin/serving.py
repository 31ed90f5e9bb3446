"""A preview's server, and the part of a build that goes on after what an author looks at is there.

Separate because it is the one place with a second thread. A server answers while pages are still
being made; who asks for one that is not finished waits for it.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any
from wsgiref.util import FileWrapper

from mkdocs.plugins import get_plugin_logger

from reading_list.rendering.templates import INDEX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

    from mkdocs.livereload import LiveReloadServer

_REMEMBERED = 8
"""Pages that were asked for last."""
_LIVE = "/livereload/"

log = get_plugin_logger("reading-list")


class StoppedError(Exception):
    """Another build begins; the rest of this one is not wanted."""


class Serving:
    """What was asked for last, and the rest of the last build."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: dict[str, None] = {}
        self._thread: threading.Thread | None = None
        self._is_stopped = False
        self._ended = threading.Event()
        self._ended.set()
        self._ready: AbstractSet[str] = frozenset()
        self._builds = 0
        self.is_watching = False
        """Whether there is a server that answers."""

    @property
    def asked(self) -> tuple[str, ...]:
        """Addresses of the pages that were asked for last, below the site's root."""
        with self._lock:
            return tuple(self._asked)

    def watch(self, server: LiveReloadServer) -> None:
        """Stand between the server and those who ask."""
        self.is_watching = True
        inner: Callable[..., Any] = server.get_app()  # type: ignore[assignment]

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if path.startswith(_LIVE) or not path.startswith(server.mount_path):
                found: Iterable[bytes] = inner(environ, start_response)
                return found
            return self._answer(path[len(server.mount_path) :], inner, environ, start_response)

        server.set_app(answer)

    def _answer(
        self,
        path: str,
        inner: Callable[..., Any],
        environ: dict[str, Any],
        start_response: Callable[..., Any],
    ) -> Iterable[bytes]:
        """Wait, ask the server, and ask again where another build has begun meanwhile."""
        self._remember(path.removesuffix(INDEX))
        told: list[tuple[Any, ...]] = []
        builds = -1
        found: Iterable[bytes] = ()
        while builds != self._builds:
            builds = self._builds
            self._wait_for(path)
            told.clear()
            if isinstance(found, FileWrapper):
                found.close()
            found = inner(environ, lambda *one: told.append(one))
        start_response(*told[0])
        return found

    def _remember(self, page: str) -> None:
        if page.endswith("/") or not page:
            with self._lock:
                self._asked.pop(page, None)
                self._asked[page] = None
                if len(self._asked) > _REMEMBERED:
                    del self._asked[next(iter(self._asked))]

    def _wait_for(self, path: str) -> None:
        names = (path, f"{path}{INDEX}", f"{path}/{INDEX}")
        ended = self._ended
        if not ended.is_set() and self._ready.isdisjoint(names):
            ended.wait()

    def go_on(self, rest: Callable[[], None], ready: AbstractSet[str]) -> None:
        """Do the rest of a build while the server answers; `ready` are the files that stand."""
        self._is_stopped, ended = False, threading.Event()

        def run() -> None:
            try:
                rest()
            except StoppedError:
                log.debug("The rest of the last build is not wanted any more.")
            except Exception:
                logging.getLogger("mkdocs").exception("The rest of the preview could not be built.")
            finally:
                ended.set()

        self._ready, self._ended = ready, ended
        self._thread = threading.Thread(target=run, name="rest of the preview")
        self._builds += 1
        self._thread.start()

    def check(self) -> None:
        """Come here often.

        Raises:
            StoppedError: another build begins.
        """
        if self._is_stopped and threading.current_thread() is self._thread:
            raise StoppedError

    def stop(self) -> None:
        """Give up what is left of the last build."""
        self._is_stopped = True
        if self._thread is not None:
            self._thread.join()
