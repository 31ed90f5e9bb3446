"""Random libraries, in which everything hidden is full of marked words."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from sites import CONFIG, TINY, TINY_CONFIG, Built, build, preview, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.integration

MARK = "xsecretx"
HIDDEN = ("draft: true", "private: true", "draft: yes", "private: 'on'")
PLAIN = ("", "draft: false", "private: no")
TAGS = ("memory", "attention")


@st.composite
def papers(draw: st.DrawFn) -> dict[str, str]:
    """Public and hidden works that name one another; `paper3` or `xsecretx3` is the third."""
    kinds = draw(st.lists(st.sampled_from(["public", "hidden"]), min_size=2, max_size=5))
    ids = [f"{MARK}{n}" if kind == "hidden" else f"paper{n}" for n, kind in enumerate(kinds)]
    made = {}
    for one, kind in zip(ids, kinds, strict=True):
        word = MARK if kind == "hidden" else "plain"
        flag = draw(st.sampled_from(HIDDEN if kind == "hidden" else PLAIN))
        # What is public may name what is hidden, by id and by nothing else.
        others = draw(st.lists(st.sampled_from(ids), max_size=3, unique=True))
        others = [other for other in others if other != one]
        tags = [*draw(st.lists(st.sampled_from(TAGS), max_size=2)), *([word] * (kind == "hidden"))]
        links = " ".join(f"[@{other}] and [it]({other}.md), @{other}." for other in others)
        lines = [
            f"title: {word} title {one}",
            f"authors: [{word} Author]",
            f"venue: {word} venue",
            f"abstract: {word} abstract",
            f"why: {word} why. See [@{others[0]}]." if others else f"why: {word} why",
            f"tags: [{', '.join(tags)}]",
            f"related: [{', '.join(others)}]",
            f"aliases: [old/{one}]",
            f"url: https://example.org/{one}",
            f"links: {{pdf: 'https://example.org/{one}.pdf'}}",
            f"extra: {{note: {word}}}",
            f"doi: 10.1234/{one}",
            draw(st.sampled_from(["added: 2025-07-01", "added: 2024-02", "issued: 2019"])),
            flag,
        ]
        made[f"papers/{one}.md"] = "\n".join(["---", *lines, "---", f"{word} notes. {links}", ""])
    return made


@st.composite
def libraries(draw: st.DrawFn) -> dict[str, str]:
    """Those, with posts, orders and pages that name them."""
    files = draw(papers())
    ids = [name.removeprefix("papers/").removesuffix(".md") for name in files]
    for number, is_hidden in enumerate(draw(st.lists(st.booleans(), max_size=3))):
        word = MARK if is_hidden else "plain"
        flag = draw(st.sampled_from(HIDDEN if is_hidden else PLAIN))
        cited = draw(st.sampled_from(ids))
        files[f"docs/blog/posts/{word}{number}.md"] = (
            f"---\ndate: 2025-07-0{number + 1}\n{flag}\ntags: [{word}]\ncategories: [{word}]\n"
            f"description: {word}\n---\n# {word} post {number}\n\n"
            f"{word} [@{cited}, p. 3] and [it](../../papers/{cited}.md).\n\n<!-- more -->\n{word}\n"
        )
        files[f"docs/reading/{word}{number}.md"] = (
            f"---\ntitle: {word} order\n{flag}\norder:\n- section: {word}\n  steps:\n"
            f"  - paper: {cited}\n    why: {MARK if cited.startswith(MARK) else word}\n"
            f"  - {ids[0]}\n---\n{word}\n"
        )
        files[f"docs/{word}page{number}.md"] = f"---\n{flag}\n---\n# {word} page\n\n{word}\n"
    return files


def build_in(folder: Path, files: dict[str, str]) -> Built:
    """Build in this process, for there are many."""
    config = load_config(write_site(folder, TINY | files, TINY_CONFIG).as_posix())
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    return Built(folder / "site", 0, "")


def find_marks(built: Built) -> Iterator[str]:
    for name, content in built.files().items():
        whole = gzip.decompress(content) if name.endswith(".gz") else content
        if MARK in name.lower() or MARK.encode() in whole.lower():
            at = whole.lower().find(MARK.encode())
            yield f"{name}: {whole[max(at - 60, 0) : at + 60]!r}"


@given(libraries())
@settings(max_examples=25)
def test_no_marked_word_is_in_any_byte_of_a_site(files: dict[str, str]) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        assert list(find_marks(build_in(folder, files))) == []
    finally:
        shutil.rmtree(folder)


def test_the_search_for_marks_finds_what_is_published(tmp_path: Path) -> None:
    """The same words without a flag are everywhere, so the test above can fail."""
    one = f"---\ntitle: {MARK}\nadded: 2025-07\ntags: [{MARK}]\n---\n{MARK}\n"

    found = {
        mark.partition(":")[0] for mark in find_marks(build_in(tmp_path, {"papers/a.md": one}))
    }

    assert {"papers/a/index.html", "feed.xml", "library.bib", "reading-list.json"} <= found
    assert {"sitemap.xml", "sitemap.xml.gz", f"tags/{MARK}/index.html"} <= found


UNLISTED = f"""\
---
title: {MARK}
date: 2025-07-05
unlisted: true
tags: [{MARK}]
categories: [{MARK}]
---
{MARK} [@lstm]
"""


def test_what_is_unlisted_is_in_its_own_page_and_in_no_other(tmp_path: Path) -> None:
    paper = UNLISTED.replace("date", "added").replace("categories", "keywords", 1)
    paper = paper.replace(f"tags: [{MARK}]\n", f"aliases: [old/{MARK}]\ndoi: 10.1234/{MARK}\n")
    config = write_site(
        tmp_path,
        {
            "papers/lstm.md": "---\ntitle: LSTM\nadded: 2025-07\ntags: [a]\n---\n",
            f"papers/{MARK}1.md": paper,
            f"docs/blog/posts/{MARK}2.md": UNLISTED,
            f"docs/reading/{MARK}3.md": f"---\ntitle: {MARK}\nunlisted: true\norder: [lstm]\n---\n",
        },
    )

    built = build(config, tmp_path / "site", "--strict")

    assert built.returncode == 0, built.log
    naming = [name for name, content in built.files().items() if MARK.encode() in content]
    assert {name for name in naming if MARK not in name} == set()
    for url in (f"papers/{MARK}1", f"blog/2025/07/{MARK}2", f"reading/{MARK}3"):
        assert f"{url}/index.html" in naming
        assert built.html(url).xpath("//meta[@name='robots'][contains(@content, 'noindex')]")


def test_what_is_dated_ahead_is_in_no_feed(tmp_path: Path) -> None:
    ahead = f"---\ntitle: {MARK}\nDATE: 2026-01-02\ntags: [{MARK}, a]\n---\n{MARK}\n"
    now = "---\ntitle: Now\nDATE: 2025-07-01\ntags: [a]\n---\nText.\n"
    files = {
        "papers/ahead.md": ahead.replace("DATE", "added"),
        "papers/now.md": now.replace("DATE", "added"),
        "docs/blog/posts/ahead.md": ahead.replace("DATE", "date"),
        "docs/blog/posts/now.md": now.replace("DATE", "date"),
    }
    until = "[search, {reading-list: {feed_until: 2025-12-31}}]"
    config = write_site(tmp_path, files, CONFIG.replace("[search, reading-list]", until))

    built = build(config, tmp_path / "site", "--strict")

    feeds = {
        name: content
        for name, content in built.files().items()
        if name.endswith(("feed.xml", "atom.xml", "feed.json"))
    }
    assert len(feeds) >= 12
    assert [name for name, content in feeds.items() if b"Now" not in content] == []
    assert [name for name, content in feeds.items() if MARK.encode() in content.lower()] == []


@pytest.mark.parametrize("flag", ["draft", "private"])
def test_a_preview_shows_what_is_hidden_and_says_so(tmp_path: Path, flag: str) -> None:
    hidden = f"---\ntitle: Mine\nDATE: 2025-07-05\n{flag}: true\n---\nText.\n"
    config = write_site(
        tmp_path,
        {
            "papers/mine.md": hidden.replace("DATE", "added"),
            "docs/blog/posts/mine.md": hidden.replace("DATE", "date"),
            "docs/reading/mine.md": f"---\ntitle: Mine\n{flag}: true\norder: [mine]\n---\n",
            "docs/mine.md": f"---\n{flag}: true\n---\n# Mine\n",
        },
    )

    shown = preview(config, tmp_path / "preview")
    built = build(config, tmp_path / "site", "--strict")

    assert (shown.returncode, built.returncode) == (0, 0), shown.log + built.log
    for url in ("papers/mine", "blog/2025/07/mine", "reading/mine", "mine"):
        badges = shown.html(url).xpath("//h1/following::*[contains(@class, 'rl-badge--hidden')]")
        badges += shown.html(url).xpath("//h1//*[contains(@class, 'rl-badge--hidden')]")
        badges += shown.html(url).xpath("//*[contains(@class, 'rl-badge--hidden')][following::h1]")
        assert flag.title() in [badge.text_content().strip() for badge in badges], url
        assert not (built.folder / url).exists()
    assert shown.html("papers").xpath("//*[contains(@class, 'rl-badge--hidden')]")
