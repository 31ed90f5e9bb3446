"""Other addresses of works, posts, orders and tags: each leads to the one page.

Separate because loading refuses addresses that clash long before a page is written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reading_list.model import Location, Paper
from reading_list.slugs import slugify
from reading_list.works import ARXIV, identifiers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reading_list.model import AnyEntry, Library, Tag

INDEX = "index.html"
_UNFIT = re.compile(r"[^a-z0-9._;()/-]")
"""All but what Crossref advises for new DOIs, which servers and file systems take as it is."""
_EDGE = re.compile(r"^\.|\.$")
_RESERVED_NAME = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|index\.html?", re.IGNORECASE)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")
_REFUSED = re.compile(r'[\x00-\x1f\x7f<>:"|?*#\\%]')
_TAKEN = frozenset("papers tags timeline reading blog subscribe 404.html sitemap.xml".split())
"""First parts of addresses that this program and the engine give out themselves."""
_TAKEN_BELOW = re.compile(
    r"(?:id|assets|search|timeline|papers/by|blog/(?:page|category|author))(?:/|$)"
    r"|[^/]+\.(?:xml|json|bib|ris|opml|gz)$|404\.html$",
    re.IGNORECASE,
)
_PAGE = ".htm"
"""In the name of every file that a redirect is."""
_LONGEST = 200
"""Bytes of one part of an address; file systems take 255."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """One more address of a page."""

    address: str
    """Below the site's root, with a slash at its end unless it names a file."""
    target: str
    title: str
    """As the author wrote it."""
    location: Location
    """Where the address comes from."""
    identifier: str = ""
    """The arXiv id or DOI that the address is made of, if it is."""

    @property
    def path(self) -> str:
        """The file that answers at the address."""
        return f"{self.address}{INDEX}" if self.address.endswith("/") else self.address


def arxiv_address(one: str) -> str:
    """`1706.03762` -> `id/arxiv/1706.03762/`; an old id keeps its slash."""
    return f"id/arxiv/{one}/"


def doi_address(doi: str) -> str:
    """`10.1162/neco.1991.3.1.79` -> `id/doi/10.1162/neco.1991.3.1.79/`.

    One rule makes every DOI fit for web servers and file systems: in lower case, each character
    but `a-z 0-9 - . _ ; ( ) /` is a hyphen. So is a dot at the edge of a part, and an empty part;
    a part that Windows or the site keeps for itself gets one at its end. What is longer than a
    file system's names is cut.
    """
    parts = _UNFIT.sub("-", doi.lower()).split("/")
    return f"id/doi/{'/'.join(_fit(part) for part in parts)}/"


def _fit(part: str) -> str:
    fit = _EDGE.sub("-", part[:_LONGEST]) or "-"
    return f"{fit}-" if _RESERVED_NAME.fullmatch(fit) else fit


def read_alias(text: str, folder: str) -> tuple[str, str]:
    """A former address as the author wrote it -> (address, nothing), or (nothing, what is wrong).

    One word is a former slug, in the `folder` of the entry; anything with a slash is an address
    below the site's root. What ends in `.html` is a file.
    """
    if _ABSOLUTE.match(text):
        return "", "is not an address on this site"
    if "/" not in text and not text.endswith((".html", ".htm")):
        return f"{folder}{slugify(text)}/", ""
    name = unicodedata.normalize("NFC", unquote(text)).strip("/").removesuffix(f"/{INDEX}")
    parts = name.split("/")
    if ".." in parts or "." in parts:
        return "", "climbs out of its place"
    if not all(map(_is_sound, parts)):
        return "", "has a part that a server or a file system cannot have"
    if name in _TAKEN or _TAKEN_BELOW.match(name):
        return "", "is kept for pages of the site itself"
    return name if name.endswith((".html", ".htm")) else f"{name}/", ""


def _is_sound(part: str) -> bool:
    is_plain = part == part.strip(" .") and not _REFUSED.search(part)
    is_short = 0 < len(part.encode(errors="replace")) <= _LONGEST
    return is_plain and is_short and not _RESERVED_NAME.fullmatch(part)


