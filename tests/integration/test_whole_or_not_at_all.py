"""The last good site stands until a whole new one takes its place."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sites import ENGINE, OTHER_ENGINE, TINY, TINY_CONFIG, TOOLS, Built, build, write_site

pytestmark = pytest.mark.integration

FAILING = Path(__file__).parent.parent / "failing.py"
PAPER = "papers/lstm.md"
OLD = TINY | {PAPER: "---\ntitle: Old\n---\n", "docs/index.md": "# Home\n"}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A site that was built once and has changed since."""
    config = write_site(tmp_path, OLD, TINY_CONFIG)
    built = build(config, tmp_path / "site", "--strict")
    assert built.returncode == 0, built.log
    (tmp_path / PAPER).write_text("---\ntitle: New\n---\n")
    return config


def title(site: Path) -> str:
    return Built(site, 0, "").html("papers/lstm").xpath("string(//h1)")


def names(folder: Path) -> set[str]:
    """What lies beside the site; the pieces that a build keeps for the next one are no site."""
    return {path.name for path in folder.iterdir()} - {".cache"}


def left_over(folder: Path) -> list[str]:
    return [name for name in names(folder) if name.startswith(".")]


@pytest.mark.parametrize(("how", "step"), [("fail", 1), ("full", 7), ("kill", 2)])
def test_whatever_fails_and_whenever_it_is_killed_a_whole_site_stands(
    config: Path, how: str, step: int
) -> None:
    done = subprocess.run(
        [sys.executable, FAILING, "build", how, str(step), config.parent],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
    )

    first, *wrong, last = done.stdout.splitlines()
    assert (first, wrong) == ("different", []), done.stderr
    assert int(last.split()[0]) > 50
    assert last.endswith("tried; [] left")


@pytest.mark.parametrize("limit", [0, 500, 12_000])
def test_a_disk_that_takes_no_more_leaves_the_last_site(config: Path, limit: int) -> None:
    before = Built(config.parent / "site", 0, "").files()

    done = subprocess.run(
        [str(TOOLS / ENGINE), "build", "-q"],
        cwd=config.parent,
        capture_output=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )

    assert done.returncode != 0
    assert Built(config.parent / "site", 0, "").files() == before
    assert names(config.parent) == {"docs", "mkdocs.yml", "papers", "site", "theme"}


def test_faults_in_the_content_leave_the_last_site(config: Path) -> None:
    (config.parent / "papers" / "wrong.md").write_text("---\nissued: 2017-99\n---\n")

    built = build(config, config.parent / "site")

    assert built.returncode == 1
    assert "papers/wrong.md:2: error[wrong-date]" in built.log
    assert title(built.folder) == "Old"


def test_warnings_under_strict_leave_the_last_site(config: Path) -> None:
    (config.parent / "papers" / "odd.md").write_text("---\ntitle: Odd\ntitel: Odd\n---\n")

    strict = build(config, config.parent / "site", "--strict")
    standing = title(strict.folder)
    relaxed = build(config, config.parent / "site")

    assert (strict.returncode, standing) == (1, "Old")
    assert "warning[unknown-field]" in strict.log
    assert (relaxed.returncode, title(relaxed.folder)) == (0, "New")


def test_warnings_under_strict_leave_the_last_site_with_either_engine(config: Path) -> None:
    (config.parent / "papers" / "odd.md").write_text("---\ntitle: Odd\ntitel: Odd\n---\n")

    built = build(config, config.parent / "site", "--strict", engine=OTHER_ENGINE)

    assert (built.returncode, title(built.folder)) == (1, "Old")


def test_a_first_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    config = write_site(tmp_path, TINY | {PAPER: "---\nissued: 2017\n---\n"}, TINY_CONFIG)

    built = build(config, tmp_path / "site")

    assert built.returncode == 1
    assert names(tmp_path) == {"docs", "mkdocs.yml", "papers", "theme"}


def test_what_other_plugins_write_last_is_part_of_the_site(config: Path) -> None:
    (config.parent / "late.py").write_text(
        "from pathlib import Path\n"
        "from mkdocs.plugins import event_priority\n"
        "@event_priority(-1000)\n"
        "def on_post_build(config):\n"
        "    Path(config.site_dir, 'late.txt').write_text('late')\n"
    )
    config.write_text(TINY_CONFIG + "hooks: [late.py]\n")

    built = build(config, config.parent / "site", "--strict")

    assert built.returncode == 0, built.log
    assert (built.folder / "late.txt").read_text() == "late"
    assert title(built.folder) == "New"
    assert f"stands at {built.folder}" in built.log


def test_a_plugin_that_fails_at_the_end_leaves_the_last_site(config: Path) -> None:
    (config.parent / "late.py").write_text("def on_post_build(config):\n    raise KeyError\n")
    config.write_text(TINY_CONFIG + "hooks: [late.py]\n")

    built = build(config, config.parent / "site")

    assert built.returncode != 0
    assert title(built.folder) == "Old"
    assert names(config.parent) >= {"site"}
    assert not left_over(config.parent)


