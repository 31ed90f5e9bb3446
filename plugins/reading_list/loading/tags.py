"""`docs/tags.yml` and the tags in use -> which spellings are one tag."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from reading_list.diagnostics import error, format_nearest
from reading_list.loading.fields import Fields
from reading_list.loading.front_matter import Entries, decode, parse_document
from reading_list.model import Location, Slug, Tag
from reading_list.slugs import fold, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.diagnostics import Diagnostic

KEYS = ("title", "description", "aliases", "parent")


def load_tags(uri: str, data: bytes) -> tuple[Mapping[Slug, Tag], tuple[Diagnostic, ...]]:
    """Declared tags by slug. Errors: `unknown-tag` for a parent that is not declared."""
    text, faults = decode(data, uri)
    document, more = parse_document(f"---\n{text}\n---\n", uri)
    found: list[Diagnostic] = [
        *faults,
        *(_one_line_up(fault) for fault in more),
    ]
    declared: dict[Slug, Tag] = {}
    if document.entries is None:
        return declared, tuple(found)
    for name, node in document.entries.nodes.items():
        line = document.entries.lines[name] - 1
        if node is not None and not isinstance(node, Entries):
            found.append(
                error(
                    "wrong-type",
                    Location(uri, line),
                    f"'{name}' is not a mapping.",
                    "Write `title:` and `description:` below it.",
                )
            )
            continue
        inner: list[Diagnostic] = []
        fields = Fields(node or Entries({}, {}, line), uri, faults=inner)
        fields.report_unknown(KEYS)
        slug = slugify(name)
        parent = fields.line_text("parent")
        declared[slug] = Tag(
            slug=slug,
            title=fields.line_text("title") or name,
            description=fields.line_text("description"),
            aliases=fields.texts("aliases"),
            parent=slugify(parent) if parent else None,
        )
        found.extend(_one_line_up(fault) for fault in inner)
    found.extend(_unknown_parents(declared, document.entries, uri))
    return declared, tuple(found)


def _one_line_up(fault: Diagnostic) -> Diagnostic:
    """Undo the line that the fence around the file added."""
    at = Location(fault.location.uri, max(fault.location.line - 1, 1))
    return type(fault)(fault.severity, fault.code, at, fault.message, fault.hint)


def _unknown_parents(
    declared: Mapping[Slug, Tag], entries: Entries, uri: str
) -> Iterable[Diagnostic]:
    lines = {slugify(name): line - 1 for name, line in entries.lines.items()}
    for tag in declared.values():
        if tag.parent is not None and tag.parent not in declared:
            yield error(
                "unknown-tag",
                Location(uri, lines[tag.slug]),
                f"The parent '{tag.parent}' of '{tag.slug}' is not declared.",
                format_nearest(tag.parent, declared),
            )


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
