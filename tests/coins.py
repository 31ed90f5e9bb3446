"""Reads COinS by the rules that Zotero applies to them, told in its openurl.js and COinS.js."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    import lxml.html

_FORMATS = {
    "info:ofi/fmt:kev:mtx:journal": "journalArticle",
    "info:ofi/fmt:kev:mtx:book": "book",
    "info:ofi/fmt:kev:mtx:dissertation": "thesis",
    "info:ofi/fmt:kev:mtx:dc": "webpage",
}
_GENRES = {
    "bookitem": "bookSection",
    "conference": "conferencePaper",
    "proceeding": "conferencePaper",
    "report": "report",
    "document": "document",
}
_WITHIN = {"journalArticle", "bookSection", "conferencePaper"}


@dataclass
class Item:
    """What Zotero would save."""

    type: str
    title: str = ""
    host: str = ""
    date: str = ""
    doi: str = ""
    url: str = ""
    authors: list[tuple[str, str]] = field(default_factory=list)
    """(family name, given name)."""
    fields: dict[str, str] = field(default_factory=dict)


def find_items(page: lxml.html.HtmlElement) -> list[Item]:
    titles = page.xpath("//span[@class='Z3988'][@title]/@title")
    return [read_item(title) for title in titles]


def read_item(text: str) -> Item:
    pairs = []
    for part in text.split("&"):
        key, value = part.split("=")  # a second sign would be lost
        pairs.append((key, unquote(value.replace("+", " ").replace("%2B", " "), errors="strict")))
    found = dict(pairs)
    kind = _FORMATS[found["rft_val_fmt"]]
    if kind == "book":
        kind = _GENRES.get(found.get("rft.genre", ""), kind)
    item = Item(found.get("rft.type", kind), fields=found)
    for key, value in pairs:
        _take(item, kind, key, value)
    return item


def _take(item: Item, kind: str, key: str, value: str) -> None:
    is_within = kind in _WITHIN
    if key == "rft_id" and value.startswith("info:doi/"):
        item.doi = value.removeprefix("info:doi/")
    elif key == "rft_id" and value.startswith(("http://", "https://")):
        item.url = value
    elif key == "rft.date":
        item.date = value
    elif key == "rft.au":
        item.authors.append(read_name(value))
    elif key == "rft.aucorp":
        item.authors.append((value, ""))
    elif key in {"rft.jtitle", "rft.source"} or (key in {"rft.btitle", "rft.title"} and is_within):
        item.host = value
    elif key in {"rft.atitle", "rft.btitle", "rft.title"}:
        item.title = value


def read_name(name: str) -> tuple[str, str]:
    if "," in name:
        family, given, *_ = (*name.split(", "), "")
        return family, given
    given, _, family = name.rpartition(" ")
    return family, given
