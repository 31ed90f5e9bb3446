"""The adapter, on small sites made for one question each."""

from __future__ import annotations

import gc
import json
import posixpath
from contextlib import nullcontext
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from reading_list.mkdocs_plugin import generated
from reading_list.rendering.metadata import add_metadata
from reading_list.rendering.shell import CONTENT, compact
from sites import CONFIG, build, find_broken_links, preview, write_site

if TYPE_CHECKING:
    from typing import Any

pytestmark = pytest.mark.integration

POST = """\
---
date: 2025-07-05
tags: [memory]
---
# A {name} post

Before the mark, with a [link](../../papers/lstm.md) and a footnote.[^1]

<!-- more -->

After the mark. A second note.[^2]

[^1]: The first note of {name}.
[^2]: The second note of {name}.
"""
PAPERS = {
    "papers/lstm.md": "---\ntitle: Long short-term memory\nadded: 2025-07\ntags: [Memory]\n---\n"
    "See [the other](gru.md) and [@gru, p. 3].\n",
    "papers/gru.md": "---\ntitle: Gated units and $5\\times 5$ gates\n"
    "prerequisites: [lstm]\nabstract: 'Less < more & \"quoted\".'\n---\n",
}
ORDER = """\
---
title: An order
order:
  - section: Main
    steps:
      - paper: lstm
        why: It is *first*.
      - gru
---
Before.

<!-- reading-list: order -->

After.
"""


def test_an_empty_docs_folder_makes_a_whole_site(tmp_path: Path) -> None:
    config = write_site(tmp_path, {})

    built = build(config, tmp_path / "site", "--strict")

    assert built.returncode == 0, built.log
    assert list(find_broken_links(built.folder)) == []
    for url in ("", "papers", "tags", "timeline", "reading", "blog", "subscribe"):
        assert (built.folder / url / "index.html").is_file()


@pytest.mark.parametrize("use_directory_urls", [True, False])
@pytest.mark.parametrize("site_url", ["https://reading-list.example/", "https://a.example/sub/x/"])
def test_links_hold_under_a_sub_path_and_with_plain_file_names(
    tmp_path: Path, site_url: str, *, use_directory_urls: bool
) -> None:
    files = PAPERS | {
        "docs/index.md": "# Home\n\n[One](papers/lstm.md)\n\n<!-- reading-list: latest -->\n",
        "docs/blog/posts/one.md": POST.format(name="first"),
        "docs/blog/posts/deep/two.md": POST.format(name="second").replace("../../", "../../../"),
        "docs/reading/one.md": ORDER,
    }
    config = write_site(
        tmp_path,
        files,
        CONFIG.replace("https://reading-list.example/", site_url)
        + f"use_directory_urls: {str(use_directory_urls).lower()}\n"
        + "markdown_extensions: [footnotes]\n",
    )

    built = build(config, tmp_path / "site", "--strict")

    assert built.returncode == 0, built.log
    assert list(find_broken_links(built.folder, site_url)) == []


def test_footnotes_of_several_posts_stay_apart_on_one_page(tmp_path: Path) -> None:
    posts = {
        f"docs/blog/posts/{name}.md": POST.format(name=name).replace("<!-- more -->\n", "")
        for name in ("first", "second")
    }
    config = write_site(tmp_path, PAPERS | posts, CONFIG + "markdown_extensions: [footnotes]\n")

    built = build(config, tmp_path / "site", "--strict")

    ids = built.html("blog/").xpath("//article//@id")
    assert len(ids) == len(set(ids))
    assert any("first" in one and "fn:1" in one for one in ids)


def test_an_excerpt_ends_at_the_mark_and_points_to_notes_that_exist(tmp_path: Path) -> None:
    config = write_site(
        tmp_path,
        PAPERS | {"docs/blog/posts/one.md": POST.format(name="first")},
        CONFIG + "markdown_extensions: [footnotes]\n",
    )

    built = build(config, tmp_path / "site", "--strict")

    page = built.html("blog/")
    text = page.xpath("string(//*[@class='rl-posts'])")
    assert "Before the mark" in text
    assert "After the mark" not in text
    assert page.xpath("//*[@class='rl-post__excerpt']//a/@href") == [
        "../papers/lstm/",
        "2025/07/one/#fn:1",
    ]
    assert page.xpath("//a[@class='rl-readon']/@href") == ["../blog/2025/07/one/"]


