from __future__ import annotations

from typing import TYPE_CHECKING

import markdown
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from builders import make_paper
from reading_list.model import Author
from reading_list.texts.citations import CitationContext, CitationExtension, CitedWorks
from reading_list.texts.inline_signs import SignsExtension
from reading_list.texts.math_markdown import MathExtension
from sites import ROOT

if TYPE_CHECKING:
    import re

BERT = make_paper("bert", issued="2018", authors=(Author(literal="Google"),), doi=("10.1000/x",))
SETS = (
    (),
    ("toc", "tables", "fenced_code", "footnotes", "pymdownx.superfences"),
    ("attr_list", "md_in_html", "pymdownx.tilde", "pymdownx.betterem", "smarty", "abbr"),
    ("footnotes", "def_list", "pymdownx.keys", "pymdownx.magiclink", "nl2br"),
)
PIECES = (
    *"` `` \\ [ ] ( ) ! < > & * ** _ __ ~~ ++ $ @ : ; / # - = ' \" . , a b Ä 1 \n".split(" "),
    *(
        "  \n",
        "\n\n",
        "\n    ",
        "\n> ",
        "\n- ",
        "\n1. ",
        "\n# ",
        "\n```\n",
        "![",
        "[^1]",
        "\\`",
        " ",
    ),
    *("[@bert]", "@bert [p. 3]", "-@bert", "[see @bert; @x]", "bert.md", "doi:10.1000/x", "$x_1$"),
    *("https://a.example/x_y_z", "<https://a.example/>", "<b>", "</b>", "<!-- c -->", "&amp;"),
    *("\n[^1]: Note *x*.\n", "\n[r]: x.md\n", "\n*[a]: Word\n", "++ctrl+grave++", "[r]", "| - |"),
    *(
        "\x02",
        "\x03",
        "\x02klzzwxh:0000\x03",
        "\x02rl-math:0\x03",
        "doi.org/",
        "xiv:",
        "ar5iv.org/",
    ),
)
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def make(extensions: tuple[str, ...], *more: Extension) -> markdown.Markdown:
    context = CitationContext(CitedWorks({BERT.id: BERT}, {"doi:10.1000/x": BERT.id}))
    return markdown.Markdown(
        extensions=[*extensions, CitationExtension(context), MathExtension(), *more],
    )


LONG_WAY = [make(one) for one in SETS]
SHORT_WAY = [make(one, SignsExtension()) for one in SETS]


@given(texts, st.integers(0, len(SETS) - 1))
def test_what_is_asked_by_its_signs_says_what_markdown_says(text: str, number: int) -> None:
    long_way, short_way = LONG_WAY[number].reset(), SHORT_WAY[number].reset()

    assert long_way.convert(text) == short_way.convert(text)


def test_every_text_of_the_repository_comes_out_the_same() -> None:
    long_way, short_way = LONG_WAY[1], SHORT_WAY[1]
    for path in sorted([*ROOT.glob("papers/*.md"), *ROOT.glob("docs/blog/**/*.md")]):
        text = path.read_text(encoding="utf-8")

        assert long_way.reset().convert(text) == short_way.reset().convert(text)


class Loud(Extension):
    """Writes signs that are not in the text."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Markdown's name
        md.inlinePatterns.register(Shout(r"!!(\w+)!!", md), "loud", 200)


class Shout(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override] # noqa: ARG002, N802 - Markdown's
        return f"**{m[1]}** `x`", m.start(), m.end()


def test_a_pattern_that_nobody_knows_may_write_what_it_likes() -> None:
    long_way = markdown.Markdown(extensions=["footnotes", Loud()])
    for order in ([Loud(), SignsExtension()], [SignsExtension(), Loud()]):
        short_way = markdown.Markdown(extensions=["footnotes", *order])

        assert long_way.convert("so !!much!! of it") == short_way.convert("so !!much!! of it")
