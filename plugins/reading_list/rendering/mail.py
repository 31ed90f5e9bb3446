"""A letter -> the HTML that mail programs show, and the plain text beside it.

Separate because both obey rules of their own: styles on every element, tables where programs know
no other layout, no picture and no address that is not absolute; and lines of 72 columns.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from reading_list.rendering.letters import fit_letter, show_unicode
from reading_list.rendering.templates import plural
from reading_list.texts.characters import clean_line
from reading_list.texts.fragments import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reading_list.rendering.letters import Letter, LetterItem

LARGEST = 100_000
"""Bytes of an e-mail; Gmail cuts what is larger than 102 kB."""
COLUMNS = 72
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_STYLED = r'<a class="a" href="\1" style="color:#9a3412">\2</a>'
_WIDE = frozenset("WF")


def write_mail(letter: Letter) -> str:
    """HTML of at most `LARGEST` bytes; what finds no place is counted, with a link to the whole."""
    template = _environment().get_template("digest_mail.html")
    return fit_letter(letter, LARGEST, lambda cut: template.render(letter=cut))


def write_plain(letter: Letter) -> str:
    """Plain text in lines of 72 columns; addresses are numbered and listed at the end, unbroken."""
    links = _Links()
    lines = [*_wrap(letter.site_name), *_wrap(letter.title), "", *_wrap(letter.lead)]
    for section in letter.sections:
        title = [*_wrap(section.title)]
        rule = "-" * min(max(map(_measure, title), default=1), COLUMNS)
        lines += ["", "", *title, rule]
        for item in section.items:
            lines += ["", *_write_item(item, links)]
    if letter.left_out:
        more = plural(letter.left_out, "more entry")
        lines += ["", "", *_wrap(f"{more} found no place here: {links.number(letter.url)}.")]
    whole, more = links.number(letter.url), links.number(letter.subscribe_url)
    lines += [
        "",
        "",
        *_wrap(f"On the web: {whole}. Other ways to follow: {more}."),
        "",
        *links.list(),
    ]
    return "\n".join((*lines, ""))


class _Links:
    """Addresses, numbered as they come, each once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, url: str) -> str:
        return f"[{self._numbers.setdefault(url, len(self._numbers) + 1)}]"

    def list(self) -> Iterator[str]:
        return (f"[{number}] {url}" for url, number in self._numbers.items())


def _write_item(item: LetterItem, links: _Links) -> Iterator[str]:
    yield from _wrap(f"{item.title} {links.number(item.url)}", "* ", "  ")
    yield from _wrap(item.byline, "  ", "  ")

    def number(match: re.Match[str]) -> str:
        return f"{match[2]} {links.number(unescape(match[1]))}"

    yield from _wrap(to_text(_LINK.sub(number, show_unicode(item.why))), "  ", "  ")


def _wrap(text: str, first: str = "", rest: str = "") -> Iterator[str]:
    """Lines of at most `COLUMNS` columns; a word that is longer is cut."""
    line = first
    room = COLUMNS - len(first)
    begin = first
    for word in _split(clean_line(text).split(" "), room):
        gap = "" if line == begin else " "
        if line != begin and _measure(line) + 1 + _measure(word) > COLUMNS:
            yield line
            line = begin = rest
            gap = ""
        line += gap + word
    if line != begin:
        yield line


def _split(words: Iterable[str], room: int) -> Iterator[str]:
    for word in words:
        part, width = "", 0
        for char in word:
            columns = _measure(char)
            if width + columns > room:
                yield part
                part, width = "", 0
            part += char
            width += columns
        if part:
            yield part


def _measure(text: str) -> int:
    """Columns of a text on a terminal. Source: Unicode Standard Annex 11."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in _WIDE)
        for char in text
    )


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("reading_list", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"reason": _style, "plural": plural}
    return environment


def _style(html: str) -> Markup:
    """Formulas in Unicode, and a style on each link; the text was cleaned in `letters`."""
    return Markup(_LINK.sub(_STYLED, show_unicode(html)))  # noqa: S704
