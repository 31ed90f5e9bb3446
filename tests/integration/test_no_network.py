"""Nobody is asked, except by `reading-list add` for what is new today."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from replay import Reply, make_entry, make_feed, serve

if TYPE_CHECKING:
    from pathlib import Path

BUILD = """
import sys
import reading_list.mkdocs_plugin
print(sorted({"reading_list.sources", "requests"} & sys.modules.keys()))
"""
COMMAND = """
import sys

def watch(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        print("asked", event, arguments[-1], flush=True)

sys.addaudithook(watch)
from reading_list.cli import main
main()
"""
"""Python reports every connection and every name that is looked up to such a hook (PEP 578)."""


def run(folder: Path, *arguments: str, service: str = "http://127.0.0.1:9") -> str:
    """Return what the command says, and a line for every time that it asks somebody."""
    environment = {
        "PYTHONPATH": ":".join(sys.path),
        "READING_LIST_ARXIV_URL": service,
        "READING_LIST_DOI_URL": service,
        "XDG_CACHE_HOME": str(folder / "cache"),
        "HOME": str(folder),
    }
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stdout
    return done.stdout


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "mine.md").write_text(
        "---\ntitle: Mine\narxiv: 1706.03762\nurl: https://example.org/x\n---\n[@mine] $x$\n"
    )
    (tmp_path / "library.bib").write_text("@misc{a, title={A}, url={https://example.org/a}}")
    return tmp_path


def test_what_a_build_imports_can_ask_nobody() -> None:
    done = subprocess.run([sys.executable, "-c", BUILD], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("check", "missing-tags"),
        ("export --format bibtex", "@"),
        ("import library.bib", "1 new"),
        ("new paper Title", "papers/"),
        ("--help", "Commands:"),
        ("add 1706.03762 https://arxiv.org/pdf/1706.03762v2 https://example.org/x/", "already"),
        ("add 1706.3762 10.1000/abc", "Did you mean"),
        ("add file:///etc/passwd", "is no arXiv id"),
    ],
)
def test_no_command_asks_for_what_nobody_wants(library: Path, arguments: str, said: str) -> None:
    output = run(library, *arguments.split())

    assert said in output
    assert "asked" not in output


def test_adding_asks_once_a_day(library: Path) -> None:
    with serve() as replay:
        entry = make_entry("1810.04805v2", "BERT")
        replay.add("/api/query", Reply(make_feed(entry), kind="application/atom+xml"))

        first = run(library, "add", "1810.04805", service=replay.origin)
        (library / "papers" / "vaswani2017bert.md").unlink()
        second = run(library, "add", "1810.04805", service=replay.origin)

    assert "asked socket.connect" in first
    assert second == "papers/vaswani2017bert.md\n"
    assert len(replay.requests) == 1
