from urllib.parse import urljoin

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.texts import inline
from reading_list.texts.fragments import (
    absolutise,
    clean,
    move_excerpt,
    split_excerpt,
    to_text,
)

POST = "blog/2025/07/slug/"
PAGES = st.sampled_from(["", "blog/", POST, "papers/x/", "404.html", "a/b.html"])
ADDRESSES = st.sampled_from(
    ["", "#x", "x.png", "../", "./", "../../a/b.html?q=1#f", "/abs", "https://h/x", "?q", "c:d"]
)
MARKS = """<p> </p> <a\xa0href='x'> </a> <pre> </pre> <code> </code> <div> </div> <b> </b> <table>
    <tr> <td> </table> <li> </ul> <ul> <math> <mi> </math> <form> <input\xa0type=checkbox> <svg>
    </svg> <script> </script> <iframe\xa0src=y> x &lt; &amp; <!-- --> <span\xa0class='linenos'>
    <span> </span> <h1> </h1> <style> <b ' <title> <html> &#1; &#11; &#xd800; &#127;""".split(" ")
HTML = st.lists(
    st.sampled_from([*(mark.strip(" \n").replace("\xa0", " ") for mark in MARKS), "\n"])
)


def rebase(html: str, source: str, target: str) -> str:
    return move_excerpt(html, source, target)[0]


def prefix_ids(html: str, prefix: str) -> str:
    return move_excerpt(html, "", "", prefix)[0]


def _href(html: str) -> str | None:
    return lxml.html.fragment_fromstring(html).get("href")


@pytest.mark.parametrize(
    ("expected", "address", "source", "target"),
    [
        ("../papers/x/", "../../../../papers/x/", POST, "blog/"),
        ("2025/07/slug/a.png", "a.png", POST, "blog/"),
        ("blog/2025/07/slug/a.png", "a.png", POST, ""),
        ("../../blog/2025/07/slug/#zz", "#zz", POST, "papers/x/"),
        ("#own", "#own", POST, "blog/"),
        ("2025/07/slug/own", "own", POST, "blog/"),
        ("2025/07/slug/", "", POST, "blog/"),
        ("./", "../../../", POST, "blog/"),
        ("/abs", "/abs", POST, ""),
        ("//h/x", "//h/x", POST, ""),
        ("mailto:a@b.c", "mailto:a@b.c", POST, ""),
        ("https://h/x", "https://h/x", POST, ""),
        ("blog/x/?q=1#f", "../x/?q=1#f", "blog/y/", ""),
    ],
)
def test_links_move_with_the_fragment(
    expected: str, address: str, source: str, target: str
) -> None:
    assert expected == _href(rebase(f'<a id="own" href="{address}">x</a>', source, target))


def test_pictures_and_quotations_move_too() -> None:
    html = (
        '<img src="a.png" srcset="a.png 1x, b.png 2x"><video poster="p.png"></video>'
        '<blockquote cite="c/"></blockquote><object data="o.pdf"></object><td data="n"></td>'
    )

    assert rebase(html, "s/", "") == (
        '<img src="s/a.png" srcset="s/a.png 1x, s/b.png 2x"><video poster="s/p.png"></video>'
        '<blockquote cite="s/c/"></blockquote><object data="s/o.pdf"></object><td data="n"></td>'
    )


@given(ADDRESSES, PAGES, PAGES)
def test_there_and_back_means_the_same(address: str, source: str, target: str) -> None:
    root = "https://site.invalid/"
    there = rebase(f'<a href="{address}">x</a>', source, target)
    back = rebase(there, target, source)
    meant = urljoin(root + source, address)

    assert meant == urljoin(root + target, _href(there) or "")
    assert meant == urljoin(root + source, _href(back) or "")


@pytest.mark.parametrize(
    ("expected", "address"),
    [
        ("https://h.org/s/papers/x/", "../papers/x/"),
        ("https://h.org/s/blog/#a", "#a"),
        ("https://h.org/s/blog/", ""),
        ("https://h.org/x", "/x"),
        ("https://o.org/x", "//o.org/x"),
        ("mailto:a@b.c", "mailto:a@b.c"),
        ("//[", "//["),
    ],
)
def test_addresses_become_absolute(expected: str, address: str) -> None:
    assert expected == _href(absolutise(f'<a href="{address}">x</a>', "https://h.org/s/blog/"))


@given(st.from_regex(r"(?a:https?://?[\w./?#;:-]{0,12})", fullmatch=True))
def test_addresses_that_are_absolute_become_what_any_address_would(address: str) -> None:
    base = "https://h.org/s/blog/"

    assert urljoin(base, address) == _href(absolutise(f'<a href="{address}">x</a>', base))


def test_srcset_without_blanks_becomes_absolute() -> None:
    assert (
        absolutise('<img srcset="a.png 1x,b.png 2x">', "https://h/")
        == '<img srcset="https://h/a.png 1x,https://h/b.png 2x">'
    )


def test_ids_and_what_refers_to_them_get_the_prefix() -> None:
    html = (
        '<sup id="fnref:1"><a href="#fn:1">1</a></sup><a href="#elsewhere">x</a>'
        '<label for="i">l</label><input id="i" name="i" aria-describedby="fn:1 other">'
        '<li id="fn:1">n</li>'
    )

    assert prefix_ids(html, "p") == (
        '<sup id="p-fnref:1"><a href="#p-fn:1">1</a></sup><a href="#elsewhere">x</a>'
        '<label for="p-i">l</label><input id="p-i" name="p-i" aria-describedby="p-fn:1 other">'
        '<li id="p-fn:1">n</li>'
    )


