"""What pages say of themselves to machines, in schema.org's words.

Separate because search engines read these facts and people never do. Plain values ready for
JSON-LD; without the site's own address what needs one is left out.
Source: https://schema.org/docs/full.html.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reading_list.formats.openurl import format_iso_date
from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from reading_list.model import Author, Library, Paper, Post
    from reading_list.views.order import OrderView, StepView

CONTEXT = "https://schema.org"
_WORKS = {
    "article": "ScholarlyArticle",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "motion_picture": "Movie",
    "paper-conference": "ScholarlyArticle",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "software": "SoftwareSourceCode",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
"""CSL's type -> schema.org's; any other work is a `CreativeWork`."""
_ARTICLES = frozenset({"Article", "BlogPosting", "NewsArticle", "Report", "ScholarlyArticle"})
_HOSTS = {"article-journal": "Periodical", "article-magazine": "Periodical", "chapter": "Book"}

Value = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What every page says of the site."""

    name: str
    url: str = ""
    """Absolute, with a slash at its end; empty where it is not known."""
    language: str = "en"
    author: str = ""
    """Who answers for the site; empty where nobody is named."""
    ending: str = ""
    """What the addresses of pages end in."""
    description: str = ""

    def address(self, url_path: str) -> str:
        """The absolute address of a page, or nothing."""
        return f"{self.url}{url_path}{self.ending}" if self.url else ""


def describe_paper_page(paper: Paper, library: Library, site: SiteFacts) -> Value:
    """A `WebPage` about the work; its description stands in the page's head already."""
    url = site.address(paper.url_path)
    tags = [to_text(tag.title) for tag in library.tags_of(paper)]
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "WebPage",
            "url": url,
            "name": to_text(paper.title),
            "inLanguage": site.language,
            "datePublished": format_iso_date(paper.added) if paper.added else "",
            "keywords": tags,
            "isPartOf": _filled({"@type": "WebSite", "name": site.name, "url": site.url}),
            "about": describe_work(paper),
        }
    )


def describe_work(paper: Paper) -> Value:
    """The work itself, wherever it was published."""
    kind = _WORKS.get(paper.type, "CreativeWork")
    same = _same_as(paper)
    host = _HOSTS.get(paper.type, "CreativeWork")
    return _filled(
        {
            "@type": kind,
            "name": to_text(paper.title),
            "headline": to_text(paper.title) if kind in _ARTICLES else "",
            "alternateName": to_text(paper.short_title),
            "author": [_person(author) for author in paper.authors],
            "editor": [_person(editor) for editor in paper.editors],
            "datePublished": format_iso_date(paper.issued) if paper.issued else "",
            "isPartOf": {"@type": host, "name": to_text(paper.venue)} if paper.venue else None,
            "pagination": to_text(paper.pages) if kind in _ARTICLES | {"Chapter", "Thesis"} else "",
            "publisher": _organisation(to_text(paper.publisher)),
            "isbn": list(paper.isbn) if kind == "Book" else None,
            "identifier": [
                *(_identifier("DOI", one) for one in paper.doi),
                *(_identifier("arXiv", one) for one in paper.arxiv),
            ],
            "url": same[0] if same else "",
            "sameAs": same,
        }
    )


def describe_post(post: Post, library: Library, site: SiteFacts, description: str) -> Value:
    """A `BlogPosting`, with the works that it cites."""
    url = site.address(post.url_path)
    names = {author.id: author for author in library.post_authors}
    known = [names[one] for one in post.authors if one in names]
    people = [_filled({"@type": "Person", "name": one.name, "url": one.url}) for one in known]
    publisher = _filled({"@type": "Organization", "name": site.name, "url": site.url})
    owner = _filled({"@type": "Person", "name": site.author}) if site.author else publisher
    published = f"{post.date.text}T{post.time}" if post.time else post.date.text
    papers = library.papers_by_id
    cited = [papers[one] for one in post.cites if one in papers and not papers[one].unlisted]
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "BlogPosting",
            "@id": url,
            "url": url,
            "mainEntityOfPage": url,
            "headline": to_text(post.title),
            "description": description,
            "inLanguage": site.language,
            "datePublished": published,
            "dateModified": post.updated.text if post.updated else published,
            "author": people or [owner],
            "publisher": publisher,
            "articleSection": [_plain(one) for one in post.categories],
            "keywords": [to_text(tag.title) for tag in library.tags_of(post)],
            "about": {"@id": post.link} if post.link else None,
            "citation": [_cited(paper, site) for paper in cited],
        }
    )


def describe_order(view: OrderView, site: SiteFacts) -> Value:
    """An `ItemList` of its steps, bonus included, in the order of the page."""
    order = view.order
    url = site.address(order.url_path)
    steps = [step for section in view.sections for step in section.steps]
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "ItemList",
            "@id": url,
            "url": url,
            "name": to_text(order.title),
            "description": to_text(order.description),
            "itemListOrder": f"{CONTEXT}/ItemListOrderAscending",
            "numberOfItems": len(steps),
            "itemListElement": [
                _list_item(step, place, site) for place, step in enumerate(steps, start=1)
            ],
        }
    )


def _list_item(step: StepView, place: int, site: SiteFacts) -> Value:
    work = step.paper or step.post
    title, path = (work.title, work.url_path) if work else ("", "")
    named = {"name": to_text(title), "url": site.address(path)}
    return _filled({"@type": "ListItem", "position": place, **named})


def _cited(paper: Paper, site: SiteFacts) -> Value:
    """Enough to know the work by; what it is exactly stands on its own page."""
    return _filled(
        {
            "@type": "CreativeWork",
            "name": to_text(paper.title),
            "url": site.address(paper.url_path),
            "sameAs": _same_as(paper),
        }
    )


def _same_as(paper: Paper) -> list[str]:
    """Where else the work is, each address once."""
    found = [f"https://doi.org/{one}" for one in paper.doi]
    found += [f"https://arxiv.org/abs/{one}" for one in paper.arxiv]
    return list(dict.fromkeys((*found, paper.url) if paper.url else found))


def _identifier(scheme: str, value: str) -> Value:
    return {"@type": "PropertyValue", "propertyID": scheme, "value": value}


def _person(author: Author) -> Value:
    if author.literal:
        return _filled({"@type": "Organization", "name": _plain(author.literal), "url": author.url})
    orcid = author.orcid.removeprefix("https://orcid.org/")
    is_told = " " not in author.short and not author.suffix  # by the name: its last word
    parts = {} if is_told else {"givenName": author.given, "familyName": author.short}
    return _filled(
        {
            "@type": "Person",
            "name": _plain(author.name),
            **{key: _plain(part) for key, part in parts.items()},
            "url": author.url,
            "sameAs": f"https://orcid.org/{orcid}" if orcid else "",
        }
    )


def _organisation(name: str) -> Value | None:
    return {"@type": "Organization", "name": name} if name else None


def _filled(value: Value) -> Value:
    """Without what is empty."""
    return {key: one for key, one in value.items() if one or one == 0}


def _plain(text: str) -> str:
    """Names, in which a dollar is a dollar."""
    return fold_space(drop_controls(text))
