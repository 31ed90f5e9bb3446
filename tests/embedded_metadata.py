"""Reads a page's head by the rules of Zotero's translator "Embedded Metadata"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coins import Item, read_name

if TYPE_CHECKING:
    import lxml.html

_TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_inbook_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
"""A tag that settles the type; with a title alone it is an article of a journal."""
_HOSTS = ("citation_journal_title", "citation_conference_title", "citation_inbook_title")


def read_head(page: lxml.html.HtmlElement) -> Item:
    pairs = [
        (meta.get("name") or meta.get("property"), meta.get("content"))
        for meta in page.xpath("/html/head/meta[@content]")
    ]
    found: dict[str, str] = {}
    for name, content in pairs:
        found.setdefault(name or "", content)
    kinds = [_TYPES[name] for name, _ in pairs if name in _TYPES]
    guess = "journalArticle" if "citation_title" in found else "webpage"
    item = Item(kinds[-1] if kinds else guess, fields=found)
    item.title = found.get("citation_title") or found.get("og:title") or page.findtext(".//title")
    item.host = next((found[name] for name in _HOSTS if name in found), "")
    item.date = found.get("citation_publication_date") or found.get("article:published_time", "")
    item.doi = re.sub(r"^doi:\s*", "", found.get("citation_doi", ""))
    item.url = found.get("og:url", "")
    for name, content in pairs:
        if name == "citation_author":
            item.authors += map(read_name, _split_authors(content))
    return item


def _split_authors(text: str) -> list[str]:
    """Semicolons part authors; where there is none, so does a comma between names of two words."""
    authors = re.split(r"\s*;\s*", text)
    if len(authors) == 1:
        parts = re.split(r"\s*,\s*", text)
        if len(parts) > 1 and " " in parts[0] and " " in parts[1]:
            authors = parts
    return [author for author in authors if re.search(r"[^\s,-.;]", author)]
