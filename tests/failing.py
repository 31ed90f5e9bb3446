"""Puts a site in its place over and over; each time another operation on files goes wrong.

A program of its own, for it forks, and its hook cannot be taken off Python again (PEP 578).
Usage: failing.py WHAT HOW STEP FOLDER; in FOLDER stands `site`, the last good one.
WHAT: `build` runs the engine on `mkdocs.yml`; `exchange`, `steps`, `entries` only swap two folders.
HOW: `fail` (one operation is refused), `full` (from there on the disk is full), `kill` (-9).
Prints what is wrong, a line each, and at the end how many operations there were.
"""

from __future__ import annotations

import errno
import importlib
import os
import shutil
import signal
import sys
from pathlib import Path

from reading_list import staging
from reading_list.staging import swapping
from sites import ENGINE

# Listing is not among them: MkDocs takes a folder that it cannot list for an empty one.
GROWING = {"os.mkdir", "os.link", "os.symlink", "tempfile.mkdtemp", "tempfile.mkstemp"}
OPERATIONS = GROWING | {"open", "os.chmod", "os.remove", "os.rename", "os.rmdir"}
WELL, WRONG, UNTOUCHED = 0, 1, 2
NEW = {"index.html": "new", "papers/b.html": "b", ".well-known/x": "x"}


def read_tree(folder: Path) -> dict[str, bytes | int]:
    """Every file with its content, every folder with its permissions; not what is in the making."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        if path.is_file()
        else path.stat().st_mode
        for path in sorted((folder, *folder.rglob("*")))
        if swapping.MARK not in path.relative_to(folder).as_posix()
    }


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def build_site(site: Path) -> None:
    """As the engine's command does."""
    load_config = importlib.import_module(f"{ENGINE}.config").load_config
    build = importlib.import_module(f"{ENGINE}.commands.build").build
    config = load_config((site.parent / "mkdocs.yml").as_posix(), site_dir=site.as_posix())
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def swap_site(site: Path) -> None:
    """As the plugin does, without the engine."""
    staged = staging.begin_staging(site)
    try:
        for name, content in NEW.items():
            (staged.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (staged.folder / name).write_text(content)
    except BaseException:
        staging.discard(staged)
        raise
    staging.publish(staged)


def refuse(*_: Path) -> None:
    raise OSError(errno.EINVAL, "names cannot be exchanged here")


def prepare(what: str) -> None:
    """Be the system that can only do so much."""
    if what in {"steps", "entries"}:
        swapping._exchange = refuse  # noqa: SLF001 - as other systems and file systems do
    if what == "entries":
        os.path.ismount = lambda _path: True


def run_child(what: str, how: str, site: Path, number: int) -> int:
    """Operation `number` goes wrong. Returns how the child ended."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    root = site.parent.as_posix()
    count = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event not in OPERATIONS or not str(arguments[0]).startswith(root):
            return
        count += 1
        if count == number and how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if count == number or (how == "full" and count > number and is_growing(event, arguments)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), arguments[0])

    sys.addaudithook(watch)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    try:
        build_site(site) if what == "build" else swap_site(site)
    except BaseException:  # noqa: BLE001 - however it fails
        os._exit(WRONG)
    os._exit(WELL if count >= number else UNTOUCHED)


def is_growing(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether a full disk would refuse it."""
    if event == "open":
        return bool(int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in GROWING


def judge(status: int, now: object, old: object, new: object) -> str:
    """Return what is wrong with what stands there."""
    if os.WIFSIGNALED(status):
        return "" if now in (old, new) else "neither the last site nor the new one"
    if os.WEXITSTATUS(status) in {WELL, UNTOUCHED}:
        return "" if now == new else "it said that all is well, and it is not the new site"
    return "" if now == old else "it failed, and it is not the last site"


def main() -> None:
    what, how, step, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
    site, spare, fresh = (folder / name for name in ("site", "spare", "fresh"))
    prepare(what)
    shutil.copytree(site, spare)
    shutil.copytree(site, fresh)
    build_site(fresh) if what == "build" else swap_site(fresh)
    old, new = read_tree(spare), read_tree(fresh)
    shutil.rmtree(fresh)
    beside = names(folder)
    say("different" if old != new else "equal")
    number, status = 1, 0
    while not (os.WIFEXITED(status) and os.WEXITSTATUS(status) == UNTOUCHED):
        status = run_child(what, how, site, number)
        if os.WIFSIGNALED(status) and what in {"steps", "entries"}:
            staging.discard(staging.begin_staging(site))  # what the next build begins with
        now = read_tree(site) if site.exists() else {}
        said = judge(status, now, old, new)
        left = names(folder) - beside
        if said or (left and os.WIFEXITED(status) and os.WEXITSTATUS(status) == WRONG):
            say(number, status, said, sorted(left))
        if now != old:
            shutil.rmtree(site, ignore_errors=True)
            shutil.copytree(spare, site)
        number += step
    say(number - step, "tried;", sorted(names(folder) - beside), "left")


if __name__ == "__main__":
    main()
