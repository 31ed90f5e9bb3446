"""Our build beside plain MkDocs with Material on the same works: whole processes, in turn.

Machines are noisy: what counts is the ratio of medians within one run.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import make_papers

MKDOCS = str(Path(sys.executable).parent / "mkdocs")
THEME = "theme: {name: material, font: false}\nsite_url: https://reading-list.example/\n"
OURS = f"site_name: Bench\n{THEME}plugins: [search, reading-list]\n"
PLAIN = f"site_name: Bench\n{THEME}plugins: [search]\n"
ONE_PAGE_NAVIGATION = "nav: [index.md]\n"
"""MkDocs' automatic navigation puts every page into every page; this is the cheapest there is."""


@dataclass(frozen=True)
class Cost:
    """What one process used."""

    cpu: float
    """Seconds, user and system."""
    memory: float
    """Peak, in MB."""


def write_ours(folder: Path, count: int) -> None:
    """Papers as this project wants them."""
    (folder / "papers").mkdir(parents=True)
    (folder / "docs").mkdir()
    for work in make_papers(count):
        (folder / "papers" / f"{work.id}.md").write_text(work.as_paper())
    (folder / "mkdocs.yml").write_text(OURS)


def write_plain(folder: Path, count: int, navigation: str) -> None:
    """The same works as ordinary pages, and nothing else."""
    (folder / "docs" / "papers").mkdir(parents=True)
    for work in make_papers(count):
        (folder / "docs" / "papers" / f"{work.id}.md").write_text(work.as_page())
    (folder / "docs" / "index.md").write_text("# Home\n")
    (folder / "mkdocs.yml").write_text(PLAIN + navigation)


def measure(folder: Path) -> Cost:
    """Build once in a process of its own."""
    command = [MKDOCS, "build", "--quiet", "-f", str(folder / "mkdocs.yml")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    child = os.posix_spawn(MKDOCS, command, environment)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"The build in {folder} failed.")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> None:
    """Print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folders = {name: Path(temporary) / name for name in ("ours", "plain", "one-page-nav")}
        write_ours(folders["ours"], arguments.papers)
        write_plain(folders["plain"], arguments.papers, "")
        write_plain(folders["one-page-nav"], arguments.papers, ONE_PAGE_NAVIGATION)
        costs: dict[str, list[Cost]] = {name: [] for name in folders}
        for _ in range(arguments.runs):
            for name, folder in folders.items():
                costs[name].append(measure(folder))
    print(f"{arguments.papers} papers, {arguments.runs} runs in turn, {platform.platform()}")
    medians = {
        name: (
            statistics.median(cost.cpu for cost in found),
            statistics.median(cost.memory for cost in found),
        )
        for name, found in costs.items()
    }
    for name, (cpu, memory) in medians.items():
        ratio = medians["ours"][0] / cpu
        print(f"{name:12} {cpu:7.2f} s CPU  {memory:6.0f} MB  ours / {name}: {ratio:.2f}")


if __name__ == "__main__":
    main()
