"""Mathematics in a built site: in every text, and in every place that shows one."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import feedparser
import lxml.html
import pytest

from sites import CONFIG, Built, build, write_site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.integration

CONFIG_WITH_NAV = (
    CONFIG
    + """\
extra_javascript: [mathjax.js]
nav:
  - Home: index.md
  - "The $\\\\mathcal{O}(n)$ page < &amp;": own.md
  - "On $x_1$":
      - other.md
  - Library: papers/index.md
  - Blog: blog/index.md
markdown_extensions:
  - footnotes
  - tables
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
"""
)
FILES = {
    "papers/one.md": (
        "---\ntitle: $\\tau^2$-bench and A*-Decoding for $5\nadded: 2025-07\ntags: [$k$-means]\n"
        "short_title: $\\tau^2$\n"
        "abstract: We need $\\mathcal{O}(n^2)$ and 10\\% of $$\\sum_i x_i$$.\n"
        "why: It proves $x_1 < y$ & more.\n---\n"
        "Notes on $\\alpha_i$, `$x$` and\n\n$$\n\\int_0^1 f\n> 0\n$$\n\n## On $\\beta$-decay\n"
    ),
    "docs/blog/posts/first.md": (
        "---\ndate: 2025-07-05\ndescription: About $\\phi$.\n---\n"
        "# A $\\lambda$-post of `$PATH`\n\n"
        "Text with $e^{i\\pi}$ for $5 to $10.[^1]\n\n<!-- more -->\n\n"
        "## The $\\zeta$ function\n\n\\[ \\zeta(s) \\]\n\n| a |\n|---|\n| \\(y_2\\) |\n\n"
        "```sh\necho $x$ $y$\n```\n\n[^1]: With $\\Gamma$.\n"
    ),
    "docs/blog/posts/note.md": (
        "---\ndate: 2025-07-04\n---\nA note without title on $\\frac{a}{b}$.\n"
    ),
    "docs/reading/order.md": (
        "---\ntitle: Order of $\\omega$\norder:\n- paper: one\n  why: For $\\pi$ *alone*.\n---\n"
        "Before $\\phi$.\n"
    ),
    "docs/index.md": "# Home of $\\hbar$\n\n![A $x^2$ curve](curve.png)\n",
    "docs/own.md": "# Own\n\nCost \\\\(n^2\\\\).\n",
    "docs/other.md": "# Other $\\delta$\n\nText.\n",
    "docs/mathjax.js": "",
    "docs/curve.png": "",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder: Path = tmp_path_factory.mktemp("mathematics")
    built = build(write_site(folder, FILES, CONFIG_WITH_NAV), folder / "site", "--strict")
    assert built.returncode == 0, built.log
    return built


def tex(page: lxml.html.HtmlElement, path: str = "//article") -> set[str]:
    return set(page.xpath(f"{path}//*[local-name()='math']/@alttext"))


@pytest.mark.parametrize(
    ("url", "formulas"),
    [
        ("papers/one/", {"\\tau^2", "\\mathcal{O}(n^2)", "\\sum_i x_i", "x_1 < y", "\\alpha_i"}),
        ("papers/one/", {"\\int_0^1 f > 0", "\\beta", "\\omega", "k"}),
        ("papers/", {"\\tau^2", "k"}),
        ("tags/", {"k"}),
        ("timeline/2025/07/", {"\\tau^2", "\\lambda"}),
        ("reading/order/", {"\\omega", "\\pi", "\\phi", "\\tau^2"}),
        ("blog/2025/07/first/", {"\\lambda", "e^{i\\pi}", "\\zeta", "\\zeta(s)", "y_2", "\\Gamma"}),
        ("blog/", {"\\lambda", "e^{i\\pi}", "\\frac{a}{b}"}),
        ("own/", {"n^2"}),
        ("other/", {"\\delta"}),
    ],
)
def test_formulas_are_mathml_wherever_they_stand(site: Built, url: str, formulas: set[str]) -> None:
    assert formulas <= tex(site.html(url))


def test_titles_of_tabs_and_navigation_hold_no_tex(site: Built) -> None:
    titles = {}
    for path in site.folder.rglob("*.html"):
        page = lxml.html.fromstring(path.read_bytes())
        titles[path.parent.name] = page.xpath("string(//title)").strip()
        words = page.xpath("string(//nav)") + "".join(page.xpath("//@title | //@aria-label"))
        assert not re.search(r"\\[A-Za-z(]|\$[a-z\\]", titles[path.parent.name] + words), path

    assert titles["one"].startswith("τ²-bench and A*-Decoding for $5 - ")
    assert titles["first"].startswith("A λ-post of $PATH - ")
    assert titles["note"].startswith("A note without title on a/b. - ")
    assert titles["order"].startswith("Order of ω - ")
    assert titles["own"].startswith("The O(n) page < & - ")
    assert titles["other"].startswith("Other δ - ")


def test_navigation_and_contents_are_unicode_and_ids_are_words(site: Built) -> None:
    home = site.html("")
    post = site.html("blog/2025/07/first/")

    nav = " ".join(home.xpath("string(//nav[contains(@class, 'md-nav--primary')])").split())
    assert "The O(n) page < &" in nav
    assert "On x₁ On x₁ Other δ" in nav
    assert post.xpath("//article//h2/@id")[:1] == ["the-zeta-function"]
    assert home.xpath("//img/@alt") == ["A x² curve"]
    contents = site.html("other/").xpath("//nav[contains(@class, 'md-nav--secondary')]")
    assert "\\delta" not in "".join(one.text_content() for one in contents)


def test_code_and_money_are_left_alone(site: Built) -> None:
    post = site.html("blog/2025/07/first/")

    assert "echo $x$ $y$" in post.xpath("string(//pre)")
    assert "$5 to $10." in post.xpath("string(//article)")
    assert site.html("papers/one/").xpath("//article//p/code/text()") == ["$x$"]


def test_no_delimiter_of_a_formula_is_left(site: Built) -> None:
    for path in site.folder.rglob("*.html"):
        page = lxml.html.fromstring(path.read_bytes())
        for one in page.xpath("//*[local-name()='annotation'] | //pre | //code | //script"):
            one.drop_tree()
        text = page.text_content()
        assert not re.search(r"\\[()\[\]]|\\[A-Za-z]", text), path
        assert set(re.findall(r"\$[^\s,]+", text)) <= {"$5", "$10", "$PATH", "$10.1"}, path


def test_the_search_finds_formulas_in_unicode(site: Built) -> None:
    index = json.loads((site.folder / "search/search_index.json").read_text("utf-8"))
    found = {one["location"]: f"{one['title']} {one['text']}" for one in index["docs"]}

    assert "e^(iπ)" in found["blog/2025/07/first/"]
    assert "The ζ function" in found["blog/2025/07/first/#the-zeta-function"]
    assert "ζ(s)" in found["blog/2025/07/first/#the-zeta-function"]
    paper = found["papers/one/"]
    for words in ("τ²-bench", "O(n²)", "10%", "x₁ &lt; y", "αᵢ", "∫₀¹ f > 0".replace(">", "&gt;")):
        assert words in paper
    assert "rl-math" not in json.dumps(index)
    assert not [one for one in index["docs"] if re.search(r"\\[A-Za-z]", one["text"])]


def test_the_feed_has_unicode_titles_and_tex_in_its_texts(site: Built) -> None:
    feed = feedparser.parse((site.folder / "feed.xml").read_bytes())
    entries = {one.title: one for one in feed.entries}

    assert set(entries) == {
        "τ²-bench and A*-Decoding for $5",
        "A λ-post of $PATH",
        "A note without title on a/b.",
    }
    paper = entries["τ²-bench and A*-Decoding for $5"]
    assert "\\(x_1 &lt; y\\)" in paper.summary
    assert entries["A λ-post of $PATH"].summary == "About \\(\\phi\\)."
    assert "\\(\\alpha_i\\)" in paper.content[0].value
    assert "<math" not in paper.content[0].value
    assert [one.term for one in paper.tags] == ["k-means"]


def test_exports_and_catalogue_have_what_their_readers_expect(site: Built) -> None:
    catalogue = json.loads((site.folder / "reading-list.json").read_text("utf-8"))
    csl = json.loads((site.folder / "library.json").read_text("utf-8"))

    assert [one["title"] for one in catalogue["tags"]] == ["k-means"]
    assert catalogue["papers"][0]["title_text"] == "τ²-bench and A*-Decoding for $5"
    assert csl[0]["title"] == "τ²-bench and A*-Decoding for $5"
    assert "$\\tau^2$-bench" in (site.folder / "library.bib").read_text("utf-8")


def test_what_cannot_be_read_is_shown_and_reported_with_its_line(tmp_path: Path) -> None:
    config = write_site(
        tmp_path,
        {
            "papers/a.md": "---\ntitle: A $\\frac{x$\n---\n",
            "docs/index.md": "# Home\n\nOne.\n\nTwo $\\left( y$ and $\\mymacro{z}$.\n",
        },
    )

    relaxed = build(config, tmp_path / "site")
    strict = build(config, tmp_path / "site", "--strict")

    assert relaxed.returncode == 0
    assert strict.returncode == 1
    for line in (
        r"papers/a.md:2: warning[unreadable-formula]: The formula '\frac{x' is shown",
        r"docs/index.md:5: warning[unreadable-formula]: The formula '\left( y' is shown",
        r"docs/index.md:5: warning[unreadable-formula]: The formula '\mymacro{z}' is shown",
    ):
        assert line in relaxed.log
    home = relaxed.html("")
    assert home.xpath("//code[@class='rl-tex']/text()") == ["\\left( y"]
    assert "\\mymacro{" in home.xpath("string(//*[local-name()='math'])")
    assert relaxed.html("papers/a/").xpath("//h1//code/text()") == ["\\frac{x"]
    assert "$" not in relaxed.html("papers/a/").xpath("string(//title)")


def test_the_author_may_leave_formulas_to_a_script(tmp_path: Path) -> None:
    config = write_site(
        tmp_path,
        {"docs/index.md": "# Home\n\nA $x^2$.\n", "papers/a.md": "---\ntitle: A $y$\n---\n"},
        CONFIG.replace("reading-list]", "{reading-list: {mathematics: false}}]")
        + "markdown_extensions: [{pymdownx.arithmatex: {generic: true}}]\n",
    )

    built = build(config, tmp_path / "site", "--strict")

    assert built.html("").xpath("//*[@class='arithmatex']/text()") == ["\\(x^2\\)"]
    assert tex(built.html("papers/a/")) == {"y"}


def test_formulas_of_titles_in_the_configuration_are_judged(tmp_path: Path) -> None:
    config = CONFIG + (
        'nav:\n  - "Of $\\\\frac{a$":\n      - index.md\n  - Of $\\sqrt$ &amp;: own.md\n'
    )
    files = {"docs/index.md": "# Home\n", "docs/own.md": "# Own\n"}
    built = build(write_site(tmp_path, files, config), tmp_path / "site")
    nav = built.html("").xpath("string(//nav[contains(@class, 'md-nav--primary')])")

    said = "warning[unreadable-formula]: The formula"
    assert f"mkdocs.yml:6: {said} '\\frac{{a' is shown as it is written." in built.log
    assert f"mkdocs.yml:8: {said} '\\sqrt' is shown as it is written." in built.log
    assert built.log.count(said) == 2
    assert "\\frac{a" in nav
    assert "\\sqrt &" in nav


def test_the_name_of_the_site_holds_no_tex(tmp_path: Path) -> None:
    named = "site_name: The $n < m$ list of $5\nsite_description: Of $\\sqrt$, $k^2$ & more"
    config = CONFIG.replace("site_name: Tëst & <Site>", named)
    built = build(
        write_site(tmp_path, {"papers/a.md": "---\ntitle: A\n---\n"}, config), tmp_path / "site"
    )
    home, paper = built.html(""), built.html("papers/a/")

    assert home.xpath("string(//title)") == "The n < m list of $5"
    assert paper.xpath("string(//title)") == "A - The n < m list of $5"
    assert paper.xpath("//meta[@property='og:site_name']/@content") == ["The n < m list of $5"]
    assert home.xpath("//meta[@name='description']/@content") == ["Of \\sqrt, k² & more"]
    assert feedparser.parse(built.folder / "feed.xml").feed.title == "The n < m list of $5"
    assert "mkdocs.yml:2: warning[unreadable-formula]: The formula '\\sqrt' is shown" in built.log
