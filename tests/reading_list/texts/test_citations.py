from dataclasses import dataclass

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.texts.citations import (
    CitationContext,
    CitationExtension,
    Mention,
    find_mentions,
)

PARTS = ["[@", "a", "]", "(", ")", "`", "```", "\n", "    ", "- ", "<!--", "-->", ";", ", ", "\\"]
MARKS = st.lists(st.sampled_from([*PARTS, "papers/x.md", "](", "<pre>", ">"])).map("".join)


@dataclass(frozen=True)
class Work:
    url: str
    label: str


WORKS = {
    "a": Work("papers/a/", "A_b_c *d* 2017"),
    "b2": Work("https://h.org/b", "B & <C> 2018"),
}


def _keys(body: str) -> list[str]:
    return [mention.key for mention in find_mentions(body)]


def _render(text: str, page_url: str = "blog/x/") -> str:
    extension = CitationExtension(CitationContext(works=WORKS, page_url=page_url))
    return markdown.markdown(text, extensions=[extension, "fenced_code"])


def test_mentions_come_in_order_with_their_lines() -> None:
    body = (
        "See [@a, p. 3; @b].\n\n[t](../papers/c.md#x)\n![i](papers/d.md) [@e]\n\n[r]: papers/f.md\n"
    )

    assert (
        Mention("a", 1, "key"),
        Mention("b", 1, "key"),
        Mention("c", 3, "link"),
        Mention("d", 4, "link"),
        Mention("e", 4, "key"),
        Mention("f", 6, "link"),
    ) == find_mentions(body)


@pytest.mark.parametrize(
    "body",
    [
        "`[@a]`",
        "`` [@a] ` ``",
        "```\n[@a]\n```",
        "~~~ py\n[@a]\n```\n~~~~",
        "> ```\n> [@a]\n> ```",
        "- x\n\n    ```\n    [@a]\n    ```",
        "x\n\n    [@a]",
        "x\n\n\t[@a]",
        "- x\n\n        [@a]",
        "<!-- [@a] -->",
        "<!--\n[@a]\n\n```\n-->",
        "<pre>[@a]</pre>",
        "a <code>[@a]</code>",
        "me@example.org [me@example.org]",
        r"\[@a]",
        "[@a](https://example.org)",
        "[@a][ref]",
        "[@a]: https://example.org",
        "[@a; b]",
        "[@a and more]",
        "[@a;\n\n@b]",
        "[@scope/package]",
        "@a",
        "[t](https://example.org/papers/a.md)",
        "[t](papers/a.pdf)",
        "[t](papers/a/b.md)",
    ],
)
def test_what_is_no_mention(body: str) -> None:
    assert _keys(body) == []


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (["a"], "x\n    [@a] goes on"),
        (["a"], "- x\n\n    [@a]"),
        (["a"], "1. x\n\n    - y\n\n        [@a]"),
        (["a"], '!!! note "t"\n\n    [@a]'),
        (["a"], "[^1]: x\n\n    [@a]"),
        (["a"], "- x\n\ny\n\n- z\n    - w\n- v\n\n    [@a]"),
        (["a"], "<!--\n[@no]\n-->\n[@a]"),
        (["a"], "```\nx\n```\n[@a]"),
        (["a"], "`x\n\n[@a] `"),
        (["a"], r"\`[@a]\`"),
        (["a"], "<!-- x [@a]"),
        (["a", "b"], "[@a\n; @b]"),
        (["a", "b"], "[@a][@b]"),
        (["a"], "As [@a]: so"),
        (["a.b-c:d"], "[@a.b-c:d]"),
        (["a b"], "[t](<papers/x.md>) ".replace("x", "a%20b")),
        (["a"], "```not a fence``` [@a]"),
        (["a"], "x\r\n\r\n[@a]\r\n"),
    ],
)
def test_what_is_a_mention(expected: list[str], body: str) -> None:
    assert expected == _keys(body)


@given(st.text() | MARKS)
def test_any_text_can_be_searched(body: str) -> None:
    assert all(1 <= one.line <= body.count("\n") + 1 for one in find_mentions(body))


@pytest.mark.parametrize(
    "part", ["[@", "`", "``` ", "](", "<!--", "[@a;", "\n```", "\n    - ", "` `` ", "<pre "]
)
def test_hostile_length_is_no_trouble(part: str) -> None:
    assert isinstance(find_mentions(part * 50_000), tuple)


def test_a_citation_becomes_links_in_parentheses() -> None:
    assert _render("See [@a, p. 3; @b2].") == (
        '<p>See <span class="rl-cite">(<a href="../../papers/a/">A_b_c *d* 2017</a>, p. 3; '
        '<a href="https://h.org/b">B &amp; &lt;C&gt; 2018</a>)</span>.</p>'
    )


def test_the_page_may_change_between_conversions() -> None:
    context = CitationContext(works=WORKS)
    converter = markdown.Markdown(extensions=[CitationExtension(context)])
    first = converter.convert("[@a]")
    context.page_url = "papers/a/"

    assert 'href="papers/a/"' in first
    assert 'href="./"' in converter.convert("[@a]")


def test_works_and_page_may_be_options() -> None:
    extension = CitationExtension(works=WORKS, page_url="papers/b/")

    assert 'href="../a/"' in markdown.markdown("[@a]", extensions=[extension])


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("<p>[@unknown] and [@a; @unknown]</p>", "[@unknown] and [@a; @unknown]"),
        ("<p><code>[@a]</code></p>", "`[@a]`"),
        ("<pre><code>[@a]\n</code></pre>", "```\n[@a]\n```"),
        ("<pre><code>[@a]\n</code></pre>", "    [@a]"),
        ("<p>[@a]</p>", r"\[@a]"),
        ('<p><a href="https://x">@a</a></p>', "[@a](https://x)"),
        ("<p>@a</p>", "@a"),
    ],
)
def test_other_text_stays(expected: str, text: str) -> None:
    assert expected == _render(text)
