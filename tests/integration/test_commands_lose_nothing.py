"""Whatever goes wrong while a command writes: files are whole, and the author hears of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sites import write_site

pytestmark = pytest.mark.integration

FAILING = Path(__file__).parent.parent / "failing_command.py"
FILES = {
    "papers/one.md": "---\ntitle: One\ndoi: 10.1000/abc # mine\ntags: [nlp]\n---\nNotes.\n",
    "papers/two.md": "---\ntitle: Two\nadded: 2025-07-03\ntags: [nlp, x]\n---\n",
    "docs/tags.yml": "nlp: {title: NLP}\n",
    "docs/blog/posts/post.md": "---\ndate: 2025-07-03\ntags: [nlp]\n---\n# Post\n",
    "new.bib": "@misc{k, title = {Three}}\n@misc{l, title = {Four}}\n",
    "out.txt": "what was written before\n",
}
COMMANDS = {
    "add": "add 1706.03762",
    "add --fill": "add --fill 10.1000/abc",
    "import": "import new.bib",
    "tags rename": "tags rename nlp language",
    "new": "new paper Five --date 2025-07-03",
    "digest": "digest --month 2025-07 --format markdown --output out.txt --force",
    "export": "export --format bibtex --output out.txt",
}


@pytest.mark.parametrize("how", ["fail", "full", "kill"])
@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_files_are_whole_whatever_fails(tmp_path: Path, how: str, arguments: str) -> None:
    folder = tmp_path / "library"
    write_site(folder, FILES)
    for name in FILES:
        (folder / name).chmod(0o640)

    done = subprocess.run(
        [sys.executable, FAILING, how, folder, *arguments.split()],
        capture_output=True,
        text=True,
        check=False,
    )

    first, *wrong, last = done.stdout.splitlines() or ["", done.stderr]
    assert (first, wrong) == ("changed", []), done.stderr
    assert last.endswith("tried; well at first")
    assert int(last.split()[0]) > 5
