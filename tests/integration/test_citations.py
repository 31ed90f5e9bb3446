"""Every form of citation on real pages: in lists, quotes, tables, notes, headings, feeds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import feedparser
import lxml.html
import markdown
import pytest

from sites import CONFIG, HOST, build, find_broken_links, write_site

if TYPE_CHECKING:
    from sites import Built

pytestmark = pytest.mark.integration

EXTENSIONS = """\
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.superfences
  - pymdownx.magiclink
  - pymdownx.tabbed: {alternate_style: true}
"""
PAPERS = {
    "papers/lee2017one.md": "---\ntitle: One $x^2$\nauthors: [Ann Lee]\nissued: 2017\n"
    "arxiv: 1706.03762\nadded: 2025-06\n---\n"
    "## After @bo2018two\n\nSee [the other](bo2018two.md).\n",
    "papers/bo2018two.md": "---\ntitle: Two\nauthors: [Cy Bo, Ann Lee]\nissued: 2018\n"
    "doi: 10.1000/x(1)\nadded: 2025-06\nwhy: Better than [@lee2017one, p. 1].\n---\n",
    "papers/bo2018three.md": "---\ntitle: Three\nauthors: [Cy Bo, Ann Lee]\nissued: 2018-02\n---\n",
    "papers/xsecret2024x.md": "---\ntitle: XSECRETX\ndraft: true\narxiv: '2401.00001'\n---\n",
}
POST = """\
---
date: 2025-07-05
---
# After @lee2017one

As @lee2017one [p. 3] says, [see @lee2017one, pp. 3-5; also -@bo2018two], at
https://arxiv.org/abs/1706.03762v5 and [there](https://doi.org/10.1000/x(1)).

<!-- more -->

## What @bo2018two and [@bo2018three] say

