import json
import re

from builders import make_library, make_paper
from reading_list.model import Paper
from reading_list.rendering.library_data import FOLDER, LibraryData, write_library_data
from reading_list.rendering.templates import BASE, Pieces, Templates
from reading_list.views.search import collect_texts
from reading_list.views.site import build_views


def write(papers: list[Paper], *, rows: int = 1000) -> LibraryData:
    library = make_library(papers)
    pieces = Pieces(whys={paper.id: f"<em>{paper.why}</em>" for paper in papers if paper.why})
    templates = Templates(library, pieces, use_directory_urls=True)
    texts = collect_texts(library)
    return write_library_data(
        build_views(library, 10), templates, texts, rows=rows, rows_per_file=2
    )


def read(data: LibraryData, name: str) -> object:
    """What the script is handed by one file."""
    text = data.files[f"{data.facts['folder']}{name}.js"].decode()
    call = re.fullmatch(r'readingListData\("([a-z0-9-]+)",(.*)\);\n', text, re.DOTALL)
    assert call is not None
    assert call[1] == name
    return json.loads(call[2])


PAPERS = [
    make_paper("a", title="Attention & more", added="2025-03", why="Why."),
    make_paper("b", title="BERT", added="2025-02", abstract="All."),
    make_paper("c", title="Chinchilla", added="2025-01"),
]


def test_a_page_that_has_all_rows_needs_only_what_they_unfold() -> None:
    data = write(PAPERS)
    first, second = read(data, "rows-0"), read(data, "rows-1")

    assert [
        ["", '<div class="rl-row__why"><em>Why.</em></div>'],
        ["", read_excerpt("All.")],
    ] == first
    assert [["", ""]] == second


def read_excerpt(text: str) -> str:
    return f'<p class="rl-row__excerpt">{text}</p>'


def test_rows_that_a_page_lacks_are_whole_and_lead_to_their_work() -> None:
    (first, _), _ = read(write(PAPERS, rows=2), "rows-0")  # type: ignore[misc]

    assert first.startswith('<li class="rl-row" data-rl-work="a">')
    assert f'href="{BASE}papers/a/">Attention &amp; more</a>' in first
    assert first.endswith("</li>")


def test_the_page_is_told_where_its_data_are() -> None:
    data = write(PAPERS)

    assert {path.rpartition("/")[0] + "/" for path in data.files} == {data.facts["folder"]}
    assert str(data.facts["folder"]).startswith(FOLDER)
    assert (3, 2, [""]) == (data.facts["total"], data.facts["rows"], data.facts["firsts"])
    assert ["year", "type"] == [key for key, _ in data.facts["facets"]]  # type: ignore[attr-defined]


def test_the_folder_is_named_after_what_is_in_it() -> None:
    same, other = write(PAPERS), write([*PAPERS, make_paper("d")])

    assert write(PAPERS).files == same.files
    assert same.facts["folder"] != other.facts["folder"]


def test_an_empty_library_has_no_data() -> None:
    assert LibraryData() == write([])


def test_nothing_unlisted_is_in_the_data() -> None:
    hidden = make_paper("secret", title="secret", unlisted=True, tags=("secret",))

    assert write(PAPERS).files == write([*PAPERS, hidden]).files
