"""What becomes of the white space of a theme."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.rendering.shell import compact

EXACT = ("pre", "textarea", "script", "style")
pieces = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "\n", "  ", "\n\n   ", "a", "b c", "&lt;", "\t\n"),
        *("<pre>\n\n  x\n\n</pre>", "<textarea>\n \n y</textarea>", "<script>\n\n1 < 2\n</script>"),
        *('<i title="a\n\n  b">', "</i>", "<style>\n\n i { }\n</style>", "<!-- \n\n -->"),
        *("<a href='>\n\n  x'>z</a>", "< \n\n b", "<PRE>\n \n</PRE>", "<br\n\n  >"),
    ]
)


def read(html: str) -> list[object]:
    """What a browser shows: elements, attributes, and texts with their white space folded."""
    root = lxml.html.fromstring(f"<div>{html}</div>")
    found: list[object] = []
    for element in root.iter():
        is_exact = element.tag in EXACT
        text = element.text if is_exact else " ".join((element.text or "").split())
        found += [element.tag, dict(element.attrib), text, " ".join((element.tail or "").split())]
    return found


@given(st.lists(pieces, max_size=20).map("".join))
def test_a_page_says_the_same_with_less_white_space(html: str) -> None:
    made = compact(html)

    assert read(html) == read(made)
    assert len(made) <= len(html)
    assert made == compact(made)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>\n    a  \n\n\n   b\n</p>", "<p>\na\nb\n</p>"),
        ("<a>x</a> <a>y</a>", "<a>x</a> <a>y</a>"),
        ("<span>\n   x</span>\n\n\n", "<span>\nx</span>\n"),
    ],
)
def test_a_hole_becomes_one_line_end(html: str, expected: str) -> None:
    assert expected == compact(html)
