import pytest

from builders import find_faults, load_files, paper_file
from reading_list.model import Paper


def read(**keys: str) -> Paper:
    loaded = load_files({"papers/lstm.md": paper_file(**keys)})

    assert () == loaded.diagnostics
    return loaded.library.papers[0]


@pytest.mark.parametrize(
    ("value", "is_draft"),
    [("true", True), ("Yes", True), ("on", True), ("false", False), ("no", False), ("", False)],
)
def test_flags(value: str, is_draft: bool) -> None:  # noqa: FBT001 - a value of the table
    loaded = load_files({"papers/a.md": paper_file(draft=value)}, is_preview=True)

    assert [is_draft] == [paper.draft for paper in loaded.library.papers]
    assert () == loaded.diagnostics


@pytest.mark.parametrize("key", ["draft", "private"])
def test_an_unreadable_flag_hides_rather_than_shows(key: str) -> None:
    loaded = load_files({"papers/a.md": paper_file(**{key: "perhaps"})})

    assert () == loaded.library.papers
    assert ["wrong-type"] == [fault.code for fault in loaded.diagnostics]


def test_an_unreadable_unlisted_is_unlisted() -> None:
    (paper,) = load_files({"papers/a.md": paper_file(unlisted="jein")}).library.papers

    assert paper.unlisted


@pytest.mark.parametrize(
    "line",
    [
        "draft: [true]",
        "draft: {a: b}",
        "title: [Long]",
        "venue: {a: b}",
        "rating: [5]",
        "status: [read]",
        "issued: [2017]",
        "url: [https://example.org]",
        "arxiv: {id: 1706.03762}",
        "links: https://example.org",
        "extra: text",
        "prerequisites: {a: b}",
    ],
)
def test_one_wrong_value_is_one_fault(line: str) -> None:
    title = "" if line.startswith("title") else "title: Title\n"

    assert 1 == len(find_faults({"papers/lstm.md": f"---\n{title}{line}\n---\n"}))


def test_one_wrong_date_of_a_post_is_one_fault() -> None:
    assert 1 == len(find_faults({"docs/blog/posts/a.md": "---\ndate: [2025-07-03]\n---\n"}))


def test_a_wrong_value_counts_as_absent_and_spares_the_rest() -> None:
    text = paper_file(rating="9", issued="2024-13-01", url="javascript:x", venue="NeurIPS")
    (paper,) = load_files({"papers/a.md": text}).library.papers

    assert (None, None, "", "NeurIPS") == (paper.rating, paper.issued, paper.url, paper.venue)


def test_one_text_counts_as_a_list_of_one() -> None:
    assert ("NLP",) == read(tags="NLP").tags
    assert ("NLP", "RL") == read(tags="[NLP, '', ~, RL]").tags


def test_texts_are_trimmed_and_lines_folded() -> None:
    assert "Long title" == read(title="'  Long\n\n  title '").title


def test_numbers_have_bounds() -> None:
    assert [1, 5] == [read(rating=text).rating for text in ("1", "5")]
    for text in ("0", "6", "4.5", "-1", "five", "9999999999999"):
        (line,) = find_faults({"papers/a.md": paper_file(rating=text)})
        assert f"'rating: {text}' is not a whole number from 1 to 5." in line


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.org", "mailto:a@b.org"],
)
def test_web_addresses_are_kept(address: str) -> None:
    assert address == read(url=f"'{address}'").url


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//example.org",
        "example.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "https://a b",
        'https://a"onclick=',
        "https://a<b>",
        "https:",
        "x https://example.org",
        "https://example.org\\njavascript:x",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    quoted = '"' + address.replace('"', '\\"') + '"'
    loaded = load_files({"papers/a.md": paper_file(url=quoted)})

    assert ["wrong-address"] == [fault.code for fault in loaded.diagnostics]
    assert "" == loaded.library.papers[0].url


@pytest.mark.parametrize(
    "line",
    [
        'venue: "a\\x07b"',
        'tags: ["a\\x07b"]',
        'authors: "Ada\\x07 Lovelace"',
        'authors: ["Ada\\x07 Lovelace"]',
        'authors: [{family: "Love\\x07lace"}]',
        'ids: {acl: "a\\x07"}',
        'links: {"pd\\x07f": "https://example.org"}',
        'prerequisites: ["lstm\\x07"]',
    ],
)
def test_control_characters_are_a_fault_wherever_they_stand(line: str) -> None:
    files = {
        "papers/lstm.md": paper_file(),
        "papers/a.md": f"---\ntitle: Title\n{line}\n---\n",
    }

    assert [fault.split(": ")[1] for fault in find_faults(files)] == ["error[control-character]"]


def test_a_near_word_of_a_closed_list_is_suggested() -> None:
    (line,) = find_faults({"papers/a.md": paper_file(status="To-Raed")})

    assert line.endswith("Did you mean 'to-read'?")
    assert "reading" == read(status="Reading").status


def test_a_list_that_nobody_wrote_by_hand_is_cut_and_named() -> None:
    tags = ", ".join(f"t{number}" for number in range(201))
    ids = ", ".join(f"'{number}'" for number in range(1001))

    made = load_files({"papers/a.md": f"---\ntitle: A\ntags: [{tags}]\nisbn: [{ids}]\n---\n"})

    assert [
        str(one).removesuffix(". Remove what nobody looks for.") for one in made.diagnostics
    ] == [
        "papers/a.md:3: error[too-many-values]: 'tags' has 201 values; the first 200 are read",
        "papers/a.md:4: error[too-many-values]: 'isbn' has 1,001 values; the first 1,000 are read",
    ]
    assert len(made.library.papers[0].tags) == 200
