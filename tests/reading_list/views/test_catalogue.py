import json

from hypothesis import given

from builders import (
    load_files,
    make_library,
    make_order,
    make_paper,
    make_post,
    make_section,
    make_step,
)
from reading_list.model import Author, Library
from reading_list.views.catalogue import build_catalogue
from reading_list.views.site import build_views
from strategies import libraries


def build(library: Library) -> dict[str, object]:
    views = build_views(library, 10)
    catalogue = build_catalogue(library, views.connections, views.tags, views.timeline)
    return dict(json.loads(json.dumps(catalogue)))


@given(libraries)
def test_counts_equal_rows(library: Library) -> None:
    catalogue = build(library)
    rows = {key: catalogue[key] for key in ("papers", "posts", "tags", "orders")}

    assert catalogue["counts"] == {key: len(value) for key, value in rows.items()}
    for tag in catalogue["tags"]:
        for kind in ("papers", "posts"):
            assert tag[kind] == sum(tag["slug"] in row["tags"] for row in catalogue[kind])
    for cell in catalogue["timeline"]:
        added = [row for row in catalogue["papers"] if (row["added"] or "")[:7] == cell["month"]]
        dated = [row for row in catalogue["posts"] if row["date"][:7] == cell["month"]]
        assert (cell["papers"], cell["posts"]) == (len(added), len(dated))


@given(libraries)
def test_months_come_oldest_first(library: Library) -> None:
    months = [cell["month"] for cell in build(library)["timeline"]]

    assert sorted(set(months)) == months


def test_keys_are_those_of_the_design() -> None:
    paper = make_paper(
        title="On $x^2$",
        authors=(Author(family="Lovelace", given="Ada"),),
        added="2025-07",
        issued="1997",
        tags=("NLP",),
        arxiv=("1706.03762", "2506.11440"),
        status="read",
    )
    post = make_post(cites=("lstm",), tags=("nlp",), categories=("News",))
    order = make_order(
        "start",
        make_section("lstm", title="One"),
        make_section(make_step(None, post=post.src_uri, optional=True), bonus=True),
    )

    assert {
        "counts": {"papers": 1, "posts": 1, "tags": 1, "orders": 1},
        "papers": [
            {
                "id": "lstm",
                "url": "papers/lstm/",
                "title": "On $x^2$",
                "title_text": "On x²",
                "authors": ["Ada Lovelace"],
                "issued": "1997",
                "added": "2025-07",
                "type": "article",
                "venue": None,
                "arxiv": "1706.03762",
                "doi": None,
                "tags": ["nlp"],
                "status": "read",
                "cited_by": ["blog/2025/07/first/"],
                "orders": ["start"],
            }
        ],
        "posts": [
            {
                "id": "blog/posts/first.md",
                "url": "blog/2025/07/first/",
                "title": "first",
                "date": "2025-07-03",
                "categories": ["News"],
                "tags": ["nlp"],
                "cites": ["lstm"],
            }
        ],
        "orders": [
            {
                "id": "start",
                "url": "reading/start/",
                "title": "start",
                "count": 2,
                "sections": [
                    {
                        "title": "One",
                        "bonus": False,
                        "steps": [{"paper": "lstm", "position": 1, "optional": False}],
                    },
                    {
                        "title": "",
                        "bonus": True,
                        "steps": [
                            {"post": "blog/posts/first.md", "position": None, "optional": True}
                        ],
                    },
                ],
            }
        ],
        "tags": [
            {"slug": "nlp", "title": "NLP", "url": "tags/nlp/", "papers": 1, "posts": 1},
        ],
        "timeline": [{"month": "2025-07", "url": "timeline/2025/07/", "papers": 1, "posts": 1}],
    } == build(make_library([paper], [post], [order]))


def test_every_reference_of_the_catalogue_resolves_in_it() -> None:
    library = load_files(
        {
            "papers/lstm.md": "---\ntitle: LSTM\n---\n",
            "papers/secret.md": "---\ntitle: Secret\nunlisted: true\n---\n",
            "docs/blog/posts/a.md": "---\ndate: 2025-07-01\n---\nSee [@lstm; @secret].\n",
            "docs/blog/posts/secret.md": "---\ndate: 2025-07-01\nunlisted: true\n---\n[@lstm]\n",
            "docs/reading/start.md": "---\norder: [lstm, secret]\n---\n",
            "docs/reading/secret.md": "---\nunlisted: true\norder: [lstm]\n---\n",
        }
    ).library

    assert "secret" not in json.dumps(build(library))
