"""What is taken out of the theme's frame, and what stays."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from reading_list.rendering.frame import lighten_frame

SCRIPT = (files("reading_list") / "assets" / "frame.js").read_text("utf-8")
FOUND_SEARCH = re.search(r"const SEARCH = `(.*?)`;", SCRIPT, re.DOTALL)
FOUND_WORDS = re.search(r"const TRANSLATIONS = (.*?);\n", SCRIPT)
SEARCH = FOUND_SEARCH[1] if FOUND_SEARCH else ""
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
BOX = '<div class="md-search__inner" role="search">\n%s</div>\n'
CONFIG = '<script id="__config" type="application/json">{"base": "..", "tags": null%s}</script>\n'
ARTICLE = "<article>x</article>\n"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (BOX % SEARCH + ARTICLE, '<div class="md-search__inner" role="search"></div>\n' + ARTICLE),
        (BOX % SEARCH.replace("\n", "\n \n  ") + ARTICLE, BOX.replace("\n", "", 1) % "" + ARTICLE),
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
        BOX % SEARCH.replace("Search", "Suche").replace(NAMESPACE, "") + ARTICLE,
        ARTICLE + CONFIG % f', "translations": {WORDS.replace("Missing", "Es fehlt")}',
        ARTICLE + BOX % SEARCH,  # what a page says of a theme is no frame
        STORE + ARTICLE + CONFIG % "" + '<script>__md_get("x")</script>',
        STORE.replace('".."', '"../.."') + ARTICLE + CONFIG % "",
        STORE + PALETTE + '<form data-md-component="palette"></form>' + ARTICLE + CONFIG % "",
        CONTENTS % "<ul><li>a</li></ul>\n" + ARTICLE,
        "<p>Of another theme, whose pages have no article.</p>",
    ],
)
def test_all_else_stays(html: str) -> None:
    assert html == lighten_frame(html)
