"""From saving one file to the page that shows it: the live preview of ours and of plain MkDocs.

Each server runs as an author runs it; a work is edited, and its page is asked for until it has
the new text. That MkDocs looks for changes twice a second, unless it is told, and then waits a
tenth, is counted.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.compare import describe_machine
from bench.sites import GENERATORS, MKDOCS, Generator, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "/papers/work7/"
SERVED = ("ours", "material")
_PATIENCE = 600.0
"""Seconds after which a page will not come."""
_BETWEEN = 0.02


@contextmanager
def serve(folder: Path) -> Iterator[int]:
    """Serve a site until the block ends; the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [MKDOCS, "serve", "--quiet", "-f", str(folder / "mkdocs.yml")]
    server = subprocess.Popen(
        [*command, "-a", f"127.0.0.1:{port}"], env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    try:
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:  # started in the background of a shell, it hears nothing
            server.kill()
            server.wait()


def wait_for(port: int, text: str) -> None:
    """Ask for the page until it has the text."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if text in _ask(port):
            return
        time.sleep(_BETWEEN)
    sys.exit(f"The page never showed '{text}'.")


def _ask(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", PAGE)
        return connection.getresponse().read().decode()
    except ConnectionError:
        return ""  # it has not begun to listen
    finally:
        connection.close()


def measure(generator: Generator, folder: Path, runs: int) -> list[float]:
    """Seconds from each edit to the page."""
    found = []
    with serve(folder) as port:
        wait_for(port, "</html>")
        for number in range(runs):
            text = f"Read for the {number}th time."
            start = time.monotonic()
            with (folder / generator.paper.format("work7")).open("a") as file:
                file.write(f"\n{text}\n")
            wait_for(port, text)
            found.append(time.monotonic() - start)
            time.sleep(1)  # an author reads before the next edit
    return found


def main() -> None:
    """Print the median and the extremes of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--posts", type=int, default=0)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default=",".join(SERVED), help="of ours,material")
    arguments = parser.parse_args()
    print(f"{arguments.papers} papers, {arguments.posts} posts; {describe_machine()}")
    print(f"{'from saving to the page':28}{'median':>9}{'least':>9}{'most':>9}  seconds")
    for one in GENERATORS:
        if one.name not in SERVED or one.name not in arguments.only.split(","):
            continue
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / one.name
            lay_out(one, folder, arguments.papers, arguments.posts)
            found = measure(one, folder, arguments.runs)
        middle = statistics.median(found)
        print(f"{one.name:28}{middle:9.2f}{min(found):9.2f}{max(found):9.2f}", flush=True)


if __name__ == "__main__":
    main()
