import json

import pytest

from reading_list.formats.zotero.extra import read_extra
from reading_list.formats.zotero.items import Attachment, ZoteroItem, to_entry
from reading_list.formats.zotero.names import Creator, to_author
from reading_list.formats.zotero.schema import AUTHOR_ROLES, BASE_FIELDS, ITEM_TYPES
from reading_list.loading.papers import CSL_TYPES
from reading_list.model import Author, Paper


def read(item_type: str = "journalArticle", **fields: str) -> Paper:
    return to_entry(ZoteroItem(type=item_type, fields={"title": "T", **fields}), "a.rdf").paper


@pytest.mark.parametrize("item_type", ITEM_TYPES)
def test_every_item_type_is_a_type_of_ours_and_has_its_own_authors(item_type: str) -> None:
    role = AUTHOR_ROLES.get(item_type, "author")
    item = ZoteroItem(item_type, {"title": "T"}, [Creator(role, "Kaiser", "Łukasz")])
    paper = to_entry(item, "a.rdf").paper

    assert paper.type in CSL_TYPES
    assert paper.authors == (Author(family="Kaiser", given="Łukasz"),)


@pytest.mark.parametrize("field", BASE_FIELDS)
def test_every_field_of_a_type_reaches_the_paper(field: str) -> None:
    fields = {field: "Vth 2017"} if BASE_FIELDS[field] == "title" else {"title": "T", field: "2017"}
    paper = to_entry(ZoteroItem("document", fields), "a.rdf").paper

    assert "2017" in json.dumps([paper.title, paper.venue, paper.volume, paper.pages]) + str(
        (paper.publisher, paper.issued, dict(paper.extra))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The <i>E. coli</i> genome", "The E. coli genome"),
        ('<span class="nocase">iPhone</span> <sc>sc</sc>', "iPhone sc"),
        ("H<sub>2</sub>O, 10<sup>-3</sup>, x<sub>τ</sub>", "H₂O, 10⁻³, xτ"),
        ("A <script>alert(1)</script> B", "A <script>alert(1)</script> B"),
        ("P &amp; L, a < b", "P & L, a < b"),
        ("Fast $O(n^2)$ search", "Fast $O(n^2)$ search"),
    ],
)
def test_titles_lose_the_mark_up_of_zotero_and_no_other(text: str, expected: str) -> None:
    assert read(title=text).title == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"number": "arXiv:1706.03762"},
        {"archiveID": "arXiv:1706.03762"},
        {"extra": "arXiv:1706.03762 [cs.CL]"},
        {"extra": "arXiv: 1706.03762v5"},
        {"extra": "_eprint: 1706.03762\neprinttype: arxiv"},
        {"publicationTitle": "arXiv:1706.03762 [cs]"},
        {"publicationTitle": "arXiv preprint arXiv:1706.03762"},
        {"DOI": "10.48550/arXiv.1706.03762"},
        {"url": "http://arxiv.org/abs/1706.03762"},
    ],
)
def test_arxiv_ids_are_found_wherever_zotero_put_them(fields: dict[str, str]) -> None:
    paper = read(**fields)

    assert paper.arxiv == ("1706.03762",)
    assert (paper.type, paper.venue) == ("article", "")
    assert paper.extra == {}


def test_psyarxiv_is_another_server() -> None:
    assert read(publicationTitle="PsyArXiv", number="PsyArXiv:1706.03762").arxiv == ()


def test_lines_of_extra_fill_what_is_empty_and_the_rest_is_kept() -> None:
    text = (
        "Citation Key: vaswani17\nDOI: 10.1000/x\nvolume: 9\ntype: speech\nPMID: 12\nMine. All mine"
    )
    entry = to_entry(
        ZoteroItem("journalArticle", {"title": "T", "volume": "1", "extra": text}), "a.rdf"
    )

    assert entry.key == "vaswani17"
    assert (entry.paper.doi, entry.paper.volume) == (("10.1000/x",), "1")
    assert (entry.paper.type, entry.paper.ids) == ("speech", {"pmid": ("12",)})
    assert entry.paper.extra == {"zotero_extra": "volume: 9\nMine. All mine"}


def test_a_second_arxiv_id_in_extra_stays_a_remark() -> None:
    extra = read_extra("arXiv:1706.03762\narXiv:1810.04805")

    assert (extra.arxiv, extra.rest) == ("1706.03762", "arXiv:1810.04805")


def test_what_cannot_be_read_is_kept() -> None:
    paper = read(date="in press", DOI="n/a", url="javascript:alert(1)")

    assert (paper.issued, paper.doi, paper.url) == (None, (), "")
    assert paper.extra == {"zotero_extra": "Date: in press\nDOI: n/a"}


@pytest.mark.parametrize(
    ("creator", "expected"),
    [
        (Creator("author", "van der Berg", "Jan"),
         Author(family="Berg", given="Jan", non_dropping_particle="van der")),
        (Creator("author", '"van der Berg"', "Jan"), Author(family="van der Berg", given="Jan")),
        (Creator("author", "Smith", "John, Jr."),
         Author(family="Smith", given="John", suffix="Jr.")),
        (Creator("author", "OpenAI"), Author(literal="OpenAI")),
        (Creator("author", "", "Plato"), Author(literal="Plato")),
        (Creator("author", "Smith, John", "X"), Author(family="Smith, John", given="X")),
    ],
)  # fmt: skip
def test_names_keep_particles_and_suffixes(creator: Creator, expected: Author) -> None:
    assert to_author(creator) == expected


def test_others_cut_the_list_and_other_roles_are_kept() -> None:
    creators = [
        Creator("author", "Kaplan", "Jared"),
        Creator("author", "others"),
        Creator("editor", "Burstein", "Jill"),
        Creator("translator", "Church", "Alonzo"),
        Creator("translator", "OpenAI"),
    ]
    paper = to_entry(ZoteroItem("book", {"title": "T"}, creators), "a.rdf").paper

    assert (len(paper.authors), paper.authors_incomplete, len(paper.editors)) == (1, True, 1)
    assert paper.extra == {"translator": "Church, Alonzo and OpenAI"}


def test_only_addresses_of_the_web_become_links() -> None:
    files = [
        Attachment("zotero://open-pdf/1", "application/pdf", "PDF"),
        Attachment("https://a.b/x", "text/html", "Snapshot"),
        Attachment("https://a.b/pdf/1706", "", "Full text"),
        Attachment("https://a.b/y.pdf", "application/pdf", "Another"),
        Attachment("https://a.b/slides", "", "The slides"),
        Attachment("https://a.b/z", "", "Elsewhere"),
    ]
    item = ZoteroItem("report", {"title": "T", "url": "https://a.b/x"}, attachments=files)

    assert to_entry(item, "a.rdf").paper.links == {
        "pdf": "https://a.b/pdf/1706",
        "slides": "https://a.b/slides",
    }


def test_a_collection_and_a_tag_of_one_name_are_one_tag() -> None:
    item = ZoteroItem("book", {"title": "T"}, tags=["Transformers", "", "transformers", "MoE"])

    assert to_entry(item, "a.rdf").paper.tags == ("Transformers", "MoE")