def test_a_wrong_link_is_reported_by_mkdocs(tmp_path: Path) -> None:
    config = write_site(tmp_path, PAPERS | {"docs/index.md": "[x](papers/nope.md)\n"})

    built = build(config, tmp_path / "site", "--strict")

    assert built.returncode == 1
    assert "'papers/nope.md'" in built.log
    assert "index.md" in built.log


def test_a_wrong_link_in_notes_is_a_warning_with_its_line(tmp_path: Path) -> None:
    config = write_site(
        tmp_path, {"papers/lstm.md": "---\ntitle: LSTM\n---\nGood.\n\n[x](../docs/nope.md)\n"}
    )

    relaxed = build(config, tmp_path / "site")
    strict = build(config, tmp_path / "site", "--strict")

    line = "papers/lstm.md:6: warning[unknown-link]: '../docs/nope.md' leads to no file."
    assert relaxed.returncode == 0
    assert line in relaxed.log
    assert strict.returncode == 1


def test_all_faults_are_told_at_once_and_end_the_build_with_exit_code_1(tmp_path: Path) -> None:
    config = write_site(
        tmp_path,
        {
            "papers/a.md": "---\ntitle: BERT: Pre-training\n---\n",
            "papers/b.md": "---\ntitle: B\nstatus: no\n---\n",
            "papers/c.md": "---\nissued: 2017-06\n---\n",
            "papers/d.md": "---\ntitle: D\ntitel: E\ntitle: F\n---\n",
            "papers/e.md": "---\ntitle: E\nprerequisites: [f]\n---\n",
            "papers/f.md": "---\ntitle: F\nprerequisites: [e]\n---\n",
            "docs/reading/one.md": "---\ntitle: O\norder: [zzz]\n---\n",
        },
    )

    built = build(config, tmp_path / "site")

    assert built.returncode == 1
    for expected in (
        "papers/a.md:2: error[yaml-syntax]",
        "papers/b.md:3: error[unknown-value]",
        "papers/c.md:2: error[missing-title]",
        "papers/d.md:3: warning[unknown-field]: 'titel' is not a known key. Did you mean 'title'?",
        "papers/d.md:4: error[duplicate-key]",
        "error[prerequisite-cycle]: These works need one another: e → f → e",
        "docs/reading/one.md:3: error[unknown-paper]: 'zzz'",
        "6 errors, 1 warning in 6 files",
    ):
        assert expected in built.log
    assert "Traceback" not in built.log


def test_a_broken_file_is_not_published(tmp_path: Path) -> None:
    config = write_site(
        tmp_path,
        {
            "papers/good.md": "---\ntitle: Good\n---\n",
            "docs/about.md": "---\ntitle: [\ndraft: true\n---\nXSECRETX\n",
        },
    )

    built = preview(config, tmp_path / "site")

    assert built.returncode == 0
    assert "docs/about.md:4: error[yaml-syntax]" in built.log
    assert (built.folder / "papers/good/index.html").is_file()
    assert not any(b"XSECRETX" in content for content in built.files().values())


def test_no_byte_of_a_draft_is_published(tmp_path: Path) -> None:
    marked = "XMARKEDX"
    config = write_site(
        tmp_path,
        PAPERS
        | {
            f"papers/{marked}1.md": f"---\ntitle: {marked}\ndraft: true\ntags: [{marked}]\n---\n"
            f"{marked}\n",
            f"papers/{marked}2.md": f"---\ntitle: {marked}\nprivate: true\nadded: 2025-07\n---\n"
            f"{marked}\n",
            f"docs/blog/posts/{marked}.md": "---\ndate: 2025-07-01\ndraft: true\n---\n"
            f"# {marked}\n",
            f"docs/reading/{marked}.md": f"---\ntitle: {marked}\ndraft: yes\norder: [lstm]\n---\n",
            f"docs/{marked}.md": f"---\ndraft: true\n---\n# {marked}\n",
            "docs/reading/one.md": f"---\ntitle: One\norder: [lstm, {marked}1]\n---\n",
        },
    )

    built = build(config, tmp_path / "site")

    assert built.returncode == 0, built.log
    for name, content in built.files().items():
        assert marked.encode() not in content, name
        assert marked not in name


