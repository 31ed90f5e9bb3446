from collections import Counter

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from builders import make_paper
from reading_list.model import Mention
from reading_list.texts.citation_syntax import find_cited_places, parse_bracket
from reading_list.texts.citations import CitationContext, CitationExtension, CitedWorks
from reading_list.texts.math_markdown import MathExtension
from reading_list.texts.mentions import find_in_field, find_mentions
from reading_list.works import index_identifiers

SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"
PARTS = ["[@", "a", "]", "(", ")", "`", "```", "\n", "    ", "- ", "<!--", "-->", ";", ", ", "\\"]
PARTS += ["papers/x.md", "](", "<pre>", ">", "$", "<div>", "</div>", "<a ", "@", "]:", "10.1000/"]
MARKS = st.lists(st.sampled_from(PARTS)).map("".join)
POST = "blog/posts/one.md"


def _keys(body: str, src_uri: str = POST) -> list[str]:
    return [mention.key for mention in find_mentions(body, src_uri)]


def test_mentions_come_in_order_with_their_lines() -> None:
    body = (
        "See [@a, p. 3; @b].\n\n[t](../../papers/c.md#x)\n![i](../../papers/d.md) [@e]\n"
        "@g and https://arxiv.org/abs/1706.03762v5.\n\n[r]: ../../papers/f.md\n\n[t][r] [r]\n"
    )

    assert find_mentions(body, POST, first_line=11) == (
        Mention("a", 11, "key"),
        Mention("b", 11, "key"),
        Mention("c", 13, "link"),
        Mention("e", 14, "key"),
        Mention("g", 15, "text"),
        Mention("arXiv:1706.03762", 15, "identifier"),
        Mention("f", 19, "link"),
        Mention("f", 19, "link"),
    )


def test_a_citation_before_a_colon_is_a_mention_and_no_link() -> None:
    body = "[@a]: word\n\n[@b]: https://arxiv.org/abs/1706.03762\n\n[@a] [x][@b]\n"

    assert find_mentions(body, POST) == (
        Mention("a", 1, "key"),
        Mention("b", 3, "text"),
        Mention("arXiv:1706.03762", 3, "identifier"),
        Mention("arXiv:1706.03762", 3, "identifier"),
        Mention("a", 5, "key"),
        Mention("b", 5, "text"),
        Mention("arXiv:1706.03762", 5, "identifier"),
    )


def test_mentions_in_the_front_matter_stand_on_the_line_of_their_key() -> None:
    assert find_in_field("See @a\nand @b.", "papers/x.md", 7) == (
        Mention("a", 7, "text"),
        Mention("b", 7, "text"),
    )


@pytest.mark.parametrize(
    "body",
    [
        "`[@a]`",
        "`` [@a] ` ``",
        "```\n[@a]\n```",
        "~~~ py\n[@a]\n```\n~~~",
        "> ```\n> [@a]\n> ```",
        "- x\n\n    ```\n    [@a]\n    ```",
        "x\n\n    [@a]",
        "x\n\n\t[@a]",
        "- x\n\n        [@a]",
        "<!-- [@a] -->",
        "<!--\n[@a]\n\n```\n-->",
        "<pre>[@a]</pre>",
        "a <code>[@a]</code>",
        "a <kbd>@a</kbd> <a href='x'>@a</a>",
        "a <span title='@a'>b</span>",
        "<div>\n[@a]\n\n<div>\n@a</div> @a</div>",
        "<details>\n@a",
        "me@example.org [me@example.org] <me@example.org>",
        r"\[@a]",
        r"\@a [\@a]",
        "$[@a]$ and $x_{@a}$",
        "$$\n[@a]\n$$",
        "[@a](https://example.org)",
        "[see @a](https://example.org)",
        "[@a][ref]\n\n[ref]: https://example.org",
        "![@a](x.png)",
        "![@a]",
        "[^@a]",
        "[@scope/package] @scope/package",
        "@a@example.social",
        "x_@a x__@a x-@a x ~@a ^@a",
        "@a_/x @a_@x",
        "https://medium.com/@a/story www.example.org/@a ftp://h/@a",
        "<https://medium.com/@a>",
        "a.@a x=@a 5%@a #@a",
        "[t](https://example.org/papers/a.md)",
        "[t](../../papers/a.pdf)",
        "[t](papers/a/b.md)",
        "[t](papers/a.md)",
        "![i](../../papers/a.md)",
        "[r]: ../../papers/a.md",
        "1706.03762 and hep-th/9901001 and 10.5/3",
        "https://arxiv.org/list/cs.CL/recent https://github.com/arxiv.org/abs/1706.03762",
        "[t](1706.03762)",
        "https://arxiv.org/abs/1713.03762",
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
        (["a..b"], "[@{a..b}] "),
        (["a b"], "[t](<../../papers/a%20b.md>)"),
        (["a"], "```not a fence``` [@a]"),
        (["a"], "x\r\n\r\n[@a]\r\n"),
        (["a", "b", "c"], "[see @a, pp. 3-5; also -@b; @c and more]"),
        (["a"], "[@a; and the appendix]"),
        (["a", "b"], "[@a;\n\n@b]"),
        (["a"], "[@a][ref]"),
        (["a"], "[@a](not a link"),
        (["a"] * 6, "_@a_ __@a__ ___@a___ @a_ x ~~@a~~ ==@a=="),
        (["a"] * 5, "-@a (-@a) *-@a* x--@a x\n-@a"),
        (["a", "b", "c"], "[@a, $x$ [sic]; see @b [sec. 3]; -@c]"),
        (["a", "b"], "[@a and @b]"),
        (["a", "b"], "[@a, [t](../../papers/b.md)]"),
        (["a"], "[see [@a]]"),
        (["a"], "[see [b] @a]"),
        (["a"] * 8, "@a, (@a) “@a” **@a** *@a*\n@a's @a. —@a"),
        (["a"], "@a [p. 3]"),
        (["a"], "costs $5 (@a) and $6"),
        (["a"], "<div markdown>\n@a\n</div>"),
        (["a"], "an <b>@a</b> <abbr>"),
        (["a"], "> <div>\n> @a"),
        (["a"], "| x | @a |\n|---|---|\n"),
    ],
)
def test_what_is_a_mention(expected: list[str], body: str) -> None:
    assert expected == _keys(body)


