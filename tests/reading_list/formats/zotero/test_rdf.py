import pytest

from reading_list.formats.zotero.rdf import read_zotero_rdf
from reading_list.model import Paper

HEAD = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#">
"""


def read(*nodes: str) -> tuple[list[Paper], list[str]]:
    entries, faults = read_zotero_rdf(f"{HEAD}{''.join(nodes)}</rdf:RDF>", "a.rdf")
    return [one.paper for one in entries], [f"{one.code}:{one.location.line}" for one in faults]


def book(name: str, *inner: str) -> str:
    return f'<bib:Book rdf:about="{name}"><dc:title>{name}</dc:title>{"".join(inner)}</bib:Book>\n'


def test_the_class_of_a_node_stands_in_for_the_item_type() -> None:
    described = (
        '<rdf:Description><rdf:type rdf:resource="http://purl.org/net/biblio#Thesis"/>'
        "<dc:title>T</dc:title></rdf:Description>"
    )
    papers, faults = read(book("#a"), described)

    assert [paper.type for paper in papers] == ["book", "thesis"]
    assert faults == []


def test_a_journal_is_no_work_and_neither_is_a_book_that_holds_one() -> None:
    part = '<dcterms:isPartOf rdf:resource="#whole"/>'
    section = f"<bib:BookSection><dc:title>T</dc:title>{part}</bib:BookSection>"
    journal = "<bib:Journal><dc:title>J</dc:title></bib:Journal>"
    papers, _ = read(section, book("#whole"), journal)

    assert [(paper.title, paper.venue) for paper in papers] == [("T", "#whole")]


def test_works_without_a_name_are_works() -> None:
    journal = (
        "<dcterms:isPartOf><bib:Journal><dc:title>J</dc:title></bib:Journal></dcterms:isPartOf>"
    )
    article = f"<bib:Article><dc:title>T</dc:title>{journal}</bib:Article>"

    assert [(paper.title, paper.venue) for paper in read(article, article)[0]] == [("T", "J")] * 2


def test_rings_of_collections_and_parts_end() -> None:
    ring = "".join(
        f'<z:Collection rdf:about="#c{number}"><dc:title>c{number}</dc:title>'
        f'<dcterms:hasPart rdf:resource="#c{(number + 1) % 3}"/>'
        f'<dcterms:hasPart rdf:resource="#a"/></z:Collection>'
        for number in range(3)
    )
    parts = (
        '<bib:Journal rdf:about="#j"><dcterms:isPartOf rdf:resource="#k"/></bib:Journal>'
        '<bib:Journal rdf:about="#k"><dc:title>K</dc:title>'
        '<dcterms:isPartOf rdf:resource="#j"/></bib:Journal>'
    )
    papers, faults = read(book("#a", '<dcterms:isPartOf rdf:resource="#j"/>'), ring, parts)

    assert [(paper.tags, paper.venue) for paper in papers] == [(("c0", "c1", "c2"), "K")]
    assert faults == []


def test_a_note_that_two_works_point_to_goes_to_the_first() -> None:
    link = '<dcterms:isReferencedBy rdf:resource="#n"/>'
    note = '<bib:Memo rdf:about="#n"><rdf:value>&lt;p&gt;N&lt;/p&gt;</rdf:value></bib:Memo>'
    papers, faults = read(book("#a", link), book("#b", link), note)

    assert [paper.body for paper in papers] == ["N", ""]
    assert faults == []


def test_what_belongs_to_no_work_is_named() -> None:
    file = '<z:Attachment rdf:about="#f"><dc:title>PDF</dc:title></z:Attachment>'

    assert read(book("#a"), file)[1] == ["skipped-item:5"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "no sound XML"),
        ("<a>\n<b></a>", 2, "no sound XML"),
        (f"{HEAD}\n\n<bib:Book>", 6, "no sound XML"),
        (f"{HEAD}{'<z:a>' * 300}", 4, "no sound XML"),
        (f"{HEAD}<z:a>{'x' * 10_100_000}</z:a></rdf:RDF>", 4, "no sound XML"),
        ("<html><body/></html>", 1, "no RDF"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a/>', 1, "document type"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 1, "document type"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 1, "document type"),
    ],
)
def test_a_file_that_is_no_export_is_named_with_its_line(text: str, line: int, said: str) -> None:
    entries, (fault,) = read_zotero_rdf(text, "a.rdf")

    assert entries == ()
    assert (fault.code, fault.location.line) == ("unreadable-file", line)
    assert said in fault.message


def test_an_encoding_that_is_declared_and_control_characters_do_no_harm() -> None:
    node = book("Gö\x0bdel")
    text = f'\ufeff<?xml version="1.0" encoding="ISO-8859-1"?>\n{HEAD}{node}</rdf:RDF>'
    entries, faults = read_zotero_rdf(text, "a.rdf")

    assert [one.paper.title for one in entries] == ["Gö del"]
    assert faults == ()
