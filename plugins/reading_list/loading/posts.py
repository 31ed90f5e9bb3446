"""`docs/blog/posts/**.md` and `.authors.yml` -> Post and PostAuthor.

The keys are those of Material's blog, so that posts written for it move here unchanged.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from reading_list.diagnostics import error, shorten
from reading_list.loading.fields import Fields, to_plain
from reading_list.loading.front_matter import decode, parse_document, parse_mapping
from reading_list.loading.nodes import Entries
from reading_list.model import (
    Location,
    PartialDate,
    Post,
    PostAuthor,
    PostKind,
    parse_partial_date,
)
from reading_list.texts.excerpts import excerpt
from reading_list.texts.markdown_words import ENOUGH, to_words
from reading_list.texts.mentions import find_in_field, find_mentions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.diagnostics import Diagnostic
    from reading_list.model import Mention

ALIASES = {
    "category": "categories",
    "tag": "tags",
    "author": "authors",
    "lastmod": "updated",
    "external_url": "link",
    "summary": "description",
    "redirect_from": "aliases",
}
KEYS = """title date updated slug description categories tags authors pin readtime link via aliases
    feed_id draft private unlisted""".split()
THEME_KEYS = ("hide", "template", "icon", "status", "subtitle", "search", "comments", "links")
"""Keys that the theme reads; handed through as they are."""
NOTE_TITLE = 60
"""Characters of a note that stand in for its title."""

_ATX = re.compile(r"\s*#[ \t]+([^\n]+)(?:\n|$)")
_CLOSING_HASHES = re.compile(r"(?<=[ \t])#+$")
_SETEXT = re.compile(r"\s*(\S[^\n]*)\n=+[ \t]*(?:\n|$)")
_ATTRIBUTES = re.compile(r"\s*\{[:#.][^}]*\}\s*$")
_ANY_DATE = PartialDate("2000", 2000)
_DATE_PREFIX = re.compile(r"\d{4}-\d{2}-\d{2}-")


def load_post(uri: str, src_uri: str, data: bytes) -> tuple[Post | None, tuple[Diagnostic, ...]]:
    """Read one post; None where it has no date or cannot be read."""
    text, faults = decode(data, uri)
    document, more = parse_document(text, uri)
    found: list[Diagnostic] = [*faults, *more]
    if document.entries is None:
        if not found:
            found.append(_missing_date(uri, 1))
        return None, tuple(found)
    fields = Fields(document.entries, uri, ALIASES, found)
    fields.report_unknown((*KEYS, *THEME_KEYS))
    date, time = _date(fields)
    # Without a date the rest is read all the same: everything that is wrong is said at once.
    given = date or _ANY_DATE, time
    post = _post(fields, given, src_uri, (document.body, document.body_line))
    return post if date else None, tuple(fields.faults)


def _post(
    fields: Fields, date: tuple[PartialDate, str], src_uri: str, text: tuple[str, int]
) -> Post:
    draft = fields.flag("draft", if_unreadable=True)
    body, body_line = text
    heading, rest = split_heading(body)
    heading_line, heading_source = body_line, ""
    given = fields.line_text("title")
    title = given or heading
    link = fields.address("link")
    kind: PostKind = "link" if link else "essay" if title else "note"
    lines = dict(fields.lines)
    if heading and title == heading:
        lines["title"] = body_line + body[: len(body) - len(body.lstrip())].count("\n")
        body_line += body.count("\n") - rest.count("\n")
        heading_source = body[: len(body) - len(rest)]
        body = rest
    via_title, via_url = _via(fields)
    stem = _DATE_PREFIX.sub("", src_uri.rpartition("/")[2].removesuffix(".md"))
    return Post(
        src_uri=src_uri,
        title=title or excerpt(to_words(body, with_tex=False), NOTE_TITLE) or stem,
        kind=kind,
        date=date[0],
        time=date[1],
        updated=read_updated(fields),
        slug=fields.slug(stem),
        description=fields.line_text("description"),
        categories=fields.texts("categories"),
        tags=fields.texts("tags"),
        authors=fields.texts("authors"),
        pin=fields.flag("pin", if_unreadable=False),
        readtime=fields.number("readtime", 1, 10_000),
        link=link,
        via_title=via_title,
        via_url=via_url,
        aliases=fields.texts("aliases"),
        feed_id=fields.line_text("feed_id"),
        draft=draft,
        private=fields.flag("private", if_unreadable=True),
        unlisted=fields.flag("unlisted", if_unreadable=True),
        mentions=(
            *find_in_field(link, src_uri, fields.at("link")),
            *find_in_title(fields, heading_source, src_uri, heading_line),
            *find_mentions(body, src_uri, body_line),
        ),
        body=body,
        body_line=body_line,
        theme=theme_keys(fields),
        location=Location(fields.uri, fields.at("title")),
        lines=lines,
    )


def theme_keys(fields: Fields) -> dict[str, object]:
    """What the page's front matter says to the theme."""
    return {key: to_plain(fields.nodes[key]) for key in THEME_KEYS if fields.has(key)}


