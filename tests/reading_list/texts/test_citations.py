from __future__ import annotations

import tomllib
from importlib import import_module
from typing import TYPE_CHECKING

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from builders import make_paper
from reading_list.model import Author, PaperId
from reading_list.texts.citations import (
    CitationContext,
    CitationExtension,
    CitedWorks,
    makeExtension,
)
from reading_list.texts.math_markdown import MathExtension
from reading_list.texts.references import drop_references
from reading_list.works import index_identifiers
from sites import ROOT
from strategies import any_text

if TYPE_CHECKING:
    from collections.abc import Iterable

PEOPLE = tuple(Author(family=name, given="A.") for name in ("Lee", "Bo", "Cho"))
PAPERS = {
    paper.id: paper
    for paper in (
        make_paper(
            "lee2017",
            title="One $x_1$",
            issued="2017",
            authors=PEOPLE,
            venue="NeurIPS",
            arxiv=("1706.03762",),
        ),
        make_paper(
            "bo2018",
            title="Two & <b>?",
            issued="2018",
            authors=PEOPLE[1:2],
            doi=("10.1000/xyz",),
            publisher="P.",
        ),
        make_paper("bo2018b", title="Another two", issued="2018-02", editors=PEOPLE[1:2]),
        make_paper("nobody", title="A_b_c *d*"),
    )
}
WORKS = CitedWorks(PAPERS, index_identifiers(PAPERS.values()), frozenset({PaperId("secret")}))
POST = "blog/posts/one.md"
SEVERAL = "[@lee2017; see @bo2018 [sec. 3]; -@nobody]"
LEE = '<a class="rl-ref" href="../../papers/lee2017.md" id="cite-lee2017-1">'


def _convert(text: str, *extensions: str, **fields: object) -> str:
    context = CitationContext(WORKS, page_url=POST, **fields)  # type: ignore[arg-type]
    return markdown.markdown(text, extensions=[CitationExtension(context), *extensions])


def _read(text: str, *extensions: str, **fields: object) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(f"<div>{_convert(text, *extensions, **fields)}</div>")


