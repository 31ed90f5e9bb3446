"""The whole library of this repository, out and in again, and again after both sides changed."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reading_list.cli import main

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    result = run("export", "--format", "bibtex", "--papers", str(ROOT / "papers"), "-o", "a.bib")
    assert result.exit_code == 0
    return tmp_path


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "papers").iterdir()}


def test_hand_edits_survive_a_changed_source(folder: Path) -> None:
    count = len(list((ROOT / "papers").glob("*.md")))
    assert run("import", "a.bib").stdout.endswith(f"\n{count} new.\n")
    first = read_all(folder)
    assert run("import", "a.bib").stdout == f"0 new, {count} unchanged.\n"
    assert read_all(folder) == first

    papers = sorted((folder / "papers").glob("*.md"))[:10]
    for path in papers:
        text = path.read_bytes().decode()
        text = re.sub(r'title: "(.*)"\n', r"title: '\1, corrected'   # by hand\n", text)
        reason = "" if "\nwhy:" in text else "why: Mine.\n"
        text = text.replace("---\n\n", "---\n", 1).replace("\n---\n", f"\n{reason}# mine\n---\n", 1)
        path.write_bytes(f"{text}\nA note of mine.\n".replace("\n", "\r\n").encode())
    edited = {path.name: path.read_bytes() for path in papers}
    source = (folder / "a.bib").read_text()
    source = re.sub(r"^  title = \{", "  title = {New: ", source, flags=re.MULTILINE)
    source = re.sub(r"^(@\w+\{.*,)$", r"\1\n  volume = {4711},", source, flags=re.MULTILINE)
    (folder / "a.bib").write_text(source)

    result = run("import", "a.bib")

    assert result.exit_code == 1
    assert result.stdout.endswith(f"\n0 new, {count} updated, 10 conflicts.\n")
    for path in papers:
        lines = path.read_bytes().split(b"\r\n")
        before = edited[path.name].split(b"\r\n")
        added = [line for line in lines if line not in before]
        assert added[:1] == [b"volume: 4711"]
        assert b", corrected'   # by hand" in path.read_bytes()
        assert [line for line in before if line.startswith((b"why", b"#", b"A note"))] == [
            line for line in lines if line.startswith((b"why", b"#", b"A note"))
        ]
        assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    others = [path for path in (folder / "papers").glob("*.md") if path.name not in edited]
    assert all('title: "New: ' in path.read_text() for path in others)
