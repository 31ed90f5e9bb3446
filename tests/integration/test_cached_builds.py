"""A build that takes over pieces of earlier ones equals one that makes everything, byte by byte."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from reading_list.mkdocs_plugin import cached
from sites import write_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.integration

STEPS = 20
SPEAKERS = ("reading-list", "structure.pages")
"""We, and the engine where it tells of links that lead nowhere."""
CONFIG = """\
site_name: {name}
site_url: {url}
use_directory_urls: {directories}
theme: {{name: material, font: false}}
markdown_extensions: [{extensions}]
plugins:
  - search
  - reading-list: {{posts_per_page: {posts}, feed_content: {content}, mathematics: {mathematics},
                   own_authors: [{own}], cache: {cache}}}
"""
OPTIONS: dict[str, tuple[str, ...]] = {
    "name": ("One", "Two & <three>"),
    "url": ("https://reading-list.example/", "https://other.example/below/"),
    "directories": ("true", "false"),
    "extensions": ("footnotes", "footnotes, tables, admonition", "footnotes, toc, pymdownx.b64"),
    "posts": ("10", "2"),
    "content": ("full", "excerpt"),
    "mathematics": ("true", "false"),
    "own": ("", "Ada Lovelace"),
}
WORDS = "memory gate $x^2$ *state* token `code` [@p1] @p2 [@p3,&nbsp;p.&nbsp;3] [p4](p4.md)".split()
TAGS = "Agents agents Memory Théorie new".split()


class Author:
    """Changes a small library at random, as a person might; each change is one of its methods."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self.options = {name: values[0] for name, values in OPTIONS.items()}
        (folder / "docs").mkdir(parents=True)
        for _ in range(7):
            self.write_paper()
        for _ in range(3):
            self.write_post()
        self.write_order()

    def text(self, most: int = 12) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, most)))

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def write_paper(self) -> None:
        """A new work, or another text for one that is there."""
        chance = self.chance
        others = [f"p{number}" for number in range(1, 4) if chance.random() < 0.2]
        self.write(
            f"papers/p{chance.randint(1, 9)}.md",
            f"---\ntitle: '{self.text(3)}'\nauthors: [{chance.choice(['Ada Lovelace', 'Z Ü'])}]\n"
            f"added: 2025-0{chance.randint(1, 9)}\nissued: {chance.randint(1990, 2025)}\n"
            f"tags: [{', '.join(chance.sample(TAGS, 2))}]\nwhy: '{self.text(4)}'\n"
            f"abstract: '{self.text()}'\nrelated: [{', '.join(others)}]\n"
            f"draft: {chance.choice(['false', 'false', 'false', 'true'])}\n"
            f"arxiv: 2101.0000{chance.randint(1, 9)}\n---\n{self.text(30)}\n\nMore.[^1]\n\n"
            f"[^1]: {self.text(5)}, see [there](../docs/{chance.choice(['a', 'b'])}.md).\n",
        )

    def write_post(self) -> None:
        chance = self.chance
        self.write(
            f"docs/blog/posts/post{chance.randint(1, 5)}.md",
            f"---\ntitle: '{self.text(3)}'\ndate: 2025-0{chance.randint(1, 9)}-03\n"
            f"tags: [{chance.choice(TAGS)}]\n---\n## {self.text(2)}\n\n{self.text(20)}[^1]\n\n"
            f"<!-- more -->\n\n{self.text(9)} [post](post{chance.randint(1, 5)}.md#more)\n"
            f"![x]({chance.choice(['none', 'b'])}.png) [there](#{chance.choice(['more', 'a'])})\n\n"
            f"## More {{: #m }}\n\n```python\nx = {chance.randint(1, 3)}\n```\n\n[^1]: Note.\n",
        )

    def write_order(self) -> None:
        papers = sorted(path.stem for path in (self.folder / "papers").iterdir())
        steps = "".join(
            f"      - paper: {one}\n        why: '{self.text(3)}'\n"
            for one in self.chance.sample(papers, min(3, len(papers)))
        )
        self.write(
            f"docs/reading/{self.chance.choice(['one', 'two'])}.md",
            f"---\ntitle: '{self.text(2)}'\norder:\n  - section: A\n    steps:\n{steps}---\n",
        )

    def write_page(self) -> None:
        self.write(f"docs/{self.chance.choice(['a', 'b'])}.md", f"# A\n\n{self.text()}\n")

    def write_tags(self) -> None:
        self.write("docs/tags.yml", f"agents:\n  title: {self.chance.choice(TAGS[:2])}\n")

    def remove(self) -> None:
        found = [*self.folder.rglob("papers/*.md"), *self.folder.rglob("docs/**/*.md")]
        self.chance.choice(sorted(found)).unlink()

    def rename(self) -> None:
        path = self.chance.choice(sorted(self.folder.rglob("papers/*.md")))
        path.rename(path.with_stem(f"p{self.chance.randint(1, 12)}"))

    def change_option(self) -> None:
        name = self.chance.choice(sorted(OPTIONS))
        self.options[name] = self.chance.choice(OPTIONS[name])

    def damage(self) -> None:
        """Whatever a broken disk, an old checkout or somebody else's archive may hold."""
        path = self.folder / cached.FOLDER / "pieces.sqlite"
        content = bytearray(path.read_bytes())
        kind = self.chance.randrange(4)
        if kind == 0:
            shutil.rmtree(path.parent)
        elif kind == 1:
            path.write_bytes(content[: self.chance.randrange(len(content))])
        elif kind == 2:
            path.write_text("no database")
        else:
            for _ in range(40):
                content[self.chance.randrange(len(content))] ^= 0xFF
            path.write_bytes(content)

    def change(self) -> str:
        """One to three changes; their names."""
        often = [self.write_paper] * 4 + [self.write_post] * 2 + [self.change_option] * 2
        once = [self.write_order, self.write_page, self.write_tags, self.remove, self.rename]
        chosen: list[Callable[[], None]] = self.chance.choices(
            [*often, *once, self.damage], k=self.chance.randint(1, 3)
        )
        for change in chosen:
            change()
        return ", ".join(change.__name__ for change in chosen)


