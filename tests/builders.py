"""Valid values from the one or two fields that a test cares about."""

from collections.abc import Iterable, Mapping

from reading_list.loading import Texts, load_library
from reading_list.loading.library import Loaded
from reading_list.loading.tags import resolve_tags
from reading_list.model import (
    Library,
    Location,
    Order,
    OrderSection,
    Paper,
    PaperId,
    PartialDate,
    Post,
    PostAuthor,
    Slug,
    Step,
    Tag,
    parse_partial_date,
)
from reading_list.slugs import slugify

_DATES = frozenset({"issued", "added", "started", "finished", "date", "updated"})


def make_date(text: str) -> PartialDate:
    date = parse_partial_date(text)
    assert date is not None
    return date


def make_paper(id: str = "lstm", **fields: object) -> Paper:  # noqa: A002 - the field's name
    """Dates may be given as text."""
    defaults = {"title": id, "slug": slugify(id), "location": Location(f"papers/{id}.md")}
    return Paper(id=PaperId(id), **{**defaults, **_typed(fields)})  # type: ignore[arg-type]


def make_post(name: str = "first", **fields: object) -> Post:
    defaults = {
        "src_uri": f"blog/posts/{name}.md",
        "title": name,
        "kind": "essay",
        "date": make_date("2025-07-03"),
        "slug": slugify(name),
        "location": Location(f"docs/blog/posts/{name}.md"),
    }
    return Post(**{**defaults, **_typed(fields)})  # type: ignore[arg-type]


def make_step(paper: str | None = "lstm", **fields: object) -> Step:
    one = PaperId(paper) if paper else None
    return Step(paper=one, location=Location("docs/reading/start.md"), **fields)  # type: ignore[arg-type]


def make_section(*steps: str | Step, **fields: object) -> OrderSection:
    """Steps may be given as ids of papers."""
    made = tuple(step if isinstance(step, Step) else make_step(step) for step in steps)
    return OrderSection(steps=made, **fields)  # type: ignore[arg-type]


def make_order(name: str = "start", *sections: OrderSection, **fields: object) -> Order:
    defaults = {
        "src_uri": f"reading/{name}.md",
        "title": name,
        "slug": slugify(name),
        "location": Location(f"docs/reading/{name}.md"),
    }
    return Order(id=name, sections=sections, **{**defaults, **fields})  # type: ignore[arg-type]


def make_library(
    papers: Iterable[Paper] = (),
    posts: Iterable[Post] = (),
    orders: Iterable[Order] = (),
    *,
    declared: Mapping[Slug, Tag] | None = None,
    post_authors: Iterable[PostAuthor] = (),
) -> Library:
    """Sorted as the loader sorts; tags are those of the listed entries."""
    papers, posts = tuple(papers), tuple(posts)
    used = [name for entry in (*papers, *posts) if not entry.unlisted for name in entry.tags]
    tags, tag_slugs = resolve_tags(declared or {}, used)
    return Library(
        papers=tuple(sorted(papers, key=lambda paper: paper.id)),
        posts=tuple(sorted(posts, key=lambda post: post.sort_key, reverse=True)),
        orders=tuple(sorted(orders, key=lambda order: order.slug)),
        tags=tags,
        tag_slugs=tag_slugs,
        post_authors=tuple(post_authors),
    )


def paper_file(body: str = "", *, title: str = "Title", **keys: str) -> str:
    """Return a file as the author writes it; values are YAML."""
    lines = [f"{key}: {value}" for key, value in {"title": title, **keys}.items()]
    return "\n".join(["---", *lines, "---", body])


def load_files(files: Mapping[str, str | bytes], *, is_preview: bool = False) -> Loaded:
    """Load paths such as `papers/lstm.md` and `docs/blog/posts/first.md`."""
    content = {
        path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()
    }
    texts = Texts(papers=_below("papers/", content), docs=_below("docs/", content))
    return load_library(texts, is_preview=is_preview)


def find_faults(files: Mapping[str, str | bytes]) -> list[str]:
    """Return the lines that the author would see."""
    return [str(fault) for fault in load_files(files).diagnostics]


def _below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        path.removeprefix(folder): text for path, text in files.items() if path.startswith(folder)
    }


def _typed(fields: Mapping[str, object]) -> dict[str, object]:
    return {
        key: make_date(value) if key in _DATES and isinstance(value, str) else value
        for key, value in fields.items()
    }
