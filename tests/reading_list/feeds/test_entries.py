from hypothesis import given

from builders import make_library, make_paper
from reading_list.feeds.announced import find_announced
from reading_list.feeds.entries import SUMMARY, Entry, Shown, build_entry, legal_text
from reading_list.texts.math import to_mathml
from strategies import any_text, hostile_text

SITE = "https://example.org/site/"


def build(html: str = "<p>Text</p>", **fields: object) -> Entry:
    paper = make_paper(added="2025-07-03", **fields)
    library = make_library([paper])
    return build_entry(find_announced(library, "a.org")[0], Shown(html, ("Ada",)), library, SITE)


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


@given(any_text | hostile_text)
def test_legal_text_is_what_xml_can_hold(text: str) -> None:
    legal = legal_text(text)

    legal.encode()
    assert legal == legal_text(legal)
    assert not set(legal) & {"\x00", "\x0b", "\x1b", "\ufffe", "\uffff", "\ud800"}
    assert "a\t\n\r😀\ue000" == legal_text("a\t\n\r😀\ue000")
