import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reading_list.cli import main

FILES = {
    "papers/a.md": "---\r\ntitle: A\r\ntags: [MoE, transformer] # mine\r\n---\r\n",
    "papers/b.md": "---\ntitle: B\nunlisted: true\ntags: [moe, Transformers]\n---\n",
    "docs/blog/posts/p.md": "---\ntitle: P\ndate: 2025-01-01\ndraft: true\ntags: [MoE]\n---",
    "docs/tags.yml": "moe:\n  description: Sparse.\nunused:\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ("tags", *arguments))


def read_all(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_bytes().decode() for name in FILES}


@pytest.mark.usefixtures("folder")
def test_the_list_counts_and_names_what_could_be_one() -> None:
    result = run()

    assert result.exit_code == 0
    assert result.stdout == (
        "papers  posts  tag\n"
        "     2      1  moe\n"
        "     1      0  transformer\n"
        "     1      0  Transformers\n"
        "     0      0  unused\n"
        "\n"
        "Look alike:\n"
        "  transformer (1), Transformers (1)\n"
        "\n"
        "Used once, and not described:\n"
        "  transformer\n"
        "  Transformers\n"
    )


@pytest.mark.usefixtures("folder")
def test_programs_get_the_same() -> None:
    made = json.loads(run("--format", "json").stdout)

    assert made["tags"][0] == {
        "slug": "moe",
        "title": "moe",
        "papers": 2,
        "posts": 1,
        "aliases": [],
        "spellings": ["MoE", "moe"],
        "declared": True,
    }
    assert made["similar"] == [["transformer", "transformers"]]
    assert made["once"] == ["transformer", "transformers"]


def test_a_rename_changes_the_files_and_says_which(folder: Path) -> None:
    result = run("rename", "Moé", "Experts")

    assert result.exit_code == 0
    assert result.stdout == (
        "papers/a.md\npapers/b.md\ndocs/blog/posts/p.md\ndocs/tags.yml\n"
        "'Moé' is now 'Experts': 4 files changed.\n"
    )
    assert read_all(folder) == {
        "papers/a.md": FILES["papers/a.md"].replace("MoE", "Experts"),
        "papers/b.md": FILES["papers/b.md"].replace("moe", "Experts"),
        "docs/blog/posts/p.md": FILES["docs/blog/posts/p.md"].replace("MoE", "Experts"),
        "docs/tags.yml": (
            'experts:\n  title: "Experts"\n  description: Sparse.\n  aliases: [moe]\nunused:\n'
        ),
    }
    assert run("rename", "moe", "Experts").stdout == "'moe' is now 'Experts': 0 files changed.\n"


def test_a_dry_run_shows_a_patch_that_does_the_same(folder: Path) -> None:
    (folder / "docs/tags.yml").unlink()

    result = run("rename", "moe", "Experts", "--dry-run")

    patch, _, summary = result.stdout_bytes.rpartition(b"'moe'")
    assert summary == b" is now 'Experts': 4 files would change; nothing was written.\n"
    assert not (folder / "docs/tags.yml").exists()
    subprocess.run(["git", "apply", "-p0"], cwd=folder, input=patch, check=True)  # noqa: S607
    patched = read_all(folder)
    for name, text in FILES.items():
        (folder / name).write_bytes(text.encode())
    (folder / "docs/tags.yml").unlink()
    run("rename", "moe", "Experts")
    assert patched == read_all(folder)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rename", "transfomer", "x"], "'transfomer' is no tag of this library. Did you mean"),
        (["rename", "moe", " "], "at least one character"),
        (["rename", "moe"], "Missing argument"),
        (["rename", "moe", "x", "--papers", "nowhere"], "does not exist"),
        (["--papers", "nowhere"], "'nowhere' is no folder"),
        (["--format", "xml"], "'xml' is not one of"),
        (["renam", "a", "b"], "No such command 'renam'"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_usage_exits_with_two(arguments: list[str], said: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert said in result.stderr


def test_the_folders_may_be_named_before_or_behind(folder: Path) -> None:
    (folder / "papers").rename(folder / "works")

    assert "works/a.md" in run("--papers", "works", "rename", "moe", "x", "--dry-run").stdout
    assert "works/a.md" in run("rename", "moe", "x", "--dry-run", "--papers", "works").stdout


def test_nothing_is_written_where_a_file_cannot_be_edited(folder: Path) -> None:
    (folder / "papers/c.md").write_text("---\ntitle: &x C\ntags: [moe]\n---\n")

    result = run("rename", "moe", "x")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("papers/c.md:1: error[uneditable-file]: ")
    assert result.stderr.endswith("\nNothing was written.\n")
    assert read_all(folder) == FILES


def test_nothing_is_changed_where_a_file_cannot_be_written(folder: Path) -> None:
    result = run("rename", "moe", "x", "--docs", "papers/a.md/docs")

    assert result.exit_code == 1
    assert result.stderr == (
        "Error: papers/a.md/docs/tags.yml cannot be written: Not a directory. "
        "Nothing was changed.\n"
    )
    assert read_all(folder) == FILES


def test_what_is_left_out_is_told(folder: Path) -> None:
    (folder / "docs/tags.yml").write_text(
        "moe:\n  description: A.\ntransformer:\n  description: B.\n"
    )

    assert run("rename", "moe", "transformer").stdout.splitlines()[-2] == (
        "'transformer' keeps its own description; that of 'moe' was left out: A."
    )


def test_nothing_is_renamed_where_a_file_cannot_be_read(folder: Path) -> None:
    (folder / "papers/folder.md").mkdir()
    before = read_all(folder)

    result = run("rename", "moe", "experts")

    assert result.exit_code == 1
    assert "papers/folder.md:1: error[unreadable-file]" in result.stderr
    assert result.stderr.endswith("Nothing was written.\n")
    assert read_all(folder) == before
    assert "papers/folder.md:1: error[unreadable-file]" in run().stderr
