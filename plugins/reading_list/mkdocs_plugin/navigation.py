"""Titles in the navigation, and the site's own: formulas as Unicode, and those unreadable.

Separate because the configuration is no content: who wrote a title there is found in its text.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from reading_list import disk
from reading_list.loading.formulas import describe_formula
from reading_list.model import Location
from reading_list.texts.math import to_unicode
from reading_list.texts.math_sources import find_unreadable
from reading_list.texts.segments import split_math

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

    from reading_list.diagnostics import Diagnostic


def read_titles(nav: Navigation, config: MkDocsConfig) -> tuple[Diagnostic, ...]:
    """Write the formulas of titles as Unicode, escaped as MkDocs wants it; judge those titles."""
    found: list[Diagnostic] = []
    waiting = list(nav.items)
    while waiting:
        item = waiting.pop()
        waiting += item.children or ()
        title = vars(item).get("title")  # a page without one is named after its heading
        if not isinstance(title, str):
            continue
        found += _judge(title, config)
        item.title = _write(title, escape)
    return tuple(found)


def name_site(config: MkDocsConfig) -> tuple[Diagnostic, ...]:
    """The same for the name and the description of the site."""
    found: list[Diagnostic] = []
    for key in ("site_name", "site_description"):
        text = config[key]
        if text:
            found += _judge(text, config)
            config[key] = _write(text, escape)
    return tuple(found)


def write_plain(text: str) -> str:
    """Write the formulas of a text of the configuration as Unicode."""
    return _write(text, str)


def _write(text: str, show: Callable[[str], str]) -> str:
    return "".join(
        one.content if one.kind == "text" else show(to_unicode(one.content))
        for one in split_math(text)
    )


def _judge(title: str, config: MkDocsConfig) -> Iterator[Diagnostic]:
    """May yield `unreadable-formula`, on the line of the configuration that has the formula."""
    formulas = find_unreadable(title)
    if not formulas or not config.config_file_path:
        return
    path = Path(config.config_file_path)
    lines = disk.read_text(path).split("\n")
    for formula in formulas:
        # Between double quotes YAML doubles the backslash.
        signs = (formula.tex, formula.tex.replace("\\", "\\\\"))
        places = (
            number
            for number, line in enumerate(lines, start=1)
            if any(sign in line for sign in signs)
        )
        yield describe_formula(Location(path.name, next(places, 1)), formula)