def test_an_unlisted_paper_has_a_page_and_is_named_nowhere(tmp_path: Path) -> None:
    hidden = "---\ntitle: XQUIETX\nunlisted: true\nadded: 2025-07\ntags: [xquiettag]\n---\n"
    config = write_site(tmp_path, PAPERS | {"papers/quiet.md": hidden})

    built = build(config, tmp_path / "site", "--strict")

    naming = [name for name, content in built.files().items() if b"XQUIETX" in content]
    assert naming == ["papers/quiet/index.html"]
    assert not (built.folder / "tags/xquiettag").exists()
    assert b"papers/quiet/" not in (built.folder / "sitemap.xml").read_bytes()


def test_pages_hold_previews_of_the_works_that_they_link_to_and_of_no_others(
    tmp_path: Path,
) -> None:
    link = "[x]({}papers/{}.md)"
    to_b = link.format("../../", "b")
    config = write_site(
        tmp_path,
        {
            "papers/a.md": "---\ntitle: A\nauthors: [Ann Ab, B Bc]\nissued: 2017-06\n"
            "why: See [b](b.md) & *c*.\nstatus: to-read\n---\n",
            "papers/b.md": f"---\ntitle: B\n---\nAs {link.format('../', 'a')} says.\n",
            "papers/c.md": "---\ntitle: C\nunlisted: true\n---\n",
            "docs/index.md": f"# Home\n\n{link.format('', 'a')} {link.format('', 'c')}\n",
            "docs/about.md": "# About\n\n<!-- reading-list: library -->\n",
            "docs/blog/posts/one.md": f"---\ndate: 2025-07-01\n---\n{to_b}\n",
            "docs/reading/one.md": "---\norder:\n- paper: b\n"
            "  why: After [it](../papers/a.md).\n---\n",
        },
    )

    built = build(config, tmp_path / "site", "--strict")

    def previews(url: str) -> list[str]:
        found = built.html(url).xpath("//template[@class='rl-previews']/div")
        return [" ".join(" ".join(one.itertext()).split()) for one in found]

    works = "A Ab and Bc 2017 See b & c. To read"
    assert built.returncode == 0, built.log
    assert list(find_broken_links(built.folder)) == []
    assert previews("") == [works]
    assert previews("papers/b/") == [works]
    assert previews("reading/one/") == [works]
    assert previews("blog/2025/07/one/") == ["B After it."]
    assert previews("about/") == []
    assert previews("papers/") == []
    assert built.html("").xpath("//script/@src")[0] == "assets/reading-list/reading-list.js"


def test_hostile_text_never_becomes_markup(tmp_path: Path) -> None:
    attack = "</title><script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    quoted = attack.replace("'", "''")
    config = write_site(
        tmp_path,
        {
            "papers/evil.md": f"---\ntitle: '{quoted}'\nauthors: ['{quoted}']\nvenue: '{quoted}'\n"
            f"tags: ['{quoted}']\nabstract: '{quoted}'\nshort_title: '{quoted}'\nadded: 2025-07\n"
            f"extra: {{a: '{quoted}'}}\n---\n",
            "docs/blog/posts/evil.md": f"---\ntitle: '{quoted}'\ndate: 2025-07-01\n"
            f"description: '{quoted}'\ntags: ['{quoted}']\ncategories: ['{quoted}']\n---\nText.\n",
            "docs/reading/evil.md": f"---\ntitle: '{quoted}'\ndescription: '{quoted}'\n"
            f"order:\n- section: '{quoted}'\n  steps: [evil]\n---\n",
        },
    )

    built = build(config, tmp_path / "site")

    assert built.returncode == 0, built.log
    for path in built.folder.rglob("*.html"):
        page = (
            built.html(path.relative_to(built.folder).parent.as_posix())
            if (path.name == "index.html")
            else None
        )
        if page is not None:
            # What a script of ours reads is JSON, in which no mark-up can begin.
            facts = page.xpath("//script[contains(@class, '-facts')]/text()")
            assert not [text for text in facts if "<" in text or not json.loads(text)], path
            ours = "contains(@class, '-facts') or contains(@type, 'ld+json')"
            scripts = page.xpath(f"//script[not(@src or {ours})]/text()")
            assert not [text for text in scripts if "alert(1)" in text], path
            for text in page.xpath("//script[contains(@type, 'ld+json')]/text()"):
                assert attack in json.loads(text).values(), path
            assert page.xpath("//*[@onerror]") == [], path


