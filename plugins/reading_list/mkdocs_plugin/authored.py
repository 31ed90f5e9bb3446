"""Pages that the author wrote: their source, their front matter, our views in them."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from reading_list.diagnostics import warning
from reading_list.digests import is_digest
from reading_list.mkdocs_plugin.sources import directory_url
from reading_list.model import Location, Order, Post
from reading_list.model import Page as PageText
from reading_list.rendering.sections import badge
from reading_list.texts.excerpts import excerpt
from reading_list.texts.fragments import to_text as html_text
from reading_list.texts.inline import to_text
from reading_list.texts.math import MATHML, to_unicode
from reading_list.texts.prose import blank_blocks

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

    from reading_list.mkdocs_plugin.sources import Build
    from reading_list.rendering.pages import Pages

MARKERS = ("library", "tags", "timeline", "order", "latest", "subscribe", "references")
"""Of these the citations themselves replace the last: there it stands in Markdown."""
_MARKER = re.compile(r"<!--\s*reading-list:\s*([\w-]+)\s*-->")
_HIDDEN = re.compile(r'<span data-rl-math="(\d{1,9})">[^<]*</span>')
DATED = frozenset({"library", "tags", "timeline", "latest"})
"""Those that change with every work and post."""
_IMPLIED = {"blog/": "posts", "reading/": "orders"}
"""Overviews whose list is appended where the author's page has no marker."""
_LISTS = frozenset({"library", "tags", "timeline", "subscribe"})
"""Views that name everything: the search finds the works and tags themselves."""
_WIDE = ["navigation", "toc"]
DESCRIPTION = 160
"""Characters of a description taken from the text."""


def find_source(page: Page, build: Build) -> str | None:
    """The body alone; None leaves a page that we do not know to MkDocs."""
    found = build.find_authored(page.file.src_uri)
    build.citations.page_url = page.file.src_uri
    # A digest is itself a list of works.
    build.citations.with_references = isinstance(found, Post) and not is_digest(found)
    build.citations.named_before = getattr(found, "named_in_title", ())
    build.citations.with_ids = True
    # An empty mapping first, lest a line such as `Note: ...` be taken for metadata.
    return None if found is None else f"---\n{{}}\n---\n{found.body}"


def set_meta(page: Page, build: Build) -> None:
    """Hand the theme what the front matter says, escaped, for MkDocs' templates do not escape."""
    found = build.find_authored(page.file.src_uri)
    if found is None:
        return
    if isinstance(found, Post | Order):
        page.meta = {**found.theme, "title": escape(to_text(found.title))}
        if found.description:
            page.meta["description"] = escape(to_text(found.description))
        page.meta.setdefault("hide", _WIDE)
        if found.unlisted:
            page.meta["search"] = {"exclude": True}
        return
    _set_page_meta(page, found)


def _set_page_meta(page: Page, found: PageText) -> None:
    url = directory_url(page.file)
    page.meta = dict(found.meta)
    for key in ("title", "description"):
        if key in page.meta:
            page.meta[key] = escape(to_text(str(page.meta[key])))
    if shows_view(found, url):
        page.meta.setdefault("hide", _WIDE)
    if _is_list(found, url):
        page.meta.setdefault("search", {"exclude": True})


def hide_formulas(page: Page) -> tuple[str, ...]:
    """Put Unicode where MathML is, so that who reads the page for its words finds some."""
    found: list[str] = []

    def hide(match: re.Match[str]) -> str:
        found.append(match[0])
        words = to_unicode(unescape(match["tex"]), display=match["display"] == "block")
        return f'<span data-rl-math="{len(found) - 1}">{escape(words)}</span>'

    if page.content and "<math" in page.content:
        page.content = MATHML.sub(hide, page.content)
    return tuple(found)


def show_formulas(page: Page, formulas: tuple[str, ...]) -> None:
    """Put the MathML back."""

    def show(match: re.Match[str]) -> str:
        number = int(match[1])
        return formulas[number] if number < len(formulas) else match[0]

    if formulas and page.content:
        page.content = _HIDDEN.sub(show, page.content)


