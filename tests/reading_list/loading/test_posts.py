import pytest

from builders import find_faults, load_files
from reading_list.loading.posts import split_heading
from reading_list.model import Post


def read(keys: str = "", body: str = "", name: str = "first") -> Post:
    text = f"---\ndate: 2025-07-03\n{keys}\n---\n{body}"
    loaded = load_files(
        {f"docs/blog/posts/{name}.md": text, "papers/lstm.md": "---\ntitle: L\n---\n"}
    )

    assert () == loaded.diagnostics
    return loaded.library.posts[0]


@pytest.mark.parametrize(
    ("keys", "body", "kind"),
    [
        ("title: Essay", "", "essay"),
        ("", "# Essay\n\nText", "essay"),
        ("link: https://example.org", "# Link\n", "link"),
        ("title: Link\nexternal_url: https://example.org", "", "link"),
        ("", "Just a thought.", "note"),
        ("", "## Not a title\n", "note"),
    ],
)
def test_the_kind_is_inferred(keys: str, body: str, kind: str) -> None:
    assert kind == read(keys, body).kind


def test_the_heading_gives_the_title_and_leaves_the_body() -> None:
    post = read("", "\n# My **first** [post](x.md) {: #top }\n\nText.\n")

    assert ("My first post", "Text.\n", 8) == (post.title, post.body, post.body_line)


def test_a_heading_that_differs_from_the_title_stays() -> None:
    post = read("title: Other", "# Heading\n\nText.\n")

    assert ("Other", "# Heading\n\nText.\n") == (post.title, post.body)


def test_the_first_words_of_a_note_are_its_title() -> None:
    words = "word " * 40

    assert "Just a thought on it." == read("", "Just a *thought* [@lstm] on it.").title
    assert read("", words).title.endswith("…")
    assert len(read("", words).title) <= 61
    assert "first" == read().title


@pytest.mark.parametrize(
    ("date", "shown", "clock"),
    [
        ("2025-07-03", "2025-07-03", ""),
        ("2025-07-03 18:30:00", "2025-07-03", "18:30:00"),
        ("2025-07-03T18:30:00+02:00", "2025-07-03", "18:30:00+02:00"),
        ("{created: 2025-07-03, updated: 2025-08-01}", "2025-07-03", ""),
    ],
)
def test_dates_with_and_without_a_time(date: str, shown: str, clock: str) -> None:
    loaded = load_files({"docs/blog/posts/a.md": f"---\ntitle: A\ndate: {date}\n---\n"})

    assert () == loaded.diagnostics
    (post,) = loaded.library.posts
    assert (shown, clock) == (post.date.text, post.time)


def test_a_post_may_say_when_it_was_updated() -> None:
    text = "---\ntitle: A\ndate: {created: 2025-07-03, updated: 2025-08-01}\n---\n"
    (post,) = load_files({"docs/blog/posts/a.md": text}).library.posts

    assert "2025-08-01" == str(post.updated.text if post.updated else "")
    for key in ("updated", "lastmod"):
        assert "1 August 2025" == str(read(f"{key}: 2025-08-01").updated)


def test_the_address_comes_from_the_file_without_its_date() -> None:
    assert "blog/2025/07/hello-world/" == read(name="2025-07-03-hello-world").url_path
    assert "blog/2025/07/deep/" == read(name="2025/deep").url_path
    assert "blog/2025/07/chosen/" == read("slug: Chosen").url_path


def test_singular_keys_are_accepted() -> None:
    post = read("category: News\ntag: NLP\nsummary: Short.")

    assert (("News",), ("NLP",), "Short.") == (post.categories, post.tags, post.description)


def test_via_may_be_an_address_or_a_mapping() -> None:
    mapping = read("via: {title: Ada, url: 'https://example.org'}")

    assert ("Ada", "https://example.org") == (mapping.via_title, mapping.via_url)
    assert "https://example.org" == read("via: https://example.org").via_url


def test_keys_of_the_theme_are_handed_through() -> None:
    assert {"hide": ["toc"], "search": {"exclude": "true"}} == read(
        "hide: [toc]\nsearch: {exclude: true}"
    ).theme


