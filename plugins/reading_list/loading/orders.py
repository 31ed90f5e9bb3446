"""`docs/reading/<slug>.md` -> Order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.diagnostics import error
from reading_list.loading.fields import Fields
from reading_list.loading.front_matter import decode, parse_document
from reading_list.loading.nodes import Entries, Node, Scalar
from reading_list.loading.posts import (
    THEME_KEYS,
    find_in_title,
    read_updated,
    split_heading,
    theme_keys,
)
from reading_list.model import Location, Order, OrderSection, PaperId, Step
from reading_list.texts.mentions import find_in_field, find_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.diagnostics import Diagnostic
    from reading_list.model import Mention

KEYS = "title description order updated slug aliases feed_id draft private unlisted".split()
_SECTION_KEYS = ("section", "bonus", "steps")
_STEP_KEYS = ("paper", "post", "why", "optional", "alongside", "instead_of", "prerequisites")
_EXAMPLE = "Write `order:`, then `- section: ...` with `steps:`, or `order: all`."


def load_order(uri: str, src_uri: str, data: bytes) -> tuple[Order | None, tuple[Diagnostic, ...]]:
    """Read one order; None where the file is no order (it has no `order:`) or is broken."""
    text, faults = decode(data, uri)
    document, more = parse_document(text, uri)
    found: list[Diagnostic] = [*faults, *more]
    if document.entries is None or "order" not in document.entries.nodes:
        return None, tuple(found)
    if document.entries.nodes["order"] is None:
        at = Location(uri, document.entries.lines["order"])
        return None, (*found, error("empty-order", at, "The order has no step.", _EXAMPLE))
    fields = Fields(
        document.entries, uri, {"redirect_from": "aliases", "lastmod": "updated"}, found
    )
    fields.report_unknown((*KEYS, *THEME_KEYS))
    return _order(fields, src_uri, document.body, document.body_line), tuple(fields.faults)


def _order(fields: Fields, src_uri: str, body: str, body_line: int) -> Order:
    heading, rest = split_heading(body)
    heading_line, heading_source = body_line, ""
    title = fields.line_text("title") or heading
    stem = src_uri.rpartition("/")[2].removesuffix(".md")
    if not title:
        title = stem.replace("-", " ").capitalize()
    if heading and title == heading:
        body_line += body.count("\n") - rest.count("\n")
        heading_source = body[: len(body) - len(rest)]
        body = rest
    computed_from = _computed_from(fields)
    sections = () if computed_from is not None else _sections(fields)
    return Order(
        id=stem,
        src_uri=src_uri,
        title=title,
        description=fields.line_text("description"),
        updated=read_updated(fields),
        slug=fields.slug(stem),
        sections=sections,
        computed_from=computed_from,
        aliases=fields.texts("aliases"),
        feed_id=fields.line_text("feed_id"),
        draft=fields.flag("draft", if_unreadable=True),
        private=fields.flag("private", if_unreadable=True),
        unlisted=fields.flag("unlisted", if_unreadable=True),
        mentions=(
            *find_in_title(fields, heading_source, src_uri, heading_line),
            *find_mentions(body, src_uri, body_line),
            *_find_in_reasons(sections, src_uri),
        ),
        body=body,
        body_line=body_line,
        theme=theme_keys(fields),
        location=Location(fields.uri, fields.at("title")),
        lines=dict(fields.lines),
    )


def _find_in_reasons(sections: tuple[OrderSection, ...], src_uri: str) -> Iterator[Mention]:
    """What the reasons mention besides the works that they are reasons for."""
    for section in sections:
        for step in section.steps:
            found = find_in_field(step.why, src_uri, step.location.line)
            yield from (one for one in found if one.key != step.paper)


def _computed_from(fields: Fields) -> tuple[str, ...] | None:
    node = fields.nodes["order"]
    if isinstance(node, Scalar):
        if node.text != "all":
            fields.fault(
                "wrong-type", fields.at("order"), f"'order: {node.text}' is no order.", _EXAMPLE
            )
        return ()
    if isinstance(node, Entries):
        inner = Fields(node, fields.uri, faults=fields.faults)
        inner.report_unknown(("tags",))
        return inner.texts("tags")
    return None


def _sections(fields: Fields) -> tuple[OrderSection, ...]:
    """Sections in order; steps outside a section form an untitled one."""
    sections: list[OrderSection] = []
    loose: list[Step] = []
    for node in fields.items("order"):
        if isinstance(node, Entries) and ("steps" in node.nodes or "section" in node.nodes):
            if loose:
                sections.append(OrderSection(steps=tuple(loose)))
                loose = []
            sections.append(_section(Fields(node, fields.uri, faults=fields.faults)))
        else:
            loose.extend(_steps(fields, (node,)))
    if loose:
        sections.append(OrderSection(steps=tuple(loose)))
    if not any(section.steps for section in sections):
        fields.fault("empty-order", fields.at("order"), "The order has no step.", _EXAMPLE)
    return tuple(sections)


def _section(fields: Fields) -> OrderSection:
    fields.report_unknown(_SECTION_KEYS)
    return OrderSection(
        title=fields.line_text("section"),
        bonus=fields.flag("bonus", if_unreadable=False),
        steps=_steps(fields, fields.items("steps")),
        location=Location(fields.uri, fields.at("section")),
    )


def _steps(fields: Fields, nodes: tuple[Node, ...]) -> tuple[Step, ...]:
    steps: list[Step] = []
    for node in nodes:
        if isinstance(node, Scalar):
            at = Location(fields.uri, node.line)
            steps.append(Step(paper=PaperId(node.text.strip()), location=at))
        elif isinstance(node, Entries):
            step = _step(Fields(node, fields.uri, faults=fields.faults))
            steps.extend([step] if step else [])
        elif node is not None:
            fields.fault("wrong-type", node.line, "A step is a list.", "Write `- paper: <id>`.")
    return tuple(steps)


def _step(fields: Fields) -> Step | None:
    fields.report_unknown(_STEP_KEYS)
    paper, post = fields.line_text("paper"), fields.line_text("post")
    if bool(paper) == bool(post):
        fields.faults.append(
            error(
                "wrong-step",
                Location(fields.uri, fields.line),
                "A step names one paper or one post.",
                "Write `- paper: <id>`.",
            )
        )
        return None
    return Step(
        paper=PaperId(paper) if paper else None,
        post=post,
        why=fields.text("why"),
        optional=fields.flag("optional", if_unreadable=False),
        alongside=_paper_ids(fields, "alongside"),
        instead_of=_paper_ids(fields, "instead_of"),
        prerequisites=_paper_ids(fields, "prerequisites"),
        location=Location(fields.uri, fields.at("paper" if paper else "post")),
    )


def _paper_ids(fields: Fields, key: str) -> tuple[PaperId, ...]:
    return tuple(PaperId(one) for one in fields.texts(key))
