"""What `mkdocs serve` answers while a site is edited: never a page of the build before."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from sites import ENGINE, TOOLS, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.integration

CONFIG = """\
site_name: Preview
site_url: https://reading-list.example/
theme: {name: material, font: false}
plugins: [search, reading-list]
"""
PAPER = "---\ntitle: {title}\nadded: 2025-0{month}\ntags: [memory]\n---\n{text}\n"
PATIENCE = 300.0
BOOT = """\
import runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Who is started in the background of a shell would not hear that it is to end."""


@contextmanager
def serve(config: Path, temporary: Path) -> Iterator[int]:
    """The engine's own server, as an author runs it; its port."""
    temporary.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    engine = [sys.executable, "-c", BOOT, str(TOOLS / ENGINE)]
    server = subprocess.Popen(
        [*engine, "serve", "-f", str(config), "-a", f"127.0.0.1:{port}"],
        env={
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "DISABLE_MKDOCS_2_WARNING": "true",
            "TMPDIR": str(temporary),
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=60)
        finally:
            server.kill()


def ask(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    except ConnectionError:
        return ""
    finally:
        connection.close()


def wait_for(port: int, path: str, text: str) -> None:
    end = time.monotonic() + PATIENCE
    while text not in ask(port, path):
        assert time.monotonic() < end, f"{path} never showed {text}"
        time.sleep(0.05)


def test_once_a_page_is_new_every_other_one_is(tmp_path: Path) -> None:
    papers = {
        f"papers/p{number}.md": PAPER.format(title=f"Work {number}", month=1 + number % 8, text="")
        for number in range(60)
    }
    config = write_site(tmp_path / "site", papers, CONFIG)
    first = tmp_path / "site" / "papers" / "p1.md"
    with serve(config, tmp_path / "temporary") as port:
        wait_for(port, "/papers/p1/", "Work 1")
        for turn in ("Ninth", "Tenth", "Eleventh"):
            first.write_text(PAPER.format(title=f"{turn} work", month=9, text=f"{turn} text"))

            wait_for(port, "/papers/p1/", f"{turn} text")

            for path in (
                "/papers/by/title/",
                "/tags/memory/",
                "/papers/feed.xml",
                "/papers/p1/cite.bib",
                "/library.bib",
                "/reading-list.json",
            ):
                assert f"{turn} work" in ask(port, path), path
            assert f"{turn} text" in ask(port, "/search/search_index.json")
        first.unlink()
        wait_for(port, "/papers/p1/", "This page is not here")
        assert "Eleventh work" not in ask(port, "/papers/by/title/")
        assert "papers/p1/" not in ask(port, "/sitemap.xml")
        assert "papers/p2/" in ask(port, "/sitemap.xml")
    assert not [*(tmp_path / "temporary").rglob("*.html")]
