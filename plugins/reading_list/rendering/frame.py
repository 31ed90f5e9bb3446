"""The theme's frame without what stands in it for scripts alone.

Separate because it knows one theme, Material, where the shell knows none. The frame is the larger
half of most pages, and a library has thousands of them: whatever is the same in all of them, and
of use to scripts alone, is taken out, and `assets/frame.js` puts it in again before the theme's
script runs. What is not found exactly as expected, in another language or version of the theme,
stays where it is.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_PIECE = re.compile(r"const (SEARCH|DIALOG|TRANSLATIONS) = (?:`(.*?)`|(\{.*?\}));\n", re.DOTALL)
_BUTTON = re.compile(
    r'(<label class="md-header__button md-icon" for="__search">\s*<svg viewBox="[^"]*">)'
    r'(<path d="[^"]*"/>)(</svg>\s*</label>\s*)\Z'
)
_LOGO = re.compile(r'(data-md-component="logo">\s*<svg viewBox="[^"]*">)<path d="([^"]*)"/>')
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
_CONTENT = "<article"


def lighten_frame(html: str) -> str:
    """Take out what our script, which the page must name, puts in again; a browser shows the same.

    Besides: an empty list of contents that is hidden, the logo where it stands again, and the look
    that a reader has chosen, on a site that leaves no choice.
    """
    head, mark, rest = html.partition(_CONTENT)
    pieces = _pieces()
    head = _drop_search(head, pieces["SEARCH"])
    if 'data-md-component="palette"' not in head:
        head = _PALETTE.sub("", head, count=1)
    head = _share_logo(_NO_CONTENTS.sub("", head, count=1).replace(_NAMESPACE, ""))
    for piece in (pieces["TRANSLATIONS"], pieces["DIALOG"], _TAB):
        rest = piece.sub("", rest, count=1)
    return _drop_store(head, mark + rest)


@cache
def _pieces() -> dict[str, re.Pattern[str]]:
    """What stands in our script as it stands in pages, whatever white space is around its lines."""
    script = (files("reading_list") / "assets" / "frame.js").read_text("utf-8")
    found = {name: html or words for name, html, words in _PIECE.findall(script)}
    patterns = {
        name: re.compile(r"\s*\n\s*".join(map(re.escape, html.splitlines())) + r"\s*")
        for name, html in found.items()
    }
    words = re.compile(re.escape(f', "translations": {found["TRANSLATIONS"]}'))
    return patterns | {"TRANSLATIONS": words}


def _drop_search(head: str, search: re.Pattern[str]) -> str:
    """The dialog, and the same icon in the button before it, whose place it keeps."""
    found = search.search(head)
    if found is None:
        return head
    before, after = head[: found.start()].replace(_NAMESPACE, ""), head[found.end() :]
    button = _BUTTON.search(before)
    if button is None or button[2] not in found[0]:
        return head  # the script knows by a button without an icon what it is to put in
    return f"{before[: button.start()]}{button[1]}{button[3]}{after}"


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
