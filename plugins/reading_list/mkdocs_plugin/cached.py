"""What a build takes over from earlier ones: the file beside `mkdocs.yml`, and when it counts.

Separate because only the adapter knows everything that a piece may depend on: the engine, the
theme's language, the Markdown extensions and their options.
"""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from reading_list.cache import Cache, Held
from reading_list.cache_file import CacheFile, digest_software
from reading_list.texts.citations import CitationExtension
from reading_list.texts.inline_signs import SignsExtension
from reading_list.texts.math_markdown import MathExtension

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from reading_list.loading.library import Texts
    from reading_list.model import Author, Library, Paper, PaperId
    from reading_list.site import Settings

FOLDER = ".cache/reading-list"
_DISTRIBUTIONS = (
    "jinja2",
    "latex2mathml",
    "lxml",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "mkdocs-material-extensions",
    "feedgen",
    "bibtexparser",
    "nh3",
    "properdocs",
    "pygments",
    "pylatexenc",
    "pymdown-extensions",
    "python-frontmatter",
    "pyyaml",
)
"""What pieces are made with."""
_PURE = frozenset(
    """abbr admonition attr_list def_list fenced_code footnotes md_in_html nl2br sane_lists smarty
    tables toc pymdownx.betterem pymdownx.caret pymdownx.details pymdownx.emoji pymdownx.highlight
    pymdownx.inlinehilite pymdownx.keys pymdownx.mark pymdownx.smartsymbols pymdownx.superfences
    pymdownx.tabbed pymdownx.tasklist pymdownx.tilde""".split()
)
"""Extensions that read a text and nothing else; others may read files."""
_OURS = (CitationExtension, MathExtension, SignsExtension)
_KNOWN_CODE = ("material.extensions.", "pymdownx.", "markdown.", "reading_list.")


def open_cache(
    root: Path,
    texts: Texts,
    options: tuple[Settings, bool],
    *,
    is_wanted: bool,
    held: Held | None = None,
) -> tuple[CacheFile | None, Cache]:
    """The pieces of the site at `root`, as far as they were made with what is here now.

    `held` is what the last build of the same process has made of them.
    """
    if not is_wanted:
        return None, Cache()
    file = CacheFile(root / FOLDER / "pieces.sqlite")
    digests = {
        f"{folder}/{name}": blake2b(content, digest_size=16).hexdigest()
        for folder, found in ((texts.papers_uri, texts.papers), (texts.docs_uri, texts.docs))
        for name, content in found.items()
    }
    return file, Cache(file, f"{_describe_software()} {options!r}", digests, held)


@cache  # a preview builds again with what it has loaded, whatever is on the disk by then
def _describe_software() -> str:
    return f"{sys.version} {digest_software(_DISTRIBUTIONS)}"


def describe_world(
    config: MkDocsConfig, files: Files, library: Library, hidden: frozenset[PaperId]
) -> str:
    """All that notes depend on besides their text; empty where nobody can say.

    Addresses of files and names of works are described as a whole: a new work, or a new title,
    lets every note be converted again that has anything but words in it.
    """
    extensions = [
        type(one).__qualname__ if isinstance(one, _OURS) else one
        for one in config.markdown_extensions
    ]
    ours = {one.__qualname__ for one in _OURS}
    if not all(one in _PURE or one in ours for one in extensions):
        return ""
    found = blake2b(digest_size=16)
    try:
        found.update(repr((extensions, _describe(config.mdx_configs))).encode())
    except ValueError:
        return ""
    told = [part for one in files for part in (one.src_uri, one.url, one.inclusion.name)]
    told.append(repr(sorted(hidden)))
    for paper in library.papers:
        told.extend(_name(paper))
    found.update("\n".join(told).encode("utf-8", errors="surrogatepass"))
    return found.hexdigest()


def _describe(value: object) -> object:
    """Options of extensions, functions by their names.

    Raises:
        ValueError: there is something in them that has no sound description.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict):
        return [(str(key), _describe(one)) for key, one in value.items()]
    if isinstance(value, list | tuple):
        return [_describe(one) for one in value]
    name = f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
    if name.startswith(_KNOWN_CODE) and not name.endswith(("<lambda>", ".")):
        return name
    raise ValueError(name)


def _name(paper: Paper) -> Iterator[str]:
    """What a citation, or a list of references, says of a work."""
    yield from (paper.id, paper.slug, paper.title, paper.venue, paper.type, paper.url)
    yield from (paper.short_title, paper.venue_short, paper.volume, paper.issue, paper.pages)
    yield from (paper.article_number, paper.publisher, paper.edition)
    yield from (*paper.arxiv, "", *paper.doi, "", *paper.isbn, "", *map(repr, paper.links.items()))
    yield repr((paper.issued, paper.authors_incomplete, paper.editors_incomplete, paper.is_hidden))
    for person in (*paper.authors, None, *paper.editors):
        yield "" if person is None else _name_person(person)


def _name_person(one: Author) -> str:
    parts = (one.family, one.given, one.suffix, one.dropping_particle, one.non_dropping_particle)
    return "\t".join((*parts, one.literal, one.orcid, one.url))
