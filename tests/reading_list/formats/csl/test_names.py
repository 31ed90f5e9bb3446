import pytest

from reading_list.formats.csl.names import read_people, to_csl_names
from reading_list.model import Author


@pytest.mark.parametrize(
    ("value", "person"),
    [
        ({"family": "Berg", "given": "Jan", "non-dropping-particle": "van"}, "van|Berg|Jan|"),
        ({"family": "van der Berg", "given": "Jan"}, "van der|Berg|Jan|"),
        ({"family": "Smith", "given": "John", "suffix": "Jr."}, "|Smith|John|Jr."),
        ({"family": "Smith", "given": "John, Jr."}, "|Smith|John|Jr."),
        (
            {"family": "de la Vallée Poussin", "given": "Charles Louis Xavier Joseph"},
            "de la|Vallée Poussin|Charles Louis Xavier Joseph|",
        ),
        ({"family": "Plato"}, "|Plato||"),
        ({"family": "<i>Gödel</i>", "given": "K."}, "|Gödel|K.|"),
        ({"literal": "OpenAI"}, "OpenAI"),
        ({"name": "The Consortium"}, "The Consortium"),
        ({"family": "Google Brain", "isInstitution": "true"}, "Google Brain"),
        ({"given": "Madonna"}, "Madonna"),
        ("Kaiser, Łukasz", "|Kaiser|Łukasz|"),
    ],
)
def test_names_are_read_in_their_parts(value: object, person: str) -> None:
    ((author,), incomplete) = read_people([value])
    parts = (author.non_dropping_particle, author.family, author.given, author.suffix)

    assert person == (author.literal or "|".join(parts))
    assert not incomplete


@pytest.mark.parametrize("last", [{"literal": "others"}, {"family": "others"}, "et al."])
def test_a_list_may_end_in_others(last: object) -> None:
    assert read_people([{"literal": "OpenAI"}, last]) == ((Author(literal="OpenAI"),), True)


@pytest.mark.parametrize("value", [None, [], [None, {}, "", 7, {"family": None}], {"ORCID": "x"}])
def test_what_is_no_name_is_left_out(value: object) -> None:
    assert read_people(value) == ((), False)


def test_one_text_is_a_list_of_names() -> None:
    assert read_people("Knuth, D. and Lamport, L. and others") == (
        (Author(family="Knuth", given="D."), Author(family="Lamport", given="L.")),
        True,
    )


def test_a_name_is_written_in_its_parts() -> None:
    king = Author(family="King", given="Martin", suffix="Jr.", dropping_particle="von")

    assert to_csl_names((king, Author(literal="OpenAI")), incomplete=True) == [
        {"family": "King", "given": "Martin", "suffix": "Jr.", "dropping-particle": "von"},
        {"literal": "OpenAI"},
        {"literal": "others"},
    ]
