import lxml.html
import pytest
from hypothesis import given

from reading_list.model import Location
from reading_list.redirects import Redirect
from reading_list.rendering.redirects import render_redirect
from strategies import hostile_text

AT = Location("papers/a.md")


def _render(address: str, title: str = "T", **given: str) -> lxml.html.HtmlElement:
    settings = {"site_url": "https://a.example/sub/", "language": "en", "ending": ""} | given
    redirect = Redirect(address, "papers/a/", title, AT)
    return lxml.html.document_fromstring(render_redirect(redirect, **settings))


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("../../../papers/a/", "id/arxiv/1706.03762/"),
        ("../../../../papers/a/", "id/arxiv/hep-th/9901001/"),
        ("../../papers/a/", "papers/old/"),
        ("../papers/a/", "2024/old.html"),
        ("papers/a/", "old.html"),
    ],
)
def test_a_page_leads_on_from_any_depth_and_under_any_path(href: str, address: str) -> None:
    page = _render(address)

    assert page.xpath("//a/@href") == [href]
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={href}"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://a.example/sub/papers/a/"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not page.xpath("//script")


def test_plain_file_names_and_a_site_that_does_not_know_its_address() -> None:
    page = _render("papers/old/", site_url="", ending="index.html")

    assert page.xpath("//a/@href") == ["../../papers/a/index.html"]
    assert page.xpath("//link/@href") == ["../../papers/a/index.html"]


def test_a_title_is_shown_as_text() -> None:
    page = _render("papers/old/", title="On $x^2$ & <script>")

    assert page.find(".//a").text == page.find(".//title").text == "On x² & <script>"


@given(hostile_text)
def test_no_title_breaks_the_page(title: str) -> None:
    page = _render("papers/old/", title=title)

    assert [one.tag for one in page.iter() if isinstance(one.tag, str)] == [
        *("html", "head", "meta", "title", "meta", "meta", "link", "meta", "body", "p", "a")
    ]
