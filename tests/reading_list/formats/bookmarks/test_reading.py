import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.formats.bookmarks.entries import clean_title, read_day
from reading_list.formats.bookmarks.reading import read_bookmarks
from reading_list.model import Paper

PIECES = st.sampled_from(
    """<DL><p> </DL><p> <DT> <DD> <H1>Unread</H1> <H3>F</H3> <H3> </H3> <HR> <a <A> </A> > " ' =
    word <A&HREF="https://a.b/c"> <A&HREF="https://arxiv.org/abs/1706.03762"&TAGS="x,y"> HREF=x
    <A&HREF="javascript:1"> <A&HREF="ftp://a"> <A&HREF=""> <ul> </ul> &amp; <!-- -->""".split()
).map(lambda piece: piece.replace("&H", " H").replace("&T", " T"))


def read(text: str) -> tuple[list[Paper], list[str]]:
    entries, faults = read_bookmarks(text, "a.html")
    return [one.paper for one in entries], [f"{one.code}:{one.location.line}" for one in faults]


def read_one(attributes: str, title: str = "T", after: str = "") -> Paper:
    (paper,), faults = read(f"<DL><p>\n<DT><A {attributes}>{title}</A>\n{after}</DL><p>")
    assert faults == []
    return paper


@pytest.mark.parametrize(
    ("href", "arxiv", "doi"),
    [
        ("https://arxiv.org/abs/1706.03762v5?context=cs", "1706.03762", ""),
        ("http://www.arxiv.org/pdf/1706.03762.pdf#page=2", "1706.03762", ""),
        ("https://ar5iv.labs.arxiv.org/html/1706.03762", "1706.03762", ""),
        ("https://doi.org/10.48550/arXiv.1706.03762", "1706.03762", ""),
        ("http://dx.doi.org/10.1162/NECO.1991.3.1.79", "", "10.1162/neco.1991.3.1.79"),
    ],
)
def test_addresses_of_works_become_identifiers(href: str, arxiv: str, doi: str) -> None:
    paper = read_one(f'HREF="{href}"')

    assert paper.arxiv == ((arxiv,) if arxiv else ())
    assert paper.doi == ((doi,) if doi else ())
    assert (paper.type, paper.url) == ("article", "")


def test_a_page_that_holds_a_doi_is_kept_beside_it() -> None:
    paper = read_one('HREF="https://dl.acm.org/doi/10.1145/3065386"')

    assert (paper.doi, paper.url) == (
        ("10.1145/3065386",),
        "https://dl.acm.org/doi/10.1145/3065386",
    )


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("1735689600", "2025-01-01"),
        ("1735689600123", "2025-01-01"),
        ("1735689600123456", "2025-01-01"),
        ("13380163200000000", "2025-01-01"),
        ("1735775999", "2025-01-01"),
    ],
)
def test_days_are_read_in_every_unit(number: str, day: str) -> None:
    date = read_day(number)

    assert date is not None
    assert date.text == day


@pytest.mark.parametrize("number", ["", "0", "-1", "soon", "9" * 20, "9" * 5000, "٣"])
def test_other_numbers_are_no_days(number: str) -> None:
    assert read_day(number) is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("[1706.03762] Attention Is All You Need", "Attention Is All You Need"),
        ("[1706.03762v5] Attention Is All You Need", "Attention Is All You Need"),
        ("[cs/0112017] Title", "Title"),
        ("(PDF) Attention Is All You Need", "Attention Is All You Need"),
        ("[PDF] Attention Is All You Need", "Attention Is All You Need"),
        ("Attention Is All You Need | arXiv", "Attention Is All You Need"),
        ("Attention Is All You Need - arXiv.org", "Attention Is All You Need"),
        ("Paper page - Attention Is All You Need", "Attention Is All You Need"),
        ("A page - and its site", "A page - and its site"),
        ("[1706] is a year", "[1706] is a year"),
        ("On arXiv", "On arXiv"),
        ("| arXiv", "| arXiv"),
    ],
)
def test_titles_lose_what_sites_add(title: str, expected: str) -> None:
    assert clean_title(title) == expected


