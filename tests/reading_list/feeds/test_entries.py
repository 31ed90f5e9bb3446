import re
from html import unescape

from builders import make_library, make_paper
from reading_list.feeds.announced import find_announced
from reading_list.feeds.entries import (
    SUMMARY,
    Entry,
    FeedAuthor,
    FeedLink,
    Shown,
    build_entry,
)
from reading_list.feeds.options import FeedOptions, FeedSite
from reading_list.texts.math import to_mathml

SITE = FeedSite(name="Mine", url="https://example.org/site/")
MATHML = FeedSite(name="Mine", url=SITE.url, options=FeedOptions(has_mathml=True))
EXCERPTS = FeedSite(name="Mine", url=SITE.url, options=FeedOptions(is_excerpt=True))


def build(html: str = "<p>Text</p>", **fields: object) -> Entry:
    return build_shown(Shown(html=html, authors=(FeedAuthor("Ada"),)), SITE, **fields)


def build_shown(shown: Shown, site: FeedSite = SITE, **fields: object) -> Entry:
    library = make_library([make_paper(added="2025-07-03", **fields)])
    return build_entry(find_announced(library, "a.org")[0], shown, library, site)


def test_addresses_are_absolute() -> None:
    entry = build('<a href="../bert/">b</a> <a href="#x">c</a> <img src="/i.png">', tags=("NLP",))

    assert "https://example.org/site/papers/lstm/" == entry.url
    assert 'href="https://example.org/site/papers/bert/"' in entry.content
    assert 'src="https://example.org/i.png"' in entry.content
    assert [("NLP", "https://example.org/site/tags/nlp/")] == [
        (one.term, one.scheme) for one in entry.categories
    ]


def test_titles_and_summaries_are_plain_text() -> None:
    entry = build("<p>One <b>two</b> &amp; three.</p><script>x</script>", title="On $x^2$ & <b>")

    assert "On x² & <b>" == entry.title
    assert "One two & three." == entry.summary


def test_a_long_summary_is_cut() -> None:
    assert len(build(f"<p>{'word ' * 200}</p>").summary) <= SUMMARY + 1


def test_formulas_are_shown_as_tex() -> None:
    inline, block = to_mathml("x_1 < y"), to_mathml("x^2", display=True)

    content = build(f"<p>{inline} and {inline}</p>{block}").content

    assert 2 == content.count("\\(x_1 &lt; y\\)")
    assert "\\[x^2\\]" in content
    assert "<math" not in content


def test_scripts_do_not_reach_a_reader() -> None:
    content = build('<p onclick="x">a</p><script>b</script><a href="javascript:c">d</a>').content

    assert "onclick" not in content
    assert "script" not in content


def test_formulas_may_stay_mathml() -> None:
    shown = Shown(html=f"<p>{to_mathml('x_1')}</p>", summary=to_mathml("x_1"))
    entry = build_shown(shown, MATHML)

    assert 1 == entry.content.count("<math")
    assert "\\(" not in entry.content
    assert "\\(x_1\\)" == entry.summary


def test_a_heading_that_repeats_the_title_goes() -> None:
    anchor = '<a class="headerlink" href="#x">¶</a>'
    same = build(
        f'<h1 id="x">On <em>x²</em>{anchor}</h1><p>a</p>',
        title="On $x^2$",
    )
    other = build("<h1>Another</h1><p>a</p>")

    assert "<p>a</p>" == same.content
    assert "<h1>Another</h1><p>a</p>" == other.content


def test_footnotes_lead_to_the_page_and_ids_are_the_items_own() -> None:
    content = build('<p>a<a href="#fn:1">1</a></p><ol><li id="fn:1">n</li></ol>').content

    assert 'href="https://example.org/site/papers/lstm/#fn:1"' in content
    assert 'id="papers-lstm-fn:1"' in content


def test_code_is_kept_byte_for_byte() -> None:
    code = "if a &lt; b:\n\treturn  &quot;x&quot; &amp; 1\n\n# end  \n"
    html = f'<div class="highlight"><pre><span></span><code><span>{code}</span></code></pre></div>'
    content = build(html).content

    found = re.search(r"<pre><code>(.*)</code></pre>", content, re.DOTALL)
    assert found
    assert unescape(code) == unescape(found[1])


def test_the_short_form_ends_with_the_way_to_the_rest() -> None:
    part = '<p>One <a href="x">x</a>.</p>'
    whole = Shown(html="<p>One two.</p><p>Three.</p>")
    cut = Shown(html="<p>One.</p><p>Two.</p>", excerpt=lambda: part)
    more = '<p><a href="https://example.org/site/papers/lstm/">Read on</a></p>'

    assert f"<p>One two. Three.</p>\n{more}" == build_shown(whole).short()
    address = "https://example.org/site/papers/lstm/x"
    assert f'<p>One <a href="{address}">x</a>.</p>\n{more}' == build_shown(cut).short()
    assert build_shown(cut).short() == build_shown(cut, EXCERPTS).content


def test_what_is_not_known_is_empty() -> None:
    entry = build_shown(Shown(html=""), title="T <1>")

    assert ("T <1>", "<p>T &lt;1&gt;</p>") == (entry.summary, entry.content)
    assert () == entry.authors == entry.links == entry.categories
    assert "" == entry.external_url


def test_addresses_are_ascii() -> None:
    shown = Shown(
        html="",
        authors=(FeedAuthor("Ada", "https://bücher.example/ü"), FeedAuthor("\x00")),
        links=(FeedLink("via", "https://a.example/中?q=ü%20#ä"),),
        external_url="https://a.example/a b",
    )
    entry = build_shown(shown)

    assert (FeedAuthor("Ada", "https://xn--bcher-kva.example/%C3%BC"),) == entry.authors
    assert "https://a.example/%E4%B8%AD?q=%C3%BC%20#%C3%A4" == entry.links[0].url
    assert "https://a.example/a%20b" == entry.external_url
