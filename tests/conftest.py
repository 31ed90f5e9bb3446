"""Profiles of the property tests, and the site of this repository, built once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from sites import ROOT, Built, build

if TYPE_CHECKING:
    from pathlib import Path

settings.register_profile(
    "desk", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "ci",
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """What this repository publishes."""
    folder: Path = tmp_path_factory.mktemp("mkdocs") / "site"
    built = build(ROOT / "mkdocs.yml", folder, "--strict")
    assert built.returncode == 0, built.log
    return built
