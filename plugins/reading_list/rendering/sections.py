"""Sections of a work's page that grow with its connections: where it is discussed, what is related.

Separate, and written as plain strings, because a work has a dozen of these lines where it has one
of everything else: a template takes ten times as long for them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from reading_list.model import Paper
from reading_list.texts import inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reading_list.model import AnyEntry, Page, Tag
    from reading_list.related import Relation
    from reading_list.rendering.templates import Templates
    from reading_list.texts.passages import Passage
    from reading_list.views.paper import Discussion, PaperView


class Sections:
    """Writes them for one library; their links begin as those of the templates do."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._links: dict[str, str] = {}
        self._titles: dict[str, str] = {}

    def discussions(self, view: PaperView) -> Markup:
        """Every text that names the work, with its sentences: the first is shown, others fold."""
        if not view.discussions:
            return Markup()
        rows = "".join(self._discussion(view.paper, one) for one in view.discussions)
        return Markup(  # noqa: S704 - everything in it is escaped
            '<section class="rl-cited" aria-labelledby="rl-discussed">\n'
            '<h2 id="rl-discussed">Discussed in</h2>\n'
            f'<ul class="rl-rows" role="list">\n{rows}</ul>\n</section>\n'
        )

    def related(self, view: PaperView) -> Markup:
        """Related works, each with the reason; what is a reason for several is linked once."""
        if not view.related:
            return Markup()
        linked: set[str] = set()
        items = "".join(
            f"<li>{self._link(one.paper)}{badge(one.paper)}"
            f" <small>{self._reason(one, linked)}</small></li>\n"
            for one in view.related
        )
        return Markup(  # noqa: S704 - everything in it is escaped
            '<section class="rl-related" aria-labelledby="rl-related">\n'
            f'<h2 id="rl-related">Related works</h2>\n<ul>\n{items}</ul>\n</section>\n'
        )

    def _discussion(self, paper: Paper, one: Discussion) -> str:
        text = one.text
        found = self._templates.passages(paper, text)
        date = f'<time datetime="{one.date.text}">{one.date}</time>' if one.date else ""
        return (
            '<li class="rl-row rl-discussion">\n'
            f'<p><a href="{self._place(text, *found[:1])}">'
            f"{self._title(text)}</a>{badge(text)}</p>\n"
            f'<p class="rl-byline"><span class="rl-byline__type">{one.kind}</span>{date}</p>\n'
            f"{''.join(self._quotations(text, found))}</li>\n"
        )

    def _quotations(self, text: AnyEntry, found: tuple[Passage, ...]) -> Iterator[str]:
        if found:
            yield self._quotation(text, found[0])
        if len(found) > 1:
            sentences = "sentence" if len(found) == 2 else "sentences"  # noqa: PLR2004 - one more
            yield '<details class="rl-more">\n'
            yield f"<summary>and {len(found) - 1} more {sentences}</summary>\n"
            yield from (self._quotation(text, passage) for passage in found[1:])
            yield "</details>\n"

    def _quotation(self, text: AnyEntry, passage: Passage) -> str:
        where = ""
        if passage.anchor:
            label = escape(passage.heading) or "this place"
            link = f'<a href="{self._place(text, passage)}">{label}</a>'
            where = f'\n<p class="rl-quote__place">{link}</p>'
        return f'<blockquote class="rl-quote">\n<p>{passage.html}</p>{where}\n</blockquote>\n'

    def _place(self, text: AnyEntry, passage: Passage | None = None) -> str:
        """A link to where a text says something, or to the text."""
        anchor = f"#{passage.anchor}" if passage is not None and passage.anchor else ""
        return escape(self._templates.href(text.url_path + anchor))

    def _reason(self, relation: Relation, linked: set[str]) -> str:
        text = relation.text
        if relation.reason == "cited" and text is not None:
            notes = "the notes on " if isinstance(text, Paper) else ""
            return f"cited together in {notes}‘{self._name(text, linked)}’{_count_others(relation)}"
        if relation.reason == "order" and text is not None:
            return f"in the order ‘{self._name(text, linked)}’"
        if relation.reason == "tags":
            tags = (f"‘{self._name(tag, linked)}’" for tag in relation.tags[:2])
            return f"both have {' and '.join(tags)}"
        return "chosen by hand"

    def _name(self, one: AnyEntry | Tag, linked: set[str]) -> str:
        """The title of an entry or a tag, and a link where it is `linked` for the first time."""
        url = one.url_path
        if url in linked:
            return self._title(one)
        linked.add(url)
        return self._link(one)

    def _link(self, one: AnyEntry | Tag) -> str:
        """The title of an entry or a tag as a link; made once."""
        url = one.url_path
        found = self._links.get(url)
        if found is None:
            found = f'<a href="{self._templates.href(url)}">{self._title(one)}</a>'
            self._links[url] = found
        return found

    def _title(self, one: AnyEntry | Tag) -> str:
        """The title of an entry or a tag; made once."""
        url = one.url_path
        found = self._titles.get(url)
        if found is None:
            found = self._titles[url] = inline.to_short_html(one.title)
        return found


def _count_others(relation: Relation) -> str:
    texts = "text" if relation.others == 1 else "texts"
    return f" and {relation.others} more {texts}" if relation.others else ""


def badge(entry: AnyEntry | Page) -> str:
    """What a preview says of entries that a built site does not have."""
    if not (entry.draft or entry.private):  # as nearly all are
        return ""
    names = [name for name in ("draft", "private") if getattr(entry, name)]
    return "".join(
        f'<span class="rl-badge rl-badge--hidden">{name.capitalize()}</span>' for name in names
    )
