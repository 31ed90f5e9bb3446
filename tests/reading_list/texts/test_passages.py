import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.texts.links import Links, find_works
from reading_list.texts.passages import LIMIT, Passage, find_passages

POST = "blog/2025/07/first/"
UP = "../../../../"
LINKS = Links(POST, "ROOT/", {"papers/lstm/": "lstm", "papers/gru/": "gru"})
LSTM = f'<a href="{UP}papers/lstm/">LSTM</a>'
GRU = f'<a href="{UP}papers/gru/#why">GRU</a>'
MENTION = '<mark class="rl-mention">LSTM</mark>'
FORMULA = '<math alttext="n^2"><msup><mi>n</mi><mn>2</mn></msup></math>'
MARKS = st.sampled_from(
    [
        *("<p>", "</p>", "<li>", "<b>", "</b>", "<td>", "<tr>", "</table>", "<table>", "<pre>"),
        *("<h2 id=x>", "</h2>", "<a href='x'>", "</a>", LSTM, GRU, FORMULA, "<!-- x -->", "<br>"),
        *("A. ", "b", " ", "&lt;i&gt;", "&amp;", "<script>", "</script>", "<div id=y>", "</div>"),
    ]
)


def quotes(html: str, work: str = "lstm") -> list[str]:
    return [one.html for one in find_passages(html, LINKS).get(work, ())]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>Before. We use {LSTM} here. After.</p>", f"We use {MENTION} here."),
        (f"<p>We <em>use {LSTM} today. Or</em> not.</p>", f"We <em>use {MENTION} today.</em>"),
        (f"<p>{LSTM} costs {FORMULA}. So.</p>", f"{MENTION} costs {FORMULA}."),
        (
            f"<p>Both {LSTM} and {GRU}.</p>",
            f'Both {MENTION} and <a href="ROOT/papers/gru/#why">GRU</a>.',
        ),
        (
            f'<p>{LSTM}, <a href="#o">o</a>, <a href="https://a.org/?a&amp;b">e</a>.</p>',
            f'{MENTION}, <a href="ROOT/{POST}#o">o</a>, <a href="https://a.org/?a&amp;b">e</a>.',
        ),
        (f'<p>{LSTM} <a href="javascript:x()">bad</a>.</p>', f"{MENTION} bad."),
        (f"<p>1 &lt; 2 &amp; {LSTM}.</p>", f"1 &lt; 2 &amp; {MENTION}."),
        (f'<p>{LSTM} <img src="x" onerror="y()"> z.</p>', f"{MENTION} z."),
        (f'<p onclick="x()">{LSTM} <b style="c" id="i">z</b>.</p>', f"{MENTION} <b>z</b>."),
        (f"<p>{LSTM} <math><mi><b>n</b></mi></math>.</p>", f"{MENTION} n."),
        (f"<p>One<br>two {LSTM}<!-- no --> on.</p>", f"One two {MENTION} on."),
        (f"<ul><li>One<ul><li>Two {LSTM}</li></ul>Three</li></ul>", f"Two {MENTION}"),
        (
            f"<table><tr><td></td><td>{LSTM}</td><td>3. A</td></tr><tr><td>x</td></tr></table>",
            f"{MENTION} · 3. A",
        ),
        (
            f'<p>See (<span class="rl-cite">{LSTM}, sec. 3. B</span>). Next.</p>',
            f"See ({MENTION}, sec. 3. B).",
        ),
        (f'<p>{LSTM}.<sup><a class="footnote-ref" href="#fn:1">1</a></sup> X.</p>', f"{MENTION}."),
        (f"<blockquote><p>Quoted {LSTM}</p></blockquote>", f"Quoted {MENTION}"),
        (f"<h2>On {LSTM}<a class='headerlink' href='#x'>¶</a></h2>", f"On {MENTION}"),
        (f'<p>As <a href="{UP}papers/lstm/index.html?q#x">LSTM</a>.</p>', f"As {MENTION}."),
        (
            f'<p>At <a href="ROOT/papers/lstm/">{FORMULA}</a>.</p>',
            f'At <mark class="rl-mention">{FORMULA}</mark>.',
        ),
    ],
)
def test_a_mention_comes_with_its_sentence(html: str, expected: str) -> None:
    assert [expected] == quotes(html)


@pytest.mark.parametrize(
    "html",
    [
        f"<pre><code>{LSTM}</code></pre>",
        f"<section class='rl-references'><p>{LSTM}</p></section>",
        f"<div role='doc-bibliography'><p>{LSTM}</p></div>",
        f"<p hidden>{LSTM}</p>",
        f"<template><p>{LSTM}</p></template>",
        f"<!-- {LSTM} -->",
        '<p><a href="https://a.org/papers/lstm/">x</a> <a href="">y</a> papers/lstm/</p>',
    ],
)
def test_what_is_no_prose_is_no_mention(html: str) -> None:
    assert [] == quotes(html)


def test_one_sentence_counts_once_and_several_stay_in_order() -> None:
    html = f"<p>First {LSTM} and {LSTM}. Second {LSTM}.</p><p>Third {LSTM}</p>"

    assert [f"First {MENTION} and {MENTION}.", f"Second {MENTION}.", f"Third {MENTION}"] == quotes(
        html
    )


