"""What the documents say of the code, held against the code."""

from __future__ import annotations

import ast
import os
import re
from typing import TYPE_CHECKING

import pytest
import yaml

from reading_list.cli import main
from reading_list.loading import orders, papers, posts, tags
from reading_list.mkdocs_plugin.authored import MARKERS
from reading_list.mkdocs_plugin.options import Options
from sites import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = ROOT / "plugins" / "reading_list"
GUIDE = ROOT / "docs" / "guide"
GOLDEN = ROOT / "tests" / "golden"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
LINKING = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", ".github/CONTRIBUTING.md")

REPORTS = {
    "error": "error",
    "fault": "error",
    "_Fault": "error",
    "_clashes": "error",
    "_unknown_paper": "error",
    "warning": "warning",
    "advice": "advice",
    "_warn": "warning",
}
"""Functions that take a code -> the severity that they give it."""
CODE = r"[a-z0-9]+(?:-[a-z0-9]+)+"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def find_rows(page: str) -> dict[str, str]:
    """First cell of each row, without its backticks -> the second cell."""
    found = re.findall(
        r"^\| `([^`]+)` \| ([^|]*) \|", (GUIDE / page).read_text("utf-8"), re.MULTILINE
    )
    return {name: cell.strip() for name, cell in found}


def find_code_uses() -> Iterator[tuple[str, str]]:
    """(code, severity) of each call that reports a fault, and of each golden line.

    The golden files also hold the codes that calls compose, such as `wrong-doi`.
    """
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            for one in node.args[:2] if name in REPORTS else ():
                text = one.value if isinstance(one, ast.Constant) else ""
                if isinstance(text, str) and re.fullmatch(CODE, text):
                    yield text, REPORTS[name]
    for path in GOLDEN.rglob("*.md"):
        for severity, code in re.findall(
            rf"(error|warning|advice)\[({CODE})\]: ", path.read_text("utf-8")
        ):
            yield code, severity


def test_every_code_has_a_row_and_every_row_a_code() -> None:
    assert {code for code, _ in find_code_uses()} == set(find_rows("faults.md"))


def test_every_row_names_the_severity() -> None:
    rows = find_rows("faults.md")

    assert {(code, name) for code, name in find_code_uses() if name not in rows[code]} == set()


def test_the_example_of_a_fault_is_a_real_one() -> None:
    example = re.search(r"^```\n(.*\n)```$", (GUIDE / "faults.md").read_text("utf-8"), re.MULTILINE)
    golden = (GOLDEN / "diagnostics" / "unknown-prerequisite.md").read_text("utf-8")

    assert example is not None
    assert example[1] in golden


def test_every_option_has_a_row_with_its_default() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| \w+ \| ([^|]*) \|", read("docs/guide/configuration.md"), re.MULTILINE
    )
    said = {name: cell.strip("`") for name, cell in rows}
    options = Options()
    options.validate()

    assert set(options) == set(said)
    wrong = [name for name, value in options.items() if value and str(value).lower() != said[name]]
    assert wrong == []


@pytest.mark.parametrize("page", ["configuration.md", "tags-and-timeline.md"])
def test_every_marker_has_a_row(page: str) -> None:
    assert set(MARKERS) <= set(find_rows(page))


@pytest.mark.parametrize(
    ("page", "keys"),
    [
        ("papers.md", papers.KEYS),
        ("posts.md", posts.KEYS),
        ("tags-and-timeline.md", tags.KEYS),
    ],
)
def test_every_key_has_a_row(page: str, keys: list[str]) -> None:
    assert set(keys) <= set(find_rows(page))


def test_every_command_has_a_section_with_an_example() -> None:
    sections = re.findall(
        r"^## `(\w+)`\n+```sh\nreading-list (\w+)", read("docs/guide/commands.md"), re.MULTILINE
    )

    assert dict(sections) == {name: name for name in main.commands}
    assert [
        name for name, one in main.commands.items() if "Example" not in (one.epilog or "")
    ] == []


def test_every_key_of_an_order_is_named() -> None:
    named = set(re.findall(r"`(\w+)`", read("docs/guide/orders.md")))

    assert set(orders.KEYS) <= named


def test_the_tree_holds_every_module_and_nothing_else() -> None:
    block = re.search(
        r"^```\n(plugins/reading_list/\n.*?)^```$",
        read("ARCHITECTURE.md"),
        re.MULTILINE | re.DOTALL,
    )
    assert block is not None
    said = set()
    covered = set()
    folder = ""
    for line in block[1].splitlines()[1:]:
        inner, names = re.findall(r"^(│   )?[├└]── ([^\s,]+(?:, [^\s,]+)*)", line)[0]
        for name in names.split(", "):
            if name.endswith("/") and inner:
                covered.add(f"{folder}{name}")
            elif name.endswith("/"):
                folder = name
                said.add(name)
            else:
                said.add(f"{folder if inner else ''}{name}")
    modules = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if path.name != "__init__.py"
    }
    inside = {f"{one.rpartition('/')[0]}/" for one in modules if one.count("/") > 1}
    modules = {one for one in modules if one.count("/") < 2}
    folders = {f"{path.name}/" for path in PACKAGE.iterdir() if path.is_dir()} - {"__pycache__/"}

    assert modules | folders == said
    assert inside == covered


def test_the_layers_are_those_of_the_contract() -> None:
    contract = re.search(
        r"^layers = \[\n(.*?)^\]", read("pyproject.toml"), re.MULTILINE | re.DOTALL
    )
    assert contract is not None
    layers = re.findall(r'"([^"]+)"', contract[1])

    assert " > ".join(f"`{layer}`" for layer in layers) in read("ARCHITECTURE.md")


@pytest.mark.parametrize("name", ["README.md", ".github/CONTRIBUTING.md"])
def test_the_scripts_that_are_named_exist(name: str) -> None:
    scripts = set(re.findall(r"\bscripts/\w+", read(name)))

    assert scripts
    assert [one for one in sorted(scripts) if not os.access(ROOT / one, os.X_OK)] == []


@pytest.mark.parametrize("name", LINKING)
def test_relative_links_lead_to_files(name: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)", read(name))

    assert [one for one in targets if not ((ROOT / name).parent / one).exists()] == []


def test_front_documents_stay_short() -> None:
    assert len(read("README.md").splitlines()) < 90
    assert len(read("ARCHITECTURE.md").splitlines()) < 150


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_rights_are_few(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    lines = re.findall(r"uses: (.*)", text)

    assert lines
    assert [one for one in lines if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", one)] == []
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"]
        assert job["permissions"]
        assert not any("${{" in step.get("run", "") for step in job["steps"])


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_issue_forms_are_sound(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert path.stem == "config" or {"name", "description", "body"} <= set(form)
