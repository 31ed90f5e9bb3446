import json
from datetime import date

import pytest

from builders import make_library, make_paper, make_post
from reading_list.connections import find_connections
from reading_list.feeds.announced import find_announced
from reading_list.feeds.changed_ids import find_changed_ids, find_late
from reading_list.model import Library
from reading_list.views.catalogue import build_catalogue
from reading_list.views.tags import build_tag_views
from reading_list.views.timeline import build_timeline


def publish(library: Library, authority: str = "a.example") -> bytes:
    connections = find_connections(library)
    ids = {one.subject.location.uri: one.id for one in find_announced(library, authority)}
    made = build_catalogue(
        library, connections, build_tag_views(library, connections), build_timeline(library), ids
    )
    return json.dumps(made).encode()


def warn(before: Library, after: Library, authority: str = "a.example") -> list[str]:
    found = find_changed_ids(publish(before), after, authority, "mkdocs.yml")
    return sorted(str(one) for one in found)


CODE = "warning[changed-feed-id]:"
SAID = "was announced under another id: readers will see it as new. To keep the old one, write"
BEFORE = make_library(
    [make_paper("lstm", title="Long $x^2$", added="2025-07"), make_paper("gru", added="2025-06")],
    [make_post("first", title="One")],
)


def test_what_stays_needs_no_word() -> None:
    after = make_library(
        [
            make_paper("lstm", title="New", slug="new", added="2025-07"),
            make_paper("x", added="2025-08"),
        ],
        [make_post("first", title="Else", slug="else")],
    )

    assert [] == warn(BEFORE, BEFORE)
    assert [] == warn(BEFORE, after)
    assert [] == warn(make_library(), BEFORE)


def test_a_renamed_file_is_found_by_its_title_and_the_old_id_is_named() -> None:
    papers = [make_paper("hochreiter", title="Long $x^2$", added="2025-07")]
    after = make_library(papers, [make_post("other", title="One", date="2025-07-03")])

    first, lstm = "tag:a.example,2025-07-03:blog/posts/first", "tag:a.example,2025-07:papers/lstm"

    assert [
        f"docs/blog/posts/other.md:1: {CODE} 'One' {SAID} `feed_id: {first}`.",
        f"papers/hochreiter.md:1: {CODE} 'Long x²' {SAID} `feed_id: {lstm}`.",
    ] == warn(BEFORE, after)


def test_a_changed_date_is_found_by_the_address() -> None:
    (said,) = warn(BEFORE, make_library([make_paper("gru", title="Other", added="2025-05")]))

    assert "papers/gru.md:1: warning[changed-feed-id]" in said
    assert "tag:a.example,2025-06:papers/gru" in said


def test_the_id_that_the_warning_names_ends_it() -> None:
    feed_id = "tag:a.example,2025-06:papers/gru"

    assert [] == warn(BEFORE, make_library([make_paper("gru", added="2025-05", feed_id=feed_id)]))


def test_another_host_is_one_warning() -> None:
    (said,) = warn(BEFORE, BEFORE, "b.example")

    assert (
        "mkdocs.yml:1: warning[changed-feed-id]: The ids of 3 items named the host 'a.example' and"
        " now name 'b.example': readers will see all of them as new. To keep the old ones, set"
        " `authority: a.example`."
    ) == said


def test_what_is_gone_or_hidden_is_not_missed() -> None:
    hidden = make_library([make_paper("lstm", title="Long $x^2$", added="2025-07", unlisted=True)])

    assert [] == warn(BEFORE, make_library())
    assert [] == warn(BEFORE, hidden)


@pytest.mark.parametrize(
    "catalogue",
    [b"", b"[]", b"null", b"{", b"\xff", b'{"papers": 1}', b'{"papers": [1, {"feed_id": 2}]}'],
)
def test_what_is_no_catalogue_says_nothing(catalogue: bytes) -> None:
    assert [] == list(find_changed_ids(catalogue, BEFORE, "a.example", "mkdocs.yml"))


def test_what_is_new_but_older_than_a_day_comes_late() -> None:
    papers = [
        make_paper("today", added="2025-07-10"),
        make_paper("yesterday", added="2025-07-09"),
        make_paper("before", added="2025-07-08"),
        make_paper("month", added="2025-07"),
        make_paper("later", added="2025-07-11"),
        make_paper("hidden", added="2025-07-01", draft=True),
        make_paper("undated"),
    ]
    after = make_library([*BEFORE.papers, *papers], BEFORE.posts)

    def find(before: Library, today: str) -> list[str]:
        late = find_late(publish(before), after, "a.example", date.fromisoformat(today))
        return [one.subject.location.uri for one in late]

    assert ["papers/before.md", "papers/month.md"] == find(BEFORE, "2025-07-10")
    assert ["papers/month.md"] == find(BEFORE, "2025-07-09")
    assert [] == find(after, "2025-07-31")
    assert [] == find(make_library(), "2025-07-31")
