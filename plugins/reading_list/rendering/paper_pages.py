"""The page of one work: its content, its description and its head.

Separate from the other pages because there is one for each work: whatever they share is looked
up once, and nothing of them is kept, for making one costs no more than finding it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.rendering.paper_content import PaperContent
from reading_list.rendering.site_page import SitePage
from reading_list.rendering.templates import BASE, place
from reading_list.texts import abstracts, inline
from reading_list.texts.excerpts import excerpt
from reading_list.texts.fragments import to_text
from reading_list.views.changes import newest_date
from reading_list.views.facets import find_paper_facets
from reading_list.views.paper import build_paper_view

if TYPE_CHECKING:
    from reading_list.cache import Cache
    from reading_list.model import Paper
    from reading_list.rendering.metadata import Metadata
    from reading_list.rendering.previews import Previews
    from reading_list.rendering.templates import Pieces, Templates
    from reading_list.views.site import SiteViews

DESCRIPTION = 160
"""Characters of a page's description."""


class PaperPages:
    """Makes them for one site."""

    def __init__(
        self,
        views: SiteViews,
        templates: Templates,
        pieces: Pieces,
        metadata: Metadata,
        previews: Previews,
    ) -> None:
        self._views = views
        self._metadata = metadata
        self._previews = previews
        self._urls = frozenset(views.addresses())
        self._facets = {view.url: view for index in views.facets for view in index.values}
        self._content = PaperContent(templates, pieces)

    def use(self, cache: Cache) -> None:
        """Keep formulas from build to build."""
        self._content.cache = cache

    def make(self, paper: Paper) -> SitePage:
        """The page of one work."""
        views = self._views
        related = views.related.get(paper.id, ())
        view = build_paper_view(paper, views.library, views.connections, related)
        facets = find_paper_facets(paper, self._facets)
        added = paper.added
        month = f"timeline/{added.text[:4]}/{added.text[5:7]}/" if added else ""
        previews = self._previews.collect(paper.cites)
        # Works lie side by side, which is a shorter way than through the root of the site.
        html = self._content.write(view, facets, month if month in self._urls else "", previews)
        description = self._describe(paper)
        return SitePage(
            url=paper.url_path,
            title=inline.to_text(paper.title),
            description=description,
            content=place(html.replace(f"{BASE}papers/", "../"), paper.url_path),
            section="papers/",
            edit=paper.id,
            is_listed=paper.is_listed,
            changed=newest_date((paper,), (one.text for one in view.discussions)),
            head=self._metadata.describe_paper(paper, description),
        )

    def _describe(self, paper: Paper) -> str:
        """The author's reason, else the beginning of the abstract, else who wrote it."""
        why = self._previews.find_reason(paper)
        text = to_text(why) if why else abstracts.to_text(paper.abstract)
        names = ", ".join(author.name for author in paper.authors[:3])
        return excerpt(text or f"{inline.to_text(paper.title)}. {names}".rstrip(". "), DESCRIPTION)
