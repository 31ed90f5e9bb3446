"""Hostile texts, and how to tell that one of them became markup or a record of its own.

Separate because texts come from the author's files, from files of others and from the network.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import lxml.etree

from reading_list.formats.bibtex.reading import read_bibtex
from reading_list.formats.ris.reading import read_ris

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAYLOADS = (
    "<script>pwn()</script>",
    "</title></script></style></textarea><script>pwn()</script>",
    "<img src=x onerror=pwn()>",
    '" onmouseover="pwn()" x="',
    "' onfocus='pwn()' autofocus='",
    "<svg/onload=pwn()><x-pwn>",
    '<a href="javascript:pwn()">x</a> [x](javascript:pwn())',
    "[x](data:text/html;base64,PHNjcmlwdD4=) <java\nscript:pwn()>",
    "<iframe srcdoc='<script>pwn()</script>'></iframe><base href=//pwn.example>",
    '<style>*{background:url(//pwn.example)}</style><p style="color:expression(pwn())">',
    "<!-- x --!><x-pwn> ]]> --> <![CDATA[ <x-pwn>",
    "{{ 7000*7 }} {% raw %} ${7000*7} #{7000*7} <%= 7000*7 %>",
    "\u2028\u2029</script><x-pwn>&lt;x-pwn&gt;&amp;lt;x-pwn&amp;gt;",
    "x}\n}\n@article{pwn, title={pwn}, year={2000}}\n%\\",
    "x\nER  - \n\nTY  - JOUR\nTI  - pwn\nER  - \n",
    "$\\href{javascript:pwn()}{x}$ $\\text{<x-pwn onclick=pwn()>}$ $\\style{x}{<x-pwn>}$",
    "&#60;script&#62;pwn()&#60;/script&#62; &quot;onload=pwn()&quot;",
)
FORBIDDEN = {"x-pwn", "iframe", "base", "object", "embed", "frame", "applet"}
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset"}
SCHEMES = re.compile(r"[\s\x00-\x20]*(javascript|data|vbscript)[\s\x00-\x20]*:", re.IGNORECASE)


class Judge(HTMLParser):
    """Collects what no text may become."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.scripts: list[tuple[str | None, str]] = []
        self.script: str | None = None
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in FORBIDDEN:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or (name == "style" and "pwn" in (value or "")):
                self.found.append(f"{tag} {name}={value}")
            if name in ADDRESSES and SCHEMES.match(value or ""):
                self.found.append(f"{tag} {name}={value}")
            if name in ADDRESSES and "//pwn.example" in (value or ""):
                self.found.append(f"{tag} {name}={value}")
        if tag == "script":
            self.inside, self.script = True, values.get("type")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts.append((self.script, data))


def judge(html: str) -> list[str]:
    """Return what is wrong with a page or a piece of one."""
    parser = Judge()
    parser.feed(html)
    parser.close()
    found = list(parser.found)
    for kind, text in parser.scripts:
        if kind in {"application/ld+json", "application/json"}:
            json.loads(text)
        elif "pwn" in text:
            found.append(f"script: {text[:80]}")
    return found


def find_html(feed: bytes, name: str) -> Iterator[str]:
    """What readers take for HTML; what a feed says of itself is plain text, as are summaries."""
    if name.endswith(".json"):
        yield from (item["content_html"] for item in json.loads(feed)["items"])
        return
    parser = lxml.etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    for element in lxml.etree.fromstring(feed, parser).iter(lxml.etree.Element):
        is_rss = element.getparent() is not None and element.getparent().tag == "item"
        if (is_rss and element.tag.endswith(("encoded", "description"))) or element.get(
            "type"
        ) == "html":
            yield element.text or ""


def read_titles(name: str, content: bytes) -> list[str]:
    read = read_bibtex if name.endswith(".bib") else read_ris
    entries, _ = read(content.decode(), name)
    return [entry.paper.title for entry in entries]


def judge_pages(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Page -> what is wrong with it, where anything is."""
    pages = {name: judge(text.decode()) for name, text in files.items() if name.endswith(".html")}
    assert len(pages) > len(PAYLOADS)
    return {name: found for name, found in pages.items() if found}


def judge_search(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Address -> what is wrong with what the theme's search shows of it."""
    entries = json.loads(files["search/search_index.json"])["docs"]
    assert len(entries) > len(PAYLOADS)
    return {
        entry["location"]: found
        for entry in entries
        if (found := judge(entry["title"]) + judge(entry["text"]))
    }


def judge_feeds(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Feed -> what is wrong with the HTML in it; each can be read."""
    feeds = {
        name: [found for html in find_html(text, name) for found in judge(html)]
        for name, text in files.items()
        if name.endswith(("feed.xml", "atom.xml", "feed.json"))
    }
    assert len(feeds) > 3
    return {name: found for name, found in feeds.items() if found}
