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

_PIECE = re.compile(r"const (SEARCH|TRANSLATIONS) = (?:`(.*?)`|(\{.*?\}));\n", re.DOTALL)
_SEARCH_BOX = '<div class="md-search__inner" role="search">'
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

    Besides: an empty list of contents that is hidden, and the look that a reader has chosen, on a
    site that leaves no choice.
    """
    head, mark, rest = html.partition(_CONTENT)
    pieces = _pieces()
    found = pieces["SEARCH"].search(head)
    if found is not None:
        head = head[: found.start()] + head[found.end() :]
    if 'data-md-component="palette"' not in head:
        head = _PALETTE.sub("", head, count=1)
    head = _NO_CONTENTS.sub("", head, count=1).replace(_NAMESPACE, "")
    rest = _TAB.sub("", pieces["TRANSLATIONS"].sub("", rest, count=1), count=1)
    return _drop_store(head, mark + rest)


@cache
def _pieces() -> dict[str, re.Pattern[str]]:
    """What stands in our script as it stands in pages, whatever white space is around its lines."""
    script = (files("reading_list") / "assets" / "frame.js").read_text("utf-8")
    found = {name: search or words for name, search, words in _PIECE.findall(script)}
    lines = map(re.escape, found["SEARCH"].splitlines())
    return {
        "SEARCH": re.compile(
            rf"(?<={re.escape(_SEARCH_BOX)})\s*" + r"\s*\n\s*".join(lines) + r"\s*"
        ),
        "TRANSLATIONS": re.compile(re.escape(f', "translations": {found["TRANSLATIONS"]}')),
    }


def _drop_store(head: str, rest: str) -> str:
    """What keeps values for a reader can wait for our script, unless another script uses it."""
    found = _STORE.search(head)
    if found is None or f'"base": "{found[1]}"' not in rest:
        return head + rest
    before, after = head[: found.start()], head[found.end() :]
    is_used = any("__md_" in part for part in (before, after, rest))
    return head + rest if is_used else before + after + rest
