import itertools
from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.errors import UneditableError
from reading_list.formats.front_matter import write_field, write_front_matter
from reading_list.formats.front_matter_edit import (
    edit_front_matter,
    edit_mapping,
    read_front_matter,
)
from reading_list.formats.paper_fields import ORDER, to_fields
from reading_list.loading.papers import SPELLINGS, load_paper
from reading_list.model import Paper
from strategies import front_matter_text


def edit(content: str, changes: Mapping[str, object]) -> str:
    return edit_front_matter(content, changes, aliases=SPELLINGS)


def front(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "", "Notes."])


SCALARS = [
    ("title: Old", {"title": "New"}, "title: New"),
    ("title:   Old   # mine", {"title": "New"}, "title:   New   # mine"),
    ("title: 'Old'  # mine", {"title": "It's new"}, "title: 'It''s new'  # mine"),
    ('title: "Old"', {"title": r'A "\new" one'}, r'title: "A \"\\new\" one"'),
    ("title: Old", {"title": "New: one"}, 'title: "New: one"'),
    ("title: Old # mine", {"title": "C #"}, 'title: "C #" # mine'),
    ("title:\n  Old", {"title": "New"}, "title:\n  New"),
    ("? title\n: Old", {"title": "New"}, "? title\n: New"),
    ("arxiv: 1706.03762", {"arxiv": "2104.12250"}, 'arxiv: "2104.12250"'),
    ("arxiv: '1706.03762'", {"arxiv": "2104.12250"}, "arxiv: '2104.12250'"),
    ("venue: x", {"venue": "no"}, 'venue: "no"'),
    ("rating: 4  # of 5", {"rating": 5}, "rating: 5  # of 5"),
    ('rating: "4"', {"rating": 5}, 'rating: "5"'),
    ("draft: no", {"draft": True}, "draft: true"),
    ("draft: !!bool no # x", {"draft": True}, "draft: true # x"),
    ("venue: # none yet\nwhy: x", {"venue": "NeurIPS"}, "venue: NeurIPS # none yet\nwhy: x"),
    ("venue:", {"venue": "NeurIPS"}, "venue: NeurIPS"),
    ("abstract: One\n  two.  # c", {"abstract": "Three."}, "abstract: Three.  # c"),
    (
        "abstract: One\n    two.",
        {"abstract": "word " * 30 + "end"},
        f"abstract: {'word ' * 16}\n    {'word ' * 14}end".replace(" \n", "\n"),
    ),
    (
        "abstract: |\n    One.\n\n    Two.\n\n# c",
        {"abstract": "Three.\n\nFour."},
        "abstract: |\n    Three.\n\n    Four.\n\n# c",
    ),
    (
        "why: >+ # folded\n   One.\n\n",
        {"why": "Two.\nThree."},
        "why: > # folded\n   Two.\n\n   Three.\n\n",
    ),
    ("why: |2-\n  One.", {"why": " - odd  blanks"}, 'why: " - odd  blanks"'),
    ("why: plain", {"why": "Two\nlines"}, "why: |-\n  Two\n  lines"),
    ("why: 'plain'  # c", {"why": "Two\nlines"}, "why: |-  # c\n  Two\n  lines"),
    ('why: "plain"', {"why": "Two\nlines"}, r'why: "Two\nlines"'),
]
LISTS = [
    ("tags: [a, b]  # c", {"tags": ["a", "b", "c"]}, "tags: [a, b, c]  # c"),
    ("tags: [ a,b ]", {"tags": ["x", "a", "b"]}, "tags: [ x,a,b ]"),
    ("tags: ['a', 'b']", {"tags": ["b", "c"]}, "tags: ['b', 'c']"),
    ("tags: [a, b, c]", {"tags": ["a"]}, "tags: [a]"),
    ("tags: [a, b, c]", {"tags": ["b"]}, "tags: [b]"),
    ("tags: [a]", {"tags": ["x, y"]}, 'tags: ["x, y"]'),
    ("tags: [a,]", {"tags": ["a", "b"]}, "tags: [a, b,]"),
    ("tags: []  # none", {"tags": ["a"]}, "tags: [a]  # none"),
    ("tags: [a]  # none", {"tags": []}, "tags: []  # none"),
    ("tags: a  # one", {"tags": ["a", "b"]}, "tags: [a, b]  # one"),
    ("tags: [\n  a,  # x\n  b\n]", {"tags": ["a", "c", "b"]}, "tags: [\n  a,  # x\n  c,\n  b\n]"),
    ("tags: [\n  a,\n  b  # y\n]", {"tags": ["a", "b", "c"]},
     "tags: [\n  a,\n  b,  # y\n  c\n]"),
    ("tags: [\n  a,\n  b,\n]", {"tags": ["a", "b", "c"]}, "tags: [\n  a,\n  b,\n  c,\n]"),
    ("tags: [\n  a,  # x\n  b  # y\n]", {"tags": ["b"]}, "tags: [\n  # x\n  b  # y\n]"),
    ("tags: [\n  a,  # x\n  b,  # y\n]", {"tags": ["a"]}, "tags: [\n  a,  # x\n  # y\n]"),
    ("tags: [a,  # x\n  b]", {"tags": ["a"]}, "tags: [a  # x\n  ]"),
    ("tags:\n- a\n-   b # y\n- c", {"tags": ["a", "x", "c"]}, "tags:\n- a\n-   x # y\n- c"),
    ("tags:\n  - a # x\n  - b", {"tags": ["b"]}, "tags:\n  # x\n  - b"),
    ("tags:\n    - 'a'\n    # why\n    - 'b'", {"tags": ["a", "b", "c"]},
     "tags:\n    - 'a'\n    # why\n    - 'b'\n    - 'c'"),
    ("tags:\n  - a\n  # end\nwhy: x", {"tags": ["z", "a"]}, "tags:\n  - z\n  - a\n  # end\nwhy: x"),
    ("tags:  # mine\n  - a  # x", {"tags": []}, "tags: []  # mine\n# x"),
    ("tags:\n  -\n    a # x\n  -", {"tags": ["b"]}, "tags:\n  -\n    b # x"),
    ("tags:\n  - - a", {"tags": ["b", "c"]}, "tags:\n  - b\n  - c"),
    (
        "authors:\n  - Ashish Vaswani  # first\n  - et al.",
        {"authors": ["Vaswani, Ashish", "Parmar, Niki", "others"]},
        "authors:\n  - Ashish Vaswani  # first\n  - Parmar, Niki\n  - et al.",
    ),
    (
        "author:\n  - family: Vaswani\n    given: Ashish  # x\n  - literal: Google",
        {"authors": ["Vaswani, Ashish", {"literal": "Google", "url": "https://g.co"}]},
        """author:
  - family: Vaswani
    given: Ashish  # x
  - literal: Google
    url: https://g.co""",
    ),
    (
        "authors:\n  - family: Vaswani\n    # c\n    given: A. # d\n  - B",
        {"authors": [{"given": "Ashish", "literal": "X"}, "B"]},
        "authors:\n  - # c\n    given: Ashish # d\n    literal: X\n  - B",
    ),
    (
        "authors:\n  - family: Vaswani  # c",
        {"authors": ["Team"]},
        "authors:\n  - Team  # c",
    ),
    ("authors: Ashish Vaswani; Niki Parmar  # c", {"authors": ["Vaswani, Ashish"]},
     "authors:  # c\n  - Vaswani, Ashish"),
]  # fmt: skip
MAPPINGS = [
    ("ids: {acl: P1, s2: 'x'}", {"ids": {"acl": "P2", "s2": "x", "pmid": "7"}},
     "ids: {acl: P2, s2: 'x', pmid: 7}"),
    ("ids: {acl: , s2: x}", {"ids": {"acl": "P2"}}, "ids: {acl: P2}"),
    ("extra:\n    a: 1\n    b: 2  # two\n    c: 3", {"extra": {"a": "1", "x": "z", "c": "4"}},
     "extra:\n    a: 1\n    x: z\n    # two\n    c: 4"),
    ("extra:\n  a:\n    - x # c", {"extra": {"a": ["x", "y"]}},
     'extra:\n  a:\n    - x # c\n    - "y"'),
    ("extra:\n  a: |\n    x", {"extra": {"a": "y"}}, "extra:\n  a: |-\n    y"),
    ("extra:\n  a: 1  # c", {"extra": {"b": "2"}}, "extra:\n  b: 2\n# c"),
    ("pdf: https://a.org  # mine", {"links": {"pdf": "https://b.org", "code": "https://c.org"}},
     "links:\n  code: https://c.org\npdf: https://b.org  # mine"),
    ("pdf: https://a.org\nlinks: {code: https://c.org}", {"links": {"code": "https://c.org"}},
     "links: {code: https://c.org}"),
    ("pdf: https://a.org\nlinks: {pdf: https://c.org}", {"links": {"pdf": "https://d.org"}},
     'pdf: https://a.org\nlinks: {pdf: "https://d.org"}'),
    ("pdf: https://a.org\nlinks: {pdf: https://c.org}\ntitle: A", {"links": None}, "title: A"),
]  # fmt: skip
KEYS = [
    ("# top\ntitle: A  # t\ntags: [a]", {"issued": "2017"},
     "# top\ntitle: A  # t\nissued: 2017\ntags: [a]"),
    ("# top\nissued: 2017", {"title": "A"}, '# top\ntitle: "A"\nissued: 2017'),
    ("title: A\n\n# rest\nunknown: x", {"why": "y", "venue": "z", "later": "1"},
     'title: A\nvenue: z\nwhy: "y"\n\n# rest\nunknown: x\nlater: 1'),
    ("author: [A]\nyear: 2017", {"added": "2025-07", "authors": None, "issued": "2018"},
     "year: 2018\nadded: 2025-07"),
    ("title: A\nrating: 4  # four\n# own\n\nwhy: x", {"rating": None},
     "title: A\n# four\n# own\n\nwhy: x"),
    ("title: A\ntags:  # my\n  # b\n  - a\n  - b # c\n\nwhy: x", {"tags": None},
     "title: A\n# my\n# b\n# c\n\nwhy: x"),
    ("tags:\n  - a\n  # - b\nwhy: x", {"status": "read"},
     "tags:\n  - a\n  # - b\nstatus: read\nwhy: x"),
    ("why: >+ # c\n  One.\n\ntags: [a]", {"status": "read", "venue": "z"},
     "venue: z\nwhy: >+ # c\n  One.\n\ntags: [a]\nstatus: read"),
    ("why: |+\n  One.\n\n\nvenue: y", {"tags": ["b"]},
     "why: |+\n  One.\n\n\ntags: [b]\nvenue: y"),
    ("tags:\n  - a\n  # - b\nwhy: x", {"tags": None, "abstract": "One.\nTwo."},
     "abstract: |-\n  One.\n  Two.\n# - b\nwhy: x"),
    ("why: x\n  # c\n    # d\n# e", {"why": "One.\nTwo."},
     "why: |-\n  One.\n  Two.\n# c\n# d\n# e"),
    ("'title': A\n\"tags\": [a]", {"title": "B", "tags": None}, "'title': B"),
    ("{title: A, tags: [a]}", {"title": "B", "doi": "10.1/x"},
     '{title: B, tags: [a], doi: "10.1/x"}'),
    ("{}", {"title": "B"}, "{title: B}"),
    ("# only this", {"title": "B"}, '# only this\ntitle: "B"'),
    ("title: A\u2028tags: [a] # x\u2028why: y\u0085venue: z", {"tags": ["b"], "why": None},
     "title: A\u2028tags: [b] # x\u2028venue: z"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "changes", "after"), [*SCALARS, *LISTS, *MAPPINGS, *KEYS])
