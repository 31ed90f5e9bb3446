import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.model import Author
from reading_list.names import format_name, is_others, parse_name, split_names, to_front_matter

CAPITALISED = st.from_regex(r"[A-ZÀÉŁ][a-zéł]{1,8}(-[A-Z][a-z]{1,5})?", fullmatch=True)
SMALL = st.sampled_from(["", "von", "van der", "de la", "'t"])
SUFFIX = st.sampled_from(["", "Jr.", "III"])


@st.composite
def sound_authors(draw: st.DrawFn) -> Author:
    return Author(
        family=" ".join(draw(st.lists(CAPITALISED, min_size=1, max_size=2))),
        given=" ".join(draw(st.lists(CAPITALISED, max_size=3))),
        non_dropping_particle=draw(SMALL),
        suffix=draw(SUFFIX),
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Ashish Vaswani", Author(given="Ashish", family="Vaswani")),
        ("Vaswani, Ashish", Author(given="Ashish", family="Vaswani")),
        ("Smith, Jr., John", Author(given="John", family="Smith", suffix="Jr.")),
        ("John Smith, Jr.", Author(given="John", family="Smith", suffix="Jr.")),
        ("Robert L. Logan IV", Author(given="Robert L.", family="Logan", suffix="IV")),
        ("OpenAI", Author(literal="OpenAI")),
        ("Plato,", Author(family="Plato")),
        ("Ben Allal, Loubna", Author(given="Loubna", family="Ben Allal")),
        (
            "Charles Louis Xavier Joseph de la Vallée Poussin",
            Author(
                given="Charles Louis Xavier Joseph",
                non_dropping_particle="de la",
                family="Vallée Poussin",
            ),
        ),
        ("von Neumann", Author(non_dropping_particle="von", family="Neumann")),
        (
            "Gerard 't Hooft",
            Author(given="Gerard", non_dropping_particle="'t", family="Hooft"),
        ),
        ("bell hooks", Author(given="bell", family="hooks")),
        ("Lopez de Mantaras, Ramon", Author(given="Ramon", family="Lopez de Mantaras")),
        ("John McCarthy 0001", Author(given="John", family="McCarthy")),
        ("University of Toronto", Author(literal="University of Toronto")),
        ("a, b, c, d", Author(literal="a, b, c, d")),
        (", John", Author(literal="John")),
        ("Go\u0308del, Kurt", Author(given="Kurt", family="Gödel")),
        ("", Author()),
    ],
)
def test_a_name_is_read_in_its_parts(text: str, author: Author) -> None:
    assert author == parse_name(text)


@given(sound_authors())
def test_a_sound_author_survives_as_text(author: Author) -> None:
    assert author == parse_name(format_name(author))
    assert isinstance(to_front_matter(author), str)


@given(st.builds(Author, family=TEXTS, given=TEXTS, literal=TEXTS, suffix=TEXTS))
def test_front_matter_never_misreads_an_author(author: Author) -> None:
    written = to_front_matter(author)

    read = parse_name(written) if isinstance(written, str) else Author(**written)

    assert author == read


@given(TEXTS)
def test_reading_never_raises(text: str) -> None:
    parse_name(text)
    split_names(text)


def test_what_text_would_misread_becomes_a_mapping() -> None:
    assert to_front_matter(Author(literal="Barnes and Noble")) == {"literal": "Barnes and Noble"}
    assert to_front_matter(Author(literal="Allen Institute")) == {"literal": "Allen Institute"}
    assert to_front_matter(Author(family="van der Berg", given="Jan")) == {
        "family": "van der Berg",
        "given": "Jan",
    }
    assert to_front_matter(Author(family="Doe", given="Jo", orcid="0000-0001")) == {
        "family": "Doe",
        "given": "Jo",
        "orcid": "0000-0001",
    }
    assert to_front_matter(Author(family="Fontaine", dropping_particle="de")) == {
        "family": "Fontaine",
        "dropping-particle": "de",
    }


def test_lists_split_at_and_or_semicolon_never_at_commas() -> None:
    ada, alan = Author(given="Ada", family="Lovelace"), Author(given="Alan", family="Turing")

    assert ((ada, alan), False) == split_names("Ada Lovelace and Turing, Alan")
    assert ((ada, alan), False) == split_names("Lovelace, Ada; and Alan Turing")


@pytest.mark.parametrize(
    "text", ["Ada Lovelace and others", "Ada Lovelace et al.", "Ada Lovelace; et al"]
)
def test_a_list_may_be_incomplete(text: str) -> None:
    assert ((Author(given="Ada", family="Lovelace"),), True) == split_names(text)


def test_others_is_nobody() -> None:
    assert is_others("et al.")
    assert is_others("others")
    assert not is_others("Mothers")
    assert split_names("others") == ((), True)
    assert split_names(" ") == ((), False)


def test_three_thousand_authors_are_split_at_once() -> None:
    text = " and ".join(["Lovelace, Ada"] * 3000)

    authors, _ = split_names(text)

    assert len(authors) == 3000
