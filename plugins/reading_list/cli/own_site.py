"""What `mkdocs.yml` says of the site in plain text, read without the engine.

Separate because commands must not load the engine, whose configuration may run code.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click
import yaml

from reading_list import disk


@dataclass(frozen=True, slots=True)
class OwnSite:
    """The site of the working folder; what is not said is empty."""

    name: str = ""
    url: str = ""
    language: str = ""
    use_directory_urls: bool = True


def read_own_site() -> OwnSite:
    """Read the `mkdocs.yml` of the working folder, if there is one."""
    return find_own_site(read_config())


def read_config() -> str:
    """Return the text of the `mkdocs.yml` of the working folder; empty where there is none.

    Raises:
        click.ClickException: it cannot be read, so that nobody knows what the site is called.
    """
    try:
        return disk.read_text(Path("mkdocs.yml"))
    except FileNotFoundError:
        return ""
    except OSError as problem:
        raise click.ClickException(f"mkdocs.yml cannot be read: {problem.strerror}.") from problem


def find_own_site(config: str) -> OwnSite:
    """Find what the text of a `mkdocs.yml` says. `!ENV [NAME, default]` stands for its default."""
    root = read_root(config)
    theme = get_value(root, "theme")
    return OwnSite(
        name=read_default(get_value(root, "site_name")),
        url=read_default(get_value(root, "site_url")),
        language=read_default(get_value(theme, "language"))
        or read_default(get_value(theme, "locale")),
        use_directory_urls=read_default(get_value(root, "use_directory_urls")).lower() != "false",
    )


def read_root(config: str) -> yaml.Node | None:
    """Read YAML as nodes whose values are text; None where it cannot be read."""
    try:
        return yaml.compose(config, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None


def get_value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """Find a key of a mapping."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def read_default(node: yaml.Node | None) -> str:
    """Return a text as it stands, or the default of `!ENV`."""
    if isinstance(node, yaml.SequenceNode) and node.tag == "!ENV" and len(node.value) > 1:
        node = node.value[-1]
    return node.value if isinstance(node, yaml.ScalarNode) and node.tag != "!ENV" else ""
