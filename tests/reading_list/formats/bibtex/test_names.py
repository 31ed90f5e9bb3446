import pytest

from reading_list.formats.bibtex.names import count_commas, read_names
from reading_list.model import Author


def person(given: str, family: str, particle: str = "", suffix: str = "") -> Author:
    return Author(given=given, family=family, non_dropping_particle=particle, suffix=suffix)


def literal(name: str) -> Author:
    return Author(literal=name)


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("John Smith", person("John", "Smith")),
        ("Smith, John", person("John", "Smith")),
        ("AA BB", person("AA", "BB")),
        ("bell hooks", person("bell", "hooks")),
        ("Charles XIV John", person("Charles XIV", "John")),
        ("van der Berg, Jan", person("Jan", "Berg", "van der")),
        ("Ludwig van Beethoven", person("Ludwig", "Beethoven", "van")),
        ("{van} Beethoven, Ludwig", person("Ludwig", "van Beethoven")),
        ("von Neumann, John", person("John", "Neumann", "von")),
        ("de~la~Cruz, M.", person("M.", "Cruz", "de la")),
        ("Van de Graaff, R. J.", person("R. J.", "Van de Graaff")),
        (
            r"de la Vall{\'e}e Poussin, Charles Louis Xavier Joseph",
            person("Charles Louis Xavier Joseph", "Vallée Poussin", "de la"),
        ),
        (
            r"Charles Louis Xavier Joseph de la Vall{\'e}e Poussin",
            person("Charles Louis Xavier Joseph", "Vallée Poussin", "de la"),
        ),
        ("Smith, Jr., John", person("John", "Smith", suffix="Jr.")),
        ("Smith, John, Jr.", person("John", "Smith", suffix="Jr.")),
        ("Smith Jr., John", person("John", "Smith", suffix="Jr.")),
        ("John Smith III", person("John", "Smith", suffix="III")),
        ("van Kluster, Jr., Kevin", person("Kevin", "Kluster", "van", "Jr.")),
        ("Jean-Baptiste~Poquelin", person("Jean-Baptiste", "Poquelin")),
        ("Brinch Hansen, Per", person("Per", "Brinch Hansen")),
        ("Per {Brinch Hansen}", person("Per", "Brinch Hansen")),
        ("Wei Wang 0001", person("Wei", "Wang")),
        (r"H.{\,}P. Lovecraft", person("H. P.", "Lovecraft")),
        (r"{\'E}mile Zola", person("Émile", "Zola")),
        (r"K. {\.Z}yczkowski", person("K.", "Życzkowski")),
        (r"Petar Veli\v ckovi\'c", person("Petar", "Veličković")),
        (r"Garc{\'{\i}}a-L\'opez, Jos\'e", person("José", "García-López")),
        ("Mu\u0308ller, J.", person("J.", "Müller")),
        (r"Pe\ifmmode \tilde{n}\else \~{n}\fi{}a, A.", person("A.", "Peña")),
        (r"{\relax Ch}ristos Papadimitriou", person("Christos", "Papadimitriou")),
        ("{Ade}, P.~A.~R.", person("P. A. R.", "Ade")),
        ("given=Jean, prefix=de la, family=Fontaine", person("Jean", "Fontaine", "de la")),
        ('"family={Robert, Sr.}", given=P., given-i=P', person("P.", "Robert, Sr.")),
        ("{OpenAI}", literal("OpenAI")),
        ("{Barnes and Noble}", literal("Barnes and Noble")),
        (r"{The {ATLAS} Collaboration}", literal("The ATLAS Collaboration")),
        (r"{\OE}uvre", literal("Œuvre")),
        (r"\'Alvarez", literal("Álvarez")),
        ("University of Somewhere", literal("University of Somewhere")),
        ("a, b, c, d", literal("a, b, c, d")),
        (r"\v{S}}, J.", person("J.", "Š")),
    ],
)
def test_a_name_is_read_as_bibtex_reads_it(text: str, author: Author) -> None:
    assert read_names(text) == ((author,), False)


@pytest.mark.parametrize(
    ("text", "names", "is_incomplete"),
    [
        ("A B and others", ["A B"], True),
        ("Smith, J. et al.", ["J. Smith"], True),
        ("A B AND\n\tC D", ["A B", "C D"], False),
        ("A {and} B and {C and D}", ["A and B", "C and D"], False),
        ("A B and", ["A B"], False),
        ("and A B", ["A B"], False),
        ("A B and and C D", ["A B", "C D"], False),
        ("Smith, J.; Doe, A.", ["J. Smith", "A. Doe"], False),
        ("{Smith, J. and Doe, A.}", ["J. Smith", "A. Doe"], False),
        ("{{Smith}, J.}", ["J. Smith"], False),
        ("{Acme, Inc.}", ["Acme, Inc."], False),
        ("{A and B", ["A", "B"], False),
        ("", [], False),
        (" and ", [], False),
        ("{}", [], False),
        (",", [], False),
    ],
)
def test_a_list_is_split_outside_of_braces(
    text: str, names: list[str], *, is_incomplete: bool
) -> None:
    authors, incomplete = read_names(text)

    assert names == [author.name for author in authors]
    assert is_incomplete == incomplete


def test_thousands_of_authors_are_read() -> None:
    authors, _ = read_names(" and ".join(f"Coll{{\\'e}}gue{n}, A." for n in range(3_000)))

    assert len({author.family for author in authors}) == 3_000


def test_commas_in_braces_and_labels_separate_nothing() -> None:
    assert count_commas("a, {b, c}, d, e") == 3
    assert count_commas("given=Jean, prefix=de, family=La, id=x") == 0
