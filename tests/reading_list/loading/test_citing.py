import pytest

from builders import load_files, paper_file

FILES = {
    "papers/a.md": paper_file("Itself: @a, [@b] and arXiv:1706.03762.", authors="[Ann Lee]"),
    "papers/b.md": paper_file(doi="10.1000/x", issued="2018", authors="[Bo Lee]", why="See @a."),
    "papers/c.md": paper_file(arxiv="1706.03762", unlisted="true"),
    "papers/d.md": paper_file(draft="true"),
}


def _post(text: str, **keys: str) -> dict[str, str]:
    front = "".join(f"{key}: {value}\n" for key, value in {"date": "2025-07-01", **keys}.items())
    return FILES | {"docs/blog/posts/one.md": f"---\n{front}---\n{text}\n"}


@pytest.mark.parametrize(
    ("cites", "text"),
    [
        (["b", "a"], "As [@b; @a] and @b say."),
        (["b"], "At https://doi.org/10.1000/X, not doi:10.1000/y."),
        (["a"], "[One](../../papers/a.md), [two](../../papers/z.md), @nobody"),
        ([], "Of @c and arXiv:1706.03762 no list may speak, nor of @d."),
    ],
)
def test_a_post_cites_what_the_library_has(cites: list[str], text: str) -> None:
    (post,) = load_files(_post(text)).library.posts

    assert cites == list(post.cites)


def test_an_unlisted_post_may_cite_what_is_unlisted() -> None:
    (post,) = load_files(_post("@c and @a", unlisted="true")).library.posts

    assert list(post.cites) == ["c", "a"]


def test_a_link_post_cites_the_work_that_it_is_about() -> None:
    (post,) = load_files(_post("Good.", link="https://doi.org/10.1000/x")).library.posts

    assert list(post.cites) == ["b"]


def test_notes_and_reasons_cite_other_works_than_their_own() -> None:
    papers = load_files(FILES).library.papers_by_id

    assert {one: list(paper.cites) for one, paper in papers.items()} == {
        "a": ["b"],
        "b": ["a"],
        "c": [],
    }


def test_an_order_cites_what_its_text_and_its_reasons_name() -> None:
    order = (
        "---\norder:\n- paper: a\n  why: Better than [@b], says @a.\n---\n# With @b\n\nFirst @a.\n"
    )
    (found,) = load_files(FILES | {"docs/reading/one.md": order}).library.orders

    assert list(found.cites) == ["b", "a"]


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("What Lee (2018) found", "What @b found"),
        ("Lee (2018)'s and unpublished work", "@b's and @d"),
        ("What (Lee, 2018) found", "What [@b] found"),
        ("(see Lee, 2018, pp. 3\u20135; 2018; and more)", "[see @b [pp. 3--5]; -@b; and more]"),
        ("Lee (2018, p. 3) and (unpublished work, p. 2)", "@b [p. 3] and [@d, p. 2]"),
        ("Lee (2018) on $x_1$", "Lee -@b on $x_1$"),
        ("Of [@b; @nobody] and [sic]", "Of [@b; @nobody] and [sic]"),
        ("Of ann@b and @nobody", "Of ann@b and @nobody"),
    ],
)
def test_a_title_names_works_as_texts_do(title: str, heading: str) -> None:
    (post,) = load_files(_post(f"# {heading}")).library.posts
    (other,) = load_files(_post("Text.", title=f'"{heading}"')).library.posts

    assert title == post.title == other.title


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("\n# What [@b] found\n\nSee @a.", {}),
        ("What [@b] found\n====\nSee @a.", {}),
        ("# [What](../../papers/b.md) found\n\nSee @a.", {}),
        ("# What doi:10.1000/x found\n\nSee @a.", {}),
        ("See @a.", {"title": "What @b found"}),
        ("# What @b found\n\nSee @a.", {"title": "Findings"}),
    ],
)
def test_what_a_title_names_is_cited(text: str, keys: dict[str, str]) -> None:
    order = f"---\norder: all\n{''.join(f'{k}: {v}' for k, v in keys.items())}\n---\n{text}\n"
    files = _post(text, **keys) | {"docs/reading/one.md": order.replace("../../", "../")}
    library = load_files(files).library

    assert [list(one.cites) for one in (*library.posts, *library.orders)] == [["b", "a"]] * 2


def test_titles_say_which_works_they_name() -> None:
    post = load_files(_post("# @b, @c, [@d] and [@b; @a]")).library.posts[0]

    assert list(post.named_in_title) == ["b", "c", "a"]


def test_unknown_works_of_a_title_are_reported_on_its_line() -> None:
    loaded = load_files(_post("\n\n# What [@bbb] found\n\nText.", title="On [@ccc]"))
    with_heading = load_files(_post("\n\n# What [@bbb] found\n\nText."))

    assert [(one.code, one.location.line) for one in loaded.diagnostics] == [
        ("unknown-citation", 3),
        ("unknown-citation", 7),
    ]
    assert [one.location.line for one in with_heading.diagnostics] == [6]


def test_what_is_hidden_is_known_by_its_keys() -> None:
    assert load_files(FILES).hidden == {"d"}
    assert load_files(FILES, is_preview=True).hidden == frozenset()
