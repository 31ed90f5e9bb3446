"""`docs/tags.yml` and the tags in use -> which spellings are one tag."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from reading_list.diagnostics import NearNames, error, shorten
from reading_list.loading.fields import Fields
from reading_list.loading.front_matter import decode, parse_mapping
from reading_list.loading.nodes import Entries
from reading_list.model import Location, Slug, Tag
from reading_list.ordering import find_cycles
from reading_list.slugs import fold, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.diagnostics import Diagnostic

KEYS = ("title", "description", "aliases", "parent")


def load_tags(uri: str, data: bytes) -> tuple[Mapping[Slug, Tag], tuple[Diagnostic, ...]]:
    """Declared tags by slug.

    Errors: `unknown-tag` for a parent that is not declared, `tag-cycle`, `duplicate-tag`.
    """
    text, faults = decode(data, uri)
    entries, more = parse_mapping(text, uri)
    found: list[Diagnostic] = [*faults, *more]
    declared: dict[Slug, Tag] = {}
    for name, node in (entries.nodes if entries else {}).items():
        at = Location(uri, entries.lines[name] if entries else 1)
        slug = slugify(name)
        if node is not None and not isinstance(node, Entries):
            hint = "Write `title:` and `description:` below it."
            found.append(error("wrong-type", at, f"'{shorten(name)}' is not a mapping.", hint))
        elif slug in declared:
            message = f"'{shorten(name)}' is the same tag as '{declared[slug].title}'."
            found.append(error("duplicate-tag", at, message, "Keep one; the other is an alias."))
        else:
            fields = Fields(node or Entries({}, {}, at.line), uri, faults=found)
            declared[slug] = _tag(fields, slug, name)
    if entries is not None:
        found.extend(_unknown_parents(declared, entries, uri))
        found.extend(_cycles(declared, entries, uri))
    found.extend(_equal_titles(declared))
    return declared, tuple(found)


def _tag(fields: Fields, slug: Slug, name: str) -> Tag:
    fields.report_unknown(KEYS)
    parent = fields.line_text("parent")
    return Tag(
        slug=slug,
        title=fields.line_text("title") or name,
        description=fields.line_text("description"),
        aliases=fields.texts("aliases"),
        parent=slugify(parent) if parent else None,
        location=Location(fields.uri, fields.line),
        lines=dict(fields.lines),
    )


def _unknown_parents(
    declared: Mapping[Slug, Tag], entries: Entries, uri: str
) -> Iterable[Diagnostic]:
    lines = {slugify(name): line for name, line in entries.lines.items()}
    near = NearNames(declared)
    for tag in declared.values():
        if tag.parent is not None and tag.parent not in declared:
            yield error(
                "unknown-tag",
                Location(uri, lines[tag.slug]),
                f"The parent '{tag.parent}' of '{tag.slug}' is not declared.",
                near.format(tag.parent),
            )


def _equal_titles(declared: Mapping[Slug, Tag]) -> Iterable[Diagnostic]:
    owners: dict[Slug, Tag] = {}
    for tag in declared.values():
        first = owners.setdefault(slugify(tag.title), tag)
        if first is not tag:
            at = replace(tag.location, line=tag.lines.get("title", tag.location.line))
            message = f"'{shorten(tag.slug)}' has the title of '{shorten(first.slug)}'."
            yield error("duplicate-tag", at, message, "Give one another title, or keep one.")


def _cycles(declared: Mapping[Slug, Tag], entries: Entries, uri: str) -> Iterable[Diagnostic]:
    lines = {slugify(name): line for name, line in entries.lines.items()}
    for ring in find_cycles({slug: _parents(tag) for slug, tag in declared.items()}):
        names = " → ".join((*ring, ring[0]))
        yield error(
            "tag-cycle",
            Location(uri, lines[ring[0]]),
            f"A tag is no wider than itself: {names}.",
            "Remove one `parent`.",
        )


def _parents(tag: Tag) -> tuple[Slug, ...]:
    return (tag.parent,) if tag.parent else ()


def resolve_tags(
    declared: Mapping[Slug, Tag], used: Iterable[str]
) -> tuple[tuple[Tag, ...], dict[str, Slug]]:
    """Fold the spellings in use: (tags by title, spelling -> slug).

    The declared title wins, else the spelling most used, else the first in the alphabet.
    """
    aliases = {slugify(alias): tag.slug for tag in declared.values() for alias in tag.aliases}
    titles = {slugify(tag.title): tag.slug for tag in declared.values()}
    counts = Counter(used)
    slugs: dict[str, Slug] = {}
    spellings: dict[Slug, list[tuple[int, str]]] = defaultdict(list)
    for spelling, count in counts.items():
        own = slugify(spelling)
        slug = own if own in declared else aliases.get(own) or titles.get(own) or own
        slugs[spelling] = slug
        spellings[slug].append((-count, spelling))
    tags = [
        declared.get(slug) or Tag(slug=slug, title=min(names)[1])
        for slug, names in spellings.items()
    ]
    unused = [tag for slug, tag in declared.items() if slug not in spellings]
    return tuple(sorted((*tags, *unused), key=lambda tag: (fold(tag.title), tag.slug))), slugs
