"""A built site held against the library that it should show.

Separate because an engine that knows no plugins builds a site without a word: Zensical and MkDocs 2
read `mkdocs.yml` and leave out all that is ours, so only the output can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list import disk
from reading_list.diagnostics import Diagnostic, error
from reading_list.model import Location
from reading_list.rendering.site_files import CATALOGUE
from reading_list.rendering.templates import INDEX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reading_list.model import AnyEntry, Library

_HINT = "Build it with MkDocs 1.6 or ProperDocs 1.6; MkDocs 2 and Zensical run no plugins."


def find_missing(site: Path, library: Library) -> Iterator[Diagnostic]:
    """Name every work, post and order whose page is not in the folder of a built site.

    Errors: `wrong-engine`, where nothing of ours is there; `missing-page`.
    """
    if not disk.is_file(f"{site}/{CATALOGUE}"):
        message = f"The site has no {CATALOGUE}: it was built without this plugin."
        yield error("wrong-engine", Location(site.as_posix()), message, _HINT)
        return
    entries: tuple[AnyEntry, ...] = (*library.papers, *library.posts, *library.orders)
    for entry in entries:
        if not entry.is_hidden and not disk.is_file(f"{site}/{entry.url_path}{INDEX}"):
            message = f"The site has no page '{entry.url_path}'."
            yield error("missing-page", entry.location, message, "Build the site again.")
