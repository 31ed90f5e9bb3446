"""The theme's frame without what stands in it for scripts alone.

Separate because it knows one theme, Material, where the shell knows none. The frame is the larger
half of most pages, and a library has thousands of them: whatever is the same in all of them, and
of use to scripts alone, is taken out, and `assets/frame.js` puts it in again before the theme's
script runs. It is read from a page that the theme has made, so it is in the theme's words and
version; what is not found as expected stays where it is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from reading_list.rendering.shell import compact, drop_from_tags

_SEARCH = '<div class="md-search" '
_BUTTON = re.compile(
    r'(<label class="md-header__button md-icon" for="__search">\s*<svg[^>]*>)'
    r'(<path d="[^"]*"/>)(</svg>\s*</label>\s*)\Z'
)
_DIALOG = re.compile(
    r'<div class="md-dialog" data-md-component="dialog">\s*'
    r'<div class="md-dialog__inner md-typeset"></div>\s*</div>\s*'
)
_LOGO = re.compile(r'(data-md-component="logo">\s*<svg[^>]*>)<path d="([^"]*)"/>')
_DIV = re.compile(r"<(/?)div\b")
_CONFIG = '<script id="__config" type="application/json">'
_PLACED = re.compile(r"<script|\b(?:src|href|action)=(?!\"javascript:)")
_WORDS = re.compile(r', "translations": (\{[^{}]*\})')
_PALETTE = re.compile(r'<script>var palette=__md_get\("__palette"\);[^<]*</script>\s*')
_STORE = re.compile(
    r'<script>__md_scope=new URL\("([^"]*)",location\),__md_hash=e=>\[\.\.\.e\]\.reduce\(\('
    r"\(e,_\)=>\(e<<5\)-e\+_\.charCodeAt\(0\)\),0\),__md_get=[^<]*,__md_set=[^<]*</script>\s*"
)
_TAB = re.compile(
    r"<script>var target=document\.getElementById\(location\.hash\.slice\(1\)\);[^<]*"
    r'startsWith\("__tabbed_"\)\)</script>\s*'
)
_NO_CONTENTS = re.compile(
    r'<div class="md-sidebar md-sidebar--secondary" data-md-component="sidebar"'
    r' data-md-type="toc" hidden>\s*<div class="md-sidebar__scrollwrap">\s*'
    r'<div class="md-sidebar__inner">\s*<nav class="md-nav md-nav--secondary"'
    r' aria-label="[^"]*">\s*</nav>\s*</div>\s*</div>\s*</div>\s*'
)
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
_CONTENT, _END = "<article", "</article>"


@dataclass(frozen=True, slots=True)
class Frame:
    """What pages leave to our script."""

    search: str = ""
    """The theme's search dialog, HTML."""
    words: str = ""
    """JSON object: the words that the theme's script shows."""

    def lighten(self, html: str) -> str:
        """Take out what our script, which the page must name, puts in; a browser shows the same.

        Besides: white space that the theme's templates leave, an empty list of contents that is
        hidden, the logo where it stands again, and the look that a reader has chosen, on a site
        that leaves no choice.
        """
        head, content, tail = _split(html)
        head, tail = compact(head), compact(tail)
        if self.search:
            head = _drop_search(head, _match_lines(self.search))
        if self.words:
            tail = tail.replace(f', "translations": {self.words}', "", 1)
        if 'data-md-component="palette"' not in head:
            head = _PALETTE.sub("", head, count=1)
        head = drop_from_tags(_NO_CONTENTS.sub("", head, count=1), "<svg", _NAMESPACE)
        tail = _DIALOG.sub("", _TAB.sub("", tail, count=1), count=1)
        return _drop_store(_share_logo(head), content + tail)

    def fill(self, script: str) -> str:
        """`assets/frame.js`, or a script that holds it, with what it is to put in."""
        filled = script.replace('const SEARCH = "";', f"const SEARCH = {json.dumps(self.search)};")
        words = self.words or "null"
        return filled.replace("const TRANSLATIONS = null;", f"const TRANSLATIONS = {words};")


def find_frame(html: str) -> Frame:
    """Read it from any page; nothing that depends on where the page lies."""
    head, _, tail = _split(html)
    search = _find_search(head)
    words = _WORDS.search(tail.partition(_CONFIG)[2])
    return Frame(search, words[1] if words and _is_json(words[1]) else "")


def _split(html: str) -> tuple[str, str, str]:
    """What stands before the content, the content, which may hold articles too, and the rest."""
    head, mark, rest = html.partition(_CONTENT)
    content, end, tail = rest.rpartition(_END)
    return (head, f"{mark}{content}{end}", tail) if end else (head, mark + rest, "")


def _find_search(head: str) -> str:
    """The dialog, if there is no more in it than a form, a place for results and known icons."""
    before, mark, rest = head.partition(_SEARCH)
    button = _BUTTON.search(before)
    depth = 0
    for found in _DIV.finditer(mark + rest if button else ""):
        depth += -1 if found[1] else 1
        if not depth:
            search = f"{mark}{rest}"[: found.start()] + "</div>"
            is_whole = button is not None and button[2] in search and not _PLACED.search(search)
            return search if is_whole else ""
    return ""


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=8)  # one for each site
def _match_lines(search: str) -> re.Pattern[str]:
    """Finds it in a page, whatever white space is around its lines."""
    return re.compile(r"\s*\n\s*".join(map(re.escape, search.splitlines())) + r"\s*")


def _drop_search(head: str, search: re.Pattern[str]) -> str:
    """The dialog, and the icon of the button before it: by the want of it our script knows."""
    found = search.search(head)
    button = _BUTTON.search(head, 0, found.start()) if found else None
    if found is None or button is None or button[2] not in found[0]:
        return head
    return f"{head[: button.start()]}{button[1]}{button[3]}{head[found.end() :]}"


def _share_logo(head: str) -> str:
    """Draw the logo of the menu by that of the header.

    By an old name, for the theme takes every `href` of a page for that of a link.
    """
    logos = [*_LOGO.finditer(head)]
    if len(logos) != 2 or logos[0][2] != logos[1][2]:  # noqa: PLR2004 - the header's and the menu's
        return head
    first, second = logos
    return (
        f'{head[: first.start()]}{first[1]}<path id="rl-logo" d="{first[2]}"/>'
        f"{head[first.end() : second.start()]}{second[1]}"
        f'<use xlink:href="#rl-logo"/>{head[second.end() :]}'
    )


def _drop_store(head: str, rest: str) -> str:
    """What keeps values for a reader can wait for our script, unless another script uses it."""
    found = _STORE.search(head)
    if found is None or f'"base": "{found[1]}"' not in rest:
        return head + rest
    before, after = head[: found.start()], head[found.end() :]
    is_used = any("__md_" in part for part in (before, after, rest))
    return head + rest if is_used else before + after + rest
