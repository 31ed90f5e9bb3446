from builders import load_files
from feed_checks import Item, check_json, check_together
from reading_list.feeds.options import FeedOptions
from reading_list.rendering.feed_items import describe_work
from reading_list.rendering.templates import BASE
from reading_list.site import Settings, build_site
from reading_list.texts.math_markdown import MathExtension
from reading_list.texts.notes import NoteConverter
from reading_list.views.site import build_views

SETTINGS = Settings(name="Mine", url="https://a.example/", authority="a.example")
FILES = {
    "papers/lstm.md": (
        "---\ntitle: On $x^2$ & more\nadded: 2025-07\nauthors: ['Ada Lovelace']\nissued: 1997-11\n"
        "venue: R&D\ndoi: 10.1162/neco.1997.9.8.1735\narxiv: 1706.03762\ntags: [NLP & ML, one]\n"
        "why: Read *this*.\n---\nNotes with $y$.\n"
    ),
    "docs/blog/posts/a.md": (
        "---\ndate: 2025-07-05\nupdated: 2025-08-01\nlink: https://b.example/x\n"
        "via: {title: 'A & B', url: 'https://c.example/'}\nauthors: [ada, bo]\ntags: [NLP & ML]\n"
        "---\n# A post\n\nText.\n"
    ),
    "docs/blog/.authors.yml": (
        "authors:\n  ada: {name: 'Ada L.', description: d, avatar: a, url: 'https://ada.example/'}\n"
        "  bo: {name: Bo, description: d, avatar: a}\n"
    ),
    "docs/blog/posts/draft.md": "---\ndate: 2025-07-06\ndraft: true\n---\n# Secret\n",
    "docs/blog/posts/private.md": "---\ndate: 2025-07-06\nprivate: true\n---\n# Secret\n",
    "docs/blog/posts/unlisted.md": "---\ndate: 2025-07-06\nunlisted: true\n---\n# Secret\n",
    "papers/secret.md": "---\ntitle: Secret\nadded: 2025-07-06\nprivate: true\n---\n",
}
HTML = {
    "blog/posts/a.md": (
        '<h1>A post</h1><p>First <a href="../../../../papers/lstm/">one</a>.</p><!-- more -->'
        '<p>Second<sup id="fnref:1"><a href="#fn:1">1</a></sup>.</p>'
        '<div class="footnote"><ol><li id="fn:1"><p>Note.</p></li></ol></div>'
        '<iframe src="https://video.example/"></iframe><script>bad()</script>'
    )
}


def write(*, is_preview: bool = False, **options: object) -> dict[str, bytes]:
    library = load_files(FILES, is_preview=is_preview).library
    settings = Settings(
        name="Mine",
        url="http://127.0.0.1:8000/" if is_preview else SETTINGS.url,
        authority="a.example",
        feeds=FeedOptions(**options),  # type: ignore[arg-type]
    )
    notes = NoteConverter([], {}, {}.get, "ROOT/")
    site = build_site(build_views(library, 10), settings, notes, HTML)
    return {one.path: one.content for one in site.write_feeds()}


def test_the_formats_agree_on_a_whole_site() -> None:
    found = write()

    for page in ("", "papers/", "blog/", "tags/nlp-and-ml/"):
        check_together(*(found[page + name] for name in ("feed.xml", "atom.xml", "feed.json")))


def test_a_work_says_what_it_is_and_where_it_lies() -> None:
    (item,) = check_json(write()["papers/feed.json"]).items

    assert "https://a.example/papers/lstm/" == item.url
    assert "On x² & more" == item.title
    assert ("Ada Lovelace",) == item.authors
    assert ("NLP & ML", "one") == item.tags
    assert [
        ("arXiv", "https://arxiv.org/abs/1706.03762", "text/html"),
        ("PDF", "https://arxiv.org/pdf/1706.03762", "application/pdf"),
        ("BibTeX", "https://a.example/papers/lstm/cite.bib", "application/x-bibtex"),
    ] == [(dict(one)["title"], dict(one)["href"], dict(one)["type"]) for one in item.links]
    assert "Read this." == item.summary


