"""What of the HTML of a text is quoted, what is left out, and what most mentions look like.

Separate because this is a matter of HTML's words, and of those of our own citations.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reading_list.texts.tags import Tag

KEPT = frozenset(
    "b cite code del dfn em i ins kbd mark q s samp small strong sub sup u var".split()
)
UNBROKEN = frozenset("a cite code kbd samp".split())
"""No sentence ends in one of these."""
DROPPED = frozenset(
    """audio button canvas iframe map noscript object picture pre script select style svg template
    textarea title video""".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_DROPPED_CLASSES = frozenset(["headerlink", "footnote-ref", "footnote-backref", "rl-references"])
_DROPPED_ROLES = frozenset(["doc-backlink", "doc-bibliography"])
_MAY_DROP = ("headerlink", "footnote-", "references", "doc-b", "hidden")
_LINK = r'<a class="rl-ref" href="([^"<>&\s]+)" id="([A-Za-z0-9_.:-]+)">([^<>&]+)</a>'
WHOLE_LINK = re.compile(_LINK)
"""A link to a work as citations write nearly all of them: nothing in it needs to be read."""
WHOLE_CITE = re.compile(rf'<span class="rl-cite">([^<>&]*){_LINK}([^<>&]*)</span>')
"""One in brackets, with what stands beside it there."""


def is_dropped(tag: Tag) -> bool:
    """Whether an element with its text is no prose, or is hidden from readers."""
    if tag.name in DROPPED:
        return True
    low = tag.rest.lower()
    if not any(sign in low for sign in _MAY_DROP):
        return False
    return (
        not _DROPPED_CLASSES.isdisjoint(tag.get("class").split())
        or tag.get("role") in _DROPPED_ROLES
        or "hidden" in tag.attributes
    )
