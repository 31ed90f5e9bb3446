import lxml.html
import markdown
from hypothesis import given
from lxml.etree import Comment

from builders import load_files, make_date, make_library, make_paper, make_post
from feed_samples import HOSTILE
from reading_list.digests import Span, build_digest
from reading_list.model import Library
from reading_list.rendering.digest_post import find_post_date, write_digest_post
from reading_list.texts.inline import to_text
from strategies import libraries

JULY = Span(make_date("2025-07"))
SRC_URI = "blog/posts/new.md"


def write(library: Library, span: Span = JULY, src_uri: str = SRC_URI) -> str:
    digest = build_digest([*library.papers, *library.posts], library, span)
    return write_digest_post(digest, src_uri, "docs", "a.example")


def render(post: str) -> lxml.html.HtmlElement:
    html = markdown.markdown(post.split("---\n", 2)[2])
    return lxml.html.fragment_fromstring(html, create_parent="div")


def test_titles_tags_and_descriptions_mean_themselves() -> None:
    for text in HOSTILE:
        papers = [make_paper(title=f"T {text}", added="2025-07", tags=(f"N {text}",))]
        library = make_library(papers, [make_post(title=f"P {text}", description=f"D {text}")])
        page = render(write(library))

        shown = [to_text(f"{kind} {text}") for kind in "PT"]
        assert shown == [" ".join(one.text_content().split()) for one in page.iter("a")]
        assert {one.tag for one in page.iter() if one.tag is not Comment} <= {
            "div",
            "p",
            "h2",
            "ul",
            "li",
            "a",
        }


@given(libraries)
def test_a_post_is_read_as_it_was_meant(library: Library) -> None:
    digest = build_digest([*library.papers, *library.posts], library, Span(make_date("1000-01-01")))
    text = write_digest_post(digest, SRC_URI, "docs", "a.example")
    loaded = load_files({f"docs/{SRC_URI}": text})
    (post,) = loaded.library.posts

    assert digest.title == post.title
    assert digest.lead == post.description
    assert ("Digest",) == post.categories
    assert post.feed_id.endswith(":blog/posts/new")


def test_reasons_stay_the_markdown_of_their_author() -> None:
    why = "See *[it](gru.md)*.\n\n- One\n- [@gru]"
    text = write(make_library([make_paper(added="2025-07", why=why)]), src_uri="blog/posts/a/b.md")

    assert "    See *[it](../../../papers/gru.md)*.\n\n    - One\n    - [@gru]\n" in text
    assert "- [lstm](../../../papers/lstm.md)\n" in text


def test_addresses_are_fit_for_markdown() -> None:
    library = make_library(posts=[make_post(src_uri="blog/posts/a (b) [c].md", title="x")])

    assert "[x](a%20%28b%29%20%5Bc%5D.md)" in write(library)


def test_a_post_is_dated_when_its_time_is_over() -> None:
    library = make_library([make_paper(added="2025-07")], [make_post(date="2025-07-09")])
    entries = [*library.papers, *library.posts]
    first, last = make_date("2025-07-01"), make_date("2025-07-20")

    found = [
        find_post_date(build_digest(entries, library, span)).text
        for span in (JULY, Span(first, last), Span(first), Span(last))
    ]
    assert ["2025-08-01", "2025-07-20", "2025-07-09", "2025-07-20"] == found