def build_here(author: Author, folder: Path, *, cache: bool, log: Any) -> dict[str, object]:
    """Every file of the site, and what was said."""
    shutil.rmtree(folder, ignore_errors=True)
    config_file = write_site(
        author.folder, {}, CONFIG.format(**author.options, cache=str(cache).lower())
    )
    config = load_config(str(config_file), site_dir=str(folder))
    config.plugins.run_event("startup", command="build", dirty=False)
    log.clear()
    try:
        mkdocs_build(config)
    except Abort as problem:
        end = str(problem)
    else:
        end = "built"
    said = [one.getMessage() for one in log.records if one.name.endswith(SPEAKERS)]
    site = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {**site, "(said)": said, "(end)": end}


def test_a_cached_build_equals_a_cold_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = Author(tmp_path / "project", seed=1)
    changes = "the beginning"
    for step in range(STEPS):
        if step == STEPS // 2:
            monkeypatch.setattr(cached, "_DISTRIBUTIONS", ("mkdocs",))  # as another version does

        found = build_here(author, tmp_path / "cached", cache=True, log=caplog)

        expected = build_here(author, tmp_path / "cold", cache=False, log=caplog)
        wrong = [one for one in {**found, **expected} if found.get(one) != expected.get(one)]
        assert wrong == [], f"step {step}: {changes}"
        changes = author.change()
    assert not list((tmp_path / "cached").rglob("*.sqlite"))


def preview_here(author: Author, folder: Path, standing: Any) -> Any:
    """Build once more what `mkdocs serve` serves; what it serves, to be handed in again."""
    config_file = write_site(author.folder, {}, CONFIG.format(**author.options, cache="true"))
    config = load_config(str(config_file), site_dir=str(folder))
    config.plugins.run_event("startup", command="serve", dirty=False)
    plugin: Any = config.plugins["reading-list"]
    plugin.standing = standing
    config.site_url = "http://127.0.0.1:8000/"
    mkdocs_build(config, serve_url=config.site_url)
    return plugin.standing


def read_site(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_preview_that_goes_on_equals_one_that_begins(tmp_path: Path) -> None:
    author = Author(tmp_path / "project", seed=2)
    standing, changes, kept = None, "the beginning", 0
    served = tmp_path / "served"
    for step in range(STEPS // 3):
        before = {one: one.stat().st_ino for one in served.rglob("papers/*/index.html")}

        standing = preview_here(author, served, standing)

        fresh = tmp_path / f"fresh{step}"
        preview_here(author, fresh, None)
        found, expected = read_site(served), read_site(fresh)
        wrong = [one for one in {**found, **expected} if found.get(one) != expected.get(one)]
        assert wrong == [], f"step {step}: {changes}"
        kept += sum(one.exists() and one.stat().st_ino == was for one, was in before.items())
        changes = author.change()
    assert kept


def test_without_the_option_nothing_is_kept(tmp_path: Path) -> None:
    paper = {"papers/lstm.md": "---\ntitle: LSTM\n---\nText.[^1]\n"}
    options = {name: values[0] for name, values in OPTIONS.items()}
    for cache in ("false", "true"):
        config_file = write_site(tmp_path / cache, paper, CONFIG.format(**options, cache=cache))
        mkdocs_build(load_config(str(config_file), site_dir=str(tmp_path / "site")))

    assert not (tmp_path / "false" / ".cache").exists()
    assert (tmp_path / "true" / cached.FOLDER / "pieces.sqlite").is_file()
