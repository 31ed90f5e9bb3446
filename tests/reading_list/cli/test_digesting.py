from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builders import paper_file
from feed_checks import check_mail
from reading_list.cli import main
from reading_list.cli.own_site import OwnSite, find_own_site

GOLDEN = Path(__file__).parents[2] / "golden" / "digests"
CONFIG = """\
site_name: Mine & <yours>
site_url: !ENV [SITE, "https://a.example/list"]
theme: {name: material, language: en}
plugins: [{reading-list: {authority: feeds.example}}]
"""
FILES = {
    "mkdocs.yml": CONFIG,
    "papers/lstm.md": paper_file(
        title="'Long [short-term] *memory* & $n^2$'",
        added="2025-07-03",
        authors="['Hochreiter, Sepp', 'Schmidhuber, Jürgen']",
        issued="1997-11",
        venue="Neural Computation",
        tags="[recurrent nets]",
        why="'Before [GRU](gru.md), see [@gru, p. 3] or [this post](../blog/posts/first.md).'",
    ),
    "papers/gru.md": paper_file(
        title="GRU <b>",
        added="2025-07",
        tags="[Recurrent nets, other]",
        why="'Costs $a<b$ & <i>no</i> [draft](new.md) or [@new]; `x<y`.'",
    ),
    "papers/old.md": paper_file(title="Old", added="2025-06-30"),
    "papers/new.md": paper_file(title="Secret", added="2025-07-04", draft="true"),
    "papers/far.md": paper_file(title="Secret", added="2025-07-04", unlisted="true"),
    "docs/blog/posts/first.md": (
        "---\ndate: 2025-07-05\ndescription: What is *new*.\n---\n# First post\n\nText.\n"
    ),
    "docs/blog/posts/before.md": (
        "---\ndate: 2025-07-01\ncategories: [Digest]\n---\n# New in June 2025\n\nText.\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def digest(*arguments: str) -> Result:
    return CliRunner().invoke(main, ("digest", *arguments))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("form", "ending"), [("markdown", "md"), ("html", "html"), ("text", "txt")]
)
def test_a_month_is_what_it_always_was(form: str, ending: str) -> None:
    found = digest("--month", "2025-07", "--format", form)

    assert found.exit_code == 0
    assert (GOLDEN / f"july.{ending}").read_text(encoding="utf-8") == found.stdout
    assert "Secret" not in found.stdout


@pytest.mark.usefixtures("folder")
def test_the_mail_is_fit_for_mail_programs() -> None:
    page = check_mail(digest("--month", "2025-07", "--format", "html").stdout)

    assert "https://a.example/list/papers/gru/" in page.xpath("//a/@href")
    assert not page.xpath("//a[contains(@href, 'new')]")


def test_the_post_is_read_without_a_fault(folder: Path) -> None:
    path = folder / "docs" / "blog" / "posts" / "2025" / "july.md"
    made = digest("--month", "2025-07", "-o", "docs/blog/posts/2025/july.md")
    checked = CliRunner().invoke(main, ["check"])

    assert made.exit_code == 0
    assert "2 works and 1 post joined in July 2025." in made.stderr
    assert "](../../../papers/gru.md)" in path.read_text()
    # What its author is told of the reason itself, he is told of the post that quotes it.
    faults = [one for one in checked.stdout.splitlines() if "july.md" in one]
    assert ["docs/blog/posts/2025/july.md:27: warning[cites-hidden]"] == [
        one.partition(": 'new'")[0] for one in faults
    ]
    again = digest("--since", "2025-07-01")
    assert "july" not in again.stdout


def test_a_file_that_exists_is_replaced_on_request_alone(folder: Path) -> None:
    path = folder / "july.txt"
    path.write_text("mine")
    arguments = ("--month", "2025-07", "--format", "text", "-o", "july.txt")
    refused = digest(*arguments)

    assert (1, "mine") == (refused.exit_code, path.read_text())
    assert "--force" in refused.stderr
    assert digest(*arguments, "--force").exit_code == 0
    assert "New in July 2025" in path.read_text()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "Give `--month`"),
        (["--month", "2025-07", "--since", "2025-07-01"], 2, "Give `--month`"),
        (["--until", "2025-07-01"], 2, "Give `--month`"),
        (["--month", "2025-07", "--until", "2025-07-09"], 2, "Give `--month`"),
        (["--month", "2025"], 2, "no month"),
        (["--month", "2025-07-03"], 2, "no month"),
        (["--month", "2025-22"], 2, "no month"),
        (["--since", "2025-07"], 2, "no day"),
        (["--since", "2025-07-03", "--until", "2025-07-02"], 2, "before"),
        (["--month", "2024-01"], 1, "Nothing joined in January 2024."),
        (["--month", "2025-07", "--site-url", "a.example"], 2, "no address"),
        (["--month", "2025-07", "-o", "mkdocs.yml/x"], 1, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], status: int, said: str) -> None:
    found = digest(*arguments)

    assert found.exit_code == status
    assert said in found.stderr
    assert not found.stdout


def test_a_letter_needs_an_address_and_a_post_does_not(folder: Path) -> None:
    (folder / "mkdocs.yml").unlink()

    assert "--site-url" in digest("--month", "2025-07", "--format", "text").stderr
    named = digest(
        "--month", "2025-07", "--format", "text", "--site-url", "https://b.example/x"
    ).stdout
    assert "https://b.example/x/papers/gru/" in named
    assert "feed_id" not in digest("--month", "2025-07").stdout


def test_a_site_is_read_from_plain_text() -> None:
    said = "site_name: A\nsite_url: https://a.example/\nuse_directory_urls: false\n"

    assert OwnSite("A", "https://a.example/", "", use_directory_urls=False) == find_own_site(said)
    assert OwnSite(language="de") == find_own_site("theme: {name: x, locale: de}")
    assert OwnSite() == find_own_site("a: [b") == find_own_site("site_url: !ENV SITE")


def test_pages_of_files_are_found_where_the_engine_puts_them(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(f"{CONFIG}use_directory_urls: false\n")
    (folder / "docs" / "guide").mkdir()
    for name in ("index", "more"):
        (folder / "docs" / "guide" / f"{name}.md").write_text("# A page\n")
    text = "'[one](../guide/index.md#a), [two](../guide/more.md)'"
    (folder / "papers" / "own.md").write_text(paper_file(added="2025-05", why=text))
    found = digest("--month", "2025-05", "--format", "text").stdout

    assert "] https://a.example/list/guide/index.html#a\n" in found
    assert "] https://a.example/list/guide/more.html\n" in found