def shows_view(found: Post | Order | PageText, url: str) -> bool:
    """Whether one of our views stands in a page of the author's at `url`."""
    return url in _IMPLIED or bool(find_views(found))


def find_views(found: Post | Order | PageText) -> frozenset[str]:
    """The kinds of views that the author's page asks for."""
    return frozenset(_MARKER.findall(blank_blocks(found.body)))


def _is_list(found: PageText, url: str) -> bool:
    """Whether a page of the author's is one of our lists with a few words before it."""
    return url in _IMPLIED or not find_views(found).isdisjoint(_LISTS)


def mark_section(page: Page, build: Build, *, active: bool) -> None:
    """Show in the navigation where a post or an order belongs; it is not in it itself."""
    found = build.find_authored(page.file.src_uri)
    if isinstance(found, Post | Order):
        section = build.sections.get(found.url_path.partition("/")[0])
        if section is not None and section is not page:
            section.active = active


def frame_content(page: Page, build: Build) -> None:
    """Put what we make before, into and after the author's text."""
    if build.site is None or page.content is None:
        return
    pages = build.site.pages
    found = build.find_authored(page.file.src_uri)
    url = directory_url(page.file)
    cites = found.cites if isinstance(found, Post | Order) else ()
    previews = pages.previews.collect_linked(page.content, url, cites)
    if isinstance(found, Post):
        before, after = pages.post_frame(found, page.content)
        if "description" not in page.meta:
            page.meta["description"] = escape(excerpt(html_text(page.content), DESCRIPTION))
        page.content = f'{before}<div class="rl-post__body">{page.content}</div>{after}'
    elif isinstance(found, Order):
        head = "" if "<h1" in page.content else pages.order_head(found)
        page.content = head + _put_views(page.content, "order", url, page, build)
    else:
        implied = _IMPLIED.get(url, "")
        page.content = _put_views(page.content, implied, url, page, build)
        if isinstance(found, PageText) and found.is_hidden:
            page.content = f"<p>{badge(found)}</p>\n{page.content}"
    page.content += previews


def describe(page: Page, build: Build) -> str:
    """What the page's head says of it to machines."""
    if build.site is None:
        return ""
    pages = build.site.pages
    found = build.find_authored(page.file.src_uri)
    description = unescape(str(page.meta.get("description") or build.settings.description))
    if isinstance(found, Post):
        return pages.metadata.describe_post(found, description)
    if isinstance(found, Order) and (view := pages.find_order(found.url_path)):
        return pages.metadata.describe_order(view, description)
    title = html_text(str(page.meta.get("title") or page.title or ""))
    return pages.metadata.describe_page(title, description, directory_url(page.file))


def _put_views(html: str, implied: str, url: str, page: Page, build: Build) -> str:
    """Replace the markers; where there is none, append what the page is for."""
    pages: Pages = build.site.pages  # type: ignore[union-attr] # asked by the caller
    if implied and not _MARKER.search(html):
        return html + (pages.fragment(implied, url) or "")

    def put(match: re.Match[str]) -> str:
        kind = implied if match[1] == "order" and implied else match[1]
        made = pages.fragment(kind, url)
        if made is None:
            _report_marker(match[1], page, build)
        return match[0] if made is None else made

    return _MARKER.sub(put, html)


def _report_marker(kind: str, page: Page, build: Build) -> None:
    found = build.find_authored(page.file.src_uri)
    line = 1
    if found is not None:
        marker = re.search(rf"<!--\s*reading-list:\s*{re.escape(kind)}\s*-->", found.body)
        line = found.body_line + found.body.count("\n", 0, marker.start() if marker else 0)
    build.faults.append(
        warning(
            "unknown-marker",
            Location(f"{build.docs_name}/{page.file.src_uri}", line),
            f"'{kind}' is not a view.",
            f"Known: {', '.join(MARKERS)}.",
        )
    )
