import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import fromstring

from reading_list.texts.abstracts import to_html, to_text, to_title
from reading_list.texts.characters import drop_controls, fold_space
from reading_list.texts.fragments import to_text as html_text
from reading_list.texts.inline import show_html
from reading_list.texts.segments import split_math
from reading_list.texts.tex_prose import Piece, read_prose

GOLDEN = Path(__file__).parents[2] / "golden" / "abstracts.txt"


@dataclass(frozen=True)
class Case:
    """An abstract, what a reader sees of it, and where its links lead."""

    source: str
    text: str
    links: list[str]
    paragraphs: int


def read_cases() -> list[Case]:
    cases = []
    for block in GOLDEN.read_text("utf-8").split("\n---\n"):
        source, _, rest = block.partition("\n=> ")
        text, *more = rest.splitlines()
        extra = dict(line.split(" ", 1) for line in more)
        links = extra.get("links", "").split()
        cases.append(Case(source, text, links, int(extra.get("paragraphs", "1"))))
    return cases


CASES = read_cases()
PARTS = [*"$\\{})a\n~-\"`' ", "\\emph{", "{\\it ", "http://", "\\[", "\\]", "{\\'e}", "\\o"]
ANY = st.text() | st.lists(st.sampled_from(PARTS)).map("".join)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("95% & good_thing #1", r"95\% \& good\_thing \#1"),
        ("a % b", "a % b"),
        ("“quoted” text", "``quoted'' text"),
        ("1–2—so ----", "1--2---so ----"),
        ("see https://a.b/c--d", "see https://a.b/c--d"),
        ("Fig. 3, ~10x, 5~10, (~2)", "Fig.~3, ~10x, 5~10, (~2)"),
        ("< > \\", r"\textless \textgreater{} \textbackslash"),
        ("a b c d", r"\emph{a} \textit{b} \textbf{c} \texttt{d}"),
        ("red blue green", r"{\color{red} red} \textcolor{blue}{blue} {\em green}"),
        ("Gödel Erdős Poincaré", r"G\"odel Erd\H{o}s Poincar{\'e}"),
        ("Sørensen Ł ß š í ç", r"S\o{}rensen \L {\ss} \v{s} \'\i \c{c}"),
        ("don't", r"don\'t"),
        (r"\foo{x} \unknown y", r"\foo{x} \unknown y"),
        ("{0, 1} } {", "{0, 1} } {"),
        (r"\emph{open", r"\emph{open"),
        ("x² and E = m and a", r"$x^2$ and $$E=m$$ and \[a\]"),
        ("$$ $$ $$y", "$$ $$ $$y"),
        ("x$y z", r"$$x$y\ z$$"),
        (r"\[x $$y", r"\[x $$y"),
        ("cost $5 and $10", "cost $5 and $10"),
        ("*a* _b_ <b> [c](d)", "*a* _b_ <b> [c](d)"),
        ("one two three", "one\ntwo\n\nthree"),
        (r"x\y z", "x\\y \\\\z"),
        ("https://g.h/i_j", r"\url{https://g.h/i\_j}"),
    ],
)
def test_text_mode_is_read(expected: str, text: str) -> None:
    assert expected == to_text(text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.source[:30])
def test_abstracts_read_as_a_person_would_expect(case: Case) -> None:
    page = fromstring(f"<x>{to_html(case.source)}</x>")

    assert case.text == to_text(case.source)
    assert case.links == [link.get("href") for link in page.iter("a")]
    assert case.paragraphs == len(page.findall("p"))
    assert words(case.text) == words(html_text(to_html(case.source)))


FRAGMENTS = [
    ("plain words", "plain words"),
    (r"\emph{leaning $x^2$ words}", "leaning x² words"),
    (r"\textbf{a \textit{b} c}", "a b c"),
    ("``quoted''", "“quoted”"),
    ("1990--2020", "1990–2020"),
    (r"95\%", "95%"),
    (r"{\color{red} red}", "red"),
    (r"R\&D", "R&D"),
    (r"$\sim$10", "∼10"),
    (r"\(a \le b\)", "a ≤ b"),
    ("$5 to $10", "$5 to $10"),
    (r"G\"odel", "Gödel"),
    (r"\url{https://a.example/x_y}", "https://a.example/x_y"),
    ("https://a.example/b.", "https://a.example/b."),
    ("(https://a.example/c),", "(https://a.example/c),"),
    (r"\cite{one,two}", "[one, two]"),
    ("A*-Decoding", "A*-Decoding"),
    ("O^2 and a_b", "O^2 and a_b"),
    (r"\unknown{x}", r"\unknown{x}"),
    (r"$\frac{broken$", r"\frac{broken"),
    ("{0, 1}", "{0, 1}"),
    ("<i>", "<i>"),
    (r"$\mymacro{x}$", r"\mymacro{x}"),
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12))
def test_no_word_is_lost_however_texts_are_put_together(parts: list[tuple[str, str]]) -> None:
    source = " ".join(source for source, _ in parts)

    assert to_text(source) == " ".join(text for _, text in parts)


