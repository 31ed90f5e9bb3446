"""Where a build goes: beside the last site, until all is well.

Separate because it is the one thing that a build does to the engine's configuration and undoes.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from reading_list import staging
from reading_list.staging.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from mkdocs.config.defaults import MkDocsConfig

    from reading_list.staging import Staging

_ENGINES = ("mkdocs", "properdocs")

log = get_plugin_logger("reading-list")


@dataclass(frozen=True, slots=True)
class Stage:
    """The folder that the engine builds into, and the configuration that names it."""

    staging: Staging | Standing
    config: MkDocsConfig
    site_dir: str
    """What the configuration said, and is to say again."""


def begin(config: MkDocsConfig, papers_dir: str, *, keep: bool) -> Stage:
    """Let the engine build into a folder of its own; with `keep` upon a copy of the last site.

    Raises:
        PluginError: the site's folder holds what the author wrote, or cannot be written.
    """
    target = Path(config.site_dir)
    _refuse_sources(target, config, papers_dir)
    try:
        made = staging.begin_staging(target, keep=keep)
    except OSError as problem:
        raise PluginError(f"No site can be written at '{target}': {_say(problem)}.") from problem
    stage = Stage(made, config, config.site_dir)
    config.site_dir = str(made.folder)
    return stage


def begin_preview(config: MkDocsConfig, last: Standing | None) -> tuple[Stage, Standing]:
    """Let the engine build beside what it serves; `last` is what the last build left.

    Raises:
        PluginError: the folder cannot be written.
    """
    target = Path(config.site_dir)
    standing = last if last is not None and last.target == target else Standing(target)
    try:
        standing.begin()
    except OSError as problem:
        raise PluginError(f"No site can be written at '{target}': {_say(problem)}.") from problem
    stage = Stage(standing, config, config.site_dir)
    config.site_dir = str(standing.folder)
    return stage, standing


def _refuse_sources(target: Path, config: MkDocsConfig, papers_dir: str) -> None:
    """What is in the site's folder is replaced as a whole: never what the author wrote."""
    file = Path(config.config_file_path) if config.config_file_path else Path.cwd() / "mkdocs.yml"
    for path in (file, file.parent / papers_dir, Path(config.docs_dir)):
        if path.resolve().is_relative_to(target.resolve()):
            said = f"site_dir is '{target}', which holds '{path}' and would be emptied."
            raise PluginError(f"{said} Give the site a folder of its own.")


def publish(stage: Stage) -> None:
    """Put the finished site in its place, unless the engine is about to refuse it.

    Raises:
        PluginError: the site cannot be put there; the last one stands.
    """
    is_elsewhere = not Path(stage.config.site_dir).is_relative_to(stage.staging.folder)
    if is_elsewhere or (stage.config.strict and _has_warned()):
        discard(stage)  # another plugin has chosen a folder of its own, or the build ends here
        return
    try:
        if isinstance(stage.staging, Standing):
            stage.staging.publish()
        else:
            staging.publish(stage.staging)
    except OSError as problem:
        said = f"The site cannot be put at '{stage.staging.target}': {_say(problem)}."
        raise PluginError(f"{said} The last one stands.") from problem
    finally:
        _restore(stage)
    if not isinstance(stage.staging, Standing):
        log.info("The site is whole and stands at %s", stage.staging.target)


def publish_part(stage: Stage, later: AbstractSet[str]) -> tuple[Path, AbstractSet[str]]:
    """Move in what a preview has made so far; its folder, where the rest goes, and what is ready.

    Raises:
        TypeError: it is no preview.
    """
    if not isinstance(stage.staging, Standing):
        raise TypeError(stage.staging)
    try:
        return stage.staging.folder, stage.staging.publish_part(later)
    finally:
        _restore(stage)


def discard(stage: Stage) -> None:
    """Give the build up; the last site stands."""
    if isinstance(stage.staging, Standing):
        stage.staging.discard()
    else:
        staging.discard(stage.staging)
    _restore(stage)


def _restore(stage: Stage) -> None:
    """Let the configuration name the site's folder again, or what another plugin made of it."""
    now, folder = Path(stage.config.site_dir), stage.staging.folder
    if now == folder:
        stage.config.site_dir = stage.site_dir
    elif now.is_relative_to(folder):
        stage.config.site_dir = str(Path(stage.site_dir) / now.relative_to(folder))


def _has_warned() -> bool:
    """Whether the engine's own count, after which `--strict` ends a build, is above none."""
    for name in _ENGINES:
        for handler in logging.getLogger(name).handlers:
            count = getattr(handler, "get_counts", None)
            if count is not None and count():
                return True
    return False


def _say(problem: OSError) -> str:
    return problem.strerror or "unknown reason"