def split_heading(body: str) -> tuple[str, str]:
    """(`My title`, rest) where the text begins with a heading of level one, else (``, text)."""
    match = _ATX.match(body) or _SETEXT.match(body)
    if match is None:
        return "", body
    title = _CLOSING_HASHES.sub("", match[1][:ENOUGH].rstrip())
    title = _ATTRIBUTES.sub("", title.rstrip())
    words = to_words(title, with_citations=True)
    return " ".join(words.split()), body[match.end() :].lstrip("\n")


def find_in_title(
    fields: Fields, heading: str, src_uri: str, heading_line: int
) -> tuple[Mention, ...]:
    """What the title names: the text's own first heading, else what the front matter says."""
    if heading:
        return find_mentions(heading, src_uri, heading_line)
    return find_in_field(fields.line_text("title"), src_uri, fields.at("title"))


def _date(fields: Fields) -> tuple[PartialDate | None, str]:
    """`date: 2025-07-05`, with a time, or as Material's mapping with `created`."""
    node = fields.nodes.get("date")
    key = "date"
    if isinstance(node, Entries):
        fields = Fields(node, fields.uri, faults=fields.faults)
        key = "created"
    text = fields.text(key)
    if not text:
        if not fields.has(key):
            fields.faults.append(_missing_date(fields.uri, fields.at(key)))
        return None, ""
    return _parse_day(fields, key, text)


def _parse_day(fields: Fields, key: str, text: str) -> tuple[PartialDate | None, str]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        fields.fault(
            "wrong-date",
            fields.at(key),
            f"'{key}: {shorten(text)}' is not a day of the calendar.",
            "Write it like `2025-07-03` or `2025-07-03 18:30:00`.",
        )
        return None, ""
    time = moment.timetz().isoformat() if len(text) > len("2025-07-03") else ""
    return parse_partial_date(moment.date().isoformat()), time


def read_updated(fields: Fields) -> PartialDate | None:
    """`updated: 2025-07-05`, or the same below a post's `date`. Faults: `wrong-date`."""
    node = fields.nodes.get("date")
    if fields.has("updated"):
        return _parse_day(fields, "updated", fields.text("updated"))[0]
    if isinstance(node, Entries) and node.nodes.get("updated") is not None:
        inner = Fields(node, fields.uri, faults=fields.faults)
        return _parse_day(inner, "updated", inner.text("updated"))[0]
    return None


def _missing_date(uri: str, line: int) -> Diagnostic:
    return error(
        "missing-date", Location(uri, line), "The post has no date.", "Add `date: 2025-07-03`."
    )


def _via(fields: Fields) -> tuple[str, str]:
    entries = fields.nodes.get("via")
    if not isinstance(entries, Entries):
        return "", fields.address("via")
    inner = Fields(entries, fields.uri, faults=fields.faults)
    inner.report_unknown(("title", "url"))
    return inner.line_text("title"), inner.address("url")


def load_post_authors(
    uri: str, data: bytes
) -> tuple[Mapping[str, PostAuthor], tuple[Diagnostic, ...]]:
    """`.authors.yml` -> id -> author."""
    text, faults = decode(data, uri)
    whole, more = parse_mapping(text, uri)
    found: list[Diagnostic] = [*faults, *more]
    authors: dict[str, PostAuthor] = {}
    entries = Fields(whole, uri, faults=found).entries("authors") if whole else None
    for key, node in (entries.nodes if entries else {}).items():
        line = entries.lines[key] if entries else 1
        if not isinstance(node, Entries):
            found.append(
                error(
                    "wrong-type",
                    Location(uri, line),
                    f"'{shorten(key)}' is not a mapping.",
                    "Write `name: ...` below it.",
                )
            )
            continue
        fields = Fields(node, uri, faults=found)
        fields.report_unknown(("name", "description", "avatar", "slug", "url"))
        authors[key] = PostAuthor(
            id=key,
            name=fields.line_text("name") or key,
            description=fields.line_text("description"),
            url=fields.address("url"),
            avatar=fields.line_text("avatar"),
            slug=fields.slug(key),
        )
    return authors, tuple(found)
