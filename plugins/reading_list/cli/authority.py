"""The host that permanent feed ids name: an option, or what `mkdocs.yml` says in plain text.

Separate because every command that makes papers needs it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import click
import yaml

from reading_list.cli.own_site import get_value, read_config, read_default, read_root
from reading_list.identifiers import is_host


def check_authority(_context: object, _parameter: object, value: str) -> str:
    """Accept the name of a host, in lower case, or nothing."""
    host = value.lower()
    if host and not is_host(host):
        raise click.BadParameter(f"'{value}' is not the name of a host, such as example.org.")
    return host


authority_option = click.option(
    "--authority",
    metavar="HOST",
    default="",
    callback=check_authority,
    help="Host of the site, for permanent feed ids; by default that of mkdocs.yml.",
)


def read_authority() -> str:
    """Find the host in the `mkdocs.yml` of the working folder, if there is one."""
    return find_authority(read_config())


def find_authority(config: str) -> str:
    """Find the host in the text of a `mkdocs.yml`: the plugin's own option, else `site_url`.

    `!ENV [NAME, default]` stands for its default. Nothing where none of it can be read.
    """
    root = read_root(config)
    plugins = get_value(root, "plugins")
    items = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    options = (get_value(get_value(item, "reading-list"), "authority") for item in items)
    named = next((text for one in options if (text := read_default(one))), "")
    try:
        host = (named or urlsplit(read_default(get_value(root, "site_url"))).hostname or "").lower()
    except ValueError:
        return ""
    return host if is_host(host) else ""
