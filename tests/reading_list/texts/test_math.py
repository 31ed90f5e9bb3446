import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml.etree import fromstring
from lxml.html import HtmlElement, fragment_fromstring

from reading_list.texts.cleaning import clean
from reading_list.texts.math import find_problem, to_mathml, to_unicode, to_words

GOLDEN = Path(__file__).parents[2] / "golden" / "formulas.tsv"
FORMULAS = [line.split("\t") for line in GOLDEN.read_text("utf-8").splitlines()]
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
        r"\begin{cases}a",
        r"a\end{cases}",
        r"\right)",
        r"\def\a{\a\a}\a",
        r"\newcommand{\a}{b}",
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
    assert find_problem(tex).endswith(".")


@pytest.mark.parametrize(
    ("shown", "tex"),
    [
        (r"2 \mone{x} + 1", r"2\mone{x}+1"),
        (r"\norm{x/y}ₚ", r"\norm{\frac xy}_p"),
        (r"\mathfoo{x}", r"\mathfoo{x}"),
        (r"\href{javascript:alert(1)}{x}", r"\href{javascript:alert(1)}{x}"),
        (r"\style{position:fixed}{x}", r"\style{position:fixed}{x}"),
        (r"\ce{H2O}", r"\ce{H2O}"),
    ],
)
def test_an_undefined_command_stays_visible_with_its_braces(shown: str, tex: str) -> None:
    assert shown == to_unicode(tex)
    assert fromstring(to_mathml(tex)).tag.endswith("math")
    assert find_problem(tex).endswith(" is not known.")


def test_a_problem_names_what_is_wrong() -> None:
    assert find_problem("{a") == "A brace is not closed."
    assert find_problem(r"\left(a") == r"'\left' has no '\right'."
    assert find_problem(r"\frac{a}") == r"'\frac' lacks an argument."
    assert find_problem(r"\begin{tikz}\end{tikz}") == "The environment 'tikz' is not known."
    assert find_problem(r"\text") == r"'\text' lacks its argument."
    assert find_problem(r"\text{a") == "A brace is not closed."
    assert find_problem(r"\root 3") == r"'\root' lacks its '\of'."
    assert find_problem(r"a \over") == r"'\over' lacks one of its sides."
    assert find_problem(r"\left x a\right)") == r"'\left' lacks a delimiter."
    assert find_problem(r"\substack a") == r"'\substack' lacks its argument."
    assert find_problem(r"\substack{a") == "A brace is not closed."
    assert find_problem(r"\limits") == r"'\limits' follows no operator."
    assert find_problem(r"\sqrt[a}b") == "A closing brace has no opening one."
    assert find_problem(r"\foo\baz\foo") == r"'\foo', '\baz' are not known."
    assert find_problem("x" * 5_001) == "It is longer than 5,000 characters."
    assert find_problem(r"\alpha") == ""


def test_tex_is_kept_for_copying_and_for_screen_readers() -> None:
    math = fromstring(to_mathml(" a<\n\\text{b} "))
    annotation = math.find(".//annotation")

    assert math.get("alttext") == r"a< \text{b}"
    assert annotation is not None
    assert annotation.get("encoding") == "application/x-tex"
    assert annotation.text == "a<\n\\text{b}"
    in_link = fromstring(to_mathml(" a<\n\\text{b} ", in_link=True))
    assert [in_link.get("alttext"), in_link.find(".//annotation")] == [math.get("alttext"), None]


def test_display_formulas_are_blocks() -> None:
    assert fromstring(to_mathml("x", display=True)).get("display") == "block"
    assert fromstring(to_mathml("x")).get("display") is None


def test_what_may_be_wider_than_a_phone_scrolls_and_can_be_reached_by_keys() -> None:
    wide = fromstring(to_mathml("x+" * 40 + "x"))
    in_link = fromstring(to_mathml("x+" * 40 + "x", in_link=True))

    assert (wide.get("class"), wide.get("tabindex")) == ("rl-wide", "0")
    assert (in_link.get("class"), in_link.get("tabindex")) == ("rl-wide", None)
    assert "tabindex" not in to_mathml("x", display=True)


def test_markup_in_a_formula_is_text() -> None:
    assert "<mtext>&lt;b&gt;</mtext>" in to_mathml(r"\text{<b>}")


