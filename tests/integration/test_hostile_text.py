"""Hostile texts in every field that may come from elsewhere, and every file that comes of them."""

from __future__ import annotations

import json
import re
import subprocess
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import lxml.etree
import pytest

from reading_list.formats.bibtex.reading import read_bibtex
from reading_list.formats.ris.reading import read_ris
from sites import CONFIG, TOOLS, build, preview, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sites import Built

pytestmark = pytest.mark.integration

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
FIELDS = (
    "short_title venue venue_short volume issue pages article_number publisher edition why"
    " abstract arxiv_class feed_id"
).split()
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


def paper(number: int, payload: str) -> str:
    text = json.dumps(payload)  # YAML reads it as it stands there
    lines = [f"title: {text}", f"authors: [{text}, {{family: {text}, given: {text}}}]"]
    lines += [f"{field}: {text}" for field in FIELDS]
    lines += [
        f"tags: [{text}, t]",
        f"editors: [{text}]",
        f"citekey: k{number}",
        f"extra: {{{text}: {text}}}",
        f"ids: {{openreview: {text}}}",
        f"links: {{pdf: https://example.org/''onclick=pwn, {text}: 'https://example.org/'}}",
        f"bibtex: {{note: {text}, annote: {text}}}",
        f"csl: {{note: {text}}}",
        "added: 2025-07",
    ]
    return "\n".join(["---", *lines, "---", "Notes.\n"])


def post(number: int, payload: str) -> str:
    text = json.dumps(payload)
    return (
        f"---\ndate: 2025-07-{number + 1:02d}\ntitle: {text}\ndescription: {text}\ntags: [{text}]\n"
        f"categories: [{text}]\nauthors: [a{number}]\nlink: https://example.org/''onclick=pwn\n"
        f"via: {{title: {text}, url: 'https://example.org/'}}\n---\n[@evil{number}]\n"
    )


def order(number: int, payload: str) -> str:
    text = json.dumps(payload)
    return (
        f"---\ntitle: {text}\ndescription: {text}\norder:\n- section: {text}\n  steps:\n"
        f"  - paper: evil{number}\n    why: {text}\n---\nText.\n"
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("hostile")
    files = {}
    authors, tags = [], []
    for number, payload in enumerate(PAYLOADS):
        text = json.dumps(payload)
        files[f"papers/evil{number}.md"] = paper(number, payload)
        files[f"docs/blog/posts/evil{number}.md"] = post(number, payload)
        files[f"docs/reading/evil{number}.md"] = order(number, payload)
        authors.append(f"  a{number}: {{name: {text}, description: {text}}}\n")
        tags.append(f"tag{number}: {{title: {text}, description: {text}, aliases: [{text}]}}\n")
    files["docs/blog/.authors.yml"] = "authors:\n" + "".join(authors)
    files["docs/tags.yml"] = tags[0]
    config = write_site(folder, files, CONFIG)
    built = build(config, folder / "site")
    assert built.returncode == 0, built.log
    return built


def test_no_text_becomes_markup_on_any_page(built: Built) -> None:
    pages = {name: text for name, text in built.files().items() if name.endswith(".html")}

    assert len(pages) > 100
    assert {name: found for name, text in pages.items() if (found := judge(text.decode()))} == {}


def test_no_text_becomes_markup_in_the_search(built: Built) -> None:
    index = json.loads((built.folder / "search/search_index.json").read_text("utf-8"))

    for entry in index["docs"]:
        assert judge(entry["title"]) == [], entry["location"]
        assert judge(entry["text"]) == [], entry["location"]


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


def test_no_text_becomes_markup_in_a_feed_and_each_is_sound(built: Built) -> None:
    feeds = [
        (name, text)
        for name, text in built.files().items()
        if name.endswith(("feed.xml", "atom.xml", "feed.json"))
    ]

    assert len(feeds) > 20
    for name, text in feeds:
        assert [found for html in find_html(text, name) for found in judge(html)] == [], name


def read_titles(name: str, content: bytes) -> list[str]:
    read = read_bibtex if name.endswith(".bib") else read_ris
    entries, _ = read(content.decode(), name)
    return [entry.paper.title for entry in entries]


def test_every_other_file_is_sound_and_holds_no_more_than_there_is(built: Built) -> None:
    files = built.files()
    for name, content in files.items():
        if name.endswith(".json"):
            json.loads(content)
        elif name.endswith((".opml", "sitemap.xml")):
            lxml.etree.fromstring(content)
        elif name.endswith(("library.bib", "library.ris")):
            assert "pwn" not in read_titles(name, content), name
    assert len(read_titles("library.bib", files["library.bib"])) == len(PAYLOADS)
    assert len(re.findall(rb"^TY  - ", files["library.ris"], re.MULTILINE)) == len(PAYLOADS)
    assert len(json.loads(files["library.json"])) == len(PAYLOADS)


def test_no_template_is_run(built: Built) -> None:
    assert [name for name, content in built.files().items() if b"49000" in content] == []


def test_bibtex_from_elsewhere_becomes_text(tmp_path: Path) -> None:
    entries = []
    for number, payload in enumerate(PAYLOADS):
        flat = payload.replace("{", "(").replace("}", ")").replace("%", "")
        fields = ("title", "author", "journal", "abstract", "note", "keywords", "publisher", "url")
        lines = ",\n".join(f"  {field} = {{{flat}}}" for field in fields)
        entries.append(f"@article{{evil{number},\n{lines},\n  year = {{2020}}\n}}\n")
    config = write_site(tmp_path, {}, CONFIG)
    (tmp_path / "evil.bib").write_text("\n".join(entries), encoding="utf-8")

    done = subprocess.run(
        [str(TOOLS / "reading-list"), "import", "evil.bib"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    built = preview(config, tmp_path / "preview")

    assert "Traceback" not in done.stderr
    assert len(list((tmp_path / "papers").glob("*.md"))) >= len(PAYLOADS), done.stderr
    assert built.returncode == 0, built.log
    pages = {name: text for name, text in built.files().items() if name.endswith(".html")}
    assert {name: found for name, text in pages.items() if (found := judge(text.decode()))} == {}
