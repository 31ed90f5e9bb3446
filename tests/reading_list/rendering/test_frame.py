"""What is taken out of the theme's frame, and what stays."""

from __future__ import annotations

import json
import re

import pytest

from reading_list.rendering.frame import Frame, find_frame

SEARCH = (
    '<div class="md-search" role="dialog">\n<svg><path d="M3 4"/></svg>\n'
    '<form class="x" name="search">\n<input placeholder="Suche">\n</form>\n'
    '<div class="output">\n<div>\n<a href="javascript:void(0)">Teilen</a>\n</div>\n</div>\n</div>'
)
WORDS = '{"clipboard.copy": "In Zwischenablage", "search.result.other": "# „Treffer“"}'
FRAME = Frame(SEARCH, WORDS)
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
BUTTON = '<label class="md-header__button md-icon" for="__search">\n<svg>%s</svg>\n</label>\n'
DIALOG = (
    '<div class="md-dialog" data-md-component="dialog">\n'
    '<div class="md-dialog__inner md-typeset"></div>\n</div>\n'
)
LOGO = '<a data-md-component="logo">\n<svg>%s</svg>\n</a>\n'
BOOK, DRAWN = '<path d="M1 2"/>', '<path id="rl-logo" d="M1 2"/>'
USED = '<use xlink:href="#rl-logo"/>'
CONFIG = '<script id="__config" type="application/json">{"base": "..", "tags": null%s}</script>\n'
ARTICLE = "<article>x</article>\n"


def box(search: str, icon: str = '<path d="M3 4"/>') -> str:
    return f"{BUTTON % icon}{search}\n"


def test_what_scripts_need_is_read_from_a_page_of_the_theme() -> None:
    page = f"<div>\n{box(SEARCH)}</div>\n{ARTICLE}" + CONFIG % f', "translations": {WORDS}'

    assert find_frame(page) == FRAME


@pytest.mark.parametrize(
    "page",
    [
        "<p>Of another theme.</p>",
        ARTICLE + box(SEARCH) + f', "translations": {WORDS}',  # what a page says of a theme
        box(SEARCH.replace("javascript:void(0)", "../search/")) + ARTICLE,
        box(SEARCH.replace("<form", "<script>x()</script><form")) + ARTICLE,
        box('<div class="md-search" >\n<div>') + ARTICLE,
        box(SEARCH, icon=BOOK) + ARTICLE,
        SEARCH + ARTICLE,
        ARTICLE + CONFIG % ', "translations": {"a": {"b": "c"}}',
        ARTICLE + CONFIG % ', "translations": {a}',
    ],
)
def test_what_depends_on_the_page_is_not_taken(page: str) -> None:
    assert find_frame(page) == Frame()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (box(SEARCH) + ARTICLE, BUTTON % "" + ARTICLE),
        (box(SEARCH.replace("\n", "\n \n  ")) + ARTICLE, BUTTON % "" + ARTICLE),
        (ARTICLE + CONFIG % f', "translations": {WORDS}', ARTICLE + CONFIG % ""),
        (STORE + ARTICLE + CONFIG % "", ARTICLE + CONFIG % ""),
        (STORE + PALETTE + ARTICLE + CONFIG % "", ARTICLE + CONFIG % ""),
        (CONTENTS % "" + ARTICLE, ARTICLE),
        (ARTICLE + DIALOG, ARTICLE),
        (LOGO % BOOK + LOGO % BOOK + ARTICLE, LOGO % DRAWN + LOGO % USED + ARTICLE),
        (ARTICLE + TAB, ARTICLE),
        (f"<svg{NAMESPACE}></svg>" + ARTICLE, "<svg></svg>" + ARTICLE),
    ],
)
def test_what_a_script_can_put_in_is_taken_out(html: str, expected: str) -> None:
    assert expected == FRAME.lighten(html)


@pytest.mark.parametrize(
    "html",
    [
        box(SEARCH.replace("Suche", "Search")) + ARTICLE,
        ARTICLE + CONFIG % f', "translations": {WORDS.replace("Treffer", "mehr")}',
        box(SEARCH, icon=BOOK) + ARTICLE,
        SEARCH + ARTICLE,
        LOGO % BOOK + LOGO % DRAWN + ARTICLE,
        ARTICLE + box(SEARCH),  # what a page says of a theme is no frame
        STORE + ARTICLE + CONFIG % "" + '<script>__md_get("x")</script>',
        STORE.replace('".."', '"../.."') + ARTICLE + CONFIG % "",
        STORE + PALETTE + '<form data-md-component="palette"></form>' + ARTICLE + CONFIG % "",
        CONTENTS % "<ul><li>a</li></ul>\n" + ARTICLE,
        f"<link href='data:image/svg+xml,<svg{NAMESPACE}/>'>\n" + ARTICLE,
        f"<style>a{{background:url('data:image/svg+xml,<svg{NAMESPACE}/>')}}</style>\n" + ARTICLE,
        f"<script>x = '<svg{NAMESPACE}>'</script>\n" + ARTICLE,
        f"<article><article>x</article>\n\n  <p>y\n\n  z</p>{TAB}</article>\n",
        "<p>Of another theme, whose pages have no article.</p>",
    ],
)
def test_all_else_stays(html: str) -> None:
    assert html == FRAME.lighten(html)


def test_our_script_is_given_what_it_puts_in() -> None:
    script = 'a();\nconst SEARCH = "";\nconst TRANSLATIONS = null;\n'

    filled = FRAME.fill(script)

    found = re.fullmatch(r"a\(\);\nconst SEARCH = (.*);\nconst TRANSLATIONS = (.*);\n", filled)
    assert found is not None
    assert (json.loads(found[1]), json.loads(found[2])) == (SEARCH, json.loads(WORDS))
    assert Frame().fill(script) == script