def _words(text: str, *extensions: str) -> str:
    return " ".join(_read(text, *extensions).text_content().split())


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("(Lee et al., 2017)", "[@lee2017]"),
        ("(Lee et al., 2017, p. 3; Bo, 2018)", "[@lee2017, p. 3; @bo2018]"),
        ("(see Lee et al., 2017, pp. 3-5; also Bo, 2018)", "[see @lee2017, pp. 3-5; also @bo2018]"),
        ("(Lee et al., 2017, p. 3)", "[@lee2017 p. 3]"),
        ("(Lee et al., 2017, 33)", "[@lee2017 33]"),
        ("(Lee et al., 2017 and others)", "[@lee2017 and others]"),
        ("(Lee et al., 2017; and the appendix)", "[@lee2017 ;  and the appendix ]"),
        ("(2017; cf. 2018)", "[-@lee2017; cf. -@bo2018]"),
        ("(2017; 2018)", "[-@lee2017;-@bo2018]"),
        ("(Lee et al., 2017, $x$ [sic])", "[@lee2017, $x$ [sic]]"),
        ("(Lee et al., 2017; see Bo, 2018, sec. 3; n.d.)", SEVERAL),
        ("(Lee et al., 2017, [a; b] c)", "[@lee2017, [a; b] c]"),
        ("[see (Lee et al., 2017)]", "[see [@lee2017]]"),
        ("(see [b] Lee et al., 2017)", "[see [b] @lee2017]"),
        ("(Lee et al., 2017, own words)", "[@lee2017, [own words](../../papers/bo2018.md)]"),
        ("(Bo (2018) and Lee et al., 2017)", "[doi:10.1000/xyz and @lee2017]"),
        ("(Lee et al., 2017 and Bo (2018))", "[@lee2017 and @bo2018]"),
        ("(Lee et al., 2017, pp. 3\u20135)", "[@lee2017, pp. 3--5]"),
        ("Lee et al. (2017, pp. 3\u20135)", "@lee2017 [pp. 3--5]"),
        ("Lee (2017) and (2017, p. 3)", "Lee -@lee2017 and -@lee2017 [p. 3]"),
        ("Lee (2017) and (2017, p. 3).", "Lee (-@lee2017) and (-@lee2017 [p. 3])."),
        ("a\u2014Lee et al. (2017) --Bo (2018), b", "a\u2014@lee2017 --@bo2018, b"),
        ("(Lee et al., 2017)", "[@{lee2017}]"),
        ("(see this, Lee et al., 2017, ch. 2)", "[see *this*, @lee2017, ch. `2`]"),
        ("Lee et al. (2017)", "@lee2017"),
        ("Lee et al. (2017, p. 3) says", "@lee2017 [p. 3] says"),
        ("Lee et al. (2017, § 4)", "@lee2017 [§ 4]"),
        ("Lee et al. (2017) [sic]", "@lee2017 [sic]"),
        ("Lee et al. (2017)'s", "@lee2017's"),
        ("(Lee et al., 2017)", "(@lee2017)"),
        ("(as Lee et al. (2017) say)", "(as @lee2017 say)"),
        ("Lee et al. (2017)", "*@lee2017*"),
        ("Lee et al. (2017)", "_@lee2017_"),
        ("Lee et al. (2017)", "__@lee2017__"),
        ("Lee et al. (2017)", "___@lee2017___"),
        ("Lee et al. (2017) x", "_@lee2017 x_"),
        ("Lee et al. (2017)_ x", "@lee2017_ x"),
        ("~~Lee et al. (2017)~~", "~~@lee2017~~"),
        ("==Lee et al. (2017)==", "==@lee2017=="),
        ("A_b_c *d* (n.d.)", "@nobody"),
        ("(A_b_c *d*, n.d.)", "[@nobody]"),
        ("Bo (2018b) and (Bo, 2018a)", "@bo2018b and [@bo2018]"),
        ("Lee et al. (2017).", "https://arxiv.org/abs/1706.03762v5."),
        ("Lee et al. (2017)", "<https://arxiv.org/pdf/1706.03762>"),
        (
            "Lee et al. (2017)",
            "[https://arxiv.org/abs/1706.03762](https://arxiv.org/abs/1706.03762)",
        ),
        ("Lee et al. (2017)", "[arXiv:1706.03762](https://arxiv.org/abs/1706.03762)"),
        ("(Lee et al., 2017)", "(https://arxiv.org/abs/1706.03762)"),
        ("(Lee et al., 2017)", "(<https://arxiv.org/abs/1706.03762>)"),
        ("Bo (2018), doi:10.1000/zzz", "doi:10.1000/XYZ, doi:10.1000/zzz"),
        ("Lee et al. (2017)", "arXiv:1706.03762v2 [cs.CL]"),
        ("own words", "[own *words*](https://arxiv.org/abs/1706.03762)"),
        ("own words", "[own words](../../papers/lee2017.md)"),
        ("One x", "[[1706.03762] One x](https://arxiv.org/abs/1706.03762)"),
        ("One x", r"[\[1706.03762\] One *x*](https://example.org/)"),
        ("[1706.03763] Other", "[[1706.03763] Other](https://arxiv.org/abs/1706.03763)"),
        ("(Lee et al., 2017, like Bo (2018))", "[@lee2017, like doi:10.1000/xyz]"),
        (
            "unpublished work, (unpublished work, p. 3), it",
            "@secret, [@secret, p. 3], [it](../../papers/secret.md)",
        ),
    ],
)
def test_how_works_are_named(expected: str, text: str) -> None:
    assert expected == _words(text)


@pytest.mark.parametrize(
    "text",
    [
        "[@unknown]",
        "[@lee2017; @unknown]",
        "@unknown",
        "`[@lee2017]`",
        r"\[@lee2017]",
        r"\@lee2017",
        r"[\@lee2017]",
        "ann@lee2017.example",
        "ann_@lee2017 ann-@lee2017 x-@lee2017",
        "_@lee2017/x_",
        "https://medium.com/@lee2017/x",
        "x $[@lee2017]$ y",
        "[@lee2017](https://example.org)",
        "[see @lee2017 *now*](https://example.org)",
        "<code>[@lee2017, p. *3*; @bo2018]</code>",
        "<kbd>@lee2017</kbd>",
        '<span title="@lee2017">x</span>',
        "<!-- @lee2017 -->",
        "<div>\n@lee2017\n</div>",
        "![@lee2017](x.png)",
        "https://arxiv.org/abs/1706.03763",
        "    [@lee2017]",
        "plain <b>",
    ],
)
def test_other_text_stays_as_it_is_without_the_extension(text: str) -> None:
    plain = markdown.markdown(text.replace(r"\@", "@"))

    assert plain == _convert(text, with_references=True)


