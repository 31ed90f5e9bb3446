import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reading_list.cli import main

WARNED = "---\ntitle: A\ntags: [x]\ntitel: B\n---\n"
WRONG = "---\ntitle: 50% of it\nissued: soon\ntags: [x]\n---\n"
FINE = "---\ntitle: A\ntags: [x]\n---\n"


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/a.md").write_text(FINE)
    (tmp_path / "papers/b.md").write_text(FINE)
    return tmp_path / "papers"


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ("check", *arguments))


@pytest.mark.usefixtures("papers")
def test_a_sound_library_passes() -> None:
    result = check("--strict")

    assert result.exit_code == 0
    assert result.stdout == "no faults.\n"


def test_a_folder_without_works_is_named(papers: Path) -> None:
    papers.with_name("empty").mkdir()

    result = check("--strict", "--papers", "empty")

    assert result.exit_code == 0
    assert result.stdout.startswith(
        "empty:1: advice[no-works]: No works were found in this folder."
    )


@pytest.mark.parametrize(
    ("text", "arguments", "status"),
    [
        (FINE, [], 0),
        (WARNED, [], 0),
        (WARNED, ["--strict"], 1),
        (WRONG, [], 1),
        ("---\ntitle: A\n---\n", ["--strict"], 0),
        (FINE.replace("tags", "draft: true\nissued: soon\ntags"), [], 1),
    ],
    ids=["fine", "warning", "strict", "error", "advice", "draft"],
)
def test_what_fails(papers: Path, text: str, arguments: list[str], status: int) -> None:
    (papers / "c.md").write_text(text)

    assert check(*arguments).exit_code == status


def test_text_ends_with_the_count(papers: Path) -> None:
    (papers / "c.md").write_text(WRONG)
    (papers / "d.md").write_text("---\ntitle: A\n---\n")

    lines = check().stdout.splitlines()

    assert lines[0].startswith("papers/c.md:3: error[wrong-date]: ")
    assert lines[1] == "papers/d.md:2: advice[missing-tags]: The work has no tags."
    assert lines[2] == "1 error, 1 piece of advice in 2 files."


def test_files_that_the_site_would_replace_are_named(papers: Path) -> None:
    docs = papers.parent / "docs"
    docs.mkdir()
    for name in ("library.bib", "library.ris", "library.yaml"):
        (docs / name).touch()

    result = check()

    message = (
        "The site has its own file of the library at this address, which replaces this. "
        "Give it another name."
    )
    assert result.stdout.splitlines() == [
        f"docs/library.bib:1: warning[overwritten-file]: {message}",
        f"docs/library.ris:1: warning[overwritten-file]: {message}",
        "2 warnings in 2 files.",
    ]


def test_json_has_every_part(papers: Path) -> None:
    (papers / "c.md").write_text(WARNED)

    made = json.loads(check("--format", "json").stdout)

    assert made["counts"] == {"error": 0, "warning": 1, "advice": 0}
    assert made["faults"] == [
        {
            "severity": "warning",
            "code": "unknown-field",
            "file": "papers/c.md",
            "line": 4,
            "message": "'titel' is not a known key.",
            "hint": "Did you mean 'title'?",
        }
    ]


def test_github_gets_its_commands(papers: Path) -> None:
    (papers / "c,1.md").write_text("---\ntitle: A\nissued: 50% soon\n---\n")
    (papers / "d.md").write_text("---\ntitle: A\n---\n")

    lines = check("--format", "github").stdout.splitlines()

    assert lines[0].startswith("::error file=papers/c%2C1.md,line=1,title=unsafe-id::'c,1' ")
    assert lines[1].startswith(
        "::error file=papers/c%2C1.md,line=3,title=wrong-date::'issued: 50%25"
    )
    assert lines[2] == "::notice file=papers/d.md,line=2,title=missing-tags::The work has no tags."


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--papers", "nowhere"], ["x"]])
def test_wrong_usage_exits_with_two(arguments: list[str]) -> None:
    assert check(*arguments).exit_code == 2
