import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.texts.tags import Scanner, Tag

PIECES = st.sampled_from(
    """<p> </p> <b\xa0id="x"> </b> <!-- --> <!doctype\xa0x> <?x <a\xa0href=' <a\xa0x="> " ' >
    < &amp; &lt </ <1 <math> </math> text <br/> </B> <P\xa0a>""".split(" ")
).map(lambda piece: piece.strip().replace("\xa0", " "))


def read(html: str) -> list[str]:
    return [
        part if isinstance(part, str) else f"[{'/' if part.is_end else ''}{part.name}]"
        for part in Scanner(html)
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<B>b</B >c", ["a", "[b]", "b", "[/b]", "c"]),
        ("x<a title=\"1 > 0\" b='<'>y", ["x", "[a]", "y"]),
        ("a<!-- <b> -->c<!doctype html>d<?php e ?>f", ["a", "c", "d", "f"]),
        ("1 < 2 &lt; 3 &amp; 4", ["1 < 2 < 3 & 4"]),
        ("a<!-- never ends <b>", ["a"]),
        ("a<b never ends", ["a<b never ends"]),
        ("<br/>", ["[br]"]),
        ("", []),
    ],
)
def test_texts_and_tags_come_in_their_order(html: str, expected: list[str]) -> None:
    assert expected == read(html)


def test_attributes_are_read_as_browsers_read_them() -> None:
    (tag,) = Scanner("<a HREF=x/y class='a &amp; b' title=\"it's\" hidden href=z>")

    assert isinstance(tag, Tag)
    assert {"href": "x/y", "class": "a & b", "title": "it's", "hidden": ""} == tag.attributes
    assert "" == tag.get("id")


@pytest.mark.parametrize(
    ("html", "source", "rest"),
    [
        ("<x>a</x>b", "<x>a</x>", ["b"]),
        ("<x>a<x>b</x>c<X y></X></x>d", "<x>a<x>b</x>c<X y></X></x>", ["d"]),
        ("<x>a<xy></xy></x>d", "<x>a<xy></xy></x>", ["d"]),
        ("<x>a<x>b</x>c", "<x>a<x>b</x>c", []),
    ],
)
def test_an_element_can_be_left_out_whole(html: str, source: str, rest: list[str]) -> None:
    scanner = Scanner(html)
    parts = iter(scanner)
    tag = next(parts)

    assert isinstance(tag, Tag)
    assert source == scanner.skip(tag)
    assert rest == list(parts)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_text_is_read_to_its_end(html: str) -> None:
    read(f"{html}\ufffc")

    assert html.count("text") >= sum(part.count("text") for part in read(html))


@pytest.mark.parametrize("piece", ["<p>", "<!--", '<a "', "<a '", "<a href=", "<?", "<math>"])
def test_what_never_ends_is_read_once_however_often_it_is_repeated(piece: str) -> None:
    assert len(read(piece * 20_000)) <= 20_000
