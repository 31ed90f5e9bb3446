"""Hostile texts in every field that may come from elsewhere, and every file that comes of them."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import lxml.etree
import pytest

from hostile import PAYLOADS, judge_feeds, judge_pages, judge_search, read_titles
from sites import CONFIG, TOOLS, build, preview, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from sites import Built

pytestmark = pytest.mark.integration

FIELDS = (
    "short_title venue venue_short volume issue pages article_number publisher edition why"
    " abstract arxiv_class feed_id"
).split()


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
    assert judge_pages(built.files()) == {}


def test_no_text_becomes_markup_in_the_search(built: Built) -> None:
    assert judge_search(built.files()) == {}


def test_no_text_becomes_markup_in_a_feed_and_each_is_sound(built: Built) -> None:
    assert judge_feeds(built.files()) == {}


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
    assert judge_pages(built.files()) == {}
