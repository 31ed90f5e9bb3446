import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builders import load_files
from reading_list.cli import main
from reading_list.cli.creating import KINDS, Kind, plan_file
from reading_list.feeds.announced import find_announced


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "papers").mkdir()
    return tmp_path


def new(*arguments: str) -> Result:
    return CliRunner().invoke(main, ("new", *arguments))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("title", ["Plain", "On: 'quotes' # \"and\" colons", "2017", "中文", "no"])
def test_every_new_file_is_sound(kind: Kind, title: str) -> None:
    url = "https://a.example/" if kind == "link" else ""
    made = plan_file(kind, title, date="2025-07-03", url=url)

    loaded = load_files({f"{made.folder}/{made.name}": made.text}, is_preview=True)

    library = loaded.library
    assert loaded.diagnostics == ()
    assert [one.title for one in (*library.papers, *library.posts, *library.orders)] == [title]
    assert load_files({f"{made.folder}/{made.name}": made.text}).library.posts == ()


def test_a_paper_has_what_is_known(folder: Path) -> None:
    result = new("paper", "The  Attention\nlayer", "--date", "2025-07-03")

    assert result.exit_code == 0
    assert result.stdout == "papers/attention.md\n"
    assert (folder / "papers/attention.md").read_text() == (
        '---\ntitle: "The Attention layer"\nauthors: []\nadded: 2025-07-03\ntags: []\n---\n'
    )


def test_a_link_post_has_its_link(folder: Path) -> None:
    result = new("link", "A B", "--url", "https://a.example/", "--date", "2025-07-03", "--id", "x")

    assert result.stdout == "docs/blog/posts/x.md\n"
    assert "link: " in (folder / "docs/blog/posts/x.md").read_text()


def test_the_day_is_today_unless_given(folder: Path) -> None:
    before = dt.datetime.now(tz=dt.UTC).astimezone().date()
    new("post", "Now")
    after = dt.datetime.now(tz=dt.UTC).astimezone().date()

    text = (folder / "docs/blog/posts/now.md").read_text()
    assert any(f"date: {day.isoformat()}\n" in text for day in (before, after))


@pytest.mark.parametrize("kind", ["paper", "post"])
def test_feeds_know_a_new_page_by_one_id_whatever_becomes_of_its_file(
    folder: Path, kind: str
) -> None:
    (folder / "mkdocs.yml").write_text("site_url: https://a.example/list/\n")
    result = new(kind, "A B", "--date", "2025-07-03", "--id", "x")
    text = (folder / result.stdout.strip()).read_text().replace("draft: true\n", "")
    path = "papers/x" if kind == "paper" else "blog/posts/x"
    renamed = load_files({f"{path.replace('blog', 'docs/blog')}-renamed.md": text}).library

    assert f"feed_id: tag:a.example,2025-07-03:{path}\n" in text
    assert [f"tag:a.example,2025-07-03:{path}"] == [
        one.id for one in find_announced(renamed, "b.example")
    ]


def test_nothing_is_written_over(folder: Path) -> None:
    (folder / "docs/reading").mkdir(parents=True)
    (folder / "docs/reading/start.md").write_text("mine")

    result = new("order", "Start")

    assert result.exit_code == 1
    assert "docs/reading/start.md exists" in result.stderr
    assert (folder / "docs/reading/start.md").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    (folder / "docs").write_text("a file")

    assert new("post", "A", "--docs", "docs/deeper").exit_code == 1


def test_the_editor_opens_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = folder / "editor"
    editor.write_text('#!/bin/sh\necho "edited" >> "$1"\n')
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))

    new("paper", "Seen", "--edit")

    assert (folder / "papers/seen.md").read_text().endswith("---\nedited\n")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "arguments",
    [
        ["book", "A"],
        ["paper", " "],
        ["paper", "A", "--date", "2025-07"],
        ["paper", "A", "--date", "soon"],
        ["paper", "A", "--id", "../a"],
        ["link", "A"],
        ["post", "A", "--url", "https://a.example/"],
        ["link", "A", "--url", "notaurl"],
        ["link", "A", "--url", "javascript:alert(1)"],
    ],
)
def test_wrong_usage_exits_with_two(arguments: list[str]) -> None:
    assert new(*arguments).exit_code == 2


@pytest.mark.usefixtures("folder")
def test_an_address_that_is_none_is_refused_with_what_may_be_meant() -> None:
    result = new("link", "A", "--url", "example.org/a")

    assert result.exit_code == 2
    assert "Did you mean 'https://example.org/a'?" in result.stderr


@pytest.mark.parametrize("kind", ["paper", "post"])
def test_folders_are_made(kind: str, folder: Path) -> None:
    (folder / "papers").rmdir()

    result = new(kind, "Attention")

    assert result.exit_code == 0
    assert (folder / result.stdout.strip()).is_file()
