"""Builds real sites with the real engine, and reads what came out."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.html

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parent.parent
TOOLS = Path(sys.executable).parent
ENGINE = os.environ.get("READING_LIST_ENGINE", "mkdocs")
"""Which engine builds the sites of tests that name none."""
OTHER_ENGINE = "properdocs" if ENGINE == "mkdocs" else "mkdocs"
if ENGINE != "mkdocs":
    # From here on, what tests import from `mkdocs` is this engine's, as it is for plugins.
    importlib.import_module(f"{ENGINE}.__main__")
HOST = "https://reading-list.example/"


@dataclass(frozen=True)
class Built:
    """Where a build went, how it ended and what it said."""

    folder: Path
    returncode: int
    log: str

    def html(self, url: str) -> lxml.html.HtmlElement:
        return lxml.html.fromstring((self.folder / url / "index.html").read_bytes())

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


def build(
    config: Path,
    folder: Path,
    *arguments: str,
    engine: str = ENGINE,
    environment: Mapping[str, str] | None = None,
) -> Built:
    """Run the engine's own command, as an author does."""
    done = subprocess.run(
        [str(TOOLS / engine), "build", "-f", str(config), "-d", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=config.parent,
        env={
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "DISABLE_MKDOCS_2_WARNING": "true",
            **(environment or {}),
        },
    )
    return Built(folder, done.returncode, done.stdout + done.stderr)


PREVIEW = f"""
import sys
from {ENGINE}.__main__ import State
from mkdocs.commands.build import build
from mkdocs.config import load_config
State()
config = load_config(sys.argv[1], site_dir=sys.argv[2])
config.plugins.on_startup(command="serve", dirty=False)
config.site_url = "http://127.0.0.1:8000/"
build(config, serve_url=config.site_url)
"""
"""What `mkdocs serve` does before it begins to serve."""


def preview(config: Path, folder: Path) -> Built:
    """Build what an author sees while writing, drafts and all."""
    done = subprocess.run(
        [sys.executable, "-c", PREVIEW, str(config), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=config.parent,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
    )
    return Built(folder, done.returncode, done.stdout + done.stderr)


TINY_THEME = """\
<!doctype html>
<html lang="en">
<head>
<title>{{ page.title }}</title>
<meta name="description" content="{{ page.meta.description }}">
<link rel="canonical" href="{{ page.canonical_url }}">
</head>
<body>
{% if page.edit_url %}<a href="{{ page.edit_url }}">Edit</a>{% endif %}
{% for one in page.toc %}<a href="#{{ one.id }}">{{ one.title }}</a>{% endfor %}
<main>{{ page.content }}</main>
</body>
</html>
"""
TINY = {"theme/main.html": TINY_THEME}
TINY_CONFIG = """\
site_name: Tiny
site_url: https://reading-list.example/
theme: {name: null, custom_dir: theme}
plugins: [reading-list]
"""
"""A site whose theme has one file, for tests that build it a hundred times."""
CONFIG = """\
site_name: Tëst & <Site>
site_url: https://reading-list.example/
theme: {name: material, font: false}
plugins: [search, reading-list]
"""


def write_site(folder: Path, files: Mapping[str, str], config: str = CONFIG) -> Path:
    """Lay out a site's sources; returns the path of its configuration."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    (folder / "papers").mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    path = folder / "mkdocs.yml"
    path.write_text(config, encoding="utf-8")
    return path


def find_broken_links(folder: Path, site_url: str = HOST) -> Iterator[str]:
    """Walk every internal link and fragment of every page."""
    pages = {
        path.relative_to(folder).as_posix(): lxml.html.fromstring(path.read_bytes())
        for path in folder.rglob("*.html")
    }
    ids = {name: set(page.xpath("//@id | //a/@name")) for name, page in pages.items()}
    for name, page in pages.items():
        base = urljoin(site_url, "" if name == "404.html" else name)
        for element, attribute, link, _ in page.iterlinks():
            address, fragment = urldefrag(urljoin(base, link))
            if not address.startswith(site_url):
                is_local = not urlsplit(address).scheme.startswith(("http", "mailto", "data"))
                if is_local or address.startswith(HOST):
                    yield f"{name}: {link} leaves the site"
                continue
            path = unquote(urlsplit(address.removeprefix(site_url)).path)
            target = f"{path}index.html" if path.endswith("/") or not path else path
            if not (folder / target).is_file():
                yield f"{name}: {element.tag} {attribute} {link} leads to no file"
            elif fragment and target in ids and unquote(fragment) not in ids[target]:
                yield f"{name}: {link} leads to no such place"
