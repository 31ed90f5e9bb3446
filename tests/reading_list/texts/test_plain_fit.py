import re
from functools import partial
from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reading_list.texts.fragments import fit_by_tree, fit_for_feed
from reading_list.texts.plain_fit import fit_plain

BASE = "https://h.org/s/blog/"
complete = partial(urljoin, BASE)
TAGS = [
    *("<p>", '<p class="lead">', '<a href="../x/?a=1&amp;b=2">', '<a href="#x" title="a href=">'),
    *('<a href="ü">', '<a href=" y ">', "<a href>", '<img src="x.png" alt="&quot;é">', "<ol>"),
    *('<q cite="x">', '<td align="left">', '<span class="math">', '<b onclick="x">', "<wbr>"),
    *('<a title="&eacute;" href="x">', '<div style="x">', '<font color="x">', "<li>", "<cite>"),
    *('<a href="javascript:x">', '<img srcset="a 1x">', '<a href="x" href="y">', "<ins>", "<hr>"),
    *('<ol reversed start="3">', '<a rel="me" href="//x.org/[y]">', "<table>", "<tr>", "<td>"),
    *('<b id="x">', "<pre>", '<a class="headerlink" href="#x">', "<input>", "<br />", "<ul>"),
]
ENDS = ["</p>", "</a>", "</b>", "</li>", "</ol>", "</div>", "</q>", "</span>", "</td>", "</tr>"]
TEXTS = [
    "a",
    " ",
    "\n",
    'say href="x"',
    "&amp;",
    "&lt;",
    "&#160;",
    "é",
    "\x00",
    "&copy;",
    "<!--c-->",
]
VOID = ("wbr", "hr", "br", "img", "input")


def enclose(tag: str, inner: list[str]) -> str:
    name = re.findall(r"\w+", tag)[0]
    return tag if name in VOID else f"{tag}{''.join(inner)}</{name}>"


nested = st.recursive(
    st.sampled_from(TEXTS),
    lambda inner: st.builds(enclose, st.sampled_from(TAGS), st.lists(inner, max_size=3)),
    max_leaves=8,
)
fragments = st.lists(nested, max_size=3).map("".join)
pieces = st.lists(st.sampled_from(TAGS + ENDS + TEXTS)).map("".join)


@given(fragments | pieces)
@example('<p>Two <a href="x">words</a>\n</p>\n<ul>\n<li>a</li>\n</ul>\n')
@example('<p>say href="x" <a title="a href=" href="y">b</a></p>')
def test_plain_html_is_fit_as_by_a_tree(html: str) -> None:
    fit = fit_plain(html, complete)

    if fit is not None:
        assert fit_by_tree(html, BASE, "p", 10**9) == (fit[0].strip(), fit[1])


def test_what_markdown_writes_needs_no_tree() -> None:
    html = (
        '<p>So <em>it</em> is, <a href="../x/?a=1&amp;b=2">there</a>.<br />\n'
        'More &lt; <img alt="é" src="i.png"></p>'
    )

    assert fit_for_feed(html, BASE, "p", 9) == fit_by_tree(html, BASE, "p", 10**9)
    fit = fit_plain(html, complete)
    assert fit is not None
    assert 'href="https://h.org/s/x/?a=1&amp;b=2"' in fit[0]
    assert 'src="https://h.org/s/blog/i.png"' in fit[0]


@pytest.mark.parametrize(
    "html",
    [
        '<p id="x">a</p>',
        "<pre>a</pre>",
        '<a href="ü">a</a>',
        "<a href>a</a>",
        '<a href="x" title="&eacute;">a</a>',
        '<q cite="x">a</q>',
        '<img srcset="a.png 1x">',
        '<span class="lineno">1</span>',
        "<math><mi>x</mi></math>",
        "<p>not closed",
        "&#160;",
    ],
)
def test_what_is_not_plain_is_left_to_the_tree(html: str) -> None:
    assert fit_plain(html, complete) is None
    assert fit_for_feed(html, BASE, "p", 9) == fit_by_tree(html, BASE, "p", 9)
