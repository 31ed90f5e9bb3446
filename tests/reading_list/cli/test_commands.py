import pytest
from click.testing import CliRunner

from reading_list.cli import main


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        ("ad 1706.03762", "'add'"),
        ("exprt", "'export'"),
        ("improt library.bib", "'import'"),
        ("--hepl", "--help"),
        ("add 1706.03762 --tagg x", "--tag"),
        ("export --fromat ris", "--format"),
        ("add 1706.3762", "1706.03762"),
    ],
)
def test_what_nobody_knows_is_answered_with_what_may_be_meant(arguments: str, meant: str) -> None:
    result = CliRunner().invoke(main, arguments.split())

    assert result.exit_code == 2
    assert "Did you mean" in result.stderr
    assert meant in result.stderr.partition("Did you mean")[2]


@pytest.mark.parametrize("name", [*sorted(main.commands), ""])
def test_help_has_an_example(name: str) -> None:
    help_text = CliRunner().invoke(main, [*name.split(), "--help"]).stdout

    assert f"  reading-list {name}".rstrip() in help_text.partition("Example")[2]
