from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import find_faults, load_files, paper_file
from reading_list.connections import find_connections
from strategies import acyclic, any_text, front_matter_text

PATHS = [
    *("papers/a.md", "papers/b.md", "papers/A.md", "papers/README.md", "papers/x y.md"),
    *("docs/index.md", "docs/tags.yml", "docs/blog/.authors.yml", "docs/blog/posts/a.md"),
    *("docs/blog/posts/2025/b.md", "docs/reading/start.md", "docs/reading/index.md"),
]
pieces = st.one_of(
    st.binary(max_size=60),
    any_text.map(lambda text: text.encode(errors="surrogatepass")),
    front_matter_text.map(lambda text: f"---\n{text}\n---\n[@a]".encode(errors="surrogatepass")),
)
trees = st.dictionaries(st.sampled_from(PATHS), pieces)


@given(trees, st.booleans())
def test_loading_never_raises_on_any_bytes_in_any_file(
    files: dict[str, bytes],
    is_preview: bool,  # noqa: FBT001 - drawn
) -> None:
    loaded = load_files(files, is_preview=is_preview)
    keys = [(one.location.uri, one.location.line, one.code) for one in loaded.diagnostics]

    assert sorted(keys) == keys
    assert all(line >= 1 for _, line, _ in keys)
    assert {uri for uri, _, _ in keys} <= set(files)


@given(trees)
def test_loading_gives_the_same_for_any_order_of_files(files: dict[str, bytes]) -> None:
    assert load_files(files) == load_files(dict(reversed(files.items())))


@given(trees)
def test_nothing_that_was_loaded_points_to_what_is_not_there(files: dict[str, bytes]) -> None:
    library = load_files(files).library
    ids = set(library.papers_by_id)

    for paper in library.papers:
        assert {*paper.prerequisites, *paper.related} <= ids
    for post in library.posts:
        assert set(post.cites) <= ids
    for order in library.orders:
        for step in order.steps:
            assert step.paper in ids or step.post in library.posts_by_uri


SECRET = {
    "papers/secret.md": paper_file("zzz", title="zzz", added="2025-07", tags="[zzz]"),
    "papers/open.md": paper_file(
        prerequisites="[secret]", related="[secret]", tags="[NLP]", not_duplicate_of="[secret]"
    ),
    "docs/blog/posts/secret.md": "---\ntitle: zzz\ndate: 2025-07-03\ntags: [zzz]\n---\nzzz",
    "docs/blog/posts/open.md": "---\ntitle: Open\ndate: 2025-07-03\n---\n[t](../papers/secret.md)",
    "docs/reading/secret.md": "---\ntitle: zzz\norder: [open]\n---\nzzz",
    "docs/reading/start.md": "---\norder:\n  - open\n  - paper: secret\n    why: zzz\n"
    "  - post: blog/posts/secret.md\n    why: zzz\n---\n",
    "docs/secret.md": "---\ntitle: zzz\n---\nzzz",
}


@pytest.mark.parametrize("key", ["draft", "private"])
def test_what_is_hidden_is_gone_from_the_published_library(key: str) -> None:
    files = {
        path: text.replace("title: zzz", f"title: zzz\n{key}: true")
        for path, text in SECRET.items()
    }
    if key == "private":
        del files["docs/secret.md"]

    library = load_files(files).library

    assert "zzz" not in repr(library)
    assert ["open"] == [paper.id for paper in library.papers]
    assert [()] == [paper.prerequisites for paper in library.papers]
    assert [()] == [post.cites for post in library.posts]
    assert [["open"]] == [[step.paper for step in order.steps] for order in library.orders]
    assert ["NLP"] == [tag.title for tag in library.tags]
    assert "secret" not in repr(find_connections(library).unlocked)


