"""What the short cut reads is what YAML says; what it leaves alone is read all the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.loading.front_matter import parse_document
from reading_list.loading.nodes import Entries, Items, Scalar
from reading_list.loading.plain_lines import read_plain_lines
from strategies import any_text, front_matter_text

PIECES = [
    "a",
    "é",
    "5",
    "~",
    "null",
    ":",
    ": ",
    " ",
    "  ",
    "#",
    " #",
    "'",
    "''",
    '"',
    "\\",
    ",",
    "-",
]
PIECES += [
    "- ",
    "?",
    "|",
    ">",
    "%",
    "@",
    "`",
    "!",
    "&a",
    "*a",
    "[",
    "]",
    "{",
    "}",
    "=",
    "<<",
    "...",
]
PIECES += [
    "\t",
    "\xa0",
    "\u2028",
    "\x85",
    "\ufeff",
    "\ud800",
    "https://x.org/a:b",
    "$x_1$",
    "\n",
    "😀",
]
LINES = [
    "{}",
    "key: {}",
    "k{}: value",
    "a:\n- {}\n- b",
    "b:\n  - {}\n  - '{}'",
    "c: '{}'",
    'd: "{}"',
]
LINES += [
    "e: [{}, b]",
    "f:",
    "g:\n  - x\n - {}",
    "h: x\n  {}",
    "i:\n{}",
    "j:\n  {}: x",
    "k:\n {}: {}\n {}: y",
]
values = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
blocks = st.lists(
    st.builds(lambda line, value: line.replace("{}", value), st.sampled_from(LINES), values),
    min_size=1,
    max_size=4,
).map("\n".join)


@given(blocks | front_matter_text | any_text)
def test_what_is_read_is_what_yaml_says(text: str) -> None:
    plain = read_plain_lines(f"{text}\n", 2)
    # A comment is left to the parser of YAML.
    document, faults = parse_document(f"---\n{text}\n# comment\n---\nbody", "a.md")

    assert plain is None or (plain, ()) == (document.entries, faults)


def test_lines_of_plain_values_are_read() -> None:
    found = read_plain_lines(
        "title: 'It''s $x$: a title'\nvenue: NeurIPS\ntags: [a, mixture of experts]\n"
        'why: "Read # it"\nauthors:\n  - Ada Lovelace\n  - "Vallée, C."\nadded:\n'
        "ids:\n  acl: [P1, P2]\n  pmid: 123\n",
        2,
    )

    assert found is not None
    assert found.nodes == {
        "title": Scalar("It's $x$: a title", 2),
        "venue": Scalar("NeurIPS", 3),
        "tags": Items((Scalar("a", 4), Scalar("mixture of experts", 4)), 4),
        "why": Scalar("Read # it", 5),
        "authors": Items((Scalar("Ada Lovelace", 7), Scalar("Vallée, C.", 8)), 7),
        "added": None,
        "ids": Entries(
            {"acl": Items((Scalar("P1", 11), Scalar("P2", 11)), 11), "pmid": Scalar("123", 12)},
            {"acl": 11, "pmid": 12},
            11,
        ),
    }
    assert found.lines == dict(zip(found.nodes, (2, 3, 4, 5, 6, 9, 10), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        *("", "a: b: c", "a: b # c", "a: |\n  b", "a: b\n  c", "a: &x b", "a: [b, {c: d}]", "- a"),
        *(
            "a: 1\na: 2",
            'a: "\\n"',
            "a:\n  b:\n    c: d",
            "a:\n  b: c\n  b: d",
            "a:\n  b: c\n d: e",
            "a:\n- b\n - c",
            "a: 'b",
            "a:\tb",
            "# a\na: b",
        ),
        *("a: b\n\nc: d", "a: \ufeffb", "a: b\u2028c", "? a", "a: !!str b", "a: b\n...", "a:\n-\n"),
        f"a: {'b' * 60_000}",
    ],
)
def test_everything_else_is_left_to_yaml(text: str) -> None:
    assert read_plain_lines(f"{text}\n", 2) is None
