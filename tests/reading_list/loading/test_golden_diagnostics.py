"""Cases readable without this runner; `UPDATE_GOLDEN=1 pytest` rewrites what is expected."""

import ast
import os
import re
from pathlib import Path

import pytest

import reading_list.loading
from builders import find_faults

GOLDEN = Path(__file__).parents[2] / "golden" / "diagnostics"
CASES = sorted(path.stem for path in GOLDEN.glob("*.md"))
BLOCK = re.compile(r"^```(?P<name>\S[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
IN_PYTHON = {"not-utf8", "file-too-large", "yaml-too-large", "too-many-values"}
"""Codes of files too large or too strange to be shown; test_front_matter.py has them."""
NO_CODES = {"container-title", "dropping-particle", "non-dropping-particle", "utf-8-sig"}
COMPOSED = {"wrong-arxiv", "wrong-doi"}


def read_case(case: str) -> tuple[dict[str, str], str]:
    text = (GOLDEN / f"{case}.md").read_text(encoding="utf-8")
    blocks = {block["name"]: block["text"] for block in BLOCK.finditer(text)}
    return blocks, blocks.pop("expected")


def find_codes() -> set[str]:
    """Every text of the loading layer that looks like a code."""
    folder = Path(reading_list.loading.__file__).parent
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.glob("*.py")]
    texts = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in texts if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", text)}


@pytest.mark.parametrize("case", CASES)
def test_golden(case: str) -> None:
    files, expected = read_case(case)

    found = "".join(f"{line}\n" for line in find_faults(files))
    if os.environ.get("UPDATE_GOLDEN"):
        path = GOLDEN / f"{case}.md"
        text = path.read_text(encoding="utf-8")
        old, new = f"```expected\n{expected}```", f"```expected\n{found}```"
        path.write_text(text.replace(old, new), encoding="utf-8")
        expected = found

    assert expected == found


def test_every_code_has_its_case() -> None:
    codes = (find_codes() - NO_CODES - IN_PYTHON) | COMPOSED

    assert codes <= set(CASES)


@pytest.mark.parametrize("code", sorted((find_codes() - NO_CODES - IN_PYTHON) | COMPOSED))
def test_a_case_shows_its_code(code: str) -> None:
    _, expected = read_case(code)

    assert f"[{code}]: " in expected


@pytest.mark.parametrize("case", CASES)
def test_messages_keep_their_grammar(case: str) -> None:
    _, expected = read_case(case)

    for line in expected.splitlines():
        assert re.fullmatch(r"\S[^:]*:\d+: (error|warning)\[[a-z0-9-]+\]: .*[.?]", line)
        assert "!" not in re.sub(r"'[^']*'", "", line)  # but for what the author wrote
        assert "please" not in line.lower()