def test_a_library_of_difficult_texts_builds_without_a_code_change(tmp_path: Path) -> None:
    titles = [
        r"$\mathcal{O}(n \log n)$: *stars*, ^carets^ & {braces} \mone",
        "Что делать? “Quoted” — 深度学习 的 综述",
        "عنوان بالعربية",
        "A*-Decoding and O^2-Searcher: costs $5 and $10",
        "%%% \\ \" ' ` ~ # @ !",
        "x" * 400,
    ]
    papers = {
        f"papers/work-{number}.md": "---\ntitle: |-\n  "
        + title
        + f"\nissued: {2000 + number % 20}-{number % 12 + 1:02d}"
        + f"\nadded: 2025-0{number % 7 + 1}\n---\n"
        for number, title in enumerate(titles * 30)
    }
    config = write_site(tmp_path, papers)

    built = build(config, tmp_path / "site", "--strict")

    assert built.returncode == 0, built.log
    assert list(find_broken_links(built.folder)) == []
    catalogue = json.loads((built.folder / "reading-list.json").read_text("utf-8"))
    assert catalogue["counts"]["papers"] == 180
    assert len(built.html("papers/").xpath("//li[@class='rl-row']")) == 180


def test_a_stamped_page_equals_the_page_that_the_theme_renders_whole(tmp_path: Path) -> None:
    config_file = write_site(
        tmp_path,
        PAPERS,
        CONFIG
        + "repo_url: https://git.example/a/b\nedit_uri: edit/main/docs/\n"
        + "nav: [{Home: index.md}, {Library: papers/index.md}, {Tags: tags/index.md}]\n",
    ).as_posix()
    config = load_config(config_file, site_dir=str(tmp_path / "site"))
    config.theme["features"] = ["navigation.tabs", "content.action.edit", "content.action.view"]
    compared: list[str] = []

    @event_priority(-200)  # after the plugin has made its pages
    def compare(env: Any, *, config: Any, files: Any) -> None:
        plugin = config.plugins["reading-list"]
        for made in plugin.build.site.pages.all():
            if made.url not in ("papers/lstm/", "papers/gru/", "papers/by/title/", "tags/memory/"):
                continue
            whole = render_whole(made, env, config, files, plugin)
            written = Path(config.site_dir, made.url, "index.html").read_text("utf-8")
            assert written == whole
            compared.append(made.url)

    config.plugins._register_event("env", compare)  # noqa: SLF001 - as MkDocs' own hooks do
    config.plugins.run_event("startup", command="build", dirty=False)
    mkdocs_build(config)

    assert sorted(compared) == ["papers/by/title/", "papers/gru/", "papers/lstm/", "tags/memory/"]


def test_our_script_runs_before_the_themes_and_nothing_of_it_stands_in_a_page(
    tmp_path: Path,
) -> None:
    built = build(write_site(tmp_path, PAPERS | {"docs/about.md": "# About\n"}), tmp_path / "site")

    for name in ("papers/lstm/index.html", "about/index.html", "404.html"):
        page = lxml.html.fromstring((built.folder / name).read_bytes())
        files = [posixpath.basename(one) for one in page.xpath("//body//script/@src")]
        assert ["reading-list.js", "bundle"] == [files[0], files[1].partition(".")[0]]
        assert not page.xpath("//script[contains(., 'addEventListener')]")


