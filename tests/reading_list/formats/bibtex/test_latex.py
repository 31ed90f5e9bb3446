from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.formats.bibtex.latex import decode_latex, unify_letters
from reading_list.formats.bibtex.latex_encoding import encode_latex, spell_letters


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"Veli{\v c}kovi{\'c}, {\L}ukasz, G{\"o}del", "Veličković, Łukasz, Gödel"),
        (r"\'{\i} {\'\i} {\aa} \ss{} \O slo Erd\H{o}s", "í í å ß Øslo Erdős"),
        ("Achieving 90% on R&D #1", "Achieving 90% on R&D #1"),
        (r"Achieving 90% on \emph{GLUE}", "Achieving 90% on GLUE"),
        (r"Lee \& Low, 50\%", "Lee & Low, 50%"),
        (r"\texttt{RNAz 2.0}: improved", "RNAz 2.0: improved"),
        (r"\unknown{kept} \textsf{A}\mbox{b}\verb|c_d|", "kept Abc_d"),
        (r"\href{https://a.b}{text}", "text"),
        (r"{\textless}i{\textgreater}x", "<i>x"),
        (r"H\textsubscript{2}O, 10\textsuperscript{-3}, 5\textsuperscript{th}", "H₂O, 10⁻³, 5th"),
        (r"\LaTeX{} and \TeX", "LaTeX and TeX"),
        (r"Fran\-cois a~b", "Francois a b"),
        ("soft\u00adhyphen", "softhyphen"),
        ("pages 1--2 --- ``so''", "pages 1–2 — “so”"),
        ("{{Turing}} {M}achine", "Turing Machine"),
        (r"$O(n^{2})$ of {$\mathcal{O}$}", r"$O(n^{2})$ of $\mathcal{O}$"),
        (r"\(x\) and \ensuremath{\alpha}", r"$x$ and $\alpha$"),
        (r"\$5 and \$10", "$5 and $10"),
        (r"\$a\$ is no variable", r"\$a\$ is no variable"),
        ("a lone $ sign", "a lone $ sign"),
        ("Go\u0308del", "Gödel"),
        (r"Nguy{\~{\^e}}n, \`{\u a}, {\h{a}}, \t{oo}, \.{I}", "Nguyễn, ằ, ả, o͡o, İ"),
        (r"\'{} \~{} \^{} \"", "' ~ ^ \""),
        (r"a \"quoted\" word", 'a "quoted" word'),
        (r"Pe\ifmmode \tilde{n}\else \~{n}\fi{}a", "Peña"),
        (r"\mkbibquote{Intention}, \enquote*{so \enquote{on}}", "“Intention”, “so “on””"),
        (r"{\noopsort{1973b}}1973 {\em With\/} \footnote{gone}it\thanks{me}", "1973 With it"),
        (r"B{\kern-.05em}{\sc i\kern-.025em b}\kern-.08em\TeX", "BibTeX"),
        (
            r"\href{http://a.b/c_d%20} {text $x$} \url{http://a.b/c_d--e}",
            "text $x$ http://a.b/c_d--e",
        ),
        (r"\textcolor{red}{R} \raisebox{1ex}{up} \texorpdfstring{$x$}{x}", "R up x"),
        (r"5$^{th}$ x^{th}, CO_{2}, H$_2$O, a_{max}", "5$^{th}$ xth, CO₂, H$_2$O, a_max"),
        (r"\alpha{} of {\beta}, 20\textdegree C, \euro 5", "α of β, 20°C, €5"),
        (r"5.2~nm, 200\,{\mbox{$\mu$}}{J}, a\quad b, c\\d", r"5.2 nm, 200 $\mu$J, a b, c d"),
        (r"$ \alpha $ and $$E$$ and $5 or $10", r"$\alpha$ and $E$ and $5 or $10"),
        (r"\$5 for $x$ and \$6", "$5 for $x$ and $6"),
        (r"\textit{E.\ coli}, {\it E. coli\/}", "E. coli, E. coli"),
        (
            r"methodology\hyphen independent, a\slash b, pp.\ 5\psqq",
            "methodology-independent, a/b, pp. 5 sqq.",
        ),
        (r"a\unknown b, c \unknown{d}", "a b, c d"),
        (r"\begin{itemize}\item one \item two\end{itemize}", "one two"),
        ("?`Qu\\'e? !`S\\'i!", "¿Qué? ¡Sí!"),
        ("{" * 200 + r"deep \emph{x}" + "}" * 200, "deep x"),
        (r"{\emph never closed", "never closed"),
        ("", ""),
    ],
)
def test_latex_becomes_unicode(latex: str, text: str) -> None:
    assert text == decode_latex(latex)


