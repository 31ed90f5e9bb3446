"""The same input gives the same bytes, whatever machine, time and order it comes in."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from sites import CONFIG, ENGINE, TOOLS, Built, build, write_site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.integration

TAGS = ("Memory", "memory", "Mémoire", "深度学习", "C++", "C#", "ß", "İstanbul")


def make_files() -> dict[str, str]:
    """A library in which ties, spellings and letters leave room for an order of chance."""
    files = {
        "docs/index.md": "# Home\n\n<!-- reading-list: latest -->\n",
        "docs/picture.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "docs/blog/.authors.yml": "authors: {a: {name: Ä A}, b: {name: b B}, ü: {name: Ü}}\n",
        "docs/tags.yml": "memory: {title: Memory, aliases: [Erinnerung]}\n",
    }
    for number in range(24):
        tags = ", ".join(f"'{TAGS[(number + step) % len(TAGS)]}'" for step in range(3))
        needed = f"p{number - 3}" if number >= 3 else ""
        files[f"papers/p{number}.md"] = (
            f"---\ntitle: Work {number % 5} über $x_{number}$\nauthors: [Ann Ab, 'Élan, Éa']\n"
            f"added: 2025-0{number % 3 + 1}\nissued: 201{number % 4}\ntags: [{tags}]\n"
            f"prerequisites: [{needed}]\narxiv: '1706.{10000 + number}'\nwhy: It is *good*.\n"
            f"links: {{pdf: 'https://example.org/{number}', code: 'https://example.org/'}}\n"
            f"---\nSee [@p{(number + 1) % 24}] and p{number}.\n"
        )
    for number in range(6):
        files[f"docs/blog/posts/ö{number}.md"] = (
            f"---\ndate: 2025-07-01\ntags: [Memory, C++]\ncategories: [B, a, Ä]\nauthors: [b, a]\n"
            f"---\n# Post {number % 2}\n\n[@p{number}; @p1] text.\n"
        )
        files[f"docs/reading/o{number}.md"] = f"---\ntitle: O\norder: [p{number}, p9]\n---\n"
    files["docs/reading/all.md"] = "---\norder: all\n---\n"
    return files


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("here")
    built = build(write_site(folder, make_files()), folder / "site", "--strict")
    assert built.returncode == 0, built.log
    return built


def differing(first: Built, second: Built) -> list[str]:
    one, other = first.files(), second.files()
    assert one.keys() == other.keys()
    return [name for name in one if one[name] != other[name]]


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Los_Angeles", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4294967295"},
        {"SOURCE_DATE_EPOCH": "1", "PYTHONHASHSEED": "2", "PYTHONUTF8": "1", "COLUMNS": "20"},
    ],
)
def test_zone_locale_and_hash_seed_make_no_difference(
    site: Built, tmp_path: Path, environment: dict[str, str]
) -> None:
    config = write_site(tmp_path, make_files())

    again = build(config, tmp_path / "site", "--strict", environment=environment)

    assert again.returncode == 0, again.log
    assert differing(site, again) == []


def test_order_of_files_their_times_and_their_place_make_no_difference(
    site: Built, tmp_path: Path
) -> None:
    folder = tmp_path / "ein anderer Ort mit ü und 100%" / "x"
    folder.mkdir(parents=True)
    files = dict(reversed(make_files().items()))
    config = write_site(folder, files, CONFIG)
    for age, name in enumerate(files):
        os.utime(folder / name, (age, 4_000_000_000 - age * 1_000_000))
        (folder / name).chmod(0o600)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    done = subprocess.run(
        [str(TOOLS / ENGINE), "build", "-q", "--strict", "-f", str(config)],
        cwd=elsewhere, capture_output=True, text=True, check=False, umask=0o077,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert list(elsewhere.iterdir()) == []
    assert differing(site, Built(folder / "site", 0, "")) == []


def test_a_site_in_the_place_of_another_is_no_other_site(site: Built, tmp_path: Path) -> None:
    """What stood there before leaves no trace, and a build twice is a build once."""
    files = make_files()
    config = write_site(tmp_path, files | {"papers/gone.md": "---\ntitle: Gone\n---\n"})
    build(config, tmp_path / "site", "--strict")
    shutil.rmtree(tmp_path / "papers")

    again = build(write_site(tmp_path, files), tmp_path / "site", "--strict")

    assert again.returncode == 0, again.log
    assert differing(site, again) == []
