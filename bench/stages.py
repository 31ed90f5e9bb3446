"""What each part of our build costs, and how it grows with the library.

One build of each size, each in a process of its own; what a part costs is added up as it is
called, so parts that call one another are counted in both. "After an edit" is a second build in
the same process, as a preview makes it.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.compare import edit
from bench.sites import GENERATORS, lay_out
from mkdocs.commands.build import build
from mkdocs.config import load_config

if TYPE_CHECKING:
    from collections.abc import Callable

PARTS = {
    "texts from disk": ("disk", "read_texts"),
    "files into a library": ("mkdocs_plugin.sources", "load_library"),
    "views": ("mkdocs_plugin.sources", "build_views"),
    "- who names whom": ("views.site", "find_connections"),
    "related works": ("related._Finder", "find"),
    "notes into HTML": ("site", "convert_pieces"),
    "entries of bibliographies": ("rendering.site_files", "encode_published"),
    "sentences about works": ("site", "find_discussions"),
    "pages of works": ("rendering.pages.Pages", "paper"),
    "pages of tags": ("rendering.pages.Pages", "tag"),
    "pages of months": ("rendering.timeline_pages.TimelinePages", "_month"),
    "lists of posts": ("rendering.pages.Pages", "post_list"),
    "the library's lists": ("rendering.pages.Pages", "library"),
    "around posts": ("mkdocs_plugin.authored", "frame_content"),
    "files to disk": ("staging.writing", "write_plainly"),
    "feeds": ("mkdocs_plugin.output", "write_feeds"),
    "index of the search": ("mkdocs_plugin.output", "write_search"),
}
"""Name -> module or class, and the function; generators would show nothing."""


def count_time(spent: dict[str, float]) -> None:
    """Let each part add up its time."""
    for name, (place, attribute) in PARTS.items():
        module, _, last = f"reading_list.{place}".rpartition(".")
        owner = importlib.import_module(f"reading_list.{place}" if last.islower() else module)
        owner = owner if last.islower() else getattr(owner, last)
        setattr(owner, attribute, _timed(getattr(owner, attribute), name, spent))


def _timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def run(*arguments: object, **named: object) -> object:
        start = time.thread_time()  # files are written by a thread of their own
        try:
            return function(*arguments, **named)
        finally:
            spent[name] += time.thread_time() - start

    return run


def build_once(papers: int, posts: int) -> dict[str, float]:
    """Build in this process: seconds of each part, and memory."""
    spent: dict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        lay_out(GENERATORS[0], folder, papers, posts)
        count_time(spent)
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
        config.plugins.run_event("startup", command="build", dirty=False)
        start = time.process_time()
        build(config)
        spent["the whole build"] = time.process_time() - start
        first = dict(spent)
        edit(GENERATORS[0], folder, 1)
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
        start = time.process_time()
        build(config)
        spent = {**first, "after an edit": time.process_time() - start}
    spent["memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return spent


def main() -> None:
    """Print seconds of a small and a large library, and the exponent of the growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--posts", type=int, default=500)
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.once:
        print(json.dumps(build_once(arguments.papers, arguments.posts)))
        return
    sizes = [(arguments.papers // 10, arguments.posts // 10), (arguments.papers, arguments.posts)]
    small, large = (_in_a_process(papers, posts) for papers, posts in sizes)
    print(f"{'':28}{sizes[0][0]:>9,}{sizes[1][0]:>9,} papers   exponent")
    for name in (*PARTS, "the whole build", "after an edit", "memory, MB"):
        before, after = small.get(name, 0), large.get(name, 0)
        grows = math.log10(after / before) if before and after else 0
        print(f"{name:28}{before:9.2f}{after:9.2f}{grows:18.2f}")


def _in_a_process(papers: int, posts: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.stages", "--once"]
    command += ["--papers", str(papers), "--posts", str(posts)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