def test_a_post_says_what_it_is_about_and_where_that_was_found() -> None:
    found = write()
    (item,) = check_json(found["blog/feed.json"]).items

    assert ("Ada L.", "Bo") == item.authors
    assert [("related", "https://b.example/x"), ("via", "https://c.example/")] == [
        (dict(one)["rel"], dict(one)["href"]) for one in item.links
    ]
    assert "2025-08-01" == item.updated.date().isoformat()
    assert b'"external_url": "https://b.example/x"' in found["blog/feed.json"]
    assert b'"url": "https://ada.example/"' in found["blog/feed.json"]
    assert b'"url": "https://a.example/blog/author/bo/"' in found["blog/feed.json"]


def test_a_post_is_whole_safe_and_absolute() -> None:
    content = check_json(write()["blog/feed.json"]).items[0].content

    assert "<h1" not in content
    assert 'href="https://a.example/papers/lstm/"' in content
    assert 'href="https://a.example/blog/2025/07/a/#fn:1"' in content
    assert 'id="blog-2025-07-a-fn:1"' in content
    assert '<a href="https://video.example/">' in content
    assert "bad()" not in content


def test_an_excerpt_ends_where_the_post_says() -> None:
    content = check_json(write(is_excerpt=True)["blog/feed.json"]).items[0].content

    assert "First" in content
    assert "Second" not in content
    assert content.endswith('<a href="https://a.example/blog/2025/07/a/">Read on</a></p>')


def test_nothing_hidden_is_in_any_feed_and_a_preview_names_itself_alone() -> None:
    for is_preview in (False, True):
        for content in write(is_preview=is_preview).values():
            assert b"Secret" not in content
            assert is_preview != (b"https://a.example/" in content)


def test_a_bibliography_knows_a_work_as_far_as_its_file_does() -> None:
    papers = load_files(
        {
            "papers/a.md": FILES["papers/lstm.md"],
            "papers/b.md": "---\ntitle: B\nissued: 2017-21\n---\n",
            "papers/c.md": "---\ntitle: C\nisbn: 9780262035613\nissued: 2016-11-18\n---\n",
            "papers/d.md": "---\ntitle: D\n---\n",
        }
    ).library.papers
    works = [describe_work(paper) for paper in papers]

    assert ["1997-11", "2017", "2016-11-18", ""] == [work.issued for work in works]
    assert ("doi:10.1162/neco.1997.9.8.1735", "arxiv:1706.03762") == works[0].identifiers
    assert ("isbn:9780262035613",) == works[2].identifiers
    assert ["R&D", "", "", ""] == [work.source for work in works]


def read_digest(files: dict[str, str], **options: object) -> Item:
    settings = Settings(
        name="Mine",
        url="https://a.example/",
        authority="a.example",
        feeds=FeedOptions(**options),  # type: ignore[arg-type]
    )
    notes = NoteConverter([MathExtension()], {}, {}.get, BASE)
    views = build_views(load_files(files, is_preview=True).library, 10)
    found = {one.path: one for one in build_site(views, settings, notes, {}).write_feeds()}
    names = ("feed.xml", "atom.xml", "feed.json")
    read = check_together(*(found[f"digest/{name}"].content for name in names))
    return read.items[0]


def test_the_digest_of_a_month_shows_reasons_and_nothing_hidden() -> None:
    text = "---\ntitle: A\nadded: 2025-06\nwhy: Costs $n^2$, see [it](b.md).\ntags: [R&D]\n---\n"
    item = read_digest({**FILES, "papers/a.md": text, "papers/b.md": "---\ntitle: B\n---\n"})

    assert ("New in June 2025", "https://a.example/timeline/2025/06/") == (item.title, item.url)
    assert "1 work joined in June 2025. A" == item.summary
    assert ("R&D",) == item.tags
    assert r'<span class="math">\(n^2\)</span>' in item.content
    assert "Secret" not in item.content


def test_a_digest_is_whole_where_other_items_are_excerpts() -> None:
    files = {**FILES, "papers/a.md": "---\ntitle: A\nadded: 2025-06\nwhy: Because.\n---\n"}

    assert "Because." in read_digest(files, is_excerpt=True).content


def test_a_month_too_large_for_a_mail_is_cut_with_a_link() -> None:
    files = {
        f"papers/p{n}.md": f"---\ntitle: P{n}\nadded: 2025-06\nwhy: {'why ' * 100}\n---\n"
        for n in range(300)
    }
    item = read_digest({**files, "docs/blog/posts/a.md": FILES["docs/blog/posts/a.md"]})
    shown = item.content.count("/papers/p")

    assert 60_000 < len(item.content.encode()) < 90_000
    assert f'timeline/2025/06/">{300 - shown} more entries</a>' in item.content
