import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builders import paper_file
from reading_list.cli import main

FILES = {
    "papers/bert.md": paper_file(title="BERT", tags="[NLP]", added="2025-07"),
    "papers/gru.md": paper_file(title="GRU", tags="[Recurrent nets]"),
    "papers/lstm.md": paper_file(title="LSTM", tags="[recurrent-nets, nlp]", abstract="A gate."),
    "papers/own.md": paper_file(title="Own", private="true"),
    "papers/far.md": paper_file(title="Far", unlisted="true"),
    "docs/reading/first.md": "---\ntitle: First steps\nslug: start\norder: [lstm, bert]\n---\n",
    "docs/tags.yml": "nlp:\n  title: Language\n  aliases: [text]\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def export(*arguments: str, form: str = "csl-json") -> Result:
    return CliRunner().invoke(main, ("export", "--format", form, *arguments))


def find_ids(*arguments: str) -> list[str]:
    return [one["id"] for one in json.loads(export(*arguments).stdout)]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["bert", "far", "gru", "lstm"]),
        (["--drafts"], ["bert", "far", "gru", "lstm", "own"]),
        (["--tag", "NLP"], ["bert", "lstm"]),
        (["--tag", "Language"], ["bert", "lstm"]),
        (["--tag", "text"], ["bert", "lstm"]),
        (["--tag", "recurrent NETS"], ["gru", "lstm"]),
        (["--order", "start"], ["lstm", "bert"]),
        (["--order", "FIRST"], ["lstm", "bert"]),
        (["--order", "First steps"], ["lstm", "bert"]),
        (["--order", "first", "--tag", "nlp", "--id", "bert", "--id", "gru"], ["bert"]),
        (["--id", "lstm", "--id", "gru", "--id", "lstm"], ["lstm", "gru"]),
    ],
)
def test_conditions_add_up(arguments: list[str], expected: list[str]) -> None:
    assert find_ids(*arguments) == expected


@pytest.mark.usefixtures("folder")
def test_the_author_gets_everything() -> None:
    assert export("--id", "bert", form="bibtex").stdout == (
        "@misc{bert,\n  title = {{{BERT}}},\n  keywords = {NLP},\n  added = {2025-07}\n}\n"
    )
    assert "AB  - A gate.\r\n" in export("--id", "lstm", form="ris").stdout_bytes.decode()


def test_letters_become_commands_on_demand(folder: Path) -> None:
    (folder / "papers/bert.md").write_text(paper_file(title="Über BERT", authors="[Łukasz Kaiser]"))

    plain = export("--id", "bert", form="bibtex").stdout
    ascii_only = export("--id", "bert", "--ascii", form="bibtex").stdout

    assert "{Kaiser, Łukasz}" in plain
    assert '{\\"U}ber' in ascii_only
    assert "{Kaiser, {\\L}ukasz}" in ascii_only


def test_a_file_is_written_whole(folder: Path) -> None:
    result = export("-o", "out/library.ris", form="ris")

    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "4 works in out/library.ris.\n"
    assert (folder / "out/library.ris").read_bytes().count(b"ER  - \r\n") == 4


def test_a_file_that_cannot_be_written_is_named(folder: Path) -> None:
    result = export("-o", "papers/bert.md/x.json")

    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert (folder / "papers/bert.md").read_text() == FILES["papers/bert.md"]


def test_faults_are_named_and_do_not_stop_it(folder: Path) -> None:
    (folder / "papers/bad.md").write_text("---\ntitle: Bad\nissued: soon\n---\n")
    (folder / "papers/none.md").write_text("no front matter")

    result = export()

    assert result.exit_code == 0
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [
        "error[wrong-date]",
        "error[no-front-matter]",
    ]
    assert "bad" in {one["id"] for one in json.loads(result.stdout)}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--tag", "nlpp"], "'nlpp' is no tag of this library. Did you mean 'nlp'?"),
        (["--order", "starts"], "'starts' is no order of this library. Did you mean 'start'?"),
        (["--order", "frist step"], "Did you mean 'First steps'?"),
        (
            ["--order", "x"],
            "'x' is no order of this library. Known are 'First steps', 'start', 'first'.",
        ),
        (["--id", "lstn"], "'lstn' is no work of this library. Did you mean 'lstm'?"),
        (["--id", "own"], "'own' is no work of this library."),
        (["--papers", "nowhere"], "nowhere"),
        (["--format", "word"], "word"),
        (["--ascii"], "`--ascii` is for BibTeX"),
    ],
)
def test_what_is_not_there_exits_with_two(arguments: list[str], said: str) -> None:
    result = export(*arguments)

    assert result.exit_code == 2
    assert said in result.stderr


def test_help_shows_an_example() -> None:
    assert "reading-list export --format ris --tag" in export("--help").stdout
