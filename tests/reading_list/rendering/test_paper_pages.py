from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html
import pytest

from builders import make_library, make_order, make_paper, make_section, make_step
from reading_list.model import Author
from reading_list.rendering.paper_content import AUTHORS
from reading_list.site import Settings, build_site
from reading_list.texts.notes import NoteConverter
from reading_list.views.site import build_views

if TYPE_CHECKING:
    from reading_list.model import Order, Paper
    from reading_list.rendering.site_page import SitePage

HOSTILE = '<b onclick="x">A</b> & \'1\' "'


def make_pages(*papers: Paper, orders: tuple[Order, ...] = ()) -> dict[str, SitePage]:
    """Id of each work -> its page."""
    views = build_views(make_library(papers, orders=orders), 10)
    notes = NoteConverter([], {}, lambda _: None, "ROOT/")
    site = build_site(views, Settings(name="A", url="https://a.example/"), notes, {})
    return {paper.id: site.pages.paper(paper) for paper in papers}


def read(page: SitePage, path: str) -> list[str]:
    """The texts of some elements, white space folded."""
    found = lxml.html.fromstring(page.content).xpath(path)
    return [" ".join(one.text_content().split()) for one in found]


def test_every_text_of_a_work_is_text() -> None:
    paper = make_paper(
        title=HOSTILE,
        authors=(Author(literal=HOSTILE),),
        editors=(Author(literal=HOSTILE),),
        venue=HOSTILE,
        volume=HOSTILE,
        abstract=HOSTILE,
        tags=(HOSTILE,),
        type=HOSTILE,
        links={HOSTILE: "https://a.example/?a=1&b='2'"},
        added="2025-07",
    )
    page = make_pages(paper)[paper.id]
    tree = lxml.html.fromstring(page.content)

    assert not tree.xpath("//@onclick | //b")
    assert read(page, "//h1") == [HOSTILE]
    assert read(page, "//section[@class='rl-abstract']/p") == [HOSTILE]
    assert tree.xpath("//@data-rl-title") == [HOSTILE]
    assert "https://a.example/?a=1&b='2'" in tree.xpath("//ul[@class='rl-links']//@href")
    assert read(page, "//p[@class='rl-paper__authors']") == [HOSTILE]
    assert HOSTILE in read(page, "//cite")[0]
    assert "<b onclick" in read(page, "//code")[0]
    assert "<b" not in page.head


@pytest.mark.parametrize(
    ("count", "incomplete", "shown", "folded"),
    [
        (1, False, "A0", []),
        (2, True, "A0, A1 et al.", []),
        (AUTHORS, True, ", ".join(f"A{number}" for number in range(AUTHORS)) + " et al.", []),
        (
            AUTHORS + 2,
            True,
            ", ".join(f"A{number}" for number in range(AUTHORS)),
            ["and 2 more authors", f"A{AUTHORS}, A{AUTHORS + 1} et al."],
        ),
    ],
)
def test_many_authors_fold(count: int, shown: str, folded: list[str], *, incomplete: bool) -> None:
    people = tuple(Author(literal=f"A{number}") for number in range(count))
    page = make_pages(make_paper(authors=people, authors_incomplete=incomplete))["lstm"]

    assert read(page, "//p[@class='rl-paper__authors']") == [shown]
    assert read(page, "//header/details/*") == folded


def test_a_work_names_its_place_in_orders_and_what_is_read_before_and_after() -> None:
    papers = [
        make_paper("a"),
        make_paper("b", prerequisites=("a",)),
        make_paper("c", title="Third", prerequisites=("b",)),
    ]
    steps = [make_step("b"), make_step("c", why="Own reason.")]
    order = make_order("start", make_section(*steps), title="A start")
    pages = make_pages(*papers, orders=(order,))
    titles = {paper.id: paper.title for paper in papers}

    assert read(pages["c"], "//div[@class='rl-places']//li") == [
        f"A start step 2 of 2 Previous: {titles['b']}"
    ]
    assert read(pages["c"], "//section[@class='rl-why']/h2") == ["Why it is in A start"]
    first = "//h2[.='Read first']/following-sibling::"
    assert read(pages["c"], f"{first}ul/li") == [titles["b"]]
    assert read(pages["c"], f"{first}details//li") == [titles["a"], titles["b"]]
    assert read(pages["b"], f"{first}details") == []
    assert read(pages["b"], "//h2[.='Unlocks']/following-sibling::ul/li") == ["Third"]
