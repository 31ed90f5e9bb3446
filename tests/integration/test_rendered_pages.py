"""What the engine made of a post is taken over, and nobody can tell, neither plugin nor reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sites import TINY, write_site
from sites import build as build_site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.integration

CONFIG = """\
site_name: A
theme: {{name: null, custom_dir: theme}}
markdown_extensions: [footnotes, attr_list, toc{extension}]
validation: {{anchors: warn}}
hooks: [hook.py]
plugins: [reading-list]
"""
HOOK = """\
from pathlib import Path

import markdown

SEEN = Path(__file__).with_name("seen.txt")
convert = markdown.Markdown.convert


def note(*parts):
    with SEEN.open("a") as file:
        print(*parts, file=file)


def counted(self, text):
    if "Rendered" in text:
        note("converted")
    return convert(self, text)


markdown.Markdown.convert = counted


def on_page_markdown(markdown, *, page, config, files):
    return markdown.replace("WORD", "changed by a hook")


def on_page_content(html, *, page, config, files):
    note(page.markdown, html, page.toc, page.title, sorted(page.present_anchor_ids))
    note({one.src_uri: links for one, links in page.links_to_anchors.items()})
    note([one.__dict__ for one in page.toc if not one.children])
    return html.replace("Rendered", "Shown")
"""
FIRST = """\
---
title: First
date: 2025-01-02
---
## One $x^2$

Rendered WORD.[^1] See [second](second.md#two), [below](#below) and @lstm.

### Below

[^1]: A note.
"""
SECOND = "---\ntitle: Second\ndate: 2025-01-03\n---\n## Two\n\nRendered. {}\n"
FILES = {
    **TINY,
    "papers/lstm.md": "---\ntitle: LSTM\n---\n",
    "docs/blog/posts/first.md": FIRST,
    "docs/blog/posts/second.md": SECOND.format("Nothing."),
    "hook.py": HOOK,
}


def build(folder: Path, changed: dict[str, str], extension: str = "") -> tuple[str, str, int]:
    """What the hook saw, what was said, and how many posts were converted."""
    (folder / "seen.txt").unlink(missing_ok=True)
    config = write_site(folder, {**FILES, **changed}, CONFIG.format(extension=extension))
    built = build_site(config, folder / "site")
    lines = (folder / "seen.txt").read_text().splitlines()
    seen = "\n".join(line for line in lines if line != "converted")
    said = "\n".join(
        line
        for line in built.log.splitlines()
        if " directory" not in line and "seconds" not in line
    )
    return seen, said, lines.count("converted")


def test_every_plugin_sees_what_it_saw_when_the_page_was_rendered(tmp_path: Path) -> None:
    seen, said, converted = build(tmp_path, {})
    assert converted == 2
    assert "changed by a hook" in seen

    assert build(tmp_path, {}) == (seen, said, 0)


def test_a_post_that_changed_is_rendered_again_and_no_other(tmp_path: Path) -> None:
    build(tmp_path, {})

    seen, _, converted = build(tmp_path, {"docs/blog/posts/second.md": SECOND.format("Something.")})

    assert converted == 1
    assert "Something." in seen


def test_a_new_address_of_another_page_is_heeded(tmp_path: Path) -> None:
    build(tmp_path, {})

    moved = SECOND.format("Nothing.").replace("title:", "slug: elsewhere\ntitle:")
    seen, _, converted = build(tmp_path, {"docs/blog/posts/second.md": moved})

    assert converted == 2
    assert "elsewhere/#two" in seen


@pytest.mark.parametrize("link", ["[x](nowhere.md)", "[x](first.md#nowhere)", "[x](#nowhere)"])
def test_what_the_engine_says_of_a_page_is_said_each_time(tmp_path: Path, link: str) -> None:
    posts = {"docs/blog/posts/second.md": SECOND.format(link)}
    _, said, _ = build(tmp_path, posts)
    assert "nowhere" in said

    assert build(tmp_path, posts)[1] == said


def test_an_extension_that_may_read_other_files_leaves_every_page_to_the_engine(
    tmp_path: Path,
) -> None:
    build(tmp_path, {}, ", pymdownx.b64")

    assert build(tmp_path, {}, ", pymdownx.b64")[2] == 2