def test_what_an_edit_leaves(before: str, changes: dict[str, object], after: str) -> None:
    assert front(after) == edit(front(before), changes)


@pytest.mark.parametrize(("before", "changes", "after"), [*SCALARS, *LISTS, *MAPPINGS, *KEYS])
@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_stay(before: str, changes: dict[str, object], after: str, newline: str) -> None:
    wanted = front(after).replace("\n", newline)

    assert wanted == edit(front(before).replace("\n", newline), changes)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("---\n---\n", '---\ntitle: "A"\n---\n'),
        ("---\n---", '---\ntitle: "A"\n---'),
        ("\n\n--- \t\n\n---  \nBody\n---\n", '\n\n--- \t\n\ntitle: "A"\n---  \nBody\n---\n'),
        ("\ufeff---\r\n-----", '\ufeff---\r\ntitle: "A"\r\n-----'),
        ("---\na: 1\r\nb: 2\n---\r", '---\ntitle: "A"\na: 1\r\nb: 2\n---\r'),
        ("---\nextra: {a: x---y}\n---\n", '---\ntitle: "A"\nextra: {a: x---y}\n---\n'),
    ],
)
def test_fences_and_all_around_them_stay(content: str, wanted: str) -> None:
    assert wanted == edit(content, {"title": "A"})


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        ("title: A", {"title": "A", "venue": None}),
        ("title: >-\n  A\n  b", {"title": "A b"}),
        ("why: |\n  A", {"why": "A"}),
        ("draft: yes", {"draft": True}),
        ("tags: a", {"tags": ["a"]}),
        ("arxiv: [1706.03762]", {"arxiv": "1706.03762"}),
        ("rating: 0x", {"rating": "0x"}),
        ("author: Ashish Vaswani and others", {"authors": ["Vaswani, Ashish", "others"]}),
        ("authors: [Ashish Vaswani, et al]", {"authors": ["Vaswani, Ashish", "others"]}),
        ("pdf: https://a.org", {"links": {"pdf": "https://a.org"}}),
        ("venue:", {"venue": ""}),
    ],
)
def test_another_spelling_of_a_value_is_no_change(before: str, changes: dict[str, object]) -> None:
    assert front(before) == edit(front(before), changes)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("title: A\n", "does not begin with front matter"),
        ("---\ntitle: A\n", "does not begin with front matter"),
        ("---\ntitle: A: b\n---\n", "not valid YAML on line 1"),
        ("---\n- a\n---\n", "no mapping"),
        ("---\na: &x 1\n---\n", "anchor or alias 'x'"),
        ("---\na: 1\nb: *x\n---\n", "not valid YAML|anchor or alias 'x'"),
        ("---\na: 1\na: 2\n---\n", "'a' stands there twice"),
        ("---\nb: {a: 1, a: 2}\n---\n", "'a' stands there twice"),
        ("---\nauthor: A\nauthors: B\n---\n", "the same key"),
        ("---\n[a]: 1\n---\n", "not a text"),
        ("---\na: !!seq [b]\n---\n", "tag"),
        ("---\na: 1\n...\n--- # two\nb: 2\n---\n", "more than one"),
        (f"---\na: {'[' * 30}{']' * 30}\n---\n", "nested"),
        ("---\na: \ud800\n---\n", "no character"),
        ("---\na: \x00\n---\n", "not valid YAML"),
        ("---\nextra:\n  a: |\n    x\n      \nvenue: y\n---\n", "an edit would garble"),
    ],
)
def test_what_no_edit_can_keep_whole_is_refused(content: str, reason: str) -> None:
    with pytest.raises(UneditableError, match=reason):
        edit(content, {"title": None, "venue": "x", "extra": {"a": "z"}})


