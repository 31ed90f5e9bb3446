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


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "papers").iterdir()}


def test_one_file_per_entry(folder: Path) -> None:
    result = run("import", "library.bib", "--authority", "Example.org")

    assert result.exit_code == 0
    assert result.stdout == (
        "new        papers/vaswani2017attention.md\nnew        papers/key-2.md\n2 new.\n"
    )
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


def test_the_host_of_feed_ids_is_that_of_the_site(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text("site_url: https://example.org/list/\n")

    run("import", "library.bib", "--added", "2025-08-01")

    assert "feed_id: tag:example.org,2025-08-01:papers/key-2\n" in (
        (folder / "papers/key-2.md").read_text()
    )


def test_a_second_import_changes_nothing(folder: Path) -> None:
    run("import", "library.bib")
    before = read_all(folder)

    result = run("import", "library.bib")

    assert result.stdout == "0 new, 2 unchanged.\n"
    assert result.exit_code == 0
    assert read_all(folder) == before


def test_broken_files_are_not_written_over(folder: Path) -> None:
    (folder / "papers").mkdir()
    (folder / "papers/key-2.md").write_text("mine")

    result = run("import", "library.bib")

    assert result.exit_code == 1
    assert result.stdout == ("new        papers/vaswani2017attention.md\n1 new, 1 uneditable.\n")
    assert result.stderr.startswith("papers/key-2.md:1: error[uneditable-file]: ")
    assert (folder / "papers/key-2.md").read_text() == "mine"


def test_a_dry_run_shows_a_diff_and_writes_nothing(folder: Path) -> None:
    result = run("import", "library.bib", "--dry-run", "--papers", "other")

    assert result.stdout.startswith(
        "new        other/vaswani2017attention.md\n"
        "--- other/vaswani2017attention.md\n"
        "+++ other/vaswani2017attention.md\n"
        "@@ -0,0 +1,6 @@\n"
        "+---\n"
        '+title: "Attention"\n'
    )
    assert result.stdout.endswith("2 new; nothing was written.\n")
    assert not (folder / "other").exists()


def test_hand_edits_survive_and_conflicts_are_listed(folder: Path) -> None:
    run("import", "library.bib")
    path = folder / "papers/vaswani2017attention.md"
    path.write_text(
        path.read_text()
        .replace('title: "Attention"', "title: 'Attention!' # my spelling")
        .replace("bibtex:", "why: It began here.\nbibtex:")
    )
    (folder / "library.bib").write_text(
        BIB.replace("{Attention}", "{Attention?}, volume = {30}").replace("Second", "Second one")
    )

    result = run("import", "library.bib")

    assert result.exit_code == 1
    assert result.stdout == (
        "updated    papers/vaswani2017attention.md (volume)\n"
        "conflict   papers/vaswani2017attention.md: title is 'Attention!' here, 'Attention?' in "
        "library.bib:1.\n"
        "updated    papers/key-2.md (title)\n"
        "0 new, 2 updated, 1 conflict.\n"
    )
    text = path.read_text()
    assert "title: 'Attention!' # my spelling\n" in text
    assert "why: It began here.\n" in text
    assert "volume: 30\n" in text
    assert 'title: "Second one"' in (folder / "papers/key-2.md").read_text()

    assert run("import", "library.bib", "--conflicts", "keep").exit_code == 0
    assert run("import", "library.bib").stdout == "0 new, 2 unchanged.\n"


def test_a_record_that_cannot_be_read_stops_everything(folder: Path) -> None:
    run("import", "library.bib")
    record = folder / "papers/.imported.json"
    record.write_text(record.read_text().replace('{"version"', '<<<<<<< ours\n{"version"'))
    (folder / "library.bib").write_text(BIB.replace("Attention}", "Attention?}"))

    result = run("import", "library.bib")

    assert result.exit_code == 1
    assert "papers/.imported.json:1: error[wrong-record]" in result.stderr
    assert 'title: "Attention"' in (folder / "papers/vaswani2017attention.md").read_text()


def test_the_unreadable_is_named_and_the_rest_written(folder: Path) -> None:
    (folder / "broken.bib").write_text("@misc{open, title = {x\n\n@misc{fine, title = {y}}\n")

    result = run("import", "broken.bib", "library.bib")

    assert result.exit_code == 1
    assert result.stdout.endswith("3 new, 1 unreadable.\n")
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
    assert result.stdout.endswith("2 new, 1 unreadable.\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["import", "missing.bib"],
        ["import", "papers.docx"],
        ["import", "library.bib", "--added", "some day"],
        ["import", "library.bib", "--authority", "no host"],
        ["unknown"],
    ],
)
def test_wrong_usage_exits_with_two(folder: Path, arguments: list[str]) -> None:
    (folder / "papers.docx").touch()

    assert run(*arguments).exit_code == 2


def test_help_shows_an_example() -> None:
    assert "reading-list import library.bib --dry-run" in run("import", "--help").stdout


def test_the_version_is_told() -> None:
    assert run("--version").stdout == f"reading-list, version {__version__}\n"


def test_a_pasted_list_becomes_works_and_a_reading_order(folder: Path) -> None:
    (folder / "one.bib").write_text("@misc{he, title = {Deep residual learning}}")
    run("import", "one.bib")
    (folder / "course.txt").write_text(
        "# My course\n\n## Basics\n\n"
        "1. Deep Residual Learning\n"
        "2. Scaling Laws for Neural Language Models (Kaplan et al., 2020). Sets the pace.\n"
        "\n## Bonus\n\n- https://arxiv.org/abs/2203.15556\n"
    )

    result = run("import", "course.txt")

    assert result.exit_code == 0
    assert result.stdout == (
        "new        papers/kaplan2020scaling.md\n"
        "new        papers/arxiv-2203-15556.md\n"
        "order      docs/reading/my-course.md\n"
        "2 new, 1 in the library.\n"
    )
    assert (folder / "docs/reading/my-course.md").read_text() == (
        '---\ntitle: "My course"\norder:\n'
        "  - section: Basics\n    steps:\n"
        "      - he\n"
        "      - paper: kaplan2020scaling\n        why: Sets the pace.\n"
        "  - section: Bonus\n    bonus: true\n    steps: [arxiv-2203-15556]\n---\n"
    )

    again = run("import", "course.txt")
    assert again.stdout == (
        "kept       docs/reading/my-course.md, which is there already.\n0 new, 3 in the library.\n"
    )


def test_formats_are_told_by_name_and_beginning(folder: Path) -> None:
    (folder / "marks.html").write_text(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n"
        '<DT><A HREF="https://example.org/a" ADD_DATE="1751500800">A page</A>\n</DL><p>\n'
    )
    (folder / "items.json").write_text('[{"id": "k", "type": "book", "title": "A book"}]')

    result = run("import", "marks.html", "items.json")

    assert result.exit_code == 0
    assert result.stdout.endswith("2 new.\n")
    assert "added: 2025-07-03\n" in (folder / "papers/page.md").read_text()
    assert "type: book\n" in (folder / "papers/k.md").read_text()


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.bib", ""), ("a.bib", "prose\n"), ("a.ris", ""), ("a.txt", "\n"), ("a.json", "[]")],
)
def test_a_file_without_works_is_named(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)

    result = run("import", name)

    assert (result.exit_code, result.stdout) == (0, "0 new.\n")
    assert f"{name}:1: warning[" in result.stderr


def test_a_record_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "papers/.imported.json").mkdir(parents=True)

    result = run("import", "library.bib")

    assert result.exit_code == 1
    assert "Error: papers/.imported.json cannot be read" in result.stderr
