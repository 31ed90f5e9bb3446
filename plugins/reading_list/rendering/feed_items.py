"""What the items of feeds show of works and posts.

Separate from the entries because it needs the pages: a work's item is a template, a post's is
what the engine made of it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from reading_list.digests import Digest
from reading_list.feeds.entries import FeedAuthor, FeedLink, FeedWork, Shown, build_entry
from reading_list.model import Paper, Post
from reading_list.rendering.letters import fit_letter, write_letter
from reading_list.rendering.templates import place
from reading_list.texts.fragments import split_excerpt
from reading_list.texts.inline import to_html, to_text
from reading_list.views.paper import find_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.feeds.announced import Announced
    from reading_list.feeds.entries import Entry
    from reading_list.feeds.options import FeedSite
    from reading_list.model import Author, PartialDate, PostAuthor
    from reading_list.rendering.letters import Letter
    from reading_list.rendering.pages import Pages

_PAGES = ("arXiv", "DOI", "Publisher", "Read online")
"""Labels of links to a work's own page, wherever that is."""
DIGEST_BYTES = 80_000
"""Of the item of a month: around it services put a frame, and Gmail cuts what is over 102 kB."""
HTML, PDF, BIBTEX = "text/html", "application/pdf", "application/x-bibtex"


class FeedItems:
    """Makes entries of what is announced."""

    def __init__(self, pages: Pages, site: FeedSite) -> None:
        self._pages = pages
        self._site = site
        self._authors = {one.id: self._name(one) for one in pages.views.library.post_authors}

    def make(self, announced: Announced) -> Entry:
        """One item."""
        subject = announced.subject
        match subject:
            case Paper():
                shown = self._paper(subject)
            case Post():
                shown = self._post(subject)
            case Digest():
                shown = self._digest(subject)
        return build_entry(announced, shown, self._pages.views.library, self._site)

    def describe(self, announced: Announced) -> tuple[object, ...]:
        """All that `make` looks at, besides the options of the site."""
        subject, pages = announced.subject, self._pages
        if isinstance(subject, Digest):
            papers = (paper for group in subject.groups for paper in group.papers)
            return announced, *(pages.pieces.whys.get(paper.id, "") for paper in papers)
        shown: tuple[object, ...]
        if isinstance(subject, Paper):
            pieces, id_ = pages.pieces, subject.id
            shown = pieces.whys.get(id_, ""), pieces.notes.get(id_, "")
            shown += (f"{subject.url_path}cite.bib" in pieces.downloads,)
        else:
            shown = (pages.posts_html.get(subject.src_uri, ""),)
            shown += tuple(self._authors.get(one) for one in subject.authors)
        return announced, pages.views.library.tags_of(subject), *shown

    def _name(self, author: PostAuthor) -> FeedAuthor:
        own = self._site.page(author.url_path) if author.url_path in self._pages.urls else ""
        return FeedAuthor(author.name, author.url or own)

    def _paper(self, paper: Paper) -> Shown:
        links = tuple(self._paper_links(paper))
        return Shown(
            html=self._pages.feed_paper(paper),
            summary=self._pages.summary(paper),
            authors=tuple(FeedAuthor(one.name, _address(one)) for one in paper.authors),
            links=links,
            external_url=next((link.url for link in links if link.media_type == HTML), ""),
            work=describe_work(paper),
        )

    def _paper_links(self, paper: Paper) -> Iterator[FeedLink]:
        """The work's own page, its PDF, and its BibTeX on our site."""
        found = find_links(paper)
        for labels, media_type in ((_PAGES, HTML), (("PDF",), PDF)):
            link = next((one for one in found if one.label in labels), None)
            if link is not None:
                yield FeedLink("related", link.url, media_type, link.label)
        bibtex = f"{paper.url_path}cite.bib"
        if bibtex in self._pages.pieces.downloads:
            yield FeedLink("related", self._site.file(bibtex), BIBTEX, "BibTeX")

    def _digest(self, digest: Digest) -> Shown:
        """As much of a month as a mail program shows."""
        pages = self._pages

        def convert(paper: Paper) -> str:
            return place(pages.pieces.whys.get(paper.id, ""), digest.url_path)

        def show(cut: Letter) -> str:
            return pages.templates.render("feed_digest", letter=cut)

        letter = write_letter(digest, self._site, convert)
        titles = "; ".join(item.title for section in letter.sections for item in section.items)
        return Shown(
            html=fit_letter(letter, DIGEST_BYTES, show),
            summary=escape(f"{letter.lead} {titles}"),
            work=FeedWork(facts={"kind": "digest"}),
        )

    def _post(self, post: Post) -> Shown:
        html = self._pages.posts_html.get(post.src_uri, "")
        links = []
        if post.link:
            links.append(FeedLink("related", post.link))
        if post.via_url:
            links.append(FeedLink("via", post.via_url, title=to_text(post.via_title)))
        return Shown(
            html=html,
            excerpt=lambda: _cut(html),
            summary=to_html(post.description),
            authors=tuple(self._authors.get(one, FeedAuthor(one)) for one in post.authors),
            links=tuple(links),
            external_url=post.link,
            work=FeedWork(facts={"kind": post.kind}),
        )


def describe_work(paper: Paper) -> FeedWork:
    """The work as a bibliography knows it."""
    numbers = {"doi": paper.doi, "arxiv": paper.arxiv, "isbn": paper.isbn}
    source, issued = to_text(paper.venue), _format_date(paper.issued)
    return FeedWork(
        identifiers=tuple(f"{name}:{one}" for name, found in numbers.items() for one in found),
        source=source,
        issued=issued,
        facts={
            "kind": "paper",
            "id": paper.id,
            "type": paper.type,
            **{name: list(found) for name, found in numbers.items()},
            "venue": source,
            "issued": issued,
        },
    )


def _cut(html: str) -> str:
    """What stands before the mark, where there is one."""
    part, is_cut = split_excerpt(html)
    return part if is_cut else ""


def _address(author: Author) -> str:
    return author.url or (f"https://orcid.org/{author.orcid}" if author.orcid else "")


def _format_date(date: PartialDate | None) -> str:
    """As far as it is known, without signs of doubt. Source: https://www.w3.org/TR/NOTE-datetime."""
    if date is None:
        return ""
    parts = [f"{date.year:04d}"]
    parts += [f"{part:02d}" for part in (date.month, date.day) if part is not None]
    return "-".join(parts)
