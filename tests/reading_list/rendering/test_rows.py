import lxml.html
from hypothesis import given

from builders import make_paper
from reading_list.model import Author, Paper, Slug, Tag
from reading_list.rendering.rows import Row, write_row
from reading_list.texts.html_tree import elements, parse_fragment
from strategies import any_papers

TAG = Tag(slug=Slug("a-and-b"), title="A & B")


def write(paper: Paper, why: str = "") -> Row:
    return write_row(paper, why, (TAG,), "../{}".format)


def parse(row: Row) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring("".join(row))


def test_a_row_says_what_lists_show() -> None:
    paper = make_paper(
        id="bert",
        title="A <b> & $x^2$",
        short_title="BERT",
        authors=(Author(family="O'Neil"),),
        type="book",
        venue="MIT Press",
        abstract="Long. " * 100,
        why="*Read* it.",
    )

    row = parse(write(paper, "<em>Read</em> it."))

    assert row.get("data-rl-work") == "bert"
    assert row.xpath("./p[1]/a/@href") == [f"../{paper.url_path}"]
    assert row.xpath("string(./p[1])").startswith("A <b> & ")
    assert row.xpath("./p[2]/span/text()") == ["O'Neil", "MIT Press", "Book"]
    assert row.xpath("string(.//div)") == "Read it."
    assert row.xpath("string(.//p[@class='rl-row__excerpt'])").endswith("Long. …")
    assert row.xpath(".//ul/li/a/text()") == ["A & B"]
    assert "rft.btitle=A+" in row.xpath(".//span[@class='Z3988']/@title")[0]


def test_a_row_without_more_says_so() -> None:
    row = write(make_paper())

    assert "data-rl-bare" in row.head
    assert not row.details.strip()


@given(any_papers)
def test_no_text_becomes_markup(paper: Paper) -> None:
    row = parse_fragment("".join(write(paper)))

    formulas = {inner.tag for one in row.iter("math", "code") for inner in one.iter()}
    assert {one.tag for one in elements(row)} <= {"li", "p", "a", "span", "ul"} | formulas