def test_a_citation_is_a_link_with_a_name_of_its_own() -> None:
    assert _convert("See [@lee2017, p. 3; @bo2018]: @lee2017.") == (
        f'<p>See <span class="rl-cite">({LEE}Lee et al., 2017</a>, p. 3; '
        '<a class="rl-ref" href="../../papers/bo2018.md" id="cite-bo2018-1">Bo, 2018</a>)</span>: '
        f"{LEE.replace('-1', '-2')}Lee et al. (2017)</a>.</p>"
    )


def test_links_keep_what_the_author_gave_them() -> None:
    links = _read(
        "[a](../../papers/lee2017.md#notes){: #mine .big} [b](https://arxiv.org/pdf/1706.03762#page=3)"
        " [c](../../../papers/lee2017.md?q)",
        "attr_list",
    ).xpath("//a")

    assert [(link.get("id"), link.get("class"), link.get("href")) for link in links] == [
        ("mine", "big rl-ref", "../../papers/lee2017.md#notes"),
        ("cite-lee2017-2", "rl-ref", "https://arxiv.org/pdf/1706.03762#page=3"),
        ("cite-lee2017-3", "rl-ref", "../../papers/lee2017.md?q"),
    ]


def test_a_page_says_nothing_of_a_hidden_work() -> None:
    made = _convert(
        "[@secret] @secret [it](../../papers/secret.md) [@lee2017; @secret]", with_references=True
    )

    assert "secret" not in made
    assert made.count("unpublished work") == 3


def test_texts_shown_beside_others_have_no_ids() -> None:
    assert "id=" not in _convert("[@lee2017] @bo2018", with_ids=False)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("(Lee et al., 2017): word", "[@lee2017]: word"),
        ("(Lee et al., 2017): word Lee et al. (2017)", "[@lee2017]: word\n@lee2017"),
        ("(Lee et al., 2017, p. 3; Bo, 2018): /x", "[@lee2017, p. 3; @bo2018]: /x"),
        (
            "(Lee et al., 2017): https://a.example/ x",
            "[@lee2017]: https://a.example/\n[x]\n\n[x]: y",
        ),
        ("(Lee et al., 2017): word So: why", "- [@lee2017]: word\n\n> So: why"),
        ("[@lee2071]: word", "[@lee2071]: word"),
        ("[@lee2071; @lee2017]: word", "[@lee2071; @lee2017]: word"),
    ],
)
def test_a_citation_before_a_colon_defines_no_link(expected: str, text: str) -> None:
    assert _words(text) == expected


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("See Lee et al. (2017).", "See <arXiv:1706.03762v2>."),
        ("See Bo (2018).", "See <doi:10.1000/xyz>."),
        ("See arXiv:2401.00001.", "See <arXiv:2401.00001>."),
        ("See <arXiv:1706.03762>.", "See `<arXiv:1706.03762>`."),
    ],
)
def test_an_identifier_between_hooks_is_no_element(expected: str, text: str) -> None:
    assert _words(text) == expected


def test_a_name_that_is_no_work_may_define_a_link() -> None:
    page = _read("[t][@friend], [@friend], [@lee2017]\n\n[@friend]: https://a.example/\n[x]: y")

    assert [link.get("href") for link in page.iter("a")][:2] == ["https://a.example/"] * 2
    assert page.text_content().split() == "t, @friend, (Lee et al., 2017)".split()


def test_references_hold_each_work_once_in_the_order_of_names() -> None:
    page = _read("[@lee2017; @nobody] @bo2018 @lee2017 @bo2018b", "toc", with_references=True)

    (section,) = page.xpath("//section[@role='doc-bibliography']")
    assert section.get("aria-labelledby") == section.find("h2").get("id") == "rl-references"
    assert page.xpath("//*")[-1] in section.iter()
    lines = [" ".join(line.text_content().split()) for line in section.findall("ul/li")]
    assert lines == [
        "A_b_c *d*. n.d.",
        "A. Bo. 2018a. Two & <b>? P.",
        "A. Bo (ed.). 2018b. Another two.",
        "A. Lee, A. Bo and A. Cho. 2017. One x1. NeurIPS.",
    ]
    assert section.xpath("ul/li/a/@href")[-1] == "../../papers/lee2017.md"
    assert section.xpath("ul/li/a//*[local-name() = 'msub']")


def test_what_quotes_a_text_may_leave_its_references_out() -> None:
    whole = _convert("@lee2017\n\n<!-- reading-list: references -->\n\nThe end, @bo2018.")
    left = drop_references(whole)

    assert "NeurIPS" in whole
    assert lxml_html.fromstring(f"<div>{left}</div>").xpath("p[last()]")[0].text == "The end, "
    assert "references" not in left
    assert left == drop_references(left)


