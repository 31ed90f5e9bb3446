import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml.etree import fromstring

from reading_list.texts.fragments import to_text as read_words
from reading_list.texts.inline import to_html, to_short_html, to_text, to_words

ANY = st.text() | st.text(st.sampled_from("$\\() a1<&{}^_"))


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("costs $5 and $10", "costs $5 and $10"),
        ("EO³-agent", "EO$^3$-agent"),
        ("A*-Decoding", "A*-Decoding"),
        ("O^2-Searcher", "O^2-Searcher"),
        ("a_b_c **d** `e` [f](g)", "a_b_c **d** `e` [f](g)"),
        ("$5 and x", r"\$5 and $x$"),
        ("a ≤ b", r"\(a\le b\)"),
        ("a $x$5 y", "a $x$5 $y$"),
        ("xy", "$x$$y$"),
        ("x", "$$x$$"),
        ("$ x $", "$ x $"),
        ("$", "$"),
        (r"\(", r"\("),
        (r"\(\)", r"\(\)"),
        ("a b", " a\n\t\u00a0b\x00 "),
        ("evil", "e\u202evil\u2066"),
        ("中文 $100", "中文 $100"),
        ("<script>", "<script>"),
        (r"C:\new", r"C:\new"),
        (
            "R&D: In vivo 50% “quotes” – a—b, Poincaré",
            r"R\&D: \emph{In vivo} 50\% ``quotes'' -- a---b, Poincar\'e",
        ),
        ("C++, F#, R&D, L*, C--, {BERT}, <i>, a_b", "C++, F#, R&D, L*, C--, {BERT}, <i>, a_b"),
        ("Faster by ∼10×", r"Faster by $\sim$10$\times$"),
        ("τ²-bench", r"$\tau^2$-bench"),
        ("ProLong (64k) for $100k", "ProLong (64k) for $100k"),
    ],
)
def test_text_is_plain(expected: str, text: str) -> None:
    assert expected == to_text(text)


def test_everything_is_escaped() -> None:
    assert to_html('<b> & "q" \'s') == "&lt;b&gt; &amp; &quot;q&quot; &#x27;s"
    assert to_html("&amp;") == "&amp;amp;"


def test_formulas_become_mathml() -> None:
    assert to_html("EO$^3$-agent").startswith("EO<math ")
    assert to_html(r"\(x\)").startswith("<math ")


def test_money_is_no_formula() -> None:
    assert to_html("costs $5 and $10") == "costs $5 and $10"
    assert "<math" not in to_html("$100k-$200k")


def test_no_break_spaces_stay_in_html() -> None:
    assert to_html("Fig.\u00a03") == "Fig.\u00a03"


@given(ANY)
@example("\ud800\ufffe\x00\x85")
def test_html_is_always_well_formed(text: str) -> None:
    assert fromstring(f"<x>{to_html(text)}</x>").tag == "x"


@given(st.text())
def test_html_keeps_all_that_is_no_markup(text: str) -> None:
    bare = text.replace("$", "").replace("\\", "")
    shown = "".join(fromstring(f"<x>{to_html(bare)}</x>").itertext())

    assert to_text(bare) == " ".join(shown.split())


@given(ANY)
def test_text_is_one_folded_line_without_controls(text: str) -> None:
    shown = to_text(text)

    assert " ".join(shown.split()) == shown
    assert shown.isprintable() or all(ord(char) > 31 for char in shown)


@given(st.text(st.characters(categories=["L", "N"])), st.sampled_from(["$x$", "$5 ", r"\("]))
def test_letters_around_a_formula_are_kept(word: str, sign: str) -> None:
    assert to_text(f"{word}{sign}").startswith(word)


@pytest.mark.parametrize("part", ["$", "$a", "\\(", "\\(a\\)", "$ $", "\\$"])
def test_hostile_length_is_no_trouble(part: str) -> None:
    assert to_html(part * 50_000)


def test_words_are_for_addresses() -> None:
    assert to_words(r"$\tau^2$-bench -- \emph{now}") == "tau2-bench – now"


def test_titles_hold_no_links_for_they_stand_in_links() -> None:
    title = r"See https://a.example/, \url{b.example} and \href{https://c.example}{this}"

    assert to_html(title) == "See https://a.example/, b.example and this"


def test_lists_show_a_formula_without_its_source() -> None:
    title = r"A & $x^2$, $\frac{a}{b}$"

    assert to_short_html(title).count("<math alttext=") == 2
    assert "annotation" not in to_short_html(title)
    assert "A &amp; <math" in to_short_html(title)
    assert "<mrow>" not in to_short_html(title)


@given(ANY | st.sampled_from([r"$\alpha$ and $\text{<b>}$", r"\emph{a} $$x$$", "$x"]))
def test_lists_say_the_same(text: str) -> None:
    assert read_words(to_short_html(text)) == read_words(to_html(text))