def test_citations_are_found_once_in_order() -> None:
    files = {
        "papers/lstm.md": "---\ntitle: L\n---\n",
        "papers/bert.md": "---\ntitle: B\n---\n",
        "docs/blog/posts/a.md": "---\ntitle: A\ndate: 2025-07-03\n---\n"
        "[@lstm] [b](../../papers/bert.md) [@lstm]\n\n    [@bert]\n",
    }

    assert [("lstm", "bert")] == [post.cites for post in load_files(files).library.posts]


def test_authors_come_from_their_file() -> None:
    files = {
        "docs/blog/.authors.yml": "authors:\n  ada:\n    name: Ada Lovelace\n"
        "    description: Poet\n    url: https://example.org\n    avatar: a.png\n"
        "  alan:\n    slug: AT\n",
        "docs/blog/posts/a.md": "---\ntitle: A\ndate: 2025-07-03\nauthors: [ada, alan]\n---\n",
    }
    loaded = load_files(files)

    assert () == loaded.diagnostics
    ada, alan = loaded.library.post_authors
    assert ("ada", "Ada Lovelace", "Poet", "ada") == (ada.id, ada.name, ada.description, ada.slug)
    assert ("alan", "at") == (alan.name, alan.slug)


def test_faults_of_the_authors_file_have_their_line() -> None:
    text = "authors:\n  ada:\n    nam: Ada\n"

    (line,) = find_faults({"docs/blog/.authors.yml": text})

    assert line.startswith("docs/blog/.authors.yml:3: warning[unknown-field]")


def test_an_author_who_is_no_mapping_is_a_fault() -> None:
    (line,) = find_faults({"docs/blog/.authors.yml": "authors:\n  ada: Ada Lovelace\n"})

    assert line.startswith("docs/blog/.authors.yml:2: error[wrong-type]")


@pytest.mark.parametrize(
    ("text", "line"), [("authors:\n  ada: *x\n", 2), ("authors: Ada\n", 1), ("- ada\n", 1)]
)
def test_a_broken_authors_file_is_reported_on_its_line(text: str, line: int) -> None:
    faults = load_files({"docs/blog/.authors.yml": text}).diagnostics

    assert [line] == [fault.location.line for fault in faults]


def test_an_authors_file_may_begin_with_a_fence() -> None:
    files = {
        "docs/blog/.authors.yml": "---\nauthors:\n  ada:\n    name: Ada\n",
        "docs/blog/posts/a.md": "---\ntitle: A\ndate: 2025-07-03\nauthors: [ada]\n---\n",
    }

    assert [] == find_faults(files)


@pytest.mark.parametrize(
    ("body", "heading", "rest"),
    [
        ("# One\n\ntext", "One", "text"),
        ("# One #\ntext", "One", "text"),
        ("One\n===\n\ntext", "One", "text"),
        ("\n\n# One\n", "One", ""),
        ("text\n# One\n", "", "text\n# One\n"),
        ("## Two\n", "", "## Two\n"),
        ("# On $x^*$ and $y^*$ *now*\n", "On $x^*$ and $y^*$ now", ""),
        ("# The `$PATH` \\(a_b\\)\n", r"The \$PATH $a_b$", ""),
        ("#hash\n", "", "#hash\n"),
        ("", "", ""),
    ],
)
def test_a_heading_of_level_one_is_split_off(body: str, heading: str, rest: str) -> None:
    assert (heading, rest) == split_heading(body)


@pytest.mark.parametrize("body", ["# a" + " " * 5_000 + "b", "# a" + " {:" * 10_000, "#" * 8_000])
def test_a_heading_is_never_longer_than_a_title_needs(body: str) -> None:
    assert len(split_heading(body)[0]) <= 2_000


def test_a_note_is_named_by_words_that_can_be_cut_anywhere() -> None:
    post = read("", r"A note on $\frac{a}{b}$ and $\alpha_i$ that costs \$5, or *more*.")

    assert post.title == r"A note on a/b and αᵢ that costs \$5, or more."


def test_the_line_of_a_title_is_that_of_its_heading() -> None:
    assert read("", "\n\n# A title\n").lines["title"] == 7
