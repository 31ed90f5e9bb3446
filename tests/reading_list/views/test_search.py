from hypothesis import given

from builders import make_library, make_paper
from reading_list.model import Author, Library, Mention
from reading_list.views.search import WHOLE, SearchEntry, build_search_entries, collect_texts
from reading_list.views.site import build_views
from strategies import libraries


def build(library: Library) -> list[SearchEntry]:
    return list(build_search_entries(build_views(library, 10)))


def test_a_work_is_found_by_what_one_remembers_of_it() -> None:
    paper = make_paper(
        title="On $x^2$",
        short_title="LSTM",
        authors=(Author(family="Hochreiter", given="Sepp"),),
        venue="Neural Computation",
        arxiv=("1706.03762",),
        doi=("10.5555/12",),
        why="It lasted.",
        abstract="We \\emph{show} it.",
        tags=("RNN",),
        body="My notes.",
    )
    work, tag = build(make_library([paper]))

    assert (
        SearchEntry(
            "papers/lstm/",
            "On x²",
            "LSTM · It lasted. · Sepp Hochreiter · Neural Computation · 1706.03762 · 10.5555/12"
            " · We show it. · My notes.",
            ("RNN",),
        )
        == work
    )
    assert SearchEntry("tags/rnn/", "RNN", "") == tag


def test_abstracts_of_many_works_are_left_to_the_search_of_the_library() -> None:
    papers = [
        make_paper(f"w{number}", abstract="Long.", body="Mine.", why="Good.")
        for number in range(WHOLE + 1)
    ]

    assert build(make_library(papers))[0].text == "Good."
    assert build(make_library(papers[1:]))[0].text == "Good. · Long. · Mine."
    assert collect_texts(make_library(papers))["w0"].abstract == "Long."


def test_a_text_that_cites_is_found_by_what_readers_see() -> None:
    paper = make_paper(why="See @a.", body="[@b]", mentions=(Mention("a", 1, "text"),))
    views = build_views(make_library([paper]), 10)

    texts = collect_texts(views.library, {paper.id: "See <a>Lee (2017)</a>."}, {paper.id: "<p>B"})
    (work,) = build_search_entries(views, texts)

    assert work.text == "See Lee (2017). · B"


def test_formulas_are_found_in_unicode() -> None:
    paper = make_paper(
        short_title="$\\tau^2$",
        why="For $x_1$.",
        body="On \\(\\alpha\\) and `$y$`.",
        tags=("$k$-means",),
    )
    work, tag = build(make_library([paper]))

    assert work.text == "τ² · For x₁. · On α and `$y$`."
    assert work.tags == ("k-means",)
    assert tag.title == "k-means"


@given(libraries)
def test_every_listed_work_and_every_tag_is_found_once(library: Library) -> None:
    views = build_views(library, 10)

    assert [paper.url_path for paper in library.papers if paper.is_listed] + [
        view.tag.url_path for view in views.tags
    ] == [entry.url for entry in build(library)]
