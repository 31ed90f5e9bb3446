import re
from html import escape

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from reading_list.texts.citations import CitationContext, CitationExtension
from reading_list.texts.html_to_markdown import escape_text, to_markdown
from reading_list.texts.mentions import find_mentions
from strategies import hostile_text

EXTENSIONS = ["admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html"]
EXTENSIONS += ["tables", "toc", "pymdownx.superfences"]
PIECES = st.sampled_from(
    """<p> </p> <ul> </ul> <ol&start="3"> </ol> <li> </li> <blockquote> </blockquote> <pre> </pre>
    <code> </code> <b> </b> <em> </em> <sub> </sub> <br> <hr> <h2> </h2> <table> <tr> <td> </table>
    <a&href="https://x.y/z)"> <a&href="javascript:alert(1)"> </a> <span&class="math"> </span> $
    <img&src=x&onerror=alert(1)&alt="<script>q"> <script> </script> <svg&onload=1> <math>
    &lt;script&gt; &lt;/script&gt; &lt;img&src=x&onerror=1&gt; &#60;b&#62; &amp; [x](javascript:1)
    [@a] * _ ` `` ``` ~~~ # 1. - > | a === --- !!!&note <!-- --> &lt;!-- --&gt; {:&onclick=1&}
    &lt;div&markdown=1&gt; word""".replace("&lt;!-- --&gt;", "&lt;!--&--&gt;").split()
).map(lambda piece: re.sub(r"&(?!\w+;|#\d+;)", " ", piece)) | st.sampled_from([" ", "\n", "\n\n"])
"""Marks of HTML and of Markdown; `&` inside a piece stands for a blank."""
notes = st.lists(PIECES, max_size=14).map("".join) | hostile_text
KEPT = frozenset(
    """a blockquote br code div em h1 h2 h3 h4 h5 h6 hr li ol p pre s strong sub sup table tbody td
    th thead tr u ul""".split()
)


def render(text: str) -> str:
    return markdown.markdown(text, extensions=[CitationExtension(CitationContext()), *EXTENSIONS])


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("<p>one</p>\n<p>two</p>", "one\n\ntwo"),
        ("<h1>C#</h1><h3>b</h3>", "# C\\#\n\n### b"),
        ("a<strong> b </strong>c<em>d</em><b></b>", "a **b** c*d*"),
        ("<strong><p>a</p><p>b</p></strong>", "**a**\n\n**b**"),
        ("<strong><b>a</b></strong>", "**a**"),
        ("<u>a</u> <del>b</del> H<sub>2</sub>O", "<u>a</u> <s>b</s> H<sub>2</sub>O"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n    - b\n- c"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n    b"),
        ("<blockquote><p>a<br>b</p></blockquote>", "> a  \n> b"),
        ("<pre>x\n  y\n\nz</pre>", "    x\n      y\n\n    z"),
        ("<ul><li><pre>x\ny</pre></li></ul>", "- `x`  \n    `y`"),
        ("<code>a`b</code><code>c</code>", "`` a`b `` `c`"),
        ('<a href="https://a.b/c_(d)">x</a>', "[x](https://a.b/c_%28d%29)"),
        ('<a href="zotero://select/x">x</a> <a>y</a>', "x y"),
        ('<span class="math">$a_1&lt;b$</span>', "$a_1< b$"),
        ('<pre class="math">$$x\n=1$$</pre>', "$$x =1$$"),
        ('<span class="math">$`x`$</span>', "$\\`x\\`$"),
        ('<img src="a.png" alt="A figure"><img src="b.png">', "A figure"),
        ("<table><tr><th>a|b</th><th>c</th></tr><tr><td><p>1</p><p>2</p></td></tr></table>",
         "| a\\|b | c |\n| --- | --- |\n| 1 2 |  |"),
        ("<table><caption>a</caption><tr><td>b</td></tr>c</table>", "| a b | c |\n| --- | --- |"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
        ("<script>alert(1)</script><style>p{}</style>a<!-- b -->", "a"),
        ("plain\n\ntext &amp; more", "plain\n\ntext & more"),
        ("<!-- nothing -->", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_what_a_note_says_is_kept(note: str, expected: str) -> None:
    assert to_markdown(note) == expected


@pytest.mark.parametrize(
    "text",
    """# no heading|1. no item|2) no item|- no item|+ no item|* no item|> no quote|*x* _y_ __z__|`x`
    |[@key]|@key and -@{key}|me@example.org|[x](https://a.b)|[^1]|[x]: https://a.b|<b>x</b>|&lt;b&gt;
    |!!! note|--- |===|~~~ x|: x|\\*x|{: .x }|a\\nb""".replace("\n    ", "").split("|"),
)  # fmt: skip
def test_characters_of_markdown_mean_themselves(text: str) -> None:
    for converted in (to_markdown(f"<p>{escape(text)}</p>"), escape_text(text)):
        shown = html.fragment_fromstring(render(f"before\n\n{converted}"), create_parent="div")

        assert [element.tag for element in shown] == ["p", "p"]
        assert shown[1].text == text.strip()


def test_a_code_block_stays_code_below_a_paragraph() -> None:
    shown = render(to_markdown("<p>a</p><pre>&lt;script&gt;</pre>"))

    assert "<pre><code>&lt;script&gt;\n</code></pre>" in shown


@pytest.mark.parametrize(
    "text",
    ["@key", "[@key]", "see @key [p. 3]", "-@key", "a --@key ~~@key", "_@key_", "@{key}", "\\@key"],
)
def test_a_note_cites_nothing(text: str) -> None:
    assert find_mentions(to_markdown(f"<p>{text}</p>")) == ()
    assert find_mentions(escape_text(text)) == ()


@given(notes)
def test_nothing_in_a_note_is_live(note: str) -> None:
    for converted in (to_markdown(note), escape_text(note)):
        root = html.fragment_fromstring(render(converted) or "<p></p>", create_parent="div")
        for element in root.iterdescendants():
            assert isinstance(element.tag, str)
            assert element.tag in KEPT
            assert set(element.attrib) <= {"href", "id", "start", "style"}
            assert element.get("href", "https:").startswith(("https:", "mailto:"))


@pytest.mark.parametrize(
    "tag", ["<blockquote>", "<ul><li>", "<b>", "<table>", '<a href="http://a.b">']
)
def test_depth_is_no_trap(tag: str) -> None:
    assert to_markdown(tag * 5_000 + "word").count("word") == 1


def test_length_is_no_trap() -> None:
    assert len(to_markdown("<p>" + "a" * 10_100_000)) >= 10_100_000
