"""Our build beside its peers on the same works and posts: whole processes, in turn.

Machines are noisy: what counts is the ratio of medians within one run. Each generator builds
from nothing, and again after one work was edited.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from bench.sites import GENERATORS, Generator, lay_out


@dataclass(frozen=True)
class Cost:
    """What one process used and left."""

    user: float
    """Seconds of CPU outside the kernel: the figure that a busy machine changes least."""
    system: float
    wall: float
    memory: float
    """Peak, in MB."""
    files: int
    megabytes: float
    """Of the site, as the sum of its files' lengths."""


def measure(generator: Generator, folder: Path) -> Cost:
    """Build once in a process of its own."""
    command = generator.command(folder)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    start = os.times().elapsed
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], command, environment, file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    wall = os.times().elapsed - start
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{generator.name}: the build in {folder} failed.")
    sizes = [
        (Path(root) / name).stat().st_size
        for root, _, names in os.walk(folder / generator.output)
        for name in names
    ]
    memory = usage.ru_maxrss / 1024
    return Cost(usage.ru_utime, usage.ru_stime, wall, memory, len(sizes), sum(sizes) / 1e6)


def clean(generator: Generator, folder: Path) -> None:
    """Forget what an earlier build has left."""
    for name in (generator.output, ".cache", "cache", "resources", "__pycache__"):
        shutil.rmtree(folder / name, ignore_errors=True)


def edit(generator: Generator, folder: Path, number: int) -> None:
    """Change the text of one work."""
    with (folder / generator.paper.format("work7")).open("a") as file:
        file.write(f"\nRead once more, and the {number}th time it became clear.\n")


def run(chosen: list[Generator], folder: Path, runs: int) -> dict[str, dict[str, Cost]]:
    """Every generator in turn, so that all meet the same noise; medians of each."""
    found: dict[tuple[str, str], list[Cost]] = {}
    for number in range(runs):
        for one in chosen:
            here = folder / one.name
            clean(one, here)
            found.setdefault((one.name, "cold"), []).append(measure(one, here))
            edit(one, here, number)
            found.setdefault((one.name, "again"), []).append(measure(one, here))
    return {
        one.name: {kind: _median(found[one.name, kind]) for kind in ("cold", "again")}
        for one in chosen
    }


def _median(costs: list[Cost]) -> Cost:
    names = [field.name for field in fields(Cost)]
    return Cost(*(statistics.median(getattr(one, name) for one in costs) for name in names))


def print_table(costs: dict[str, dict[str, Cost]]) -> None:
    """One line for each generator and kind of build; ratios are of user CPU."""
    head = f"{'':16}{'user s':>9}{'sys s':>8}{'wall s':>8}{'MB':>7}{'files':>8}{'site MB':>9}"
    print(f"{head}{'ours / it':>11}{'of its cold':>13}")
    for name, kinds in costs.items():
        for kind, cost in kinds.items():
            ratio = costs["ours"][kind].user / cost.user if "ours" in costs else 0
            part = cost.user / kinds["cold"].user
            print(
                f"{name:10}{kind:6}{cost.user:9.2f}{cost.system:8.2f}{cost.wall:8.2f}"
                f"{cost.memory:7.0f}{cost.files:8.0f}{cost.megabytes:9.1f}{ratio:11.2f}{part:13.2f}"
            )


def describe_machine() -> str:
    """What the figures were taken on."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return f"{os.cpu_count()} cores, {model}, {platform.system()}, Python {sys.version.split()[0]}"


def main() -> None:
    """Print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--posts", type=int, default=100)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="names, for example ours,hugo")
    parser.add_argument("--json", type=Path, help="keep the figures in this file too")
    arguments = parser.parse_args()
    names = arguments.only.split(",") if arguments.only else [one.name for one in GENERATORS]
    chosen = [one for one in GENERATORS if one.name in names]
    with tempfile.TemporaryDirectory() as temporary:
        for one in chosen:
            lay_out(one, Path(temporary) / one.name, arguments.papers, arguments.posts)
        costs = run(chosen, Path(temporary), arguments.runs)
    machine = describe_machine()
    print(f"{arguments.papers} papers, {arguments.posts} posts, {arguments.runs} runs; {machine}")
    print_table(costs)
    if arguments.json:
        facts = {
            "papers": arguments.papers,
            "posts": arguments.posts,
            "runs": arguments.runs,
            "machine": machine,
        }
        kept = {
            name: {kind: asdict(cost) for kind, cost in kinds.items()}
            for name, kinds in costs.items()
        }
        arguments.json.write_text(json.dumps({**facts, "costs": kept}, indent=1) + "\n")


if __name__ == "__main__":
    main()