def test_one_work_under_several_addresses_is_one_entry() -> None:
    (paper,), _ = read(
        """<A HREF="https://arxiv.org/abs/1706.03762" TAGS="a,B" ADD_DATE="1735689600">x</A>
        <DD>One
        <A HREF="https://arxiv.org/pdf/1706.03762" TAGS="b,c" ADD_DATE="1704067200" TOREAD="1">y</A>
        <DD>Two
        <A HREF="http://alphaxiv.org/abs/1706.03762" ADD_DATE="1735689600">z</A><DD>One"""
    )

    assert (paper.title, paper.tags, paper.status) == ("x", ("a", "B", "c"), "to-read")
    assert paper.added is not None
    assert (paper.added.text, paper.body) == ("2024-01-01", "One\n\nTwo")


def test_the_latest_version_that_is_bookmarked_is_kept() -> None:
    paper = read_one('HREF="https://arxiv.org/abs/1706.03762"')
    (versions,), _ = read("".join(f'<A HREF="https://arxiv.org/{one}">t</A>' for one in (
        "abs/1706.03762v5", "pdf/1706.03762v10.pdf", "abs/1706.03762",
    )))  # fmt: skip

    assert paper.arxiv_version is None
    assert (versions.arxiv, versions.arxiv_version) == (("1706.03762",), 10)


def test_spellings_of_one_address_are_one_entry() -> None:
    papers, _ = read("".join(f'<A HREF="{one}">t</A>' for one in (
        "https://example.org/a/", "http://www.example.org/a", "https://example.org/b"
    )))  # fmt: skip

    assert [paper.url for paper in papers] == ["https://example.org/a/", "https://example.org/b"]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " JavaScript:alert(1)", "place:sort=14", "about:blank", ""]
)
def test_what_is_no_page_is_named_with_its_line(href: str) -> None:
    assert read(f'<DL><p>\n<DT><A HREF="{href}">x</A>') == ([], ["no-work:2"])


@pytest.mark.parametrize("href", ["ftp://a.b/c", "mailto:a@b.c", "http://[::1", "nothing at all"])
def test_other_addresses_are_named_with_their_line(href: str) -> None:
    assert read(f'<DL><p>\n\n<DT><A HREF="{href}">x</A>')[1] == ["unreadable-entry:3"]


@pytest.mark.parametrize("name", ["Bookmarks bar", "OTHER BOOKMARKS", "Unsorted", "Favorites"])
def test_folders_that_programs_make_are_no_tags(name: str) -> None:
    inner = '<DT><H3>Mine</H3><DL><p><DT><A HREF="https://a.b/c">x</A></DL><p>'
    (paper,), _ = read(f"<DL><p><DT><H3>{name}</H3>\n<DL><p>{inner}</DL><p></DL><p>")

    assert paper.tags == ("Mine",)


def test_only_the_innermost_folders_become_tags() -> None:
    opened = "".join(f"<DT><H3>F{number}</H3><DL><p>" for number in range(5_000))
    (paper,), _ = read(f'{opened}<A HREF="https://a.b/c">x</A>')

    assert paper.tags == tuple(f"F{number}" for number in range(4_992, 5_000))


def test_titles_and_notes_are_text() -> None:
    script = "&lt;script&gt;alert(1)&lt;/script&gt;"
    paper = read_one('HREF="https://a.b/c"', script, f"<DD>{script} *x*\n\n# y\n")

    assert paper.title == "<script>alert(1)</script>"
    assert paper.body == "&lt;script>alert(1)&lt;/script> \\*x\\*\n\n\\# y"


def test_private_bookmarks_stay_private() -> None:
    assert read_one('HREF="https://a.b/c" PRIVATE="1"').private is True
    assert read_one('HREF="https://a.b/c" PRIVATE="0"').private is False


def test_a_title_that_says_nothing_gives_way_to_the_identifier() -> None:
    assert read_one('HREF="https://arxiv.org/pdf/1706.03762"', "1706.03762.pdf").title == (
        "arXiv:1706.03762"
    )
    assert read_one('HREF="https://a.b/c"', "").title == "https://a.b/c"


def test_entities_without_a_semicolon_are_part_of_an_address() -> None:
    assert read_one('HREF="https://a.b/c?x=1&copy=2&amp;y=3"').url == "https://a.b/c?x=1&copy=2&y=3"


@pytest.mark.parametrize("text", ["", "<html></html>", "<DL><p></DL><p>", '<a "' * 50_000])
def test_a_file_without_bookmarks_is_named(text: str) -> None:
    assert read(text) == ([], ["unreadable-file:1"])


@given(st.lists(PIECES, max_size=20).map(" ".join))
def test_no_file_makes_it_raise(text: str) -> None:
    papers, _ = read(text)

    assert all(paper.title for paper in papers)