def test_files_that_are_yaml_as_a_whole() -> None:
    content = "# tags\r\nnlp: # about\r\n  title: NLP\r\n'old':\r\n  aliases: [x]"

    made = edit_mapping(
        content, {"nlp": {"title": "NLP", "parent": "new"}, "new": {"aliases": ["x", "old"]}},
        renamed={"old": "new"},
    )  # fmt: skip

    assert made == (
        "# tags\r\nnlp: # about\r\n  title: NLP\r\n  parent: new\r\n'new':\r\n  aliases: [x, old]"
    )
    assert edit_mapping("a: 1", {"a": None, "b": "2"}) == "b: 2"
    assert edit_mapping("b: 1\na: |\n  x", {"b": "2"}) == "b: 2\na: |\n  x"
    assert edit_mapping("", {"a": {"b": "c"}}) == "a:\n  b: c\n"
    with pytest.raises(UneditableError, match="the same name"):
        edit_mapping("a: 1\nb: 2", {}, renamed={"a": "b"})


def test_the_order_is_that_of_a_new_file() -> None:
    paper, _ = load_paper("papers/a.md", b"---\nrating: 4\nvenue: x\ntitle: A\ndraft: true\n---\n")

    assert paper is not None
    assert [*to_fields(paper)] == [key for key in ORDER if key in to_fields(paper)]