@pytest.mark.parametrize("key", ["draft", "private"])
def test_what_is_hidden_is_in_a_preview(key: str) -> None:
    files = {
        path: text.replace("title: zzz", f"title: zzz\n{key}: true")
        for path, text in SECRET.items()
    }

    library = load_files(files, is_preview=True).library

    assert ["open", "secret"] == [paper.id for paper in library.papers]
    assert 2 == len(library.posts)
    assert ["open", "secret", None] == [
        step.paper for order in library.orders if order.id == "start" for step in order.steps
    ]
    assert ["NLP", "zzz"] == [tag.title for tag in library.tags]


def test_a_private_page_is_gone_from_the_published_library() -> None:
    files = {"docs/secret.md": "---\ntitle: zzz\nprivate: true\n---\nzzz"}

    assert () == load_files(files).library.pages


def test_faults_of_hidden_files_are_reported_too() -> None:
    files = {"papers/a.md": paper_file(draft="true", rating="9", prerequisites="[gone]")}

    assert 2 == len(find_faults(files))


def test_a_draft_may_point_to_a_draft() -> None:
    files = {
        "papers/a.md": paper_file(draft="true"),
        "docs/blog/posts/a.md": "---\ntitle: A\ndate: 2025-07-03\ndraft: true\n---\n[@a]",
    }

    assert [] == find_faults(files)


def test_pages_that_cannot_be_read_are_named() -> None:
    files = {
        "docs/index.md": "---\ntitle: [\n---\n",
        "docs/blog/posts/a.md": "# No date\n",
        "docs/reading/start.md": "---\norder: *x\n---\n",
        "docs/fine.md": "# Fine\n",
        "docs/notes.txt": "---\nno page",
    }
    loaded = load_files(files)

    assert {"index.md", "blog/posts/a.md", "reading/start.md"} == loaded.broken_pages
    assert ["fine.md"] == [page.src_uri for page in loaded.library.pages]


def test_a_fault_in_any_page_is_seen_once() -> None:
    files = {"docs/reading/page.md": "---\ntitle: [\n---\n", "docs/a.md": "---\na: 1\na: 2\n---\n"}

    assert [("docs/a.md", "duplicate-key"), ("docs/reading/page.md", "yaml-syntax")] == [
        (one.location.uri, one.code) for one in load_files(files).diagnostics
    ]


def test_what_a_page_says_to_the_theme_is_kept() -> None:
    text = "---\ntitle: Home\nhide: [toc]\nother: 1\ndraft: false\n---\nHello"
    (page,) = load_files({"docs/index.md": text}).library.pages

    assert {"title": "Home", "hide": ["toc"]} == page.meta
    assert ("Hello", 7) == (page.body, page.body_line)


def test_unknown_citations_of_any_page_are_faults() -> None:
    (line,) = find_faults({"docs/index.md": "# Home\n\nSee [@nobody].\n"})

    assert "docs/index.md:3: error[unknown-citation]" in line


def test_the_nearest_is_named_in_a_large_library_too() -> None:
    post = "---\ntitle: A\ndate: 2025-07-03\n---\n"
    files = {f"papers/work{number}.md": paper_file() for number in range(120)}
    files |= {f"docs/blog/posts/post{number}.md": post for number in range(120)}
    files["docs/reading/x.md"] = (
        "---\ntitle: X\norder: [work17x, {post: blog/posts/post31x.md}]\n---\nSee @work99x.\n"
    )
    step, page, text = find_faults(files)

    assert "'work17x' is not a paper in this library. Did you mean 'work17'" in step
    assert "Did you mean 'blog/posts/post31.md'" in page
    assert "'@work99x' is not a paper in this library. Did you mean 'work99'" in text


def test_ids_that_differ_in_case_are_one_fault() -> None:
    files = {"papers/LSTM.md": paper_file(), "papers/lstm.md": paper_file()}

    assert 1 == len(find_faults(files))


def test_equal_addresses_of_posts_and_orders_are_faults() -> None:
    post = "---\ntitle: A\ndate: 2025-07-03\n---\n"
    order = "---\ntitle: A\nslug: a\norder: [lstm]\n---\n"
    files = {
        "papers/lstm.md": paper_file(),
        "docs/blog/posts/a.md": post,
        "docs/blog/posts/x/a.md": post,
        "docs/reading/a.md": order,
        "docs/reading/b.md": order,
    }

    assert ["duplicate-address"] * 2 == [one.code for one in load_files(files).diagnostics]


