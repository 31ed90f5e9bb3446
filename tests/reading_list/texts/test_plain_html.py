import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reading_list.texts import inline
from reading_list.texts.fragments import fit_by_tree, to_text
from reading_list.texts.plain_html import read_words

FORMULA = inline.to_html(r"$\frac{a}{b} \text{ if } x < 1$")
NOTE = (
    '<h2 id="a">Two <em>words</em><a class="headerlink" href="#a" title="Link">&para;</a></h2>\n'
    f'<p>So<sup id="fnref:n"><a class="footnote-ref" href="#fn:n">1</a></sup>: {FORMULA} is\n'
    '<code>a &lt; b</code> &amp; <a href="../x/?a=1&amp;b=2">&ldquo;here&rdquo;</a>.<br />More'
    '<!-- a mark --> <img alt="x" src="x.png"></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n'
    '<div class="highlight"><pre><span></span><code><span class="n">a</span>\nb</code></pre></div>'
    '<p>A note.&#160;<a class="footnote-backref" href="#fnref:n" title="Back">&#8617;</a></p>'
)
PIECES = [
    *"<p> </p> <div> </div> <b> </b> <em> </em> <li> </li> <ul> </ul> <pre> </pre> <code>".split(),
    *"</code> <span> </span> <h2> </h2> <table> <tr> <td> </td> </tr> </table> <br> <br/>".split(),
    *"<br /> <hr> <a> </a> <blockquote> </blockquote> <dl> <dt> </dt> </dl> <script> <svg>".split(),
    *"</script> <span/> <P> </P> <q> </q> <math> </math> <mi> </mi> <mtext> <title> <".split(),
    *"> & &amp; &lt; &#160; &nbsp; &#8617; &hellip; &copy; &copy -- <!-- --> <!--a--> &#1;".split(),
    *"a b\xa0c x' \" \x00 \x0b \x85 \ud800 \u202e é \u0301 \n 5&lt;6 <body> <html> ]]>".split(" "),
    *('<a class="headerlink" href="#x">', '<a class="footnote-ref">1</a>', '<b class="linenos">'),
    *('<a href="x">', "<a href='x'>", "<a href=x>", '<a href="', '">', '<p class="a lineno">'),
    *('<a class="footnote-ref" x=">1</a>', FORMULA, '<math a="</math>', '<input type="checkbox">'),
]


def read_tree(html: str) -> str:
    """The words by the tree: those of a feed's item are never read in another way."""
    return fit_by_tree(html, "https://h/", "p", 10**9)[1]


def test_a_note_needs_no_tree() -> None:
    words = read_words(NOTE)

    assert words == read_tree(NOTE)
    assert words is not None
    assert words.startswith("Two words So: a/b if x < 1 is a < b & “here”. More one two a b")


@pytest.mark.parametrize(
    "html",
    [
        "<p>not closed",
        "<b>crossed <i>over</b></i>",
        "</p>",
        "a < b",
        "AT&T",
        "<script>x</script>",
        "<span/>x",
        "<P>x</P>",
        "<p class='linenos'>1</p>",
        '<b class="linenos">1</b>',
        '<b class="line&#110;os">1</b>',
        "<math><title>x</title></math>",
        '<math><mi a="x>b</mi></math>',
        "<math><math><mi>x</mi></math> y",
    ],
)
def test_what_is_not_plain_is_left_to_the_tree(html: str) -> None:
    assert read_words(html) is None
    assert to_text(html) == read_tree(html)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
@example("<p><div>a</div></p><p>b</p>")
@example("<a>x<a>y</a></a>z")
@example("<table>a<b>b</b></table>c")
def test_words_are_those_of_the_tree(html: str) -> None:
    words = read_words(html)

    assert words is None or words == read_tree(html)


def elements(names: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    contents = st.lists(inner, max_size=3).map("".join)
    return st.builds("<{0}>{1}</{0}>".format, st.sampled_from(names.split()), contents)


LINES = st.recursive(
    st.sampled_from(
        ["a", " ", "b\n", "5 &lt; 6", "&hellip;", "<br>", "<wbr>", "<!--a-->", FORMULA]
    ),
    lambda inner: elements("a b code em q ruby rt span sub sup u", inner),
    max_leaves=6,
)
FLOWS = st.recursive(
    LINES | elements("p h1 h6 pre", LINES) | st.just("<hr />"),
    lambda inner: (
        elements("div section blockquote", inner)
        | elements("ul ol", elements("li", inner))
        | elements("dl", elements("dt", LINES) | elements("dd", inner))
        | elements("table", elements("thead tbody", elements("tr", elements("th td", inner))))
    ),
    max_leaves=12,
)


@given(st.lists(FLOWS, max_size=4).map("".join))
def test_nested_elements_need_no_tree(html: str) -> None:
    assert read_words(html) == read_tree(html)