# One file as tools write it, then decorated as people do.
texts = st.lists(
    st.sampled_from([*"a no 1.0 it's C# — # : - ] } , \" \\ é $x$ 2017".split(), "word " * 20]),
    min_size=1,
    max_size=5,
).map(lambda words: " ".join(" ".join(words).split()))
lines = st.lists(texts, min_size=1, max_size=3).map("\n".join)
names = st.sampled_from(["Vaswani, Ashish", "van der Berg, Jan", "Google", "李, 明", "A, Jr., B"])
keys = st.text(st.sampled_from("abc-"), min_size=1, max_size=3)
free = st.dictionaries(
    keys,
    st.recursive(
        lines, lambda one: st.lists(one, max_size=3) | st.dictionaries(keys, one), max_leaves=4
    ),
    max_size=3,
)
fields = st.fixed_dictionaries(
    {"title": texts},
    optional={
        "short_title": texts,
        "authors": st.lists(names, unique=True, min_size=1, max_size=4),
        "issued": st.sampled_from(["2017", "2017-06~"]),
        "arxiv": st.sampled_from(["1706.03762", ["1706.03762", "2104.12250"]]),
        "ids": st.dictionaries(keys, texts, min_size=1, max_size=3),
        "links": st.dictionaries(
            st.sampled_from(["pdf", "code", "blog"]),
            st.sampled_from(["https://a.org", "https://b.org/#c"]), min_size=1,
        ),
        "abstract": lines,
        "why": lines,
        "tags": st.lists(texts, unique=True, min_size=1, max_size=6),
        "rating": st.integers(1, 5),
        "draft": st.just(value=True),
        "extra": free,
        "bibtex": free,
    },
)  # fmt: skip
papers = fields.map(lambda drawn: read(write_front_matter(drawn)))


