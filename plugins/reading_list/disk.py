"""The only module that opens files: texts in, whole files out.

Separate so that everything else is a function of values and can be tested without a disk.
"""

from __future__ import annotations

import os
import posixpath
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from reading_list.diagnostics import Diagnostic, error
from reading_list.loading.library import AUTHORS, TAGS, Texts
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_NEW_FILE_MODE = 0o666
_AT_ONCE = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))


def read_bytes(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        OSError: the file is missing, no ordinary file, or may not be read.
    """
    return _read_file(path)


def read_text(path: Path) -> str:
    """Read a file of UTF-8, with or without a byte order mark; bad bytes become U+FFFD.

    Raises:
        OSError: the file is missing, no ordinary file, or may not be read.
    """
    return _read_file(path).decode("utf-8-sig", errors="replace")


def read_again(path: str, size: int) -> bytes:
    """Read a file of which one knows the size; nothing, or one byte more, where it is another.

    Without `Path` and buffers, for there are tens of thousands; it waits for no pipe, and follows
    no link.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _AT_ONCE)
    except OSError:
        return b""
    try:
        return os.read(handle, size + 1)
    except OSError:  # a folder, or a pipe that nobody writes to
        return b""
    finally:
        os.close(handle)


def read_tree(
    folder: Path, suffixes: tuple[str, ...]
) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Read every file below `folder` whose name ends so: uri relative to it -> bytes, sorted.

    Hidden files and folders are left out; links to folders are followed, each folder once. What
    cannot be read is a fault (`unreadable-file`), not an exception. A missing folder is empty.
    """
    found: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    start = len(os.path.join(folder, ""))  # noqa: PTH118 - texts, for there are thousands
    for path in _walk(folder, suffixes, faults):
        uri = path[start:].replace(os.sep, "/")
        try:
            found[uri] = _read_file(path)
        except OSError as problem:
            faults.append(_to_fault(uri, problem))
    return dict(sorted(found.items())), tuple(faults)


def read_texts(root: Path, docs: Path, papers: Path) -> tuple[Texts, tuple[Diagnostic, ...]]:
    """Read the author's files, named as seen from `root`. Errors: `unreadable-file`."""
    in_papers, faults = read_tree(papers, (".md",))
    in_docs, in_vain = read_tree(docs, (".md",))
    more = [*in_vain]
    for name in (AUTHORS, TAGS):
        try:
            if (docs / name).is_file():
                in_docs[name] = read_bytes(docs / name)
        except OSError as problem:
            more.append(_to_fault(name, problem))
    inside = f"{relate(papers, docs)}/"
    texts = Texts(
        papers=in_papers,
        docs={uri: text for uri, text in in_docs.items() if not uri.startswith(inside)},
        papers_uri=relate(papers, root),
        docs_uri=relate(docs, root),
    )
    found = (
        *(_below(fault, texts.papers_uri) for fault in faults),
        *(_below(fault, texts.docs_uri) for fault in more),
    )
    return texts, found


def _below(fault: Diagnostic, folder: str) -> Diagnostic:
    return replace(fault, location=replace(fault.location, uri=f"{folder}/{fault.location.uri}"))


def relate(path: Path, start: Path) -> str:
    """One folder as seen from another; they may lie beside each other. Always with `/`."""
    return posixpath.relpath(path.resolve().as_posix(), start.resolve().as_posix())


def find_names(folder: Path) -> tuple[str, ...]:
    """Names of everything directly in a folder, sorted; none where it does not exist."""
    return tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else ()


def write_text_atomically(path: Path, text: str) -> None:
    """Write a file whole or not at all; an existing file keeps its permissions.

    Raises:
        OSError: the folder cannot be made or written to.
    """
    write_bytes_atomically(path, text.encode())


def write_bytes_atomically(path: Path, content: bytes) -> None:
    """Write beside the file, then put it in its place in one step.

    Raises:
        OSError: the folder cannot be made or written to.
    """
    write_parts_atomically(path, (content,))


def write_parts_atomically(path: Path, parts: Iterable[bytes]) -> None:
    """The same, of a file that is made part by part.

    Raises:
        OSError: the folder cannot be made or written to.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        draft.chmod(_mode_of(path))
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write several files, or none: where one fails, those before it are put back.

    Raises:
        OSError: a file cannot be read or written; its `filename` says which.
    """
    before: dict[Path, bytes | None] = {}
    try:
        for path, content in contents.items():
            before[path] = _read_file(path) if path.exists() else None
            write_bytes_atomically(path, content)
    except BaseException as problem:
        if isinstance(problem, OSError):
            problem.filename = path.as_posix()
        for done, former in before.items():
            with suppress(OSError):
                _put_back(done, former)
        raise


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    elif _read_file(path) != content:
        write_bytes_atomically(path, content)


def _read_file(path: Path | str) -> bytes:
    """Without `Path` and buffers, which cost more than the reading."""
    if not S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
        raise OSError(0, "it is no ordinary file")  # a folder, or a pipe that would never end
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.readall()


def _walk(folder: Path, suffixes: tuple[str, ...], faults: list[Diagnostic]) -> Iterator[str]:
    """Paths of files and folders whose names end so."""
    seen: set[str] = set()
    for root, folders, names in os.walk(folder, followlinks=True, onerror=_collect(folder, faults)):
        real = os.path.realpath(root)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in (*folders, *sorted(names)):
            if name.endswith(suffixes) and name[0] != ".":
                yield os.path.join(root, name)  # noqa: PTH118


def find_loops(folder: Path) -> tuple[str, ...]:
    """Links below `folder` that lead to a folder above them, as uris; each once, sorted."""
    found = []
    above: dict[str, tuple[str, ...]] = {}
    for root, folders, _ in os.walk(folder, followlinks=True):
        real = os.path.realpath(root)
        parents = above.get(root, ())
        if real in parents:
            found.append(os.path.relpath(root, folder).replace(os.sep, "/"))
            folders.clear()
        above |= {os.path.join(root, name): (*parents, real) for name in folders}  # noqa: PTH118
    return tuple(sorted(found))


def is_file(path: str) -> bool:
    """Whether it is a file that can be copied: no pipe, no link to nowhere."""
    return os.path.isfile(path)  # noqa: PTH113 - asked for every file of the docs


def _collect(folder: Path, faults: list[Diagnostic]) -> Callable[[OSError], None]:
    def collect(problem: OSError) -> None:
        uri = os.path.relpath(problem.filename, folder).replace(os.sep, "/")
        if folder.exists():
            faults.append(_to_fault(uri, problem))

    return collect


def _to_fault(uri: str, problem: OSError) -> Diagnostic:
    reason = problem.strerror or "unknown reason"
    return error("unreadable-file", Location(uri), f"The file cannot be read: {reason}.")


def _mode_of(path: Path) -> int:
    """Permissions of the file, or those a new file gets from the process."""
    with suppress(OSError):
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return _NEW_FILE_MODE & ~mask
