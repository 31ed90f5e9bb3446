r"""import(export(x)) = x for what BibTeX can hold, and a second export changes nothing.

What it cannot hold, and why:

- white space is folded, letters are NFC and soft hyphens go, as in every text that TeX reads;
- typed `--`, ``` `` ``` and `''` come back as the dash and quotes that they are in TeX, and
  `\$` as `$` where both mean money;
- pages have one kind of dash;
- a venue that names arXiv or is an address is no venue: files say so in place of an identifier;
- an `article` of a venue is a journal article; types that BibTeX has no word for are told by
  their fields (`webpage` has an address), and a report has no issue;
- labels of links and schemes of identifiers are those that have a field of their name;
- CSL's dropping particle, and the ORCID and address of a person;
- of `added` the day or month: a year alone says no month of arrival.
"""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_date, make_paper
from reading_list.formats.bibtex.export import find_stale_overlay, write_bibtex
from reading_list.formats.bibtex.fields import LINK_FIELDS, READ_FROM_BIBTEX
from reading_list.formats.bibtex.identifiers import KNOWN_IDS
from reading_list.formats.bibtex.latex import decode_latex
from reading_list.formats.bibtex.latex_encoding import encode_latex
from reading_list.formats.bibtex.reading import read_bibtex
from reading_list.model import Author, Paper
from strategies import sound_papers

TYPES_WITH_VENUE = ("article-journal", "paper-conference", "chapter", "book", "patent")
TYPES_WITH_PUBLISHER = ("report", "thesis", "manuscript", "pamphlet", "software", "dataset")

CHARACTERS = "abcXYZ éßŁ中½…’“”–—&%#_$^~\\{}<>\"'`-.,:;!?()[]/|@*+=0123\u00a0"
WORDS = ["and", "others", "van", "of", "BERT", "GPT-3", "10%", "et al.", "Jr.", "$x_1$", r"\emph"]
TEXTS = (
    st.lists(st.sampled_from([*CHARACTERS, *WORDS]), max_size=8)
    .map(lambda pieces: decode_latex(encode_latex("".join(pieces))))
    .filter(lambda text: re.search(r"\\\$|--|``|''", text) is None)
)
NAMES = TEXTS.filter(bool)
AUTHORS = st.one_of(
    st.builds(Author, literal=NAMES),
    st.builds(Author, family=NAMES, given=TEXTS),
    st.builds(Author, family=NAMES, given=NAMES, suffix=NAMES),
    st.builds(Author, family=NAMES, given=NAMES, non_dropping_particle=st.just("van der")),
)
PEOPLE = st.lists(AUTHORS, max_size=2).map(tuple)
DATES = ["2017", "2017-06", "2017-06-12", "2017-22", "2017~", "2017-06?", "2016/2017", "0800"]
ADDRESSES = st.sampled_from(["https://a.b/c_d%20e--f?x&y#~z", "http://a.b/(c)_%7B\u00e9%7D"])
IDS = st.sampled_from([("31942072",), ("N19-1423", "a_b"), ("rec/conf/x/Y17",)])

PAPERS = st.fixed_dictionaries(
    {"title": NAMES},
    optional={
        **dict.fromkeys(
            "short_title volume article_number edition publisher abstract".split(), TEXTS
        ),
        "authors": PEOPLE,
        "editors": PEOPLE,
        "issued": st.sampled_from(DATES).map(make_date),
        "added": st.sampled_from(["2025-07", "2025-07-03"]).map(make_date),
        "pages": st.sampled_from(["1-9", "e12", "1-9, 12-13", "IV-X", "12"]),
        "arxiv": st.sampled_from([("1706.03762",), ("hep-th/9901001", "2104.12250")]),
        "doi": st.sampled_from([("10.1000/abc--d_g",), ("10.1000/a(b)<c>;2-p%20", "10.1000/b")]),
        "isbn": st.sampled_from([("978-0-262-03384-8",), ("0262033844", "0-262-03384-4")]),
        "url": ADDRESSES,
        "ids": st.dictionaries(st.sampled_from(KNOWN_IDS), IDS, max_size=2),
        "links": st.dictionaries(st.sampled_from(LINK_FIELDS), ADDRESSES, max_size=2),
        "tags": st.lists(NAMES, max_size=3).map(lambda tags: tuple(dict.fromkeys(tags))),
    },
)
NO_VENUE = re.compile("arxiv|corr$|https?:", re.IGNORECASE)
VENUES = st.fixed_dictionaries(
    {
        "type": st.sampled_from(TYPES_WITH_VENUE),
        "venue": NAMES.filter(lambda text: NO_VENUE.match(text) is None),
        "venue_short": TEXTS,
    }
) | st.fixed_dictionaries({"type": st.sampled_from(TYPES_WITH_PUBLISHER)})


def read_one(text: str) -> Paper:
    (entry,), _ = read_bibtex(text, "a.bib")
    return entry.paper