def test_references_hold_what_was_named_before_the_text() -> None:
    before = (PaperId("nobody"), PaperId("bo2018b"), PaperId("secret"))
    page = _read("@bo2018", with_references=True, named_before=before)

    assert page.find("p").text_content() == "Bo (2018a)"
    assert [line.text_content().split(".")[0] for line in page.iter("li")] == [
        "A_b_c *d*",
        "A",
        "A",
    ]


def test_long_lists_of_authors_end_in_et_al() -> None:
    many = make_paper("many", authors=PEOPLE * 4, arxiv=("1706.03762",))
    one = make_paper("one", authors=PEOPLE[1:2], authors_incomplete=True, title="Q?")
    context = CitationContext(CitedWorks({many.id: many, one.id: one}), with_references=True)
    made = markdown.markdown("@many @one", extensions=[CitationExtension(context)])

    text = lxml_html.fromstring(f"<div>{made}</div>").text_content()
    assert "A. Bo et al. n.d. Q?" in text
    assert "A. Bo, A. Cho et al. n.d. many. arXiv:1706.03762." in text


def test_references_stand_where_they_are_asked_for() -> None:
    marker = "<!-- reading-list: references -->"
    marked = _read(f"@lee2017\n\n{marker}\n\nThe end.\n\n{marker}", with_references=True)

    assert [one.tag for one in marked] == ["p", "section", "p"]


@pytest.mark.parametrize("text", ["Nothing.", "Nothing.\n\n<!-- reading-list: references -->"])
def test_a_text_that_cites_nothing_has_no_references(text: str) -> None:
    assert _convert(text, with_references=True) == "<p>Nothing.</p>"


def test_headings_keep_their_addresses_when_works_change_their_names() -> None:
    converter = markdown.Markdown(
        extensions=[CitationExtension(CitationContext(WORKS)), "toc", "footnotes", "attr_list"]
    )
    made = converter.convert(
        "## What @lee2017 said [@bo2018]\n\n## What lee2017 said\n\n## *What* @lee2017 said[^1]\n\n"
        "## [@bo2018]\n\n## @lee2017 {: #mine}\n\n## Plain\n\n[^1]: x"
    )
    headings = lxml_html.fromstring(f"<div>{made}</div>").findall("h2")

    assert [one.get("id") for one in headings] == [
        "what-lee2017-said-bo2018",
        "what-lee2017-said_1",
        "what-lee2017-said",
        "bo2018",
        "mine",
        "plain",
    ]
    tokens = converter.toc_tokens  # type: ignore[attr-defined]
    assert [one["name"] for one in tokens] == [
        "What Lee et al. (2017) said (Bo, 2018)",
        "What lee2017 said",
        "What Lee et al. (2017) said",
        "(Bo, 2018)",
        "Lee et al. (2017)",
        "Plain",
    ]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("expected", "heading"),
    [
        ("beta-only-lee2017", r"$\beta$ only [@lee2017]"),
        ("the-x2-of-lee2017-p-3", "The $x^2$ of @lee2017 [p. 3]"),
        ("lee2017", "[@lee2017]"),
        ("lee2017-see-bo2018-p-3", "[@{lee2017}; see @bo2018, p. 3]"),
        ("alpha", r"$\alpha$"),
        ("section", "$+$"),
    ],
)
def test_headings_have_ids_of_formulas_and_keys(expected: str, heading: str, order: int) -> None:
    ours = [CitationExtension(CitationContext(WORKS)), MathExtension()]
    made = markdown.markdown(f"## {heading}", extensions=[*ours[::order], "toc"])

    assert lxml_html.fromstring(made).get("id") == expected


def test_other_extensions_keep_their_work() -> None:
    text = (
        "| a | b |\n|---|---|\n| [@lee2017, p. 3] | @bo2018 |\n\n"
        "!!! note\n\n    @lee2017[^1]\n\n[^1]: @bo2018"
    )
    page = _read(text, "tables", "admonition", "footnotes", "pymdownx.magiclink")

    assert [cell.text_content() for cell in page.iter("td")] == [
        "(Lee et al., 2017, p. 3)",
        "Bo (2018)",
    ]
    assert page.xpath("//*[@class='admonition note']//@id") == ["cite-lee2017-2", "fnref:1"]
    assert page.xpath("//li[@id='fn:1']//a/@id") == ["cite-bo2018-2"]


def test_addresses_that_another_extension_has_linked_are_citations() -> None:
    assert "Lee et al. (2017)," in _words(
        "https://arxiv.org/abs/1706.03762, and", "pymdownx.magiclink"
    )