def test_tags_of_unlisted_entries_alone_are_no_tags() -> None:
    files = {"papers/a.md": paper_file(unlisted="true", tags="[secret]")}

    assert () == load_files(files).library.tags


COMPUTED = {
    "papers/a.md": "---\ntitle: A\nissued: 2020\ntags: [x]\nprerequisites: [c]\n---\n",
    "papers/b.md": "---\ntitle: B\nissued: 2019\ntags: [X]\n---\n",
    "papers/c.md": "---\ntitle: C\nissued: 2021\ntags: [y]\n---\n",
    "papers/d.md": "---\ntitle: D\nunlisted: true\ntags: [x]\n---\n",
}


def test_an_order_of_everything_puts_prerequisites_first_then_dates() -> None:
    files = COMPUTED | {"docs/reading/all.md": "---\ntitle: All\norder: all\n---\n"}
    (order,) = load_files(files).library.orders

    assert ["b", "c", "a"] == [step.paper for step in order.steps]
    assert ["Stage 1", "Stage 2"] == [section.title for section in order.sections]


def test_an_order_of_tags_holds_what_carries_one_of_them() -> None:
    files = COMPUTED | {"docs/reading/x.md": "---\ntitle: X\norder: {tags: [X]}\n---\n"}
    (order,) = load_files(files).library.orders

    assert ["b", "a"] == [step.paper for step in order.steps]
    assert [""] == [section.title for section in order.sections]


@given(acyclic())
def test_a_computed_order_shows_no_step_before_its_prerequisite(
    needs: Mapping[str, tuple[str, ...]],
) -> None:
    files = {
        f"papers/{one}.md": paper_file(prerequisites=f"[{', '.join(set(some) & set(needs))}]")
        for one, some in needs.items()
    }
    (order,) = load_files({**files, "docs/reading/all.md": "---\norder: all\n---\n"}).library.orders
    places = {str(step.paper): place for place, step in enumerate(order.steps)}

    assert set(needs) == set(places)
    for one, some in needs.items():
        assert all(places[need] < places[one] for need in some if need in needs)


@given(acyclic(), st.data())
def test_a_written_order_stays_as_it_is_and_what_stands_too_early_is_named(
    needs: Mapping[str, tuple[str, ...]], data: st.DataObject
) -> None:
    steps = data.draw(st.permutations(list(needs))) or ["none"]
    known = {
        one: [need for need in dict.fromkeys(some) if need in needs] for one, some in needs.items()
    }
    files = {
        f"papers/{one}.md": paper_file(prerequisites=f"[{', '.join(some)}]")
        for one, some in known.items()
    }
    files["docs/reading/a.md"] = f"---\norder: [{', '.join(steps)}]\n---\n"
    loaded = load_files(files)
    (order,) = loaded.library.orders
    early = [one for one in loaded.diagnostics if one.code == "step-before-prerequisite"]

    assert [one for one in steps if one in needs] == [step.paper for step in order.steps]
    assert len(early) == sum(
        steps.index(need) > steps.index(one) for one in needs for need in known[one]
    )


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_every_planted_cycle_is_named_whole(lengths: list[int]) -> None:
    rings = [[f"r{ring}x{place}" for place in range(size)] for ring, size in enumerate(lengths)]
    files = {
        f"papers/{one}.md": paper_file(prerequisites=f"[{ring[(place + 1) % len(ring)]}]")
        for ring in rings
        for place, one in enumerate(ring)
    }
    cycles = [one for one in load_files(files).diagnostics if one.code == "prerequisite-cycle"]

    assert len(rings) == len(cycles)
    for ring, cycle in zip(rings, cycles, strict=True):
        assert " → ".join((*ring, ring[0])) in cycle.message
        assert all(f"papers/{one}.md:3" in cycle.message for one in ring)
