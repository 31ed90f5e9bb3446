"""`/reading-list.json`: the whole site for programs, with the counts that the pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.connections import place_steps
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.connections import Connections
    from reading_list.model import Library, Order, Paper, Post
    from reading_list.views.tags import TagView
    from reading_list.views.timeline import TimelineView


def build_catalogue(
    library: Library,
    connections: Connections,
    tags: tuple[TagView, ...],
    timeline: TimelineView,
    feed_ids: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """Plain values ready for JSON; addresses are relative to the site's root.

    `feed_ids` says by file under which id an entry is announced, so that the next build can tell
    whether readers would see it as new.
    """
    ids = feed_ids or {}
    papers = [paper for paper in library.papers if not paper.unlisted]
    posts = [post for post in library.posts if not post.unlisted]
    orders = [order for order in library.orders if not order.unlisted]
    return {
        "counts": {
            "papers": len(papers),
            "posts": len(posts),
            "tags": len(tags),
            "orders": len(orders),
        },
        "papers": [_paper(paper, library, connections) | _feed_id(paper, ids) for paper in papers],
        "posts": [_post(post, library) | _feed_id(post, ids) for post in posts],
        "orders": [_order(order) for order in orders],
        "tags": [
            {
                "slug": view.tag.slug,
                "title": to_text(view.tag.title),
                "url": view.tag.url_path,
                "papers": len(view.papers),
                "posts": len(view.posts),
            }
            for view in tags
        ],
        "timeline": [
            {
                "month": month.key,
                "url": month.url,
                "papers": len(month.papers),
                "posts": len(month.posts),
            }
            for month in reversed(timeline.months)
        ],
    }


def _feed_id(entry: Paper | Post, ids: Mapping[str, str]) -> dict[str, object]:
    name = ids.get(entry.location.uri)
    return {"feed_id": name} if name else {}


def _paper(paper: Paper, library: Library, connections: Connections) -> dict[str, object]:
    return {
        "id": paper.id,
        "url": paper.url_path,
        "title": paper.title,
        "title_text": to_text(paper.title),
        "authors": [author.name for author in paper.authors],
        "issued": paper.issued.text if paper.issued else None,
        "added": paper.added.text if paper.added else None,
        "type": paper.type,
        "venue": paper.venue or None,
        "arxiv": next(iter(paper.arxiv), None),
        "doi": next(iter(paper.doi), None),
        "tags": [tag.slug for tag in library.tags_of(paper)],
        "status": paper.status,
        "cited_by": [post.url_path for post in connections.cited_by.get(paper.id, ())],
        "orders": list(
            dict.fromkeys(one.order.id for one in connections.memberships.get(paper.id, ()))
        ),
    }


def _post(post: Post, library: Library) -> dict[str, object]:
    return {
        "id": post.src_uri,
        "url": post.url_path,
        "title": to_text(post.title),
        "date": post.date.text,
        "categories": list(post.categories),
        "tags": [tag.slug for tag in library.tags_of(post)],
        "cites": list(post.cites),
    }


def _order(order: Order) -> dict[str, object]:
    placed = tuple(place_steps(order))
    return {
        "id": order.id,
        "url": order.url_path,
        "title": to_text(order.title),
        "count": len(placed),
        "sections": [
            {
                "title": to_text(section.title),
                "bonus": section.bonus,
                "steps": [
                    {
                        ("paper" if one.step.paper else "post"): one.step.paper or one.step.post,
                        "position": one.position,
                        "optional": one.step.optional,
                    }
                    for one in placed
                    if one.section is section
                ],
            }
            for section in order.sections
        ],
    }
