"""A build that takes over pieces of earlier ones equals one that makes everything, byte by byte."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from reading_list.mkdocs_plugin import cached
from reading_list.rendering.pages import Pages
from reading_list.rendering.paper_pages import PaperPages
from sites import write_site

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

pytestmark = pytest.mark.integration

STEPS = 20
TOUCHED = (0.1, 0.05)
"""How often all pages of the last site are gone; how often one is another."""
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
CITED = ("p1", "p2", "p3", "p4")
"""Works that are always there."""
TAGS = "Agents agents Memory Théorie new".split()


class Author:
    """Changes a small library at random, as a person might; each change is one of its methods."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self.options = {name: values[0] for name, values in OPTIONS.items()}
        (folder / "docs").mkdir(parents=True)
        for name in (*CITED, "p5", "p6", "p7"):
            self.write_paper(name)
        for _ in range(3):
            self.write_post()
        self.write_order()

    def text(self, most: int = 12) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, most)))

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def write_paper(self, name: str = "") -> None:
        """A new work, or another text for one that is there."""
        chance = self.chance
        name = name or f"p{chance.randint(1, 9)}"
        others = [one for one in CITED if one != name and chance.random() < 0.2]
        draft = name not in CITED and chance.random() < 0.2
        self.write(
            f"papers/{name}.md",
            f"---\ntitle: '{self.text(3)}'\nauthors: [{chance.choice(['Ada Lovelace', 'Z Ü'])}]\n"
            f"added: 2025-0{chance.randint(1, 9)}\nissued: {chance.randint(1990, 2025)}\n"
            f"tags: [{', '.join(chance.sample(TAGS, 2))}]\nwhy: '{self.text(4)}'\n"
            f"abstract: '{self.text()}'\nrelated: [{', '.join(others)}]\n"
            f"draft: {str(draft).lower()}\nstatus: {chance.choice(['read', 'to-read'])}\n"
            f"doi: 10.1234/{name}.{chance.randint(1, 9)}\n---\n{self.text(30)}\n\nMore.[^1]\n\n"
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

    def edit_notes(self) -> None:
        """A few words more, for a work that is there."""
        with self.choose("papers/*.md").open("a", encoding="utf-8") as file:
            file.write(f"\n{self.text(3)}\n")

    def write_order(self) -> None:
        steps = "".join(
            f"      - paper: {one}\n        why: '{self.text(3)}'\n"
            for one in self.chance.sample(CITED, 3)
        )
        self.write(
            f"docs/reading/{self.chance.choice(['one', 'two'])}.md",
            f"---\ntitle: '{self.text(2)}'\norder:\n  - section: A\n    steps:\n{steps}---\n",
        )

    def write_page(self) -> None:
        self.write(f"docs/{self.chance.choice(['a', 'b'])}.md", f"# A\n\n{self.text()}\n")

    def write_tags(self) -> None:
        self.write("docs/tags.yml", f"agents:\n  title: {self.chance.choice(TAGS[:2])}\n")

    def choose(self, *patterns: str, kept: Sequence[str] = ()) -> Path:
        found = {path for pattern in patterns for path in self.folder.glob(pattern)}
        return self.chance.choice(sorted(path for path in found if path.stem not in kept))

    def remove(self) -> None:
        """Nothing that others name, for an error would end the build."""
        self.choose("papers/*.md", "docs/**/*.md", kept=CITED).unlink()

    def rename(self) -> None:
        path = self.choose("papers/p*.md")
        if path.stem not in CITED:
            path.rename(path.with_stem(f"p{self.chance.randint(5, 12)}"))

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
        often = (
            [self.write_paper] * 3
            + [self.edit_notes] * 3
            + [self.write_post] * 2
            + [self.change_option] * 2
        )
        once = [self.write_order, self.write_page, self.write_tags, self.remove, self.rename]
        chosen: list[Callable[[], None]] = self.chance.choices(
            [*often, *once, self.damage], k=self.chance.randint(1, 3)
        )
        for change in chosen:
            change()
        return ", ".join(change.__name__ for change in chosen)


def touch(chance: random.Random, site: Path) -> None:
    """Whatever people and programs do to a site that stands."""
    pages = sorted(site.rglob("index.html"))
    if chance.random() < TOUCHED[0]:
        for page in pages:  # and no other file: the catalogue says what has been announced
            page.unlink()
        return
    for page in pages:
        if chance.random() < TOUCHED[1]:
            content = bytearray(page.read_bytes())
            content[chance.randrange(len(content))] ^= 0x01
            page.write_bytes(content)
        elif chance.random() < TOUCHED[1]:
            page.write_bytes(chance.choice(pages).read_bytes() if page.exists() else b"")
        elif chance.random() < TOUCHED[1]:
            page.unlink()
            chance.choice([page.mkdir, lambda at=page: os.mkfifo(at), lambda: None])()
            pages = sorted(one for one in pages if one.is_file())


def build_here(author: Author, folder: Path, *, cache: bool, log: Any) -> dict[str, object]:
    """Every file of the site, and what was said."""
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

        touch(author.chance, tmp_path / "cached")
        found = build_here(author, tmp_path / "cached", cache=True, log=caplog)

        expected = build_here(author, tmp_path / "cold", cache=False, log=caplog)
        wrong = [one for one in {**found, **expected} if found.get(one) != expected.get(one)]
        assert wrong == [], f"step {step}: {changes}"
        assert found["(end)"] == "built", changes
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


def test_only_what_an_edit_changes_is_made_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = Author(tmp_path / "project", seed=3)
    build_here(author, tmp_path / "site", cache=True, log=caplog)
    made: list[str] = []
    make, listed = PaperPages.make, Pages.tag
    monkeypatch.setattr(
        PaperPages, "make", lambda self, one: made.append(one.id) or make(self, one)
    )
    monkeypatch.setattr(
        Pages, "tag", lambda self, one: made.append(one.tag.slug) or listed(self, one)
    )
    shown = sorted(one.parent.name for one in (tmp_path / "site").glob("papers/p*/index.html"))
    with (author.folder / f"papers/{shown[0]}.md").open("a") as file:
        file.write("Words.\n")

    site = build_here(author, tmp_path / "site", cache=True, log=caplog)

    assert made == shown[:1]
    assert b"Words." in site[f"papers/{shown[0]}/index.html"]


def test_without_the_option_nothing_is_kept(tmp_path: Path) -> None:
    paper = {"papers/lstm.md": "---\ntitle: LSTM\n---\nText.[^1]\n"}
    options = {name: values[0] for name, values in OPTIONS.items()}
    for cache in ("false", "true"):
        config_file = write_site(tmp_path / cache, paper, CONFIG.format(**options, cache=cache))
        mkdocs_build(load_config(str(config_file), site_dir=str(tmp_path / "site")))

    assert not (tmp_path / "false" / ".cache").exists()
    assert (tmp_path / "true" / cached.FOLDER / "pieces.sqlite").is_file()