@pytest.mark.parametrize(
    ("theme", "taken"),
    [
        ("", {"form", "words", "store", "palette", "tab"}),
        (", language: de", {"form", "words", "store", "palette", "tab"}),
        (", palette: [{toggle: {icon: material/eye, name: x}}]", {"form", "words", "tab"}),
        (", features: [content.tabs.link]", {"form", "words", "palette", "tab"}),
    ],
)
def test_what_of_the_frame_is_for_scripts_alone_stands_in_our_script(
    tmp_path: Path, theme: str, taken: set[str]
) -> None:
    config = CONFIG.replace("font: false", f"font: false{theme}")
    files = PAPERS | {"docs/about.md": "# About\n"}

    built = build(write_site(tmp_path, files, config), tmp_path / "site")

    assert built.returncode == 0, built.log
    signs = {
        "form": 'class="md-search__form"',
        "words": '"translations"',
        "store": "__md_scope=",
        "palette": '__md_get("__palette")',
        "tab": 'startsWith("__tabbed_")',
    }
    for name in ("papers/lstm/index.html", "about/index.html", "404.html"):
        html = (built.folder / name).read_text("utf-8")
        assert taken == {one for one, sign in signs.items() if sign not in html}
        assert 'for="__search"' in html


def render_whole(made: Any, env: Any, config: Any, files: Any, plugin: Any) -> str:
    """Let the theme render one page with its real values, no token in sight."""
    file = File(
        f"{made.url}index.md", src_dir=None, dest_dir=config.site_dir, use_directory_urls=True
    )
    file.edit_uri = f"../papers/{made.edit}.md" if made.edit else None
    page = Page(escape(made.title), file, config)
    page.meta = {"description": escape(made.description), "hide": ["navigation", "toc"]}
    page.content = made.content
    page.toc = TableOfContents([AnchorLink(escape(made.title), "rl-top", 1)])
    section = files.get_file_from_path(f"{made.section}index.md").page
    section.active = True
    context = get_context(plugin.build.nav, files, config, page)
    html = env.get_template("main.html").render(context)
    section.active = False
    html = compact(html.replace(made.content, CONTENT)).replace(CONTENT, made.content)
    return generated.finish(add_metadata(html, made.head), made.url, plugin.build)


@pytest.mark.parametrize("is_sound", [True, False])
def test_garbage_is_looked_for_seldom_until_a_build_is_over(
    tmp_path: Path, *, is_sound: bool
) -> None:
    added = "2025-07" if is_sound else "never"
    paper = f"---\ntitle: A work\nadded: {added}\n---\n"
    path = write_site(tmp_path, {"mkdocs.yml": CONFIG, "papers/one.md": paper})
    config = load_config(str(path), site_dir=str(tmp_path / "site"))
    config.plugins.run_event("startup", command="build", dirty=False)
    seen: list[int] = []
    config.plugins._register_event(  # noqa: SLF001 - as MkDocs' own hooks do
        "env", lambda *_, **__: seen.append(gc.get_threshold()[0])
    )
    usual = gc.get_threshold()

    with nullcontext() if is_sound else pytest.raises(Abort):
        mkdocs_build(config)

    assert usual == gc.get_threshold()
    assert seen[0] > usual[0]


def test_two_builds_of_an_empty_docs_folder_are_equal(tmp_path: Path) -> None:
    config = write_site(tmp_path, PAPERS)
    first = build(config, tmp_path / "first", environment={"SOURCE_DATE_EPOCH": "86400"})
    second = build(config, tmp_path / "second", environment={"SOURCE_DATE_EPOCH": "999999999"})

    assert first.files() == second.files()