@given(PAPERS, VENUES)
def test_what_bibtex_can_hold_comes_back(
    fields: dict[str, object], venue: dict[str, object]
) -> None:
    paper = make_paper(**fields, **venue)
    version = 5 if paper.arxiv else None
    paper = replace(paper, authors_incomplete=len(paper.authors) > 1, arxiv_version=version)
    text = write_bibtex(paper)

    again = read_one(text)

    for name in READ_FROM_BIBTEX:
        assert (name, getattr(again, name)) == (name, getattr(paper, name))
    assert write_bibtex(replace(again, id=paper.id)) == text
    assert find_stale_overlay(again) == ()


OWN = """why status started finished rating minutes prerequisites related not_duplicate_of aliases
    feed_id draft private unlisted""".split()


@given(sound_papers, st.booleans())
def test_what_a_page_says_comes_back(paper: Paper, ascii_only: bool) -> None:  # noqa: FBT001
    paper = replace(paper, title="T", extra={}, bibtex={}, aliases=("a, b", "/2024/x.html"))

    again = read_one(write_bibtex(paper, ascii_only=ascii_only))

    assert {name: getattr(again, name) for name in OWN} == {
        name: getattr(paper, name) for name in OWN
    }
    assert not any(name.startswith("reading-list") for name in again.extra)


def test_what_is_written_of_a_page_can_be_read_by_people() -> None:
    paper = make_paper(title="T", why="50% of $a_b$, *so*.", prerequisites=("lstm", "gru"))

    text = write_bibtex(paper)

    assert "  reading-list-why = {50%25 of $a_b$, *so*.},\n" in text
    assert "  reading-list-prerequisites = {lstm, gru}\n" in text


def test_what_is_no_value_of_ours_is_kept_as_it_is() -> None:
    paper = read_one("@misc{x, title = {T}, reading-list-rating = {9}, reading-list-x = {y}}")

    assert paper.extra == {"reading-list-rating": "9", "reading-list-x": "y"}
    assert read_one(write_bibtex(paper)).extra == paper.extra


@given(PAPERS, VENUES)
def test_ascii_says_the_same(fields: dict[str, object], venue: dict[str, object]) -> None:
    paper = make_paper(**fields, **venue)

    plain, ascii_only = (
        read_one(write_bibtex(paper, ascii_only=ascii_only)) for ascii_only in (False, True)
    )

    for name in READ_FROM_BIBTEX:
        assert (name, getattr(ascii_only, name)) == (name, getattr(plain, name))


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": "article"}, "@misc"),
        ({"type": "article", "venue": "Cortex"}, "@article"),
        ({"type": "article", "venue": "Cortex", "arxiv": ("1706.03762",)}, "@misc"),
        ({"type": "article", "venue": "OpenReview"}, "@misc"),
        ({"type": "webpage", "url": "https://a.b"}, "@misc"),
        ({"type": "software"}, "@software"),
    ],
)
def test_types_are_those_that_styles_know(fields: dict[str, object], kind: str) -> None:
    assert write_bibtex(make_paper(**fields)).startswith(f"{kind}{{")


def test_the_notes_stay_with_the_author() -> None:
    assert "mine" not in write_bibtex(make_paper(body="mine"))


@pytest.mark.parametrize(
    "raw",
    [
        r"title = {{BERT} of Erd{\H o}s}, author = {Erd{\H o}s, P.}",
        r"title = {T}, author = {P{\'a}l Erd{\H{o}}s}, journal = {\aap}, year = {1931}",
        r"title = {T}, author = {Erdős, P.}, publisher = {Só}",
        r"title = {T}, booktitle = {B}, journal = {J}, pages = {1-9}, month = {June}",
        r"title = {T}, institution = {I}, date = {2017-06-12}, eprint = {1}, eprinttype = {jstor}",
        r"title = {T}, note = {n}, keywords = {a;b}, groups = {c}, timestamp = {2010.01.26}",
    ],
)
def test_what_a_source_says_is_kept_as_it_says_it(raw: str) -> None:
    paper = read_one(f"@article{{x, {raw}}}")
    text = write_bibtex(paper)

    again = read_one(text)

    assert replace(again, location=paper.location) == paper
    assert write_bibtex(again) == text
    assert find_stale_overlay(paper) == ()


def test_letters_are_written_as_the_source_writes_them() -> None:
    commands = read_one(r"@article{x, title = {t}, journal = {J}, author = {Erd{\H o}s, P.}}")
    unicode = read_one("@article{x, title = {t}, journal = {J}, author = {Erdős, P.}}")

    assert commands.authors == unicode.authors
    assert commands.bibtex == {"letters": "commands"}
    assert unicode.bibtex == {}
    assert r"Erd{\H o}s" in write_bibtex(commands)
    assert "Erdős" in write_bibtex(unicode)


def test_one_name_of_the_venue_is_enough() -> None:
    text = write_bibtex(read_one("@thesis{x, title = {t}, institution = {I}}"))

    assert text == "@thesis{x,\n  title = {t},\n  institution = {I}\n}\n"
