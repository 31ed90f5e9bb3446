from builders import make_date, make_library, make_paper, make_post
from reading_list.digests import Span, build_digest
from reading_list.feeds.options import FeedSite
from reading_list.model import Library, Paper
from reading_list.rendering.letters import Letter, fit_letter, write_letter
from reading_list.texts.math import to_mathml

SITE = FeedSite(name="Mine & <yours>", url="https://a.example/site/")
JULY = Span(make_date("2025-07"))


def write(library: Library, html: str = "") -> Letter:
    digest = build_digest([*library.papers, *library.posts], library, JULY)
    return write_letter(digest, SITE, lambda _: html)


def find_why(html: str) -> str:
    return write(make_library([make_paper(added="2025-07")]), html).sections[0].items[0].why


def test_a_letter_names_works_by_tag_and_posts_first() -> None:
    papers = [
        make_paper("a", title="On $n^2$ & <b>", added="2025-07", tags=("NLP & ML",)),
        make_paper("b", added="2025-07", issued="2017-06", venue="NeurIPS"),
    ]
    letter = write(make_library(papers, [make_post(title="A post", description="Short $x$.")]))

    assert ["Posts", "NLP & ML", "Other works"] == [one.title for one in letter.sections]
    post, work, other = (section.items[0] for section in letter.sections)
    assert ("A post", "https://a.example/site/blog/2025/07/first/") == (post.title, post.url)
    assert ("Essay, 3 July 2025", "Short x.") == (post.byline, post.why)
    assert "On n² & <b>" == work.title
    assert "NeurIPS, June 2017" == other.byline
    assert "https://a.example/site/timeline/2025/07/" == letter.url


def test_a_post_without_a_description_shows_its_first_words() -> None:
    letter = write(make_library(posts=[make_post(body="Some *words* & [a link](x.md).")]))

    assert "Some words &amp; a link." == letter.sections[0].items[0].why


def test_reasons_are_one_run_of_safe_text_with_absolute_links() -> None:
    html = (
        '<p class="x>y">One <a href="../../../papers/b/" onclick="x()">two</a>.</p>\n'
        '<ul><li>Three</li></ul><script>alert(1)</script><img src="a.png" alt="four">'
        '<a href="javascript:x()">five</a> <code style="x">class="a"</code>'
    )

    assert find_why(html) == (
        'One <a href="https://a.example/site/papers/b/">two</a>. Three four'
        'five <code>class="a"</code>'
    )


def test_formulas_stay_for_those_that_can_show_them() -> None:
    assert "<math" in find_why(f"<p>Costs {to_mathml('n^2')}.</p>")


def test_a_reason_as_long_as_a_chapter_is_cut() -> None:
    why = find_why(f"<p>{'word &amp; ' * 900}</p>")

    assert len(why) < 500
    assert why.endswith("…")


def make_many(count: int) -> Letter:
    papers: list[Paper] = [
        make_paper(f"p{n}", title=f"Title {n:03d}", added="2025-07", tags=(f"T{n % 7}",))
        for n in range(count)
    ]
    return write(make_library(papers))


def test_a_letter_that_is_too_long_says_how_much_is_left_out() -> None:
    letter = make_many(50).cut(20)

    assert (20, 30) == (letter.count, letter.left_out)
    assert (20, 30) == (letter.cut(40).count, letter.cut(40).left_out)
    assert (0, 50) == (letter.cut(0).count, letter.cut(0).left_out)


def test_as_much_as_fits_is_written() -> None:
    letter = make_many(100)

    def show(cut: Letter) -> str:
        return "é" * cut.count

    assert 100 == len(fit_letter(letter, 200, show))
    assert 99 == len(fit_letter(letter, 199, show))
    assert not fit_letter(letter, 1, show)