def test_styles_become_characters_because_browsers_ignore_mathvariant() -> None:
    assert "<mi>𝐱𝐲</mi>" in to_mathml(r"\mathbf{xy}")
    assert "<mi>𝜶</mi>" in to_mathml(r"\boldsymbol{\alpha}")
    assert ">SO</mi>" in to_mathml(r"\mathrm{SO}")


def test_equations_are_not_numbered() -> None:
    assert "(1)" not in to_mathml(r"\begin{align}a&=b\end{align}")


def test_lengths_cannot_push_the_page_apart() -> None:
    widths = [one.get("width") for one in fromstring(to_mathml(r"a\hspace{100em}b")).iter()]

    assert [width for width in widths if width] == ["4em"]


@given(TEX | st.text())
@example("\\")
@example("\ud800")
@example("%")
def test_any_source_gives_sound_mathml_and_some_text(tex: str) -> None:
    assert fromstring(to_mathml(tex)).tag.endswith(("math", "code"))
    assert isinstance(to_unicode(tex), str)


@given(st.text(st.sampled_from('abcxyz0189<>&%#@!?;:"éλ中'), min_size=1))
def test_characters_without_meaning_to_tex_are_all_kept(tex: str) -> None:
    assert sorted(tex) == sorted(shown(tex))


def shown(tex: str) -> str:
    """What a reader sees of a formula, without its annotation."""
    math = fromstring(to_mathml(tex))
    parts = math.findall("semantics/mrow") or [math]
    return "".join("".join(part.itertext()) for part in parts)


LEAVES = "abcdkmnpqxyzABCDKMNPQXYZ123456789"
leaves = st.sampled_from(LEAVES) | st.sampled_from(LEAVES).map(r"\text{%s}".__mod__)
formulas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(" ".join),
        *(
            st.tuples(inner, inner, inner).map(template.replace("%s", "{%s}").__mod__)
            for template in (
                r"%s_%s^%s",
                r"\frac%s%s \sqrt%s",
                r"\overset%s%s + \hat%s",
                r"\left(%s\middle|%s\right]%s",
                r"\begin{cases}%s & %s\\ %s\end{cases}",
                r"\mathcal%s \underbrace%s_%s",
                r"\xrightarrow[x]%s \binom%s%s",
                r"\textcolor{red}%s \mathrm%s \norm%s",
                r"\operatorname*%s_%s \mathbf%s",
            )
        ),
    ),
    max_leaves=12,
)


@given(formulas)
def test_no_letter_of_a_formula_is_lost(tex: str) -> None:
    commands = re.compile(r"\\begin\{cases\}|\\end\{cases\}|\\(?!norm)[a-z]+|\{red\}")
    written = [char for char in commands.sub("", tex) if char in LEAVES]
    plain = unicodedata.normalize("NFKD", shown(tex))

    assert sorted(written) == sorted(char for char in plain if char in LEAVES)


def test_formulas_as_people_write_them() -> None:
    assert [(tex, plain) for tex, plain in FORMULAS if plain != to_unicode(tex)] == []
    assert [tex for tex, _ in FORMULAS if find_problem(tex)] == []


def test_formulas_are_sound_and_pass_the_sanitiser_whole() -> None:
    html = "".join(f"<p>{to_mathml(tex)}</p>" for tex, _ in FORMULAS)
    made = fromstring(f"<div>{html}</div>")
    cleaned = fragment_fromstring(clean(html), create_parent="div")

    assert [one.get("alttext") for one in made.iter("math")] == [
        " ".join(tex.split()) for tex, _ in FORMULAS
    ]
    assert [describe(one) for one in made.iter()] == [describe(one) for one in cleaned.iter()]


def describe(element: HtmlElement) -> tuple[str, str, dict[str, str]]:
    name = element.tag.rpartition("}")[2]
    looks = {"class", "tabindex"}
    attributes = {key: one for key, one in element.attrib.items() if key not in looks}
    return name, element.text or "", attributes


@pytest.mark.parametrize(
    ("words", "tex"),
    [
        ("alpha2", r"\alpha^2"),
        ("O(n2)", r"\mathcal{O}(n^2)"),
        ("5 x 5", r"5\times 5"),
        ("delta x to infinity", r"\Delta x\to\infty"),
    ],
)
def test_words_are_for_addresses(words: str, tex: str) -> None:
    assert words == to_words(tex)