def test_a_plugin_that_writes_to_pages_and_fails_leaves_the_last_site(config: Path) -> None:
    """Pages that are as they were may be one file in both sites, but not where it can be seen."""
    site = config.parent / "site"
    for _ in range(2):
        assert build(config, site).returncode == 0
    before = {page: page.read_bytes() for page in site.rglob("index.html")}
    (config.parent / "late.py").write_text(
        "from pathlib import Path\n"
        "def on_post_build(config):\n"
        "    for page in Path(config.site_dir).rglob('index.html'):\n"
        "        page.write_text('late')\n"
        "    raise KeyError\n"
    )
    config.write_text(TINY_CONFIG + "hooks: [late.py]\n")

    built = build(config, site)

    assert built.returncode != 0
    assert {page: page.read_bytes() for page in site.rglob("index.html")} == before


def test_a_page_that_is_as_it_was_is_the_same_file(config: Path) -> None:
    site = config.parent / "site"
    assert build(config, site).returncode == 0
    tag, library = site / "timeline/issued/index.html", site / "papers/index.html"
    stood = {page: page.stat().st_ino for page in (tag, library)}
    library.write_text("touched")

    assert build(config, site).returncode == 0

    assert tag.stat().st_ino == stood[tag]
    assert library.stat().st_ino != stood[library]
    assert "touched" not in library.read_text()
    assert tag.stat().st_nlink == 1


def test_files_of_the_site_folder_fare_as_mkdocs_lets_them(config: Path) -> None:
    """It keeps what is hidden and nothing else; a `CNAME` belongs into the docs."""
    site = config.parent / "site"
    (site / "CNAME").write_text("stale.example")
    (site / ".nojekyll").write_text("")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref")
    (config.parent / "docs" / "CNAME").write_text("reading-list.example")

    build(config, site, "--strict")

    assert (site / "CNAME").read_text() == "reading-list.example"
    assert {".git", ".nojekyll"} <= names(site)
    assert (site / ".git" / "HEAD").read_text() == "ref"


def test_a_dirty_build_adds_to_the_last_site(config: Path) -> None:
    site = config.parent / "site"
    (site / "mine.txt").write_text("mine")

    built = build(config, site, "--dirty")

    assert built.returncode == 0, built.log
    assert (site / "mine.txt").read_text() == "mine"
    assert title(site) == "New"


@pytest.mark.parametrize(
    ("said", "held"),
    [("site_dir: .\ndocs_dir: ../d", "mkdocs.yml"), ("site_dir: papers", "papers")],
)
def test_a_site_is_never_put_where_the_author_writes(config: Path, said: str, held: str) -> None:
    (config.parent.parent / "d").mkdir(exist_ok=True)
    config.write_text(f"{TINY_CONFIG}{said}\n")
    done = subprocess.run(
        [str(TOOLS / ENGINE), "build"], cwd=config.parent, capture_output=True, check=False
    )

    assert done.returncode == 1
    assert f"{held}' and would be emptied" in done.stderr.decode()
    assert (config.parent / PAPER).read_text() == "---\ntitle: New\n---\n"


def test_two_builds_at_once_do_not_mix(config: Path) -> None:
    other = config.parent / "other.yml"
    other.write_text(TINY_CONFIG.replace("papers", "others") + "docs_dir: other\n")
    (config.parent / "other").mkdir()
    (config.parent / "other" / "only.md").write_text("# Only here\n")
    command = [str(TOOLS / ENGINE), "build", "-q", "-d", "site", "-f"]
    wanted = []
    for one in (config, other):
        built = build(one, config.parent / f"site-{one.stem}")
        wanted.append(built.files())
        shutil.rmtree(built.folder)

    running = [
        subprocess.Popen([*command, str(one)], cwd=config.parent) for one in (config, other) * 3
    ]
    assert [one.wait() for one in running] == [0] * 6

    assert Built(config.parent / "site", 0, "").files() in wanted
    assert not left_over(config.parent)


def test_a_site_is_deployed_from_where_it_stands(config: Path) -> None:
    def git(*arguments: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        command = ["git", *who, *arguments]
        return subprocess.run(
            command, cwd=config.parent, capture_output=True, text=True, check=True
        ).stdout

    git("init", "--quiet")
    git("init", "--quiet", "--bare", "remote.git")
    git("remote", "add", "origin", "remote.git")
    git("config", "user.name", "A")
    git("config", "user.email", "a@example.org")
    git("add", "papers")
    git("commit", "--quiet", "-m", "One")

    subprocess.run([str(TOOLS / ENGINE), "gh-deploy", "-q"], cwd=config.parent, check=True)

    deployed = git("--git-dir", "remote.git", "show", "gh-pages:papers/lstm/index.html")
    assert "<h1" in deployed
    assert "New" in deployed
