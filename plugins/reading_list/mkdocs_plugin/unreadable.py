"""Files of the docs folder that no engine survives: links in a circle, pipes, links to nowhere.

Separate because MkDocs finds its files by itself, and dies of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from reading_list import disk
from reading_list.diagnostics import error
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mkdocs.structure.files import Files

    from reading_list.diagnostics import Diagnostic


def refuse_loops(docs: Path) -> tuple[str, ...]:
    """Links to a folder above them; MkDocs follows one of them for long, and several for ever.

    Raises:
        PluginError: there are several.
    """
    loops = disk.find_loops(docs)
    if len(loops) > 1:
        said = f"{', '.join(loops)} in '{docs}' lead to folders above them"
        raise PluginError(f"{said}, which MkDocs follows without end. Remove these links.")
    return loops


def drop_unreadable(files: Files, docs_name: str, loops: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Leave out what the engine could not copy, or would copy again for every turn of a loop.

    Errors: `unreadable-file`.
    """
    for file in tuple(files):
        path = file.abs_src_path
        if path is None:
            continue
        if any(file.src_uri.startswith(f"{loop}/") for loop in loops):
            files.remove(file)
        elif not disk.is_file(path):
            files.remove(file)
            if not file.src_uri.endswith(".md"):  # those have been named when they were read
                at = Location(f"{docs_name}/{file.src_uri}")
                said = "The file cannot be read: it is no ordinary file, or a link to nowhere."
                yield error("unreadable-file", at, said)