def test_each_work_has_its_own_view_of_a_sentence() -> None:
    found = find_passages(f"<p>{LSTM} or {GRU}</p>", LINKS)

    assert [f'{MENTION} or <a href="ROOT/papers/gru/#why">GRU</a>'] == [
        one.html for one in found["lstm"]
    ]
    assert ['<a href="ROOT/papers/lstm/">LSTM</a> or <mark class="rl-mention">GRU</mark>'] == [
        one.html for one in found["gru"]
    ]


def test_the_place_is_the_nearest_id_at_or_before_the_mention() -> None:
    html = (
        f'<p>{LSTM}</p><div id="box"><p>{LSTM}</p><h2 id="a b">Part {FORMULA}</h2><p>{LSTM}</p>'
        f'<p><span id="c-1">{LSTM}</span>, {LSTM} x.</p><p id="p">{LSTM}</p></div><h3>Bare</h3>'
        f"<p>{LSTM}</p><div class='footnote'><ol><li id='fn:1'><p>{LSTM}</p></li></ol></div>"
    )

    assert [
        ("top", ""),
        ("box", ""),
        ("a%20b", "Part n²"),
        ("c-1", "Part n²"),
        ("p", "Part n²"),
        ("a%20b", "Bare"),
        ("fn:1", "Footnote"),
    ] == [(one.anchor, one.heading) for one in find_passages(html, LINKS, "top")["lstm"]]


def test_a_long_sentence_is_cut_at_words_and_a_formula_nowhere() -> None:
    html = f"<p>{f'word {FORMULA} ' * 100}{LSTM} {f'{FORMULA} tail ' * 100}</p>"
    quote = quotes(html)[0]

    assert quote.startswith(("… word <math", "… <math"))
    assert quote.endswith(("tail …", "</math> …"))
    assert quote.count("<math") == quote.count("</math>")
    assert LIMIT - 60 < len(lxml.html.fromstring(quote).text_content()) < LIMIT + 60


@given(st.lists(MARKS, max_size=30).map("".join))
def test_any_text_gives_sound_mark_up(html: str) -> None:
    for passages in find_passages(html, LINKS).values():
        for one in passages:
            root = lxml.html.fragment_fromstring(one.html, create_parent="div")
            tags = {element.tag for element in root.iterdescendants()}
            written = lxml.html.tostring(root, encoding="unicode")
            assert isinstance(one, Passage)
            assert tags <= {"a", "b", "mark", "math", "msup", "mi", "mn"}
            assert len(one.html) == len(written) - len("<div></div>")
            assert root.xpath(".//mark")


REF = f'<a class="rl-ref" href="{UP}papers/{{0}}/" id="cite-{{0}}-1">{{1}}</a>'
CITED = (
    REF.format("lstm", "Lee, 2017. B"),
    f'<span class="rl-cite">(see {REF.format("gru", "B 1. X")}, p. 3. A)</span>',
    f'<span class="rl-cite">({REF.format("gru", "B")}; {REF.format("lstm", "C")})</span>',
    '<a class="footnote-ref" href="#fn:1">1</a>',
    '<a class="x" href="https://a.example/">out. A</a>',
    f'<a href="{UP}papers/gru/#a">G. B</a>',
    *("&amp;", "two  blanks", "\n", '<p id="p">', "<code>", "</code>", '<span class="rl-cite">'),
    *("<em>x</em>", "<em>x. Y</em>", "<strong>", "<code>x. Y</code>", f"<em>{FORMULA}</em>"),
    *('<sup id="r"><a class="footnote-ref" href="#f">1</a></sup>', "<em>", "</em>", "\u00a0", "<"),
    *(
        '<a href="x:y">z</a>',
        "&nbsp;",
        "word. " * 60,
        '<math alttext="&lt;x&gt;"><mi>x</mi></math>',
    ),
)
SPELT = {"<p>": "<p >", "<a class": "<a  class"}
"""With a blank more, the quick way for what most texts look like is not taken."""


@given(st.lists(MARKS | st.sampled_from(CITED), max_size=30).map("".join))
def test_what_is_written_as_most_is_read_as_any_other(html: str) -> None:
    other = html
    for common, rare in SPELT.items():
        other = other.replace(common, rare)

    assert find_passages(other, LINKS) == find_passages(html, LINKS)


@given(st.lists(st.sampled_from((*CITED, "A. ", "b", " ", LSTM, FORMULA)), max_size=9).map("".join))
def test_a_paragraph_read_at_one_go_says_the_same(html: str) -> None:
    """Its quotations are those that tags one by one would give."""
    assert find_passages(f"<p >{html}</p>", LINKS) == find_passages(f"<p>{html}</p>", LINKS)


def test_ten_thousand_mentions_in_one_block_are_one_pass() -> None:
    found = find_passages(f"<p>{f'As {LSTM} and {GRU} say, ' * 10_000}</p>", LINKS)

    assert [1, 1] == [len(passages) for passages in found.values()]


@pytest.mark.parametrize(
    "part",
    [
        "<math ",
        '<math alttext="x">',
        '<span class="rl-cite">(',
        '<a class="rl-ref" href="',
        "</math>",
        f"<p>See {GRU}, a good one.\n",
        f"<p><em>{GRU}. </em>",
    ],
)
def test_hostile_paragraphs_are_one_pass(part: str) -> None:
    assert isinstance(find_passages(f"<p>{part * 20_000}{LSTM}</p>", LINKS), dict)


def test_works_are_those_that_links_lead_to() -> None:
    html = f"<p>{GRU} <a class=x href='ROOT/papers/lstm/index.html?a&amp;b'>y</a> {GRU}</p>"

    assert ("gru", "lstm") == find_works(html, LINKS)
