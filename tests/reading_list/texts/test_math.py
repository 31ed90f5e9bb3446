import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml.etree import fromstring

from reading_list.texts.math import to_mathml, to_unicode

PARTS = [*r"\{}^_$&%<>'ab1 +()", r"\frac", r"\sqrt", r"\left(", r"\right)", r"\text{", r"\rm"]
TEX = st.lists(st.sampled_from(PARTS)).map("".join)


@pytest.mark.parametrize(
    ("expected", "tex"),
    [
        ("5 × 5", r"5\times 5"),
        ("O(n²)", r"\mathcal{O}(n^2)"),
        ("O(n²)", r"\mathcal O(n^2)"),
        ("³", "^3"),
        ("³", "^{3}"),
        ("xᵢ", "x_i"),
        ("xᵢ²", "x_{i}^{2}"),
        ("x_foo", "x_{foo}"),
        ("x^(a+q)", "x^{a+q}"),
        ("xᵃ⁺ᵇ", "x^{a+b}"),
        ("π_0.5", r"\pi_{0.5}"),
        ("a/b", r"\frac{a}{b}"),
        ("1/2", r"\frac12"),
        ("(a + b)/(2n)", r"\frac{a+b}{2n}"),
        ("³√(x + 1)", r"\sqrt[3]{x+1}"),
        ("√x", r"\sqrt{x}"),
        ("ℝ^(d×d)", r"\mathbb{R}^{d\times d}"),
        ("a → b", r"a\rightarrow b"),
        ("a ≤ b", r"a\le b"),
        ("≤5", r"\le 5"),
        ("10×", r"10\times"),
        ("∼10", r"\sim 10"),
        ("a = −b", "a=-b"),
        ("10⁻³", "10^{-3}"),
        ("if x > 0", r"\text{if } x>0"),
        ("a_b 5%", r"\text{a\_b 5\%}"),
        ("argmaxₓ f", r"\operatorname{argmax}_x f"),
        ("arg maxₓ f", r"\arg\max_x f"),
        ("2n log n", r"2n\log n"),
        ("SO(3)", r"\mathrm{SO}(3)"),
        ("(1, 2; 3, 4)", r"\begin{pmatrix}1&2\\3&4\end{pmatrix}"),
        ("(a)", r"\left( a \right)"),
        ("95%", r"95\%"),
        ("95% x", r"95\%\ x"),
        ("a%b", "a%b"),
        ("a&b", "a&b"),
        ("a < b", "a<b"),
        ("A*", "A^*"),
        ("90°", r"90^\circ"),
        ("f′(x)", "f'(x)"),
        ("x", r"\color{red}{x}"),
        ("Õ(n)", r"\tilde{\mathcal O}(n)"),
        ("x̂", r"\hat{x}"),
        ("≠", r"\not="),
        ("∑ᵢ₌₁ⁿ i²", r"\sum_{i=1}^n i^2"),
        ("x^⊤y", r"x^\top y"),
        ("(x + y)_z", r"\underbrace{x+y}_{z}"),
        ("𝟙", r"\mathbbm{1}"),
        ("α + hi", r"\mathbb{\alpha}+\mathit{hi}"),
        ("(x, y)", "(x,y)"),
        ("1,000", "1,000"),
        ("x̅", r"\overline{x}"),
        ("bᵃ", r"\stackrel{a}{b}"),
        ("(n k)", r"\binom{n}{k}"),
        ("f dx", r"f\,dx"),
        ("mn", r"m\!n"),
        ("a b", r"a\\b"),
        ("x^(1/q)", r"\sqrt[q]{x}"),
        ("f:X → Y", r"f:X\to Y"),
        ("", ""),
    ],
)
def test_unicode_reads_like_the_formula(expected: str, tex: str) -> None:
    assert expected == to_unicode(tex)


@pytest.mark.parametrize(
    "tex",
    [
        "{a",
        "a}",
        "x^",
        "x^2^3",
        r"\frac{1}",
        r"\left(",
        r"\limits",
        r"\begin{foo}a\end{foo}",
        r"\def\a{\a\a}\a",
        r"\href{javascript:alert(1)}{x}",
        r"\style{position:fixed}{x}",
        r"\mathfoo{x}",
        r"\text{a {b} c}",
        "&#x41;",
        "{" * 1000 + "}" * 1000,
        r"\sqrt" * 999 + "x",
        r"\sqrt" * 150 + "x",
        "x" * 5001,
    ],
)
def test_what_cannot_be_converted_stays_as_source(tex: str) -> None:
    assert tex == to_unicode(tex)
    assert tex == fromstring(to_mathml(tex)).text
    assert to_mathml(tex).startswith('<code class="rl-tex">')


def test_an_undefined_macro_stays_visible_in_a_good_formula() -> None:
    assert "<mtext>\\mone</mtext><mi>x</mi>" in to_mathml(r"\mone x")
    assert to_unicode(r"2\mone{x}+1") == r"2 \mone x + 1"


def test_tex_is_kept_for_copying() -> None:
    assert fromstring(to_mathml(r"a<\text{b}")).get("alttext") == r"a<\text{b}"


def test_display_formulas_are_blocks() -> None:
    assert fromstring(to_mathml("x", display=True)).get("display") == "block"
    assert fromstring(to_mathml("x")).get("display") == "inline"


def test_markup_in_a_formula_is_text() -> None:
    assert "<mtext>&lt;b&gt;</mtext>" in to_mathml(r"\text{<b>}")


def test_styles_become_characters_because_browsers_ignore_mathvariant() -> None:
    assert "<mi>𝐱</mi><mi>𝐲</mi>" in to_mathml(r"\mathbf{xy}")
    assert "<mi>𝛂</mi>" in to_mathml(r"\boldsymbol{\alpha}").replace("𝜶", "𝛂")
    assert ">SO</mi>" in to_mathml(r"\mathrm{SO}")


def test_equations_are_not_numbered() -> None:
    assert "(1)" not in to_mathml(r"\begin{align}a&=b\end{align}")


def test_lengths_cannot_push_the_page_apart() -> None:
    assert "100em" not in to_mathml(r"a\hspace{100em}b").partition("<mrow>")[2]


@given(TEX | st.text())
@example("\\")
@example("\ud800")
@example("%")
def test_any_source_gives_sound_mathml_and_some_text(tex: str) -> None:
    assert fromstring(to_mathml(tex)).tag.endswith(("math", "code"))
    assert isinstance(to_unicode(tex), str)


@given(st.text(st.sampled_from('abcxyz0189<>&%#@!?;:"éλ中'), min_size=1))
def test_characters_without_meaning_to_tex_are_all_kept(tex: str) -> None:
    assert sorted(tex) == sorted("".join(fromstring(to_mathml(tex)).itertext()))
