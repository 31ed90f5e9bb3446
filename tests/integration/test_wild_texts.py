"""Titles and abstracts as preprint servers give them, from a paper's file to its page.

Each line of `golden/wild_*.txt` is a text, and below it what a reader sees, a formula being `¤`.
"""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from reading_list.texts.abstracts import to_title
from sites import ROOT, TOOLS, Built, build, write_site

if TYPE_CHECKING:
    from pathlib import Path

    import lxml.html

pytestmark = pytest.mark.integration

FORMULA = "¤"
NAMES = ("Quiet Networks", "Slow Readers", "Paper Gardens")
ABSTRACTS = 76
JOINS = (" ", "\n", "\n  ", "\n\n")
BLANK = "\n\n"


def read_golden(name: str) -> list[tuple[str, str]]:
    lines = (ROOT / "tests" / "golden" / name).read_text("utf-8").splitlines()
    return [
        (source, seen.removeprefix("=> "))
        for source, seen in zip(lines[::2], lines[1::2], strict=True)
    ]


SENTENCES = read_golden("wild_abstracts.txt")
TITLES = [
    (source.replace("NAME", name), seen.replace("NAME", name))
    for source, seen in read_golden("wild_titles.txt")
    for name in NAMES
]


def compose(number: int) -> tuple[str, str]:
    """Four or five sentences; where dollars are money, the sentence is a paragraph of its own."""
    count = len(SENTENCES)
    chosen = [SENTENCES[(number * 3 + step * 11) % count] for step in range(4 + number % 2)]
    join = JOINS[number % len(JOINS)]
    text = ""
    was_money = False
    for source, seen in chosen:
        is_money = source.replace(r"\$", "").count("$") != 2 * seen.count(FORMULA)
        text += (BLANK if is_money or was_money else join) if text else ""
        text += source
        was_money = is_money
    return text, " ".join(seen for _, seen in chosen)


COMPOSED = [compose(number) for number in range(ABSTRACTS)]


def paper(title: str, abstract: str = "") -> str:
    block = "".join(f"  {line}\n" if line else "\n" for line in abstract.split("\n"))
    body = f"abstract: |2\n{block}" if abstract else ""
    return f"---\ntitle: {json.dumps(title)}\nadded: 2025-07\n{body}---\n"


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder: Path = tmp_path_factory.mktemp("wild")
    files = {
        f"papers/a{number}.md": paper(f"Number {number}", abstract)
        for number, (abstract, _) in enumerate(COMPOSED)
    }
    files |= {
        f"papers/t{number}.md": paper(to_title(title)) for number, (title, _) in enumerate(TITLES)
    }
    built = build(write_site(folder, files), folder / "site")
    assert built.returncode == 0, built.log
    return built


def read(element: lxml.html.HtmlElement) -> str:
    """The words of a part of a page, a formula being one sign."""
    for formula in element.xpath(".//*[local-name()='math' or contains(@class, 'rl-tex')]"):
        formula.tail = FORMULA + (formula.tail or "")
        formula.drop_tree()
    return " ".join(element.text_content().split())


def test_there_are_enough() -> None:
    assert len(COMPOSED) >= 76
    assert len(TITLES) >= 180
    assert {one for text, _ in COMPOSED for one in SENTENCES if one[0] in text} == set(SENTENCES)


def test_no_word_of_an_abstract_is_lost(wild: Built) -> None:
    for number, (source, seen) in enumerate(COMPOSED):
        abstract = wild.html(f"papers/a{number}").xpath("//*[@class='rl-abstract']")[0]
        for heading in abstract.xpath(".//h2"):
            heading.drop_tree()
        assert read(abstract) == seen, source


def test_no_word_of_a_title_is_lost(wild: Built) -> None:
    for number, (source, seen) in enumerate(TITLES):
        assert read(wild.html(f"papers/t{number}").xpath("//h1")[0]) == seen, source


def test_no_dollar_but_money_is_left_in_a_browsers_tab(wild: Built) -> None:
    for number, (source, seen) in enumerate(TITLES):
        tab = wild.html(f"papers/t{number}").xpath("string(//title)")
        assert tab.count("$") == seen.count("$"), source


def test_no_link_ends_in_the_punctuation_of_a_sentence(wild: Built) -> None:
    links = [
        link
        for number in range(ABSTRACTS)
        for link in wild.html(f"papers/a{number}").xpath("//*[@class='rl-abstract']//a/@href")
    ]

    assert len(links) > ABSTRACTS / 2
    assert [link for link in links if re.search(r"[.,;:!?)\]}'\"]$", link)] == []


def test_formulas_that_cannot_be_read_are_named_with_file_and_line(wild: Built) -> None:
    texts = [(f"a{number}", text) for number, (text, _) in enumerate(COMPOSED)]
    texts += [(f"t{number}", text) for number, (text, _) in enumerate(TITLES)]
    for name, source in texts:
        found = re.search(rf"papers/{name}\.md:\d+: warning\[unreadable-formula\]: ", wild.log)
        assert (r"$\unknownmacro" in source) == bool(found), source


def test_commands_that_nobody_defines_are_named_by_the_check(wild: Built) -> None:
    done = subprocess.run(
        [str(TOOLS / "reading-list"), "check"],
        cwd=wild.folder.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    for number, (source, _) in enumerate(COMPOSED):
        for name in (r"\methodname", r"\eqref", r"\ref"):
            said = rf"papers/a{number}\.md:\d+: advice\[unknown-macro\]: .*{re.escape(name)}\b"
            assert (f"{name}" in source) == bool(re.search(said, done.stdout)), (name, number)