@pytest.mark.parametrize(
    ("href", "src_uri"),
    [
        ("../../papers/a.md", POST),
        ("../../../papers/a.md", POST),
        ("../../../papers/a.md#notes", "blog/posts/deep/two.md"),
        ("papers/a.md?x#y", "index.md"),
        ("./papers/a.md", "index.md"),
        ("../papers/a.md", "index.md"),
        ("../papers/a.md", "reading/order.md"),
        ("a.md", "papers/b.md"),
        ("./a.md", "papers/b.md"),
        ("../papers/a.md", "papers/b.md"),
        ("/papers/a.md", POST),
    ],
)
def test_a_paper_is_linked_from_anywhere(href: str, src_uri: str) -> None:
    assert _keys(f"[t]({href})", src_uri) == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "https://arxiv.org/abs/1706.03762",
        "http://www.arxiv.org/pdf/1706.03762v5.pdf",
        "arxiv.org/abs/1706.03762",
        "https://ar5iv.labs.arxiv.org/html/1706.03762",
        "https://huggingface.co/papers/1706.03762",
        "https://www.alphaxiv.org/abs/1706.03762",
        "https://doi.org/10.48550/arXiv.1706.03762",
        "arXiv:1706.03762",
        "arxiv: 1706.03762v2 [cs.CL]",
        "10.48550/arXiv.1706.03762",
    ],
)
@pytest.mark.parametrize(
    "form", ["{}", "See {}.", "({})", "**{}**, x", "见{}，", "[t](<{}>)", "<{}>"]
)
def test_an_address_names_the_work(text: str, form: str) -> None:
    is_address = "://" in text
    expected = ["arXiv:1706.03762"] if is_address or "<" not in form else []

    assert expected == [one for one in _keys(form.format(text)) if is_address or "<" not in form]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("arXiv:hep-th/9901001", "arXiv:hep-th/9901001v2"),
        ("DOI 10.1162/neco.1991.3.1.79", "doi:10.1162/NECO.1991.3.1.79."),
        ("DOI 10.1162/neco_a_1", "_https://doi.org/10.1162/neco_a_1_"),
        ("DOI 10.1000/x(1)", "(https://dx.doi.org/10.1000/x(1))"),
        (f"DOI {SICI}", f"{SICI.upper()}, which"),
        (f"DOI {SICI}", f"[t](https://doi.org/{SICI.replace('<', '%3C').replace('>', '%3E')})"),
        ("arXiv:2505.23819", "[[2505.23819] A title](https://example.org)"),
        ("arXiv:2505.23819", r"[\[2505.23819\] A title](https://arxiv.org/abs/2505.23819)"),
        ("arXiv:2505.23819", "[[2505.23819] A title][r]\n\n[r]: <https://example.org> 'T'"),
        ("arXiv:2505.23819", "[note arXiv:2505.23819]"),
    ],
)
def test_which_work_an_address_names(expected: str, text: str) -> None:
    assert [expected] == _keys(text)


