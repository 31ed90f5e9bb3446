"""What the links of a text lead to, wherever the text stands.

Separate because sentences that are quoted and previews of works ask the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from reading_list.texts.addresses import is_relative, join_address

if TYPE_CHECKING:
    from collections.abc import Mapping

_HREF = re.compile(r"""<a\s[^>]*?\bhref=(?:"([^"]*)"|'([^']*)')""")
_LINK = re.compile(
    r"""<[aA](?![^\s/<>"'])
        (?!\ class="(?:headerlink|footnote-(?:back)?ref)")
        (?!(?:\ (?!href)[a-z-]+="[^"<>]*")*\ href="https?:)""",
    re.VERBOSE,
)
"""As Markdown writes them, links out of the site and those to footnotes are told at once."""
_SAFE = re.compile(r"(?:https?:|mailto:|/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Links:
    """What the links of a text lead to."""

    source: str
    """Address of the text's page below the site's root."""
    prefix: str
    """What links begin with that are right at any depth."""
    works: Mapping[str, str]
    """Address of a work's page, with a slash at its end -> id of the work."""

    def address(self, href: str) -> str | None:
        """Where a link leads below the site's root, or None for a way out of the site."""
        if href.startswith(self.prefix):
            return href.removeprefix(self.prefix)
        return join_address(self.source, href) if is_relative(href) else None

    def resolve(self, href: str) -> tuple[str, str]:
        """Return a link that is right at any depth, and the id of the work that it leads to.

        Either may be nothing: links of other schemes than the web's must not be followed.
        """
        address = self.address(href)
        if address is None:
            return (href if _SAFE.match(href) else ""), ""
        if address in self.works:  # as most are
            return self.prefix + address, self.works[address]
        path = address.partition("#")[0].partition("?")[0]
        return self.prefix + address, self.works.get(path.removesuffix("index.html"), "")


def find_works(html: str, links: Links) -> tuple[str, ...]:
    """Ids of the works that a text links to, each once, in the order of their first link."""
    found = (links.resolve(unescape(one[1] or one[2] or ""))[1] for one in _HREF.finditer(html))
    return tuple(dict.fromkeys(filter(None, found)))


def find_places(html: str) -> list[int]:
    """Where links begin that may lead to works; all but a few of those that do not are left out."""
    return [found.start() for found in _LINK.finditer(html)]