def test_an_unlisted_post_names_no_page_that_is_not_there(tmp_path: Path) -> None:
    post = "---\ndate: 2025-07-01\nunlisted: true\ncategories: [Z]\nauthors: [a]\n---\nText.\n"
    config = write_site(
        tmp_path,
        {"docs/blog/posts/one.md": post, "docs/blog/.authors.yml": "authors: {a: {name: A}}\n"},
    )

    built = build(config, tmp_path / "site", "--strict")

    assert built.returncode == 0, built.log
    assert list(find_broken_links(built.folder)) == []


def test_html_in_front_matter_is_text(tmp_path: Path) -> None:
    why = r"why: '[js](javascript:alert(1)) <script>alert(2)</script> $\text{<script>}$ *good*'"
    config = write_site(
        tmp_path, {"papers/evil.md": f"---\ntitle: Evil\nadded: 2025-07\n{why}\n---\n"}
    )

    built = build(config, tmp_path / "site", "--strict")

    for url in ("papers/evil/", "timeline/2025/07/"):
        page = built.html(url)
        scripts = page.xpath("//script[not(contains(@type, 'ld+json'))]/text()")
        assert not [text for text in scripts if "alert(2)" in text]
        assert not [href for href in page.xpath("//a/@href") if "javascript" in href]
        assert "<script>alert(2)</script>" in page.xpath("string(//article)")
        assert page.xpath("//article//em")


def test_characters_that_rendering_uses_do_no_harm(tmp_path: Path) -> None:
    odd = "\ue0b5 \ue0b6 \ufdd0 \ufdd1"
    config = write_site(
        tmp_path,
        {
            "papers/odd.md": f'---\ntitle: "Odd {odd} \\uFDD1"\nadded: 2025-07\n---\nNotes {odd}\n',
            "docs/index.md": f"# Odd {odd}\n\n<!-- reading-list: latest -->\n",
        },
    )

    built = preview(config, tmp_path / "site")

    assert "Traceback" not in built.log
    text = built.html("papers/odd/").xpath("string(//article)")
    assert "\ue0b5 \ue0b6" in text
    assert "../" not in text


def test_headings_of_notes_stand_below_ours_and_ids_are_distinct(tmp_path: Path) -> None:
    notes = "## Notes\n\n### Deeper\n\n## BibTeX\n"
    config = write_site(
        tmp_path,
        {"papers/a.md": f"---\ntitle: A\n---\n{notes}"},
        CONFIG + "markdown_extensions: [toc]\n",
    )

    page = build(config, tmp_path / "site", "--strict").html("papers/a/")

    ids = page.xpath("//article//@id")
    assert len(ids) == len(set(ids))
    headings = page.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")
    assert [one.tag for one in headings] == ["h1", "h2", "h3", "h4", "h3", "h2"]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("posts_per_page: 0", "0 is not a number from 1 on."),
        ("feed_items: -5", "-5 is not a number from 1 on."),
        ("feed_until: soon", "'soon' is not a day such as 2025-07-03."),
        ("feed_hub: hub", "The URL isn't valid"),
        ("feed_content: all", "Expected one of: ('full', 'excerpt')"),
        ("authority: 'a b<c'", "'a b<c' is not the name of a host."),
    ],
)
def test_wrong_options_are_refused_in_words(tmp_path: Path, option: str, said: str) -> None:
    config = write_site(
        tmp_path, {}, CONFIG.replace("reading-list]", f"{{reading-list: {{{option}}}}}]")
    )

    built = build(config, tmp_path / "site")

    assert built.returncode == 1
    assert said in built.log


def test_papers_may_lie_among_the_docs(tmp_path: Path) -> None:
    config = write_site(
        tmp_path,
        {
            "docs/works/lstm.md": "---\ntitle: LSTM\n---\n",
            "docs/index.md": "[x](papers/lstm.md)\n",
        },
        CONFIG.replace("reading-list]", "{reading-list: {papers_dir: docs/works}}]"),
    )

    built = build(config, tmp_path / "site", "--strict")

    assert built.returncode == 0, built.log
    assert built.html("papers/lstm/").xpath("//*[@class='rl-paper']")
    assert not (built.folder / "works").exists()