@pytest.mark.parametrize(
    ("expected", "html"),
    [
        ("<p>a</p>", "<p>a</p>\n<!-- more -->\n<p>b</p>"),
        ("<p>a</p>", '<p>a</p><!--MORE--><div class="footnote">f</div>'),
        ("<ul><li>a<p>b </p></li></ul>", "<ul><li>a<p>b <!--more--> c</p></li><li>d</li></ul>e"),
        ("<p>a</p>", "<p>a</p><p><!-- more --></p><p>b</p>"),
        ("", "<!-- more -->b"),
    ],
)
def test_an_excerpt_ends_at_the_mark(expected: str, html: str) -> None:
    assert (expected, True) == split_excerpt(html)


def test_a_moved_excerpt_is_cut_before_its_links_are_looked_at() -> None:
    html = '<p id="a"><a href="#a">a</a> <a href="#b">b</a></p><!-- more --><p id="b">b</p>'

    moved, is_cut = move_excerpt(html, POST, "blog/", "slug")

    assert is_cut
    assert moved == ('<p id="slug-a"><a href="#slug-a">a</a> <a href="2025/07/slug/#b">b</a></p>')


@pytest.mark.parametrize(
    "html", ["<p>a</p>", "<p>&lt;!-- more --></p>", "<p>a<!-- no more --></p>"]
)
def test_without_the_mark_the_fragment_stays(html: str) -> None:
    assert (html, False) == split_excerpt(html)


@pytest.mark.parametrize(
    ("expected", "html"),
    [
        ("<p>x</p>", '<p style="a" onclick="b" class="c">x</p>'),
        ('<p class="math">x</p>', '<p class="a math">x</p>'),
        ("ab", "a<script>1</script><style>2</style><form>f<input></form><svg><path/></svg>b"),
        ('<h2 id="a">T</h2>', '<h2 id="a">T<a class="headerlink" href="#a">¶</a></h2>'),
        ('<a href="https://v/1">https://v/1</a>', '<iframe src="https://v/1"></iframe>'),
        ('<a href="v.mp4">v.mp4</a>', '<video><source src="v.mp4"></video>'),
        ("", "<iframe></iframe>"),
        ("<a>x</a>", '<a href="javascript:y">x</a>'),
        ('<a href="../x/">x</a>', '<a href="../x/">x</a>'),
        ('<a href="mailto:a@b.c">x</a>', '<a href="mailto:a@b.c">x</a>'),
        ('<img alt="a">', '<img src="data:image/png;base64,x" alt="a">'),
        ("☑ a", "<input type=checkbox checked> a"),
        ("☐ b", "<input type=checkbox> b"),
        ('<sup id="f"><a href="#f">1</a></sup>', '<sup id="f"><a rev="x" href="#f">1</a></sup>'),
        ('<figure><img src="a.png"></figure>', '<figure><img src="a.png" onerror=x></figure>'),
        ("<h1><math></math></h1><p></p>", "<h1><math><p>"),
        ("€", "&#128;&#1;"),
        ("xy", "x</body>y"),
    ],
)  # fmt: skip
def test_clean_keeps_content_only(expected: str, html: str) -> None:
    assert expected == clean(html)


def test_code_keeps_its_text_and_loses_its_highlighting() -> None:
    numbers = '<td class="linenos"><div class="linenodiv"><pre>1\n2</pre></div></td>'
    code = (
        '<pre><span></span><code><a id="__codelineno-0-1" href="#x"></a><span class="k">def</span>'
        " f():\n\t&lt;x&gt;  \n</code></pre>"
    )
    table = f'<table class="highlighttable"><tr>{numbers}<td class="code">{code}</td></tr></table>'
    html = f'<div class="language-python highlight">{table}</div>'

    assert '<pre><code class="language-python">def f():\n\t&lt;x&gt;  \n</code></pre>' in clean(
        html
    )
    assert ">1\n" not in clean(html)


def test_a_line_end_at_the_start_of_code_survives() -> None:
    assert clean("<pre>\n\nx</pre>") == "<pre>\n\nx</pre>"


def test_mathml_survives() -> None:
    html = inline.to_html(r"$\frac{a}{b} + \sqrt[3]{x}^2$")

    assert html == clean(html)


@given(HTML.map("".join) | st.text())
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = clean(html)

    assert once == clean(once)


@pytest.mark.parametrize(
    ("expected", "html"),
    [
        ("a b c", "<p>a</p><p>b<br>c</p>"),
        ("abc", "a<b>b</b>c"),
        ("T x", '<h2>T<a class="headerlink">¶</a></h2><script>s</script><!-- c -->x'),
        ("word.", '<p>word<sup><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>'),
        ("O(n²) time", inline.to_html(r"$\mathcal{O}(n^2)$ time")),
        ("x y", "<math><semantics><mi>x</mi><annotation>tex</annotation></semantics></math> y"),
        ("a & <b>", "a &amp; &lt;b&gt;"),
        ("", ""),
    ],
)
def test_text_is_the_words(expected: str, html: str) -> None:
    assert expected == to_text(html)


@given(HTML.map("".join))
def test_no_html_is_too_odd(html: str) -> None:
    assert isinstance(to_text(html), str)
    assert isinstance(prefix_ids(html, "p"), str)
    assert isinstance(split_excerpt(html)[0], str)
    assert isinstance(absolutise(rebase(html, POST, ""), "https://h/"), str)
