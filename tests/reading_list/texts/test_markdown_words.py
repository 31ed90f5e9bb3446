import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.texts.inline import to_text
from reading_list.texts.markdown_words import to_words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("A **b** _c_ `d` [e](f) ![g](h) [i][j]", "A b c d e g i"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("> quoted\n- listed\n1. numbered", "quoted listed numbered"),
        ("See [@lstm, p. 3].", "See."),
        ("As is known, [@lstm], it [@gru], too", "As is known, it, too"),
        ("See [@lstm, x [sic]].", "See."),
        ("a<!-- hidden\ncomment -->b", "a b"),
        ("[a]: https://example.org\nText[^1]", "Text"),
        ("[@lstm]: why\n[@a]: https://example.org", ": why"),
        ("*Of* $a_b*c$ and _d_, $$e$$", "Of $a_b*c$ and d, $e$"),
        (r"`$x$` and `\alpha`", r"\$x\$ and \textbackslash{}alpha"),
        (r"5 \* 3 \[sic\]", "5 * 3 [sic]"),
    ],
)
def test_words_are_those_that_a_reader_sees(markdown: str, words: str) -> None:
    assert words == to_words(markdown)


@pytest.mark.parametrize("piece", ["[" * 4, "**a ", "_a ", "`", "<!--", "[a](", "{:"])
def test_words_are_taken_from_the_beginning_of_a_long_text(piece: str) -> None:
    assert to_words(piece * 10_000) == to_words((piece * 10_000)[:2_000])


def test_words_that_are_to_be_cut_hold_no_tex() -> None:
    assert to_words(r"So $\frac{a}{b}$ is", with_tex=False) == "So a/b is"


@given(st.text(st.sampled_from("abc $\\`*_5[]()~#>\n")))
def test_what_stands_in_code_stands_for_itself_in_a_title(code: str) -> None:
    written = " ".join(code.replace("`", "").split())

    if written:
        assert to_text(to_words(f"`{written}`")) == written.replace("--", "–")


@given(st.text(st.sampled_from("a$*\x02\x031 `\\")))
def test_no_text_is_taken_for_a_place(text: str) -> None:
    assert "\x02" not in to_words(text)
