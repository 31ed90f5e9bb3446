"""A page of the theme, rendered once with tokens and split where pages differ.

Rendering ten thousand pages one by one through a theme is what makes MkDocs slow; joining a few
strings is not. A test holds a stamped page equal, byte for byte, to one rendered whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD_END = "</head>"


def token(slot: str) -> str:
    """What stands in a slot while the theme renders: letters only, so that no filter changes it."""
    return f"rlslot{slot}tolsrl"


CONTENT = f"<h1>{token('content')}</h1>"
"""What stands for the content: with a heading, lest the theme adds one of its own."""
_WHOLE = re.compile(
    r"""(<(?:pre|textarea|script|style)\b.*?</(?:pre|textarea|script|style)\s*>|<!--.*?-->
    |<[/!a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_HOLE = re.compile(r"[ \t]*\n[ \t\n]*")
_TOKEN = re.compile(r"<h1>rlslot(content)tolsrl</h1>|rlslot([a-z]+)tolsrl")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one page puts into the slots."""

    title: str
    """Plain text."""
    description: str
    """Plain text."""
    canonical: str
    """Address below the site's root."""
    content: str
    """HTML."""
    source: str = ""
    """Path of the source below the folder of the papers, without its ending."""
    head: str = ""
    """HTML that says in the page's `<head>` what the page is."""
    feeds: str = ""
    """HTML that names its own feeds, after those of every page."""


@dataclass(frozen=True, slots=True)
class Shell:
    """The theme's page: text, slot, text, slot, ..., text."""

    parts: tuple[str, ...]

    def stamp(self, page: Stamp) -> str:
        """One finished page. Everything but HTML is escaped here."""
        values: Mapping[str, str] = {
            "title": escape(page.title),
            "description": escape(page.description),
            "canonical": page.canonical,
            "content": page.content,
            "source": escape(page.source),
            "head": page.head,
            "feeds": page.feeds,
        }
        return "".join(
            values[part] if number % 2 else part for number, part in enumerate(self.parts)
        )


def split_shell(html: str) -> Shell:
    """Split at the tokens."""
    parts: list[str] = []
    end = 0
    for found in _TOKEN.finditer(html):
        parts += [html[end : found.start()], found[1] or found[2]]
        end = found.end()
    return Shell((*parts, html[end:]))


def compact(html: str) -> str:
    """Leave one line end where the theme's templates left a hole of white space.

    A browser shows both alike. What stands in tags, scripts, styles, comments, `pre` and
    `textarea` stays as it is.
    """
    parts = _WHOLE.split(html)
    parts[::2] = (_HOLE.sub("\n", text) for text in parts[::2])
    return "".join(parts)


def drop_from_tags(html: str, tag: str, attribute: str) -> str:
    """Take an attribute out of all tags that begin so; a value or a script may look like one."""
    parts = _WHOLE.split(html)
    parts[1::2] = (
        part.replace(attribute, "", 1) if part.startswith(tag) else part for part in parts[1::2]
    )
    return "".join(parts)


def insert_head(html: str, head: str) -> str:
    """Put something at the end of the page's `<head>`."""
    if not head:
        return html
    before, end, after = html.partition(HEAD_END)
    return f"{before}{head}{end}{after}"
