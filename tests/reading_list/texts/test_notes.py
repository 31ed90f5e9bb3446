from __future__ import annotations

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builders import make_paper
from reading_list.model import Author
from reading_list.texts.citations import CitationContext, CitationExtension, CitedWorks
from reading_list.texts.notes import Converted, NoteConverter, inline

PAGES = {"papers/bert.md": "papers/bert/", "blog/posts/one.md": "blog/2025/07/one/"}
EXTENSIONS = ["tables", "footnotes", "attr_list", "toc"]


class Nothing(markdown.Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Markdown's name
        pass


def make_converter(*extensions: str | markdown.Extension) -> NoteConverter:
    return NoteConverter(extensions, {}, PAGES.get, "ROOT/")


def test_links_between_sources_become_addresses() -> None:
    made = make_converter().convert("[x](bert.md#a) [y](../blog/posts/one.md)", "papers/lstm.md")

    assert '<a href="ROOT/papers/bert/#a">x</a>' in made.html
    assert '<a href="ROOT/blog/2025/07/one/">y</a>' in made.html
    assert made.unresolved == ()


def test_a_link_to_no_file_stays_and_is_named() -> None:
    made = make_converter().convert("[x](nope.md) [x](nope.md)", "papers/lstm.md")

    assert 'href="nope.md"' in made.html
    assert made.unresolved == ("nope.md",)


@pytest.mark.parametrize("href", ["https://a.example/x", "/x", "#x", "mailto:a@b.example", "?q=1"])
def test_other_links_are_left_alone(href: str) -> None:
    made = make_converter().convert(f"[x]({href})", "papers/lstm.md")

    assert f'href="{href}"' in made.html
    assert made.unresolved == ()


BERT = make_paper("bert", issued="2018", authors=(Author(literal="Google"),))


def make_citing_converter(*extensions: str) -> NoteConverter:
    context = CitationContext(CitedWorks({BERT.id: BERT}))
    return NoteConverter([CitationExtension(context), *extensions], {}, PAGES.get, "ROOT/", context)


def test_citations_are_links_between_sources_too() -> None:
    made = make_citing_converter().convert("As shown [@bert, p. 3].", "papers/lstm.md")

    assert '<a class="rl-ref" href="ROOT/papers/bert/" id="cite-bert-1">Google, 2018</a>, p. 3' in (
        made.html
    )


def test_a_reason_stands_on_many_pages_and_has_no_ids() -> None:
    converter = make_citing_converter()

    assert 'id="' not in converter.convert("See @bert.", "papers/a.md", with_html=False).html
    assert 'id="cite-bert-1"' in converter.convert("See @bert.", "papers/a.md").html


def test_notes_list_their_references_where_they_are_asked_for() -> None:
    converter = make_citing_converter("toc")
    marked = converter.convert("See @bert.\n\n<!-- reading-list: references -->", "papers/a.md")

    assert '<h3 id="rl-references">' in marked.html
    assert "References" not in converter.convert("See @bert.", "papers/a.md").html


def test_one_text_leaves_nothing_behind_for_the_next() -> None:
    converter = make_converter("footnotes")
    converter.convert("A[^1]\n\n[^1]: Note.\n\n[x](nope.md)", "papers/a.md")

    assert Converted("<p>B[^1] <em>b</em></p>", ()) == converter.convert("B[^1] *b*", "papers/b.md")


def test_hostile_lengths_come_back_as_plain_text() -> None:
    made = make_converter().convert("[" * 50_000 + "<b>", "papers/a.md")

    assert made.html.startswith("<pre>[[[")
    assert made.html.endswith("&lt;b&gt;</pre>")


def test_a_stray_declaration_does_not_crash() -> None:
    assert "&lt;![word" in make_converter().convert("A <![word in a sentence.", "papers/a.md").html


def test_an_extension_that_changes_plain_words_is_heard() -> None:
    class Shout(markdown.Extension):
        def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Markdown's name
            md.preprocessors.register(Loud(md), "loud", 1)

    class Loud(markdown.preprocessors.Preprocessor):
        def run(self, lines: list[str]) -> list[str]:
            return [line.upper() for line in lines]

    assert make_converter(Shout()).convert("plain words", "papers/a.md").html == (
        "<p>PLAIN WORDS</p>"
    )


@example("Two blanks  \nbreak a line")
@given(st.text(alphabet="abc XÉ中1.,;:?%()-–’“”_*'\"!&<\n[", max_size=40))
def test_the_short_way_for_plain_lines_says_what_markdown_says(text: str) -> None:
    # An extension that nobody knows keeps the converter from taking the short way.
    long_way = make_converter(*EXTENSIONS, Nothing())

    assert long_way.convert(text, "a.md") == make_converter(*EXTENSIONS).convert(text, "a.md")


def test_the_paragraph_around_one_paragraph_can_go() -> None:
    assert inline("<p>One <em>two</em></p>") == "One <em>two</em>"
    assert inline("<p>One</p>\n<p>Two</p>") == "<p>One</p>\n<p>Two</p>"
