"""What the page of a work shows, from its title to its tags.

Separate, and written as plain strings, because a library has as many of these pages as works: a
template takes three times as long for them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from reading_list.cache import NO_CACHE, Cache
from reading_list.rendering.sections import Sections, badge
from reading_list.rendering.templates import plural
from reading_list.texts import abstracts, inline
from reading_list.views.paper import STATUS_LABELS, format_source, type_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reading_list.model import Author, Paper, Post
    from reading_list.rendering.templates import Pieces, Templates
    from reading_list.views.facets import PaperFacets
    from reading_list.views.paper import PaperView
    from reading_list.views.places import OrderPlace

AUTHORS = 12
"""Authors that are named at once; others fold."""


class PaperContent:
    """Writes it for the works of one library; its links begin as those of the templates do."""

    def __init__(self, templates: Templates, pieces: Pieces) -> None:
        self._pieces = pieces
        self._sections = Sections(templates)
        self._href = templates.href
        self._citation = templates.citation
        self._row = templates.row_parts
        self.cache: Cache = NO_CACHE

    def write(self, view: PaperView, facets: PaperFacets, added_url: str, previews: str) -> str:
        """The whole of it; `added_url` is the page of the month, if there is one."""
        row = self._row(view.paper)  # lists have made it, with its tags and what Zotero takes
        parts = (
            '<div class="rl-paper">\n<header class="rl-paper__head">\n',
            self._kicker(view, facets),
            *self._byline(view.paper, facets.people),
            *_links(view),
            _key(view.paper),
            row.work,
            "</header>\n",
            self._reason(view),
            *self._place(view),
            self._abstract(view.paper),
            self._notes(view.paper),
            f"{self._sections.discussions(view)}\n{self._sections.related(view)}\n",
            *self._bibtex(view.paper),
            f'<footer class="rl-paper__foot">{row.tags}',
            *self._own_facts(view.paper, added_url),
            f"</footer>\n</div>\n{previews}",
        )
        return "".join(parts)

    def _link(self, entry: Paper | Post) -> str:
        return f'<a href="{self._href(entry.url_path)}">{inline.to_short_html(entry.title)}</a>'

    def _kicker(self, view: PaperView, facets: PaperFacets) -> str:
        label = escape(type_label(view.paper))
        url, venue = facets.type_url, facets.venue
        kind = f'<a href="{self._href(url)}">{label}</a>' if url else f"<span>{label}</span>"
        where = f'<a href="{self._href(venue.url)}">{escape(venue.title)}</a>' if venue else ""
        return (
            f'<p class="rl-kicker"><a href="{self._href("papers/")}">Library</a>{kind}{where}'
            f'{badge(view.paper)}</p>\n<h1 id="rl-top">{inline.to_html(view.paper.title)}</h1>\n'
        )

    def _byline(self, paper: Paper, urls: Mapping[str, str]) -> Iterator[str]:
        """Who wrote and edited it, where it appeared and when."""
        first, rest = paper.authors[:AUTHORS], paper.authors[AUTHORS:]
        others = " et al." if paper.authors_incomplete else ""
        if first:
            named = self._people(first, urls) + ("" if rest else others)
            yield f'<p class="rl-paper__authors">\n{named}</p>\n'
        if rest:
            yield f'<details class="rl-more"><summary>and {len(rest)} more authors</summary>\n'
            yield f"<p>{self._people(rest, urls)}{others}</p>\n</details>\n"
        if paper.editors:
            others = " et al." if paper.editors_incomplete else ""
            yield '<p class="rl-paper__authors rl-paper__editors">Edited by '
            yield f"{self._people(paper.editors, urls)}{others}</p>\n"
        source = inline.to_html(format_source(paper))
        facts = [f"<cite>{source}</cite>"] if source else []
        facts += [f"<span>{paper.issued}</span>"] if paper.issued else []
        if facts and paper.arxiv and paper.arxiv_version:
            facts.append(f"<span>arXiv version {paper.arxiv_version}</span>")
        yield f'<p class="rl-paper__source">{" · ".join(facts)}</p>\n' if facts else ""

    def _people(self, people: Iterable[Author], urls: Mapping[str, str]) -> str:
        return ", ".join(self._person(one.name, urls) for one in people)

    def _person(self, name: str, urls: Mapping[str, str]) -> str:
        url = urls.get(name)
        return f'<a href="{self._href(url)}">{escape(name)}</a>' if url else escape(name)

    def _reason(self, view: PaperView) -> str:
        """The author's reason for the work, else that of the first order that has one."""
        paper, title, why = view.paper, "Why read it", ""
        if paper.why:
            why = self._pieces.whys.get(paper.id, "")
        else:
            member = next((one for one in view.memberships if one.placed.step.why), None)
            if member is None:
                return ""
            title = f"Why it is in {inline.to_html(member.order.title)}"
            why = self._pieces.step_whys.get(member.placed.step.why, "")
        return _section("why", "rl-why", title, f"<div>{why}</div>\n")

    def _place(self, view: PaperView) -> Iterator[str]:
        """Its place in the library: orders, what to read before it, what it unlocks."""
        if not (view.memberships or view.prerequisites or view.unlocked):
            return
        yield '<section class="rl-place" aria-label="Its place in the library">\n'
        if view.places:
            yield '<div class="rl-places">\n<h2>In reading orders</h2>\n<ul>\n'
            yield from map(self._order_place, view.places)
            yield "</ul>\n</div>\n\n"
        if view.prerequisites:
            before = self._works(view.prerequisites)
            yield f"<div>\n<h2>Read first</h2>\n<ul>\n{before}</ul>\n{self._way(view)}</div>\n"
        if view.unlocked:
            yield f"<div>\n<h2>Unlocks</h2>\n<ul>\n{self._works(view.unlocked)}</ul>\n</div>\n"
        yield "</section>\n"

    def _order_place(self, place: OrderPlace) -> str:
        step = f"step {place.position} of {place.count}" if place.position else "bonus"
        ways = "".join(
            f'<span class="rl-places__way"><span class="rl-quiet">{label}:</span> '
            f"{self._link(entry)}</span>\n"
            for label, entry in (("Previous", place.previous), ("Next", place.following))
            if entry
        )
        return (
            f'<li data-rl-order="{place.order.slug}"><a href="{self._href(place.url)}">'
            f'{inline.to_html(place.order.title)}</a> <span class="rl-quiet">{step}</span>\n'
            f"{ways}</li>\n"
        )

    def _works(self, papers: Iterable[Paper]) -> str:
        return "".join(f'<li data-rl-work="{one.id}">{self._link(one)}</li>\n' for one in papers)

    def _way(self, view: PaperView) -> str:
        way = view.way
        if len(way.papers) <= len(view.prerequisites):
            return ""
        cut = "; what the first of them need stands on their own pages" if way.is_cut else ""
        return (
            '<details class="rl-more rl-way">\n<summary>What do I need before this?</summary>\n'
            f'<p class="rl-quiet">{plural(len(way.papers), "work")}, each after what it needs'
            f" itself{cut}.</p>\n<ol>\n{self._works(way.papers)}</ol>\n</details>\n"
        )

    def _abstract(self, paper: Paper) -> str:
        text = paper.abstract
        if not text:
            return ""
        if "$" in text or "\\" in text:  # formulas cost more than a look at an earlier build
            html = self.cache.recall("abstract", (text,), lambda: abstracts.to_html(text))
        else:
            html = abstracts.to_html(text)
        return _section("abstract", "rl-abstract", "Abstract", f"{html}\n")

    def _notes(self, paper: Paper) -> str:
        notes = self._pieces.notes.get(paper.id, "")
        return _section("notes", "rl-notes", "Notes", f"{notes}\n") if notes else ""

    def _bibtex(self, paper: Paper) -> Iterator[str]:
        yield '<section class="rl-cite-this" aria-labelledby="rl-bibtex">\n'
        yield '<h2 id="rl-bibtex">BibTeX</h2>\n'
        yield f'<pre><code class="language-bibtex">{escape(self._citation(paper))}</code></pre>\n'
        url = f"{paper.url_path}cite.bib"
        if url in self._pieces.downloads:
            yield f'<p class="rl-downloads"><a href="{self._href(url)}"'
            yield f' download="{paper.id}.bib">Download BibTeX</a></p>\n'
        yield "\n</section>\n"

    def _own_facts(self, paper: Paper, added_url: str) -> Iterator[str]:
        """What the author of the site has to do with the work."""
        if not (paper.added or paper.status or paper.rating or paper.minutes):
            return
        yield '<p class="rl-quiet">\n'
        if paper.added:
            yield f"Added {paper.added}"
            if added_url:
                month = "what else was added that month"
                yield f' · <a href="{self._href(added_url)}">{month}</a>'
        if paper.status:
            label = STATUS_LABELS[paper.status]
            yield f'<span class="rl-status rl-status--{paper.status}">{label}</span>'
        if paper.rating:
            yield f"<span>Rated {paper.rating} of 5</span>"
        if paper.minutes:
            yield f"<span>About {plural(paper.minutes, 'minute')}</span>"
        yield "</p>\n"


def _section(kind: str, name: str, title: str, content: str) -> str:
    """A part of the page that its heading names; `title` and `content` are HTML."""
    return (
        f'<section class="rl-{kind}" aria-labelledby="{name}">\n'
        f'<h2 id="{name}">{title}</h2>\n{content}</section>\n'
    )


def _links(view: PaperView) -> Iterator[str]:
    """Where it can be read."""
    if not view.links:
        return
    yield '<ul class="rl-links" aria-label="Read it">\n'
    for link in view.links:
        yield f'<li><a class="rl-button" href="{escape(link.url)}">{escape(link.label)}</a></li>\n'
    yield '<li><a class="rl-button rl-button--quiet" href="#rl-bibtex">BibTeX</a></li>\n</ul>\n'


def _key(paper: Paper) -> str:
    """What the script that keeps a reader's progress knows the work by."""
    title = escape(inline.to_text(paper.title))
    return f'<p class="rl-mine" data-rl-work="{paper.id}" data-rl-title="{title}" hidden></p>\n'
