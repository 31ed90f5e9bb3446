"""A digest -> a letter: what each of its entries says, with absolute addresses.

Separate because an e-mail, a plain text and the item of a feed say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape, unescape
from typing import TYPE_CHECKING

from reading_list.texts.characters import clean_line, drop_controls
from reading_list.texts.excerpts import excerpt
from reading_list.texts.fragments import absolutise, clean, to_text
from reading_list.texts.html_tree import INLINE, elements, format_fragment, parse_fragment
from reading_list.texts.inline import to_text as inline_text
from reading_list.texts.markdown_words import to_words
from reading_list.texts.math import MATHML, to_unicode
from reading_list.views.blog import POST_LABELS
from reading_list.views.paper import format_authors, format_venue

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from reading_list.digests import Digest
    from reading_list.feeds.options import FeedSite
    from reading_list.model import Paper, Post

TITLE = 300
"""Characters of a title or a line of names."""
WORDS = 280
"""Characters that stand for a text that is too long."""
MOST = 500
"""Entries that are put into words; an e-mail holds fewer."""
_LONGEST_WHY = 2_000
_KEPT = frozenset("a b br code del em i ins kbd mark q s samp small strong sub sup u var".split())
"""Elements that a reason keeps, of all their attributes with none but the address."""


@dataclass(frozen=True, slots=True)
class LetterItem:
    """A work or a post."""

    title: str
    """Plain text."""
    url: str
    """Absolute."""
    byline: str
    """Plain text: who, where, when."""
    why: str = ""
    """HTML without blocks, its addresses absolute."""


@dataclass(frozen=True, slots=True)
class LetterSection:
    """Entries under a heading."""

    title: str
    """Plain text."""
    items: tuple[LetterItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A digest, ready to be laid out."""

    title: str
    lead: str
    site_name: str
    site_url: str
    url: str
    """The page on which the whole stands."""
    subscribe_url: str
    language: str
    sections: tuple[LetterSection, ...]
    left_out: int = 0
    """Entries that found no place."""

    @property
    def count(self) -> int:
        """Entries of all sections."""
        return sum(len(section.items) for section in self.sections)

    def cut(self, limit: int) -> Letter:
        """The same with no more than so many entries, the first ones."""
        return replace(
            self,
            sections=tuple(_cut(self.sections, limit)),
            left_out=self.left_out + max(self.count - limit, 0),
        )


def write_letter(digest: Digest, site: FeedSite, convert: Callable[[Paper], str]) -> Letter:
    """Put a digest into words. `convert` gives the HTML of a work's reason.

    Relative links in that are right on the digest's own page, `digest.url_path`.
    """
    url = site.page(digest.url_path)
    posts = tuple(_describe_post(post, site) for post in digest.posts[:MOST])
    sections = [LetterSection("Posts", posts)] if posts else []
    room = MOST - len(posts)
    for group in digest.groups:
        name = inline_text(group.tag.title) if group.tag else "Other works"
        papers = group.papers[:room]
        room -= len(papers)
        items = (_describe_paper(paper, site, convert(paper), url) for paper in papers)
        if papers:
            sections.append(LetterSection(excerpt(name, TITLE), tuple(items)))
    shown = sum(len(section.items) for section in sections)
    return Letter(
        title=digest.title,
        lead=digest.lead,
        site_name=excerpt(inline_text(site.name), TITLE) or site.url,
        site_url=site.page(""),
        url=url,
        subscribe_url=site.page("subscribe/"),
        language=site.language,
        sections=tuple(sections),
        left_out=digest.papers + len(digest.posts) - shown,
    )


def fit_letter(letter: Letter, limit: int, write: Callable[[Letter], str]) -> str:
    """Write as many of the entries as fit into so many bytes."""
    whole = write(letter)
    if len(whole.encode(errors="replace")) <= limit:
        return whole
    least, most = 0, letter.count
    while most - least > 1:
        middle = (least + most) // 2
        if len(write(letter.cut(middle)).encode(errors="replace")) <= limit:
            least = middle
        else:
            most = middle
    return write(letter.cut(least))


def show_unicode(html: str) -> str:
    """Formulas as Unicode, for programs that know no MathML."""

    def show(match: re.Match[str]) -> str:
        tex, is_display = unescape(match["tex"]), match["display"] == "block"
        return escape(to_unicode(tex, display=is_display), quote=False)

    return MATHML.sub(show, html)


def _cut(sections: tuple[LetterSection, ...], limit: int) -> Iterator[LetterSection]:
    for section in sections:
        if limit <= 0:
            return
        yield LetterSection(section.title, section.items[:limit])
        limit -= len(section.items)


def _describe_paper(paper: Paper, site: FeedSite, why: str, base: str) -> LetterItem:
    venue = inline_text(format_venue(paper))
    parts = (inline_text(format_authors(paper)), venue, str(paper.issued or ""))
    return LetterItem(
        title=excerpt(inline_text(paper.title), TITLE) or paper.id,
        url=site.page(paper.url_path),
        byline=excerpt(", ".join(part for part in parts if part), TITLE),
        why=_fit_reason(why, base),
    )


def _fit_reason(html: str, base: str) -> str:
    """One run of text with links and emphasis; only its beginning where it is long."""
    if "<" not in html:
        return drop_controls(html)
    root = parse_fragment(clean(absolutise(html, base)))
    for element in elements(root):
        if element.tag == "img":
            element.tail = f"{element.get('alt') or ''}{element.tail or ''}"
            element.drop_tree()
        elif not _is_math(element):
            _bare(element)
    inner = " ".join(format_fragment(root).split())
    if len(inner) > _LONGEST_WHY:
        return escape(excerpt(to_text(inner), WORDS), quote=False)
    return inner


def _is_math(element: HtmlElement) -> bool:
    return element.tag == "math" or next(element.iterancestors("math"), None) is not None


def _bare(element: HtmlElement) -> None:
    address = element.get("href")
    element.attrib.clear()
    if element.tag == "a" and address:
        element.set("href", address)
    elif element.tag not in _KEPT or element.tag == "a":
        if element.tag not in INLINE:
            element.tail = f" {element.tail or ''}"
        element.drop_tag()


def _describe_post(post: Post, site: FeedSite) -> LetterItem:
    words = inline_text(post.description) or clean_line(to_words(post.body, with_tex=False))
    return LetterItem(
        title=excerpt(inline_text(post.title), TITLE) or post.slug,
        url=site.page(post.url_path),
        byline=f"{POST_LABELS[post.kind]}, {post.date}",
        why=escape(excerpt(words, WORDS), quote=False),
    )