@pytest.mark.parametrize("broken", ["\\", "{", "}", "$", "\\begin{x}", "{\\'", "\\href{a"])
def test_broken_latex_never_raises(broken: str) -> None:
    decode_latex(broken)


FRAGMENTS = st.sampled_from(
    r"\href{ \href \textsuperscript{ \ensuremath \ensuremath{ \cite[ \v \' { } $ % & \\ \verb|"
    r" \begin{x} \end{x} \( \) a ~ \frac \sqrt[ ] \item \{ \$".split(" ")
)


@given(st.lists(FRAGMENTS | st.text(max_size=5), max_size=12).map("".join))
def test_decoding_never_raises(text: str) -> None:
    decode_latex(text)


@given(st.text(st.characters(categories=["L", "Nd"]), max_size=12))
def test_letters_survive_encoding(text: str) -> None:
    tidy = decode_latex(text)

    assert tidy == decode_latex(encode_latex(tidy))
    assert tidy == decode_latex(spell_letters(encode_latex(tidy)))


@given(st.text("ab &%#_~^\\{}–—“”\u00e95", max_size=20))
def test_special_characters_survive_encoding(text: str) -> None:
    tidy = decode_latex(encode_latex(" ".join(text.split())))

    assert tidy == decode_latex(encode_latex(tidy))


@given(st.text() | st.text(st.sampled_from("ab $\\{}_^&%#~-'?!1")))
def test_a_text_without_ligatures_is_escaped_as_it_is_beside_one(text: str) -> None:
    plain = text.translate(str.maketrans("", "", "`\u2013\u2014\u201c\u201d"))
    assert encode_latex(f"{plain}a\u2013") == f"{encode_latex(plain + 'a')}--"


def test_encoding_escapes_outside_mathematics() -> None:
    assert encode_latex("R&D: 5% of $x_1 & y$, a_b") == r"R\&D: 5\% of $x_1 & y$, a\_b"
    assert encode_latex("Gödel, ½") == "Gödel, ½"


def test_letters_are_spelt_outside_mathematics() -> None:
    assert spell_letters("Gödel, Velič, Ł, 中文") == r"G{\"o}del, Veli{\v c}, {\L}, 中文"
    assert spell_letters(r"ế, í, {\&}, $é$, ½") == (r"{\'{\^e}}, {\'i}, {\&}, $é$, {\textonehalf}")


def test_spellings_of_one_letter_compare_equal() -> None:
    assert {"Gödel"} == {unify_letters(one) for one in ('G{\\"o}del', 'G\\"{o}del', 'G\\"odel')}
    assert unify_letters(r"{{\v c}} \v{c} \v c {\'{\i}}") == "{č} č č í"
    assert unify_letters(r"\emph{x} {\bf x}") == r"\emph{x} {\bf x}"


@given(st.characters(categories=["L", "M", "S", "P"]))
def test_every_character_survives_being_spelt(char: str) -> None:
    text = f"a{decode_latex(encode_latex(char))}b"

    # A mark and its letter come back as the one character that they make.
    assert normalize("NFC", text) == decode_latex(spell_letters(encode_latex(text)))
