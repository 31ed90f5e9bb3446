from hypothesis import given

from builders import make_library, make_paper, make_post
from reading_list.model import Library
from reading_list.views.newest import MOST, describe_newest
from strategies import libraries


def test_the_newest_come_first_and_what_has_no_date_does_not_come() -> None:
    papers = [
        make_paper("a", title="The $n$", added="2025-07-02"),
        make_paper("b", added="2025-07-04"),
        make_paper("c"),
        make_paper("d", added="2025-07-05", unlisted=True),
    ]
    found = describe_newest(make_library(papers, [make_post(title="P", feed_id="tag:x")]))

    assert {
        "items": [
            {"key": "b", "kind": "work", "title": "b", "url": "papers/b/"},
            {"key": "post:tag:x", "kind": "post", "title": "P", "url": "blog/2025/07/first/"},
            {"key": "a", "kind": "work", "title": "The n", "url": "papers/a/"},
        ],
        "is_cut": False,
    } == found


def test_no_more_are_named_than_some() -> None:
    papers = [make_paper(f"p{place:03d}", added="2025-07") for place in range(MOST + 1)]
    found = describe_newest(make_library(papers))

    assert (MOST, True) == (len(found["items"]), found["is_cut"])  # type: ignore[arg-type]


@given(libraries)
def test_each_is_named_once(library: Library) -> None:
    items = describe_newest(library)["items"]
    dated = [one for one in library.papers if one.added and one.is_listed]
    posts = [one for one in library.posts if one.is_listed]

    assert len({item["key"] for item in items}) == len(dated) + len(posts)  # type: ignore[attr-defined]
