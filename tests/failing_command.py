"""Runs a command of `reading-list` over and over; each time another operation on files goes wrong.

A program of its own, for it forks, and its hook cannot be taken off Python again (PEP 578).
Usage: failing_command.py HOW FOLDER ARGUMENT...; in FOLDER stands what the author has.
HOW: `fail` (one operation is refused), `full` (from there on the disk is full), `kill` (-9).
Prints what is wrong, a line each, and at the end how many operations there were.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import traceback
from pathlib import Path

from failing import OPERATIONS, is_growing
from reading_list.cli import main as command
from reading_list.cli.surroundings import Surroundings
from reading_list.sources.http import Limits
from replay import Hours, Reply, make_entry, make_feed, serve

CRASHED, UNTOUCHED = 98, 99
NOON = 1_752_667_200.0  # 2025-07-16
DOI = '{"title": "A work", "volume": "7", "publisher": "P"}'

Tree = dict[str, tuple[bytes, int]]


def read_tree(folder: Path) -> Tree:
    """Every file with its content and its permissions."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def renew(folder: Path, spare: Path) -> None:
    """Let everything stand there again as it was."""
    os.chdir(spare.parent)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(spare, folder)
    os.chdir(folder)


def run_child(how: str, folder: Path, number: int, origin: str, arguments: list[str]) -> int:
    """Operation `number` goes wrong. Returns how the child ended; what it said is in `said`."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    said = os.open(folder.parent / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    count = 0

    def watch(event: str, given: tuple[object, ...]) -> None:
        nonlocal count
        if event not in OPERATIONS or not is_below(given[0], folder):
            return
        count += 1
        if count == number and how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if count == number or (how == "full" and count > number and is_growing(event, given)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), given[0])

    environment = {
        "READING_LIST_ARXIV_URL": origin,
        "READING_LIST_DOI_URL": origin,
        "XDG_CACHE_HOME": (folder.parent / "cache").as_posix(),
    }
    world = Surroundings(Hours(NOON).clock, Limits(read=30, attempts=1), environment)
    sys.addaudithook(watch)
    code: object = CRASHED
    try:
        command(arguments, obj=world)
    except SystemExit as end:
        code = end.code or 0
    except BaseException:  # noqa: BLE001 - no author should see this
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(UNTOUCHED if code == 0 and count < number else int(str(code)))


def is_below(path: object, folder: Path) -> bool:
    """Whether an operation is on the author's files, named from the root or from where we are."""
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    return os.path.abspath(os.fsdecode(path)).startswith(f"{folder}/")  # noqa: PTH100 - no link is followed


def judge(status: int, said: str, now: Tree, old: Tree, new: Tree) -> str:
    """Return what is wrong with what stands there, or with what was said."""
    was_killed = os.WIFSIGNALED(status)
    if "Traceback" in said or (not was_killed and os.WEXITSTATUS(status) == CRASHED):
        return f"a traceback: {said}"
    if gone := old.keys() - now.keys():
        return f"{sorted(gone)} are gone"
    is_told = "cannot be read" in said
    odd = [name for name in now if now[name] not in (old.get(name), new.get(name))]
    for name in odd:
        is_draft = Path(name).name.startswith(".")
        # A file may be made of all that could be read; a draft stays only where nobody lives on.
        if not (was_killed if is_draft else is_told and (name in new or name not in old)):
            return f"{name} is neither what it was nor what it was to be"
    if was_killed or now == new:
        return ""
    if not said.strip():
        return "it failed without a word"
    is_well = os.WEXITSTATUS(status) == 0 and not is_told
    return "it said that all is well, and it is not" if is_well else ""


def main() -> None:
    how, root, arguments = sys.argv[1], Path(sys.argv[2]).resolve(), sys.argv[3:]
    spare = root.parent / "spare"
    shutil.copytree(root, spare)
    with serve() as replay:
        feed = make_feed(make_entry())
        replay.add("/api/query", Reply(feed, kind="application/atom+xml"))
        replay.add("/10.1000/abc", Reply(DOI, kind="application/vnd.citationstyles.csl+json"))
        renew(root, spare)
        old = read_tree(root)
        ended = run_child(how, root, sys.maxsize, replay.origin, arguments)
        new = read_tree(root)
        sys.stdout.write("changed\n" if old != new else "the same\n")
        number, status = 0, 0
        while not (os.WIFEXITED(status) and os.WEXITSTATUS(status) == UNTOUCHED):
            number += 1
            renew(root, spare)
            status = run_child(how, root, number, replay.origin, arguments)
            said = (root.parent / "said").read_text()
            wrong = judge(status, said, read_tree(root), old, new)
            if wrong:
                sys.stdout.write(f"{number}: {wrong}\n")
        good = os.WIFEXITED(ended) and os.WEXITSTATUS(ended) == UNTOUCHED
        sys.stdout.write(f"{number - 1} tried; {'well' if good else 'not well'} at first\n")


if __name__ == "__main__":
    main()
