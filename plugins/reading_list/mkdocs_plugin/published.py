"""What was published last: the site's own catalogue, which says under which ids.

Separate because it is the one thing that a build reads besides the author's files. It decides
nothing but what the author is warned of: no byte of the site depends on it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reading_list import disk
from reading_list.feeds.changed_ids import find_changed_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

    from reading_list.diagnostics import Diagnostic
    from reading_list.model import Library


def compare_published(
    config: MkDocsConfig, published: Path, library: Library, authority: str
) -> Iterator[Diagnostic]:
    """Warn of entries whose ids have changed: `changed-feed-id`.

    `published` is the catalogue of the last build, or a copy of it. A first build has none.
    """
    with suppress(OSError):
        name = Path(config.config_file_path or "mkdocs.yml").name
        yield from find_changed_ids(disk.read_bytes(published), library, authority, name)