PUNCTUATION = st.text(st.sampled_from(".,;:!?)]}'\"”’。，…"), max_size=4)


@given(st.lists(st.tuples(st.sampled_from(["https://a.example/b", "www.b.example"]), PUNCTUATION)))
def test_no_link_ends_in_the_punctuation_of_a_sentence(parts: list[tuple[str, str]]) -> None:
    page = fromstring(f"<x>{to_html(' '.join(map(''.join, parts)))}</x>")

    assert [link.text for link in page.iter("a")] == [address for address, _ in parts]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_blank_lines_separate_paragraphs() -> None:
    assert to_html("one\r\ntwo\n \n\nthree\n") == "<p>one two</p>\n<p>three</p>"
    assert to_html(" \n ") == ""


def test_styles_become_elements_around_formulas() -> None:
    html = to_html(r"\emph{a $x$ b} \textbf{c \texttt{d}}")

    assert html.startswith("<p><em>a <math ")
    assert html.endswith(" b</em> <strong>c <code>d</code></strong></p>")


def test_display_formulas_are_blocks() -> None:
    assert 'display="block"' in to_html("a $$x$$")
    assert 'display="block"' in to_html(r"\[x\]")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("https://a.b/c", "https://a.b/c."),
        ("https://a.b/c", "(https://a.b/c)."),
        ("https://a.b/c", "[https://a.b/c],"),
        ("https://a.b/c", "“https://a.b/c”"),
        ("https://a.b/c", "``https://a.b/c''"),
        ("https://a.b/c", '"https://a.b/c";'),
        ("https://a.b/c_(d)", "https://a.b/c_(d)"),
        ("https://a.b/?$c=1&$d=2", "https://a.b/?$c=1&$d=2."),
        ("https://a.b/c", "https://a.b/c$^*$"),
        ("https://a.b/~c_d?x=1&y=2", r"https://a.b/\~c\_d?x=1\&y=2"),
        ("http://a.b/", "<http://a.b/>"),
    ],
)
def test_addresses_become_links_without_the_sentence(expected: str, text: str) -> None:
    link = fromstring(to_html(text)).find("a")

    assert link is not None
    assert expected == link.get("href") == link.text


def test_an_address_without_host_is_no_link() -> None:
    assert to_html("http:// https://)") == "<p>http:// https://)</p>"


def test_markup_is_escaped() -> None:
    assert to_html('<script> &amp; "') == "<p>&lt;script&gt; &amp;amp; &quot;</p>"


def test_deep_nesting_stays_source() -> None:
    html = to_html(r"\emph{" * 50 + "x" + "}" * 50)

    assert html.count("<em>") == 20
    assert r"\emph{" in html


@given(ANY)
def test_html_is_always_well_formed(text: str) -> None:
    assert fromstring(f"<x>{to_html(text)}</x>").tag == "x"


@given(ANY.map(lambda text: text.translate(str.maketrans("", "", "$\\"))))
def test_a_text_without_formulas_reads_as_it_does_before_one(text: str) -> None:
    *before, formula = read_prose(f"{text}x $y$")
    assert formula == Piece("inline", "y")
    assert "".join(map(show_html, before)) == "".join(map(show_html, read_prose(f"{text}x"))) + " "


@given(ANY)
def test_both_forms_say_the_same_where_no_formula_is(text: str) -> None:
    bare = text.replace("$", "").replace("\\(", "").replace("\\[", "")
    shown = " ".join(fromstring(f"<x>{to_html(bare)}</x>").itertext())

    assert to_text(bare).replace(" ", "") == "".join(shown.split())


@pytest.mark.parametrize(
    "part",
    [
        "[",
        "$",
        "{",
        "}",
        "\\",
        "\\emph{",
        "\\(",
        "``",
        "~",
        "-",
        "http://",
        "{\\color{",
        "a$",
        "$$",
    ],
)
def test_hostile_length_is_no_trouble(part: str) -> None:
    assert to_html((part * 50_000)[:50_000])


def find_formulas(text: str) -> list[str]:
    parts = split_math(text)
    return [fold_space(part.content) for part in parts if part.kind != "text"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (r"Schr\"odinger's $\alpha$", "Schrödinger's $\\alpha$"),
        (r"\(x\) and \[y\] and $$z$$", "$x$ and $y$ and $z$"),
        (r"\$x\$ and $y$", r"\$x\$ and $y$"),
        ("two\nlines\n\n apart", "two lines apart"),
    ],
)
def test_a_title_keeps_its_formulas_between_dollars(text: str, title: str) -> None:
    assert to_title(text) == title


@given(ANY)
def test_no_formula_of_a_title_is_lost_or_made(text: str) -> None:
    line = fold_space(drop_controls(text))

    assert find_formulas(to_title(line)) == find_formulas(line)