def find_redirects(library: Library, tags: Iterable[Tag]) -> Iterator[Redirect]:
    """Every other address, by identifier and former ones; then those of the tags' other spellings.

    Faulty aliases are left out. Addresses may clash: `separate` tells.
    """
    entries: tuple[AnyEntry, ...] = (*library.papers, *library.posts, *library.orders)
    for entry in entries:
        if isinstance(entry, Paper):
            yield from _find_identifiers(entry)
        at = _locate(entry, "aliases")
        for alias in entry.aliases:
            address, _ = read_alias(alias, folder_of(entry))
            if address and address != entry.url_path:
                yield Redirect(address, entry.url_path, entry.title, at)
    for tag in tags:
        for slug in dict.fromkeys(map(slugify, tag.aliases)):
            if slug != tag.slug:
                yield Redirect(f"tags/{slug}/", tag.url_path, tag.title, tag.location)


def folder_of(entry: AnyEntry) -> str:
    """Where the siblings of an entry's page have their addresses: `papers/`, `blog/2025/07/`."""
    return f"{entry.url_path.rstrip('/').rpartition('/')[0]}/"


def _find_identifiers(paper: Paper) -> Iterator[Redirect]:
    """A DOI that arXiv gave leads here as itself and as the arXiv id that it holds."""
    names = [name for name in identifiers_of(paper) if name.startswith(ARXIV)]
    found = {arxiv_address(name.removeprefix(ARXIV)): (name, "arxiv") for name in names}
    found |= {doi_address(doi): (doi.lower(), "doi") for doi in paper.doi}
    for address, (name, key) in found.items():
        yield Redirect(address, paper.url_path, paper.title, _locate(paper, key), name)


def _locate(entry: AnyEntry, key: str) -> Location:
    return Location(entry.location.uri, entry.lines.get(key, entry.location.line))


def find_owners(library: Library, tags: Iterable[Tag]) -> dict[str, str]:
    """Files of the site -> the author's files that they are made of, as far as these tell."""
    owners = {_path_of(page.src_uri): page.location.uri for page in library.pages}
    owners |= {f"{tag.url_path}{INDEX}": tag.location.uri for tag in tags}
    entries: tuple[AnyEntry, ...] = (*library.papers, *library.posts, *library.orders)
    return owners | {f"{entry.url_path}{INDEX}": entry.location.uri for entry in entries}


def _path_of(src_uri: str) -> str:
    """`about.md` -> `about/index.html`."""
    folder, _, name = src_uri.removesuffix(".md").rpartition("/")
    parts = (folder, "" if name in {"index", "README"} else name, INDEX)
    return "/".join(part for part in parts if part)


def separate(
    redirects: Iterable[Redirect], owners: Mapping[str, str]
) -> tuple[tuple[Redirect, ...], tuple[tuple[Redirect, str], ...]]:
    """Tell apart the redirects that can be written and those in whose place something else is.

    `owners` holds files of the site below its root -> who they belong to. Case makes no
    difference, for many disks see none. What clashes comes with the owner of its place: of two
    redirects the first has it. Two works with one identifier are another fault and left out.
    """
    places = _Places(owners)
    kept: list[Redirect] = []
    clashing: list[tuple[Redirect, str]] = []
    first: dict[str, Redirect] = {}
    for one in redirects:
        path = one.path.casefold()
        earlier = first.get(path)
        if earlier is not None and _are_one(earlier, one):
            continue
        owner = places.find_owner(path)
        if owner is None:
            kept.append(one)
            first[path] = one
            places.add(path, one.location.uri)
        else:
            clashing.append((one, owner))
    return tuple(kept), tuple(clashing)


def _are_one(first: Redirect, second: Redirect) -> bool:
    return first.target == second.target or bool(
        first.identifier and first.identifier == second.identifier
    )


class _Places:
    """Which files and folders a site has; a file cannot be where a folder is."""

    def __init__(self, owners: Mapping[str, str]) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        for path, owner in owners.items():
            self.add(path.casefold(), owner)

    def add(self, path: str, owner: str) -> None:
        self._files.setdefault(path, owner)
        # Whatever has to be placed is a page: folders of other names are in nobody's way.
        if _PAGE in path.rpartition("/")[0]:
            for folder in _folders_of(path):
                self._folders.setdefault(folder, owner)

    def find_owner(self, path: str) -> str | None:
        """Who has the file, a file in the place of one of its folders, or a folder in its place."""
        above = (self._files[folder] for folder in _folders_of(path) if folder in self._files)
        return self._files.get(path) or self._folders.get(path) or next(above, None)


def _folders_of(path: str) -> Iterator[str]:
    """`a/b/c.html` -> `a/b`, `a`."""
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
