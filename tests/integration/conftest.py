"""The site of this repository, built once with each engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sites import ROOT, Built, build

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder: Path = tmp_path_factory.mktemp("mkdocs") / "site"
    built = build(ROOT / "mkdocs.yml", folder, "--strict")
    assert built.returncode == 0, built.log
    return built
