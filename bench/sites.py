"""The same works and posts laid out for each generator, with equivalent output asked for.

A page for each work and post, one for each tag and month, a feed, and an index for a search
wherever the generator can make them by its own means; themes as small as the task allows.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.corpus import link_works, make_papers, make_posts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.corpus import Post, Work

MKDOCS = str(Path(sys.executable).parent / "mkdocs")
TOOLS = Path(__file__).parent.parent / ".cache" / "bench"
"""The environment of the peers, made by `scripts/bench`."""
URL = "https://reading-list.example/"
THEME = f"site_name: Bench\ntheme: {{name: material, font: false}}\nsite_url: {URL}\n"
MARKDOWN = "markdown_extensions: [footnotes, pymdownx.superfences]\n"
OURS = f"{THEME}{MARKDOWN}plugins: [search, reading-list]\n"
PLAIN = f"{THEME}{MARKDOWN}plugins: [search, tags]\nnav: [index.md, tags.md]\n"
"""MkDocs' automatic navigation puts every page into every page; this is the cheapest there is."""


@dataclass(frozen=True)
class Generator:
    """One way to make the site."""

    name: str
    write: Callable[[Path, Sequence[Work], Sequence[Post]], None]
    command: Callable[[Path], list[str]]
    paper: str
    """Where a work's file lies, with its id in the braces."""
    output: str
    """Folder of the site."""


