import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reading_list import __version__
from reading_list.cli import main

BIB = """\
@article{vaswani2017attention, title = {Attention}, added = {2025-07}}
@misc{Key:2, title = {Second}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "library.bib").write_text(BIB)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_one_file_per_entry(folder: Path) -> None:
    result = run("import", "library.bib", "--authority", "Example.org")

    assert result.exit_code == 0
    assert result.stdout == "2 new, 0 existing, 0 unreadable.\n"
    assert result.stderr == ""
    assert (folder / "papers/vaswani2017attention.md").read_text() == (
        "---\n"
        'title: "Attention"\n'
        "added: 2025-07\n"
        "feed_id: tag:example.org,2025-07:papers/vaswani2017attention\n"
        "bibtex:\n"
        "  entrytype: article\n"
        "---\n"
    )
    assert "citekey: Key:2\n" in (folder / "papers/key-2.md").read_text()


def test_existing_files_are_not_written_over(folder: Path) -> None:
    (folder / "papers").mkdir()
    (folder / "papers/key-2.md").write_text("mine")

    result = run("import", "library.bib")

    assert result.stdout == "exists  papers/key-2.md\n1 new, 1 existing, 0 unreadable.\n"
    assert (folder / "papers/key-2.md").read_text() == "mine"


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    result = run("import", "library.bib", "--dry-run", "--papers", "other")

    assert result.stdout == (
        "new     other/vaswani2017attention.md\n"
        "new     other/key-2.md\n"
        "2 new, 0 existing, 0 unreadable; nothing was written.\n"
    )
    assert not (folder / "other").exists()


def test_the_unreadable_is_named_and_the_rest_written(folder: Path) -> None:
    (folder / "broken.bib").write_text("@misc{open, title = {x\n\n@misc{fine, title = {y}}\n")

    result = run("import", "broken.bib", "library.bib")

    assert result.exit_code == 1
    assert result.stdout == "3 new, 0 existing, 1 unreadable.\n"
    assert result.stderr.startswith("broken.bib:1: error[unreadable-entry]: ")
    assert (folder / "papers/fine.md").exists()


def test_other_encodings_are_read_with_a_warning(folder: Path) -> None:
    (folder / "old.bib").write_bytes("@misc{a, title = {Gödel}}".encode("cp1252"))

    result = run("import", "old.bib")

    assert result.exit_code == 0
    assert "old.bib:1: warning[windows-1252]" in result.stderr
    assert 'title: "Gödel"' in (folder / "papers/a.md").read_text()


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    (folder / "blocked").write_text("a file")

    result = run("import", "library.bib", "--papers", "blocked/papers")

    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_a_source_that_cannot_be_read_is_named(folder: Path) -> None:
    os.mkfifo(folder / "pipe.bib")

    result = run("import", "pipe.bib", "library.bib")

    assert result.exit_code == 1
    assert result.stderr.startswith("pipe.bib:1: error[unreadable-file]: The file cannot be read")
    assert result.stdout == "2 new, 0 existing, 1 unreadable.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["import", "missing.bib"],
        ["import", "papers.ris"],
        ["import", "library.bib", "--authority", "no host"],
        ["unknown"],
    ],
)
def test_wrong_usage_exits_with_two(folder: Path, arguments: list[str]) -> None:
    (folder / "papers.ris").touch()

    assert run(*arguments).exit_code == 2


def test_help_shows_an_example() -> None:
    assert "reading-list import library.bib --authority" in run("import", "--help").stdout


def test_the_version_is_told() -> None:
    assert run("--version").stdout == f"reading-list, version {__version__}\n"
