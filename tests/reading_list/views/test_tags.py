from hypothesis import given

from builders import make_library, make_paper, make_post
from reading_list.connections import find_connections
from reading_list.model import Library, Slug, Tag
from reading_list.views.tags import TagView, build_tag_views
from strategies import libraries


def build(library: Library) -> tuple[TagView, ...]:
    return build_tag_views(library, find_connections(library))


@given(libraries)
def test_the_count_of_a_tag_is_its_rows(library: Library) -> None:
    for view in build(library):
        carriers = [one for one in library.papers if view.tag in library.tags_of(one)]
        assert view.count == len(view.papers) + len(view.posts)
        assert {one.id for one in carriers if one.is_listed} == {one.id for one in view.papers}
        assert len({one.id for one in view.papers}) == len(view.papers)
        assert view.count > 0


@given(libraries)
def test_every_tag_of_a_listed_entry_has_a_page(library: Library) -> None:
    entries = [one for one in (*library.papers, *library.posts) if one.is_listed]
    used = {tag.slug for one in entries for tag in library.tags_of(one)}

    assert used == {view.tag.slug for view in build(library)}


def test_papers_come_newest_first() -> None:
    papers = [
        make_paper("a", tags=("NLP",), added="2024-01"),
        make_paper("b", tags=("nlp",), added="2025-01"),
    ]
    posts = [make_post("old", tags=("NLP",), date="2024-01-01"), make_post("new", tags=("NLP",))]
    (view,) = build(make_library(papers, posts))

    assert ["b", "a"] == [paper.id for paper in view.papers]
    assert ["new", "old"] == [post.title for post in view.posts]


def test_parents_and_children_are_those_that_have_a_page() -> None:
    declared = {
        Slug(slug): Tag(slug=Slug(slug), title=slug, parent=Slug(parent) if parent else None)
        for slug, parent in {"ml": "", "nlp": "ml", "rl": "ml", "moe": "idle", "idle": ""}.items()
    }
    library = make_library([make_paper(tags=("ml", "nlp", "moe"))], declared=declared)
    ml, moe, nlp = build(library)

    assert ["nlp"] == [tag.slug for tag in ml.children]
    assert (None, None, ml.tag) == (ml.parent, moe.parent, nlp.parent)