def write_file(path: Path, text: str) -> None:
    """Write, and make the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def write_ours(folder: Path, works: Sequence[Work], posts: Sequence[Post]) -> None:
    """As this project wants it."""
    for work in works:
        write_file(folder / "papers" / f"{work.id}.md", work.as_paper())
    for post in posts:
        write_file(folder / "docs/blog/posts" / f"{post.slug}.md", post.as_post())
    (folder / "docs").mkdir(exist_ok=True)
    write_file(folder / "mkdocs.yml", OURS)


def write_plain(folder: Path, works: Sequence[Work], posts: Sequence[Post]) -> None:
    """MkDocs with Material: ordinary pages and its tags; no feed, no months."""
    for work in works:
        head = f"---\ntags: [{', '.join(work.tags)}]\n---\n# {work.title}\n\n"
        write_file(folder / "docs/papers" / f"{work.id}.md", head + work.as_page())
    for post in posts:
        body = link_works(post.body, "../papers/{}.md")
        head = f"---\ntags: [{', '.join(post.tags)}]\n---\n# {post.title}\n\n"
        write_file(folder / "docs/posts" / f"{post.slug}.md", f"{head}{body}\n")
    write_file(folder / "docs/index.md", "# Home\n")
    write_file(folder / "docs/tags.md", "# Tags\n\n<!-- material/tags -->\n")
    write_file(folder / "mkdocs.yml", PLAIN)


def _front(title: str, date: str, tags: list[str]) -> str:
    month = json.dumps([date[:7]])
    facts = f"title: {json.dumps(title)}\ndate: {date}\ntags: {json.dumps(tags)}\nmonths: {month}\n"
    return f"---\n{facts}---\n"


_ROW = (
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ range .GetTerms "tags" }} '
    '<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}<p>{{ .Summary }}</p></li>'
)
_LIST = f'{{{{ define "main" }}}}<ul>{{{{ range .Pages }}}}{_ROW}{{{{ end }}}}</ul>{{{{ end }}}}\n'
HUGO = {
    "hugo.toml": (
        f'baseURL = "{URL}"\ntitle = "Bench"\n'
        '[taxonomies]\ntag = "tags"\nmonth = "months"\n'
        '[outputs]\nhome = ["html", "rss", "json"]\nsection = ["html", "rss"]\n'
        'term = ["html", "rss"]\ntaxonomy = ["html"]\n'
    ),
    "layouts/baseof.html": (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
        '<meta name="description" content="{{ .Summary | plainify | truncate 160 }}">'
        '<link rel="canonical" href="{{ .Permalink }}"></head><body><nav><a href="/">Home</a> '
        '<a href="/papers/">Library</a> <a href="/tags/">Tags</a> <a href="/months/">Timeline</a>'
        '</nav><main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</main></body></html>\n'
    ),
    "layouts/page.html": (
        '{{ define "main" }}<p>{{ .Date.Format "2006-01-02" }}</p>{{ .Content }}'
        '<ul>{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>'
        "</li>{{ end }}</ul>{{ end }}\n"
    ),
    "layouts/list.html": _LIST,
    "layouts/home.html": _LIST.replace(".Pages", "first 10 .Site.RegularPages"),
    "layouts/home.json": (
        "{{ $docs := slice }}{{ range .Site.RegularPages }}{{ $docs = $docs | append "
        '(dict "title" .Title "url" .RelPermalink "text" .Plain) }}{{ end }}{{ $docs | jsonify }}\n'
    ),
}


def write_hugo(folder: Path, works: Sequence[Work], posts: Sequence[Post]) -> None:
    """Hugo with a theme of a few lines."""
    address = "/papers/{}/"
    for work in works:
        head = _front(work.title, f"{work.added}-01", work.tags)
        write_file(folder / "content/papers" / f"{work.id}.md", head + work.as_page(address))
    for post in posts:
        head = _front(post.title, post.date, post.tags)
        body = link_works(post.body, address)
        write_file(folder / "content/posts" / f"{post.slug}.md", f"{head}{body}\n")
    for name, text in HUGO.items():
        write_file(folder / name, text)


PELICAN = f"""\
SITENAME = "Bench"
SITEURL = "{URL.rstrip("/")}"
PATH = "content"
THEME = "simple"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
ARTICLE_SAVE_AS = "{{category}}/{{slug}}/index.html"
ARTICLE_URL = "{{category}}/{{slug}}/"
MONTH_ARCHIVE_SAVE_AS = "timeline/{{date:%Y}}/{{date:%m}}/index.html"
TAG_FEED_RSS = "tags/{{slug}}.rss"
FEED_ALL_RSS = "feed.xml"
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
DEFAULT_PAGINATION = False
MARKDOWN = {{"extensions": ["footnotes", "fenced_code", "meta"]}}
"""


def write_pelican(folder: Path, works: Sequence[Work], posts: Sequence[Post]) -> None:
    """Pelican with its plainest theme and its cache. It has no index for a search."""
    kinds = {
        "papers": [
            (one.id, one.title, f"{one.added}-01", one.tags, one.as_page("../{}/")) for one in works
        ],
        "posts": [
            (one.slug, one.title, one.date, one.tags, link_works(one.body, "../../papers/{}/"))
            for one in posts
        ],
    }
    for kind, entries in kinds.items():
        for slug, title, date, tags, text in entries:
            head = f"Title: {title}\nDate: {date}\nTags: {', '.join(tags)}\nSlug: {slug}\n\n"
            write_file(folder / "content" / kind / f"{slug}.md", head + text)
    cache = f"CACHE_PATH = {str(folder / 'cache')!r}\n"
    write_file(folder / "pelicanconf.py", PELICAN + cache)


def _mkdocs(folder: Path) -> list[str]:
    return [MKDOCS, "build", "--quiet", "-f", str(folder / "mkdocs.yml")]


def _hugo(folder: Path) -> list[str]:
    """The program itself; the package's own command starts Python first."""
    found = next(TOOLS.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return [str(found), "--quiet", "--source", str(folder), "--cleanDestinationDir"]


def _pelican(folder: Path) -> list[str]:
    command = [str(TOOLS / "bin" / "pelican"), "--quiet", "-s", str(folder / "pelicanconf.py")]
    return [*command, "-o", str(folder / "output"), str(folder / "content")]


GENERATORS = (
    Generator("ours", write_ours, _mkdocs, "papers/{}.md", "site"),
    Generator("hugo", write_hugo, _hugo, "content/papers/{}.md", "public"),
    Generator("pelican", write_pelican, _pelican, "content/papers/{}.md", "output"),
    Generator("material", write_plain, _mkdocs, "docs/papers/{}.md", "site"),
)


def lay_out(generator: Generator, folder: Path, papers: int, posts: int) -> None:
    """Write the sources of one site."""
    works = list(make_papers(papers))
    generator.write(folder, works, list(make_posts(posts, papers)))
