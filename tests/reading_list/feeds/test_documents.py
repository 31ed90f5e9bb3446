from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from builders import make_library, make_paper, make_post
from feed_checks import check_atom, check_json, check_rss, check_together
from reading_list.connections import find_connections
from reading_list.feeds.announced import Announced, find_announced
from reading_list.feeds.documents import Document, write_documents
from reading_list.feeds.entries import Entry, Shown, build_entry
from reading_list.feeds.list import find_feeds
from reading_list.feeds.options import FeedOptions, FeedSite
from reading_list.model import Library

SITE = FeedSite(name="Mine", url="https://a.example/", description="All.", authority="a.example")


def make_site(**options: object) -> FeedSite:
    return replace(SITE, options=FeedOptions(**options))  # type: ignore[arg-type]


def make_entries(
    library: Library, site: FeedSite, html: str = "<p>Text.</p>"
) -> Callable[[Announced], Entry]:
    return lambda one: build_entry(one, Shown(html=html), library, site)


def write(
    library: Library, site: FeedSite = SITE, html: str = "<p>Text.</p>"
) -> dict[str, Document]:
    announced = find_announced(library, site.authority)
    feeds = find_feeds(announced, library, find_connections(library), site.name, site.options)
    made = list(write_documents(feeds, make_entries(library, site, html), site))
    assert len({one.path for one in made}) == len(made)
    return {one.path: one for one in made}


def make_posts(count: int) -> Library:
    days = [
        f"20{23 + number % 3}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        for number in range(count)
    ]
    return make_library(posts=[make_post(f"p{n}", date=day) for n, day in enumerate(days)])


def test_every_feed_has_three_files_that_agree() -> None:
    papers = [make_paper(name, added="2025-07-01", tags=("NLP",)) for name in "ab"]
    library = make_library(papers, [make_post(tags=("NLP",), categories=("News",))])
    found = write(library)
    pages = {path.removesuffix("feed.xml") for path in found if path.endswith("feed.xml")}

    assert {"", "papers/", "blog/", "tags/nlp/", "blog/category/news/"} == pages
    assert 3 * len(pages) == len(found)
    for page in pages:
        files = [found[page + name].content for name in ("feed.xml", "atom.xml", "feed.json")]
        read = check_together(*files)
        assert f"https://a.example/{page}" == read.home
        assert f"https://a.example/{page}feed.xml" == read.own
        assert f"https://a.example/{page}atom.xml" == check_atom(files[1]).own
        assert f"https://a.example/{page}feed.json" == check_json(files[2]).own


def test_an_empty_site_has_valid_feeds() -> None:
    found = write(make_library())

    assert 9 == len(found)
    check_together(*(found[name].content for name in ("feed.xml", "atom.xml", "feed.json")))


def test_a_feed_that_is_too_large_shortens_its_oldest_items() -> None:
    site = make_site(max_bytes=20_000)
    found = write(make_posts(12), site, f"<p>{'word ' * 700}</p>")

    for name, check in (
        ("feed.xml", check_rss),
        ("atom.xml", check_atom),
        ("feed.json", check_json),
    ):
        document = found[name]
        assert len(document.content) <= 20_000
        whole = [len(one.content) > 3000 for one in check(document.content).items]
        assert sorted(whole, reverse=True) == whole
        assert (document.items, document.summaries) == (12, whole.count(False))
        assert 0 < document.summaries < 12


def test_a_feed_within_its_size_is_whole() -> None:
    assert {0} == {one.summaries for one in write(make_posts(40)).values()}


def test_an_order_that_is_cut_off_nowhere_is_not_more_than_its_limit() -> None:
    found = write(make_posts(40), make_site(limit=7))

    assert 7 == len(check_rss(found["feed.xml"].content).items)
    assert not any("20" in path for path in found)


def test_archives_hold_every_item_once() -> None:
    library = make_posts(40)
    found = write(library, make_site(limit=5, has_archives=True))
    for first, check in (
        ("feed.xml", check_rss),
        ("atom.xml", check_atom),
        ("feed.json", check_json),
    ):
        seen: Counter[str] = Counter()
        read = check(found[first].content)
        newest = [one.id for one in read.items]
        while read.previous:
            path = read.previous.removeprefix(SITE.url)
            read = check(found[path].content)
            assert read.own == SITE.url + path
            seen.update(one.id for one in read.items)
        assert {1} == set(seen.values())
        assert 40 == len(seen)
        assert set(newest) <= set(seen)


def test_an_archive_says_what_it_is_and_has_no_hub() -> None:
    site = make_site(limit=5, has_archives=True, hub="https://hub.example/")
    found = write(make_posts(40), site)

    assert "https://hub.example/" == check_rss(found["feed.xml"].content).hub
    archive = found["feed-2024.xml"].content
    assert "" == check_rss(archive).hub
    assert b'href="https://a.example/feed.xml" rel="current"' in archive


def test_a_feed_that_holds_everything_needs_no_archive() -> None:
    found = write(make_posts(5), make_site(has_archives=True))

    assert not any("20" in path for path in found)


def test_an_item_is_made_once_for_all_feeds() -> None:
    papers = [make_paper(name, added="2025-07-01", tags=("a", "b", "c")) for name in "abcd"]
    library = make_library(papers)
    announced = find_announced(library, SITE.authority)
    feeds = find_feeds(announced, library, find_connections(library), SITE.name)
    made: Counter[str] = Counter()

    def make(one: Announced) -> Entry:
        made[one.id] += 1
        return make_entries(library, SITE)(one)

    list(write_documents(feeds, make, SITE))

    assert {1} == set(made.values())
    assert 4 == len(made)


def test_touching_one_post_changes_only_the_feeds_that_hold_it() -> None:
    others = [make_post(name, tags=("old",), categories=("Old",)) for name in "ab"]
    before = write(make_library(posts=[*others, make_post("x", tags=("new",))]))
    after = write(make_library(posts=[*others, make_post("x", tags=("new",), title="Touched")]))
    changed = {path for path in before if before[path].content != after[path].content}

    assert {path.rpartition("/")[0] for path in changed} == {"", "blog"}
    assert 6 == len(changed)


def test_a_new_title_address_or_domain_announces_nothing() -> None:
    moved = replace(SITE, url="https://other.example/deep/", name="Other")
    before = write(make_library([make_paper(added="2025-07")], [make_post(tags=("a",))]))
    after = write(
        make_library(
            [make_paper(added="2025-07", title="New", slug="new")],
            [make_post(title="New", slug="new", tags=("b",))],
        ),
        moved,
    )

    for path in before:
        check = (
            check_json if path.endswith(".json") else check_atom if "atom" in path else check_rss
        )
        old, new = check(before[path].content), check(after[path].content)
        assert [(one.id, one.published, one.updated) for one in old.items] == [
            (one.id, one.published, one.updated) for one in new.items
        ]


def test_a_file_may_be_renamed_where_the_id_is_stored() -> None:
    stored = {"feed_id": "tag:a.example,2025-07:papers/lstm", "added": "2025-07"}
    before = write(make_library([make_paper(added="2025-07")]))
    after = write(make_library([make_paper("hochreiter1997long", **stored)]))
    ids = [
        [one.id for one in check_rss(found["feed.xml"].content).items] for found in (before, after)
    ]

    assert ids[0] == ids[1]