def test_what_stands_beside_a_key_may_name_another_work() -> None:
    assert _keys("[@a, see arXiv:2505.23819]") == ["a", "arXiv:2505.23819"]
    assert _keys("[arXiv:2505.23819 and @a]") == ["arXiv:2505.23819", "a"]


def test_only_the_works_that_a_bracket_is_about_must_be_known() -> None:
    kinds = [one.kind for one in find_mentions("[see @a, says @b; @{c}; -@d] @e")]

    assert kinds == ["key", "text", "key", "key", "text"]


@given(st.text() | MARKS)
def test_any_text_can_be_searched(body: str) -> None:
    assert all(1 <= one.line <= body.count("\n") + 1 for one in find_mentions(body))


@pytest.mark.parametrize(
    "part",
    [
        *("[@", "`", "``` ", "](", "<!--", "[@a;", "\n```", "\n    - ", "` `` ", "<pre ", "<a "),
        *('[a](b "', "[a](b(", "$a", "$$", "@{", "@a.", "10.1234/", "arxiv.org/", "中", "<div>\n"),
        *(
            "</abbr <a ",
            "[[",
            "[[x]",
            "[[x] @a ",
            "[a][",
            "[@a]: ",
            "[x]: y\n",
            "<a" + "b" * 99,
            "a-",
        ),
    ],
)
def test_hostile_length_is_no_trouble(part: str) -> None:
    assert isinstance(find_mentions(f"{part * 50_000} @ .md"), tuple)


PAPERS = {
    paper.id: paper
    for paper in (
        make_paper("lee2017one", issued="2017", arxiv=("1706.03762",)),
        make_paper("lee2018two", issued="2018", doi=(SICI,)),
    )
}
WORKS = CitedWorks(PAPERS, index_identifiers(PAPERS.values()))
EXTENSIONS = """admonition attr_list def_list fenced_code footnotes md_in_html tables toc
    pymdownx.superfences pymdownx.tabbed pymdownx.details""".split()
FORMS = st.sampled_from(
    [
        "[@lee2017one]",
        "[see @lee2017one, pp. 3-5; also -@lee2018two]",
        "@lee2018two",
        "(@lee2017one)",
        "@lee2018two [p. 3]",
        "_@lee2018two_ and ~~@lee2018two~~",
        "-@lee2018two [pp. 3--5]",
        "[@lee2017one, $x$ [sic]; see @lee2018two [sec. 3]; -@lee2017one]",
        "[arXiv:1706.03762 and @lee2018two and @lee2017one]",
        "[@lee2017one, see [words](../../papers/lee2018two.md)]",
        "[words *of* mine](../../papers/lee2017one.md)",
        "https://arxiv.org/abs/1706.03762v3",
        "<https://arxiv.org/abs/1706.03762>",
        f"https://doi.org/{SICI}",
        f"[a](https://doi.org/{SICI.replace('<', '%3C').replace('>', '%3E')})",
        "[[1706.03762] Title](https://arxiv.org/abs/1706.03762)",
        "`[@lee2017one]`",
        "<code>[@lee2017one]</code>",
        "$x_{[@lee2017one]}$",
        "$5 and @lee2018two and $6",
        r"\(x @lee2018two\) and @lee2018two",
        "$$[@lee2017one]$$",
        r"\[@lee2017one]",
        r"\@lee2017one",
        "ann@lee2017one",
        "[@lee2017one](https://example.org)",
        '<b title="@lee2017one">x</b>',
        "https://medium.com/@lee2018two/x",
        "<!-- @lee2018two -->",
        "*@lee2017one and `@lee2017one`*",
        "plain",
    ]
)
PLACES = st.sampled_from(
    [
        "{}",
        "## {}",
        "{}\n===",
        "- x\n- {}",
        "- x\n\n    {}",
        "1. {}\n\n    - y\n\n        {}",
        "> {}\n>\n> > {}",
        "a | b\n--|--\n{} | {}",
        "Term\n:   {}",
        "x[^1]\n\n[^1]: {}",
        '!!! note "T"\n\n    {}',
        '=== "T"\n\n    {}',
        '??? note "T"\n\n    {}\n\n    {}',
        "x\n\n    {}",
        "```\n{}\n```",
        "- x\n\n    ~~~\n    {}\n    ~~~",
        "<div markdown>\n{}\n</div>",
        "<div>\n{}\n</div>",
        "<pre>{}</pre>",
    ]
)