- [@lee2017one]
    - (https://arxiv.org/abs/1706.03762)

> A quote [@lee2017one, sec. 3].

| work | page |
|---|---|
| @bo2018two | [@bo2018two, 7] |

Term @lee2017one
:   Definition [@lee2017one].

!!! note

    Inside @bo2018three.

=== "Tab"

    [[1706.03762] One](https://arxiv.org/abs/1706.03762)

Text.[^1] `@lee2017one` <ann@lee2017one.example> https://medium.com/@lee2017one/x

```
[@lee2017one] https://arxiv.org/abs/1706.03762
```

[^1]: See [@bo2018two, ch. 2] and [the page](../../../papers/lee2017one.md).
"""
ORDER = """\
---
title: An order
order:
  - paper: lee2017one
    why: Before @bo2018two.
---
Introduction, with [@bo2018three].

<!-- reading-list: references -->

<!-- reading-list: order -->
"""
PAGE = "# Home\n\nWe begin with [@lee2017one] and [it](papers/bo2018two.md).\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("cited")
    files = PAPERS | {
        "docs/blog/posts/one.md": POST,
        "docs/blog/posts/two.md": "---\ndate: 2025-07-04\n---\n# Plain\n\nNothing is cited.\n",
        "docs/blog/posts/whole.md": "---\ndate: 2025-07-03\n---\n# Whole\n\nSee [@lee2017one].\n",
        "docs/reading/one.md": ORDER,
        "docs/index.md": PAGE,
    }
    made = build(write_site(folder, files, CONFIG + EXTENSIONS), folder / "site", "--strict")
    assert made.returncode == 0, made.log
    return made


@pytest.fixture
def post(built: Built) -> lxml.html.HtmlElement:
    return built.html("blog/2025/07/one/").find(".//article")


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().replace("¶", "").split())


def test_every_link_leads_somewhere(built: Built) -> None:
    assert list(find_broken_links(built.folder)) == []


def test_a_post_names_works_by_author_and_year_wherever_it_does(
    post: lxml.html.HtmlElement,
) -> None:
    shown = [
        ("h1", "After Lee (2017)"),
        ("h2", "What Bo and Lee (2018a) and (Bo and Lee, 2018b) say"),
        ("blockquote", "A quote (Lee, 2017, sec. 3)."),
        ("tbody", "Bo and Lee (2018a) (Bo and Lee, 2018a, 7)"),
        ("dl", "Term Lee (2017) Definition (Lee, 2017)."),
    ]
    first = (
        "As Lee (2017, p. 3) says, (see Lee, 2017, pp. 3-5; also 2018a), at Lee (2017) and there."
    )
    assert words(post.find(".//ul")) == "(Lee, 2017) (Lee, 2017)"
    assert [(tag, words(post.find(f".//{tag}"))) for tag, _ in shown] == shown
    assert words(post.find(".//div[@class='rl-post__body']/p")) == first
    assert "Inside Bo and Lee (2018b)." in words(post.find(".//div[@class='admonition note']"))
    assert words(post.find(".//div[@class='tabbed-block']")) == "One"
    assert "See (Bo and Lee, 2018a, ch. 2) and the page." in words(
        post.find(".//div[@class='footnote']")
    )


def test_code_and_other_addresses_stay(post: lxml.html.HtmlElement) -> None:
    assert words(post.find(".//pre")) == "[@lee2017one] https://arxiv.org/abs/1706.03762"
    assert "@lee2017one" in [code.text for code in post.iter("code")]
    assert "ann@lee2017one.example" in words(post)
    assert "https://medium.com/@lee2017one/x" in post.xpath(".//@href")


def test_a_heading_has_an_address_of_the_authors_own_words(post: lxml.html.HtmlElement) -> None:
    assert post.find(".//h2").get("id") == "what-bo2018two-and-bo2018three-say"


def test_mentions_have_addresses_of_their_own(post: lxml.html.HtmlElement) -> None:
    ids = [one for one in post.xpath(".//@id") if one.startswith("cite-")]

    assert len(ids) == len(set(ids)) == 10 + 6 + 2
    assert {"cite-lee2017one-1", "cite-lee2017one-10", "cite-bo2018two-1"} <= set(ids)


def test_a_post_ends_with_its_references(built: Built, post: lxml.html.HtmlElement) -> None:
    (section,) = post.xpath(".//section[@role='doc-bibliography']")

    assert words(section.find("h2")) == "References"
    *lines, last = [words(line) for line in section.iter("li")]
    assert lines == ["Cy Bo and Ann Lee. 2018a. Two.", "Cy Bo and Ann Lee. 2018b. Three."]
    assert last.startswith("Ann Lee. 2017. One x2")
    assert last.endswith(". arXiv:1706.03762.")
    assert section.xpath(".//li/a/@href")[0] == "../../../../papers/bo2018two/"
    assert not built.html("blog/2025/07/two/").xpath("//*[@id='rl-references']")


def test_a_list_shows_a_post_without_its_references(built: Built) -> None:
    references = "//*[@class='rl-references']"

    assert built.html("blog/2025/07/whole/").xpath(references)
    assert "See (Lee, 2017)." in words(built.html("blog/").find(".//main"))
    assert not built.html("blog/").xpath(references)


def test_notes_orders_and_other_pages_cite_too(built: Built) -> None:
    notes = built.html("papers/lee2017one/").find(".//section[@class='rl-notes']")
    assert "After Bo and Lee (2018)" in words(notes)
    assert notes.xpath(".//a[text() = 'the other']/@href") == ["../bo2018two/"]
    assert "Better than (Lee, 2017, p. 1)." in words(built.html("papers/bo2018two/"))
    order = built.html("reading/one/").find(".//article")
    assert "Introduction, with (Bo and Lee, 2018)." in words(order)
    assert "Before Bo and Lee (2018)." in words(order)
    assert [words(one) for one in order.xpath(".//section[@role]//li")] == [
        "Cy Bo and Ann Lee. 2018. Three."
    ]
    home = built.html("").find(".//article")
    assert "We begin with (Lee, 2017) and it." in words(home)
    assert not home.xpath(".//*[@id='rl-references']")


def test_feeds_and_excerpts_say_the_same(built: Built) -> None:
    feed = feedparser.parse((built.folder / "feed.xml").read_bytes(), sanitize_html=False)
    entry = next(one for one in feed.entries if one.title == "After Lee (2017)")
    content = lxml.html.fromstring(entry.content[0].value)
    excerpt = built.html("blog/").find(".//div[@class='rl-post__excerpt']")

    for text in (words(content), words(excerpt)):
        assert text.startswith("As Lee (2017, p. 3) says, (see Lee, 2017, pp. 3-5; also 2018a), at")
    assert content.find(".//a").get("href") == f"{HOST}papers/lee2017one/"
    assert excerpt.find(".//a").get("href") == "../papers/lee2017one/"
    assert "Cy Bo and Ann Lee. 2018a. Two." in words(content)


def test_a_work_knows_what_cites_it_in_any_form(built: Built) -> None:
    catalogue = json.loads((built.folder / "reading-list.json").read_text("utf-8"))
    cites = {post["url"]: post["cites"] for post in catalogue["posts"]}

    assert cites["blog/2025/07/one/"] == ["lee2017one", "bo2018two", "bo2018three"]


def test_the_catalogue_is_enough_for_the_extension_alone(built: Built) -> None:
    works = json.loads((built.folder / "reading-list.json").read_text("utf-8"))["papers"]
    name = "reading_list.texts.citations"
    html = markdown.markdown(
        "[@lee2017one]", extensions=[name], extension_configs={name: {"works": works, "base": HOST}}
    )

    assert f'href="{HOST}papers/lee2017one/"' in html
    assert "Lee, 2017" in html


def test_a_draft_that_is_cited_leaves_no_trace(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("hidden")
    text = "{} @xsecret2024x, [@xsecret2024x, p. 3; @lee2017one], [it]({}papers/xsecret2024x.md).\n"
    post = "---\ndate: 2025-07-05\n---\n# On @xsecret2024x\n\n" + text.format("See", "../../")
    files = PAPERS | {
        "docs/blog/posts/one.md": post,
        "docs/blog/posts/note.md": "---\ndate: 2025-07-05\n---\n" + text.format("As", "../../"),
        "docs/index.md": text.format("So", ""),
        "papers/a.md": "---\ntitle: A\nwhy: As @xsecret2024x.\n---\n" + text.format("In", "../"),
        "docs/reading/one.md": ORDER.replace("@bo2018", "@xsecret2024x and @bo2018"),
    }
    built = build(write_site(folder, files), folder / "site")

    assert built.returncode == 0, built.log
    assert built.log.count("warning[cites-hidden]") == 8
    assert "unknown-link" not in built.log
    for name, content in built.files().items():
        assert b"xsecret" not in content.lower(), name
    shown = words(built.html("").find(".//article"))
    assert "So unpublished work, (unpublished work, p. 3; Lee, 2017), it." in shown
    preview = built.html("blog/2025/07/note/").find(".//h1")
    assert words(preview) == "As unpublished work, it."


def test_a_digest_lists_its_works_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("digest")
    text = "---\ndate: 2025-08-01\n{}---\n# New\n\n- [One](../../papers/lee2017one.md)\n{}"
    marker = "\n<!-- reading-list: references -->\n"
    files = PAPERS | {
        "docs/blog/posts/plain.md": text.format("", ""),
        "docs/blog/posts/digest.md": text.format("categories: [Digest]\n", ""),
        "docs/blog/posts/asked.md": text.format("categories: [digest]\n", marker),
    }
    built = build(write_site(folder, files), folder / "site")
    counts = {
        name: len(built.html(f"blog/2025/08/{name}/").xpath("//*[@id='rl-references']"))
        for name in ("plain", "digest", "asked")
    }

    assert {"plain": 1, "digest": 0, "asked": 1} == counts
