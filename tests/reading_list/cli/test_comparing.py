from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reading_list.cli import main

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "papers/lstm.md": "---\ntitle: LSTM\ntags: [a]\n---\n",
    "papers/quiet.md": "---\ntitle: Quiet\nunlisted: true\n---\n",
    "papers/draft.md": "---\ntitle: Draft\ndraft: true\n---\n",
    "docs/blog/posts/one.md": "---\ndate: 2025-07-01\n---\n# One\n\n[@lstm]\n",
    "docs/reading/all.md": "---\ntitle: All\norder: [lstm]\n---\n",
}
PAGES = ("papers/lstm", "papers/quiet", "blog/2025/07/one", "reading/all")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    for page in PAGES:
        (tmp_path / "site" / page).mkdir(parents=True)
        (tmp_path / "site" / page / "index.html").write_text("x")
    (tmp_path / "site" / "reading-list.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["check", *arguments])
    return done.exit_code, done.stdout


def test_a_whole_site_is_blamed_for_nothing(folder: Path) -> None:
    status, said = check("--site", "site")

    assert (status, "error[" in said) == (0, False), folder


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_missing_is_named(folder: Path, page: str) -> None:
    (folder / "site" / page / "index.html").unlink()

    status, said = check("--site", "site")

    assert status == 1
    assert said.count("error[") == 1
    assert f"error[missing-page]: The site has no page '{page}/'." in said


def test_a_site_of_an_engine_without_plugins_is_told(folder: Path) -> None:
    (folder / "site" / "reading-list.json").unlink()

    status, said = check("--site", "site")

    assert status == 1
    assert "site:1: error[wrong-engine]: The site has no reading-list.json" in said
    assert "MkDocs 2 and Zensical run no plugins" in said
