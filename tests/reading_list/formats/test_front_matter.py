import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reading_list.formats.front_matter import write_front_matter

PRINTABLE = st.text(
    st.one_of(
        st.sampled_from(list("ab: #-'\"\\[]{},&*!|>%@`?~=\n\t0123456789.é\u00a0\u2028中")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=200,
)
KEYS = st.text(st.sampled_from("abyn_: #-'\"0é"), min_size=1, max_size=6)
VALUES = st.recursive(
    PRINTABLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def read(text: str) -> object:
    _, front, _ = text.split("---\n", 2)
    return yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 - texts only


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_any_text_survives(fields: dict[str, object]) -> None:
    assert fields == read(write_front_matter(fields))


@given(st.dictionaries(st.sampled_from(["title", "abstract", "x"]), PRINTABLE, min_size=1))
def test_full_yaml_sees_the_same_texts(fields: dict[str, str]) -> None:
    loaded = yaml.safe_load(write_front_matter(fields).split("---\n", 2)[1])

    assert {key: value for key, value in fields.items() if not value[:1].isdigit()} == {
        key: value for key, value in loaded.items() if not fields[key][:1].isdigit()
    }


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("1706.03762", 'key: "1706.03762"'),
        ("no", 'key: "no"'),
        ("012", 'key: "012"'),
        ("1_000", 'key: "1_000"'),
        ("76", "key: 76"),
        ("2017-06", "key: 2017-06"),
        ("695-711", "key: 695-711"),
        ("Part: two", 'key: "Part: two"'),
        ("C #", 'key: "C #"'),
        ("@home", 'key: "@home"'),
        (r"{\"o}", r"""key: '{\"o}'"""),
        ("O'Connor", "key: O'Connor"),
        ("", 'key: ""'),
        (True, "key: true"),
        (7, "key: 7"),
        (["a", "b, c"], 'key: [a, "b, c"]'),
        ([], "key: []"),
        ({}, "key: {}"),
    ],
)
def test_quotes_stand_where_a_tool_could_misread(value: object, line: str) -> None:
    assert f"---\n{line}\n---\n" == write_front_matter({"key": value})


def test_titles_are_always_quoted_and_names_have_their_lines() -> None:
    fields = {
        "title": "Attention",
        "authors": ["Vaswani, Ashish", {"literal": "Google Brain"}],
        "tags": ["attention"],
    }

    assert write_front_matter(fields, "\nNotes.\n") == (
        "---\n"
        'title: "Attention"\n'
        "authors:\n"
        "  - Vaswani, Ashish\n"
        "  - literal: Google Brain\n"
        "tags: [attention]\n"
        "---\n"
        "\n"
        "Notes.\n"
    )


def test_long_texts_are_blocks() -> None:
    text = write_front_matter({"abstract": "word " * 40 + "end.", "why": "One.\n\nTwo."})

    assert "abstract: >-\n  word word" in text
    assert "why: |-\n  One.\n\n  Two.\n" in text
    assert max(map(len, text.splitlines())) <= 96
