"""What `mkdocs.yml` says of the site in plain text, read without the engine.

Separate because commands must not load the engine, whose configuration may run code.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

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
    with suppress(OSError):
        return find_own_site(disk.read_text(Path("mkdocs.yml")))
    return OwnSite()


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