def read(content: str) -> Paper:
    paper, faults = load_paper("papers/a.md", content.encode())
    assert paper is not None, (content, faults)
    return paper


@st.composite
def decorated(draw: st.DrawFn, drawn: Mapping[str, object]) -> Mapping[str, str]:
    """Draw key -> its lines, with comments on lines of their own and behind values."""
    counter = itertools.count()
    chunks = {}
    for key, value in drawn.items():
        is_block = isinstance(value, str)
        head, *rest = write_field(key, value, "")
        written = [head + draw(st.sampled_from(["", f"  # c{next(counter)}!"]))]
        for line in rest:
            is_item = line.lstrip().startswith("- ") and not is_block and key not in FREE
            written.append(
                line + (f" # c{next(counter)}!" if is_item and draw(st.booleans()) else "")
            )
        before = draw(st.sampled_from([[], [""], [f"# c{next(counter)}!"]]))
        chunks[key] = "".join(f"{line}\n" for line in (*before, *written))
    return chunks


FREE = {"extra", "bibtex", "ids"}
"""May hold blocks, whose lines are no place for a comment."""


def find_changes(old: Paper, new: Paper) -> dict[str, object]:
    before, after = to_fields(old), to_fields(new)
    return {key: after.get(key) for key in {**before, **after} if before.get(key) != after.get(key)}


@given(papers, papers, st.data(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_a_change_does_not_name_stays(
    old: Paper, new: Paper, data: st.DataObject, newline: str
) -> None:
    chunks = {
        key: chunk.replace("\n", newline)
        for key, chunk in data.draw(decorated(to_fields(old))).items()
    }
    content = f"---{newline}{''.join(chunks.values())}---{newline}Body"
    assert to_fields(old) == to_fields(read(content))
    changes = find_changes(old, new)

    made = edit(content, changes)
    back = edit(made, find_changes(new, old))

    assert to_fields(new) == to_fields(read(made))
    assert to_fields(old) == to_fields(read(back))
    assert content == edit(content, {}) == edit(content, to_fields(old))
    kept = [chunk for key, chunk in chunks.items() if key not in changes]
    places = [made.find(chunk) for chunk in kept]
    assert -1 not in places
    assert sorted(places) == places
    for text in (made, back):
        assert text.endswith(f"---{newline}Body")
        assert not {*"\r\n"} & {*text.replace(newline, "")}
        assert find_comments(content) == find_comments(text)


def find_comments(text: str) -> list[str]:
    return sorted(word for word in text.split() if word.startswith("c") and word.endswith("!"))


@given(front_matter_text, st.sampled_from(["tags", "links", "authors", "extra"]), fields)
def test_anything_is_edited_or_refused(
    text: str, removed: str, changes: Mapping[str, object]
) -> None:
    content = f"---\n{text}\n---\n{text}"
    with suppress(UneditableError):
        made = edit(content, {**changes, removed: None})

        found = read_front_matter(made, aliases=SPELLINGS)
        assert found["title"] == changes["title"]
        assert removed not in found
        assert made.endswith(text)
