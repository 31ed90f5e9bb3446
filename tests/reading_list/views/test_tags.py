from hypothesis import given

from builders import make_library, make_paper, make_post
from reading_list.connections import find_connections
from reading_list.model import Library, Slug, Tag
from reading_list.views.tags import TagView, build_tag_index, build_tag_views
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


def declare(**parents: str) -> dict[Slug, Tag]:
    return {
        Slug(slug): Tag(slug=Slug(slug), title=slug, parent=Slug(parent) if parent else None)
        for slug, parent in parents.items()
    }


def test_wider_tags_have_a_page_where_a_narrower_one_is_used() -> None:
    declared = declare(ml="", nlp="ml", rl="ml", moe="sparse", sparse="idle", idle="", no="idle")
    library = make_library([make_paper(tags=("ml", "nlp", "moe"))], declared=declared)
    views = {view.tag.slug: view for view in build(library)}

    assert ["idle", "ml", "moe", "nlp", "sparse"] == [*views]
    assert [("nlp", 1)] == [(one.tag.slug, one.count) for one in views[Slug("ml")].children]
    assert [("sparse", 0)] == [(one.tag.slug, one.count) for one in views[Slug("idle")].children]
    assert ["idle", "sparse"] == [tag.slug for tag in views[Slug("moe")].ancestors]
    assert (None, "ml") == (views[Slug("ml")].parent, views[Slug("nlp")].parent.slug)  # type: ignore[union-attr]
    assert (0, ()) == (views[Slug("idle")].count, views[Slug("idle")].papers)


def test_a_ring_of_wider_tags_ends() -> None:
    library = make_library([make_paper(tags=("a",))], declared=declare(a="b", b="c", c="a"))

    assert {"a": ["c", "b"], "b": ["a", "c"], "c": ["b", "a"]} == {
        view.tag.slug: [tag.slug for tag in view.ancestors] for view in build(library)
    }


def test_related_tags_say_how_much_they_share() -> None:
    papers = [
        make_paper("a", tags=("x", "often", "rare")),
        make_paper("b", tags=("x", "often", "Rare", "below")),
        make_paper("c", tags=("x", "often", "above")),
        make_paper("d", tags=("often",)),
        make_paper("e", tags=("x", "secret"), unlisted=True),
    ]
    posts = [make_post(tags=("x", "rare"))]
    declared = declare(x="above", above="", below="x")
    views = {view.tag.slug: view for view in build(make_library(papers, posts, declared=declared))}

    assert [("rare", 2, 1), ("often", 3, 0)] == [
        (one.tag.slug, one.papers, one.posts) for one in views[Slug("x")].related
    ]


@given(libraries)
def test_related_tags_are_mutual_and_counted_in_the_rows(library: Library) -> None:
    views = {view.tag.slug: view for view in build(library)}
    for view in views.values():
        for one in view.related:
            other = views[one.tag.slug]
            shared = {paper.id for paper in view.papers} & {paper.id for paper in other.papers}
            assert one.papers == len(shared)
            assert one.posts == sum(post in other.posts for post in view.posts)
            assert view.tag in [back.tag for back in other.related]


def test_an_entry_with_very_many_tags_relates_no_more_than_some() -> None:
    names = tuple(f"t{place:04d}" for place in range(2000))
    views = build(make_library([make_paper(tags=names)]))

    assert 20 == sum(bool(view.related) for view in views)
    assert 8 == len(views[0].related)


@given(libraries)
def test_every_tag_is_once_in_the_index(library: Library) -> None:
    views = build(library)
    index = build_tag_index(views)

    assert [*views] == sorted((*index.shared, *index.single), key=views.index)
    assert index.total == len(views)
    assert all(view.count == 1 for view in index.single)
    counts = [view.count for view in index.by_count]
    assert counts == sorted(counts, reverse=True)
    assert {view.tag.slug for view in views if view.count > 1} == {
        view.tag.slug for view in index.by_count
    }


def test_a_wider_tag_is_not_folded_away() -> None:
    library = make_library([make_paper(tags=("ml", "nlp"))], declared=declare(ml="", nlp="ml"))
    index = build_tag_index(build(library))

    assert ["ml"] == [view.tag.slug for view in index.shared]
    assert ["nlp"] == [view.tag.slug for view in index.single]


def test_letters_lead_to_the_first_tag_under_each() -> None:
    names = [*map("a{:02d}".format, range(24)), "Öl", "ops", "中文", "3D", "C++"]
    papers = [make_paper(f"p{place}", tags=tuple(names)) for place in range(2)]
    index = build_tag_index(build(make_library(papers)))

    assert ["0–9", "A", "C", "O", "Other"] == [letter for letter, _ in index.initials]
    assert "a00" == dict(index.initials)["A"]
    few = build_tag_index(build(make_library([make_paper(tags=("a", "b"))])))
    assert () == few.initials
