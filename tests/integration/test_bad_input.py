"""Everything that can be wrong with a file, all at once: each is named, and the rest is built."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sites import TINY, TINY_CONFIG, Built, build, preview, write_site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.integration


def p(head: str, body: str = "") -> str:
    return f"---\ntitle: T\n{head}\n---\n{body}"


BOMB = "extra:\n  a: &a [x, x, x]\n  b: &b [*a, *a, *a]\n  c: [*b, *b, *b]"
STEEP = "extra:\n" + "".join(f"{' ' * (depth + 1)}k{depth}:\n" for depth in range(300))
STEPS = "[nope, {post: blog/posts/none.md}, {paper: x, post: y}, {why: z}, [a], 5]"
PAPERS: dict[str, tuple[str | bytes, str]] = {
    "empty": (b"", "1: error[no-front-matter]"),
    "blank": ("  \n\n", "1: error[no-front-matter]"),
    "text": ("just text", "1: error[no-front-matter]"),
    "unclosed": ("---\ntitle: x\n", "1: error[unclosed-front-matter]"),
    "colon": ("---\ntitle: BERT: x\n---\n", "2: error[yaml-syntax]"),
    "tab": (p("extra:\n\tb: c"), "4: error[yaml-syntax]"),
    "quote": (p('venue: "abc'), "4: error[yaml-syntax]"),
    "list": ("---\n- a\n- b\n---\n", "2: error[yaml-syntax]"),
    "scalar": ("---\nhello\n---\n", "2: error[yaml-syntax]"),
    "surrogate": (p(r'venue: "\ud800"'), "3: error[yaml-syntax]"),
    "bomb": (p(BOMB), "5: error[yaml-alias]"),
    "merge": (p("extra: {<<: *x}"), "3: error[yaml-alias]"),
    "python": (p("venue: !!python/object/apply:os.system ['exit']"), "3: error[yaml-tag]"),
    "binary": (p("venue: !!binary aGVsbG8="), "3: error[yaml-tag]"),
    "complex": (p("? [a, b]\n: c"), "3: error[yaml-key]"),
    "deep": (p("extra: " + "[" * 10_000), "3: error[yaml-too-deep]"),
    "steep": (p(STEEP), "24: error[yaml-too-deep]"),
    "huge": (p("extra: [" + "x," * 300_000 + "]"), "3: error[yaml-too-large]"),
    "abstract": (p(f"abstract: {'word ' * 2_000_000}"), "1: error[file-too-large]"),
    "latin": ("---\ntitle: Müller\n---\n".encode("latin-1"), "2: error[not-utf8]"),
    "utf16": ("---\ntitle: a\n---\n".encode("utf-16"), "1: error[not-utf8]"),
    "nul": (b"---\ntitle: a\x00b\n---\nx\n", "2: error[control-character]"),
    "nulls": (b"---\ntitle: a\n---\nx\n\x00\x01\n", "5: warning[control-character]"),
    "titlelist": ("---\ntitle: [a, b]\n---\n", "2: error[wrong-type]"),
    "titlemap": ("---\ntitle: {a: b}\n---\n", "2: error[wrong-type]"),
    "titlenull": ("---\ntitle:\n---\n", "2: error[missing-title]"),
    "titlequoted": ("---\ntitle: ''\n---\n", "2: error[missing-title]"),
    "authorsmap": (p("authors: {a: b}"), "3: error[missing-name]"),
    "authorslist": (p("authors: [[a]]"), "3: error[wrong-type]"),
    "authorsless": (p("authors: [{orcid: x}]"), "3: error[missing-name]"),
    "day": (p("issued: 2017-02-30"), "3: error[wrong-date]"),
    "month": (p("issued: 2017-13"), "3: error[wrong-date]"),
    "german": (p("issued: 31.12.2017"), "3: error[wrong-date]"),
    "nodate": (p("issued: [2017]"), "3: error[wrong-type]"),
    "vague": (p("added: 2017"), "3: error[wrong-date]"),
    "years": (p("issued: 20170"), "3: error[wrong-date]"),
    "backwards": (p("issued: 2018/2016"), "3: error[wrong-date]"),
    "date": (p("date: 2017"), "3: error[ambiguous-date]"),
    "status": (p("status: x"), "3: error[unknown-value]"),
    "rating": (p("rating: .inf"), "3: error[wrong-type]"),
    "digits": (p("rating: " + "9" * 10_000), "3: error[wrong-type]"),
    "minutes": (p("minutes: -3"), "3: error[wrong-type]"),
    "flag": (p("draft: maybe"), "3: error[wrong-type]"),
    "tagsmap": (p("tags: {a: b}"), "3: error[wrong-type]"),
    "tagslist": (p("tags: [[a]]"), "3: error[wrong-type]"),
    "key": (p("venue: a\nvenue: b"), "4: error[duplicate-key]"),
    "names": (p("titel: a"), "3: warning[unknown-field]"),
    "arxiv": (p("arxiv: 1706.3762"), "3: error[wrong-arxiv]"),
    "doi": (p("doi: nonsense"), "3: error[wrong-doi]"),
    "script": (p("url: javascript:alert(1)"), "3: error[wrong-address]"),
    "data": (p("links: {pdf: 'data:text/html,x'}"), "3: error[wrong-address]"),
    "slug": (p("slug: ../../etc/passwd"), "3: error[wrong-slug]"),
    "climbing": (p("aliases: [../../../etc/x]"), "3: error[wrong-alias]"),
    "encoded": (p("aliases: ['%2e%2e/x']"), "3: error[wrong-alias]"),
    "taken": (p("aliases: [search/search_index.json]"), "3: error[wrong-alias]"),
    "dotted": (p("aliases: [.git/config]"), "3: error[wrong-alias]"),
    "unknown": (p("prerequisites: [nope]"), "3: error[unknown-prerequisite]"),
    "related": (p("related: ['../x']"), "3: error[unknown-paper]"),
    "itself": (p("prerequisites: [itself]"), "3: error[prerequisite-cycle]"),
    "ring1": (p("prerequisites: [ring2]"), "3: error[prerequisite-cycle]"),
    "ring2": (p("prerequisites: [ring1]"), ""),
    "Case": (p(""), ""),
    "case": (p(""), "2: error[duplicate-id]"),
    "slug1": (p("slug: same"), ""),
    "slug2": (p("slug: same"), "2: error[duplicate-address]"),
    "alias1": (p("aliases: [old]"), ""),
    "alias2": (p("aliases: [old]"), "3: error[duplicate-address]"),
    "citekey1": (p("citekey: K"), ""),
    "citekey2": (p("citekey: k"), "3: error[duplicate-citekey]"),
    "work1": (p("doi: 10.1234/x"), ""),
    "work2": (p("doi: 10.1234/X"), "3: error[duplicate-work]"),
    "index": (p(""), "1: error[unsafe-id]"),
    "a b": (p(""), "1: error[unsafe-id]"),
    "a#b": (p(""), "1: error[unsafe-id]"),
    "a?b": (p(""), "1: error[unsafe-id]"),
    "%2e": (p(""), "1: error[unsafe-id]"),
    "pipe": ("", "1: error[unreadable-file]"),
    "folder": ("", "1: error[unreadable-file]"),
    "dead": ("", "1: error[unreadable-file]"),
    "loop": ("", "1: error[unreadable-file]"),
}
DOCS = {
    "about.md": ("---\ntitle: [\n---\nx\n", "3: error[yaml-syntax]"),
    "marker.md": ("# M\n\n<!-- reading-list: nonsense -->\n", "3: warning[unknown-marker]"),
    "nul.md": ("# N\n\n\x00\n", "3: warning[control-character]"),
    "picture.png": ("", "1: error[unreadable-file]"),
    "tags.yml": ("a: {parent: b}\n? [q]\n: r\n", "2: error[yaml-key]"),
    "blog/.authors.yml": ("- a\n", "1: error[yaml-syntax]"),
    "blog/posts/undated.md": ("# X\n", "1: error[missing-date]"),
    "blog/posts/day.md": ("---\ndate: 2025-02-30\n---\n# X\n", "2: error[wrong-date]"),
    "blog/posts/zone.md": (
        "---\ndate: 2025-02-03T25:00:00+99:00\n---\nX\n",
        "2: error[wrong-date]",
    ),
    "blog/posts/slug.md": ("---\ndate: 2025-02-03\nslug: ../x\n---\nX\n", "3: error[wrong-slug]"),
    "blog/posts/cite.md": ("---\ndate: 2025-02-03\n---\n[@nope]\n", "4: error[unknown-citation]"),
    "reading/none.md": ("---\ntitle: E\norder:\n---\n", "3: error[empty-order]"),
    "reading/text.md": ("---\norder: hello\n---\n", "2: error[wrong-type]"),
    "reading/steps.md": (f"---\norder: {STEPS}\n---\n", "2: error[unknown-paper]"),
    "reading/posts.md": (f"---\norder: {STEPS}\n---\n", "2: error[unknown-post]"),
    "reading/wrong.md": (f"---\norder: {STEPS}\n---\n", "2: error[wrong-step]"),
    "reading/tags.md": ("---\norder: {tags: [nothing]}\n---\n", "2: error[unknown-tag]"),
}
ODD_TAGS = ("a/b", "#c", "d?", "😀", "\u202eabc\u202c", "..", "con", "<b>", "x" * 300, "ü" * 200)
HARMLESS = {
    "good": p("added: 2025-07"),
    "bom": b"\xef\xbb\xbf---\r\ntitle: BOM\r\n---\r\nx\r\n",
    "cr": b"---\rtitle: CR\r---\rx\r",
    "rtl": "---\ntitle: \u202eevil\u202c \u200f x\n---\n",
    "ä": p(""),
    "😀": p(""),
    "by": p(""),
    "con": p(""),
    "z" * 240: p(f"doi: 10.1234/{'q' * 400}\naliases: [{'w' * 300}]"),
    "long": p(f"slug: {'y' * 400}"),
    "tags": p("tags: [" + ", ".join(f"'{tag}'" for tag in ODD_TAGS) + "]"),
    "braces": p("", "{{ config }} {% raw %} {# x #}\n"),
    "quotes": p("", ">" * 5000 + " x\n"),
    "brackets": p("", "[" * 20_000 + "\n"),
    "stars": p("", "*" * 20_000 + "a\n"),
    "divs": p("", "<div>" * 3000 + "\n"),
    "items": p("", "".join(f"{'  ' * depth}- x\n" for depth in range(300))),
    "comments": p("", "<!--" * 3000 + "\n"),
    "images": p("", "![](" * 5000 + "\n"),
    "formula": f"---\ntitle: ${'{' * 5000}$\n---\n{'$' * 20_001}\n",
}
EARLY, LATE = "---\ndate: 0001-01-01\n---\n# Early\n", "---\ndate: 9999-12-31\n---\n# Late\n"
CASES = {f"papers/{name}.md": case for name, case in PAPERS.items()} | {
    f"docs/{name}": case for name, case in DOCS.items()
}
EXPECTED = [f"{name}:{line}" for name, (_, line) in CASES.items() if line]


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    """A preview and a build of all of it."""
    folder = tmp_path_factory.mktemp("bad")
    config = write_site(folder, TINY, TINY_CONFIG)
    contents = {name: content for name, (content, _) in CASES.items()}
    contents |= {f"papers/{name}.md": content for name, content in HARMLESS.items()}
    contents |= {"docs/blog/posts/early.md": EARLY, "docs/blog/posts/late.md": LATE}
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        if data or name == "papers/empty.md":
            (folder / name).write_bytes(data)
    os.mkfifo(folder / "papers" / "pipe.md")
    (folder / "papers" / "folder.md").mkdir()
    (folder / "papers" / "dead.md").symlink_to("/nowhere")
    (folder / "papers" / "loop.md").symlink_to("loop.md")
    (folder / "papers" / "round").symlink_to(folder / "papers", target_is_directory=True)
    (folder / "docs" / "round").symlink_to(".", target_is_directory=True)
    os.mkfifo(folder / "docs" / "picture.png")
    return preview(config, folder / "preview"), build(config, folder / "site")


@pytest.mark.parametrize("expected", EXPECTED)
def test_each_fault_is_named_with_its_file_and_line(
    builds: tuple[Built, Built], expected: str
) -> None:
    for built in builds:
        assert expected in built.log


def test_a_build_ends_and_a_preview_goes_on(builds: tuple[Built, Built]) -> None:
    shown, built = builds

    assert (shown.returncode, built.returncode) == (0, 1)
    assert "Traceback" not in shown.log + built.log
    assert not built.folder.exists()
    assert len(EXPECTED) > 90


def test_what_is_sound_is_built_and_blamed_for_nothing(builds: tuple[Built, Built]) -> None:
    shown, built = builds
    titles = {path.parent.name for path in shown.folder.glob("papers/*/index.html")}

    assert {"good", "bom", "cr", "rtl", "by", "tags", "braces", "quotes", "formula"} <= titles
    assert len([name for name in titles if name.startswith("z")]) == 1
    assert [name for name in HARMLESS if f"papers/{name}.md:" in built.log] == []
    assert "{{ config }}" in shown.html("papers/braces").text_content()
    assert len(list(shown.folder.glob("tags/*/index.html"))) >= len(ODD_TAGS)
    assert (shown.folder / "blog/9999/12/late/index.html").is_file()


def test_nothing_climbs_out_and_no_byte_is_a_control_character(
    builds: tuple[Built, Built],
) -> None:
    shown, _ = builds

    assert {path.name for path in shown.folder.parent.iterdir()} <= {
        *("docs", "papers", "theme", "preview", "mkdocs.yml", ".cache"),
    }
    for name, content in shown.files().items():
        if not name.endswith(".gz"):
            assert b"\x00" not in content, name


def test_links_that_lead_round_for_ever_are_refused_by_name(tmp_path: Path) -> None:
    """MkDocs would follow two of them more often than there are atoms."""
    config = write_site(tmp_path, TINY, TINY_CONFIG)
    for name in ("one", "two"):
        (tmp_path / "docs" / name).symlink_to(".", target_is_directory=True)

    built = build(config, tmp_path / "site")

    assert built.returncode == 1
    assert "one, two in" in built.log
    assert "Traceback" not in built.log


def test_large_things_take_bounded_time(tmp_path: Path) -> None:
    """A ring of thousands, and a file with as many tags as fit."""
    ring = {
        f"papers/r{number}.md": p(f"prerequisites: [r{(number + 1) % 5000}]")
        for number in range(5000)
    }
    tags = ", ".join(f"t{number}" for number in range(100_000))
    config = write_site(
        tmp_path, TINY | ring | {"papers/tags.md": p(f"tags: [{tags}]")}, TINY_CONFIG
    )

    built = build(config, tmp_path / "site")

    assert built.returncode == 1
    assert "Traceback" not in built.log
    assert "error[too-many-values]: 'tags' has 100,000 values" in built.log
    assert built.log.count("error[prerequisite-cycle]") == 1
    assert " → 4,980 more → r0 (" in built.log
    assert len(built.log) < 20_000
