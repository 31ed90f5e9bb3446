"""The list of references at the end of a text, as elements of Markdown's tree.

Elements, not finished HTML, so that the engine resolves its links and its heading stands in the
contents list like any other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.inline import to_html, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown import Markdown

    from reading_list.model import Paper
    from reading_list.texts.author_year import AuthorYear

HEADING_ID = "rl-references"
_SECTION = re.compile(r'<section [^<>]*\bclass="rl-references".*?</section>\n?', re.DOTALL)
NAMED = 6
"""Authors that are named before `et al.`"""


def build_references(
    works: Iterable[tuple[Paper, AuthorYear]], find_address: Callable[[Paper], str], md: Markdown
) -> Element:
    """One line for each work, in the order given."""
    section = Element("section", {"class": "rl-references", "role": "doc-bibliography"})
    section.set("aria-labelledby", HEADING_ID)
    SubElement(section, "h2", {"id": HEADING_ID}).text = "References"
    entries = SubElement(section, "ul")
    for paper, name in works:
        line = SubElement(entries, "li")
        people = _name_people(paper)
        line.text = AtomicString(f"{_stop(people)} {_stop(name.year)} ") if people else ""
        link = SubElement(line, "a", {"href": find_address(paper)})
        link.text = _keep_markup(to_html(paper.title), md)
        link.tail = AtomicString(_end(paper, "" if people else name.year))
    section.tail = "\n"
    return section


def drop_references(html: str) -> str:
    """Leave out the list, which belongs to the whole of a text and is not read as one."""
    return _SECTION.sub("", html) if "rl-references" in html else html


def _name_people(paper: Paper) -> str:
    """`Ashish Vaswani, Noam Shazeer and Niki Parmar`; nothing where nobody is known."""
    people = paper.authors or paper.editors
    incomplete = paper.authors_incomplete if paper.authors else paper.editors_incomplete
    names = [fold_space(drop_controls(person.name)) for person in people]
    if incomplete or len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} et al." if names else ""
    role = "" if paper.authors or not names else " (ed.)" if len(names) == 1 else " (eds.)"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) + role


def _end(paper: Paper, year: str) -> str:
    """The end of the title's sentence, then the year if it has not been said, and the venue."""
    venue = to_text(paper.venue or paper.publisher)
    if venue.lower() in {"", "arxiv"} and paper.arxiv:
        venue = f"arXiv:{paper.arxiv[0]}"
    stop = "" if to_text(paper.title).endswith(("?", "!", ".")) else "."
    return " ".join((stop, *(_stop(part) for part in (year, venue) if part)))


def _stop(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _keep_markup(html: str, md: Markdown) -> str:
    """What has formulas in it waits outside the tree until the page is written."""
    return md.htmlStash.store(html) if "<" in html or "&" in html else AtomicString(html)
