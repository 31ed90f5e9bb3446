"""What is taken out of the theme's frame, and what stays."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from reading_list.rendering.frame import lighten_frame

SCRIPT = (files("reading_list") / "assets" / "frame.js").read_text("utf-8")
FOUND_SEARCH = re.search(r"const SEARCH = `(.*?)`;", SCRIPT, re.DOTALL)
FOUND_DIALOG = re.search(r"const DIALOG = `(.*?)`;", SCRIPT, re.DOTALL)
FOUND_WORDS = re.search(r"const TRANSLATIONS = (.*?);\n", SCRIPT)
SEARCH = FOUND_SEARCH[1] if FOUND_SEARCH else ""
DIALOG = FOUND_DIALOG[1] if FOUND_DIALOG else ""
WORDS = FOUND_WORDS[1] if FOUND_WORDS else ""
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
STORE = (
    '<script>__md_scope=new URL("..",location),__md_hash=e=>[...e].reduce(((e,_)=>(e<<5)-e+'
    "_.charCodeAt(0)),0),__md_get=e=>e,__md_set=e=>{try{t()}catch(e){}}</script>\n"
)
PALETTE = '<script>var palette=__md_get("__palette");if(palette){}</script>\n'
TAB = (
    "<script>var target=document.getElementById(location.hash.slice(1));target&&"
    'target.name&&(target.checked=target.name.startsWith("__tabbed_"))</script>\n'
)
CONTENTS = (
    '<div class="md-sidebar md-sidebar--secondary" data-md-component="sidebar"'
    ' data-md-type="toc" hidden>\n<div class="md-sidebar__scrollwrap">\n'
    '<div class="md-sidebar__inner">\n<nav class="md-nav md-nav--secondary" aria-label="x">\n'
    "%s</nav>\n</div>\n</div>\n</div>\n"
)
FOUND_ICON = re.search(r"<path[^>]*>", SEARCH)
ICON = FOUND_ICON[0] if FOUND_ICON else ""
BUTTON = (
    '<label class="md-header__button md-icon" for="__search">\n'
    '<svg viewBox="0 0 24 24">%s</svg>\n</label>\n'
)
LOGO = '<a data-md-component="logo">\n<svg viewBox="0 0 24 24">%s</svg>\n</a>\n'
USED = '<use xlink:href="#rl-logo"/>'
BOOK, DRAWN = '<path d="M1 2"/>', '<path id="rl-logo" d="M1 2"/>'
CONFIG = '<script id="__config" type="application/json">{"base": "..", "tags": null%s}</script>\n'
ARTICLE = "<article>x</article>\n"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (BUTTON % ICON + SEARCH + ARTICLE, BUTTON % "" + ARTICLE),
        (BUTTON % ICON + SEARCH.replace("\n", "\n \n  ") + ARTICLE, BUTTON % "" + ARTICLE),
        (LOGO % BOOK + LOGO % BOOK + ARTICLE, LOGO % DRAWN + LOGO % USED + ARTICLE),
        (ARTICLE + DIALOG, ARTICLE),
        (ARTICLE + CONFIG % f', "translations": {WORDS}', ARTICLE + CONFIG % ""),
        (STORE + ARTICLE + CONFIG % "", ARTICLE + CONFIG % ""),
        (STORE + PALETTE + ARTICLE + CONFIG % "", ARTICLE + CONFIG % ""),
        (CONTENTS % "" + ARTICLE, ARTICLE),
        (ARTICLE + TAB, ARTICLE),
        (f"<svg{NAMESPACE}></svg>" + ARTICLE, "<svg></svg>" + ARTICLE),
    ],
)
def test_what_a_script_can_put_in_is_taken_out(html: str, expected: str) -> None:
    assert expected == lighten_frame(html)


@pytest.mark.parametrize(
    "html",
    [
        BUTTON % ICON + SEARCH.replace("Search", "Suche").replace(NAMESPACE, "") + ARTICLE,
        BUTTON % BOOK + SEARCH.replace(NAMESPACE, "") + ARTICLE,
        SEARCH.replace(NAMESPACE, "") + ARTICLE,
        LOGO % BOOK + LOGO % ICON + ARTICLE,
        ARTICLE + CONFIG % f', "translations": {WORDS.replace("Missing", "Es fehlt")}',
        ARTICLE + BUTTON % ICON + SEARCH,  # what a page says of a theme is no frame
        STORE + ARTICLE + CONFIG % "" + '<script>__md_get("x")</script>',
        STORE.replace('".."', '"../.."') + ARTICLE + CONFIG % "",
        STORE + PALETTE + '<form data-md-component="palette"></form>' + ARTICLE + CONFIG % "",
        CONTENTS % "<ul><li>a</li></ul>\n" + ARTICLE,
        "<p>Of another theme, whose pages have no article.</p>",
    ],
)
def test_all_else_stays(html: str) -> None:
    assert html == lighten_frame(html)
