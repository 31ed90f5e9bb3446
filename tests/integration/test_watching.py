"""A preview's server is told of a saved file, however seldom it looks itself."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from mkdocs.livereload import LiveReloadServer

from reading_list.mkdocs_plugin.watching import Watching

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.integration

NEVER = 3600.0
PATIENCE = 120.0


def test_a_saved_file_is_built_at_once_and_once(tmp_path: Path) -> None:
    papers = tmp_path / "docs" / "papers"
    papers.mkdir(parents=True)
    (papers / "a.md").write_text("A")
    built: list[str] = []
    has_built = threading.Semaphore(0)

    def build() -> None:
        built.append((papers / "a.md").read_text())
        has_built.release()

    server = LiveReloadServer(build, "127.0.0.1", 0, str(tmp_path), polling_interval=NEVER)
    server.watch(str(tmp_path / "docs"))
    watching = Watching(server, [str(tmp_path / "docs"), str(papers), str(tmp_path / "none")])
    runner = threading.Thread(target=server.serve, daemon=True)
    runner.start()
    try:
        while not all(one.is_alive() for one in server.observer.emitters):
            pass
        for text in ("second", "third text"):
            (papers / "a.md").write_text(text)

            assert has_built.acquire(timeout=PATIENCE)
        (papers / "b.md").write_text("B")
        assert has_built.acquire(timeout=PATIENCE)
    finally:
        watching.stop()
        server.shutdown()
    runner.join()
    assert built == ["second", "third text", "third text"]