@given(st.lists(st.tuples(PLACES, FORMS, FORMS), min_size=1, max_size=4))
def test_the_page_shows_as_links_what_the_search_finds(drawn: list[tuple[str, str, str]]) -> None:
    blocks = [
        place.format(one, other).replace("^1]", f"^{number}]")
        for number, (place, one, other) in enumerate(drawn)
    ]
    body = "\n\nBetween them.\n\n".join(blocks)
    context = CitationContext(WORKS, page_url=POST)
    extensions = [CitationExtension(context), MathExtension(), *EXTENSIONS]
    page = lxml_html.fromstring(f"<div>{markdown.markdown(body, extensions=extensions)}</div>")

    shown = Counter(
        link.get("id").split("-")[1]
        for link in page.iter("a")
        if link.get("id") and link.get("id").startswith("cite-")
    )

    found = (
        WORKS.identifiers.get(one.key) if one.kind == "identifier" else one.key
        for one in find_mentions(body, POST)
    )
    assert shown == Counter(found)


def _is_linked(body: str, engine: str) -> bool:
    extensions = [engine, CitationExtension(CitationContext(WORKS))]
    return 'id="cite-lee2017one' in markdown.markdown(body, extensions=extensions)


@pytest.mark.parametrize("engine", ["fenced_code", "pymdownx.superfences"])
@pytest.mark.parametrize(
    "body",
    [
        "See:\n\n```\nx\n\n[@lee2017one]\n",
        "```py\n[@lee2017one]\n",
        "~~~\n[@lee2017one]\n~~~~",
        "```\nx\n\n[@lee2017one]\n\n````",
        "~~~\nx\n```\ny\n```\n\n[@lee2017one]",
        "```\nx\n```\n\n```\n[@lee2017one]",
        "> ```\n> x\n\n[@lee2017one]\n\n```",
        "- x\n\n    ```\n    y\n\n[@lee2017one]\n\n    ```",
        "- x\n\n    ```\n    [@lee2017one]\n",
    ],
)
def test_a_fence_that_nothing_closes_is_no_fence(body: str, engine: str) -> None:
    assert ["lee2017one"] == _keys(body)
    assert _is_linked(body, engine)


@pytest.mark.parametrize("engine", ["fenced_code", "pymdownx.superfences"])
@pytest.mark.parametrize(
    "body",
    [
        "```\n[@lee2017one]\n```",
        "```\n[@lee2017one]\n\n````\n\n```",
        "````\n[@lee2017one]\n```",
        "``` a`b\n[@lee2017one]\n```",
    ],
)
def test_a_fence_is_closed_by_the_same_one(body: str, engine: str) -> None:
    assert [] == _keys(body)
    assert not _is_linked(body, engine)


ADDRESSES = ["https://x.org/", "://", "http://y.org/@who", "arxiv:1706.03762", "ARXIV:1706.03762"]
ADDRESSES += [
    "arx\u0130v:1706.03762",
    "arx\u0131v:1706.03762",
    "doi:10.1162/neco.1",
    "DO\u0130.org/10.1000/1",
]
ADDRESSES += [
    "hf.co/papers/1706.03762",
    "ar5iv.org/abs/1706.03762",
    "10.5",
    " ",
    "-@a",
    "--@a",
    "![",
    "!",
]
ODD = "\n\n://@"
"""An address that may hide a sign lets every place be looked at, and not the signs alone."""


USUAL = ["[@a]", "[@b, p. 3]", "[@a, no. 2–4]", "![", "[x][y]", "\\[@a]", "-", "[c]: d.md\n"]


@given(st.lists(st.sampled_from([*PARTS, *ADDRESSES, *USUAL]), max_size=12).map("".join))
def test_going_from_sign_to_sign_finds_what_a_look_at_every_place_finds(body: str) -> None:
    assert find_mentions(f"{body} ://", POST) == find_mentions(f"{body} ://{ODD}", POST)


@given(
    st.lists(st.sampled_from([*PARTS, *ADDRESSES, "p. 3", "\n\n", "see "]), max_size=8).map("".join)
)
def test_keys_are_where_the_bracket_has_them(inside: str) -> None:
    assert find_cited_places(inside) == [one.start for one in parse_bracket(inside) if one.key]


PLACES_IN_WORKS = ["p. 3", ", ", " ", "--", "-", "no", "[sic]", ";", ":", "\u2013"]


@given(st.lists(st.sampled_from(PLACES_IN_WORKS)).map("".join))
def test_one_work_and_a_place_in_it_is_read_as_any_bracket(after: str) -> None:
    """A key in braces is not read at once."""
    assert parse_bracket(f"@{{a}},{after}") == parse_bracket(f"@a,{after}")
