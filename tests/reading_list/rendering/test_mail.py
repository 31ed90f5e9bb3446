import re

import lxml.html
from hypothesis import given
from hypothesis import strategies as st

from builders import make_date, make_library, make_paper, make_post
from feed_checks import check_mail
from feed_samples import HOSTILE
from reading_list.digests import Span, build_digest
from reading_list.feeds.options import FeedSite
from reading_list.model import Library
from reading_list.rendering.letters import MOST, Letter, write_letter
from reading_list.rendering.mail import COLUMNS, LARGEST, write_mail, write_plain
from reading_list.texts.math import to_mathml
from strategies import any_text, hostile_text

SITE = FeedSite(name="Mine & <yours>", url="https://a.example/")
JULY = Span(make_date("2025-07"))
ANY = any_text | hostile_text | st.sampled_from(HOSTILE)


def make_letter(library: Library, html: str = "", site: FeedSite = SITE) -> Letter:
    digest = build_digest([*library.papers, *library.posts], library, JULY)
    return write_letter(digest, site, lambda _: html)


def make_one(text: str, html: str = "") -> Letter:
    """A letter in which every text is the same."""
    papers = [make_paper(title=text, venue=text, added="2025-07", tags=(text,))]
    library = make_library(papers, [make_post(title=text, description=text, body=text)])
    return make_letter(library, html, FeedSite(name=text, url="https://a.example/"))


def test_two_hundred_works_fit_into_a_mail_or_are_counted() -> None:
    papers = [
        make_paper(f"p{n}", title=f"{n} {'long ' * 30}", added="2025-07", tags=(f"T{n % 20}",))
        for n in range(200)
    ]
    found = write_mail(make_letter(make_library(papers), f"<p>{'reason ' * 60}</p>"))
    page = check_mail(found)
    shown = len(page.xpath("//b/a[contains(@href, '/papers/')]"))

    assert LARGEST - 2_000 < len(found.encode()) <= LARGEST
    assert 100 < shown < 200
    assert f"{200 - shown} more entries" in page.text_content()
    assert "https://a.example/timeline/2025/07/" in page.xpath("//a/@href")


def test_a_mail_shows_formulas_as_unicode_and_styles_its_links() -> None:
    why = f'<p>Costs {to_mathml("n^2")}, see <a href="https://b.example/?a=1&amp;b=2">it</a>.</p>'
    page = check_mail(write_mail(make_one("A", why)))

    assert "Costs n², see it." in page.text_content()
    assert page.xpath("//a[@href='https://b.example/?a=1&b=2'][@style]")


@given(ANY, ANY)
def test_any_text_makes_a_sound_mail(text: str, why: str) -> None:
    escaped = why.replace("&", "&amp;").replace("<", "&lt;")
    page = check_mail(write_mail(make_one(text, f"<p>{escaped}</p>")))

    assert not page.xpath("//body//script")


@given(ANY, st.text("ab 漢字😀e\u0301-", max_size=300))
def test_lines_of_plain_text_have_no_more_than_72_columns(text: str, why: str) -> None:
    escaped = why.replace("&", "&amp;").replace("<", "&lt;")
    found = write_plain(make_one(text, f"<p>{escaped}</p>"))

    for line in found.split("\n"):
        assert re.match(r"\[\d+\] https?://", line) or len(line) <= COLUMNS
        assert line == line.rstrip()
    assert not re.search("[\x00-\x09\x0b-\x1f]", found)


def test_no_word_of_plain_text_is_lost() -> None:
    words = [f"word{n}" for n in range(60)]
    found = write_plain(make_one("T", f"<p>{' '.join(words)}</p>"))

    assert words == re.findall(r"word\d+", found)


def test_links_of_plain_text_are_numbered_once_and_listed() -> None:
    why = '<p>As <a href="https://b.example/x">it</a> and <a href="https://b.example/x">it</a>.</p>'
    found = write_plain(make_one("T", why))
    listed = dict(re.findall(r"^\[(\d+)\] (.*)$", found, re.MULTILINE))
    (number,) = [one for one, url in listed.items() if url == "https://b.example/x"]

    assert f"As it [{number}] and it [{number}]." in found
    assert set(re.findall(r"\[(\d+)\]", found)) == set(listed)


def test_more_than_a_letter_can_hold_is_counted() -> None:
    papers = [make_paper(f"p{n}", added="2025-07", tags=(f"T{n // 300}",)) for n in range(600)]
    letter = make_letter(make_library(papers, [make_post()]))

    assert (MOST, 601 - MOST) == (letter.count, letter.left_out)
    assert f"{601 - MOST} more entries found no place here: [" in write_plain(letter)


def test_wide_letters_count_twice() -> None:
    found = write_plain(make_one("T", f"<p>{'漢' * 100}</p>"))

    assert 35 == max(line.count("漢") for line in found.split("\n"))


def test_a_mail_says_its_language_and_where_it_comes_from() -> None:
    site = FeedSite(name="Mine", url="https://a.example/", language="de", ending="index.html")
    page = lxml.html.fromstring(
        write_mail(make_letter(make_library([make_paper(added="2025-07")]), "", site))
    )

    assert "de" == page.get("lang")
    assert "https://a.example/papers/lstm/index.html" in page.xpath("//a/@href")