def test_names_of_people_elsewhere_are_for_those_who_link_them() -> None:
    configs = {"pymdownx.magiclink": {"social_url_shorthand": True, "social_url_shortener": True}}
    made = markdown.markdown(
        "@lee2017 @x:someone",
        extensions=[CitationExtension(CitationContext(WORKS)), "pymdownx.magiclink"],
        extension_configs=configs,
    )

    assert "Lee et al. (2017)" in made


def test_the_page_may_change_between_conversions() -> None:
    context = CitationContext(WORKS)
    converter = markdown.Markdown(extensions=[CitationExtension(context)])
    first = converter.convert("[@lee2017]")
    context.page_url = "papers/bo2018.md"

    assert 'href="papers/lee2017.md"' in first
    assert 'href="lee2017.md"' in converter.convert("[@lee2017]")


CATALOGUE = [
    {
        "id": "lee2017",
        "url": "papers/lee/",
        "title": "One",
        "authors": ["Ann Lee", "Bo, Cy"],
        "issued": "2017-06-12",
        "arxiv": "1706.03762",
        "doi": None,
        "venue": None,
    },
    {"id": "bare"},
    {"id": "odd", "authors": "OpenAI", "issued": 2018, "arxiv": "x", "doi": "x"},
]
BY_KEY = {str(entry["id"]): entry for entry in CATALOGUE}


@pytest.mark.parametrize("works", [CATALOGUE, BY_KEY])
def test_without_the_plugin_works_and_their_address_are_options(works: Iterable[object]) -> None:
    made = markdown.markdown(
        "As @lee2017 and arXiv:1706.03762 say [@bare; @odd].",
        extensions=["reading_list.texts.citations"],
        extension_configs={
            "reading_list.texts.citations": {"works": works, "base": "https://list.example/sub/"}
        },
    )
    page = lxml_html.fromstring(f"<div>{made}</div>")

    assert page.find("p").text_content() == (
        "As Lee and Bo (2017) and Lee and Bo (2017) say (bare, n.d.; OpenAI, 2018)."
    )
    assert page.xpath("//p//@href") == [
        "https://list.example/sub/papers/lee/",
        "https://list.example/sub/papers/lee/",
        "https://list.example/sub/papers/bare/",
        "https://list.example/sub/papers/odd/",
    ]
    assert len(page.xpath("//section//li")) == 3


def test_without_the_plugin_the_references_may_be_left_out() -> None:
    extension = makeExtension(works=BY_KEY, references=False)

    assert "section" not in markdown.markdown("@lee2017", extensions=[extension])


def test_the_extension_has_a_name_that_markdown_finds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (target,) = project["entry-points"]["markdown.extensions"].values()
    module, name = target.split(":")

    assert getattr(import_module(module), name) is CitationExtension


@given(st.lists(any_text | st.sampled_from(["[@lee2017", "]", "@bo2018", ";", "`", "\n\n", "<"])))
def test_any_text_can_be_converted(parts: list[str]) -> None:
    assert isinstance(_convert("".join(parts), "footnotes", "toc", with_references=True), str)


CITING = (
    *("[@lee2017", "]", "@bo2018", " [p. 3]", "-@lee2017", ";", "`", "*", "_", "(", ")", "[", " "),
    *("/", ":", "arxiv:", "1706.03762", "https://arxiv.org/abs/", "doi.org/", "10.1000/xyz", "a"),
    *("@{lee2017}", "\n\n", "\n", "--", "xyz", "@", "[^1]", "<", ">", ".", "ar5iv.org/abs/"),
)


@given(st.lists(st.sampled_from(CITING) | any_text, max_size=20).map("".join))
def test_formulas_read_beforehand_change_no_citation(text: str) -> None:
    """Without them every place is tried; with them only those where a citation may begin."""
    plain = text.replace("$", "").replace("\\", "")

    assert _convert(plain) == markdown.markdown(
        plain,
        extensions=[CitationExtension(CitationContext(WORKS, page_url=POST)), MathExtension()],
    )


@pytest.mark.parametrize(
    "text",
    [
        *("[@lee2017 " * 200, "@lee2017 " * 3_000, "[@lee2017]" * 1_000, "$x" * 3_000),
        *("[see " * 200 + "@lee2017]", "10.1000/xyz " * 3_000, "<code>@lee2017 " * 1_000),
    ],
    ids=lambda text: text[:12],
)
def test_hostile_length_is_no_trouble(text: str) -> None:
    assert isinstance(_convert(text, with_references=True), str)
